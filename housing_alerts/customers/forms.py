"""What a Lead writes down about a customer."""

from typing import Any

from django import forms
from django.utils import timezone

from housing_alerts.fields import DateField, Radios
from housing_alerts.forms import PageForm, ReasonField, WordsField

from .models import ToldBy


class VulnerabilityForm(PageForm):
    """P10a What was made known, and who told us."""

    what = ReasonField(
        label="What is known?",
        asks="Say what is known",
        help_text="Only what was told, and what matters for how we deal with the customer.",
    )
    told_by = forms.ChoiceField(
        label="Who told us?",
        choices=ToldBy.choices,
        widget=Radios,
        error_messages={"required": "Choose who told us"},
    )
    told_on = DateField(
        label="When were we told?", called="the day we were told", past=True, initial=timezone.localdate
    )


class AdjustmentForm(PageForm):
    """P10b A reasonable adjustment that was agreed."""

    what = ReasonField(label="What was agreed?", asks="Say what was agreed")
    starts = DateField(label="From when?", called="the day the adjustment starts", initial=timezone.localdate)
    ends = DateField(
        label="Until when?",
        called="the last day of the adjustment",
        help_text="Leave it empty if it stays.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", "The last day of the adjustment must be the day it starts or later")
        return data


class RepresentativeForm(PageForm):
    """P10b Who acts for the customer."""

    name = forms.CharField(label="Name", max_length=150, error_messages={"required": "Enter the representative's name"})
    agency = forms.CharField(label="Agency", max_length=150, required=False)
    authority = forms.CharField(
        label="What says that they may act for the customer?",
        max_length=300,
        help_text="For example a signed form of authority, with its date.",
        error_messages={"required": "Say what gives them the authority"},
    )
    address = WordsField(label="Address", rows=4)
    copy_letters = forms.BooleanField(label="They get a copy of each letter", required=False)
