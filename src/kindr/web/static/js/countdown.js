// Counts down beside the time that the page says anyway; when it is over the page is asked for what now holds.
const time = document.querySelector("[data-until]");

function show() {
  const left = Math.max(0, Math.round((Date.parse(time.dataset.until) - Date.now()) / 1000));
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  const parts = hours ? [hours, minutes, seconds] : [minutes, seconds];
  time.querySelector("[data-left]").textContent = parts.map((each) => String(each).padStart(2, "0")).join(":");
  time.querySelector("progress").value = left;
  return left;
}

if (time && show() > 0) {
  time.querySelector("progress").hidden = false;
  const ticking = setInterval(() => {
    if (!time.isConnected) clearInterval(ticking);
    else if (show() === 0) {
      clearInterval(ticking);
      setTimeout(() => location.reload(), 2000);
    }
  }, 1000);
}
