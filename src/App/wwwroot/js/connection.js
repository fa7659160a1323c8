// Blazor puts a class on the dialog when the connection is lost, cannot be had again, or comes back to a server that no longer
// knows this page. In the last case there is nothing to wait for: what is on the page is in the database, so it is loaded anew.
const dialog = document.getElementById("components-reconnect-modal");
if (dialog) {
  new MutationObserver(() => {
    if (dialog.classList.contains("components-reconnect-rejected")) location.reload();
  }).observe(dialog, { attributes: true, attributeFilter: ["class"] });
}

document.addEventListener("click", event => {
  const button = event.target.closest("[data-reload], [data-reconnect]");
  if (!button) return;
  event.preventDefault();
  if (!button.matches("[data-reconnect]")) {
    location.reload();
    return;
  }
  window.Blazor.reconnect().then(known => known || location.reload(), () => {});
});
