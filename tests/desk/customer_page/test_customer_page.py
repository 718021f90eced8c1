"""The customer's page: what to do first, then what happened, newest first."""

import lxml.html
import pytest

from alerts.models import AlertType
from housing_alerts.customers.models import Asset, Membership, Tenancy
from housing_alerts.kernel.audit.models import ReadEvent
from housing_alerts.kernel.records import saving as records
from tests import scenarios
from tests.deep import MANY
from tests.look_up import carried_over, home_of
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")
URL = "/customers/D900001/"


def test_it_opens_with_what_to_do(sign_in, cast):
    scenarios.active(cast)

    page = words(sign_in("lead").get(URL))

    assert page.index("Attend in pairs. Do not go alone.") < page.index("What happened")
    assert (ReadEvent.objects.get().opened, ReadEvent.objects.get().reference) == ("customer", "D900001")


def _at_the_door(client, path):
    """Return what each card of the page says to do, in words."""
    cards = lxml.html.fromstring(client.get(path).content.decode()).cssselect(".app-instruction")
    found = [" ".join(card.text_content().split()) for card in cards]
    return [said for said in found if said.startswith("What to do")]


HAPPENED = {
    "nothing": lambda cast: None,
    "an alert": scenarios.active,
    "an alert with a condition": scenarios.restricted,
    "danger that nobody has decided on": lambda cast: scenarios.logged(cast, days=1, violent=True),
    "a marker": scenarios.marked,
    "a marker at the address": lambda cast: scenarios.mark(cast, scenarios.logged_at_an_address(cast)),
    "no letter": scenarios.never_write,
}


@pytest.mark.long
@pytest.mark.parametrize("happened", HAPPENED.values(), ids=HAPPENED)
def test_it_says_the_same_as_the_look_up(sign_in, cast, happened):
    happened(cast)
    client = sign_in("lead")

    said = _at_the_door(client, URL)
    assert said == _at_the_door(client, "/look-up/?q=D900001")
    assert len(said) == 1


def test_without_a_home_it_says_what_the_person_asks_for(sign_in, cast):
    scenarios.active(cast)
    cast.customers["D900001"].memberships.all().delete()

    (said,) = _at_the_door(sign_in("lead"), URL)
    assert "Attend in pairs. Do not go alone." in said


def test_of_two_homes_each_says_what_to_do_there(sign_in, cast):
    second = Asset.objects.exclude(pk=home_of(cast).pk).first()
    tenancy = Tenancy(reference="T-2", group_name="Lodger", asset=second)
    records.save(tenancy, by=None, why="")
    records.save(Membership(customer=cast.customers["D900001"], tenancy=tenancy), by=None, why="")
    client = sign_in("lead")

    assert len(_at_the_door(client, URL)) == 2
    assert f"{second.full_address} What to do" in words(client.get(URL))


def test_an_alert_that_stays_where_the_customer_lives_no_more_says_where(sign_in, cast):
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    carried_over(cast, code="DANGEROUS_DOGS", asset=home_of(cast))
    cast.customers["D900001"].memberships.all().delete()

    assert "What to do at 12 Sandpiper Close" in words(sign_in("lead").get(URL))


def test_without_an_alert_it_says_so(sign_in, cast):
    page = words(sign_in("lead").get(URL))

    assert "No alert is recorded. Use your usual lone working precautions." in page
    assert "What happened Moved to 12 Sandpiper Close, Testmouth, Devon, TQ99 1AB 1 April 2019" in page


@pytest.mark.long
@pytest.mark.parametrize(
    ("days", "verify"),
    [
        (394, False),
        (395, True),
    ],
)
def test_an_unreviewed_alert_is_to_be_verified_first(sign_in, cast, days, verify):
    alert = scenarios.active(cast, days=days)

    for path in (URL, f"/alerts/{alert.reference}/"):
        page = words(sign_in("lead").get(path))
        assert "Review overdue" in page
        said = "Attend in pairs. Do not go alone. Unreviewed – verify before relying on it." in page
        assert said == verify, path


@pytest.mark.long
def test_what_happened_stands_newest_first_with_every_noun(sign_in, cast):
    alert = scenarios.active(cast, days=9)
    letter = scenarios.notified(cast, alert, days=8)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert), on=cast.ago(5))
    alert.refresh_from_db()
    appeal = scenarios.determined(cast, scenarios.prepared(cast, alert, received_on=cast.ago(3)), "UPHELD")

    page = words(sign_in("lead").get(URL))

    order = [
        f"Appeal {appeal.reference}: upheld",
        f"Appeal {appeal.reference} received",
        f"Review {review.reference}: keep the alert",
        f"Letter {letter.reference} sent",
        f"Visit in Pairs approved: {alert.reference}",
        "Incident IN-2026-00001: aggressive (home visit)",
    ]
    assert sorted(order, key=page.index) == order
    assert f"Visit in Pairs ended: {alert.reference}" in page
    assert "Earlier alerts" in page


def test_what_came_from_the_housing_system_says_so(sign_in, cast):
    alert = scenarios.carried_over(cast, reviewed=20)

    page = words(sign_in("lead").get(URL))

    assert f"Visit in Pairs in force: {alert.reference} by the housing system" in page
    assert "completed in the housing system" in page


@pytest.mark.long
@pytest.mark.same_on_both
def test_it_costs_the_same_for_1_and_for_many(sign_in, cast, queries_of):
    scenarios.eventful(cast, range(1))
    client = sign_in("lead")
    one = queries_of(client, URL)

    scenarios.eventful(cast, range(1, MANY))

    assert queries_of(client, URL) == one
