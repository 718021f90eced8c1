"""Reviews, and the end of an alert between reviews."""

from typing import Any

from django import forms

from alerts.models import Alert, Condition, Control, Trigger
from alerts.workflow import EndedBecause, Informing, ReviewOutcome
from housing_alerts import procedure
from housing_alerts.fields import Checkboxes, Radios
from housing_alerts.forms import ReasonField, StepForm, WordsField

from .deciding import InformMixin

OUTCOMES = [ReviewOutcome.KEEP, ReviewOutcome.STEP_DOWN, ReviewOutcome.REMOVE]


class OpenReviewForm(StepForm):
    """P8a What calls for the review."""

    trigger = forms.ChoiceField(
        label="What calls for a review?",
        choices=Trigger.choices,
        widget=Radios,
        error_messages={"required": "Choose what calls for a review"},
    )
    evidence = WordsField(label="What happened?", help_text="Needed where the review is not due yet.")


class LighterForm(forms.Form):
    """P8b What stays of an alert that goes on with less."""

    kept_controls = forms.MultipleChoiceField(label="Which controls stay?", required=False, widget=Checkboxes)
    kept_conditions = forms.ModelMultipleChoiceField(
        Condition.objects.none(), label="Which conditions stay?", required=False, widget=Checkboxes
    )

    def offer(self, alert: Alert, had: list[str] | None = None) -> None:
        """Offer what the alert has now, all of it ticked.

        :param had: the controls to offer, where they are not the alert's own.
        """
        had = alert.controls if had is None else had
        controls, conditions = self.fields["kept_controls"], self.fields["kept_conditions"]
        assert isinstance(controls, forms.MultipleChoiceField) and isinstance(
            conditions, forms.ModelMultipleChoiceField
        )
        controls.choices = [(c.value, c.label) for c in Control if c in had]
        controls.initial = had
        conditions.queryset = conditions.initial = alert.standing_conditions()
        self.had = {condition.pk for condition in alert.standing_conditions()}
        if not self.had:
            del self.fields["kept_conditions"]

    def lighter(self) -> dict[str, Any]:
        """The controls that stay and the conditions that end, as the services take them."""
        kept = {condition.pk for condition in self.cleaned_data.get("kept_conditions", [])}
        return {"controls": self.cleaned_data.get("kept_controls", []), "lifted": self.had - kept}


class CompleteReviewForm(InformMixin, LighterForm, StepForm):
    """P8a What becomes of the alert, and when it is reviewed next."""

    outcome = forms.ChoiceField(
        label="What becomes of the alert?",
        choices=[(outcome.value, outcome.label) for outcome in OUTCOMES],
        widget=Radios(
            hints={
                ReviewOutcome.KEEP.value: "The risk is as it was.",
                ReviewOutcome.STEP_DOWN.value: "Some of its controls or conditions end.",
                ReviewOutcome.REMOVE.value: "The risk of harm, or its likelihood, is reduced.",
            }
        ),
        error_messages={"required": "Choose what becomes of the alert"},
    )
    reason = ReasonField(label="What is the reason for the decision?", asks="Give the reason for the decision")
    months = forms.IntegerField(
        label="Months to the next review",
        help_text="12 at most; 3 at most where the customer is not informed.",
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
        "outcome",
        "kept_controls",
        "kept_conditions",
        "reason",
        "informing",
        "withhold_code",
        "withhold_reason",
        "months",
    ]

    def __init__(self, *args: Any, alert: Alert, **kwargs: Any) -> None:
        kwargs["initial"] = {"months": alert.first_period}
        super().__init__(*args, **kwargs)
        self.offer(alert)
        if alert.informing == Informing.NOT_RECORDED:
            self.fields[
                "informing"
            ].help_text = (
                "The housing system does not record whether the customer was told of this alert. Answer it now."
            )


class CloseReviewForm(StepForm):
    """P8a Why the review is closed without an outcome."""

    reason = ReasonField(label="Why is the review closed?", asks="Say why the review is closed without an outcome")


class EndForm(StepForm):
    """P8b Why the alert is removed between reviews."""

    because = forms.ChoiceField(
        label="What has changed?",
        choices=[
            (b.value, b.label) for b in (EndedBecause.RISK_REDUCED, EndedBecause.CIRCUMSTANCES, EndedBecause.ERROR)
        ],
        widget=Radios,
        error_messages={"required": "Choose what has changed"},
    )
    reason = ReasonField(label="Why is the alert removed?", asks="Say why the alert is removed")
