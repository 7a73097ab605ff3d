// A page that waits for something looks again by itself, and moves on once there is nothing left to wait for.
const waiting = document.querySelector("[data-waiting]");

async function lookAgain() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.redirected || !page.querySelector("[data-waiting]")) location.assign(answer.url);
}

if (waiting) {
  waiting.hidden = false;
  setInterval(() => { if (!document.hidden) lookAgain().catch(() => {}); }, Number(waiting.dataset.waiting) * 1000);
}
