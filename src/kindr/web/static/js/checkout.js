// Keeps delivery prices and total in step with the chosen place; without it the page says both zones' prices.
const form = document.querySelector("form[data-totals]");
const summary = form?.querySelector("[data-summary]");

async function refresh() {
  const answer = await fetch(form.dataset.totals, {
    method: "POST",
    body: new URLSearchParams(
      ["csrfmiddlewaretoken", "area", "service"].map((name) => [name, new FormData(form).get(name) ?? ""]),
    ),
    headers: { "X-Requested-With": "fetch" },
  });
  if (!answer.ok) return;
  summary.innerHTML = await answer.text();
  const delivery = summary.querySelector("template[data-delivery-new]")?.content.querySelector("[data-delivery]");
  const focused = document.activeElement?.name === "service" ? document.activeElement.value : null;
  if (delivery) form.querySelector("[data-delivery]").replaceWith(delivery);
  if (focused) form.querySelector(`input[name="service"][value="${focused}"]`)?.focus();
}

form?.addEventListener("change", (event) => {
  if (["area", "service"].includes(event.target.name)) refresh();
});
