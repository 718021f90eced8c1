"""The forms of a review: what it found, and what follows from it."""

from datetime import date
from typing import Any

from django import forms

from alerts.alert.models import Alert
from alerts.alert.policies import could_be_less
from alerts.catalogue.models import AlertType
from alerts.choices import Informing, ReviewOutcome, Trigger
from alerts.decisions.forms.head import InformMixin
from alerts.decisions.forms.standing import LighterForm, StandingForm
from alerts.writing.selectors import organisation
from housing_alerts.kernel import procedure
from housing_alerts.web.fields import Checkboxes, DateField, Radios
from housing_alerts.web.forms import Data, ReasonField, StepForm, WordsField, field_of

from .models import Review

CONSIDERED = ("risk", "customers_side", "vulnerability")
"""The questions of the review form whose answers are stored with the review."""


NOTHING_LESS = (
    "It cannot be stepped down: nothing could be taken away that would leave something. Where less is enough, remove it, or keep "
    "it and review it sooner."
)
HEAD_DECIDES = "It stays as it is for now. An investigation opens, and the Head of Service decides."


class OpenReviewForm(StepForm):
    """P8a The form that asks what calls for the review."""

    trigger = forms.ChoiceField(
        label="What calls for a review?",
        choices=Trigger.choices,
        widget=Radios,
        error_messages={"required": "Choose what calls for a review"},
    )
    evidence = WordsField(label="What happened?", help_text="Needed where the review is not due yet.")
    nothing_to_report = forms.BooleanField(
        label="Nobody was attacked, threatened or in danger, so there is no incident to report",
        required=False,
        help_text="Asked where safety or welfare calls for the review, and nothing was reported since the last decision.",
    )
    due_on = DateField(
        label="By when is an early review to be completed?",
        called="the day by which the review is to be completed",
        help_text=f"Leave it empty for {procedure.EARLY_REVIEW_DAYS} days from today.",
        required=False,
    )

    def __init__(self, data: Data = None, *, version: int, early: bool, initial: dict[str, str]) -> None:
        super().__init__(data, version=version, initial=initial)
        if not early:
            del self.fields["due_on"]


class HeavierForm(forms.Form):
    """P8b The fields for a measure that is heavier than the alert as it is."""

    further_controls = forms.MultipleChoiceField(
        label="Which further controls do you ask for?",
        help_text="Leave it empty to ask for further conditions alone: you add them in the investigation.",
        required=False,
        widget=Checkboxes,
    )
    type = forms.ModelChoiceField(
        AlertType.objects.offered(),
        label="Which type is it to become?",
        required=False,
        widget=Radios(hints=lambda type: type.instruction),
        empty_label=None,
    )

    def offer_more(self, alert: Alert) -> None:
        """Offer the controls that the alert does not have, and the other types."""
        controls = field_of(self, "further_controls", forms.MultipleChoiceField)
        controls.choices = [(control.value, control.label) for control in alert.further_controls]
        types = field_of(self, "type", forms.ModelChoiceField)
        types.queryset = AlertType.objects.offered().exclude(pk=alert.type_id)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == ReviewOutcome.CHANGE_TYPE and "type" not in self.errors and not data.get("type"):
            self.add_error("type", "Choose which type it is to become")
        return data

    def heavier(self) -> dict[str, Any]:
        """Return the heavier measure, as the services take it."""
        return {"type": self.cleaned_data["type"], "further": self.cleaned_data["further_controls"]}


class CompleteReviewForm(InformMixin, HeavierForm, LighterForm, StandingForm):
    """P8a The form that asks what was considered, what becomes of the alert, and when it is reviewed next."""

    REMOVES, LIGHTENS = ReviewOutcome.REMOVE, ReviewOutcome.STEP_DOWN
    WRONG_PERSON = (
        "If it is on the wrong person, its responsible Lead removes it on the alert's page instead, as imposed in error: the "
        "line manager and the Leads are then asked whose the danger is."
    )
    risk = WordsField(
        label="Is the risk reduced?",
        help_text="What was reported since the last review, and what speaks for and against the alert now.",
        rows=3,
    )
    customers_side = WordsField(
        label="What does the customer say?", help_text="If they were not asked, say why not.", rows=3
    )
    vulnerability = WordsField(
        label="How were vulnerability and adjustments considered?",
        help_text="What is known, who told us, and whether what was agreed is kept. If nothing, write “None is known”.",
        rows=3,
    )
    outcome = forms.ChoiceField(
        label="What becomes of the alert?",
        choices=ReviewOutcome.choices,
        widget=Radios(
            hints={
                ReviewOutcome.KEEP.value: "The risk is as it was.",
                ReviewOutcome.STEP_DOWN.value: "Some of its controls or conditions end, or a condition ends sooner.",
                ReviewOutcome.STRENGTHEN.value: HEAD_DECIDES,
                ReviewOutcome.CHANGE_TYPE.value: HEAD_DECIDES,
                ReviewOutcome.REMOVE.value: "The risk of harm, or its likelihood, is reduced.",
            }
        ),
        error_messages={"required": "Choose what becomes of the alert"},
    )
    reason = ReasonField(label="What is the reason for the decision?", asks="Give the reason for the decision")
    months = forms.IntegerField(
        label="Months to the next review",
        required=False,
        min_value=1,
        max_value=procedure.REVIEW_MONTHS,
        error_messages={
            "max_value": "An alert is reviewed within 12 months. Enter 12 or fewer",
            "min_value": "Enter 1 month or more",
            "invalid": "Enter the months as a number, such as 6",
        },
    )
    field_order = [
        "version",
        "seen",
        *CONSIDERED,
        "read",
        "outcome",
        "kept_controls",
        "kept_conditions",
        "further_controls",
        "type",
        "danger",
        "reason",
        "informing",
        "withhold_code",
        "safe",
        "informing_reason",
        "months",
    ]

    def __init__(self, data: Data = None, *, version: int, alert: Alert, on: date) -> None:
        super().__init__(data, version=version, decision=alert, initial={"months": alert.first_period})
        self.offer(alert.controls, alert.present_limits(on=on))
        if not could_be_less(alert, on=on):
            self.leave_out(ReviewOutcome.STEP_DOWN, NOTHING_LESS)
        self.offer_more(alert)
        self.offer_grounds(alert)
        within = organisation(alert, on=on).withheld_months
        most = f"{procedure.REVIEW_MONTHS} at most; {within} at most where the customer is not informed."
        self.fields["months"].help_text = most
        if alert.informing == Informing.NOT_RECORDED:
            self.fields[
                "informing"
            ].help_text = (
                "The housing system does not record whether the customer was told of this alert. Answer it now."
            )

    @classmethod
    def questions(cls, review: Review) -> list[tuple[str, str, str]]:
        """List each question whose answer the review stores, with its help text and the answer so far."""
        asked = [(cls.base_fields[name], getattr(review, name)) for name in CONSIDERED]
        return [(str(field.label), str(field.help_text), answer) for field, answer in asked]

    @classmethod
    def inform_answers(cls) -> list[str]:
        """List the possible answers to whether the customer is informed."""
        informing: Any = cls.base_fields["informing"]
        return [label for _, label in informing.choices]

    def considered(self) -> dict[str, str]:
        """Return the answers that the review stores."""
        return {name: self.cleaned_data[name] for name in CONSIDERED}


class CloseReviewForm(StepForm):
    """P8a The form that asks why the review is closed without an outcome."""

    reason = ReasonField(label="Why is the review closed?", asks="Say why the review is closed without an outcome")
