// Buttons that copy a text. It is said for a moment in the button, and to those who listen.
const told = Object.assign(document.createElement("p"), { className: "visually-hidden" });
told.setAttribute("role", "status");

document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  if (!await copy(button.dataset.copy, button)) return;
  (button.closest("main") ?? document.body).append(told);
  told.textContent = "Copied.";
  button.dataset.copied = "";
  setTimeout(() => { delete button.dataset.copied; told.textContent = ""; }, 2_000);
});

// The clipboard is there only where the page came encrypted, or from this machine; the old way is there always.
async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = Object.assign(document.createElement("textarea"), { value: text, className: "visually-hidden" });
    button.after(field);
    field.select();
    try {
      return document.execCommand("copy");
    } finally {
      field.remove();
      button.focus();
    }
  }
}
