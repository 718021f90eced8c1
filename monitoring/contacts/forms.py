"""The forms for logging a contact, for correcting it, and for taking it back."""

from typing import Any

from django import forms
from django.utils import timezone

from alerts.choices import Channel
from housing_alerts.staff.models import Colleague
from housing_alerts.web.fields import DateTimeField, Radios
from housing_alerts.web.forms import Data, PageForm, ReasonField, StepForm, field_of
from monitoring.choices import ContactKind
from monitoring.models import Contact

from . import selectors
from .services import Said

HINTS = {
    ContactKind.COMPLAINT: "About us or our service. An appeal against an alert is logged as an appeal.",
    ContactKind.PROFESSIONAL: "Such as a doctor’s letter, or a call from a social worker.",
}
SHOWN = ("at", "channel", "kind", "words", "done", "done_by")
"""The fields that say what a contact was."""


class SaidForm(forms.Form):
    """P12 The facts of a contact."""

    at = DateTimeField(label="When did it come in?", called="the day it came in", at="the time it came in", past=True)
    channel = forms.ChoiceField(
        label="How did it come in?",
        choices=Channel.choices,
        widget=Radios,
        error_messages={"required": "Choose how it came in"},
    )
    kind = forms.ChoiceField(
        label="What was it?",
        choices=ContactKind.choices,
        widget=Radios(hints=HINTS),
        error_messages={"required": "Choose what it was"},
    )
    words = ReasonField(
        label="What was it about, in short?",
        asks="Say in short what it was about",
        help_text="The customer can ask to see it.",
        rows=3,
    )
    done = ReasonField(
        label="What was done about it?",
        asks="Say what was done about it, or “Nothing yet”",
        help_text="Where nothing was done yet, write “Nothing yet”, and correct it later.",
        rows=3,
    )
    done_by = forms.ModelChoiceField(
        Colleague.objects.none(),
        label="By whom?",
        widget=forms.Select(attrs={"data-autocomplete": True}),
        empty_label="",
        error_messages={"required": "Choose who did it"},
    )

    def said(self) -> Said:
        """Return what was typed, as the service takes it."""
        return Said(**{name: self.cleaned_data[name] for name in SHOWN})


class LogForm(SaidForm, PageForm):
    """P12 Ask what came in, and what was done about it."""

    def __init__(self, data: Data = None, *, by: Colleague) -> None:
        super().__init__(data, initial={"at": timezone.now(), "done_by": by.pk})
        field_of(self, "done_by", forms.ModelChoiceField).queryset = selectors.who_could_act()


class CorrectForm(SaidForm, StepForm):
    """P12 Ask what is right, and why it is corrected."""

    reason = ReasonField(label="Why is it corrected?", asks="Say why it is corrected", rows=2)

    def __init__(self, data: Data = None, *, contact: Contact) -> None:
        shown: dict[str, Any] = {name: getattr(contact, name) for name in SHOWN}
        super().__init__(data, version=contact.version, initial=shown | {"done_by": contact.done_by_id})
        # whoever did it may have left since
        offered = selectors.who_could_act() | Colleague.objects.filter(pk__in=[contact.done_by_id])
        field_of(self, "done_by", forms.ModelChoiceField).queryset = offered


class TakeBackForm(StepForm):
    """P12 Ask why the contact counts no more."""

    reason = ReasonField(
        label="Why is it taken back?",
        asks="Say why it is taken back",
        help_text="Such as: it was another customer, or it was logged twice.",
        rows=3,
    )
