"""The form on which a colleague confirms a report that another made for them."""

from typing import Any

from django import forms

from alerts.incidents.forms.danger import ASKED, BOTH_SAID, DANGER_FROM_UNSAID, NONE, danger_from_field, dangers_field
from alerts.incidents.models import Incident
from housing_alerts.web.fields import Radios
from housing_alerts.web.forms import Data, ReasonField, StepForm, WordsField, field_of

RIGHT, NOT_RIGHT = "RIGHT", "NOT_RIGHT"


class ConfirmForm(StepForm):
    """P2 D4 Ask whether the report is right, for a correction, and for the dangers that it does not tell of."""

    answer = forms.ChoiceField(
        label="Is this what happened?",
        choices=[(RIGHT, "Yes, it is right"), (NOT_RIGHT, "Something is missing or not right")],
        widget=Radios,
        error_messages={"required": "Choose whether it is right"},
    )
    correction = WordsField(
        label="What is missing or not right?",
        help_text="It stands beside the report, which stays as it was typed. The customer can ask to read it.",
    )
    dangers = dangers_field()
    danger_from = danger_from_field()

    def __init__(self, data: Data = None, *, version: int, incident: Incident) -> None:
        super().__init__(data, version=version)
        self.incident = incident
        unsaid = [(danger.value, words) for danger, words in ASKED.items() if danger not in incident.dangers]
        none = "None besides what is reported" if incident.dangers else "None of these"
        field_of(self, "dangers", forms.MultipleChoiceField).choices = [*unsaid, (NONE, none)]
        if not unsaid:
            del self.fields["dangers"]
        if not unsaid or incident.danger_from or not incident.customer_id:
            del self.fields["danger_from"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        ticked = data.get("dangers", [])
        data["dangers"] = [one for one in ticked if one != NONE]
        said = data.get("correction", "").strip()
        if data.get("answer") == NOT_RIGHT and not said:
            self.add_error("correction", "Say what is missing or not right")
        if data.get("answer") == RIGHT and data["dangers"]:
            self.add_error("answer", "The report does not tell of this. Choose that something is missing, and say what")
        if NONE in ticked and data["dangers"]:
            self.add_error("dangers", BOTH_SAID)
        if data.get("dangers") and "danger_from" in self.fields and not data["danger_from"]:
            self.add_error("danger_from", DANGER_FROM_UNSAID)
        return data

    @property
    def danger_boxes(self) -> list[str]:
        """D4 Return the boxes that say danger, each as its name and value: the page then asks who it comes from."""
        return [f"dangers={danger.value}" for danger in ASKED]


class WrongPersonForm(StepForm):
    """P11a Ask whoever reported it how they know that it is about the wrong person."""

    words = ReasonField(
        label="How do you know that it was somebody else?",
        asks="Say how you know that it was somebody else",
        help_text="It stands beside the report, which stays as it was typed. The customer can ask to read it.",
    )
