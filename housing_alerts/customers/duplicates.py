"""Find files that may be about the same person: the names are alike, and one more thing is the same.

Each search for candidates is one query on an index and stops at a limit, so that the cost does not grow with the register.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

from .choices import PairAnswer
from .models import Customer, Membership, Pair, fold

MOST = 50
"""The most candidates that one thing in common may bring. If more people share an address, it says nothing about them."""
FORENAMES, SURNAMES = 85, 80
"""The least likeness, of 100, of two names that may be one name with a typing error. Brothers and sisters share a surname."""


@dataclass(frozen=True)
class Likeness:
    """Somebody who may be the same person, with the reasons to think so.

    ``pair``: the pair of the two files, if the import made one.
    """

    customer: Customer
    because: list[str]
    pair: Pair | None = None


def likely_same(customer: Customer) -> list[Likeness]:
    """List the customers who may be this person, the likeliest first. The caller checks whose files the reader may see.

    Those of the sister landlord count too: whoever moves between the two gets another reference. Whoever a Lead found to be
    another person is left out.
    """
    found = Customer.objects.select_related("organisation").in_bulk(_candidates(customer))
    homes = _homes([customer.pk, *found]) if found else {}
    reasons = {pk: because for pk, other in found.items() if (because := in_common(customer, other, homes))}
    pairs = _pairs(customer) if reasons else {}
    likely = [Likeness(found[pk], because, pairs.get(pk)) for pk, because in reasons.items()]
    asked = [each for each in likely if not (each.pair and each.pair.answer == PairAnswer.TWO_PEOPLE)]
    return sorted(asked, key=lambda each: (-len(each.because), each.customer.pk))


def _pairs(customer: Customer) -> dict[int, Pair]:
    """Return the pairs of the customer's file, by the key of the other file; of two of one file, the unanswered one."""
    files = Customer.objects.filter(Q(pk=customer.pk, merged_into=None) | Q(merged_into=customer.pk)).values("pk")
    found = Pair.objects.with_files().filter(Q(new__in=files) | Q(known__in=files)).order_by("-answer", "pk")
    return {pair.known_key if pair.new_key == customer.pk else pair.new_key: pair for pair in found}  # type: ignore[attr-defined]


def _candidates(customer: Customer) -> set[int]:
    """Return the keys of the customers to compare. The indexes hold no empty telephone or e-mail, and each query says so."""
    others = Customer.objects.standing().exclude(pk=customer.pk)
    ways: list[QuerySet[Customer]] = []
    if customer.born:
        ways += [others.filter(born__in=_as_it_may_be_typed(customer.born))]
    if customer.telephone:
        ways += [others.filter(telephone=customer.telephone).exclude(telephone="")]
    if customer.email:
        ways += [others.filter(email=customer.email).exclude(email="")]
    assets = [home.tenancy.asset_id for home in customer.memberships.all()][:MOST]
    if assets:
        at = Membership.objects.filter(tenancy__asset__in=assets).order_by("-pk")
        ways += [others.filter(pk__in=at.values("customer")[:MOST])]
    return {pk for way in ways for pk in way.order_by("pk").values_list("pk", flat=True)[:MOST]}


def _homes(people: list[int]) -> dict[int, set[int]]:
    homes: dict[int, set[int]] = {pk: set() for pk in people}
    for customer, asset in Membership.objects.filter(customer__in=people).values_list("customer", "tenancy__asset"):
        homes[customer].add(asset)
    return homes


def in_common(one: Customer, other: Customer, homes: dict[int, set[int]]) -> list[str]:
    """List the reasons to think that two are one person. The list is empty if their names or dates of birth differ."""
    if _born_differently(one, other):
        return []
    because = []
    if one.born and other.born:
        because.append(
            "the same date of birth" if one.born == other.born else "date of birth with day and month changed"
        )
    if one.telephone and one.telephone == other.telephone:
        because.append("the same telephone number")
    if one.email and one.email.casefold() == other.email.casefold():
        because.append("the same e-mail address")
    if homes.get(one.pk, set()) & homes.get(other.pk, set()):
        because.append("the same address")
    return because if named_alike(one, other, sure=len(because) > 1) else []


def named_alike(one: Customer, other: Customer, *, sure: bool = False) -> bool:
    """Return whether two names may be one name. If ``sure``, enough else agrees and the surname may have changed."""
    if not any(_forename_alike(a, b) for a in _forenames(one) for b in _forenames(other)):
        return False
    surnames = fuzz.ratio(fold(one.surname), fold(other.surname)) >= SURNAMES
    return surnames or sure


def _forenames(customer: Customer) -> list[str]:
    called = [fold(customer.forenames).partition(" ")[0], fold(customer.known_as).partition(" ")[0]]
    return [name for name in called if name]


def _forename_alike(one: str, other: str) -> bool:
    initial = min(len(one), len(other)) == 1 and one[0] == other[0]
    return initial or fuzz.ratio(one, other) >= FORENAMES


def _born_differently(one: Customer, other: Customer) -> bool:
    return bool(one.born and other.born) and other.born not in _as_it_may_be_typed(one.born)


def _as_it_may_be_typed(born: date | None) -> list[date]:
    """List the day itself and, if there is such a day, the one with day and month exchanged."""
    if born is None:
        return []
    return [born] if born.day > 12 else [born, date(born.year, born.day, born.month)]
