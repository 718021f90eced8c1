import accessibleAutocomplete from "accessible-autocomplete";
import { describe } from "./autocomplete.js";
import { Search } from "./suggestions/search.js";

/**
 * Offers customers or properties below `<input data-suggestions="people">` or `"places"` as one types, and both where that is
 * empty. What is typed stands as it is. In the look-up's form, a choice is looked up, and so is what was typed at Enter.
 */
export function suggest() {
  for (const input of document.querySelectorAll("input[data-suggestions]")) enhance(input);
}

function enhance(input) {
  const { id, name, value } = input;
  const search = new Search(input.dataset.suggestions);
  const error = input.classList.contains("govuk-input--error");
  const place = document.createElement("div");
  const describedBy = input.getAttribute("aria-describedby");
  const lookUp = input.closest("form[data-look-up]");
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
    onConfirm: (found) => found && lookUp && setTimeout(() => lookUp.requestSubmit()), // once the field has its words
  });
  const field = document.getElementById(id);
  describe(field, describedBy);
  if (lookUp) field.addEventListener("keydown", (key) => sendAtEnter(key, lookUp));
}

/** While its list is open, the component keeps Enter for itself. The list has the focus once something of it is chosen. */
function sendAtEnter(key, form) {
  if (key.key !== "Enter" || key.isComposing) return;
  key.preventDefault();
  key.stopPropagation();
  form.requestSubmit();
}

function escaped(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}
