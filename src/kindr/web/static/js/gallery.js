// The large picture of a garment: without a script its link leads to the picture itself, with one it opens over the page.
const dialog = document.querySelector("#zoom");
const picture = dialog?.querySelector("img");
const larger = dialog?.querySelector("[data-zoom-by]");
let shown = 0;

const links = () => [...document.querySelectorAll(".gallery-picture a")];

function show(place) {
  const all = links();
  shown = (place + all.length) % all.length;
  const small = all[shown].querySelector("img");
  picture.src = small.src;
  picture.alt = small.alt;
}

function grow(isLarge) {
  dialog.classList.toggle("zoom-large", isLarge);
  larger.setAttribute("aria-pressed", String(isLarge));
}

// Before dialogs.js opens it: the picture must be there when it does.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".gallery-picture a");
  if (!link || !dialog) return;
  grow(false);
  show(links().indexOf(link));
}, { capture: true });

larger?.addEventListener("click", () => grow(!dialog.classList.contains("zoom-large")));
picture?.addEventListener("click", () => grow(!dialog.classList.contains("zoom-large")));

dialog?.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step || dialog.classList.contains("zoom-large")) return;
  event.preventDefault();
  show(shown + step);
});

// A link to the size chart opens it.
function openChart() {
  const chart = document.querySelector("#chart");
  if (chart && location.hash === "#chart") chart.open = true;
}
addEventListener("hashchange", openChart);
openChart();
document.addEventListener("click", (event) => {
  if (event.target.closest('a[href="#chart"]')) document.querySelector("#chart").open = true;
});
