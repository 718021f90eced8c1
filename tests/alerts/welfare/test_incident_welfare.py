"""A colleague was in danger or hurt: their line manager asks how they are, and records it (§2)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from alerts.incidents import services as incidents_services
from alerts.models import WelfareCheck
from alerts.welfare import services
from alerts.welfare.permissions import why_may_not_ask
from alerts.welfare.policies import Answer
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from tests import scenarios, settling
from tests.owing import held
from tests.page import assert_asks, assert_done, assert_refused, day, nothing_changes, words
from tests.step import assert_kept, assert_not_found, assert_not_now, fill

pytestmark = pytest.mark.usefixtures("wednesday")
WEDNESDAY = date(2026, 6, 10)
SAID = "Shaken, sleeps badly."
ANSWERS = {
    **day("asked_on", WEDNESDAY),
    "how": "TELEPHONE",
    "said": SAID,
    "support": "A week without visits, and the well-being team’s number.",
    "injured": "no",
}
INJURED = ANSWERS | {"injured": "yes", "reportable": "yes", "riddor_reference": "RIDDOR 123456"}


def told(**changes):
    """What the service is given."""
    given = Answer(WEDNESDAY, "TELEPHONE", SAID, "A week without visits.", injured=False)
    return given._replace(**changes)


@pytest.fixture
def check(cast):
    """He was hit today, and logged it himself."""
    scenarios.logged(cast, days=0, violent=True)
    return WelfareCheck.objects.get()


def url(check):
    return f"/incidents/{check.incident.reference}/welfare/{check.pk}/"


@pytest.mark.long
def test_after_violence_the_line_manager_is_asked_within_two_working_days(cast, check, sign_in):
    assert (check.colleague, check.due_on, check.asked_on) == (cast.officer, date(2026, 6, 12), None)
    said = words(sign_in("manager").get("/"))
    assert "Colleagues to ask how they are IN-" in said
    assert "How is Oliver Fisk? Morwenna Manning asks, after" in said
    assert "2 days left" in said


def test_a_threat_of_violence_too_and_each_colleague_who_was_affected(cast):
    scenarios.logged(cast, behaviour="THREAT_OF_VIOLENCE", affected=[cast.contractor, cast.lead])
    assert {check.colleague for check in WelfareCheck.objects.all()} == {cast.contractor, cast.lead}


def test_words_alone_and_what_has_not_happened_to_a_colleague_ask_after_nobody(cast):
    scenarios.logged(cast)
    scenarios.logged(cast, violent=True, about="RISK")
    source = {"source": "Devon Police", "source_kind": "POLICE", "notice": "NONE"}
    scenarios.logged(cast, violent=True, about="THIRD_PARTY", **source)
    assert not WelfareCheck.objects.exists()


def test_a_void_report_asks_nothing_any_more(cast, check, sign_in):
    incidents_services.void_incident(
        incident=check.incident,
        version=check.incident.version,
        by=cast.manager,
        on=cast.today,
        reason="I typed it twice by mistake.",
        dealt_with=True,
    )
    client = sign_in("manager")
    assert "How is" not in words(client.get("/"))
    assert "How is" not in words(client.get(f"/incidents/{check.incident.reference}/"))
    assert_not_now(client, url(check), check, "This report is void, so nothing is asked after it.", **ANSWERS)


@pytest.mark.long
def test_what_is_overdue_says_so_to_the_manager_and_to_the_lead(cast, check, sign_in):
    assert "How is" not in words(sign_in("lead").get("/")), "what is in time is the manager's alone"
    check.due_on = WEDNESDAY - timedelta(days=1)
    check.save()
    for username in ("manager", "lead"):
        said = words(sign_in(username).get("/"))
        assert "How is Oliver Fisk?" in said
        assert "1 day late" in said
    assert "Morwenna Manning" in words(sign_in("lead").get("/"))
    assert "How is" not in words(sign_in("lead2").get("/"))


@pytest.mark.long
def test_where_their_manager_has_left_a_lead_of_the_area_asks(cast, check, sign_in):
    scenarios.leaves(cast.manager)
    client = sign_in("lead")
    assert "How is Oliver Fisk?" in words(client.get("/"))
    assert "An Operational Lead for Housing asks how Oliver Fisk is." in words(client.get(url(check)))
    assert_done(client, fill(client, url(check), **ANSWERS), "/", "Recorded how Oliver Fisk is.")


@pytest.mark.long
def test_a_lead_is_not_asked_to_ask_themselves(cast, sign_in):
    scenarios.leaves(cast.manager)
    scenarios.logged(cast, days=0, violent=True, affected=[cast.lead])
    assert "Colleagues to ask how they are" not in words(sign_in("lead").get("/"))


def test_the_manager_records_it_once_and_whom_it_concerns_reads_it(cast, check, sign_in):
    client = sign_in("manager")
    response = client.post(url(check), INJURED | {"version": check.version - 1})
    assert_refused(response, "Oliver Fisk changed this on")
    assert_kept(response, **INJURED, version=check.version)
    response = fill(client, url(check), **ANSWERS)

    assert_done(client, response, "/", "Recorded how Oliver Fisk is.")
    check.refresh_from_db()
    assert (check.asked_on, check.asked_by, check.how, check.said) == (WEDNESDAY, cast.manager, "TELEPHONE", SAID)
    assert (check.injured, check.reportable, check.riddor_reference) == (False, None, "")
    event = AuditEvent.objects.get(action="record welfare")
    assert (event.by, event.reference, event.why) == (cast.manager, check.incident.reference, "How is Oliver Fisk?")
    assert "How is Oliver Fisk?" not in words(client.get("/"))
    sentence = "Morwenna Manning asked on 10 June 2026, and recorded it."
    assert_refused(client.post(url(check), ANSWERS | {"version": check.version}), sentence)
    assert "Record it" not in words(client.get(url(check)))

    incident = f"/incidents/{check.incident.reference}/"
    for username in ("officer", "manager", "lead"):
        client = sign_in(username)
        assert SAID in words(client.get(url(check)))
        assert "How is Oliver Fisk? Morwenna Manning asked on 10 June 2026." in words(client.get(incident))
    for username in ("head", "leadership"):
        assert "How is" not in words(sign_in(username).get(incident)), "who sees the incident alone"
    assert "welfare" not in sign_in("dpo").get("/admin/").content.decode().lower()


def test_after_an_injury_riddor_is_considered_and_what_is_not_reportable_has_no_reference(check, sign_in):
    with settling.undone():
        fill(sign_in("manager"), url(check), **INJURED | {"reportable": "no"})
        check.refresh_from_db()
        assert (check.injured, check.reportable, check.riddor_reference) == (True, False, "")
    client = sign_in("manager")
    fill(client, url(check), **INJURED)
    check.refresh_from_db()
    assert (check.injured, check.reportable, check.riddor_reference) == (True, True, "RIDDOR 123456")
    said = words(client.get(url(check)))
    assert "Reportable under RIDDOR Yes" in said
    assert "RIDDOR 123456" in said


@pytest.mark.long
def test_an_affected_colleague_opens_the_incident_and_follows_it(cast, sign_in):
    incident = scenarios.logged(cast, days=0, violent=True, affected=[cast.contractor])
    client = sign_in("contractor")
    assert "What happened to you (1)" in words(client.get("/"))
    page = words(client.get(f"/incidents/{incident.reference}/"))
    assert "What became of it" in page
    assert "How is Conrad Tracey? Morwenna Manning asks by 12 June 2026." in page


def test_of_a_restricted_file_the_page_names_nobody(cast, check, sign_in):
    scenarios.restrict(cast, readers=[cast.head])
    client = sign_in("manager")
    assert "Lodger" not in client.get(url(check)).content.decode()
    assert_not_found(sign_in("lead"), url(check), check, **ANSWERS)


def test_nobody_asks_themselves_and_nobody_else_asks(cast, sign_in, check):
    sentence = "Morwenna Manning asks how you are, and records it."
    assert_not_now(sign_in("officer"), url(check), check, sentence, **ANSWERS)
    with pytest.raises(NotAllowed, match=r"Morwenna Manning asks how Oliver Fisk is\."):
        services.record_welfare(check=check, version=check.version, by=cast.head, on=WEDNESDAY, answer=told())


def test_bad_input_is_asked_about(sign_in, check):
    client = sign_in("manager")
    for changes, sentence in [
        ({"asked_on_day": ""}, "The day you asked must include a day"),
        (day("asked_on", WEDNESDAY + timedelta(days=1)), "The day you asked must be today or in the past"),
        ({"how": ""}, "Choose how you asked"),
        ({"support": " "}, "Say what support you offered"),
        ({"injured": ""}, "Say whether they were injured"),
        ({"injured": "yes"}, "Say whether the injury is reportable under RIDDOR"),
        ({"injured": "yes", "reportable": "yes"}, "Write the reference, or who reports it and by when"),
    ]:
        with nothing_changes():
            response = client.post(url(check), ANSWERS | {"version": check.version} | changes)
        assert_asks(response, sentence)
    with nothing_changes():
        early = ANSWERS | day("asked_on", WEDNESDAY - timedelta(days=1)) | {"version": check.version}
        sentence = "They were asked between the day it happened and today. Check the day."
        assert_refused(client.post(url(check), early), sentence)


def test_the_service_asks_the_same(cast, check):
    for changes, sentence in [
        ({"support": " "}, "Say what support was offered, or that none was wanted."),
        ({"injured": True}, "Say whether the injury is reportable under RIDDOR."),
        (
            {"injured": True, "reportable": True},
            "Write the reference of the RIDDOR report, or who makes the report and by when.",
        ),
    ]:
        with pytest.raises(NotAllowed, match=sentence):
            services.record_welfare(
                check=check, version=check.version, by=cast.manager, on=WEDNESDAY, answer=told(**changes)
            )


def test_the_database_holds_that_riddor_is_asked_of_an_injury(cast, check):
    check.asked_on, check.asked_by, check.support, check.injured = timezone.localdate(), cast.manager, "None.", True
    with pytest.raises(IntegrityError):
        check.save()


@pytest.mark.long
def test_the_deputy_of_a_manager_who_is_away_asks(cast, sign_in):
    deputy = cast.people["head"]
    scenarios.promote(deputy, Role.LINE_MANAGER)
    scenarios.away(cast, cast.manager, deputy, by=cast.admin)
    incident = scenarios.logged(cast, days=0, violent=True, line_manager=deputy)
    check = WelfareCheck.objects.get()
    assert held(deputy, Kind.ASK) == [incident.reference]
    assert fill(sign_in("head"), url(check), **ANSWERS).status_code == 302


@pytest.mark.clause("P2", refuses=True)
def test_the_manager_who_was_told_does_not_ask_the_staff_of_another(cast, sign_in):
    other = cast.people["lead"]
    other.line_manager = cast.people["head"]
    other.save()
    check = WelfareCheck(incident=scenarios.logged(cast, violent=True), colleague=other, due_on=cast.today)
    records.save(check, by=cast.admin, why="Danger was reported")
    assert "Helen Headley asks how Lena Ledger is." in words(sign_in("manager").get(url(check)))
    assert why_may_not_ask(cast.manager, check)
    services.record_welfare(check=check, version=check.version, by=cast.head, on=WEDNESDAY, answer=told())
    assert sign_in("manager").get(url(check)).status_code == 404


@pytest.fixture
def not_a_manager(cast):
    """An officer who is named as the line manager of the officer who was hit."""
    named = scenarios.joined("officer2", Role.OFFICER)
    cast.officer.line_manager = named
    cast.officer.save()
    records.touch(cast.officer)
    return named


@pytest.mark.long
@pytest.mark.clause("P2", refuses=True)
def test_who_may_not_open_the_incident_does_not_ask_and_whoever_triages_it_does(cast, sign_in, not_a_manager):
    check = WelfareCheck.objects.get(incident=scenarios.logged(cast, days=0, violent=True))
    assert held(not_a_manager, Kind.ASK) == []
    assert held(cast.manager, Kind.ASK) == [check.incident.reference]
    assert sign_in("officer2").get(url(check)).status_code == 404
    assert why_may_not_ask(not_a_manager, check).sentence == "Morwenna Manning asks how Oliver Fisk is."
    assert fill(sign_in("manager"), url(check), **ANSWERS).status_code == 302


@pytest.mark.long
def test_nor_does_the_line_manager_of_another_team_who_may_not(cast, not_a_manager):
    scenarios.promote(not_a_manager, Role.LINE_MANAGER)
    scenarios.logged(cast, days=0, violent=True, affected=[cast.officer])
    assert held(not_a_manager, Kind.ASK) != []
    other = scenarios.joined("officer3", Role.OFFICER)
    incident = scenarios.reported_anew(scenarios.logged(cast, days=0, violent=True), by=other)
    assert incident.reference in held(cast.manager, Kind.ASK)
    assert incident.reference not in held(not_a_manager, Kind.ASK)


@pytest.mark.long
def test_nobody_asks_themselves_so_the_leads_do(cast, not_a_manager):
    scenarios.promote(cast.officer, Role.LINE_MANAGER)
    incident = scenarios.reported_anew(
        scenarios.logged(cast, days=0, violent=True, line_manager=cast.manager), by=cast.contractor
    )
    incident.line_manager = cast.officer
    records.save(incident, by=cast.manager, why="Handed over")
    assert held(cast.lead, Kind.ASK) == [incident.reference]


def test_a_lead_of_the_area_or_the_leadership_team_asks_unless_the_file_is_closed_to_them(cast):
    check = WelfareCheck.objects.get(incident=scenarios.logged(cast, days=0, violent=True))
    for manager, asks in ((cast.lead, True), (cast.lead2, False), (cast.leadership, True)):
        check.colleague.line_manager = manager
        assert (check.asker == manager) is asks
    check.incident.customer = scenarios.restrict_file(cast, readers=[cast.head, cast.lead])
    assert check.asker == cast.manager
