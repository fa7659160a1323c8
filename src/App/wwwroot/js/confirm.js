// A form that does what cannot be undone asks once more, in the platform's own dialog, before it is sent. Without script the word that has to be typed is what asks.
document.addEventListener("submit", event => {
  const form = event.target.closest("form[data-confirm]");
  const dialog = form && document.getElementById(form.dataset.confirm);
  if (!dialog || form.dataset.confirmed !== undefined) return;
  event.preventDefault();
  dialog.returnValue = "";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "confirm") return;
    form.dataset.confirmed = "";
    form.requestSubmit();
  }, { once: true });
  dialog.showModal();
});
