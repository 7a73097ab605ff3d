// One step for several orders: one request for each, so that one sees how far it is and what became of every line.
const ticked = (form) => [...form.querySelectorAll('tbody input[name="order"]:checked')];

function count(form) {
  const told = form.querySelector("[data-count]");
  told.dataset.said ??= told.textContent;
  const number = ticked(form).length;
  told.textContent = number ? `${told.dataset.said}: ${number}` : told.dataset.said;
  const all = form.querySelector("[data-all]");
  all.hidden = false;
  all.checked = number > 0 && number === form.querySelectorAll('tbody input[name="order"]').length;
  all.indeterminate = number > 0 && !all.checked;
}

async function step(form, address, box) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("only", box.value);
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (!answer.ok) return false;
    const made = document.createElement("template");
    made.innerHTML = await answer.text();
    const cell = made.content.querySelector("td");
    box.closest("tr").querySelector(".desk-step").replaceWith(cell);
    window.htmx?.process(cell);
    return Boolean(cell.querySelector(".badge-good"));
  } catch {
    return false;
  }
}

async function oneByOne(form, button) {
  const boxes = ticked(form);
  const shown = form.querySelector("[data-progress]");
  const [bar, told] = [shown.querySelector("progress"), shown.querySelector("p")];
  let done = 0;
  let failed = 0;
  shown.hidden = false;
  button.disabled = true;
  bar.max = boxes.length;
  for (const box of boxes) {
    if (await step(form, button.formAction, box)) {
      done += 1;
      box.checked = false;
    } else failed += 1;
    bar.value = done + failed;
    told.textContent = shown.dataset.said
      .replace("{done}", done)
      .replace("{all}", boxes.length)
      .replace("{failed}", failed);
  }
  button.disabled = false;
  count(form);
  window.htmx?.ajax("GET", location.href, { target: ".desk-tabs", select: ".desk-tabs", swap: "outerHTML" });
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.matches("[data-one-by-one]") || !ticked(event.target).length) return;
  event.preventDefault();
  oneByOne(event.target, button);
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-together]");
  if (!form) return;
  if (event.target.matches("[data-all]")) {
    for (const box of form.querySelectorAll('tbody input[name="order"]')) box.checked = event.target.checked;
  }
  count(form);
});

const begin = () => document.querySelectorAll("[data-together]").forEach(count);
document.addEventListener("htmx:afterSwap", begin);
begin();
