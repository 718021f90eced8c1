"""The words of a look-up for one place and for each person there."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from alerts.alert.choices import Departure
from alerts.alert.models import Alert
from alerts.choices import NOBODY_GOES, Channel, Control
from alerts.incidents.models import Incident
from alerts.markers.models import Marker
from housing_alerts.customers.models import Asset, Customer, fold
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague

NO_MESSAGE = ("Leave no voice message, text or card", "for")
NO_LETTER = ("Send no letter", "to")
SOMEBODY = "A person with a restricted file"
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
NOBODY = (
    f"Nobody goes for now. “{NOBODY_GOES[0].label}” and “{NOBODY_GOES[1].label}” are both asked for here. Ring {{whom}} first, "
    "and go only as they say."
)
"""P7b The instruction where alerts or markers of one home together leave nobody who could go."""

MAY_BE_KNOWN = (
    "Somebody here may be a person whom we know under another file, and with whom care is needed. Nobody has checked this yet. "
    "Until then do what is asked for here, and ring {whom} before you go."
)
"""P11a The instruction for a person who may be somebody with another file, before what is asked for with that one."""


KNOWS = "The customer was told of this."
MAY_NOT_KNOW = "Do not assume that they know of this."
"""P7c The words beside an instruction of which no warning stands, where the customer does not know of another one here."""
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


@dataclass
class Precaution:
    """The instructions of one alert, interim marker or reported danger.

    ``alert`` or ``incident``: given to those who may see it, else None. ``ring``: the colleagues to ring about a marker or a
    danger. ``waits_since``: the day of a danger on which nobody has decided yet. ``before``: before what colleagues ask about it.
    ``not_told``: the warning that the customer does not know of it, for everybody who may meet them; ``knows``: the words
    for where there is none. ``asks_for``: the codes of
    its controls, and ``leads``: whom to ring where together they leave nobody who could go.
    ``police``: who gives police advice, with the number, if it asks for that.
    """

    do: str
    controls: list[str]
    conditions: list[str]
    ask: str
    not_told: str = ""
    knows: str = ""
    ring: list[Colleague] = field(default_factory=list)
    asks_for: list[str] = field(default_factory=list)
    leads: list[Colleague] = field(default_factory=list)
    police: list[tuple[str, str]] = field(default_factory=list)
    waits_since: date | None = None
    before: str = ""
    overdue: bool = False
    unconfirmed: bool = False
    alert: Alert | None = None
    incident: Incident | None = None

    def bare(self) -> "Precaution":
        """P11a Return the parts that all may read of another file: how to act, whom to ask, and that contact is limited."""
        limited = "Contact is limited: ask before you make any. " if self.conditions else ""
        return replace(
            self, conditions=[], ask=limited + self.ask, overdue=False, unconfirmed=False, alert=None, incident=None
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


@dataclass
class Person:
    """A person who lives there, or was searched for. Contractors are shown none.

    ``closed``: the colleague cannot open the restricted file. Then the person is named only to a colleague who typed the whole
    name, and without the address. A colleague who typed the reference sees that reference. ``moves_in``: the day, if they do
    not live there yet. ``child``: something is asked for with them, and they are under 18.
    """

    customer: Customer
    precautions: list[Precaution]
    adjustments: list[str]
    at_the_door: list[str]
    matched: bool
    called: bool
    opens: bool
    closed: bool
    glass: bool
    moves_in: date | None = None
    child: bool = False
    strategy: str = ""

    @property
    def name(self) -> str:
        """The name, if it may be shown here; otherwise words that hide it."""
        return self.customer.full_name if self.named else SOMEBODY

    @property
    def named(self) -> bool:
        """Whether the name may be shown: that of a restricted file only if it was typed in full."""
        return not self.closed or (self.matched and self.called)

    @property
    def nobody(self) -> bool:
        """Whether neither the whole name nor the reference was typed. Then showing either would reveal the person."""
        return self.closed and not self.matched

    @property
    def never(self) -> list[tuple[str, str]]:
        """The ways that must never be used to reach this person, each with the preposition before their name."""
        said = [NO_MESSAGE] if self.customer.never_message else []
        return said + ([NO_LETTER] if self.customer.never_write else [])

    @property
    def contact(self) -> list[str]:
        """The ways that must never be used to reach this person, as sentences."""
        return [f"{words}." for words, _ in self.never]

    def through(self, *, named: bool) -> list[str]:
        """P12 Return the line on this person's contact strategy. Of a closed file it says only to ask.

        :param named: whether the page names people. Contractors are shown no names.
        """
        name = self.name if named and self.named else "somebody here"
        if self.strategy and self.closed:
            return [f"Ask an Operational Lead before any contact with {name}."]
        return [f"One officer answers {name}.{self.strategy} {AS_USUAL}"] if self.strategy else []


AS_USUAL = "What to do comes first. Other contact is answered as usual: it is no limit."
"""P12 P5 What a line on a contact strategy ends with: an alert alone limits contact."""


@dataclass
class Place:
    """One property with everybody who lives there or moves in later, or one person without a recorded home.

    ``hidden``: one person with a restricted file, whose address is not shown. ``died_on``: since when a death there is known.
    ``same_door``: properties with the same address under other references, each with something to do there. ``crowded``: there
    are too many of them to be one door.
    """

    asset: Asset | None
    people: list[Person]
    precautions: list[Precaution]
    named: bool
    hidden: bool = False
    died_on: date | None = None
    do: list[str] = field(default_factory=list)
    controls: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    ask: list[str] = field(default_factory=list)
    not_told: list[str] = field(default_factory=list)
    at_the_door: list[str] = field(default_factory=list)
    through: list[str] = field(default_factory=list)
    ring: list[Colleague] = field(default_factory=list)
    police: list[tuple[str, str]] = field(default_factory=list)
    same_door: "list[Place]" = field(default_factory=list)
    crowded: bool = False

    def __post_init__(self) -> None:
        every = self.every
        self.do = _beyond_doubt(_once(_dangers_together(every))) + self._contact()
        self.controls = [name for name in _in_order(every) if fold(name) not in {fold(said) for said in self.do}]
        self.conditions = _once(words for one in every for words in one.conditions)
        self.ask = _once(one.ask for one in every if one.ask)
        self.at_the_door = _once(words for person in self.people for words in person.at_the_door)
        self.through = _once(words for person in self.people for words in person.through(named=self.named))
        self.ring = list({colleague.pk: colleague for one in every for colleague in one.ring}.values())
        self.police = list(dict.fromkeys(each for one in every for each in one.police))
        self.not_told = _once(one.not_told for one in every if one.not_told)

    def _contact(self) -> list[str]:
        said = []
        for person in self.people:
            name = person.name if person.named else person.name[0].lower() + person.name[1:]
            said += [f"{words} {to} {name}." if self.named else f"{words}." for words, to in person.never]
        return _once(said)

    def stop(self) -> None:
        """P7b Say first whom to ring before anybody goes, where together the precautions leave nobody who could."""
        every = [
            one for place in [self, *self.same_door] for one in place.every if {*one.asks_for}.intersection(NOBODY_GOES)
        ]
        if not set(NOBODY_GOES) <= {control for one in every for control in one.asks_for}:
            return
        whom = {colleague.pk: colleague for one in every for colleague in one.leads or one.ring}
        self.do.insert(0, NOBODY.format(whom=" or ".join(map(str, whom.values())) or "an Operational Lead"))
        self.ring = list((whom | {colleague.pk: colleague for colleague in self.ring}).values())

    @property
    def every(self) -> list[Precaution]:
        """The precautions of the property and of everybody here."""
        return [*self.precautions, *(one for person in self.people for one in person.precautions)]

    def tells_more_than(self, other: "Place") -> bool:
        """Return whether there is something to do here that ``other`` does not say."""
        said, every = {id(one) for one in other.every}, self.every
        dangers = {do for one, do in zip(every, _dangers_together(every), strict=True) if one.waits_since}
        return any(id(one) not in said for one in every) or not set(self.do) - dangers <= set(other.do)

    @property
    def told_apart(self) -> bool:
        """P7c Whether the customer knows of some of the instructions here and not of others."""
        return len(self.do) > 1 and len({one.not_told for one in self.every}) > 1

    @property
    def instructions(self) -> list[str]:
        """P7c The instructions; each says whether the customer knows of it, if they do not know of another one."""
        if not self.told_apart:
            return self.do
        told = list(zip(self.every, map(_plain, _dangers_together(self.every)), strict=True))
        return [" ".join([do, *_known([one for one, said in told if said == _plain(do)])]) for do in self.do]

    def order(self) -> tuple[bool, str]:
        """Return the sort key: first the places with a searched name, by that name, then the others by address."""
        names = [f"{one.customer.surname} {one.customer.forenames}" for one in self.matched]
        return not names, fold(names[0] if names else str(self.asset or ""))

    @property
    def keys(self) -> list[tuple[bool, int]]:
        """Whether it is a place, and the key, of the property and of everybody here."""
        people = [(False, person.customer.pk) for person in self.people]
        return [*people, (True, self.asset.pk)] if self.asset else people

    @property
    def references(self) -> list[str]:
        """The references of everybody here or, where nobody is known, that of the property: the read log names it by these."""
        people = [person.customer.reference for person in self.people]
        return people or ([self.asset.reference] if self.asset else [])

    @property
    def alone(self) -> bool:
        """Whether all precautions are about the one person here."""
        return len(self.people) == 1 and not self.precautions

    @property
    def matched(self) -> list[Person]:
        """The people who were searched for, if their names are shown."""
        return [person for person in self.people if person.matched and person.named] if self.named else []


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


def _dangers_together(every: list[Precaution]) -> list[str]:
    """D4 Return the instruction of each precaution. Dangers for which the same colleagues are rung share one."""
    told = ((one, one.days_beside(every)) for one in every)
    return [danger_told(one.ring, days, one.before) if days else one.do for one, days in told]


def _known(said: list[Precaution]) -> list[str]:
    """P7c Return whether the customer knows of an instruction: no, if they do not know of one that asks for the same."""
    return _once(one.not_told for one in said if one.not_told) or _once(one.knows for one in said if one.knows)


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _beyond_doubt(said: list[str]) -> list[str]:
    """Return the instructions without those that repeat a reviewed one with a doubt added.

    The doubt marks an unreviewed alert, or one that a Lead is asked about.
    """
    return [do for do in said if _plain(do) == do or _plain(do) not in said]


def _plain(do: str) -> str:
    for doubt in [*DOUBTS.values(), f"{VERIFY}.", Alert.UNREVIEWED]:
        do = do.removesuffix(f" {doubt}")
    return do


def _in_order(precautions: list[Precaution]) -> list[str]:
    """Return the controls of all precautions, each once, in the order of :class:`Control`."""
    asked = {name for one in precautions for name in one.controls}
    return [control.label for control in Control if control.label in asked]
