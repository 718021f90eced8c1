"""Suggest words for the letter that tells how an appeal ended (E3). Each text is whole and names nobody."""

from alerts.choices import EndedBecause
from alerts.incidents.relying import WRONG

from .choices import AppealOutcome, AppealStatus
from .models import Appeal

BASES: dict[str, tuple[str, ...]] = {
    AppealOutcome.UPHELD: (
        "We looked again at what was reported and at what you told us. We find that our decision was not right.",
        "What you told us shows that things have changed, so our decision is not needed any more.",
    ),
    AppealOutcome.PARTLY: (
        "We find that the alert is still needed, but that less is enough.",
        "What you told us shows that part of what we decided asks too much of you.",
    ),
    AppealOutcome.NOT_UPHELD: (
        (
            "We looked again at what was reported and at what you told us. We find that our decision was right, and that less "
            "would not be enough."
        ),
        "We understand why you disagree. What you told us does not change what was reported, or what we think is needed.",
    ),
    AppealStatus.REFUSED: (
        "Your appeal came after the last day, and you did not tell us what kept you from appealing in time.",
        "Your appeal came after the last day. We looked at the reason you gave. We think you could have appealed in time.",
    ),
}
"""E3 The suggested bases for the decision, by how the appeal ended."""
WAS_WRONG = ("We looked again at what was reported and at what you told us. The alert is not on your record any more.",)
"""E3 The same, where the alert was removed because it was wrong: nothing calls the decision right, or the alert needed."""
_STANDS = (AppealOutcome.PARTLY, AppealOutcome.NOT_UPHELD)
_OF_NOW = (
    ("that less would not be enough", "that less would not have been enough"),
    ("what we think is needed", "what we thought was needed"),
    (
        "the alert is still needed, but that less is enough",
        "the alert was needed then, but that less would have been enough",
    ),
    ("part of what we decided asks too much", "part of what we decided asked too much"),
)
"""E3 The words for an alert in force, and those in their place once it has ended."""


def considered(appeal: Appeal) -> list[str]:
    """E3 List texts on the information considered, as far as the appeal holds it."""
    yours = "We looked at all of your appeal"
    sent = [f"{yours}, and at what you sent with it."] if appeal.is_supported else []
    return [f"{yours}.", *sent, f"{yours}, and at what our staff wrote down at the time."]


def bases(appeal: Appeal) -> tuple[str, ...]:
    """E3 Return the suggested reasons for the decision. Of an alert that has ended, none speaks as if it were in force."""
    found = BASES.get(appeal.outcome or appeal.status, ())
    if appeal.alert is None or appeal.alert.is_active:
        return found
    if appeal.outcome in _STANDS and appeal.alert.ended_because in WRONG:
        return WAS_WRONG
    if appeal.outcome == AppealOutcome.UPHELD and appeal.alert.ended_because != EndedBecause.APPEAL:
        return found[:1]
    return tuple(map(_as_past, found))


def _as_past(words: str) -> str:
    for now, then in _OF_NOW:
        words = words.replace(now, then)
    return words
