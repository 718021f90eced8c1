"""The forms on which a Lead recommends an action and records its outcome."""

from typing import Any

from django import forms
from django.utils import timezone

from alerts.choices import ActionKind
from alerts.investigations.models import Investigation
from housing_alerts.staff.models import Colleague
from housing_alerts.web.fields import DateField, Radios
from housing_alerts.web.forms import Data, ReasonField, StepForm, field_of

from .models import Action


class ActionForm(StepForm):
    """P5 Ask for an action to recommend. An action is no sanction."""

    kind = forms.ChoiceField(
        label="Which action?",
        choices=[(k.value, k.label) for k in ActionKind if k in Action.FORMAL],
        widget=Radios,
        error_messages={"required": "Choose which action you recommend"},
    )
    consent_by = forms.ModelChoiceField(
        Colleague.objects.none(),
        label="Which employee consents?",
        required=False,
        widget=Radios,
        empty_label=None,
        help_text="Whoever reported it or was affected.",
    )
    consent_on = DateField(
        label="When did they consent?", called="the day the employee consented", past=True, required=False
    )
    words = ReasonField(label="What exactly, and why?", asks="Say what exactly you recommend, and why")
    due_on = DateField(label="By when?", called="the day by which it is to be done")

    def __init__(self, data: Data = None, *, investigation: Investigation) -> None:
        super().__init__(data, version=investigation.version)
        field = field_of(self, "consent_by", forms.ModelChoiceField)
        field.queryset = investigation.employees()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") != ActionKind.POLICE:
            data["consent_by"] = data["consent_on"] = None
        else:
            if not data.get("consent_by") and "consent_by" not in self.errors:
                self.add_error(
                    "consent_by", "Choose the employee who consents. Without consent the police are not told"
                )
            if not data.get("consent_on") and "consent_on" not in self.errors:
                self.add_error("consent_on", "Enter the day the employee consented")
        if data.get("due_on") and data["due_on"] < timezone.localdate():
            self.add_error("due_on", "The day by which it is to be done must be today or later")
        return data


class OutcomeForm(StepForm):
    """P5 Ask for the outcome of an agreed action."""

    signed = forms.TypedChoiceField(
        label="Did the customer sign the agreement?",
        choices=[("yes", "Yes, it came back signed"), ("no", "No, they do not sign it")],
        coerce="yes".__eq__,
        widget=Radios,
        help_text="It is live from the day of their signature. If they do not sign it, it is never live.",
        error_messages={"required": "Say whether the customer signed the agreement"},
    )
    words = ReasonField(label="What became of it?", asks="Say what became of the action")
    happened_on = DateField(label="On which day?", called="the day of the outcome", past=True)

    def __init__(self, data: Data = None, *, action: Action) -> None:
        super().__init__(data, version=action.version)
        if not action.awaits_signature:
            del self.fields["signed"]
