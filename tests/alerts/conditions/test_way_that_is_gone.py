"""An import takes away the e-mail address or telephone number that is the customer's only way to us (P5)."""

import pytest

from alerts.look_up.selectors import look_up
from housing_alerts.customers import bringing as customers
from housing_alerts.customers.models import Customer
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.refusals import NotAllowed
from letters.choices import Kind as LetterKind
from tests import scenarios
from tests.page import words
from tests.scenarios import LODGER

pytestmark = pytest.mark.usefixtures("wednesday")


def _by(*ways):
    return {"kind": "CHANNELS", "details": {"channels": list(ways)}, "words": f"Please use only {', '.join(ways)}."}


def _imported(**values):
    """The housing system says this of Mr Lodger from today."""
    found = Customer.objects.get(reference=LODGER)
    customers.import_customer(found, reference=LODGER, values=values, format="", by=None, why="Imported")


@pytest.fixture
def alert(cast):
    """Contact by e-mail alone, of which no letter has told yet."""
    scenarios.has_email(cast)
    return scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[_by("EMAIL")])


def _asked():
    return [duty.words for duty in Duty.objects.open().filter(kind=Kind.DEPARTED)]


@pytest.mark.long
@pytest.mark.clause("P5", "P7b")
@pytest.mark.clause("P8a")
@pytest.mark.clause("P5", refuses=True)
def test_once_the_address_is_gone_the_lead_is_asked_and_no_letter_sends_them_there_until_there_is_one(
    cast, sign_in, alert
):
    def owed():
        return [duty.words for duty in Duty.objects.open().filter(kind=Kind.WRITE, reference=alert.reference)]

    assert (_asked(), owed()) == ([], ["Decision letter owed"])
    assert alert.why_letter_refused(LetterKind.NOTIFICATION) is None

    _imported(email="")
    assert _asked() == ["No e-mail address of the customer is known, their only way to us: review it"]
    assert owed() == ["Decision letter owed: review it first, because the way of contact is gone"]
    alert.refresh_from_db()
    said = alert.why_letter_refused(LetterKind.NOTIFICATION).sentence
    assert said.startswith("No e-mail address of Lewis Lodger is known, so a condition that closes all else may leave")
    assert said.endswith("Review the alert first, and strengthen it.")
    assert said in words(sign_in("lead").get(f"/alerts/{alert.reference}/letter/"))
    (place,) = look_up(cast.people["officer"], LODGER, on=cast.today).places
    [(_, limits)] = place.limits
    assert [said for said in limits if said.endswith("No e-mail address of theirs is known.")]
    assert place.ask == [f"The responsible Lead is {cast.lead}."]

    _imported(email="new@post.example")
    assert (_asked(), owed()) == ([], ["Decision letter owed"])
    assert list(duties.differing()) == []


@pytest.mark.long
def test_another_way_that_stays_is_enough(cast):
    scenarios.has_email(cast)
    scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[_by("EMAIL", "TELEPHONE")])

    _imported(email="")
    assert _asked() == []
    _imported(telephone="")
    assert _asked() == [
        "No e-mail address or telephone number of the customer is known, their only way to us: review it"
    ]


@pytest.mark.clause("P5", "P8b", refuses=True)
def test_no_review_keeps_a_way_that_is_gone(cast, alert):
    review = scenarios.under_review(cast, alert)
    _imported(email="")

    with pytest.raises(NotAllowed, match="No e-mail address of theirs is known. So the condition “.*” leads to nobody"):
        scenarios.reviewed(cast, review)


@pytest.mark.clause("P5", "P7a", refuses=True)
def test_it_is_not_imposed_once_the_address_is_gone(cast):
    scenarios.has_email(cast)
    proposed = scenarios.proposed(cast, "CONTACT_MANAGEMENT", conditions=[_by("EMAIL")])
    _imported(email="")
    proposed.refresh_from_db()

    with pytest.raises(NotAllowed, match="No e-mail address of Lewis Lodger is known"):
        scenarios.approved(cast, proposed)
