// Menus are details elements and work without this file. It closes an open one by Escape (giving the focus back to its
// summary), by a click elsewhere and by following a link inside.
const open = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", event => {
  for (const menu of open()) {
    if (!menu.contains(event.target) || event.target.closest("a")) menu.open = false;
  }
});

// The browser moves the focus out of a menu by Tab: an open panel nobody is in only covers the page.
document.addEventListener("focusin", event => {
  for (const menu of open()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
