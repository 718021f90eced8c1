"""The forms for logging a contact, for correcting it, and for taking it back."""

from typing import Any

from django import forms
from django.utils import timezone

from alerts.choices import Channel
from alerts.incidents.forms.danger import BOTH_SAID, NONE, dangers_field
from alerts.incidents.words import names_danger
from housing_alerts.staff.models import Colleague
from housing_alerts.web.fields import DateTimeField, Radios
from housing_alerts.web.forms import Data, PageForm, ReasonField, StepForm, field_of
from monitoring.choices import ContactKind
from monitoring.models import Contact

from . import policies, selectors
from .services import Said

HINTS = {
    ContactKind.COMPLAINT: "About us or our service. An appeal against an alert is logged as an appeal.",
    ContactKind.PROFESSIONAL: "Such as a doctor’s letter, or a call from a social worker.",
}
SOUNDS_LIKE_DANGER = (
    "What you wrote sounds like it, and a contact warns nobody. If there was, the contact is logged, and a report is begun "
    "with your words: finish it, so that colleagues are protected."
)
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

    dangers = dangers_field()

    def ask_danger(self, contact: Contact | None = None) -> None:
        """D4 Ask whether there was danger if the words name some, or the words that a correction adds."""
        typed = str(self.data.get("words", "")).strip(), str(self.data.get("done", "")).strip()
        if names_danger(policies.newly_said(*typed, contact)):
            self.fields["dangers"].help_text = SOUNDS_LIKE_DANGER
        else:
            del self.fields["dangers"]

    def clean_dangers(self) -> list[str]:
        """D4 Return the danger that was ticked; none of it beside the answer that there was none."""
        ticked = self.cleaned_data["dangers"]
        if NONE in ticked and len(ticked) > 1:
            raise forms.ValidationError(BOTH_SAID)
        return [danger for danger in ticked if danger != NONE]

    def danger(self) -> list[str] | None:
        """D4 Return the danger that there was; empty if there was none, and None if the page did not ask."""
        return self.cleaned_data.get("dangers")

    def said(self) -> Said:
        """Return what was typed, as the service takes it."""
        return Said(**{name: self.cleaned_data[name] for name in SHOWN})


class LogForm(SaidForm, PageForm):
    """P12 Ask what came in, and what was done about it."""

    def __init__(self, data: Data = None, *, by: Colleague) -> None:
        super().__init__(data, initial={"at": timezone.now(), "done_by": by.pk})
        field_of(self, "done_by", forms.ModelChoiceField).queryset = selectors.who_could_act()
        self.ask_danger()


class CorrectForm(SaidForm, StepForm):
    """P12 Ask what is right, and why it is corrected."""

    reason = ReasonField(label="Why is it corrected?", asks="Say why it is corrected", rows=2)

    def __init__(self, data: Data = None, *, contact: Contact) -> None:
        shown: dict[str, Any] = {name: getattr(contact, name) for name in SHOWN}
        super().__init__(data, version=contact.version, initial=shown | {"done_by": contact.done_by_id})
        # whoever did it may have left since
        offered = selectors.who_could_act() | Colleague.objects.filter(pk__in=[contact.done_by_id])
        field_of(self, "done_by", forms.ModelChoiceField).queryset = offered
        self.ask_danger(contact)


class TakeBackForm(StepForm):
    """P12 Ask why the contact counts no more."""

    reason = ReasonField(
        label="Why is it taken back?",
        asks="Say why it is taken back",
        help_text="Such as: it was another customer, or it was logged twice.",
        rows=3,
    )
