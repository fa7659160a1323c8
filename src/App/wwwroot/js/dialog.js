// A dialog is only modal when it is opened by script.
export const show = dialog => dialog.showModal();
