// Reads a chart out: the pointer over the plot, or the arrow keys on its slider, say what the lines are at a day. All of it is in
// the page already, so nothing is asked of the server. Without this file the table beside the chart says the same.
const read = (plot, index) => {
  const [shares, words] = JSON.parse(plot.dataset.readings);
  const at = Math.max(0, Math.min(shares.length - 1, index));
  const [cursor, reading, slider] = [plot.querySelector(".cursor"), plot.querySelector(".reading"), plot.querySelector(".chart-reader")];
  cursor.hidden = reading.hidden = false;
  cursor.style.left = `${shares[at] * 100}%`;
  reading.textContent = words[at];
  reading.classList.toggle("left", shares[at] > .5);
  slider?.setAttribute("aria-valuetext", words[at]);
};

const close = plot => {
  for (const part of plot.querySelectorAll(".cursor, .reading")) part.hidden = true;
};

const nearest = (plot, x) => {
  const box = plot.getBoundingClientRect();
  const share = (x - box.left) / box.width;
  const [shares] = JSON.parse(plot.dataset.readings);
  return shares.reduce((best, place, index) => Math.abs(place - share) < Math.abs(shares[best] - share) ? index : best, 0);
};

let shown = null;

document.addEventListener("pointermove", event => {
  const plot = event.target.closest?.(".plot[data-readings]");
  if (shown && shown !== plot) close(shown);
  shown = plot;
  if (plot) read(plot, nearest(plot, event.clientX));
});

document.addEventListener("pointerleave", () => shown && close(shown));

for (const happening of ["input", "focusin"]) {
  document.addEventListener(happening, event => {
    if (event.target.matches?.(".chart-reader")) read(event.target.closest(".plot"), event.target.valueAsNumber);
  });
}

document.addEventListener("focusout", event => {
  if (event.target.matches?.(".chart-reader")) close(event.target.closest(".plot"));
});
