// "Skip to content" is a link to the fragment; Blazor scrolls to a fragment without moving the focus, so it is moved here.
document.addEventListener("click", event => {
  if (!event.target.closest("a.skip")) return;
  event.preventDefault();
  document.getElementById("content").focus();
});
