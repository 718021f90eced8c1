"""Appeals, from late or in time to determined."""

from datetime import date
from typing import Any

from alerts.decisions.answers import Authority
from alerts.models import Action, Alert
from appeals import services as appeals
from appeals.models import Appeal
from housing_alerts.staff.models import Colleague
from tests.snapshot import kept
from tools.demo import Cast

from .alerts import CONDITION, active, seen
from .letters import notified
from .people import WITHHOLD


@kept
def appealed(cast: Cast, decision: Alert | Action, *, received_on: date | None = None, **answers: Any) -> Appeal:
    """The customer's appeal against the alert or the agreed action, as the Lead logged it."""
    return appeals.log_appeal(
        decision=decision,
        by=cast.lead,
        today=cast.today,
        grounds="It will not happen again.",
        channel="LETTER",
        received_on=received_on or cast.today,
        **answers,
    )


@kept
def prepared(cast: Cast, decision: Alert | Action, **answers: Any) -> Appeal:
    """An appeal that waits for the Head of Service."""
    return made_ready(cast, appealed(cast, decision, **answers))


@kept
def made_ready(cast: Cast, appeal: Appeal, by: Colleague | None = None) -> Appeal:
    """An accepted appeal as the Lead, or another one, puts it before the Head of Service; what was asked is answered."""
    evidence = {"on": cast.today, "evidence": "Nothing further was reported.", "answer": "They saw nothing."}
    return appeals.prepare_appeal(appeal=appeal, version=appeal.version, by=by or cast.lead, **evidence)


@kept
def late(cast: Cast, **terms: Any) -> Appeal:
    """An appeal that came today, after the last day to appeal."""
    alert = active(cast, days=60, **terms)
    notified(cast, alert, days=60)
    return appealed(cast, alert)


@kept
def late_against_contact(cast: Cast) -> Appeal:
    """A late appeal against an alert that limits contact."""
    return late(cast, code="CONTACT_MANAGEMENT", conditions=[CONDITION])


@kept
def accepted_late(cast: Cast, **terms: Any) -> Appeal:
    """A late appeal that the Lead accepted."""
    appeal = late(cast, **terms)
    return appeals.accept_appeal(
        appeal=appeal, version=appeal.version, by=cast.lead, on=cast.today, reason="He was in hospital then."
    )


@kept
def refused_as_late(cast: Cast, **terms: Any) -> Appeal:
    """A late appeal that the Head of Service refused."""
    appeal = late(cast, **terms)
    return appeals.refuse_appeal(
        appeal=appeal,
        version=appeal.version,
        by=cast.head,
        on=cast.today,
        reason="Nothing kept him from writing in time.",
        own_decision_reason="Nobody else is Head of Housing.",
    )


@kept
def determined(cast: Cast, appeal: Appeal, outcome: str = "NOT_UPHELD", **answers: Any) -> Appeal:
    """A prepared appeal as another member of the Leadership Team decided it."""
    own = answers.get("by") == cast.head
    return appeals.determine_appeal(
        appeal=appeal,
        version=appeal.version,
        on=cast.today,
        outcome=outcome,
        authority=Authority() if own else Authority(cast.head, "On leave."),
        **(
            {
                "by": cast.leadership,
                "vulnerability": "He was asked, and told us of nothing.",
                "findings": "The account of the officer is clear.",
                "danger": "It was somebody else, who has left the area.",
                "seen": seen(appeal.decision),
            }
            | answers
        ),
    )


@kept
def decided_untold(cast: Cast, outcome: str = "NOT_UPHELD") -> Appeal:
    """An appeal against an alert that is kept from the customer, as it was decided."""
    return determined(cast, prepared(cast, active(cast, inform=WITHHOLD)), outcome)


@kept
def answered(cast: Cast, appeal: Appeal, **answers: Any) -> Appeal:
    """A decided appeal of which the Lead recorded how it was answered without a letter."""
    said = {"today": cast.today, "on": cast.today, "how": "I told her at our office, alone."} | answers
    return appeals.answer_appeal(appeal=appeal, version=appeal.version, by=cast.lead, **said)


@kept
def asked_about(cast: Cast, appeal: Appeal) -> Appeal:
    """A prepared appeal that the Head of Service sent back with a question."""
    return appeals.send_back_appeal(
        appeal=appeal, version=appeal.version, by=cast.head, question="What did the neighbours see?"
    )


@kept
def taken_back(cast: Cast, appeal: Appeal) -> Appeal:
    """An appeal that the customer withdrew."""
    return appeals.withdraw_appeal(
        appeal=appeal,
        version=appeal.version,
        by=cast.lead,
        today=cast.today,
        on=cast.today,
        words="I have changed my mind.",
    )
