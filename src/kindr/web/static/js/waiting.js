// A page that waits for something looks again by itself, and moves on once there is nothing left to wait for.
const waiting = document.querySelector("[data-waiting]");
const REST = 60000;
let leftAt = -REST;

// Whoever has just pressed a link is led where it goes. A download asks the same way and stays here: hence only a rest.
const isBeingLeft = () => performance.now() - leftAt < REST;
addEventListener("beforeunload", () => { leftAt = performance.now(); });

async function lookAgain() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (isBeingLeft()) return;
  if (answer.redirected || !page.querySelector("[data-waiting]")) location.assign(answer.url);
}

if (waiting) {
  waiting.hidden = false;
  setInterval(() => { if (!document.hidden && !isBeingLeft()) lookAgain().catch(() => {}); }, Number(waiting.dataset.waiting) * 1000);
}
