"""What every form of a step has in common, beside the fields of ``housing_alerts.web.fields``."""

from typing import Any

from django import forms
from django.http import QueryDict

SENTENCES = {
    "invalid_choice": "Choose one of those that are shown",
    "max_length": "Use %(limit_value)d characters or fewer: these are %(show_value)d",
}
"""What is said of any field that has no words of its own for it, in place of the library's."""


class PageForm(forms.Form):
    """A form of a page of ours: labels as they are written, without a colon, and errors in plain words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            for code, sentence in SENTENCES.items():
                if field.error_messages.get(code) == field.default_error_messages.get(code):
                    field.error_messages[code] = sentence


class StepForm(PageForm):
    """A form that takes one step of a record, and carries the version of the record that it showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": version, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.shown_version = version

    def shows(self) -> dict[str, str]:
        """What the page shows now, as its hidden boxes say it."""
        return {"version": str(self.shown_version)}

    def show_present_version(self) -> None:
        """After a refusal the page shows the record as it is now, so that what was typed can be sent again."""
        self.show_now(self.shows())

    def show_now(self, hidden: dict[str, str]) -> None:
        """The page that is shown again carries this in its hidden boxes, beside all that was typed."""
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        for name, value in hidden.items():
            typed[name] = value
        self.data = typed


class ReasonField(forms.CharField):
    """Words that the procedure asks for. They are never optional, and never only spaces."""

    def __init__(self, *, asks: str, rows: int = 4, **kwargs: Any) -> None:
        """:param asks: the error where nothing was written, in the field's own words."""
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(error_messages={"required": asks}, max_length=10_000, **kwargs)


class WordsField(forms.CharField):
    """Words that may be left empty."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(required=False, max_length=10_000, **kwargs)
