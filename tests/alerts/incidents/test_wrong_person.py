"""A report is about the wrong person: whoever reported it says so, and the Lead who investigates it acts."""

import pytest

from alerts.corrections import policies
from alerts.corrections import services as corrections
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.owing import held
from tests.page import assert_asks, nothing_changes, words
from tests.step import assert_not_now, fill

HOW = "His brother opened the door, and told me his own name."
SAYS = "Say that it is about the wrong person"
KNIFE = {"violent": True, "weapon": True}


def _url(incident, page="wrong-person"):
    return f"/incidents/{incident.reference}/{page}/"


def _said(cast, incident):
    return corrections.say_wrong_person(
        incident=incident, version=incident.version, by=incident.reported_by, on=cast.today, words=HOW
    )


@pytest.mark.clause("P11a")
def test_the_reporter_says_so_and_the_manager_and_the_lead_are_asked_whose_it_is(cast, sign_in):
    incident, officer = scenarios.referred(cast), sign_in("officer")
    assert SAYS in words(officer.get(f"/incidents/{incident.reference}/"))
    assert fill(officer, _url(incident), words=HOW).status_code == 302
    incident.refresh_from_db()
    assert incident.correction == f"It is about the wrong person. {HOW}"
    for who in (cast.manager, cast.lead):
        assert held(who, Kind.WHOSE) == [incident.reference]
    page = words(sign_in("manager").get(f"/incidents/{incident.reference}/"))
    assert "Corrected by Oliver Fisk" in page and HOW in page
    assert SAYS not in words(officer.get(f"/incidents/{incident.reference}/"))


@pytest.mark.clause("P11a", refuses=True)
def test_nobody_else_says_it_and_nobody_twice_or_of_nobody(cast, sign_in):
    incident = scenarios.logged(cast)
    sentence = "Oliver Fisk reported this incident. Tell Morwenna Manning if it is about the wrong person."
    assert_not_now(sign_in("manager"), _url(incident), incident, sentence, words=HOW)
    _said(cast, incident)
    incident.refresh_from_db()
    again = "That it is about the wrong person was said already. Morwenna Manning and the Operational Leads are asked."
    assert_not_now(sign_in("officer"), _url(incident), incident, again, words=HOW)
    nobody = scenarios.logged_at_an_address(cast)
    assert "names no person, so it cannot be the wrong one" in str(policies.why_not_say_wrong_person(nobody))
    void = scenarios.void(cast)
    assert "is void, so it counts for nothing" in str(policies.why_not_say_wrong_person(void))


@pytest.mark.clause("P11a", refuses=True)
def test_it_is_said_how_that_is_known(cast, sign_in):
    incident, officer = scenarios.logged(cast), sign_in("officer")
    with nothing_changes():
        assert_asks(fill(officer, _url(incident)), "Say how you know that it was somebody else")
    with nothing_changes(), pytest.raises(NotAllowed, match="Say how you know that it was somebody else"):
        corrections.say_wrong_person(
            incident=incident, version=incident.version, by=cast.officer, on=cast.today, words="It was."
        )


@pytest.mark.long
@pytest.mark.clause("P11a", "D4")
def test_the_lead_who_investigates_makes_it_void(cast, sign_in):
    file = scenarios.opened(cast, **KNIFE)
    incident = file.incidents.get()
    _said(cast, incident)
    fill(sign_in("lead"), _url(incident, "void"), reason="It was somebody else, as the officer says.", dealt_with="on")
    incident.refresh_from_db()
    assert (incident.status, incident.voided_by) == ("VOID", cast.lead)
    assert held(cast.manager, Kind.VOIDED) == [incident.reference]
    assert held(cast.manager, Kind.WHOSE) == held(cast.lead, Kind.WHOSE) == []


@pytest.mark.clause("P11a", refuses=True)
def test_a_lead_who_does_not_investigate_it_asks(cast, sign_in):
    incident = scenarios.referred(cast)
    sentence = "Ask Morwenna Manning to void a report that was made in error."
    assert_not_now(sign_in("lead"), _url(incident, "void"), incident, sentence, reason="It was typed twice.")
    file = scenarios.opened(cast, scenarios.HONG)
    sentence = f"Ask Morwenna Manning or {file.lead} to void a report that was made in error."
    assert_not_now(
        sign_in("officer"),
        _url(file.incidents.get(), "void"),
        file.incidents.get(),
        sentence,
        reason="It was typed twice.",
    )


@pytest.mark.long
@pytest.mark.clause("P11a", refuses=True)
def test_no_alert_is_imposed_before_the_decider_has_answered_it(cast, sign_in):
    incident = scenarios.logged(cast)
    incident = _said(cast, incident)
    alert = scenarios.proposed_on(cast, incident)
    client, url = sign_in("head"), f"/alerts/{alert.reference}/approve/"
    assert HOW in words(client.get(url))
    with nothing_changes():
        response = fill(client, url)
    assert "Say what you make of what became known since the recommendation" in words(response)
