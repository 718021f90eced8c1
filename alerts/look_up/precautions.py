"""The instructions of one alert, interim marker or reported danger, and the words of each."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from alerts.alert.choices import Departure
from alerts.alert.models import Alert
from alerts.choices import Channel, Control
from alerts.conditions.policies import OF_CONDITIONS
from alerts.incidents.models import Incident
from alerts.markers.models import Marker
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague

MOVES_IN = "This is about somebody who moves in on {}."
ALONG = "It was reported at another home of somebody here, and the danger may have moved with them."
"""D4 What is added where the danger of a home of which nobody is named is told at another door."""
VERIFY = "Verify before relying on it"
DOUBTS = {
    Departure.DIED: f"{VERIFY}: the person it was about has left.",
    Departure.LEFT: f"{VERIFY}: the person it was about has left.",
    Departure.LET_AGAIN: f"{VERIFY}: the property was let again since.",
    Departure.MOVED_AWAY: f"{VERIFY}: those who lived there then have left or live elsewhere too.",
}
"""The doubt shown with an alert on a property, until a review has answered whether it is still needed there."""
OVER = (
    "Some agreed ways and times of contact are over: keep only to those that are listed. Ask first whether anything is still "
    "needed."
)
"""The instruction of an alert that asked for nothing but conditions, once none of its own is left, until a review."""
MAY_BE_KNOWN = (
    "Somebody here may be a person whom we know under another file, and with whom care is needed. Nobody has checked this yet. "
    "Until then do what is asked for here, and ring {whom} before you go."
)
"""P11a The instruction for a person who may be somebody with another file, before what is asked for with that one."""


LIMITED = "Contact is limited: ask before you make any."
LIMITED_WITH = "Contact with {whom} is limited: ask before you make any."
"""P5 P11a The instruction for the limits of a closed file, and the same with whose they are, where several live there."""
ALL_OF_CONTACT = "Contact with {whom}: {said}"
PART_OF_CONTACT = "{said} What it says of contact is about {whom}."
"""P5 An instruction with whose contact it limits, where several live there. What protects whoever goes is about each of them."""
KNOWS = "The customer was told of this."
KNOWS_ALONE = "Only the person whom it is about was told of this: say nothing of it to anybody else here."
MAY_NOT_KNOW = "Do not assume that they know of this."
"""P7c The words beside an instruction of which no warning stands, where the customer does not know of another one here.

The second is for a home in which several live: one of them knows nothing of another's alert.
"""
BEFORE_A_VISIT = "before you go"
BEFORE: dict[str, str] = {
    Channel.TELEPHONE: "before you go, ring them or take their call",
    Channel.OFFICE: "before you go or see them at an office",
    Channel.EMAIL: "before you go or answer them",
    Channel.LETTER: "before you go or answer them",
    Channel.SOCIAL_MEDIA: "before you go or answer them",
}
"""D4 Before what colleagues ask about a danger, by how it was told of. Whoever threatened by telephone may be met at the door."""


def doubt_of(departure: Departure | None, *, closed: bool) -> str:
    """P11a Return the doubt whether the alert still applies. For a restricted file it says only that it must be verified.

    That the person has left is content of the file.
    """
    if not departure:
        return ""
    return f"{VERIFY}." if closed else DOUBTS[departure]


class Through(NamedTuple):
    """P5 P12 The words for whom contact goes through, and the colleagues whom they name, to ring."""

    words: str
    ring: list[Colleague]


@dataclass
class Precaution:
    """The instructions of one alert, interim marker or reported danger.

    ``controls``: those that ``do`` does not say.
    ``alert`` or ``incident``: given to those who may see it, else None. ``ring``: the colleagues who are named as to be asked
    or rung, and ``through``: those whom its conditions name. ``waits_since``: the day of a danger on which nobody has decided
    yet. ``before``: before what colleagues ask about it. ``not_told``: the warning that the customer does not know of it, for
    everybody who may meet them; ``knows``: the words for where there is none. ``asks_for``: the codes of its controls, and
    ``leads``: whom to ring where together they leave nobody who could go. ``police``: who gives police advice, with the
    number, if it asks for that. ``whose``: the words that add whose contact its instruction limits, if it limits any.
    """

    do: str
    controls: list[str]
    conditions: list[str]
    ask: str
    not_told: str = ""
    knows: str = ""
    ring: list[Colleague] = field(default_factory=list)
    through: list[Colleague] = field(default_factory=list)
    asks_for: list[str] = field(default_factory=list)
    leads: list[Colleague] = field(default_factory=list)
    police: list[tuple[str, str]] = field(default_factory=list)
    whose: str = ""
    waits_since: date | None = None
    before: str = ""
    overdue: bool = False
    unconfirmed: bool = False
    alert: Alert | None = None
    incident: Incident | None = None

    def bare(self) -> "Precaution":
        """P11a Return the parts that all may read of another file: how to act, whom to ask, and that contact is limited."""
        limited = f"{LIMITED} " if self.conditions else ""
        return replace(
            self,
            conditions=[],
            through=[],
            ask=limited + self.ask,
            overdue=False,
            unconfirmed=False,
            alert=None,
            incident=None,
        )

    @property
    def decided(self) -> bool:
        """Whether somebody has decided what to do about the danger."""
        return self.waits_since is None

    @property
    def rings_first(self) -> bool:
        """Whether it asks to ring somebody before anybody goes, and for nothing that colleagues could keep by themselves."""
        return bool(self.ring) and not self.asks_for

    def days_beside(self, every: "Iterable[Precaution]") -> list[date]:
        """D4 Return the days of all these dangers for which the same colleagues are rung as for this one."""
        if not self.is_rung_for:
            return []
        same = [one for one in every if one.is_rung_for and (one.ring, one.before) == (self.ring, self.before)]
        return sorted({one.waits_since for one in same if one.waits_since})

    @property
    def is_rung_for(self) -> bool:
        """D4 Whether it says no more than whom to ring, so that one sentence can tell of several dangers."""
        return self.waits_since is not None and self.do == danger_told(self.ring, [self.waits_since], self.before)


def unsaid_by(alert: Alert) -> list[Control]:
    """P7b List the controls that an alert's instruction does not say: not in its type's words, nor in a sentence of their own.

    Only of the words that the product brings is it known what they say. Those of a type that somebody changed may leave one out.
    """
    type = alert.type
    known = type.confirmed_by_id is None and alert.instruction.startswith(type.instruction)
    said = type.controls if known else []
    left = [control for control in Control if control in alert.controls and control not in said]
    return [control for control in left if f"{control.label}." not in alert.instruction]


def knows_of(alert: Alert) -> str:
    """P7c Return the words whether the customer knows of an alert of which no warning stands."""
    return KNOWS if alert.was_told or alert.has_appealed else MAY_NOT_KNOW


def whose_contact(alert: Alert, *, stayed: bool) -> str:
    """P5 Return the words that add whose contact the alert's instruction limits; empty if it says nothing of contact."""
    if not stayed and OF_CONDITIONS.isdisjoint(alert.controls):
        return ""
    return ALL_OF_CONTACT if OF_CONDITIONS.issuperset(alert.controls) else PART_OF_CONTACT


def may_be_known(told: list[Precaution], ring: list[Colleague]) -> list[Precaution]:
    """P11a Return the precautions for whoever may be the person of these: first that it is not checked, and whom to ring."""
    if not told:
        return []
    whom = " or ".join(map(str, ring)) or "an Operational Lead"
    first = Precaution(do=MAY_BE_KNOWN.format(whom=whom), controls=[], conditions=[], ask="", ring=ring)
    return [first, *(one.bare() for one in told)]


def interim(marker: Marker, ring: list[Colleague], ask: str) -> Precaution:
    """D4 Return the precaution of a marker. Its words say that it is unconfirmed, and do not read like an alert's."""
    return Precaution(
        do=marker.told,
        controls=[],
        conditions=[],
        ask=ask,
        not_told=marker.not_told,
        knows=MAY_NOT_KNOW,
        ring=ring,
        incident=marker.incident if marker.seen else None,  # type: ignore[attr-defined]
        asks_for=marker.controls,
    )


def undecided(incident: Incident, ring: list[Colleague], *, told_why: bool) -> Precaution:
    """D4 Return the precaution for a danger on which nobody has decided. It names the colleagues to ring, and not the danger.

    :param incident: with ``seen``, whether the colleague may see it.
    :param told_why: whether the colleague reads why no marker is needed. That may name somebody.
    """
    return Precaution(
        do=_undecided_told(incident, ring, told_why=told_why),
        controls=[],
        conditions=[],
        ask="",
        not_told=incident.not_told,
        knows=MAY_NOT_KNOW,
        ring=ring,
        waits_since=incident.known_on,
        before=BEFORE.get(incident.channel, BEFORE_A_VISIT),
        incident=incident if incident.seen else None,  # type: ignore[attr-defined]
    )


def _undecided_told(incident: Incident, ring: list[Colleague], *, told_why: bool) -> str:
    before = BEFORE.get(incident.channel, BEFORE_A_VISIT)
    if not incident.says_why_no_marker():
        return danger_told(ring, [incident.known_on], before)
    why = f": “{incident.no_marker_reason}”" if told_why else "."
    return (
        f"Danger was reported on {show_date(incident.known_on)}, and nobody has decided yet what to do. No interim marker is in "
        f"force{why} Ask {' or '.join(map(str, ring))} {before}."
    )


def danger_told(ring: list[Colleague], days: list[date], before: str) -> str:
    """D4 Return the instruction for danger on which nobody has decided: whom to ring, and when it was reported.

    :param before: before what they are rung, as the channel asks.
    """
    whom = " or ".join(map(str, ring))
    on = " and on ".join(map(show_date, days))
    return f"Ring {whom} {before}. Danger was reported on {on}, and nobody has decided yet what to do."
