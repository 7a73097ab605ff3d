// What htmx leaves open after it swapped a part of a page: where the focus goes, what is spoken, what went wrong.
const toasts = document.getElementById("toasts");
const announcer = document.getElementById("announcer");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const TOAST_STAYS = 7000;
let heldFocus = false;

// Behind an open dialog nothing is heard, so the words are spoken from within the topmost one.
function speak(words) {
  const room = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body;
  if (announcer.parentElement !== room) room.append(announcer);
  announcer.textContent = "";
  setTimeout(() => { announcer.textContent = words; }, 100);
}

// With a key held, a link opens beside this page, as links do everywhere.
document.addEventListener("click", (event) => {
  if ((event.ctrlKey || event.metaKey || event.shiftKey) && event.target.closest?.("a[hx-get]")) event.stopPropagation();
}, true);

// `[data-focus]` in the new part takes the focus; without one, its heading does if the focus was in what went away.
function placeFocus(part) {
  const wanted = part.matches("[data-focus]") ? part : part.querySelector("[data-focus]");
  const isLost = heldFocus && (!document.activeElement || document.activeElement === document.body);
  const goal = wanted ?? (isLost ? part.querySelector("h1, h2, h3") ?? part : null);
  if (!goal) return;
  if (goal.tabIndex < 0 && !goal.hasAttribute("tabindex")) goal.setAttribute("tabindex", "-1");
  goal.focus({ preventScroll: !wanted });
  heldFocus = false;
}

// A whole page where a part was asked for (a sign-in that ran out, mostly) is shown as the page that it is.
function isWholePage({ xhr, requestConfig, elt, boosted }) {
  if (boosted || elt.closest("[hx-select]") || !/^\s*<!doctype/i.test(xhr.responseText)) return false;
  return new URL(xhr.responseURL).pathname !== new URL(requestConfig.path, location.href).pathname;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  heldFocus = event.detail.target?.contains(document.activeElement) ?? false;
  if (!isWholePage({ ...event.detail, elt: event.detail.requestConfig.elt })) return;
  event.detail.shouldSwap = false;
  location.assign(event.detail.xhr.responseURL);
});

document.addEventListener("htmx:afterSettle", (event) => {
  const part = event.target;
  if (!(part instanceof Element) || !part.isConnected) return;
  placeFocus(part);
  const news = part.matches("[data-announce]") ? part : part.querySelector("[data-announce]");
  if (news) speak(news.dataset.announce || news.textContent.trim());
});

document.addEventListener("htmx:beforeTransition", (event) => { if (calm.matches) event.preventDefault(); });

// A short word over the page. Whatever stands in #toasts leaves again, but not while it is pointed at or holds the focus.
function leave(toast) {
  if (toast.matches(":hover, :focus-within")) { setTimeout(leave, TOAST_STAYS, toast); return; }
  toast.classList.add("toast-leaving");
  setTimeout(() => toast.remove(), 300);
}

// Shown anew it lies above everything, an open dialog too.
function riseAbove() {
  if (toasts.matches(":popover-open")) toasts.hidePopover();
  if (toasts.childElementCount) toasts.showPopover();
}

new MutationObserver((changes) => {
  for (const toast of changes.flatMap((change) => [...change.addedNodes])) {
    if (!(toast instanceof Element)) continue;
    setTimeout(leave, TOAST_STAYS, toast);
    speak(toast.textContent.trim());
  }
  riseAbove();
}).observe(toasts, { childList: true });

function wentWrong(words) {
  const toast = document.createElement("p");
  const again = document.createElement("a");
  toast.className = "toast";
  again.href = location.href;
  again.textContent = toasts.dataset.again;
  toast.append(words, " ", again);
  toasts.replaceChildren(toast);
}

document.addEventListener("htmx:responseError", () => wentWrong(toasts.dataset.failed));
for (const kind of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(kind, () => wentWrong(toasts.dataset.offline));
}
