// Links and buttons with `data-opens="id"` open that <dialog>; without a script the link leads to the page of its own.
// Esc, the trap and the way back of the focus are the browser's own.
function isPlainPress(event) {
  return event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog instanceof HTMLDialogElement && isPlainPress(event)) {
    event.preventDefault();
    if (!dialog.open) dialog.showModal();
    return;
  }
  // A press on the shade beside it, or on what is marked so, closes it.
  const closer = event.target.closest("[data-closes]");
  if (closer) closer.closest("dialog")?.close();
  else if (event.target instanceof HTMLDialogElement && event.target.matches(".dialog")) closeBeside(event);
});

function closeBeside(event) {
  const box = event.target.getBoundingClientRect();
  const isInside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!isInside) event.target.close();
}

// A row that scrolls sideways shows where one is.
for (const row of document.querySelectorAll("[data-row], .places, .tabs")) {
  const here = row.querySelector("[aria-current]");
  if (here) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}
