"""The rules for who may go: which controls the team of a visit keeps, and who could go instead (§7)."""

from collections.abc import Collection
from typing import NamedTuple

from alerts.choices import NOBODY_GOES, Control
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

from .choices import Go, Verdict

WHERE_NOBODY_VISITS = (Control.END_CALL, Control.TWO_AT_OFFICE)
"""P7b The controls of a call and of an office, which no visit has to keep."""
FIRST: dict[Control, str] = {
    Control.POLICE_ADVICE: "Nobody goes until you have it.",
    Control.ASK_LEAD: "Nobody goes until you have the answer.",
    Control.NAMED_OFFICER: "Agree the visit with them, or leave it to them.",
    Control.AGREED_CONTACT: "They limit how somebody here contacts us. A visit that is booked, or for a hazard, goes on. "
    "If it is not booked, ask a Lead first.",
    Control.SAFE_CONTACT: "Check that a visit is among them.",
}
"""P7b The controls that somebody keeps before the team sets out, each with what that is."""


class Team(NamedTuple):
    """The number of women and of men who go."""

    women: int
    men: int

    @property
    def size(self) -> int:
        """The number of all who go."""
        return self.women + self.men

    def __str__(self) -> str:
        return " and ".join(words for words in (_women(self.women), _men(self.men)) if words)


class Check(NamedTuple):
    """A control, whether the team keeps it, and why."""

    control: Control
    verdict: Verdict
    why: str

    @property
    def words(self) -> str:
        """The control in words. A marker and an alert name different Leads to ask: the place says whom."""
        return "Ask the Lead before you go" if self.control == Control.ASK_LEAD else self.control.label

    @property
    def fails(self) -> bool:
        """Whether this team may not go."""
        return self.verdict == Verdict.FAILS


def checks(controls: Collection[str], team: Team) -> list[Check]:
    """P7b Check the team against each control of a visit, in the order of :class:`Control`."""
    return [_check(one, team) for one in Control if one in controls and one not in WHERE_NOBODY_VISITS]


def _check(control: Control, team: Team) -> Check:
    if control in FIRST:
        return Check(control, Verdict.FIRST, FIRST[control])
    kept = _kept(control, team)
    if kept is None:
        return Check(control, Verdict.THERE, "")
    return Check(control, Verdict.PASSES if kept else Verdict.FAILS, f"{team} {'goes' if team.size == 1 else 'go'}.")


def _kept(control: Control, team: Team) -> bool | None:
    """Return whether the team keeps the control, or None if it is not about who goes."""
    return {
        Control.AT_LEAST_TWO: team.size > 1,
        Control.NO_LONE_WOMAN: team != (1, 0),
        Control.NO_LONE_MAN: team != (0, 1),
        Control.NO_WOMAN: team.women == 0,
        Control.NO_MAN: team.men == 0,
    }.get(control)


def instead(controls: Collection[str], team: Team) -> str:
    """P7b Say who could go in place of a team that fails a control, or "" if it fails none."""
    if not any(check.fails for check in checks(controls, team)):
        return ""
    if set(NOBODY_GOES) <= set(controls):
        return "Nobody goes for now. Ring first, as it says above."
    two = Control.AT_LEAST_TWO in controls
    if Control.NO_WOMAN in controls:
        return f"Send {'at least two men' if two or Control.NO_LONE_MAN in controls else 'men'} and no woman, or do not go."
    if Control.NO_MAN in controls:
        return f"Send {'at least two women' if two or Control.NO_LONE_WOMAN in controls else 'women'} and no man, or do not go."
    other = "man" if team.women else "woman"
    barred = Control.NO_LONE_MAN if team.women else Control.NO_LONE_WOMAN
    alone = "" if two or barred in controls else f", or let a {other} go instead"
    return f"Take a colleague along{alone}. Otherwise do not go."


def how_to_go(found: Collection[Check], *, told: bool, rings: bool) -> Go:
    """Return the answer for a place from its checks.

    :param told: whether anything is asked of whoever goes there.
    :param rings: whether somebody has to be rung before anybody goes.
    """
    verdicts = {check.verdict for check in found}
    if Verdict.FAILS in verdicts:
        return Go.STOP
    if rings or Verdict.FIRST in verdicts:
        return Go.FIRST
    return Go.TOLD if told else Go.PLAIN


def why_news_unseen(unseen: Collection[object]) -> Refusal | None:
    """D4 Refuse to change or to delete a list while its keeper has not seen what changed there."""
    if not unseen:
        return None
    return Refusal(
        procedure.VIOLENCE,
        "Something changed for a visit on this list, and you have not seen it yet. Open the sheet, read what changed, and press "
        "“I have seen this”. Then change or delete the list.",
    )


def _women(count: int) -> str:
    return "" if count == 0 else "1 woman" if count == 1 else f"{count} women"


def _men(count: int) -> str:
    return "" if count == 0 else "1 man" if count == 1 else f"{count} men"
