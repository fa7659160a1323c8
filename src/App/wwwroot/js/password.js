// "Show password": the button is hidden in the page, since it works by script only.
for (const button of document.querySelectorAll("[data-reveal]")) {
  const input = document.getElementById(button.dataset.reveal);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  });
  // A browser offers to keep what was typed into a password's input only.
  input.form.addEventListener("submit", () => { input.type = "password"; });
}
