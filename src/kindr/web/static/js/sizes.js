// Which size: the answer stays while colours and sizes are tried, and a press on a size that it names chooses that size.
const chart = () => document.querySelector("#chart");
let wasOpen = false;
let taken = "";

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id === "garment") wasOpen = chart()?.open ?? false;
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "garment" && wasOpen && chart()) chart().open = true;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (taken && event.target.id === "garment") {
    document.getElementById(taken)?.closest("label").scrollIntoView({ block: "center" });
    taken = "";
  }
  // What was spoken once is not spoken again when the garment around it changes.
  if (event.target.id === "size-tool") for (const each of event.target.querySelectorAll("[data-focus]")) delete each.dataset.focus;
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-takes]");
  const choice = link && document.getElementById(`size-${link.dataset.takes}`);
  if (!choice || choice.disabled || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  choice.checked = true;
  taken = choice.id;
  choice.focus();
  choice.dispatchEvent(new Event("change", { bubbles: true }));
});
