"""A letter that names somebody who lives or lived with the customer, in short, or the street where they live now."""

import pytest

from housing_alerts.customers.models import Asset, Customer, Membership, Representative, Tenancy
from housing_alerts.kernel.records import saving as records
from letters import proofreading
from tests import scenarios

pytestmark = [pytest.mark.django_db, pytest.mark.clause("P7c", "P11a")]


@pytest.fixture
def alert(cast):
    return scenarios.active(cast)


def person(alert, forenames, surname, **facts):
    like = alert.customer
    made = Customer(
        forenames=forenames, surname=surname, organisation=like.organisation, service_area=like.service_area, **facts
    )
    records.save(made, by=None, why="Imported")
    return made


def lives(customer, asset, **days):
    tenancy = Tenancy(reference=f"T-{customer.pk}-{asset.pk}", group_name="Group", asset=asset)
    records.save(tenancy, by=None, why="Imported")
    records.save(Membership(customer=customer, tenancy=tenancy, **days), by=None, why="Imported")


def somewhere(address, postcode="TQ99 7ZZ"):
    asset = Asset(reference=f"A-{Asset.objects.count()}", address=address, postcode=postcode)
    records.save(asset, by=None, why="Imported")
    return asset


def home(cast, alert):
    return alert.customer.home(on=cast.today)


def asked(cast, alert, words):
    return proofreading.questions(scenarios.composed(cast, alert, words=words), on=cast.today)


def named(name):
    return f"The letter names {name}. Somebody of that name lives or lived with the customer. Whoever opens it may read that."


def at(place):
    return f"The letter says “{place}”, where Lewis Lodger does not live. If it is somebody's home, they can be found there."


@pytest.fixture(params=[True, False], ids=["restricted", "open"])
def loveday(request, cast, alert):
    """She lived with Mr Lodger until a year ago, and lives where he must not know."""
    made = person(alert, "Loveday Jane", "Perrin", known_as="Lovey", restricted=request.param)
    lives(made, home(cast, alert), ends=cast.ago(365))
    lives(made, somewhere("5 Turnstone Mews, Exampleton, Devon"), starts=cast.ago(364))
    return made


@pytest.mark.parametrize(
    ("words", "questions"),
    [
        (
            "Your wife Loveday moved to Turnstone Mews in Exampleton because of you.",
            [named("Loveday"), at("Turnstone Mews")],
        ),
        ("You shouted at Lovey and at LOVEDAY’s friend.", [named("Lovey"), named("LOVEDAY")]),
        (
            "You rang Ms Perrin, and Loveday, at turnstone mews.",
            [named("Ms Perrin"), named("Loveday"), at("turnstone mews")],
        ),
        ("You stood at 5 Turnstone Mews.", [at("5 Turnstone Mews")]),
        ("You came from the Perrin estate, with a lovey look.", []),
    ],
)
def test_who_lived_with_the_customer_is_asked_about_in_the_same_words_whatever_their_file(
    cast, alert, loveday, words, questions
):
    assert asked(cast, alert, words) == questions


def test_a_whole_name_is_asked_about_once(cast, alert, loveday):
    risk = "That can put them at risk, whether or not they told us anything."
    said = f"The letter names Loveday Perrin, another customer. {risk}"
    assert asked(cast, alert, "You hit Loveday Perrin.") == [said]


@pytest.mark.parametrize("restricted", [True, False])
def test_who_lives_with_the_customer_now_is_asked_about_by_first_name_and_title(cast, alert, restricted):
    lives(person(alert, "Perdita", "Quill", restricted=restricted), home(cast, alert))
    said = "Perdita told you to stop, and helped our colleague to the van. Mrs Quill saw it."
    assert asked(cast, alert, said) == [named("Mrs Quill"), named("Perdita")]


@pytest.mark.parametrize(
    ("days", "asks"),
    [
        ({"starts": 900, "ends": 700}, True),
        ({"starts": 900, "ends": 800}, False),
        ({"starts": -3}, False),
    ],
    ids=["two years", "longer ago", "to come"],
)
def test_two_years_are_looked_back(cast, alert, days, asks):
    spent = {name: cast.ago(number) for name, number in days.items()}
    lives(person(alert, "Perdita", "Quill"), home(cast, alert), **spent)
    assert asked(cast, alert, "Perdita told you to stop.") == ([named("Perdita")] if asks else [])


def test_who_came_after_the_customer_had_left_did_not_live_with_them(cast, alert):
    before = somewhere("3 Plover Row, Testmouth, Devon")
    lives(alert.customer, before, starts=cast.ago(900), ends=cast.ago(100))
    lives(person(alert, "Perdita", "Quill"), before, starts=cast.ago(50))
    lives(person(alert, "Bryony", "Quill"), before, starts=cast.ago(800))
    assert asked(cast, alert, "Perdita and Bryony told you to stop.") == [named("Bryony")]


def test_the_home_on_another_file_that_may_be_the_customers_counts(cast, alert):
    pair = scenarios.paired(cast)
    there = somewhere("3 Plover Row, Testmouth, Devon")
    lives(pair.new, there)
    lives(person(alert, "Perdita", "Quill"), there)
    assert asked(cast, alert, "Perdita told you to stop.") == [named("Perdita")]
    scenarios.told_apart(cast, pair)
    assert asked(cast, alert, "Perdita told you to stop.") == []


@pytest.mark.parametrize(
    ("first", "words", "asks"),
    [
        ("May", "You saw May at the door.", True),
        ("May", "May told us so.", True),
        (
            "May",
            "May we remind you: “May I?” On 5 May 2026, the 5th of May, or at May Street, Mr May and you may.",
            False,
        ),
        ("Will", "Will you call us? You will.", False),
        ("Will", "You pushed Will.", True),
        ("Rose", "Rose rang us.\nRose is a colour.", True),
        ("Grace", "Grace and hope are needed.", False),
        ("Lewis", "Lewis shouted.", False),
        ("P", "P shouted.", False),
    ],
)
def test_a_word_of_every_day_is_a_name_where_it_can_be_nothing_else(cast, alert, first, words, asks):
    lives(person(alert, first, "Quill"), home(cast, alert))
    of_names = [each for each in asked(cast, alert, words) if each.startswith("The letter names")]
    assert of_names == ([named(first)] if asks else [])


def test_a_colleague_and_who_acts_for_the_customer_are_not_asked_about(cast, alert):
    lives(person(alert, "Lena", "Quill"), home(cast, alert))
    lives(person(alert, "Gita", "Advocate"), home(cast, alert))
    acts = Representative(customer=alert.customer, name="Gita Advocate", authority="A letter")
    records.save(acts, by=None, why="Told")
    assert asked(cast, alert, "Lena Ledger rang Gita.") == []
    assert asked(cast, alert, "Lena Ledger rang Lena.") == [named("Lena")]


def test_a_street_where_the_customer_lives_or_an_office_of_ours_is_not_asked_about(cast, alert):
    quill = person(alert, "Perdita", "Quill")
    lives(quill, home(cast, alert))
    lives(quill, somewhere("9 Dunlin Row, Exampleton"), ends=cast.ago(800))
    street = home(cast, alert).address.split(",")[0].lstrip("0123456789 ")
    assert asked(cast, alert, f"You stood in {street}, and in Dunlin Row.") == []
