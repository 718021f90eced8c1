"""What a letter about any part of a case may not say: who reported it, and who else told us or was affected (§11)."""

import re
from collections.abc import Iterator
from itertools import dropwhile, groupby
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from housing_alerts.customers.models import fold
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from letters import proofreading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from housing_alerts.customers.models import Customer
    from housing_alerts.staff.models import Colleague


class Subject(Protocol):
    """What a letter is about: somebody's case, and who is not named to them."""

    @property
    def customer(self) -> "Customer | None": ...

    def kept_nameless(self) -> "Iterable[Colleague]": ...


def why_not_name(subject: "Subject", facts: dict[str, Any]) -> Refusal | None:
    """P11a P4b Whoever reported, was affected or told us is not named to the customer, unless as the officer to speak to."""
    text = proofreading.typed(facts)
    return (
        _why_not_name_colleague(subject, text)
        or _why_not_name_third_party(subject, text)
        or _why_not_name_withheld(subject, facts)
    )


def _why_not_name_withheld(subject: "Subject", facts: dict[str, Any]) -> Refusal | None:
    """P7c An alert of which the customer is not to know is named in no letter, unless they know of one of that name."""
    known = {facts.get("alert_name"), facts.get("replaces"), facts.get("replaced_by")}
    for told in facts.get("alerts", []):
        known |= {told.get("name"), told.get("replaces")}
    alerts = (
        subject.customer.alerts.filter(status="ACTIVE", informing="WITHHOLD").select_related("type")
        if subject.customer
        else []
    )
    kept = [alert.type.name for alert in alerts]
    if not any(re.search(rf"\b{re.escape(name)}\b", str(facts), re.IGNORECASE) for name in kept if name not in known):
        return None
    return Refusal(
        procedure.INFORM_OR_WITHHOLD,
        "The letter names an alert that is in force and of which the customer is not to know. Take that out.",
    )


def _why_not_name_colleague(subject: "Subject", text: str) -> Refusal | None:
    named = next((person for person in subject.kept_nameless() if _names(text, person, subject.customer)), None)
    if named is None:
        return None
    return Refusal(
        procedure.RECORDING,
        f"The letter names {named}, who reported an incident or was affected by one. Say “a member of our staff” instead.",
    )


def _names(text: str, person: "Colleague", customer: "Customer | None") -> bool:
    """The whole name, however it is written, or the surname alone, unless it is the customer's own.

    A surname that is a month or another ordinary word ("May", "Will") counts after a title or an initial only.
    """
    whole = f" {fold(str(person))} " in f" {fold(text)} "
    shared = customer is not None and fold(person.last_name) in fold(customer.full_name).split()
    before = rf"(?:(?:{_TITLES})\.?|[A-Z]\.)\s+" if fold(person.last_name) in proofreading.ORDINARY else ""
    return whole or (not shared and bool(re.search(rf"\b{before}{re.escape(person.last_name)}\b", text)))


def _why_not_name_third_party(subject: "Subject", text: str) -> Refusal | None:
    told = _third_parties(subject.customer) if subject.customer else iter(())
    named = next((name for name in told if name.stands_in(text)), None)
    if named is None:
        return None
    return Refusal(
        procedure.THIRD_PARTY,
        f"The letter names “{named.words}”: the case says that they told us something, or were affected. Leave the name out.",
    )


class _Name(NamedTuple):
    """A name as the case has it. ``spelled``: only as it is spelled there; "Gas Engineer" is one, "gas engineer" is none."""

    words: str
    spelled: bool = False

    def stands_in(self, text: str) -> bool:
        if self.spelled:
            return bool(re.search(rf"\b{re.escape(self.words)}\b", " ".join(text.split())))
        return f" {fold(self.words)} " in f" {fold(text)} "


_TITLES = "Mr|Mrs|Ms|Miss|Mx|Dr|PC|DC|PCSO|Sgt|Cllr|Rev"
_JOINING = ("and", "of", "the", "for")
_PARTICLES = ("de", "der", "van", "von", "al")
_DESCRIBING = """
a an another anonymous caller care carer caretaker cleaner community contractor council daughter doctor doctors door downstairs
engineer estate family father friend gas health housing husband landlord local manager member mother neighbour neighbours next
nurse officer officers operative our partner person police postman public relative repairs resident residents school sister
brother social son staff support surveyor teacher team tenant tenants the upstairs visitor warden wife worker workers
"""
_DESCRIPTIONS = frozenset(_DESCRIBING.split())
"""Words by which somebody is described and not named: "Housing Officer", "The Next Door Neighbour"."""


def _third_parties(customer: "Customer") -> Iterator[_Name]:
    """P4b Who told us of the customer, and who was affected and is no colleague, as far as a name can be seen in the words."""
    known = _no_secret(customer)
    for source, affected in customer.incidents.exclude(status="VOID").values_list("source", "others_affected"):
        for text, spelled in ((source, False), (affected, True)):
            for run in _runs(text):
                yield from (name for name in _in_run(run, spelled) if f" {fold(name.words)} " not in known)


def _in_run(run: list[str], spelled: bool) -> Iterator[_Name]:
    """Of "PC Rowe of Devon Police" the surname and the agency; of "Ann Pender and Bo Lee" each; of a single word nothing."""
    parts = [list(part) for joins, part in groupby(run, key=lambda word: word in _JOINING) if not joins]
    for part in parts:
        if re.fullmatch(_TITLES, part[0]):
            name = " ".join(part) if fold(part[-1]) in proofreading.ORDINARY else part[-1]
            yield from [_Name(name, spelled=True)] if len(part) > 1 else []
        elif len(part) > 1 and (spelled or not _describes(part)):
            yield _Name(" ".join(part), spelled)
    if len(parts) > 1 and not re.fullmatch(_TITLES, run[0]) and (spelled or not _describes(run)):
        yield _Name(" ".join(run), spelled)


def _describes(words: list[str]) -> bool:
    """Whether all of them together name nobody."""
    return all(fold(word) in _DESCRIPTIONS or word in _JOINING for word in words)


def _runs(text: str) -> Iterator[list[str]]:
    """The capitalised words that stand together, such as "Devon and Cornwall Police" or "Mrs Pender"."""
    words = re.findall(r"[\w'’-]+|[^\w\s]", re.sub(rf"\b({_TITLES}|[A-Z])\.", r"\1", text))
    between = (*_JOINING, *_PARTICLES)
    for capital, together in groupby(words, key=lambda word: word[0].isupper() or word in between):
        run = list(dropwhile(lambda word: word in between, together))
        while run and run[-1] in between:
            run.pop()
        if capital and run:
            yield run


def _no_secret(customer: "Customer") -> str:
    """What is no secret to the customer: their own name and addresses, their landlord, and who acts for them."""
    acting = [f"{one.name} {one.agency}" for one in customer.representatives.all()]
    homes = [place.tenancy.asset.full_address for place in customer.memberships.select_related("tenancy__asset")]
    return f" {fold(' '.join([customer.full_name, customer.organisation.name, *acting, *homes]))} "
