"""Void a report that was recorded in error. It stays on file and counts for nothing."""

import pytest

from alerts.incidents import services as incidents_services
from alerts.models import Incident
from housing_alerts.kernel.refusals import when
from tests import scenarios
from tests.page import assert_asks, assert_done, nothing_changes
from tests.step import assert_not_found, assert_not_now, assert_only_reads, fill

ANSWERS = {"reason": "It was typed twice."}


@pytest.fixture
def incident(cast):
    return scenarios.logged(cast)


def _url(incident):
    return f"/incidents/{incident.reference}/void/"


# It works


@pytest.mark.parametrize("there", [scenarios.logged, scenarios.settled, scenarios.referred])
def test_the_line_manager_voids_it(cast, sign_in, there):
    incident = there(cast)
    client = sign_in("manager")
    response = fill(client, _url(incident), **ANSWERS)

    assert_done(
        client,
        response,
        f"/incidents/{incident.reference}/",
        f"Incident {incident.reference} is void. It stays on file.",
    )
    found = Incident.objects.get()
    assert (found.status, found.void_reason) == ("VOID", "It was typed twice.")


def test_the_reporter_takes_back_a_draft(cast):
    draft = scenarios.draft(cast)
    incidents_services.void_incident(
        incident=draft, version=draft.version, by=cast.officer, reason="I pressed the wrong button."
    )
    assert Incident.objects.get().status == "VOID"


def test_in_an_open_investigation_it_can_still_be_voided(cast, sign_in):
    incident = scenarios.opened(cast).incidents.get()
    fill(sign_in("manager"), _url(incident), **ANSWERS)
    assert Incident.objects.get().status == "VOID"


# It refuses the wrong person


@pytest.mark.parametrize("username", ["contractor", "lead2", "dpo", "admin"])
def test_who_cannot_see_the_incident_finds_no_page(sign_in, incident, username):
    assert_not_found(sign_in(username), _url(incident), incident, **ANSWERS)


@pytest.mark.parametrize("username", ["officer", "lead", "head", "leadership"])
def test_who_is_not_the_line_manager_is_refused(sign_in, incident, username):
    sentence = "Ask Morwenna Manning to void a report that was made in error."
    assert_not_now(sign_in(username), _url(incident), incident, sentence, **ANSWERS)


# It refuses the wrong state


def test_a_void_incident_is_refused(cast, sign_in):
    incident = scenarios.void(cast)
    sentence = (
        f"This incident is void since Morwenna Manning acted on {when(incident)}. "
        '"Void" needs it to be draft or logged or settled informally or referred.'
    )
    assert_not_now(sign_in("manager"), _url(incident), incident, sentence, **ANSWERS)


@pytest.mark.parametrize(("there", "words"), [(scenarios.proposed, "recommended"), (scenarios.active, "concluded")])
def test_what_a_recommendation_rests_on_stays(cast, sign_in, there, words):
    file = there(cast).investigation
    incident = file.incidents.get()
    sentence = f"Investigation {file.reference} rests on this incident and is {words}. Ask its Operational Lead."
    assert_not_now(sign_in("manager"), _url(incident), incident, sentence, **ANSWERS)


# It refuses bad input


def test_the_reason_is_said_in_words(sign_in, incident):
    client = sign_in("manager")
    with nothing_changes():
        response = fill(client, _url(incident), reason=" ")
    assert_asks(response, "Say why the report is void")


# GET changes nothing


def test_to_open_the_page_changes_nothing(sign_in, incident):
    assert_only_reads(sign_in("manager"), _url(incident))
