"""Before you go: of look-ups with the slips that people make nearly all find whom they mean, and of those of nobody nearly none.

The model of error is written here, and its names and streets are no others' of the tests: each look-up has one slip of these
kinds. The generator has a seed, so that a change of the search changes the result, and nothing else does.
"""

import random
from collections.abc import Callable
from typing import NamedTuple

import pytest

from alerts.look_up.finding import NEAREST, Scope, find
from housing_alerts.customers.models import Asset, Customer, Membership, Tenancy

SEED = 20261129
CUSTOMERS, LOOK_UPS, NOBODIES = 600, 400, 200
FORENAMES = """Abigail Adrian Alistair Amelia Anthony Beatrice Bernard Bethany Bronwen Callum Catherine Charlotte Christopher
Clifford Deborah Dominic Dorothy Eleanor Elizabeth Emmeline Fergus Florence Francesca Frederick Gareth Geoffrey Georgina Gillian
Gregory Harriet Humphrey Imogen Isabelle Jacqueline Jeremy Jocelyn Katherine Kenneth Lawrence Leonard Lucinda Malcolm Marguerite
Matilda Maureen Michael Miranda Mohammed Nicholas Nigella Olwen Oswald Patricia Penelope Philippa Priscilla Raymond Rebecca
Reginald Roderick Rosalind Rupert Samantha Sebastian Stephanie Stuart Theodore Timothy Ursula Veronica Vincent Winifred Yasmin
Zachary"""
SURNAMES = """Abernathy Ackroyd Appleyard Arkwright Atherton Bamford Barraclough Beaumont Bickerstaff Blenkinsop Bracegirdle
Braithwaite Broadbent Butterworth Carmichael Chadwick Chatterjee Cholmondeley Clutterbuck Cunningham Dalrymple Devonport
Dunwoody Earnshaw Entwistle Fairweather Featherstone Fitzgerald Fotheringham Gallagher Garside Gilchrist Glazebrook Goldsworthy
Greenhalgh Grimshaw Hardcastle Hargreaves Heathcote Hetherington Hollingworth Huddleston Inchbald Jankowski Kavanagh Kettlewell
Kirkpatrick Lancaster Latimer Longbottom Lonsdale Macallister Mainwaring Marchbanks Micklethwaite Montague Murgatroyd Nightingale
Oakeshott Okonkwo Ollerenshaw Osbourne Papadopoulos Pemberton Pickersgill Postlethwaite Quarmby Ramsbottom Ravenscroft Rowbottom
Satterthwaite Shackleton Silverwood Somerville Stallybrass Sutcliffe Tattersall Thistlethwaite Thornycroft Trevelyan Underhill
Venables Wadsworth Weatherby Whitehouse Wigglesworth Winterbottom Wolstenholme Wrigglesworth Yardley"""
STREETS = """Alderman Bellflower Bramley Chaffinch Cherrywood Coltsfoot Damson Elderberry Foxglove Goldcrest Greenfinch Hawthorn
Honeysuckle Juniper Kittiwake Larkspur Lavender Magnolia Marigold Medlar Nuthatch Partridge Pheasant Primrose Quince Redwing
Rosemary Skylark Snowdrop Speedwell Starling Sycamore Tamarisk Thornbush Wagtail Whitebeam Woodpecker Yellowhammer"""
TOWN = "Testmouth"
KINDS = {
    "Avenue": "Ave",
    "Close": "Cl",
    "Crescent": "Cres",
    "Gardens": "Gdns",
    "Road": "Rd",
    "Street": "St",
    "Terrace": "Terr",
}
SOUND_ALIKE = [
    ("ph", "f"),
    ("ck", "k"),
    ("ee", "ea"),
    ("ie", "ei"),
    ("y", "i"),
    ("i", "y"),
    ("c", "k"),
    ("ll", "l"),
    ("tt", "t"),
]
SOUND_ALIKE += [
    ("ss", "s"),
    ("nn", "n"),
    ("rr", "r"),
    ("mm", "m"),
    ("ea", "ee"),
    ("ou", "u"),
    ("ai", "ay"),
    ("th", "t"),
    ("w", "wh"),
]


class Somebody(NamedTuple):
    """A generated customer at home."""

    forename: str
    surname: str
    house: int
    street: str
    kind: str
    postcode: str

    @property
    def name(self) -> str:
        return f"{self.forename} {self.surname}"

    @property
    def address(self) -> str:
        return f"{self.house} {self.street} {self.kind}"

    @property
    def name_and_address(self) -> str:
        return f"{self.name} {self.address}"

    @property
    def surname_and_town(self) -> str:
        return f"{self.surname} {self.street} {TOWN}"


class Asked(NamedTuple):
    """What is typed, and the references of which one must be among the first three."""

    kind: str
    typed: str
    meant: set[str]


def _sounds_like(chance: random.Random, word: str) -> str:
    ways = [(at, other) for at, other in SOUND_ALIKE if at in word[1:].lower()]
    at, other = chance.choice(ways) if ways else (word[-1], word[-1] * 2)
    return word[0] + word[1:].replace(at, other, 1)


def _drops_a_letter(chance: random.Random, word: str) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _swaps_letters(chance: random.Random, word: str) -> str:
    at = chance.choice([at for at in range(1, len(word) - 1) if word[at] != word[at + 1]])
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _in_a_word(change: Callable[[random.Random, str], str]) -> Callable[[random.Random, str, Somebody], str]:
    """Make the slip in one of the words that may have it."""

    def changed(chance: random.Random, typed: str, who: Somebody) -> str:
        word = chance.choice([word for word in typed.split() if len(word) > 3])
        return typed.replace(word, change(chance, word))

    return changed


def _swaps_words(chance: random.Random, typed: str, who: Somebody) -> str:
    words = typed.split()
    at = chance.randrange(len(words) - 1)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def _abbreviates(chance: random.Random, typed: str, who: Somebody) -> str:
    short = typed.replace(who.kind, KINDS[who.kind])
    return short if short != typed else f"{who.forename[0]} {who.surname}"


def _runs_words_together(chance: random.Random, typed: str, who: Somebody) -> str:
    words = typed.split()
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


SLIPS = {
    "sounds alike": _in_a_word(_sounds_like),
    "drops a letter": _in_a_word(_drops_a_letter),
    "swaps letters": _in_a_word(_swaps_letters),
    "swaps words": _swaps_words,
    "abbreviates": _abbreviates,
    "runs words together": _runs_words_together,
}


SHAPES = ("name", "address", "name_and_address", "surname_and_town")
"""What is typed of somebody."""


def _somebody(chance: random.Random, surnames: str = SURNAMES) -> Somebody:
    forename, surname = chance.choice(FORENAMES.split()), chance.choice(surnames.split())
    streets = STREETS.split()
    street, kind, house = chance.choice(streets), chance.choice(list(KINDS)), chance.randrange(1, 90)
    postcode = f"TQ9{streets.index(street) % 9} {list(KINDS).index(kind)}{chance.choice('ABDEFGHJLN')}{chance.choice('PQRSTUW')}"
    return Somebody(forename, surname, house, street, kind, postcode)


@pytest.fixture
def town(cast) -> dict[Somebody, tuple[str, str]]:
    """Everybody, with the reference of the person and that of the home. Some are called like a street."""
    chance = random.Random(SEED)
    like = cast.customers["D900001"]
    kept = {"version": 1, "created_at": cast.then(0), "changed_at": cast.then(0)}
    everybody = list(dict.fromkeys(_somebody(chance, f"{SURNAMES} {STREETS}") for _ in range(CUSTOMERS)))
    homes, people = [], []
    for number, who in enumerate(everybody):
        homes.append(Asset(reference=f"HM{number}", address=f"{who.address}, {TOWN}", postcode=who.postcode, **kept))
        people.append(
            Customer(
                reference=f"ZZ{number}",
                forenames=who.forename,
                surname=who.surname,
                organisation_id=like.organisation_id,
                service_area_id=like.service_area_id,
                **kept,
            )
        )
    for one in [*homes, *people]:
        one.search_text = one.spelled()
    Asset.objects.bulk_create(homes)
    Customer.objects.bulk_create(people)
    groups = [Tenancy(reference=f"TY{home.pk}", group_name="Household", asset=home, **kept) for home in homes]
    Tenancy.objects.bulk_create(groups)
    Membership.objects.bulk_create(
        Membership(customer=one, tenancy=group, **kept) for one, group in zip(people, groups, strict=True)
    )
    return {who: (one.reference, home.reference) for who, one, home in zip(everybody, people, homes, strict=True)}


def _asked(chance: random.Random, town: dict[Somebody, tuple[str, str]], kind: str) -> Asked:
    who, shape = chance.choice(list(town)), chance.choice(SHAPES)
    said = getattr(who, shape)
    at = {other for other in town if getattr(other, shape) == said}
    return Asked(kind, SLIPS[kind](chance, said, who), {reference for other in at for reference in town[other]})


@pytest.mark.long
def test_nearly_all_look_ups_with_a_slip_find_whom_they_mean_among_the_first_three(cast, town):
    chance, kinds = random.Random(SEED + 1), list(SLIPS)
    asked = [_asked(chance, town, kinds[number % len(kinds)]) for number in range(LOOK_UPS)]
    missed = [one for one in asked if not one.meant & set(_found(cast, one.typed)[:NEAREST])]
    assert len(missed) <= LOOK_UPS * 0.03, "\n".join(f"{one.kind}: {one.typed}" for one in missed)


@pytest.mark.long
def test_nearly_all_look_ups_of_nobody_find_nobody(cast, town):
    chance, names, addresses = random.Random(SEED + 2), {who.name for who in town}, {who.address for who in town}
    asked = set()
    while len(asked) < NOBODIES:
        who = _somebody(chance)
        asked |= {one for one in (who.name, who.address) if one not in names | addresses}
    found = [typed for typed in sorted(asked)[:NOBODIES] if _found(cast, typed)]
    assert len(found) <= NOBODIES * 0.05, "\n".join(found)


def _found(cast, typed: str) -> list[str]:
    return [hit.reference for hit in find(Scope(cast.officer), typed, on=cast.today).hits]
