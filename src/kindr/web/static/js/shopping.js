/* Shopping for a child: when the bar has come and no size is chosen yet, chooses the child's, where it is in stock. */
"use strict";

document.addEventListener("htmx:load", (event) => {
  const bar = event.target;
  if (!(bar instanceof HTMLElement) || !bar.matches(".shopping-bar[data-size]")) return;
  const inputs = [...document.querySelectorAll(".size-choice input[type='radio']")];
  if (!bar.dataset.size || inputs.some((input) => input.checked)) return;
  const fitting = inputs.find((input) => !input.disabled && input.closest("label").querySelector("strong")?.textContent.trim() === bar.dataset.size);
  if (!fitting) return;
  fitting.checked = true;
  fitting.dispatchEvent(new Event("change", { bubbles: true }));
});
