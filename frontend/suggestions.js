import accessibleAutocomplete from "accessible-autocomplete";
import { describe } from "./autocomplete.js";

const PAUSE = 200; // milliseconds without typing before the server is asked
const ADDRESS = "/look-up/suggestions/";

/** Offers customers or properties below `<input data-suggestions="people">` or `"places"` as one types. What is typed stands as it is. */
export function suggest() {
  for (const input of document.querySelectorAll("input[data-suggestions]")) enhance(input);
}

function enhance(input) {
  const { id, name, value } = input;
  const only = input.dataset.suggestions;
  const error = input.classList.contains("govuk-input--error");
  const place = document.createElement("div");
  const describedBy = input.getAttribute("aria-describedby");
  input.replaceWith(place);
  let timer, running;

  async function ask(query, show) {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    try {
      const address = `${ADDRESS}?${new URLSearchParams({ q: query, only })}`;
      const answer = await fetch(address, { signal: mine.signal, headers: { Accept: "application/json" } });
      show(answer.ok ? await answer.json() : []);
    } catch (problem) {
      if (problem.name !== "AbortError") show([]);
    }
  }

  accessibleAutocomplete({
    element: place,
    id,
    name,
    defaultValue: value,
    autoselect: false,
    confirmOnBlur: false,
    minLength: 2,
    inputClasses: error ? "govuk-input--error" : null,
    source: (query, show) => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE, query, show);
    },
    templates: {
      inputValue: (found) => found?.value ?? found ?? "",
      suggestion: (found) => escaped(found.label ?? found),
    },
    tNoResults: () => "Nothing found. Try the reference",
  });
  describe(document.getElementById(id), describedBy);
}

function escaped(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}
