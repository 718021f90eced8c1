"""The customer dies before the decision: what stays at the home, such as a dog, can still be told of (§7, §8, D4.1)."""

import pytest

from alerts.alert.departures import departed
from alerts.alert.places import last_home
from alerts.decisions.presenters import informing_rows
from alerts.investigations import services as investigations
from alerts.look_up.selectors import look_up
from alerts.models import Alert, AlertType
from alerts.reviews.selectors import calling_for_review
from housing_alerts.customers.models import Asset, Customer, Tenancy
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from letters.choices import Kind as LetterKind
from tests import scenarios
from tests.owing import held
from tests.page import words
from tests.scenarios import LODGER, NOBODY_KNOWN

DOGS = "DANGEROUS_DOGS"
PERSON = r"Lewis Lodger has died, and Visit in Pairs is about a person\."
pytestmark = pytest.mark.clause("P7a")


@pytest.fixture
def dog(cast):
    """Mr Lodger's dog bit a colleague; the alert waits for the Head of Service, and he has died."""
    incident = scenarios.logged(cast, circumstances=["DANGEROUS_DOG"], violent=True)
    alert = scenarios.proposed_on(cast, incident, DOGS)
    scenarios.dies(cast)
    return Alert.objects.get(pk=alert.pk)


def _do(cast):
    (place,) = look_up(cast.people["contractor"], "A-D1", on=cast.today).places
    return place.do


def test_the_head_can_impose_it_on_the_property(cast, dog):
    alert = scenarios.approved(cast, dog, NOBODY_KNOWN)

    assert alert.asset == Asset.objects.get(reference="A-D1")
    assert alert.stays_at_property()
    assert _do(cast)[0] == alert.instruction
    assert "Whoever lives there has not been told" in alert.not_told
    assert ("Why not", "The customer has died, so there is nobody to tell") in informing_rows(alert)
    assert alert.imposed["informing"][1] == ["Why not", "The customer has died, so there is nobody to tell"]
    assert "has died" in alert.why_letter_refused(LetterKind.NOTIFICATION).sentence or alert.informing == "WITHHOLD"
    assert list(departed(Alert.objects.all(), on=cast.today)) == [], "who imposed it knew of the death"


@pytest.mark.clause("P8b")
def test_whoever_comes_after_them_is_asked_about(cast, dog):
    alert = scenarios.approved(cast, dog, NOBODY_KNOWN)
    for customer in (LODGER, "D900009"):
        scenarios.moved_out(cast, cast.customers[customer])
    Alert.objects.filter(pk=alert.pk).update(effective_from=cast.ago(30))
    tenancy = Tenancy(reference="T-X", group_name="New", asset=alert.asset, starts=cast.ago(5))
    records.save(tenancy, by=None, why="Imported")
    scenarios.lives_at(cast.customers["D900002"], "T-X", starts=cast.ago(5))

    assert [one.departure for one in departed(Alert.objects.all(), on=cast.today)] == ["LET_AGAIN"]


@pytest.mark.clause("P8a")
def test_what_happens_there_calls_for_its_review(cast, dog):
    alert = scenarios.approved(cast, dog, NOBODY_KNOWN)
    scenarios.logged_at_an_address(cast, "PHYSICAL_THREAT", violent=True)

    assert [one.pk for one in calling_for_review(Alert.objects.all())] == [alert.pk]


@pytest.mark.clause("P7c", "P7b", refuses=True)
def test_nobody_is_said_to_be_told_and_without_a_home_it_cannot_be_on_one(cast, dog):
    with pytest.raises(NotAllowed, match=r"Lewis Lodger has died, so nobody can be told\. Choose not to inform\."):
        scenarios.approved(cast, dog)
    cast.customers[LODGER].memberships.all().delete()
    with pytest.raises(NotAllowed, match=r"is about a property, and where Lewis Lodger lives is not known\."):
        scenarios.approved(cast, Alert.objects.get(pk=dog.pk), NOBODY_KNOWN)


@pytest.mark.clause("P7b", refuses=True)
def test_an_alert_on_the_person_alone_is_declined(cast):
    alert = scenarios.proposed(cast)
    scenarios.dies(cast)
    with pytest.raises(
        NotAllowed, match=r"Where danger stays at their home, send it back for an alert on the property\."
    ):
        scenarios.approved(cast, Alert.objects.get(pk=alert.pk), NOBODY_KNOWN)


@pytest.mark.clause("D3b")
def test_the_lead_has_it_on_the_worklist_until_it_is_decided(cast, sign_in, dog):
    said = "The customer has died: does danger stay at their home?"
    assert held(cast.lead, Kind.INVESTIGATE) == [dog.investigation.reference]
    assert f"With the Head of Service. {said}" in words(sign_in("lead").get("/"))
    asked = words(sign_in("head").get(f"/alerts/{dog.reference}/approve/"))
    assert "Because the customer has died, it is on the property 12 Sandpiper Close" in asked
    assert "Yes, we write to the customer" not in asked
    assert said in words(sign_in("head").get("/"))
    assert Duty.objects.open().get(kind=Kind.INVESTIGATE).urgent
    assert list(duties.differing()) == []
    scenarios.approved(cast, dog, NOBODY_KNOWN)
    assert held(cast.lead, Kind.INVESTIGATE) == []


@pytest.mark.clause("D3b")
def test_the_lead_of_an_open_case_is_told_too(cast, sign_in):
    file = scenarios.investigated(cast)
    scenarios.dies(cast)
    assert f"{file.reference}" in words(sign_in("lead").get("/"))
    assert "Open. The customer has died: does danger stay at their home?" in words(sign_in("lead").get("/"))


@pytest.mark.clause("P7a", refuses=True)
def test_nothing_about_the_person_is_recommended_any_more(cast):
    drafted = scenarios.drafted_alert(cast)
    scenarios.dies(cast)
    file = type(drafted.investigation).objects.get(pk=drafted.investigation.pk)
    step = {"investigation": file, "version": file.version, "by": cast.lead}
    with pytest.raises(NotAllowed, match=rf"{PERSON} Take it out\."):
        investigations.recommend(**step, on=cast.today)
    type_ = AlertType.objects.get(code="SAFE_CONTACT")
    with pytest.raises(NotAllowed, match=r"is about a person\. Choose one that can be on a property\."):
        investigations.draft_alert(**step, type=type_, reason="He rang us often and shouted.")
    dogs = AlertType.objects.get(code=DOGS)
    alert = investigations.draft_alert(**step, type=dogs, reason="His dog is still at home there.")
    assert alert.where(on=cast.today) == Asset.objects.get(reference="A-D1")


@pytest.mark.clause("D4")
@pytest.mark.parametrize("marked", [False, True])
def test_the_door_warns_until_then_though_the_tenancy_ended(cast, marked):
    incident = scenarios.logged(cast, circumstances=["DANGEROUS_DOG"], violent=True)
    if marked:
        scenarios.mark(cast, incident)
    scenarios.dies(cast)
    scenarios.moved_out(cast, cast.customers[LODGER])

    (said,) = _do(cast)
    assert ("go with at least one other" in said) is marked
    assert ("Danger was reported" in said) is not marked


def test_the_last_home_is_the_one_they_left_last(cast):
    customer = cast.customers[LODGER]
    assert last_home(customer, on=cast.today) == Asset.objects.get(reference="A-D1")
    scenarios.moved(cast, customer)
    place = customer.memberships.get(tenancy__reference="T-NEW")
    place.ends = cast.today
    records.save(place, by=None, why="Imported")
    customer = Customer.objects.get(pk=customer.pk)
    assert last_home(customer, on=cast.today).reference == "A-NEW"
    assert last_home(customer, on=cast.ago(-9)).reference == "A-NEW"
    customer.memberships.all().delete()
    assert last_home(Customer.objects.get(pk=customer.pk), on=cast.today) is None
