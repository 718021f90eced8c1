"""Letters about an alert, a review, an appeal, an investigation or an action."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from alerts.models import Action, Alert, Investigation, Review
from alerts.writing.drafts import (
    agreed_action,
    behaviour_agreement,
    investigation_outcome,
    notification,
    removal,
    review_outcome,
    written_warning,
)
from alerts.writing.given import grants_appeal
from alerts.writing.suggestions import NOT_IN_GENERAL, removals
from appeals.drafts import acknowledgement, appeal_outcome, appeal_refused, tells_of
from appeals.models import Appeal
from letters import copying, dispatch
from letters import services as letters
from letters.choices import Kind
from letters.models import Letter
from tests.snapshot import kept
from tools import demo
from tools.demo import Cast

from .alerts import active
from .people import LODGER
from .reviews import reviewed, under_review

WHY = "What was reported is clear, and our people must be safe."
REPORTED = "It was reported to us that you shouted."
NOT_ASKED = "We had to decide quickly."


@kept
def notified(cast: Cast, alert: Alert, *, days: int = 0) -> Letter:
    """The decision letter about it, posted first class so many days ago."""
    return demo.write(cast, alert, days)


def begun(cast: Cast) -> tuple[Alert, Letter, Letter]:
    """An active alert, and two letters that tell of it and are not sent: of a review a draft, of the alert one that is issued."""
    review = reviewed(cast, under_review(cast, told(cast)))
    alert = Alert.objects.get(pk=review.alert_id)
    return alert, drafted(cast, review), issued(cast, alert)


@kept
def told(cast: Cast, code: str = "VISIT_IN_PAIRS", customer: str = LODGER, **terms: Any) -> Alert:
    """An active alert of which a letter told the customer."""
    alert = active(cast, code, customer, **terms)
    posted(cast, alert)
    return Alert.objects.get(pk=alert.pk)


def composed(
    cast: Cast,
    subject: Any,
    *,
    on: date | None = None,
    method: str = "FIRST_CLASS",
    words: str = "",
    beside: Sequence[Alert] = (),
) -> Letter:
    """A letter about an alert, a review, an appeal, a case or an action as it would stand, not yet kept.

    :param words: the Lead's own words about what was reported or why it was decided so.
    :param beside: other alerts of the same decision that it tells of.
    """
    kind, facts = _facts(subject, words, on or cast.today, beside)
    return letters.compose(
        kind=kind,
        subject=subject,
        facts=facts,
        grants_appeal=_grants_appeal(subject),
        signatory=cast.head if kind == Kind.APPEAL_OUTCOME else cast.lead,
        method=method,
        on=on or cast.today,
        today=cast.today,
        also=[*beside, *_told_beside(kind, subject, on or cast.today)],
    )


def _told_beside(kind: str, subject: Any, on: date) -> list[Action | Alert]:
    if kind == Kind.APPEAL_OUTCOME:
        return [*tells_of(subject, on=on)]
    return list(subject.told_actions()) if kind in (Kind.NOTIFICATION, Kind.INVESTIGATION_OUTCOME) else []


def _grants_appeal(subject: Any) -> bool:
    if isinstance(subject, Investigation):
        return grants_appeal(subject.told_actions())
    if isinstance(subject, Action):
        return subject.investigation is not None
    if getattr(subject, "status", "") == "ENDED":
        return False
    return not isinstance(subject, Appeal) and getattr(subject, "outcome", "") != "REMOVE"


def _facts(subject: Any, words: str, on: date, beside: Sequence[Alert]) -> tuple[str, dict[str, Any]]:
    if isinstance(subject, Action):
        return subject.letter_kind, _facts_of_action(subject, words or "It was reported to us that you shouted.", on)
    if isinstance(subject, Review):
        return Kind.REVIEW_OUTCOME, review_outcome(
            subject,
            on=on,
            reason=words or "We are still concerned for our colleagues.",
            reported="It was reported to us that you shouted at our officer.",
        )
    if isinstance(subject, Appeal):
        basis = words or "The officer's account is clear."
        if subject.is_open:
            return Kind.APPEAL_ACKNOWLEDGEMENT, acknowledgement(subject, on=on)
        if subject.status == "REFUSED":
            return Kind.APPEAL_OUTCOME, appeal_refused(subject, on=on, basis=basis)
        return Kind.APPEAL_OUTCOME, appeal_outcome(subject, on=on, considered="Your letter of May.", basis=basis)
    if isinstance(subject, Investigation):
        looked_into = words or "We looked into what was reported about a visit in May."
        follows = "Please speak calmly with us."
        return Kind.INVESTIGATION_OUTCOME, investigation_outcome(
            subject, on=on, looked_into=looked_into, reason=NOT_IN_GENERAL, follows=follows, not_asked=NOT_ASKED
        )
    if subject.status == "ENDED":
        return Kind.REMOVAL, removal(
            subject, on=on, reason=words or "We have had no further concerns.", reported=REPORTED
        )
    incident = words or "It was reported to us that you shouted at our officer."
    follows = "Please speak calmly with us."
    said = {
        "incident": incident,
        "reason": WHY,
        "not_asked": NOT_ASKED,
        "removal": removals([subject])[0],
        "follows": follows,
    }
    return Kind.NOTIFICATION, notification(subject, on=on, invite_apology=True, beside=beside, **said)


def _facts_of_action(action: Action, words: str, on: date) -> dict[str, Any]:
    calm = "Please speak calmly with us."
    if action.letter_kind == Kind.WRITTEN_WARNING:
        return written_warning(action, on=on, incident=words, reason=WHY, asks=calm, not_asked=NOT_ASKED)
    if action.letter_kind == Kind.BEHAVIOUR_AGREEMENT:
        both = {"reason": WHY, "theirs": "I will speak calmly.", "ours": "We will listen.", "not_asked": NOT_ASKED}
        return behaviour_agreement(action, on=on, incident=words, **both, sign_by=on + timedelta(days=14))
    return agreed_action(action, on=on, looked_into=words, reason=WHY, follows=calm, not_asked=NOT_ASKED)


@kept
def drafted(cast: Cast, subject: Any, **plan: Any) -> Letter:
    """A letter kept as a draft."""
    return letters.draft_letter(letter=composed(cast, subject, **plan), by=cast.lead, today=cast.today)


@kept
def issued(cast: Cast, subject: Any, **plan: Any) -> Letter:
    """A letter that is frozen and waits for the post."""
    letter = drafted(cast, subject, **plan)
    sure_of = [doubt.code for doubt in dispatch.asked(letter, on=cast.today)]
    answer = {"sure_of": sure_of, "words": "They told us on the telephone."}
    return letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0), **answer)


@kept
def posted(cast: Cast, subject: Any, **plan: Any) -> Letter:
    """A letter that went out first class today."""
    return sent(cast, issued(cast, subject, **plan))


@kept
def sent(cast: Cast, letter: Letter) -> Letter:
    """An issued letter, gone out first class today."""
    went = {"method": "FIRST_CLASS", "on": cast.today, "today": cast.today}
    copies = copying.CopiesSent([copy["name"] for copy in letter.copies])
    return letters.record_posting(letter=letter, version=letter.version, by=cast.lead, copies=copies, **went)


@kept
def returned(cast: Cast, letter: Letter) -> Letter:
    """A letter that came back undelivered today."""
    return letters.record_return(letter=letter, version=letter.version, by=cast.lead, on=cast.today, today=cast.today)


@kept
def cancelled(cast: Cast, letter: Letter) -> Letter:
    """A letter that will not be sent."""
    return letters.cancel_letter(letter=letter, version=letter.version, by=cast.lead, reason="It has a mistake.")


@kept
def received(cast: Cast, letter: Letter, *, on: date) -> Letter:
    """A sent letter that the customer is known to have received on a day."""
    return letters.record_receipt(letter=letter, version=letter.version, by=cast.lead, on=on, today=cast.today)


def letter_about(subject: Any) -> Letter:
    """The newest letter about an alert, a review or an appeal."""
    return Letter.objects.about(subject)[0]
