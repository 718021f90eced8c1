"""The forms of the line manager's triage of an incident."""

from collections.abc import Iterable
from typing import ClassVar

from django import forms

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.choices import IncidentStatus
from alerts.incidents.models import Incident
from alerts.markers.forms import READ_AT_THE_DOOR
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import ServiceArea
from housing_alerts.web.fields import Checkboxes, Radios
from housing_alerts.web.forms import Data, ReasonField, StepForm, WordsField, field_of

NONE = "NONE"


class BreachForm(StepForm):
    """D5 Ask which of the alerts in force on the day the incident breaches."""

    alert = forms.ChoiceField(
        label="Which alert does it breach?",
        widget=Radios,
        error_messages={"required": "Choose which alert it breaches, or none"},
    )

    def __init__(
        self, data: Data = None, *, version: int, in_force: Iterable[tuple[Alert, str]], present: Alert | None
    ) -> None:
        """Build the choices.

        :param in_force: the alerts to choose from, each with its name on the page.
        """
        super().__init__(data, version=version, initial={"alert": present.pk if present else ""})
        self.named = {str(alert.pk): (alert, name) for alert, name in in_force}
        choices = [(key, name) for key, (_, name) in self.named.items()]
        field_of(self, "alert", forms.ChoiceField).choices = [*choices, (NONE, "None of them")]

    def chosen(self) -> Alert | None:
        """Return the chosen alert, or None if the incident breaches none."""
        chosen = self.named.get(self.cleaned_data["alert"])
        return chosen[0] if chosen else None


class TriageForm(StepForm):
    """Ask for the reason that both ways of triage share: why danger needs no marker."""

    no_marker_reason = ReasonField(
        label="Why is no interim marker needed?",
        asks="Say why no interim marker is needed, or place one first",
        help_text="Danger was reported, and no interim marker was placed.",
        rows=2,
    )

    def __init__(self, data: Data = None, *, version: int, asks_marker: bool) -> None:
        """Remove the question if it does not apply.

        :param asks_marker: whether there was danger and no marker was placed.
        """
        super().__init__(data, version=version)
        if not asks_marker:
            del self.fields["no_marker_reason"]


class SettleForm(TriageForm):
    """D3a Ask for the informal action that was taken, or why none was needed."""

    CHOICES: ClassVar[list[tuple[str, str]]] = [
        *((kind.value, kind.label) for kind in Action.INFORMAL),
        (NONE, "None was needed"),
    ]
    actions = forms.MultipleChoiceField(
        label="What informal action was taken?",
        choices=CHOICES,
        widget=Checkboxes(exclusive=NONE),
        error_messages={"required": "Choose what informal action was taken"},
    )
    settlement = ReasonField(
        label="What was done, or why was nothing needed?",
        asks="Say what was done, or why nothing was needed",
        help_text="The person who reported it reads this, and the customer can ask to.",
    )
    field_order = ["version", "no_marker_reason", "actions", "settlement"]

    def __init__(self, data: Data = None, *, incident: Incident, asks_marker: bool, no_letter: Refusal | None) -> None:
        """Remove the questions and the choices that do not apply.

        :param no_letter: why actions that go to the customer as a letter are not offered; None if they are.
        """
        super().__init__(data, version=incident.version, asks_marker=asks_marker)
        if no_letter:
            actions = field_of(self, "actions", forms.MultipleChoiceField)
            actions.choices = [choice for choice in self.CHOICES if choice[0] not in Action.LETTERS]

    def clean_actions(self) -> list[str]:
        actions: list[str] = self.cleaned_data["actions"]
        if NONE in actions and len(actions) > 1:
            raise forms.ValidationError("Choose what was done, or “None was needed” – not both")
        return [action for action in actions if action != NONE]


class ReferForm(TriageForm):
    """D3b Ask for the details of a referral to the formal stage."""

    note = WordsField(
        label="Is there anything that the Operational Lead should know?",
        help_text="A colleague who reported it reads this too, a contractor does not. The customer can ask to.",
        rows=3,
    )

    service_area = forms.ModelChoiceField(
        ServiceArea.objects.all(),
        label="Which service area takes it up?",
        widget=Radios,
        empty_label=None,
        error_messages={"required": "Choose which service area takes it up"},
    )

    def __init__(self, data: Data = None, *, version: int, asks_marker: bool, incident: Incident) -> None:
        super().__init__(data, version=version, asks_marker=asks_marker and incident.status != IncidentStatus.SETTLED)
        if "no_marker_reason" in self.fields:
            self.fields["no_marker_reason"].help_text = READ_AT_THE_DOOR
        if incident.customer_id:
            del self.fields["service_area"]
        else:
            self.fields["service_area"].initial = incident.service_area_id
