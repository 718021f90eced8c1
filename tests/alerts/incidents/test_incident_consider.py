"""Say how vulnerability was considered, of an incident that was settled before that was asked (§10)."""

import pytest

from alerts.incidents import services as incidents_services
from alerts.models import Incident
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, words
from tests.step import LEADERSHIP, assert_not_now, assert_only_reads, fill, offered

ANSWERS = {"vulnerability": "He has dyslexia. I read it to him."}
OFFER = "Say how vulnerability was considered"


@pytest.fixture
def incident(cast):
    """Settled with a written warning, before the question was asked."""
    found = scenarios.settled(cast, action="WRITTEN_WARNING")
    Incident.objects.filter(pk=found.pk).update(vulnerability="")
    return Incident.objects.get(pk=found.pk)


def _url(incident):
    return f"/incidents/{incident.reference}/consider/"


# It works


@pytest.mark.clause("P10a")
@pytest.mark.parametrize("username", ["manager", "lead"])
def test_it_is_said_before_the_letter_is_written(cast, sign_in, incident, username):
    scenarios.becomes_known(cast, "Has dyslexia.")
    client, page = sign_in(username), f"/incidents/{incident.reference}/"
    action = incident.actions.get()
    refusal = action.why_letter_refused("WRITTEN_WARNING")
    assert str(refusal).startswith(f"Say first on incident {incident.reference} how the customer’s vulnerability")
    assert OFFER in offered(client.get(page))
    assert "Has dyslexia." in words(client.get(_url(incident)))

    response = fill(client, _url(incident), **ANSWERS)

    assert_done(client, response, page, "Recorded how vulnerability was considered.")
    assert OFFER not in offered(client.get(page))
    assert AuditEvent.objects.get(action="consider vulnerability").by == cast.people[username]
    action = Incident.objects.get().actions.get()
    assert action.why_letter_refused("WRITTEN_WARNING") is None


def test_the_letters_page_shows_what_is_known(cast, sign_in):
    scenarios.becomes_known(cast, "Has dyslexia.")
    scenarios.adjusted(cast)
    incident = scenarios.settled(cast, action="WRITTEN_WARNING")
    said = words(sign_in("lead").get(incident.actions.get().letter_page("WRITTEN_WARNING")))
    assert "Before you write: known of the customer Has dyslexia. Agreed from" in said


# It refuses the wrong person


@pytest.mark.parametrize("username", ["officer", *LEADERSHIP])
def test_who_neither_settled_it_nor_writes_of_it_is_refused(sign_in, incident, username):
    sentence = "Morwenna Manning, or an Operational Lead of the service area, says how the customer’s vulnerability was"
    assert_not_now(sign_in(username), _url(incident), incident, sentence, **ANSWERS)


# It refuses the wrong state


@pytest.mark.parametrize("there", [scenarios.logged, scenarios.settled])
def test_it_is_said_once_and_of_what_was_settled(cast, sign_in, there):
    incident = there(cast)
    sentence = (
        f"How vulnerability was considered is said when incident {incident.reference} is settled, or was said already."
    )
    assert_not_now(sign_in("manager"), _url(incident), incident, sentence, **ANSWERS)


def test_a_change_in_between_is_refused(sign_in, incident):
    client = sign_in("manager")
    with nothing_changes():
        response = client.post(_url(incident), ANSWERS | {"version": incident.version - 1})
    assert_refused(response, "changed this on")


# It refuses bad input


def test_it_is_said_in_words(sign_in, incident):
    client = sign_in("manager")
    with nothing_changes():
        response = fill(client, _url(incident), vulnerability=" ")
    assert_asks(response, "Say how the customer’s vulnerability was considered, or write “None is known”")


@pytest.mark.clause("P10a", refuses=True)
def test_the_service_asks_for_words_too(cast, incident):
    step = {"incident": incident, "version": incident.version, "by": cast.manager, "on": cast.today}
    with pytest.raises(NotAllowed, match="or write “None is known”"):
        incidents_services.consider_vulnerability(**step, vulnerability=" ")


# GET changes nothing


def test_to_open_the_page_changes_nothing(sign_in, incident):
    assert_only_reads(sign_in("manager"), _url(incident))
