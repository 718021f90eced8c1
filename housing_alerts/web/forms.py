"""The form on which each form of a step is built, and its fields for words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar, Unpack

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from housing_alerts.kernel.written_dates import show_date

from .fields import FieldOptions

Data = Mapping[str, Any] | None
"""The boxes of a form as a browser sent them. None for a page that is only shown."""
Files = MultiValueDict[str, UploadedFile] | None
"""The files that were sent with the boxes."""
Initial = dict[str, Any] | None
"""The first values of a form's fields."""
F = TypeVar("F", bound=forms.Field)

SENTENCES = {
    "invalid_choice": "Choose one of those that are shown",
    "invalid_pk_value": "Choose one of those that are shown",
    "max_length": "Use %(limit_value)d characters or fewer: these are %(show_value)d",
}
"""The errors of a field that has no words of its own for them, in place of the library's."""


class PageForm(forms.Form):
    """A form of a page of ours: labels as they are written, without a colon, and errors in plain words."""

    def __init__(self, data: Data = None, files: Files = None, **kwargs: Any) -> None:
        super().__init__(data, files, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            for code, sentence in SENTENCES.items():
                if field.error_messages.get(code) == field.default_error_messages.get(code):
                    field.error_messages[code] = sentence


class StepForm(PageForm):
    """A form for one step of a record. It carries the version of the record that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Data = None, files: Files = None, *, version: int, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": version, **kwargs.get("initial", {})}
        super().__init__(data, files, **kwargs)
        self.shown_version = version

    def shows(self) -> dict[str, str]:
        """Return the hidden boxes of the page as it would show them now."""
        return {"version": str(self.shown_version)}

    def edits(self) -> Iterable[str]:
        """Return the names of the fields that begin with the value on record, for a page that is saved repeatedly."""
        return ()

    def show_present_version(self) -> None:
        """Show the present version after a refusal, so that the typed words can be sent again."""
        if self.data.get("version") != str(self.shown_version):
            self._show_what_was_saved()
        self.show_now(self.shows())

    def _show_what_was_saved(self) -> None:
        """Show what was saved since the page was opened: in empty boxes, and beside the others. So nothing is saved over."""
        for name in self.edits():
            field, saved, typed = self.fields[name], self[name].initial, self.cleaned_data.get(name)
            if not saved or not field.has_changed(saved, self[name].data):
                continue
            if isinstance(saved, str) and not typed:
                self.show_now({name: saved})
            else:
                self.add_error(name, f"This was saved after you opened the page: “{_in_words(field, saved)}”")

    def show_now(self, hidden: dict[str, str]) -> None:
        """Put these values into the hidden boxes of the page that is shown again, beside all typed words."""
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        for name, value in hidden.items():
            typed[name] = value
        self.data = typed


def _in_words(field: forms.Field, saved: object) -> str:
    """Return a value of the field as its page words it."""
    if isinstance(saved, date):
        return show_date(saved)
    labels = dict(getattr(field, "choices", ())) if isinstance(field, forms.ChoiceField) else {}
    return ", ".join(str(labels.get(one, one)) for one in (saved if isinstance(saved, list) else [saved]))


def field_of(form: forms.BaseForm, name: str, kind: type[F]) -> F:
    """Return the form's field of that name, known to be of that kind. :raises TypeError: if it is of another kind."""
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"{name} is no {kind.__name__}")
    return field


class ReasonField(forms.CharField):
    """Words that the procedure asks for. They are never optional, and never only spaces."""

    def __init__(self, *, asks: str, rows: int = 4, **kwargs: Unpack[FieldOptions]) -> None:
        """Make the field.

        :param asks: the error if nothing was written, in the field's own words.
        """
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(error_messages={"required": asks}, max_length=10_000, **kwargs)


class WordsField(forms.CharField):
    """Words that may be left empty."""

    def __init__(self, *, rows: int = 4, **kwargs: Unpack[FieldOptions]) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        kwargs["required"] = False
        super().__init__(max_length=10_000, **kwargs)
