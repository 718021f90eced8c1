"""What is recorded about a letter after it was issued."""

from typing import Any

from django import forms
from django.utils import timezone

from housing_alerts.customers.models import Customer, Format
from housing_alerts.fields import Checkboxes, DateField, Radios, TicksField
from housing_alerts.forms import ReasonField, StepForm
from housing_alerts.refusals import Doubt

from .models import Letter
from .workflow import METHODS


class DispatchForm(StepForm):
    """P7c P9a What is asked before a letter goes out, where anything is: that it is right, and how one knows."""

    sure_of = TicksField(
        label="Please check. Can the letter go there all the same?",
        widget=Checkboxes,
        error_messages={"required": "Check the address, and tick what is right. Else cancel the letter"},
    )
    words = ReasonField(
        label="How do you know?",
        asks="Say how you know that the letter can go there",
        help_text="For example what the customer told you, when and how. It is kept with the letter.",
        rows=3,
    )

    def __init__(self, *args: Any, letter: Letter, doubts: list[Doubt], **kwargs: Any) -> None:
        super().__init__(*args, version=letter.version, **kwargs)
        self.codes = [doubt.code for doubt in doubts]
        field = self.fields["sure_of"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(doubt.code, f"Yes, it can. {doubt.sentence}") for doubt in doubts]
        if not doubts:
            del self.fields["sure_of"], self.fields["words"]

    def clean_sure_of(self) -> list[str]:
        """Each of what was asked."""
        ticked: list[str] = self.cleaned_data["sure_of"]
        if set(self.codes) - set(ticked):
            raise forms.ValidationError("Check the address, and tick what is right. Else cancel the letter")
        return ticked

    def answer(self) -> dict[str, Any]:
        """What the service is told of it."""
        return {name: self.cleaned_data[name] for name in ("sure_of", "words") if name in self.cleaned_data}


class PostingForm(DispatchForm):
    """P9a How and when it was really sent."""

    method = forms.ChoiceField(
        label="How was it sent?",
        choices=METHODS,
        widget=Radios,
        error_messages={"required": "Choose how the letter was sent"},
    )
    on = DateField(label="When was it sent?", called="the day the letter was sent", past=True)
    field_order = ("method", "on", "sure_of", "words")

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        today = timezone.localdate()
        kwargs["initial"] = {"method": letter.planned_method, "on": min(letter.planned_on, today)}
        super().__init__(*args, letter=letter, **kwargs)


class ReceiptForm(StepForm):
    """P9a The day it was really received."""

    on = DateField(label="When did the customer receive it?", called="the day the letter was received", past=True)


class ReturnForm(StepForm):
    """P9a The day it came back."""

    on = DateField(label="When did it come back?", called="the day the letter came back", past=True)


class CancelForm(StepForm):
    """P7c Why it will not be sent."""

    reason = ReasonField(label="Why is the letter cancelled?", asks="Say why the letter is cancelled")


class SafeContactForm(StepForm):
    """P7c P10b How, and whether, we write to the customer."""

    format = forms.ChoiceField(label="Preferred format", choices=Format.choices, required=False, widget=Radios)
    never_write = forms.BooleanField(
        label="Never write to this person", help_text="A letter could fall into the wrong hands.", required=False
    )
    never_message = forms.BooleanField(label="Leave no voice message, text or card", required=False)
    why = ReasonField(label="Why does this change?", asks="Say why contact with the customer changes", rows=3)

    def __init__(self, *args: Any, customer: Customer, **kwargs: Any) -> None:
        names = ("format", "never_write", "never_message")
        kwargs["initial"] = {name: getattr(customer, name) for name in names}
        super().__init__(*args, version=customer.version, **kwargs)
