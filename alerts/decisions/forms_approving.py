"""The approval of an alert: as it was recommended or with less."""

from typing import Any

from django import forms

from alerts.alert.models import Alert
from alerts.reviews.forms import LighterForm
from housing_alerts.web.fields import Radios
from housing_alerts.web.forms import ReasonField

from .answers import Lighter
from .forms import InformMixin, KnownForm

AS_RECOMMENDED, LESS = "AS_RECOMMENDED", "LESS"


class ApproveForm(InformMixin, LighterForm, KnownForm):
    """P7a P7c P10a Impose the alert."""

    reason = ReasonField(label="Why do you approve it?", asks="Give the reason for your decision")
    imposed = forms.ChoiceField(
        label="How do you impose it?",
        choices=[(AS_RECOMMENDED, "As it was recommended"), (LESS, "With less than was recommended")],
        initial=AS_RECOMMENDED,
        required=False,
        widget=Radios(hints={LESS: "What is heavier than the recommendation needs a new one: send it back."}),
    )
    months = forms.IntegerField(
        label="Months to the first review",
        required=False,
        min_value=1,
        error_messages={
            "min_value": "Enter 1 month or more",
            "invalid": "Enter the months as a number, such as 6",
        },
    )
    field_order = [
        "version",
        "known_seen",
        "known_since",
        "imposed",
        "kept_controls",
        "kept_conditions",
        "months",
        "reason",
        "informing",
        "withhold_code",
        "informing_reason",
        "absent_head",
        "absence_reason",
    ]

    def __init__(self, *args: Any, alert: Alert, **kwargs: Any) -> None:
        super().__init__(*args, case=alert, **kwargs)
        self.offer(alert.asked_controls, alert.standing_conditions())
        self.offer_grounds(alert)
        if not alert.asked_controls:
            del self.fields["kept_controls"]
        self.first_period = alert.first_period
        self.fields["months"].help_text = f"Recommended: {alert.first_period}. Leave it empty to keep that."
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("imposed") == LESS and data.get("months") and data["months"] > self.first_period:
            self.add_error("months", f"You can only shorten the period. Enter {self.first_period} or fewer")
        return data

    def less(self) -> Lighter:
        """What is taken away from what was recommended."""
        data = self.cleaned_data
        if data["imposed"] != LESS:
            return Lighter()
        lighter = self.lighter()
        return Lighter(lighter["controls"], frozenset(lighter["lifted"]), lighter["ends"], data["months"])
