"""Confirm or correct what a colleague reported on one's behalf."""

import pytest
from django.utils import timezone

from alerts.incidents import services as incidents_services
from alerts.investigations import services as investigations_services
from alerts.models import Incident
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, send, words
from tests.step import assert_kept, assert_not_found, assert_not_now, assert_only_reads, fill

ANSWERS = {"answer": "RIGHT", "correction": ""}
ACCOUNT = "Oliver told me that he shouted at him."
CORRECTION = "He did not shout. He stood in the door and would not let me out."


@pytest.fixture
def incident(cast):
    return scenarios.reported_for(cast)


def _url(incident):
    return f"/incidents/{incident.reference}/confirm/"


def _today():
    return show_date(timezone.localdate())


# It works


def test_the_record_names_who_typed_it_and_for_whom(incident, sign_in):
    for who in ("officer", "manager", "lead"):
        said = words(sign_in(who).get(f"/incidents/{incident.reference}/"))
        assert "Reported by Lena Ledger for Oliver Fisk" in said
        assert "Confirmed by Oliver Fisk Not yet" in said
        assert ("Lena Ledger reported this for you." in said) is (who == "officer")


def test_the_colleague_is_asked_on_the_worklist_and_confirms(cast, incident, sign_in):
    client = sign_in("officer")
    said = words(client.get("/"))
    assert "Reported for you: is it right? IN-" in said
    assert "Reported for you by Lena Ledger" in said

    response = fill(client, _url(incident), **ANSWERS)

    said = f"You confirmed incident {incident.reference}. Morwenna Manning reads it."
    assert_done(client, response, f"/incidents/{incident.reference}/", said)
    incident.refresh_from_db()
    assert (incident.status, incident.account, incident.correction) == ("LOGGED", ACCOUNT, "")
    assert AuditEvent.objects.get(action="confirm report").by == cast.officer
    assert "is it right?" not in words(client.get("/"))
    assert f"Confirmed by Oliver Fisk {_today()}" in words(sign_in("manager").get(f"/incidents/{incident.reference}/"))


def test_a_correction_stands_beside_the_report_which_stays(cast, incident, sign_in):
    client = sign_in("officer")
    response = fill(client, _url(incident), answer="NOT_RIGHT", correction=CORRECTION)

    said = f"You corrected incident {incident.reference}. Morwenna Manning reads it."
    assert_done(client, response, f"/incidents/{incident.reference}/", said)
    incident.refresh_from_db()
    assert (incident.account, incident.correction) == (ACCOUNT, CORRECTION)
    said = words(sign_in("manager").get(f"/incidents/{incident.reference}/"))
    assert ACCOUNT in said
    assert f"Corrected by Oliver Fisk, {_today()} {CORRECTION}" in said


def test_who_reads_the_case_reads_the_correction(cast, incident, sign_in):
    scenarios.answered_for(cast, incident, CORRECTION)
    fill(sign_in("manager"), f"/incidents/{incident.reference}/refer/", departure_reason="He blocked the way.")
    incident.refresh_from_db()
    file = investigations_services.open_investigation(incidents=[incident], by=cast.lead)
    said = words(sign_in("lead").get(f"/investigations/{file.reference}/"))
    assert f"Oliver Fisk corrects: {CORRECTION}" in said
    assert "Reported by Lena Ledger for Oliver Fisk." in said


def test_words_without_a_correction_are_not_kept(incident, sign_in):
    fill(sign_in("officer"), _url(incident), answer="RIGHT", correction=CORRECTION)
    assert Incident.objects.get().correction == ""


# It refuses the wrong person


@pytest.mark.parametrize("username", ["contractor", "lead2", "dpo", "admin"])
def test_who_cannot_see_the_incident_finds_no_page(sign_in, incident, username):
    assert_not_found(sign_in(username), _url(incident), incident, **ANSWERS)


@pytest.mark.parametrize("username", ["manager", "lead", "head", "leadership"])
def test_nobody_else_confirms_it(sign_in, incident, username):
    sentence = "Oliver Fisk confirms what Lena Ledger reported for them."
    assert_not_now(sign_in(username), _url(incident), incident, sentence, **ANSWERS)


def test_ones_own_report_is_confirmed_by_nobody(cast, sign_in):
    own = scenarios.logged(cast)
    sentence = "Oliver Fisk reported this incident. Nobody else is asked to confirm it."
    assert_not_now(sign_in("officer"), _url(own), own, sentence, **ANSWERS)


def test_a_line_manager_does_not_triage_what_was_reported_for_them(cast, sign_in):
    incident = scenarios.reported_for(cast)
    scenarios.promote(cast.officer, Role.LINE_MANAGER)
    said = words(sign_in("officer").get(f"/incidents/{incident.reference}/"))
    assert "This was reported for you. Another line manager must triage it." in said


# It refuses the wrong state


def test_it_is_confirmed_once(cast, incident, sign_in):
    incident = scenarios.answered_for(cast, incident)
    sentence = f"Oliver Fisk confirmed this report on {_today()}. Tell Morwenna Manning what is not right."
    assert_not_now(sign_in("officer"), _url(incident), incident, sentence, **ANSWERS)


def test_after_the_triage_it_is_confirmed_no_more(cast, incident, sign_in):
    fill(
        sign_in("manager"), f"/incidents/{incident.reference}/settle/", actions="NONE", settlement="Nothing was needed."
    )
    incident.refresh_from_db()
    sentence = (
        f"Incident {incident.reference} is settled informally, so it is confirmed no more. Tell Morwenna Manning what is "
        "not right."
    )
    assert_not_now(sign_in("officer"), _url(incident), incident, sentence, **ANSWERS)


def test_who_was_slower_is_told(cast, incident, sign_in):
    scenarios.answered_for(cast, incident)
    client = sign_in("officer")
    with nothing_changes():
        response = send(client, _url(incident), incident, **ANSWERS)
    assert_refused(response, "Oliver Fisk confirmed this report on")


# It refuses bad input


def test_an_answer_is_asked_for(incident, sign_in):
    assert_asks(send(sign_in("officer"), _url(incident), incident), "Choose whether it is right")


@pytest.mark.parametrize("typed", ["", "  "])
def test_who_finds_it_not_right_says_what_is_not(incident, sign_in, typed):
    response = send(sign_in("officer"), _url(incident), incident, answer="NOT_RIGHT", correction=typed)
    assert_asks(response, "Say what is missing or not right")
    assert_kept(response, answer="NOT_RIGHT")


@pytest.mark.clause("P2", refuses=True)
def test_a_correction_has_words_whoever_asks(cast, incident):
    with nothing_changes(), pytest.raises(NotAllowed, match=r"Say what is missing or not right\."):
        incidents_services.confirm_report(
            incident=incident, version=incident.version, by=cast.officer, right=False, correction=" "
        )


# GET changes nothing


def test_to_open_the_page_changes_nothing(incident, sign_in):
    assert_only_reads(sign_in("officer"), _url(incident))
