import accessibleAutocomplete from "accessible-autocomplete";

/** Turns `<select data-autocomplete>` into a field to type in. Nothing is chosen unless the person chooses it. */
export function enhanceSelects() {
  for (const select of document.querySelectorAll("select[data-autocomplete]")) enhance(select);
}

function enhance(select) {
  const describedBy = select.getAttribute("aria-describedby");
  const error = select.classList.contains("govuk-select--error");
  const id = select.id;
  accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    autoselect: false,
    confirmOnBlur: false,
    displayMenu: "overlay", // a list that takes room moves what a finger is about to tap
    defaultValue: "",
    inputClasses: error ? "govuk-input--error" : null,
    showAllValues: true,
    tNoResults: () => "Nothing found",
  });
  const input = document.getElementById(id);
  describe(input, describedBy);
  // Words that match no option must not leave an earlier choice standing behind them.
  const settle = () => {
    const typed = input.value.trim();
    const match = [...select.options].find((option) => option.value && option.textContent.trim() === typed);
    select.value = match ? match.value : "";
  };
  input.addEventListener("blur", settle);
  select.form?.addEventListener("submit", settle);
}

/** The component sets aria-describedby itself while the field is empty: ours comes first, then its own. */
export function describe(input, describedBy) {
  if (!describedBy) return;
  const settle = () => {
    const wanted = [describedBy, input.value ? "" : `${input.id}__assistiveHint`].filter(Boolean).join(" ");
    if ((input.getAttribute("aria-describedby") ?? "") !== wanted) input.setAttribute("aria-describedby", wanted);
  };
  new MutationObserver(settle).observe(input, { attributeFilter: ["aria-describedby"] });
  settle();
}
