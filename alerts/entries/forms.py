"""The forms to record an entry in another system, to correct that, and to confirm cases."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from alerts.choices import Task
from housing_alerts.web.fields import DateField
from housing_alerts.web.forms import Data, PageForm, ReasonField, StepForm

from .models import Entry


class EntryForm(StepForm):
    """P11a Ask when it was entered, and under which reference."""

    reference = forms.CharField(
        label="Which reference did the other system give it?",
        help_text="Leave it empty where there is none.",
        max_length=60,
        required=False,
        error_messages={"required": "Enter the reference that Assure gave the report"},
    )
    entered_on = DateField(label="When was it entered?", called="the day it was entered", past=True)

    def __init__(self, data: Data = None, *, entry: Entry) -> None:
        initial = {"entered_on": timezone.localdate()}
        super().__init__(data, version=entry.version, initial=initial)
        if entry.task == Task.REPORT:
            reference = self.fields["reference"]
            reference.label, reference.help_text, reference.required = "Which reference did Assure give it?", "", True


class EnteredForm(PageForm):
    """P11a Ask which entries were made today, and under which reference. Each carries the version that the page showed."""

    def __init__(self, data: Data = None, *, entries: Sequence[Entry]) -> None:
        super().__init__(data)
        self.entries = entries
        for entry in entries:
            named = f"{entry}, {entry.case.reference}"
            self.fields[f"done-{entry.pk}"] = forms.BooleanField(label="Entered today", required=False)
            self.fields[f"version-{entry.pk}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=entry.version, label=named
            )
            self.fields[f"reference-{entry.pk}"] = forms.CharField(
                label=f"Reference in {entry.get_system_display()}", max_length=60, required=False
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.chosen():
            self.add_error(None, "Choose at least one that you have entered")
        for entry in self.chosen():
            if entry.task == Task.REPORT and not data.get(f"reference-{entry.pk}"):
                self.add_error(f"reference-{entry.pk}", f"Enter the reference that Assure gave {entry.case.reference}")
        return data

    def chosen(self) -> list[Entry]:
        """Return the entries that were marked as made today."""
        return [entry for entry in self.entries if self.cleaned_data.get(f"done-{entry.pk}")]

    def seen(self) -> list[tuple[Entry, int, str]]:
        """Return the chosen entries, each with the version that was shown and its reference in the other system."""
        data = self.cleaned_data
        return [(entry, data[f"version-{entry.pk}"], data[f"reference-{entry.pk}"]) for entry in self.chosen()]


class CorrectEntryForm(StepForm):
    """P11a Ask why a recorded entry is taken back."""

    reason = ReasonField(label="What was wrong?", asks="Say what was wrong", rows=2)


class ConfirmForm(PageForm):
    """P11c Ask for nothing but the button: the page lists the cases to confirm."""
