// The policy's comforts: a button beside each sentence that copies its link, and folds that open for a link into them.
const frame = document.querySelector(".policy");

function copyButton(number) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "policy-copy";
  button.textContent = frame.dataset.copy;
  button.setAttribute("aria-label", `${frame.dataset.copy} ${number.textContent}`);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(number.href);
    button.textContent = frame.dataset.copied;
    setTimeout(() => { button.textContent = frame.dataset.copy; }, 2000);
  });
  return button;
}

function openFolds() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.scrollIntoView();
}

if (frame) {
  if (navigator.clipboard) {
    for (const sentence of frame.querySelectorAll(".policy-sentence[id]")) {
      sentence.append(copyButton(sentence.querySelector(".policy-number")));
    }
  }
  addEventListener("hashchange", openFolds);
  openFolds();
}
