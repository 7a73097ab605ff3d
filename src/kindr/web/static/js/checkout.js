// Keeps delivery, total and button in step with the chosen place; without it the page says both zones' prices.
const form = document.querySelector("form[data-totals]");
let asked = null;

async function refresh() {
  asked?.abort();
  asked = new AbortController();
  const given = new FormData(form);
  const body = new URLSearchParams(["csrfmiddlewaretoken", "area", "service"].map((name) => [name, given.get(name) ?? ""]));
  const answer = await fetch(form.dataset.totals, { method: "POST", body, signal: asked.signal });
  if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), "text/html"));
}

/* Each template of the answer goes into the parts of its name; a focused choice keeps the focus. */
function put(answer) {
  const focused = document.activeElement?.name === "service" ? document.activeElement.value : null;
  for (const template of answer.querySelectorAll("template[data-for]")) {
    for (const part of form.querySelectorAll(`[data-part="${template.dataset.for}"]`)) {
      part.replaceChildren(document.importNode(template.content, true));
    }
  }
  if (focused) form.querySelector(`input[name="service"][value="${focused}"]`)?.focus();
}

form?.addEventListener("change", (event) => {
  if (!["area", "service"].includes(event.target.name)) return;
  refresh().catch((error) => {
    if (error.name !== "AbortError") throw error;
  });
});
