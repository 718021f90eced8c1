import accessibleAutocomplete from "accessible-autocomplete";

/** Turns `<select multiple data-autocomplete-several>` into a field to type in, above a list of those who were chosen. */
export function chooseSeveral() {
  for (const select of document.querySelectorAll("select[data-autocomplete-several]")) enhance(select);
}

function enhance(select) {
  const { id } = select;
  const place = document.createElement("div");
  const list = document.createElement("ul");
  list.className = "govuk-list app-chosen";
  select.before(place, list);
  select.id = `${id}-select`;
  select.hidden = true;
  const options = [...select.options];
  const named = (words) => options.find((option) => option.textContent.trim() === words);

  function draw() {
    list.replaceChildren(...options.filter((option) => option.selected).map(row));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function row(option) {
    const item = document.createElement("li");
    const remove = document.createElement("button");
    const whom = document.createElement("span");
    whom.className = "govuk-visually-hidden";
    whom.textContent = ` ${option.textContent.trim()}`;
    remove.type = "button";
    remove.className = "app-link-button app-link-button--plain";
    remove.append("Remove", whom);
    remove.addEventListener("click", () => {
      option.selected = false;
      draw();
      document.getElementById(id).focus();
    });
    item.append(`${option.textContent.trim()} `, remove);
    return item;
  }

  accessibleAutocomplete({
    element: place,
    id,
    name: "",
    autoselect: false,
    confirmOnBlur: false,
    displayMenu: "overlay",
    defaultValue: "",
    minLength: 1,
    source: (query, show) => {
      const words = query.trim().toLowerCase();
      const left = options.filter((option) => !option.selected && option.textContent.toLowerCase().includes(words));
      show(left.map((option) => option.textContent.trim()));
    },
    onConfirm: (words) => {
      const option = words && named(words);
      if (!option) return;
      option.selected = true;
      draw();
      // The component writes the words into its field after this; the field is for the next one.
      setTimeout(() => {
        const input = document.getElementById(id);
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, "");
        input.dispatchEvent(new Event("input", { bubbles: true }));
      });
    },
    tNoResults: () => "Nothing found",
  });
  draw();
}
