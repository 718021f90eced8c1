"""The line manager's triage of an incident."""

from typing import Any

from django import forms

from alerts.models import Action, Incident
from housing_alerts.fields import Radios
from housing_alerts.forms import ReasonField, StepForm, WordsField
from housing_alerts.staff.models import ServiceArea


class TriageForm(StepForm):
    """What both ways of the triage share: the reason for departing from Appendix D."""

    departure_reason = WordsField(label="Why not the stage that Appendix D proposes?")

    def __init__(self, *args: Any, departs: bool, **kwargs: Any) -> None:
        """:param departs: this way departs from the proposed stage, so the reason is asked for and required."""
        super().__init__(*args, **kwargs)
        if departs:
            self.fields["departure_reason"].required = True
            self.fields["departure_reason"].error_messages["required"] = (
                "Give your reason for departing from Appendix D"
            )
        else:
            del self.fields["departure_reason"]


class SettleForm(TriageForm):
    """D3a What was done informally, or why nothing was needed."""

    action = forms.ChoiceField(
        label="What informal action was taken?",
        choices=[*((kind.value, kind.label) for kind in Action.INFORMAL), ("NONE", "None was needed")],
        widget=Radios,
        error_messages={"required": "Choose what informal action was taken"},
    )
    settlement = ReasonField(
        label="What was done, or why was nothing needed?",
        asks="Say what was done, or why nothing was needed",
        help_text="The person who reported it reads this, and the customer can ask to.",
    )
    field_order = ["version", "action", "settlement", "departure_reason"]

    def clean_action(self) -> str:
        action: str = self.cleaned_data["action"]
        return "" if action == "NONE" else action


class ReferForm(TriageForm):
    """D3b Refer to the formal stage."""

    service_area = forms.ModelChoiceField(
        ServiceArea.objects.all(),
        label="Which service area takes it up?",
        widget=Radios,
        empty_label=None,
        error_messages={"required": "Choose which service area takes it up"},
    )

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if incident.service_area_id:
            del self.fields["service_area"]


class VoidForm(StepForm):
    """P11a Why the report is void."""

    reason = ReasonField(label="Why is the report void?", asks="Say why the report is void")
