// What is to be printed is asked for by a button that does nothing else.
document.addEventListener("click", event => {
  if (event.target.closest("[data-print]")) window.print();
});
