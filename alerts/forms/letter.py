"""What a Lead writes into a letter about an alert, a review or an investigation."""

from typing import Any

from django import forms

from alerts import drafts, suggestions
from alerts.models import Action, Alert, Investigation, Review
from housing_alerts.forms import ReasonField
from letters.forms import PlanForm


def _follows() -> forms.CharField:
    return ReasonField(
        label="What do the agreed actions mean for the customer?",
        asks="Say what the agreed actions mean for the customer",
        rows=4,
    )


def _in_words(actions: list[Action]) -> str:
    """Where the Lead starts from."""
    return "\n".join(action.words for action in actions)


class NotificationForm(PlanForm):
    """E1 The letter that tells of an alert."""

    incident = ReasonField(
        label="What was reported?",
        asks="Say what was reported",
        help_text="Write to the customer. Name nobody who reported it.",
        rows=5,
    )
    invite_apology = forms.BooleanField(label="Invite the customer to reflect and to apologise", required=False)
    removal = ReasonField(label="What would lead to the alert being removed?", asks="Say what would lead to removal")
    follows = _follows()
    field_order = ["incident", "follows", "invite_apology", "removal", "planned_method", "planned_on"]

    def __init__(self, *args: Any, alert: Alert, **kwargs: Any) -> None:
        opening = drafts.suggested_incident(alert)
        initial = {"incident": opening, "removal": drafts.REMOVAL, "invite_apology": True}
        initial["follows"] = _in_words(alert.told_actions())
        super().__init__(*args, initial=initial, **kwargs)
        self.suggest("incident", suggestions.reported(alert, opening))
        self.suggest("removal", suggestions.removals(alert))
        if not alert.told_actions():
            del self.fields["follows"]

    def facts(self, alert: Alert) -> dict[str, Any]:
        """What the letter says."""
        data = self.cleaned_data
        return drafts.notification(
            alert,
            on=data["planned_on"],
            incident=data["incident"],
            removal=data["removal"],
            invite_apology=data["invite_apology"],
            follows=data.get("follows", ""),
        )


class ReviewOutcomeForm(PlanForm):
    """E2 The letter that tells how a review ended."""

    reason = ReasonField(
        label="What is the reason for the decision?",
        asks="Give the reason for the decision",
        help_text="Write to the customer. Name nobody who reported anything.",
        rows=5,
    )
    field_order = ["reason", "planned_method", "planned_on"]

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        suggested = suggestions.REASONS.get(review.outcome, ("",))
        super().__init__(*args, initial={"reason": suggested[0]}, **kwargs)
        self.suggest("reason", suggested)

    def facts(self, review: Review) -> dict[str, Any]:
        """What the letter says."""
        data = self.cleaned_data
        return drafts.review_outcome(review, on=data["planned_on"], reason=data["reason"])


class InvestigationOutcomeForm(PlanForm):
    """E4 The letter that tells how an investigation ended that imposed nothing."""

    looked_into = ReasonField(
        label="What did we look into?",
        asks="Say what we looked into",
        help_text="Write to the customer. Name nobody who reported it.",
        rows=4,
    )
    reason = ReasonField(label="Why was no alert imposed?", asks="Say why no alert was imposed", rows=4)
    follows = _follows()
    field_order = ["looked_into", "reason", "follows", "planned_method", "planned_on"]

    def __init__(self, *args: Any, investigation: Investigation, **kwargs: Any) -> None:
        told = investigation.told_actions()
        initial = {"looked_into": drafts.suggested_matter(investigation), "reason": drafts.CONSIDERED}
        initial["follows"] = _in_words(told)
        super().__init__(*args, initial=initial, **kwargs)
        self.suggest("reason", suggestions.CONSIDERED)
        if not told:
            del self.fields["follows"]

    def facts(self, investigation: Investigation) -> dict[str, Any]:
        """What the letter says."""
        data = self.cleaned_data
        return drafts.investigation_outcome(
            investigation,
            looked_into=data["looked_into"],
            reason=data["reason"],
            follows=data.get("follows", ""),
        )
