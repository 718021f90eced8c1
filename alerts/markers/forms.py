"""The forms of the interim safety marker and of the report to the police."""

from collections.abc import Sequence
from typing import Any

from django import forms

from alerts.incidents.models import Incident
from housing_alerts.staff.models import Colleague
from housing_alerts.web.fields import Checkboxes, DateField, DoubtsField, Radios, RowsField
from housing_alerts.web.forms import Data, ReasonField, StepForm, WordsField, field_of

from . import selectors
from .choices import AnotherMarker
from .models import SAFETY, Marker, offered_after

READ_AT_THE_DOOR = (
    "Until the Head of Service decides, whoever looks it up reads that danger was reported, and whom to ask. Colleagues who may "
    "look people up by name read your words too: name nobody, and say nothing of anybody’s health."
)


class MarkerForm(StepForm):
    """D4 Ask for the precautions that colleagues take at once."""

    controls = forms.MultipleChoiceField(
        label="What must colleagues do until it is decided?",
        choices=list(SAFETY.items()),
        widget=Checkboxes,
        error_messages={"required": "Choose at least one thing that keeps colleagues safe"},
    )
    another = forms.ChoiceField(
        label="What becomes of the marker that is in force on the same person?",
        choices=AnotherMarker.choices,
        widget=Radios,
        error_messages={"required": "Choose whether the marker that is in force is changed, or stays beside this one"},
    )
    dropped = WordsField(
        label="Why is what that marker asks for needed no more?",
        help_text="Asked where you change it, and choose less than it asks for.",
        rows=2,
    )
    sure_of = DoubtsField(
        label="The contact strategy says something else. Is this meant?",
        help_text="If you tick it, a Lead is asked at once to change the strategy.",
        yes="Yes.",
        asks="Change it, or tick that it is meant",
    )
    field_order = ["version", "another", "controls", "dropped", "sure_of"]

    def __init__(
        self,
        data: Data = None,
        *,
        by: Colleague,
        incident: Incident,
        beside: Sequence[Marker],
        own: Marker | None = None,
    ) -> None:
        """Build the form.

        :param beside: the markers on the same person that could be changed.
        :param own: the incident's marker from before more danger was told of. This one takes its place.
        """
        stand = [*beside, *([own] if own else [])]
        asked = [control for control in SAFETY if any(control in one.controls for one in stand)]
        super().__init__(data, version=incident.version, initial={"controls": asked})
        field_of(self, "controls", forms.MultipleChoiceField).choices = offered_after(incident.channel)
        if not beside:
            del self.fields["another"]
        if not stand:
            del self.fields["dropped"]
        self._ask_beside_strategy(by, incident)

    def _ask_beside_strategy(self, by: Colleague, incident: Incident) -> None:
        """P12 D4 Ask about each control that was sent, if the customer's contact strategy says something else."""
        sent: Any = self.data
        controls = sent.getlist("controls") if hasattr(sent, "getlist") else sent.get("controls", [])
        doubts = selectors.against_strategy(by, incident, controls)
        field_of(self, "sure_of", DoubtsField).ask(doubts)
        if not doubts:
            del self.fields["sure_of"]


class LiftMarkerForm(StepForm):
    """D4 Ask why the marker is no longer needed."""

    reason = ReasonField(label="Why is the marker lifted?", asks="Say why the marker is lifted")


class NoMarkerForm(StepForm):
    """D4 Ask why a referred incident of danger needs no marker, or why nobody is warned of it any more."""

    reason = ReasonField(
        label="Why is no interim marker needed?",
        asks="Say why no interim marker is needed, or place one",
        help_text=READ_AT_THE_DOOR,
    )

    def __init__(self, data: Data = None, *, incident: Incident) -> None:
        super().__init__(data, version=incident.version)
        if incident.subject is None:
            reason = self.fields["reason"]
            reason.label, reason.help_text = "Why does nobody need to be warned of it any more?", ""
            reason.error_messages["required"] = "Say why nobody needs to be warned of it any more"


class PoliceForm(StepForm):
    """P5 D4 Ask when the police were told, for their reference, and who agreed."""

    told_on = DateField(label="When were the police told?", called="the day the police were told", past=True)
    reference = forms.CharField(
        label="Reference that the police gave",
        max_length=60,
        help_text="A crime or log number. If they gave none, write “none given”.",
        error_messages={"required": "Write the reference, or “none given”"},
    )
    agreed = RowsField(
        Colleague.objects.none(),
        label="Who agreed that the police are told?",
        required=False,
        widget=Checkboxes,
        help_text="It is their choice. Nobody’s report goes to the police without them.",
    )
    consent_words = ReasonField(
        label="How and when did they agree?",
        asks="Say how and when they agreed",
        help_text="For example “Oliver rang me on Monday and asked me to report it.”",
        rows=2,
    )

    def __init__(self, data: Data = None, *, incident: Incident) -> None:
        initial = {"reference": incident.police_reference}
        super().__init__(data, version=incident.version, initial=initial)
        field = field_of(self, "agreed", RowsField)
        field.queryset = Colleague.objects.filter(pk__in=[person.pk for person in incident.employees()])
