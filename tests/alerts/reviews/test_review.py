"""The page of one review: what called for it, what was reported since, and what was decided."""

import lxml.html
import pytest
import time_machine

from alerts.investigations import services as investigations_services
from housing_alerts.customers import services as customers
from housing_alerts.kernel.audit.models import ReadEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import ServiceArea
from tests import scenarios
from tests.page import words
from tests.scenarios import WITHHOLD
from tests.step import offered

pytestmark = pytest.mark.usefixtures("wednesday")


def url(review):
    return f"/reviews/{review.reference}/"


def test_it_shows_what_called_for_the_review_and_that_it_was_read(sign_in, cast):
    review = scenarios.under_review(cast, scenarios.active(cast))

    scenarios.with_actions(cast, "MEDIATION")
    page = words(sign_in("lead").get(url(review)))

    assert "Mediation" not in page, "nobody decided that action"
    assert "What called for it The customer asked" in page
    assert "What happened The customer asked for it. To be completed by 8 July 2026" in page
    assert (ReadEvent.objects.get().opened, ReadEvent.objects.get().reference) == ("review", review.reference)


def events(response):
    """The titles of what happened, as they stand from above."""
    page = lxml.html.fromstring(response.content.decode())
    return [" ".join(title.text_content().split()) for title in page.cssselect(".moj-timeline__title")]


def test_what_happened_since_the_last_review_stands_there_newest_first(sign_in, cast):
    alert = scenarios.active(cast, days=100)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), on=cast.ago(30))
    scenarios.logged(cast, days=50)
    breach, since = scenarios.logged(cast, days=5), scenarios.logged(cast, days=7)
    breach.breach_of = alert
    records.save(breach, by=cast.lead, why="A breach")
    alert.refresh_from_db()
    with time_machine.travel("2026-06-10 09:31+00:00", tick=False):
        told_late = scenarios.logged(cast, days=60)
        review = scenarios.under_review(cast, alert)

    response = sign_in("lead").get(url(review))

    assert events(response) == [
        f"Breach of this alert {breach.reference}: aggressive (home visit)",
        f"Incident {since.reference}: aggressive (home visit)",
        f"Incident {told_late.reference}: aggressive (home visit)",
    ]
    page = words(response)
    assert "What happened since 11 May 2026, when the last review was completed" in page
    assert (
        "Incidents 3 Breaches of this alert among them 1 Appeals None The customer’s side Not asked for before this review"
        in page
    )


@pytest.mark.long
def test_a_completed_review_shows_what_it_was_decided_on(sign_in, cast):
    alert = scenarios.active(cast, days=100)
    before = scenarios.logged(cast, days=50)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert), on=cast.ago(30))
    scenarios.logged(cast, days=5)
    alert.refresh_from_db()
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), on=cast.ago(2))

    response = sign_in("lead").get(url(review))

    assert events(response) == [f"Incident {before.reference}: aggressive (home visit)"]
    assert "What happened since 2 March 2026, when the alert began" in words(response)


@pytest.mark.long
def test_every_fact_about_the_customer_stands_there(sign_in, cast):
    customer = cast.customers[scenarios.LODGER]
    alert = scenarios.active(cast, days=20)
    letter = scenarios.notified(cast, alert, days=10)
    scenarios.returned(cast, letter)
    scenarios.settled(cast, days=3)
    appeal = scenarios.determined(cast, scenarios.prepared(cast, alert))
    taken_back = scenarios.taken_back(cast, scenarios.appealed(cast, alert))
    dogs = scenarios.ended(cast, scenarios.active(cast, "DANGEROUS_DOGS", days=2))
    file = scenarios.opened(cast, days=1)
    talk = {"by": cast.lead, "investigation": file, "counterpart": "REPRESENTATIVE", "today": cast.today}
    investigations_services.add_discussion(version=file.version, on=None, what="", why_not="She has retired.", **talk)
    action = scenarios.agreed_action(cast)
    action.outcome, action.outcome_on = "Signed. He keeps to it.", cast.today
    records.save(action, by=cast.lead, why="Kept")
    known = {"customer": customer, "by": cast.lead}
    customers.record_vulnerability(**known, what="Hears badly.", told_by="AGENCY", told_on=cast.ago(4))
    customers.record_adjustment(**known, what="Large print.", starts=cast.ago(4), ends=cast.today)
    customers.record_representative(**known, details={"name": "Asha Reed", "agency": "Advice Mockleigh"})
    customers.record_representative(**known, details={"name": "Bo Reed"})
    scenarios.moved(cast, customer)
    alert.refresh_from_db()

    response = sign_in("lead").get(url(scenarios.under_review(cast, alert)))

    said = events(response)
    assert {title for title in said if "was asked" in title} == {"The customer was asked for their side"}
    for title in [
        f"Letter {letter.reference} sent: notification of an alert",
        f"Letter {letter.reference} came back undelivered",
        "Verbal warning agreed, live until 10 December 2026",
        f"Appeal {appeal.reference} received",
        f"Appeal {appeal.reference}: {appeal.get_outcome_display().lower()}",
        f"Appeal {taken_back.reference} withdrawn",
        f"Dangerous Dogs approved: {dogs.reference}",
        f"Dangerous Dogs ended: {dogs.reference}, circumstances changed",
        "No account of the side of the customer's representative",
        "Behaviour agreement agreed, live until 10 December 2026",
        "Behaviour agreement: what became of it",
        "Vulnerability, told by an agency",
        "Adjustment agreed",
        "Adjustment ends",
        "Asha Reed of Advice Mockleigh acts for the customer",
        "Bo Reed acts for the customer",
        "Moved to 1 New Street, Testmouth, Devon, TQ99 1ZZ",
        "Left 12 Sandpiper Close, Testmouth, Devon, TQ99 1AB",
    ]:
        assert title in said
    assert "The customer’s side Asked for on 10 June 2026" in words(response)


def test_on_a_property_who_came_and_went_stands_there(sign_in, cast):
    review = scenarios.under_review(cast, scenarios.on_a_property(cast))
    customer = cast.customers[scenarios.LODGER]
    customer.refresh_from_db()
    membership = customer.memberships.get()
    membership.ends = cast.today
    records.save(membership, by=None, why="Imported")

    for readers, name in (([cast.lead, cast.head], "Lewis Lodger"), ([cast.head, cast.lead2], "Somebody")):
        scenarios.restrict(cast, readers=readers)
        page = words(sign_in("lead").get(url(review)))
        assert "What happened since 10 June 2026, when the alert began Incidents None" in page
        assert f"{name} moved out" in page


@pytest.mark.long
def test_at_a_property_what_was_reported_there_stands_there_whoever_it_names(sign_in, cast, wednesday):
    alert = scenarios.on_a_property(cast)
    wednesday.shift(60)
    review, facts = scenarios.under_review(cast, alert), {"days": 0, "asset": alert.asset}
    named, elsewhere = scenarios.logged(cast, **facts), scenarios.logged(cast, days=0)
    scenarios.settled(cast, scenarios.HONG, **facts)
    another = scenarios.active(cast, "WEAPONS", scenarios.HONG)
    another.asset = alert.asset
    records.save(another, by=None, why="Imported")
    assert len(events(sign_in("lead").get(url(review)))) == 4
    scenarios.restrict(cast, scenarios.HONG, readers=[cast.head])

    response = sign_in("lead").get(url(review))

    assert sorted(events(response)) == [
        f"Incident {named.reference}: aggressive (home visit)",
        "Incident on a restricted file",
    ]
    page = words(response)
    assert "Incidents 2" in page
    assert elsewhere.reference not in page
    assert another.reference not in page


@pytest.mark.clause("P8a", "P11a")
def test_and_of_a_case_of_another_service_area_that_something_happened(sign_in, cast, wednesday):
    alert, elsewhere = scenarios.on_a_property(cast), ServiceArea.objects.get(name="Property Services")
    wednesday.shift(60)
    review, client = scenarios.under_review(cast, alert), sign_in("lead")
    incident = scenarios.settled(cast, scenarios.HONG, days=0, asset=alert.asset)
    nobody = scenarios.logged_at_an_address(cast, occurred_at=cast.then(0))
    another = scenarios.active(cast, "WEAPONS", scenarios.HONG)
    file = another.investigation
    scenarios.with_photo(cast, incident)
    for one in (incident, nobody, another, file):
        one.refresh_from_db()
        one.asset, one.service_area = alert.asset, elsewhere
        one.lead = one.responsible_lead = cast.lead2
        records.save(one, by=None, why="Moved")

    response = client.get(url(review))

    assert sorted(events(response)) == [
        f"Incident {nobody.reference}: aggressive (home visit)",
        "Incident in another service area",
    ]
    assert "Incidents 2" in words(response)
    for one in (incident, another, file):
        assert one.reference not in words(response)
    assert incident.account not in words(response)
    scenarios.lead_for(cast.lead, elsewhere)
    assert f"Incident {incident.reference}: aggressive (home visit)" in events(client.get(url(review)))


@pytest.mark.clause("P8a")
def test_the_customers_own_stand_there_in_whichever_area_they_are(sign_in, cast):
    review = scenarios.under_review(cast, scenarios.active(cast, days=20))
    incident = scenarios.logged(cast, days=2)
    incident.service_area = ServiceArea.objects.get(name="Property Services")
    records.save(incident, by=None, why="Moved")

    assert events(sign_in("lead").get(url(review))) == [f"Incident {incident.reference}: aggressive (home visit)"]


def test_a_completed_review_says_why_no_letter_of_it_is_written(sign_in, cast):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.active(cast)), inform=WITHHOLD)

    page = words(sign_in("lead").get(url(review)))

    assert "Outcome Keep the alert Reason He shouted again in May." in page
    assert "Write the outcome letter It was decided not to inform the customer" in page


def test_once_its_letter_is_written_it_offers_to_write_it_again(sign_in, cast):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast)))
    assert "Write the outcome letter" in offered(sign_in("lead").get(url(review)))
    scenarios.posted(cast, review)

    response = sign_in("lead").get(url(review))

    assert offered(response) == ["Write the letter again"]


def test_a_review_of_the_housing_system_has_no_outcome(sign_in, cast):
    review = scenarios.carried_over(cast, reviewed=20).reviews.get()

    page = words(sign_in("lead").get(url(review)))

    assert "Completed in the housing system, which keeps no outcome" in page
    assert f"Review {review.reference} was completed in the housing system, which keeps no outcome." in page
