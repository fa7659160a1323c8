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
    const link = menu.contains(event.target) && event.target.closest("a");
    if (menu.contains(event.target) && !link) continue;
    menu.open = false;
    // What has the focus is hidden now; where the link stays on this page, the summary is the nearest thing to it.
    if (link && menu.contains(document.activeElement)) menu.querySelector("summary").focus({ preventScroll: true });
  }
});

// A form that says so closes its menu as a link does.
document.addEventListener("submit", event => {
  const menu = event.target.matches("[data-closes-menu]") && event.target.closest("details.menu");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus({ preventScroll: true });
});

// The browser moves the focus out of a menu by Tab: an open panel nobody is in only covers the page.
document.addEventListener("focusin", event => {
  for (const menu of open()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
