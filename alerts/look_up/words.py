"""The words of a look-up for one place and for each person there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from alerts.alert.models import Alert
from alerts.choices import NOBODY_GOES, Control
from alerts.conditions.policies import OF_CONDITIONS
from housing_alerts.customers.models import Asset, Customer, fold
from housing_alerts.staff.models import Colleague

from .precautions import (
    ALL_OF_CONTACT,
    DOUBTS,
    KNOWS,
    KNOWS_ALONE,
    LIMITED,
    LIMITED_WITH,
    VERIFY,
    Precaution,
    Through,
    danger_told,
)

NO_MESSAGE = ("Leave no voice message, text or card", "for")
NO_LETTER = ("Send no letter", "to")
SOMEBODY = "A person with a restricted file"
SOMEBODY_HERE = "somebody here"
OF_CONTACT = [control.label for control in OF_CONDITIONS]
NOBODY = (
    f"Nobody goes for now. “{NOBODY_GOES[0].label}” and “{NOBODY_GOES[1].label}” are both asked for here. Ring {{whom}} first, "
    "and go only as they say."
)
"""P7b The instruction where alerts or markers of one home together leave nobody who could go."""


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
    strategy: Through | None = None

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

    @property
    def asks_first(self) -> bool:
        """P11a P12 Whether the file is closed and one officer answers the person, so that a Lead is asked before any contact."""
        return self.closed and self.strategy is not None

    def ask_first(self, *, named: bool) -> list[str]:
        """P11a P12 Return the instruction to ask a Lead before any contact, which tells nothing of a contact strategy.

        :param named: whether the page names people. Contractors are shown no names.
        """
        whom = " or ".join(map(str, self.answered_by)) or "an Operational Lead"
        return [f"Ask {whom} before any contact with {self.told_as(named=named)}."] if self.asks_first else []

    def through(self, *, named: bool) -> list[str]:
        """P12 Return the line on this person's contact strategy, if the file is not closed.

        :param named: whether the page names people. Contractors are shown no names.
        """
        if self.closed:
            return []
        name = self.told_as(named=named)
        ends = FIRST if any(one.conditions for one in self.precautions) else AS_USUAL
        return [f"One officer answers {name}.{self.strategy.words} {ends}"] if self.strategy else []

    def told_as(self, *, named: bool) -> str:
        """Return the name or, where it may not be shown, words that hide it.

        :param named: whether the page names people. Contractors are shown no names.
        """
        return self.name if named and self.named else SOMEBODY_HERE

    @property
    def answered_by(self) -> list[Colleague]:
        """P11a P12 The colleagues whom the line on the contact strategy names; of a closed file the Leads to ask."""
        return self.strategy.ring if self.strategy else []


FIRST = "What to do comes first."
AS_USUAL = f"{FIRST} Other contact is answered as usual: it is no limit."
"""P12 P5 What a line on a contact strategy ends with: an alert alone limits contact."""


@dataclass
class Place:
    """One property with everybody who lives there or moves in later, or one person without a recorded home.

    ``hidden``: one person with a restricted file, whose address is not shown. ``died_on``: since when a death there is known.
    ``same_door``: properties with the same address under other references, each with something to do there. ``crowded``: there
    are too many of them to be one door. ``answering``: whom contact strategies name, without those to ring. ``shared``: several
    live at the door, so that it is said whose contact is limited. ``limits``: what it is limited to, below whose it is.
    """

    asset: Asset | None
    people: list[Person]
    precautions: list[Precaution]
    named: bool
    hidden: bool = False
    shared: bool = False
    died_on: date | None = None
    do: list[str] = field(default_factory=list)
    controls: list[str] = field(default_factory=list)
    limits: list[tuple[str, list[str]]] = field(default_factory=list)
    ask: list[str] = field(default_factory=list)
    not_told: list[str] = field(default_factory=list)
    at_the_door: list[str] = field(default_factory=list)
    through: list[str] = field(default_factory=list)
    ring: list[Colleague] = field(default_factory=list)
    answering: list[Colleague] = field(default_factory=list)
    police: list[tuple[str, str]] = field(default_factory=list)
    same_door: "list[Place]" = field(default_factory=list)
    crowded: bool = False

    def __post_init__(self) -> None:
        every, of_each = self.every, self._of_each()
        self.do = _beyond_doubt(_once(self._said())) + self._contact() + self._ask_first()
        self.controls = [name for name in _in_order(of_each) if fold(name) not in {fold(said) for said in self.do}]
        limits = [(_limited(whom), _once(words for one in of for words in one.conditions)) for whom, of in of_each]
        self.limits = [(whose, words) for whose, words in limits if words]
        self.ask = _once(_asked(one.ask, whom) for whom, of in of_each for one in of if one.ask)
        self.at_the_door = _once(words for person in self.people for words in person.at_the_door)
        self.through = _once(words for person in self.people for words in person.through(named=self.named))
        ring = [each for one in every for each in [*one.ring, *one.through]]
        ring += [each for person in self.people if person.asks_first for each in person.answered_by]
        self.ring = list(dict.fromkeys(ring))
        answering = dict.fromkeys(each for person in self.people for each in person.answered_by)
        self.answering = [each for each in answering if each not in self.ring]
        self.police = list(dict.fromkeys(each for one in every for each in one.police))
        self.not_told = _once(one.not_told for one in every if one.not_told)

    def _of_each(self) -> list[tuple[str, list[Precaution]]]:
        """P5 P11a Return the precautions of the property and of each person, with the words for whose they are.

        There are no such words where one person lives alone, nor for the property. Behind a closed file stand other people too.
        """
        if not self.shared:
            return [("", self.every)]
        of_people = [(person.told_as(named=self.named), person.precautions) for person in self.people]
        return [(SOMEBODY_HERE if self.hidden else "", self.precautions), *of_people]

    def _whose(self) -> list[str]:
        return [whom for whom, of in self._of_each() for _ in of]

    def _said(self) -> list[str]:
        """P5 Return the instruction of each precaution, with whose contact it limits. Dangers may share one."""
        told = zip(self.every, _dangers_together(self.every), self._whose(), strict=True)
        return [_of_contact(one, do, whom) for one, do, whom in told]

    def _contact(self) -> list[str]:
        said = []
        for person in self.people:
            name = person.name if person.named else person.name[0].lower() + person.name[1:]
            said += [f"{words} {to} {name}." if self.named else f"{words}." for words, to in person.never]
        return _once(said)

    def _ask_first(self) -> list[str]:
        return _once(words for person in self.people for words in person.ask_first(named=self.named))

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
        dangers = {do for one, do in zip(every, self._said(), strict=True) if one.waits_since}
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
        told = list(zip(self.every, map(_plain, self._said()), strict=True))
        return [" ".join([do, *self._known([one for one, said in told if said == _plain(do)])]) for do in self.do]

    def _known(self, said: list[Precaution]) -> list[str]:
        """P7c Return whether the customer knows of an instruction: no, if they do not know of one that asks for the same."""
        known = (KNOWS_ALONE if self.shared and one.knows == KNOWS else one.knows for one in said if one.knows)
        return _once(one.not_told for one in said if one.not_told) or _once(known)

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
    def all_about(self) -> Person | None:
        """The one person here whom all precautions are about; None if they are about several, or about the property."""
        concerned = [person for person in self.people if person.precautions]
        return concerned[0] if len(concerned) == 1 and not self.precautions else None

    @property
    def all_of_the_property(self) -> bool:
        """Whether all precautions are about the property."""
        return bool(self.precautions) and not any(person.precautions for person in self.people)

    @property
    def matched(self) -> list[Person]:
        """The people who were searched for, if their names are shown."""
        return [person for person in self.people if person.matched and person.named] if self.named else []


def _dangers_together(every: list[Precaution]) -> list[str]:
    """D4 Return the instruction of each precaution. Dangers for which the same colleagues are rung share one."""
    told = ((one, one.days_beside(every)) for one in every)
    return [danger_told(one.ring, days, one.before) if days else one.do for one, days in told]


def _of_contact(one: Precaution, do: str, whom: str) -> str:
    """P5 Return an instruction with whose contact it limits, before the doubt that follows it."""
    if not one.whose or not whom:
        return do
    plain = _plain(do)
    return f"{one.whose.format(whom=whom, said=plain)}{do.removeprefix(plain)}"


def _limited(whom: str) -> str:
    return f"Contact with {whom} is limited to:" if whom else "What contact is limited to:"


def _asked(ask: str, whom: str) -> str:
    return ask.replace(LIMITED, LIMITED_WITH.format(whom=whom)) if whom else ask


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


def _in_order(of_each: list[tuple[str, list[Precaution]]]) -> list[str]:
    """P5 Return the controls of all precautions, each once, in the order of :class:`Control`, with whose contact is limited."""
    asked = {(name, whom if name in OF_CONTACT else "") for whom, of in of_each for one in of for name in one.controls}
    people = dict.fromkeys(["", *(whom for whom, _ in of_each)])
    said = [(control.label, whom) for control in Control for whom in people if (control.label, whom) in asked]
    return [ALL_OF_CONTACT.format(whom=whom, said=name) if whom else name for name, whom in said]
