// Counts down in the bar that is over every page while an operator looks through a user's eyes. When the time is over the page is
// loaded again, once: the server decides who it is for. A clock that is ahead of the server's then only shows nothing left.
const bar = () => document.querySelector("[data-impersonation-ends]");
const pad = number => String(number).padStart(2, "0");
let hadTime = false;

const show = () => {
  const one = bar();
  if (!one) return;
  const left = Math.floor((Number(one.dataset.impersonationEnds) - Date.now()) / 1000);
  const text = one.querySelector("[data-countdown]");
  if (left > 0) {
    hadTime = true;
    text.textContent = `in ${Math.floor(left / 3600)}:${pad(Math.floor(left / 60) % 60)}:${pad(left % 60)}`;
    return;
  }
  text.textContent = "now";
  if (hadTime) {
    hadTime = false;
    location.reload();
  }
};

show();
setInterval(show, 1000);
