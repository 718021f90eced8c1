"""Letters about an alert, a review, an appeal or an investigation."""

from datetime import date
from typing import Any

from alerts.drafts import CONSIDERED, REMOVAL, investigation_outcome, notification, review_outcome
from alerts.models import Alert, Investigation, Review
from appeals.drafts import acknowledgement, appeal_outcome, appeal_refused
from appeals.models import Appeal
from desk import demo
from desk.demo import Cast
from letters import services as letters
from letters.models import Kind, Letter


def notified(cast: Cast, alert: Alert, *, days: int = 0) -> Letter:
    """The decision letter about it, posted first class so many days ago."""
    return demo.write(cast, alert, days)


def composed(
    cast: Cast, subject: Any, *, on: date | None = None, method: str = "FIRST_CLASS", words: str = ""
) -> Letter:
    """A letter about an alert, a review or an appeal as it would stand, not yet kept.

    :param words: the Lead's own words about what was reported or why it was decided so.
    """
    kind, facts = _facts(subject, words, on or cast.today)
    return letters.compose(
        kind=kind,
        subject=subject,
        facts=facts,
        grants_appeal=_grants_appeal(subject),
        signatory=cast.head if kind == Kind.APPEAL_OUTCOME else cast.lead,
        method=method,
        on=on or cast.today,
        today=cast.today,
    )


def _grants_appeal(subject: Any) -> bool:
    if isinstance(subject, Investigation):
        return bool(subject.told_actions())
    return not isinstance(subject, Appeal) and getattr(subject, "outcome", "") != "REMOVE"


def _facts(subject: Any, words: str, on: date) -> tuple[str, dict[str, Any]]:
    if isinstance(subject, Review):
        return Kind.REVIEW_OUTCOME, review_outcome(subject, on=on, reason=words or "We are still concerned.")
    if isinstance(subject, Appeal):
        basis = words or "The officer's account is clear."
        if subject.is_open:
            return Kind.APPEAL_ACKNOWLEDGEMENT, acknowledgement(subject, on=on)
        if subject.status == "REFUSED":
            return Kind.APPEAL_OUTCOME, appeal_refused(subject, basis=basis)
        return Kind.APPEAL_OUTCOME, appeal_outcome(subject, on=on, considered="Your letter of May.", basis=basis)
    if isinstance(subject, Investigation):
        looked_into = words or "We looked into what was reported about a visit in May."
        follows = "Please speak calmly with us."
        return Kind.INVESTIGATION_OUTCOME, investigation_outcome(
            subject, looked_into=looked_into, reason=CONSIDERED, follows=follows
        )
    incident = words or "It was reported to us that you shouted at our officer."
    follows = "Please speak calmly with us."
    return Kind.NOTIFICATION, notification(
        subject, on=on, incident=incident, removal=REMOVAL, invite_apology=True, follows=follows
    )


def drafted(cast: Cast, subject: Any, **plan: Any) -> Letter:
    """A letter kept as a draft."""
    return letters.draft_letter(letter=composed(cast, subject, **plan), by=cast.lead, today=cast.today)


def issued(cast: Cast, subject: Any, **plan: Any) -> Letter:
    """A letter that is frozen and waits for the post."""
    letter = drafted(cast, subject, **plan)
    return letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))


def posted(cast: Cast, subject: Any, **plan: Any) -> Letter:
    """A letter that went out first class today."""
    letter = issued(cast, subject, **plan)
    return letters.record_posting(
        letter=letter, version=letter.version, by=cast.lead, method="FIRST_CLASS", on=cast.today, today=cast.today
    )


def returned(cast: Cast, letter: Letter) -> Letter:
    """A letter that came back undelivered today."""
    return letters.record_return(letter=letter, version=letter.version, by=cast.lead, on=cast.today)


def cancelled(cast: Cast, letter: Letter) -> Letter:
    """A letter that will not be sent."""
    return letters.cancel_letter(letter=letter, version=letter.version, by=cast.lead, reason="It has a mistake.")


def received(cast: Cast, letter: Letter, *, on: date) -> Letter:
    """A sent letter that the customer is known to have received on a day."""
    return letters.record_receipt(letter=letter, version=letter.version, by=cast.lead, on=on)


def letter_about(subject: Any) -> Letter:
    """The newest letter about an alert, a review or an appeal."""
    return Letter.objects.about(subject)[0]
