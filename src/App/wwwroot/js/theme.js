// The theme form posts and comes back without this file. With it the choice is written to the same cookie and shown at once.
document.addEventListener("submit", event => {
  if (!event.target.matches("form[data-theme-form]") || !event.submitter) return;
  event.preventDefault();
  const theme = event.submitter.value;
  document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
  const menu = event.target.closest("details");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
