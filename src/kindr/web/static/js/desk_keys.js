// Keys of the desk: they only do what links and buttons of the page do, and rest while somebody types.
const lines = () => [...document.querySelectorAll("[data-line]")];
const here = () => document.activeElement?.closest("[data-line]");
let off = false;

function move(step) {
  const all = lines();
  if (!all.length) return;
  const at = all.indexOf(here());
  const next = at < 0 ? all[step > 0 ? 0 : all.length - 1] : all[Math.min(Math.max(at + step, 0), all.length - 1)];
  next.querySelector("[data-open], a, button")?.focus();
  next.scrollIntoView({ block: "nearest" });
}

// In the line where one stands, or, on the page of one thing, anywhere.
function press(key) {
  const place = here() ?? (lines().length ? null : document);
  const found = place?.querySelector(`[data-key="${key}"]`);
  if (found?.matches("input")) found.focus();
  else found?.click();
}

const deeds = {
  j: () => move(1),
  k: () => move(-1),
  x: () => here()?.querySelector('input[type="checkbox"]')?.click(),
  p: () => press("p"),
  s: () => press("s"),
  "/": () => document.querySelector('[data-key="/"]')?.focus(),
  "?": () => document.getElementById("desk-keys")?.togglePopover(),
};

const isTyping = (element) =>
  element?.matches?.('textarea, select, input:not([type="checkbox"], [type="radio"]), [contenteditable]');

function leave(event) {
  const field = event.target;
  if (document.querySelector("#desk-keys:popover-open")) return;
  const menu = document.querySelector(".desk-me[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (isTyping(field)) field.blur();
  else document.querySelector("[data-back]")?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") return leave(event);
  if (event.key === "Enter" && event.target.name?.startsWith("tracking_")) {
    const button = event.target.closest("td")?.querySelector("[hx-post]");
    if (button) {
      event.preventDefault();
      button.click();
    }
    return;
  }
  if (off || isTyping(event.target) || !(event.key in deeds)) return;
  event.preventDefault();
  deeds[event.key]();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys-off]")) off = event.target.checked;
});

// What comes by itself keeps the focus where the work is.
document.addEventListener("htmx:afterSettle", (event) => {
  const cell = event.detail.elt;
  if (!cell?.closest?.("[data-line]") || cell.contains(document.activeElement)) return;
  (cell.querySelector("input:not([type=hidden])") ?? cell.closest("[data-line]").querySelector("[data-open]"))?.focus();
});

// On a narrow screen each row of places shows the one where one is.
for (const place of document.querySelectorAll(".desk-places [aria-current]")) {
  place.scrollIntoView({ block: "nearest", inline: "center" });
}

// What was opened closes by itself: nothing of it stays in the page that the browser may bring back.
window.addEventListener("pagehide", () => {
  for (const opened of document.querySelectorAll("[data-opened]")) opened.replaceChildren();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.replace(location.href);
});
