// Opens the slide-over when htmx has filled it.
const beside = document.getElementById("slide-over");

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target === beside && !beside.open) beside.showModal();
});

// The basket's own page below it is no longer what it was.
beside?.addEventListener("close", () => {
  if (document.getElementById("basket")) location.reload();
});
