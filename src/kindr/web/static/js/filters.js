// The filters of a list: a press beside an open choice or Esc closes it, and the sheet of a phone closes when it is sent.
const sheet = document.querySelector(".filters-sheet");
const facets = () => [...document.querySelectorAll(".facet[open]")];
const isWide = matchMedia("(min-width: 60rem)");

document.addEventListener("click", (event) => {
  if (!isWide.matches) return;
  for (const facet of facets()) if (!facet.contains(event.target)) facet.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = (isWide.matches && facets()[0]) || (sheet?.open && !isWide.matches && sheet);
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

document.querySelector("#filters")?.addEventListener("submit", () => {
  if (!isWide.matches && sheet) {
    sheet.open = false;
    document.querySelector("#found")?.scrollIntoView({ block: "center" });
  }
});

// What a wish was taken away with is gone, and so is the button for more: the focus goes to what took their place.
document.addEventListener("htmx:afterSettle", (event) => {
  const isPage = event.target.matches?.("ul.garments[id^='page-']");
  const isLost = event.target.id === "results" && (!document.activeElement || document.activeElement === document.body);
  if (!isPage && !isLost) return;
  const goal = isPage ? event.target.querySelector("a") : event.target.querySelector(".chip-remove") ?? document.querySelector("#found");
  if (goal.id === "found") goal.tabIndex = -1;
  goal.focus({ preventScroll: true });
});
