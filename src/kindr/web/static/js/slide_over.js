// Opens the slide-over when htmx has filled it, and keeps the focus inside while its lines change.
const beside = document.querySelector("#slide-over");

function focusHead() {
  beside.querySelector("#slide-over-title")?.focus();
}

document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target !== beside) return;
  if (!beside.open) beside.showModal();
  else if (!beside.contains(document.activeElement) || document.activeElement === beside) focusHead();
});

// A press beside it closes it, where the browser does not do so by itself.
beside?.addEventListener("click", (event) => {
  if (event.target === beside) beside.close();
});

// What lies on the page below is no longer what it was, when this page is the basket's own.
beside?.addEventListener("close", () => {
  if (document.querySelector("#basket")) location.reload();
});
