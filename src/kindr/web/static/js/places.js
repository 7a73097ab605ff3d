/* Finds villages while one types; without this script the button beside the field searches. */
"use strict";

(() => {
  const PAUSE = 200;
  const SHORTEST = 3;

  for (const search of document.querySelectorAll("[data-places]")) {
    const input = search.querySelector("input");
    const found = search.parentElement.querySelector("[data-places-new]");
    let waiting = 0;
    let asked = null;

    const look = async () => {
      const typed = input.value.trim();
      if (asked) asked.abort();
      if (typed.length < SHORTEST) {
        found.replaceChildren();
        return;
      }
      asked = new AbortController();
      try {
        /* Where somebody lives is sent in the body: an address of a page would stay in logs on the way. */
        const body = new URLSearchParams({ q: typed, csrfmiddlewaretoken: input.form.elements.csrfmiddlewaretoken.value });
        const response = await fetch(search.dataset.places, { method: "POST", body, signal: asked.signal });
        if (response.ok) found.innerHTML = await response.text();
      } catch (error) {
        if (error.name !== "AbortError") throw error;
      }
    };

    /* Once a village is chosen, the others make room for the rest of the form, and no answer on its way replaces it. */
    found.parentElement.addEventListener("change", (event) => {
      const chosen = event.target.closest(".choice");
      clearTimeout(waiting);
      asked?.abort();
      for (const choice of found.parentElement.querySelectorAll(".choice")) {
        if (choice !== chosen) choice.remove();
      }
    });

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      look();
    });
    const find = search.querySelector("button");
    find.addEventListener("click", (event) => {
      event.preventDefault();
      look();
    });
  }
})();
