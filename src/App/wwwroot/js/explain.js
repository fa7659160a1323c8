// Why a figure is not known, or what a column means: words of a button, shown in one popover of the platform, so that Escape and a
// click elsewhere close it and the focus stays where it was. The words are in the button's name too, for those who do not see it.
const note = Object.assign(document.createElement("div"), { id: "why", className: "pop" });
note.setAttribute("role", "note");
note.popover = "auto";

document.addEventListener("click", event => {
  const button = event.target.closest("[data-why]");
  if (!button) return;
  // In a landmark, and in a dialog that is modal, outside of which everything is inert.
  (button.closest("dialog, main") ?? document.body).append(note);
  note.textContent = button.dataset.why;
  note.removeAttribute("style");
  note.showPopover({ source: button });
  if (CSS.supports("position-area", "bottom") && note.getBoundingClientRect().top > 0 && isBeside(button)) return;
  const place = button.getBoundingClientRect();
  note.style.inset = `${Math.max(8, Math.min(place.bottom + 6, innerHeight - note.offsetHeight - 8))}px auto auto ${Math.max(8, Math.min(place.left, innerWidth - note.offsetWidth - 8))}px`;
  note.style.positionArea = "none";
  note.style.margin = "0";
});

// Browsers that do not take the source for an anchor put it somewhere else.
function isBeside(button) {
  const [one, other] = [note.getBoundingClientRect(), button.getBoundingClientRect()];
  return Math.abs(one.top - other.bottom) < 40 || Math.abs(other.top - one.bottom) < 40;
}
