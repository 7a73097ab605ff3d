// Opens the slide-over when htmx has filled it, and keeps the focus on the line that was just changed.
const beside = document.getElementById("slide-over");
let changed = "";

document.addEventListener("htmx:beforeRequest", () => { changed = document.activeElement?.id ?? ""; });

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target === beside && !beside.open) {
    beside.showModal();
    document.getElementById("slide-over-title")?.focus();
  }
  /* A button that can be pressed no further hands the focus to the number beside it. */
  const number = document.getElementById(changed.replace(/-(less|more)-/, "-pieces-"));
  if (number && number.id !== changed && document.getElementById(changed)?.disabled) number.focus();
  changed = "";
});

// The basket's own page below it is no longer what it was.
beside?.addEventListener("close", () => {
  if (document.getElementById("basket")) location.reload();
});
