import { TOKEN } from "./server.js";

/** Sets each box of the form as these fields have it, and unfolds what holds something. */
export function fill(form, fields) {
  for (const control of form.querySelectorAll("input, select, textarea")) {
    if (!control.name || control.name === TOKEN || control.type === "file") continue;
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    const fold = control.closest("details");
    if (set(control, values) && fold) fold.open = true;
  }
}

/** Sets one box, and returns whether it holds something now. */
function set(control, values) {
  if (["checkbox", "radio"].includes(control.type)) {
    control.checked = values.includes(control.value);
    return control.checked;
  }
  if (control.multiple) for (const option of control.options) option.selected = values.includes(option.value);
  else control.value = values[0] ?? "";
  return Boolean(control.value);
}
