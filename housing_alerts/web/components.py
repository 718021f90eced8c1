"""GOV.UK's components for Jinja2, and a bound form field drawn as one of them."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.forms import BaseForm
from django.forms.boundfield import BoundField, BoundWidget
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

Params = dict[str, Any]
_LIMITS = {"maxlength", "minlength", "min", "max", "step"}
"""The attributes that are not drawn: the form itself says what is too long or too much.

With them a browser would cut pasted text, or refuse in its own words.
"""

Draw = Callable[[BoundField, Params, Mapping[str, str]], Markup]


def govuk(component: str, **params: object) -> Markup:
    """Draw GOV.UK's ``component``, such as ``"date-input"``, with the parameters of its own documentation.

    A parameter that is plain text is escaped; Markup, such as another component, is not.
    """
    template = _components().get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    name = "govuk" + component.title().replace("-", "")
    return Markup(getattr(template.module, name)(params))  # noqa: S704  (the macro has escaped its parameters)


@cache
def _components() -> Environment:
    """Return a second environment: these templates read parameters that nobody gave, and ours must never do that."""
    return Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        auto_reload=False,
    )


def form_errors(*forms: BaseForm) -> list[Params]:
    """Return the errors of ``forms`` as items of an error summary, each sentence with a link to its control."""
    errors: list[Params] = []
    for form in forms:
        errors += [{"text": sentence} for sentence in form.non_field_errors()]
        for field in form:
            link = {} if field.is_hidden else {"href": f"#{_first_id(field)}"}
            errors += [{"text": sentence, **link} for sentence in field.errors]
    return errors


def _first_id(field: BoundField) -> str:
    return f"{field.auto_id}_day" if hasattr(field.field.widget, "parts") else str(field.auto_id)


def control(field: BoundField, *, heading: bool = False, conditional: Mapping[str, str] | None = None) -> Markup:
    """Draw the whole of a bound ``field``: label, hint, error and control.

    :param heading: the label is the heading of the page.
    :param conditional: the part that a choice reveals, by its value.
    """
    draw: Draw = _CONTROLS.get(field.widget_type, _input)
    size = "l" if heading else "s"
    asked = {"text": field.label, "isPageHeading": heading}
    attrs = {name: value for name, value in field.field.widget.attrs.items() if name not in _LIMITS}
    params: Params = {
        "name": field.html_name,
        "id": field.auto_id,
        "idPrefix": field.auto_id,
        "classes": attrs.pop("class", ""),
        "label": {**asked, "classes": f"govuk-label--{size}"},
        "fieldset": {"legend": {**asked, "classes": f"govuk-fieldset__legend--{size}"}},
        "hint": {"text": field.help_text} if field.help_text else None,
        "errorMessage": {"text": " ".join(map(str, field.errors))} if field.errors else None,
        "describedBy": attrs.pop("aria-describedby", None),
        "attributes": {name: "" if value is True else value for name, value in attrs.items() if value is not False},
    }
    return draw(field, params, conditional or {})


def _input(field: BoundField, params: Params, _: object) -> Markup:
    kind = getattr(field.field.widget, "input_type", "text")
    if kind == "number":
        kind, params["inputmode"], params["classes"] = "text", "numeric", params["classes"] or "govuk-input--width-5"
    return govuk("input", type=kind, value=field.field.prepare_value(field.value()), **params)


def _password(field: BoundField, params: Params, _: object) -> Markup:
    params["autocomplete"] = params["attributes"].pop("autocomplete", "current-password")
    return govuk("password-input", **params)


def _textarea(field: BoundField, params: Params, _: object) -> Markup:
    params["attributes"].pop("cols", None)
    rows = params["attributes"].pop("rows", 5)
    return govuk("textarea", value=field.value() or "", rows=rows, spellcheck=True, **params)


def _file(field: BoundField, params: Params, _: object) -> Markup:
    """Draw a file input. A browser keeps no files for a page that comes back with errors, so the page says so."""
    if field.form.files and not field.errors:
        params["errorMessage"] = {"text": "Choose the files again: a page that comes back keeps none"}
    return govuk("file-upload", **params)


def _select(field: BoundField, params: Params, _: object) -> Markup:
    return govuk("select", items=[_option(widget) for widget in field.subwidgets], **params)


def _radios(field: BoundField, params: Params, conditional: Mapping[str, str]) -> Markup:
    """Draw radios. The style sheet shows the part that a radio reveals, because ``aria-expanded`` is not allowed on a radio."""
    drawn = _choose("radios", field, params, conditional)
    return Markup(re.sub(r' data-aria-controls="[^"]*"| govuk-radios__conditional--hidden', "", drawn))  # noqa: S704


def _checkboxes(field: BoundField, params: Params, conditional: Mapping[str, str]) -> Markup:
    return _choose("checkboxes", field, params, conditional)


def _choose(component: str, field: BoundField, params: Params, conditional: Mapping[str, str]) -> Markup:
    items = _items(field, conditional)
    if not items:  # the component's script fails without a choice
        nothing = Markup('<p class="govuk-hint">There is nothing to choose from.</p>')
        return govuk("fieldset", html=nothing, **params["fieldset"])
    return govuk(component, items=items, **params)


def _items(field: BoundField, conditional: Mapping[str, str]) -> list[Params]:
    hint = getattr(field.field.widget, "hint", lambda value: "")
    items = []
    for widget in field.subwidgets:
        item = _option(widget)
        if item["value"] == getattr(field.field.widget, "exclusive", None):
            items.append({"divider": "or"})
            item["behaviour"] = "exclusive"
        if said := hint(widget.data["value"]):
            item["hint"] = {"text": said}
        if item["value"] in conditional:
            item["conditional"] = {"html": conditional[item["value"]]}
        items.append(item)
    return items


def _option(widget: BoundWidget) -> Params:
    chosen = bool(widget.data["selected"])
    return {
        "value": str(widget.data["value"]),
        "text": widget.data["label"],
        "checked": chosen,
        "selected": chosen,
        "disabled": bool(widget.data["attrs"].get("disabled")),
    }


def _checkbox(field: BoundField, params: Params, conditional: Mapping[str, str]) -> Markup:
    """Draw one box by itself, with its label beside it and its hint below it."""
    item: Params = {"value": "on", "text": field.label, "checked": bool(field.value()), "hint": params.pop("hint")}
    if "on" in conditional:
        item["conditional"] = {"html": conditional["on"]}
    del params["fieldset"]
    return govuk("checkboxes", items=[item], **params)


def _date(field: BoundField, params: Params, _: object) -> Markup:
    params["fieldset"]["attributes"] = {"role": "group"}
    del params["attributes"], params["classes"]
    return govuk("date-input", items=[_part(field, name, text) for name, text in _shown(field)], **params)


def _shown(field: BoundField) -> list[tuple[str, str]]:
    return field.field.widget.shown(field.value())


def _part(field: BoundField, name: str, text: str) -> Params:
    width = {"year": "4", "time": "5"}.get(name, "2")
    return {
        "id": f"{field.auto_id}_{name}",
        "name": f"{field.html_name}_{name}",
        "label": name.capitalize(),
        "value": text,
        "inputmode": "text" if name == "time" else "numeric",
        "classes": f"govuk-input--width-{width}" + (" govuk-input--error" if field.errors else ""),
    }


_CONTROLS: dict[str, Draw] = {
    "password": _password,
    "textarea": _textarea,
    "select": _select,
    "selectmultiple": _select,
    "file": _file,
    "clearablefile": _file,
    "files": _file,
    "radios": _radios,
    "radioselect": _radios,
    "checkboxes": _checkboxes,
    "checkboxselectmultiple": _checkboxes,
    "checkbox": _checkbox,
    "dateparts": _date,
    "datetimeparts": _date,
}
