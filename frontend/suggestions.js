import accessibleAutocomplete from "accessible-autocomplete";
import { describe } from "./autocomplete.js";
import { Search } from "./suggestions/search.js";

/** Offers customers or properties below `<input data-suggestions="people">` or `"places"` as one types. What is typed stands as it is. */
export function suggest() {
  for (const input of document.querySelectorAll("input[data-suggestions]")) enhance(input);
}

function enhance(input) {
  const { id, name, value } = input;
  const search = new Search(input.dataset.suggestions);
  const error = input.classList.contains("govuk-input--error");
  const place = document.createElement("div");
  const describedBy = input.getAttribute("aria-describedby");
  input.replaceWith(place);
  accessibleAutocomplete({
    element: place,
    id,
    name,
    defaultValue: value,
    autoselect: false,
    confirmOnBlur: false,
    displayMenu: "overlay",
    minLength: 2,
    inputClasses: error ? "govuk-input--error" : null,
    source: (words, show) => search.look(words, show),
    templates: {
      inputValue: (found) => found?.value ?? found ?? "",
      suggestion: (found) => escaped(found.label ?? found),
    },
    tNoResults: () => search.said,
    tStatusNoResults: () => search.said,
  });
  describe(document.getElementById(id), describedBy);
}

function escaped(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}
