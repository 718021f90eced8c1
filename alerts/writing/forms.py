"""The forms for letters about an alert, a review, a case or an action, with their planned sending."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.choices import ReviewOutcome
from alerts.corrections.amendable import corrections_in
from alerts.decisions.decided import recorded_reason
from alerts.investigations.models import Investigation
from alerts.reviews.models import Review
from housing_alerts.kernel import procedure
from housing_alerts.kernel.procedure import Method
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.fields import Checkboxes, DateField
from housing_alerts.web.forms import Data, ReasonField, field_of
from letters.choices import Kind
from letters.forms import PlanForm, S
from letters.subjects import Subject

from . import drafts, suggestions
from .sides import NOT_ASKED, side
from .untold import is_first_known, is_untold


def _told(*, label: str, asks: str, rows: int) -> forms.CharField:
    """Return a field for reports or their consequences, in words for the customer."""
    hint = "Write to the customer. Name nobody who reported anything."
    return ReasonField(label=label, asks=asks, help_text=hint, rows=rows)


def _reported() -> forms.CharField:
    return _told(label="What was reported?", asks="Say what was reported", rows=5)


def _looked_into() -> forms.CharField:
    return _told(label="What did we look into?", asks="Say what we looked into", rows=4)


def _follows() -> forms.CharField:
    return ReasonField(
        label="What do the agreed actions mean for the customer?",
        asks="Say what the agreed actions mean for the customer",
        rows=4,
    )


def _why() -> forms.CharField:
    """Return the field for the reason of a decision. General words are enough where more would put somebody at risk."""
    return ReasonField(
        label="Why did we decide this?",
        asks="Say why we decided this",
        help_text="Write to the customer. Name nobody who reported anything. Where details would put somebody at risk, say it in "
        "general words.",
        rows=4,
    )


def _not_asked() -> forms.CharField:
    """Return the field for the reason why there is no account of the customer's side: they may have been asked."""
    return _told(
        label="Why did we not hear the customer’s side?", asks="Say why we did not hear the customer’s side", rows=2
    )


def _reported_then() -> forms.CharField:
    return _told(
        label="What was reported when the alert was put on the record?", asks="Say what was reported then", rows=4
    )


def _ask_what_was_reported(form: PlanForm[S], suggested: Sequence[str] | None) -> None:
    """E2 P8b Keep the question what was reported where no letter told of the alert before."""
    if suggested is None:
        del form.fields["reported"]
    else:
        form.suggest("reported", suggested)


def _in_words(actions: list[Action]) -> str:
    """Return the actions' words, which the Lead may start from."""
    return "\n".join(action.words for action in actions)


def _recorded(alerts: Iterable[Alert]) -> str:
    """Return the recorded reason of each decision, each once, but none in which words are struck out."""
    right = [alert.decision_reason for alert in alerts if not corrections_in(alert.decision_reason, alert)]
    return "\n".join(dict.fromkeys(filter(None, right)))


def _start_reason(form: PlanForm[S], recorded: str, suggested: Sequence[str]) -> None:
    """Start the reason from the recorded one, which the Lead confirms or rewords for the customer."""
    form.initial["reason"] = form.recorded["reason"] = recorded
    form.suggest("reason", suggested)


def _start_from_action(form: PlanForm[S], name: str) -> None:
    """Note that the field starts from the words of an action. They were written for the Head of Service."""
    form.recorded[name] = form.initial[name]


def _ask_why_not_asked(form: PlanForm[S], file: Investigation | None) -> None:
    """D3b Keep the question why we did not hear the customer's side where that is so. No recorded words start it."""
    if side(file) == NOT_ASKED:
        form.suggest("not_asked", suggestions.NOT_ASKED)
    else:
        del form.fields["not_asked"]


class NotificationForm(PlanForm[Alert]):
    """E1 The form for the letter that tells of an alert."""

    incident = _reported()
    not_asked = _not_asked()
    reason = _why()
    invite_apology = forms.BooleanField(
        label="Invite the customer to reflect and to apologise",
        required=False,
        help_text="After violence, a threat or a weapon, ask first whether the colleague wants to hear from them.",
    )
    removal = ReasonField(label="What would lead to the alert being removed?", asks="Say what would lead to removal")
    together = forms.MultipleChoiceField(
        label="Which other alerts of this decision does the letter tell of?",
        help_text="One letter for all of them has one last day to appeal. An alert that you leave out needs a letter of its own.",
        widget=Checkboxes,
        required=False,
    )
    follows = _follows()
    field_order = [
        *("together", "incident", "not_asked", "reason", "follows", "invite_apology", "removal"),
        *("planned_method", "planned_on"),
    ]

    def __init__(self, data: Data = None, *, alert: Alert) -> None:
        self.told_with = {each.reference: each for each in alert.told_with()}
        danger = any(incident.dangers for incident in drafts.behind(alert))
        initial = {
            "incident": drafts.suggested_incident(alert),
            "removal": suggestions.removals([alert, *self.told_with.values()])[0],
            "invite_apology": not danger,
        }
        initial |= {"follows": _in_words(alert.told_actions()), "together": list(self.told_with)}
        super().__init__(data, initial=initial)
        together = field_of(self, "together", forms.MultipleChoiceField)
        together.choices = [(name, str(each.type)) for name, each in self.told_with.items()]
        if not self.told_with:
            del self.fields["together"]
        _start_from_action(self, "follows")
        told = [alert, *self.told_with.values()]
        self.suggest("incident", suggestions.reported(alert))
        self.suggest("removal", suggestions.removals(told))
        _start_reason(self, _recorded(told), suggestions.imposed(told))
        _ask_why_not_asked(self, alert.investigation)
        if not alert.told_actions():
            del self.fields["follows"]
        if not drafts.of_behaviour(told):
            del self.fields["invite_apology"]

    def beside(self) -> list[Alert]:
        """E1 List the other alerts that the letter tells of."""
        return [self.told_with[name] for name in self.cleaned_data.get("together", [])]

    def also(self, alert: Alert) -> list[Subject]:
        """List the other alerts and the agreed actions that the letter tells of."""
        return [*self.beside(), *alert.told_actions()]

    def facts(self, alert: Alert) -> dict[str, Any]:
        """Return the facts of the letter."""
        data = self.cleaned_data
        return drafts.notification(
            alert,
            on=data["planned_on"],
            incident=data["incident"],
            reason=data["reason"],
            not_asked=data.get("not_asked", ""),
            removal=data["removal"],
            invite_apology=data.get("invite_apology", False),
            follows=data.get("follows", ""),
            beside=self.beside(),
        )


class RemovalForm(PlanForm[Alert]):
    """P8b The form for the letter that tells of an alert removed between reviews."""

    reported = _reported_then()
    reason = _told(label="Why was the alert removed?", asks="Say why the alert was removed", rows=4)
    field_order = ["reported", "reason", "planned_method", "planned_on"]

    def __init__(self, data: Data = None, *, alert: Alert) -> None:
        super().__init__(data, initial={"reported": drafts.suggested_incident(alert)})
        self.suggest("reason", suggestions.removed(alert))
        _ask_what_was_reported(self, suggestions.reported(alert) if is_untold(alert) else None)

    def facts(self, alert: Alert) -> dict[str, Any]:
        """Return the facts of the letter."""
        data = self.cleaned_data
        said = {"reason": data["reason"], "reported": data.get("reported", "")}
        return drafts.removal(alert, on=data["planned_on"], **said)


class ReviewOutcomeForm(PlanForm[Review]):
    """E2 The form for the letter that tells how a review ended."""

    reported = _reported_then()
    reason = _told(label="What is the reason for the decision?", asks="Give the reason for the decision", rows=5)
    field_order = ["reported", "reason", "planned_method", "planned_on"]

    def __init__(self, data: Data = None, *, review: Review) -> None:
        super().__init__(data, initial={"reported": drafts.suggested_incident(review.alert)})
        recorded = "" if corrections_in(review.reason, review.alert) else review.reason
        _start_reason(self, recorded, suggestions.reasons(review))
        unknown = review.outcome == ReviewOutcome.REMOVE and is_untold(review.alert)
        texts = suggestions.reported(review.alert) if unknown else None
        _ask_what_was_reported(self, suggestions.NO_LONGER_HELD if is_first_known(review) else texts)

    def facts(self, review: Review) -> dict[str, Any]:
        """Return the facts of the letter."""
        data = self.cleaned_data
        said = {"reason": data["reason"], "reported": data.get("reported", "")}
        return drafts.review_outcome(review, on=data["planned_on"], **said)


class InvestigationOutcomeForm(PlanForm[Investigation]):
    """E4 The form for the letter that tells how an investigation ended that imposed nothing."""

    looked_into = _looked_into()
    not_asked = _not_asked()
    reason = ReasonField(label="Why was no alert imposed?", asks="Say why no alert was imposed", rows=4)
    follows = _follows()
    field_order = ["looked_into", "not_asked", "reason", "follows", "planned_method", "planned_on"]

    def __init__(self, data: Data = None, *, investigation: Investigation) -> None:
        told = investigation.told_actions()
        initial = {"looked_into": drafts.suggested_matter(investigation), "follows": _in_words(told)}
        super().__init__(data, initial=initial)
        _start_from_action(self, "follows")
        self.suggest("looked_into", suggestions.looked_into(investigation))
        _start_reason(self, recorded_reason(investigation), suggestions.considered(investigation))
        _ask_why_not_asked(self, investigation)
        if not told:
            del self.fields["follows"]

    def also(self, investigation: Investigation) -> list[Subject]:
        """List the agreed actions that the letter tells of."""
        return [*investigation.told_actions()]

    def facts(self, investigation: Investigation) -> dict[str, Any]:
        """Return the facts of the letter."""
        data = self.cleaned_data
        return drafts.investigation_outcome(
            investigation,
            on=data["planned_on"],
            looked_into=data["looked_into"],
            reason=data["reason"],
            follows=data.get("follows", ""),
            not_asked=data.get("not_asked", ""),
        )


class WarningForm(PlanForm[Action]):
    """D3a D3b The form for a written warning."""

    incident = _reported()
    not_asked = _not_asked()
    reason = _why()
    asks = ReasonField(label="What do we ask of the customer?", asks="Say what we ask of the customer", rows=3)
    field_order = ["incident", "not_asked", "reason", "asks", "planned_method", "planned_on"]

    def __init__(self, data: Data = None, *, action: Action) -> None:
        initial = {
            "incident": drafts.suggested_incident(action),
            "asks": action.words if action.investigation_id else "",
        }
        super().__init__(data, initial=initial)
        _start_from_action(self, "asks")
        self.suggest("incident", suggestions.reported(action))
        _start_reason(self, action.decision_reason, suggestions.given(suggestions.WARNED, action))
        _ask_why_not_asked(self, action.investigation)

    def facts(self, action: Action) -> dict[str, Any]:
        """Return the facts of the letter."""
        data = self.cleaned_data
        said = {name: data[name] for name in ("incident", "reason", "asks")}
        return drafts.written_warning(action, on=data["planned_on"], not_asked=data.get("not_asked", ""), **said)


class AgreementForm(PlanForm[Action]):
    """D3b The form for a behaviour agreement, for both to sign."""

    incident = _reported()
    not_asked = _not_asked()
    reason = _why()
    theirs = ReasonField(
        label="What does the customer agree to?",
        asks="Say what the customer agrees to",
        help_text="In a line each, such as “I will speak calmly with your staff.”",
        rows=4,
    )
    ours = ReasonField(label="What do we agree to?", asks="Say what we agree to", help_text="In a line each.", rows=3)
    sign_by = DateField(label="By when should it come back signed?", called="the day it should come back")
    field_order = ["incident", "not_asked", "reason", "theirs", "ours", "sign_by", "planned_method", "planned_on"]

    may_wait = ("sign_by",)

    def __init__(self, data: Data = None, *, action: Action) -> None:
        initial = {"incident": drafts.suggested_incident(action), "ours": drafts.WE_AGREE, "sign_by": action.due_on}
        initial["theirs"] = action.words if action.investigation_id else ""
        super().__init__(data, initial=initial)
        _start_from_action(self, "theirs")
        self.suggest("ours", [drafts.WE_AGREE])
        self.suggest("incident", suggestions.reported(action))
        _start_reason(self, action.decision_reason, suggestions.given(suggestions.OFFERED, action))
        _ask_why_not_asked(self, action.investigation)
        self.live_until = action.live_until

    def clean(self) -> dict[str, Any]:
        """Check that it comes back no sooner than a week after it is received, and while it is still live."""
        data: dict[str, Any] = super().clean() or {}
        sign_by, until = data.get("sign_by"), self.live_until
        first = self._first_day_back(data)
        if sign_by and first and sign_by < first:
            self.add_error(
                "sign_by", f"The letter must leave the customer a week. Choose {show_date(first)} or a later day"
            )
        elif sign_by and until and sign_by > until:
            self.add_error(
                "sign_by", f"The agreement is live until {show_date(until)}. Choose that day or an earlier one"
            )
        return data

    @staticmethod
    def _first_day_back(data: dict[str, Any]) -> date | None:
        """Return the first day by which the plan lets it come back; None where the plan is not complete."""
        method, on = data.get("planned_method"), data.get("planned_on")
        return procedure.first_day_to_ask_for(Method(method), on) if method and on else None

    def facts(self, action: Action) -> dict[str, Any]:
        """Return the facts of the letter."""
        data = self.cleaned_data
        said = {name: data[name] for name in ("incident", "reason", "theirs", "ours", "sign_by")}
        return drafts.behaviour_agreement(action, on=data["planned_on"], not_asked=data.get("not_asked", ""), **said)


class AgreedActionForm(PlanForm[Action]):
    """D3b The form for the letter that tells of an agreed action alone."""

    looked_into = _looked_into()
    not_asked = _not_asked()
    reason = _why()
    follows = ReasonField(
        label="What does it mean for the customer?", asks="Say what the action means for the customer", rows=4
    )
    field_order = ["looked_into", "not_asked", "reason", "follows", "planned_method", "planned_on"]

    def __init__(self, data: Data = None, *, action: Action) -> None:
        initial = {"follows": action.words}
        if action.investigation:
            initial["looked_into"] = drafts.suggested_matter(action.investigation)
        super().__init__(data, initial=initial)
        _start_from_action(self, "follows")
        self.suggest("looked_into", suggestions.looked_into(action.investigation))
        _start_reason(self, action.decision_reason, suggestions.given(suggestions.AGREED, action))
        _ask_why_not_asked(self, action.investigation)

    def facts(self, action: Action) -> dict[str, Any]:
        """Return the facts of the letter."""
        data = self.cleaned_data
        said = {name: data[name] for name in ("looked_into", "reason", "follows")}
        return drafts.agreed_action(action, on=data["planned_on"], not_asked=data.get("not_asked", ""), **said)


class TakenBackForm(PlanForm[Action]):
    """P11a The form for the letter that says we were wrong about an action that the customer was told of."""

    reason = _told(label="What went wrong?", asks="Say what went wrong", rows=4)
    field_order = ["reason", "planned_method", "planned_on"]

    def __init__(self, data: Data = None, *, action: Action) -> None:
        super().__init__(data)

    def facts(self, action: Action) -> dict[str, Any]:
        """Return the facts of the letter."""
        data = self.cleaned_data
        return drafts.taken_back(action, on=data["planned_on"], reason=data["reason"])


ACTION_FORMS: dict[str, type[WarningForm | AgreementForm | AgreedActionForm | TakenBackForm]] = {
    Kind.REMOVAL: TakenBackForm,
    Kind.WRITTEN_WARNING: WarningForm,
    Kind.BEHAVIOUR_AGREEMENT: AgreementForm,
    Kind.AGREED_ACTION: AgreedActionForm,
}
"""The form for each kind of letter that tells of one action."""
