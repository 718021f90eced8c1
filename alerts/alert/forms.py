"""The forms for the end of an alert between reviews, and for the controls that a draft asks for."""

from django import forms

from alerts.choices import BETWEEN_REVIEWS, EndedBecause, Informing
from alerts.decisions.forms.standing import StandingForm
from alerts.reviews.forms import HeavierForm
from housing_alerts.web.fields import Radios
from housing_alerts.web.forms import Data, ReasonField, StepForm, WordsField, field_of

from .models import Alert


class ControlsForm(StepForm):
    """P8b The form that asks which controls a draft adds to those of the alert it strengthens."""

    further_controls = HeavierForm.base_fields["further_controls"]

    def __init__(self, data: Data = None, *, draft: Alert) -> None:
        super().__init__(data, version=draft.version, initial={"further_controls": draft.controls})
        field = field_of(self, "further_controls", forms.MultipleChoiceField)
        offered = draft.strengthens.further_controls if draft.strengthens else []
        field.choices = [(control.value, control.label) for control in offered]


class EndForm(StandingForm):
    """P8b The form that asks why the alert is removed between reviews."""

    FINDS_WRONG = ("because", EndedBecause.ERROR)
    WRONG_PERSON = (
        f"If it is on the wrong person, choose “{EndedBecause.ERROR.label}”: the line manager and the Leads are then asked "
        "whose the danger is."
    )
    because = forms.ChoiceField(
        label="What has changed?",
        choices=[(because.value, because.label) for because in BETWEEN_REVIEWS],
        widget=Radios,
        error_messages={"required": "Choose what has changed"},
    )
    reason = ReasonField(label="Why is the alert removed?", asks="Say why the alert is removed")
    known = WordsField(
        label="If the customer knows of the alert, how?",
        help_text="It came from the housing system, which does not record whether they were told. Write down what shows that "
        "they know of it, such as that they objected to it: you write to them next. If nothing does, leave it empty.",
        rows=3,
    )
    field_order = ["version", "seen", "because", "reason", "known", "danger", "fall", "stays_because"]

    def __init__(self, data: Data = None, *, alert: Alert) -> None:
        super().__init__(data, version=alert.version, decision=alert)
        if alert.customer is None or alert.informing != Informing.NOT_RECORDED:
            del self.fields["known"]
