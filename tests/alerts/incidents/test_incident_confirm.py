"""Confirm or correct what a colleague reported on one's behalf."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alerts.choices import Task
from alerts.corrections import services as corrections_services
from alerts.entries.services import record_entry
from alerts.incidents import services as incidents_services
from alerts.investigations import services as investigations_services
from alerts.models import Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from tests import scenarios
from tests.alerts.incidents.reporting import make_void
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, send, words
from tests.step import assert_kept, assert_not_now, fill, offered

ANSWERS = {"answer": "RIGHT", "correction": "", "dangers": "NONE"}
ACCOUNT = "Oliver told me that he shouted at him."
THREAT = "THREAT_OF_VIOLENCE"
CORRECTION = "He did not shout. He stood in the door and looked at me."


@pytest.fixture
def incident(cast):
    return scenarios.reported_for(cast)


def _url(incident):
    return f"/incidents/{incident.reference}/confirm/"


def _today():
    return show_date(timezone.localdate())


# It works


@pytest.mark.long
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
    response = fill(client, _url(incident), answer="NOT_RIGHT", correction=CORRECTION, dangers="NONE")

    said = f"You corrected incident {incident.reference}. Morwenna Manning reads it."
    assert_done(client, response, f"/incidents/{incident.reference}/", said)
    incident.refresh_from_db()
    assert (incident.account, incident.correction) == (ACCOUNT, CORRECTION)
    said = words(sign_in("manager").get(f"/incidents/{incident.reference}/"))
    assert ACCOUNT in said
    assert f"Corrected by Oliver Fisk, {_today()} {CORRECTION}" in said


@pytest.mark.long
def test_who_reads_the_case_reads_the_correction(cast, incident, sign_in):
    scenarios.answered_for(cast, incident, CORRECTION)
    fill(sign_in("manager"), f"/incidents/{incident.reference}/refer/", note="He blocked the way.")
    incident.refresh_from_db()
    file = investigations_services.open_investigation(incidents=[incident], by=cast.lead)
    said = words(sign_in("lead").get(f"/investigations/{file.reference}/"))
    assert f"Oliver Fisk corrects: {CORRECTION}" in said
    assert "Reported by Lena Ledger for Oliver Fisk." in said


HAMMER = "He raised a hammer and said that he would put it through my skull."


@pytest.mark.clause("P2", "D4")
def test_a_danger_that_the_report_left_out_counts_as_reported(cast, incident, sign_in):
    client = sign_in("officer")
    answers = {"answer": "NOT_RIGHT", "correction": HAMMER, "dangers": ["WEAPON"]}
    assert_asks(fill(client, _url(incident), **answers), "Choose who the danger comes from, or that you do not know")
    response = fill(client, _url(incident), **answers, danger_from="NAMED")

    said = (
        f"You corrected incident {incident.reference}. Morwenna Manning reads it. There was danger, so ring them now: they "
        "can place an interim marker at once."
    )
    assert_done(client, response, f"/incidents/{incident.reference}/", said)
    incident = Incident.objects.get()
    assert incident.account == ACCOUNT
    assert [danger.label for danger in incident.dangers] == ["Weapon"]
    assert incident in Incident.objects.dangerous()
    assert [check.colleague for check in incident.welfare_checks.all()] == [cast.officer]
    page = words(client.get(f"/incidents/{incident.reference}/"))
    assert "Ring them now." in page
    assert "Danger was reported: weapon." in page
    assert "Danger was reported" in words(sign_in("contractor").get("/look-up/?q=12 Sandpiper"))
    manager = sign_in("manager")
    assert f"by {cast.officer}. Weapon: place a marker?" in words(manager.get("/"))
    assert offered(manager.get(f"/incidents/{incident.reference}/"))[0] == "Place an interim marker"


DANGERS = {
    "VIOLENT": "Violence",
    "SEXUAL": "Sexual assault or sexual harassment",
    "THREAT": "Threat of violence",
    "HELD": "Kept from leaving, blocked in or followed",
    "WEAPON": "Weapon",
    "DOG": "Dangerous dog",
}


@pytest.mark.clause("D4")
def test_each_danger_can_be_told_of_later(cast):
    for code, name in DANGERS.items():
        incident = scenarios.answered_for(cast, scenarios.reported_for(cast), HAMMER, dangers=[code])
        incident = Incident.objects.get(pk=incident.pk)
        assert [danger.label for danger in incident.dangers] == [name]
        assert incident in Incident.objects.dangerous()


@pytest.mark.clause("D4")
def test_danger_told_of_later_stands_at_the_home_if_it_may_be_somebody_elses(cast):
    for danger_from, at_the_home in [("NAMED", False), ("THERE", True), ("UNKNOWN", True)]:
        incident = scenarios.reported_for(cast)
        scenarios.answered_for(cast, incident, HAMMER, dangers=["WEAPON"], danger_from=danger_from)
        incident.refresh_from_db()
        assert (incident.customer.reference, incident.danger_from) == (scenarios.LODGER, danger_from)
        assert (incident.asset is not None, incident.is_their_own()) == (at_the_home, danger_from != "THERE")


def test_only_dangers_that_the_report_does_not_tell_of_are_asked_for(cast, sign_in):
    incident = scenarios.reported_for(cast, violent=True)
    page = words(sign_in("officer").get(_url(incident)))
    assert "There was actual physical violence" not in page
    assert "There was a weapon, used, shown or kept at hand" in page
    assert "None besides what is reported" in page

    scenarios.answered_for(cast, incident, HAMMER, dangers=["WEAPON"])
    incident = Incident.objects.get()
    assert [danger.label for danger in incident.dangers] == ["Violence", "Weapon"]
    assert incident.welfare_checks.count() == 1


def test_where_every_danger_is_reported_none_is_asked_for(cast, sign_in):
    incident = scenarios.reported_for(cast, violent=True)
    scenarios.answered_for(cast, incident, HAMMER, dangers=["WEAPON", "THREAT", "DOG"])
    other = scenarios.reported_for(
        cast, violent=True, weapon=True, circumstances=["SEXUAL", "HELD", "DANGEROUS_DOG"], behaviour=THREAT
    )
    assert "Was there any of this?" not in words(sign_in("officer").get(_url(other)))
    fill(sign_in("officer"), _url(other), answer="RIGHT")
    other.refresh_from_db()
    assert other.confirmed_at


@pytest.mark.clause("P11a")
def test_a_report_that_was_entered_in_assure_is_entered_again(cast, incident):
    entry = incident.entries.get(task=Task.REPORT)
    record_entry(
        entry=entry, version=entry.version, by=cast.lead, on=cast.today, entered_on=cast.today, reference="A-1"
    )
    scenarios.answered_for(cast, incident, HAMMER, dangers=["WEAPON"])
    incident.refresh_from_db()
    again = incident.entries.get(task=Task.REPORT, entered_on=None)
    assert f"Corrected by Oliver Fisk: {HAMMER}" in again.to_copy
    assert "Danger: Weapon" in again.to_copy


# It refuses the wrong person


def test_nobody_else_confirms_it_and_nobody_twice(cast, incident, sign_in):
    sentence = "Oliver Fisk confirms what Lena Ledger reported for them."
    assert_not_now(sign_in("manager"), _url(incident), incident, sentence, **ANSWERS)
    incident = scenarios.answered_for(cast, incident)
    sentence = f"Oliver Fisk answered on {_today()}. If more happened, log it as a report of your own, and tell Morwenna Manning."
    assert_not_now(sign_in("officer"), _url(incident), incident, sentence, **ANSWERS)


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


def test_a_void_report_is_answered_by_a_report_of_ones_own(cast, incident, sign_in):
    make_void(cast, incident)
    incident.refresh_from_db()
    sentence = (
        f"Incident {incident.reference} is void, so it counts for nothing. Log what happened as a report of your own."
    )
    client = sign_in("officer")
    assert_not_now(client, _url(incident), incident, sentence, **ANSWERS)
    response = send(
        client, _url(incident), incident, answer="NOT_RIGHT", correction=HAMMER, dangers=["WEAPON"], danger_from="NAMED"
    )
    assert_refused(response, sentence)
    assert_kept(response, correction=HAMMER)
    assert "Log an incident, and ring who triages it." in words(response)
    assert "Ring Morwenna Manning" in words(response)


# Danger that the colleague tells of later


def _settled_first(cast, incident):
    return incidents_services.settle_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        actions=[],
        settlement="Nothing was needed.",
    )


def _referred_first(cast, incident):
    return incidents_services.refer_incident(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, note="He blocked it."
    )


@pytest.mark.clause("D4")
def test_danger_told_of_after_the_settlement_is_triaged_again(cast, incident, sign_in):
    incident = _settled_first(cast, incident)
    client = sign_in("officer")
    assert "Reported for you: is it right? IN-" in words(client.get("/"))
    response = fill(
        client, _url(incident), answer="NOT_RIGHT", correction=HAMMER, dangers=["WEAPON"], danger_from="NAMED"
    )

    said = (
        f"You corrected incident {incident.reference}. Morwenna Manning reads it. It was settled, and is looked at again. "
        "There was danger, so ring them now: they can place an interim marker at once."
    )
    assert_done(client, response, f"/incidents/{incident.reference}/", said)
    incident = Incident.objects.get()
    assert (incident.status, incident.correction) == ("LOGGED", HAMMER)
    assert "Danger was reported" in words(sign_in("contractor").get("/look-up/?q=12 Sandpiper"))
    (duty,) = Duty.objects.open().filter(kind=Kind.TRIAGE)
    assert (duty.colleague, duty.urgent) == (cast.manager, True)
    assert duty.words.endswith("Oliver Fisk. Weapon: place a marker?")


def test_a_correction_without_danger_leaves_it_settled(cast, incident):
    scenarios.answered_for(cast, _settled_first(cast, incident), CORRECTION)
    incident.refresh_from_db()
    assert (incident.status, incident.correction) == ("SETTLED", CORRECTION)


@pytest.mark.clause("D4")
def test_danger_told_of_after_the_referral_is_told_to_who_referred_it_and_to_the_leads(cast, incident, sign_in):
    incident = scenarios.answered_for(cast, _referred_first(cast, incident), HAMMER, dangers=["WEAPON"])
    assert incident.status == "REFERRED"
    told = {duty.colleague or duty.role for duty in Duty.objects.open().filter(kind=Kind.CORRECTED, urgent=True)}
    assert told == {cast.manager, Role.OPERATIONAL_LEAD}
    assert Duty.objects.open().filter(kind=Kind.UNMARKED, colleague=cast.manager, urgent=True).exists()
    assert "Danger was reported" in words(sign_in("contractor").get("/look-up/?q=12 Sandpiper"))
    assert "Ring them now." in words(sign_in("officer").get(f"/incidents/{incident.reference}/"))


def test_what_was_corrected_before_the_referral_is_no_news(cast, incident):
    incident = scenarios.answered_for(cast, incident, CORRECTION)
    incident.triaged_on = cast.today
    incidents_services.refer_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today + timedelta(days=1),
        note="He blocked it.",
    )
    assert not Duty.objects.filter(kind=Kind.CORRECTED).exists()


@pytest.mark.long
@pytest.mark.clause("D4")
def test_danger_told_of_after_the_decision_is_asked_about_until_somebody_answers(cast, sign_in):
    decided = scenarios.considered(cast).incidents.get()
    incident = scenarios.reported_anew(decided, by=cast.officer, typed_by=cast.lead)
    incident = scenarios.answered_for(cast, incident, HAMMER, dangers=["WEAPON"])
    assert "Danger was reported" in words(sign_in("contractor").get("/look-up/?q=12 Sandpiper"))
    page = f"/incidents/{incident.reference}/"
    manager = sign_in("manager")
    assert "Place an interim marker" in offered(manager.get(page))
    fill(manager, f"{page}marker/none/", reason="He moved to another county this week.")
    assert "Danger was reported" not in words(sign_in("contractor").get("/look-up/?q=12 Sandpiper"))
    assert not Duty.objects.open().filter(kind=Kind.UNMARKED).exists()


# It refuses bad input


@pytest.mark.clause("P2", "D4", refuses=True)
def test_a_correction_has_words_and_tells_of_its_danger_whoever_asks(cast, incident):
    step = {"incident": incident, "version": incident.version, "by": cast.officer, "on": cast.today}
    with nothing_changes():
        with pytest.raises(NotAllowed, match=r"Say what is missing or not right\."):
            corrections_services.confirm_report(**step, right=False, correction=" ")
        with pytest.raises(NotAllowed, match=r"The report does not tell of this danger\. Say what is missing\."):
            corrections_services.confirm_report(**step, right=True, dangers=["WEAPON"])


def test_each_error_has_its_own_words(incident, sign_in):
    answer, which = "Choose whether it is right", "Choose what there was, or that there was none"
    missing = "The report does not tell of this. Choose that something is missing, and say what"
    both = {"dangers": ["WEAPON", "NONE"], "danger_from": "NAMED"}
    for answers, asked in [
        ({}, [answer, "Choose whether there was any of this"]),
        ({"answer": "NOT_RIGHT", "correction": "  ", "dangers": "NONE"}, ["Say what is missing or not right"]),
        ({"answer": "RIGHT"} | both, [missing, which]),
        ({"answer": "NOT_RIGHT", "correction": HAMMER} | both, [which]),
    ]:
        response = send(sign_in("officer"), _url(incident), incident, **answers)
        assert_asks(response, *asked)
        if "answer" in answers:
            assert_kept(response, answer=answers["answer"])


# GET changes nothing


@pytest.mark.clause("P2")
def test_a_correction_before_the_triage_stands_on_the_managers_worklist(cast, incident, sign_in):
    """Who has looked already reads that it says something else now, when that was and by whom."""
    scenarios.answered_for(cast, incident, CORRECTION)
    (duty,) = Duty.objects.open().filter(kind=Kind.TRIAGE)
    assert duty.words.startswith(f"Corrected on {cast.today:%-d %B %Y} by {cast.officer}. ")
    assert f"Corrected on {cast.today:%-d %B %Y} by {cast.officer}" in words(sign_in("manager").get("/"))
