"""What happened under an alert calls for an early review: it stands on the Lead's worklist until one is opened (§8)."""

import pytest
import time_machine

from alerts.choices import Circumstance
from alerts.incidents import services as incidents_services
from alerts.models import Alert, AlertType, Behaviour
from alerts.reviews import evidence as reviews_evidence
from alerts.reviews import selectors as reviews_selectors
from tests import scenarios
from tests.alerts.incidents.reporting import make_void
from tests.desk.worklist.reading import sections
from tests.page import words
from tests.step import chosen

pytestmark = pytest.mark.usefixtures("wednesday")
TITLE = "Something happened under an alert"
CALLS = {
    "violence": ({"violent": True}, "SAFETY", "Violence"),
    "exploitation": ({"circumstances": ["ALCOHOL", "EXPLOITATION"]}, "SAFEGUARDING", "Safeguarding"),
    "anti-social behaviour": ({"circumstances": ["ANTI_SOCIAL_BEHAVIOUR"]}, "TENANCY", "Anti-social behaviour"),
}


def _asked(sign_in, who="lead"):
    """The rows of the section; none where it is not there."""
    return next((rows for title, rows in sections(sign_in(who).get("/")).items() if title.startswith(TITLE)), [])


@pytest.mark.long
@pytest.mark.clause("P8a")
@pytest.mark.parametrize(("facts", "trigger", "said"), CALLS.values(), ids=list(CALLS))
def test_what_was_reported_under_an_alert_leads_to_its_review(sign_in, cast, facts, trigger, said):
    alert = scenarios.active(cast, days=100)
    incident = scenarios.settled(cast, days=2, **facts)

    (row,) = _asked(sign_in)
    urgent = " Urgent" if trigger == "SAFETY" else ""
    assert row == f"Lewis Lodger, Visit in Pairs {alert.reference}. {said}, 8 June 2026: review{urgent}"
    page = sign_in("lead").get(f"/alerts/{alert.reference}/review/?incident={incident.pk}")
    assert chosen(page, "trigger") == [trigger]
    assert f"{said}: incident {incident.reference}." in words(page)
    assert f"/alerts/{alert.reference}/review/?incident={incident.pk}" in sign_in("lead").get("/").content.decode()


@pytest.mark.long
@pytest.mark.clause("P8a", "D5")
def test_so_does_a_breach_whatever_it_was_and_whenever_it_was_said(sign_in, cast):
    alert = scenarios.active(cast, days=100)
    incident = scenarios.logged(cast, days=50)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    assert _asked(sign_in) == []

    with time_machine.travel("2026-06-10 09:31+00:00", tick=False):
        incidents_services.record_breach(incident=incident, version=incident.version, by=cast.manager, alert=alert)

    (row,) = _asked(sign_in)
    assert row.endswith("Breach, 21 April 2026: review")


def _finish(cast):
    begun = scenarios.draft(cast)
    return lambda: scenarios.finished(cast, begun, violent=True)


def _name(cast):
    nobody_known = scenarios.logged_at_an_address(cast, occurred_at=cast.then(1), violent=True)
    return lambda: scenarios.named(cast, nobody_known)


@pytest.mark.long
@pytest.mark.clause("P8a")
@pytest.mark.parametrize("before", [_finish, _name], ids=["begun before", "of nobody known before"])
def test_what_became_known_since_the_last_review_does_whenever_it_was_begun_or_reported(sign_in, cast, before):
    alert = scenarios.active(cast, days=100)
    becomes_known = before(cast)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    assert _asked(sign_in) == []

    with time_machine.travel("2026-06-10 09:31+00:00", tick=False):
        incident = becomes_known()

    (row,) = _asked(sign_in)
    assert row.endswith("Violence, 9 June 2026: review Urgent")
    alert.refresh_from_db()
    review = scenarios.under_review(cast, alert)
    assert reviews_evidence.evidence(cast.lead, review).count("incident") == 1
    assert list(review.incidents()) == [incident]


@pytest.mark.long
@pytest.mark.clause("P8a")
def test_at_a_property_it_does_whoever_it_names(sign_in, cast):
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    scenarios.on_a_property(cast)
    scenarios.active(cast, "DANGEROUS_DOGS")
    scenarios.active(cast, "WEAPONS")
    with time_machine.travel("2026-06-10 09:31+00:00", tick=False):
        scenarios.logged_at_an_address(cast, occurred_at=cast.then(0), violent=True)

    assert sorted(row.split(" CM-")[0] for row in _asked(sign_in)) == [
        "12 Sandpiper Close, Testmouth, Devon, TQ99 1AB, Dangerous Dogs",
        "Lewis Lodger, Dangerous Dogs",
        "Lewis Lodger, Weapons",  # he lives there, and the report names nobody
    ]


@pytest.mark.long
@pytest.mark.clause("P8a")
def test_what_stands_there_is_what_has_a_reason_that_the_review_is_opened_with(cast):
    alert = scenarios.active(cast, days=100)
    told = [{"behaviour": code} for code in Behaviour.objects.values_list("code", flat=True)]
    told += [{"circumstances": [circumstance.value]} for circumstance in Circumstance]
    for facts in [*told, {"violent": True}]:
        incident = scenarios.logged(cast, days=2, **facts)
        stands = reviews_selectors.calling_for_review(Alert.objects.all()).exists()
        assert stands == (reviews_selectors.trigger_of(incident, alert) is not None), facts
        make_void(cast, incident, dealt_with=True)


@pytest.mark.long
@pytest.mark.clause("P8a", refuses=True)
def test_neither_what_is_calm_nor_what_came_before_nor_what_somebody_else_did_calls_for_one(sign_in, cast):
    alert = scenarios.active(cast, days=100)
    scenarios.logged(cast, days=2)
    scenarios.logged(cast, days=101, violent=True)
    theirs = scenarios.logged(cast, days=2, customer="D900002", violent=True)

    assert _asked(sign_in) == []
    for key in (theirs.pk, 99999, theirs.reference):
        page = sign_in("lead").get(f"/alerts/{alert.reference}/review/?incident={key}")
        assert chosen(page, "trigger") == []


@pytest.mark.long
@pytest.mark.clause("P8a", refuses=True)
def test_what_the_alert_rests_on_or_what_is_void_does_not(sign_in, cast):
    scenarios.approved(cast, scenarios.proposed_on(cast, scenarios.logged(cast, days=0, violent=True)))
    scenarios.void(cast, days=0, violent=True)

    assert _asked(sign_in) == []


@pytest.mark.long
@pytest.mark.clause("P8a", refuses=True)
def test_it_goes_once_a_review_is_opened_and_comes_again_where_that_is_closed_or_more_happens(sign_in, cast):
    alert = scenarios.active(cast, days=100)
    scenarios.logged(cast, days=2, violent=True)
    review = scenarios.under_review(cast, alert)
    assert _asked(sign_in) == []

    scenarios.closed(cast, review)
    assert len(_asked(sign_in)) == 1
    alert.refresh_from_db()
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    assert _asked(sign_in) == []

    with time_machine.travel("2026-06-10 09:31+00:00", tick=False):
        scenarios.logged(cast, days=3, violent=True)
    (row,) = _asked(sign_in)
    assert row.endswith("Violence, 7 June 2026: review Urgent")
    alert.refresh_from_db()
    scenarios.ended(cast, alert)
    assert _asked(sign_in) == []


@pytest.mark.long
@pytest.mark.clause("P8a", refuses=True)
def test_danger_while_a_review_is_open_is_told_at_once_and_anything_else_waits_for_it(sign_in, cast):
    alert = scenarios.active(cast, days=100)
    review = scenarios.under_review(cast, alert)
    with time_machine.travel("2026-06-10 09:31+00:00", tick=False):
        scenarios.logged(cast, days=3, circumstances=["ANTI_SOCIAL_BEHAVIOUR"])
        assert _asked(sign_in) == []
        scenarios.settled(cast, days=2, violent=True)
        (row,) = _asked(sign_in)
        assert row.endswith("Violence, 8 June 2026: since the review was opened Urgent")
        assert f'href="/reviews/{review.reference}/"' in sign_in("lead").get("/").content.decode()
    with time_machine.travel("2026-06-10 09:32+00:00", tick=False):
        scenarios.reviewed(cast, review)
        assert _asked(sign_in) == []
