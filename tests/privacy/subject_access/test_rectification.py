"""Requests to put data right, and objections: ``/subject-access/SA-…/reports/IN-…/`` and ``/conclude/``"""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from alerts.models import Entry
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.refusals import NotAllowed
from privacy.models import SubjectRequest
from privacy.subject_access import services
from tests import scenarios, settling
from tests.owing import held
from tests.page import assert_asks, assert_done, assert_refused, day, nothing_changes, send, words
from tests.scenarios import IT_IS_WRONG, RIGHT, WRONG

pytestmark = pytest.mark.usefixtures("wednesday")
TODAY = date(2026, 6, 10)
LOG = {"customer": "D900001", "kind": "RECTIFICATION", "words": IT_IS_WRONG, "channel": "LETTER", "made_by": ""}
LOG |= day("received_on", TODAY)
SENT = {"amending": "CORRECTED", "struck": f" {WRONG} ", "words": RIGHT}
TOLD = {"outcome": "DONE", "reason": "The report was wrong, and is put right.", "way": "COLLECTED"}
TOLD |= {"how": "I told him at our office today."} | day("on", TODAY)


def _report(request, incident):
    return f"/subject-access/{request.reference}/reports/{incident.reference}/"


# The request


@pytest.mark.clause("P13b")
def test_it_is_logged_and_is_answered_within_a_month(sign_in, cast):
    for kind, named in [("RECTIFICATION", "Request to put data right"), ("OBJECTION", "Objection")]:
        with settling.undone():
            assert sign_in("officer").post("/subject-access/log/", LOG | {"kind": kind}).status_code == 302

            request = SubjectRequest.objects.get()
            assert (request.kind, request.due_on) == (kind, date(2026, 7, 10))
            assert held(cast.people["dpo"], Kind.SUBJECT_ACCESS) == [request.reference]
            client = sign_in("dpo")
            for url in ("/subject-access/", f"/subject-access/{request.reference}/"):
                assert named in words(client.get(url))


def test_the_page_asks_what_they_want(sign_in, cast):
    client = sign_in("officer")
    with nothing_changes():
        assert_asks(client.post("/subject-access/log/", LOG | {"kind": ""}), "Choose what they want")
    with pytest.raises(NotAllowed, match="Say what the person asks for"):
        scenarios.asked_for_data(cast, kind="ANYTHING")


def test_one_to_see_the_data_and_one_to_put_them_right_run_side_by_side(cast):
    scenarios.asked_for_data(cast)
    scenarios.asked_to_put_right(cast)
    with pytest.raises(NotAllowed, match="of this person is being answered"):
        scenarios.asked_to_put_right(cast)


def test_it_has_no_bundle(sign_in, cast):
    for walk in [scenarios.to_put_right, scenarios.objecting]:
        with settling.undone():
            request, client = walk(cast), sign_in("dpo")
            said = words(client.get(f"/subject-access/{request.reference}/"))
            assert "The bundle" not in said
            assert "Make the bundle" not in said
            for page in ("sections/PERSON", "items/customers.customer.1", "bundle", "release"):
                assert client.get(f"/subject-access/{request.reference}/{page}/").status_code == 404
            with pytest.raises(NotAllowed, match="this request has no bundle"):
                services.make_bundle(
                    request=request, by=cast.people["dpo"], on=cast.today, given_as="PAPER", passphrase=""
                )


def test_a_request_to_see_the_data_is_answered_by_its_bundle(sign_in, cast):
    request, client = scenarios.identified(cast), sign_in("dpo")
    with nothing_changes():
        response = send(client, f"/subject-access/{request.reference}/conclude/", request, **TOLD)
    assert_refused(response, "They ask to see their data: give them the bundle.")


# Put a report right


@pytest.mark.clause("P13b")
def test_wrong_words_are_struck_out_and_the_correction_stands_beside_them(sign_in, cast):
    incident = scenarios.logged(cast)
    request, client = scenarios.to_put_right(cast), sign_in("dpo")

    response = send(client, _report(request, incident), incident, **SENT)

    said = f"It stands beside report {incident.reference}. Next: tell those who have had the report."
    assert_done(client, response, _report(request, incident), said)
    incident.refresh_from_db()
    assert incident.account == "He shouted at me and blocked the path."
    page = sign_in("manager").get(f"/incidents/{incident.reference}/")
    assert f"<del>{WRONG}</del>" in page.content.decode()
    assert f"Put right, 10 June 2026 “{WRONG}” is struck out. Right is: {RIGHT}" in words(page)
    assert AuditEvent.objects.get(action="amend report").reference == incident.reference


@pytest.mark.clause("P13b")
@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("manager", "/incidents/{incident}/"),
        ("lead", "/investigations/{file}/"),
        ("head", "/investigations/{file}/"),
        ("lead", "/customers/D900001/"),
        ("lead", "/alerts/{alert}/"),
    ],
)
def test_what_the_customer_says_stands_wherever_the_report_is_shown(sign_in, cast, who, page):
    alert = scenarios.active(cast)
    incident = alert.investigation.incidents.get()
    scenarios.put_right(cast, scenarios.to_put_right(cast), incident, amending="DISPUTED", struck="", words=IT_IS_WRONG)

    names = {"incident": incident.reference, "file": alert.investigation.reference, "alert": alert.reference}
    said = words(sign_in(who).get(page.format(**names)))

    assert IT_IS_WRONG in said
    assert "disputed by the customer" in said.lower()


@pytest.mark.long
def test_whoever_decided_by_the_report_hears_of_it(cast):
    alert = scenarios.active(cast)
    incident = alert.investigation.incidents.get()

    scenarios.put_right(cast, scenarios.to_put_right(cast), incident)

    for colleague in (cast.lead, cast.head):
        assert held(colleague, Kind.CORRECTED) == [incident.reference]


@pytest.mark.clause("D4", "P13b")
def test_whoever_decides_on_danger_is_asked_whether_it_stands_once_words_were_struck_out(cast, sign_in):
    marker = scenarios.marked(cast)
    incident = marker.incident
    assert not held(cast.manager, Kind.STRUCK)
    scenarios.put_right(cast, scenarios.to_put_right(cast), incident)

    for colleague in (cast.manager, cast.lead):
        assert held(colleague, Kind.STRUCK) == [incident.reference]
    asked = f"Is there still danger? At the customer’s request these words of the report were struck out: 10 June 2026: “{WRONG}”"
    client, page = sign_in("manager"), f"/incidents/{incident.reference}/"
    for path in ("", "marker/lift/", "settle/"):
        assert asked in words(client.get(f"{page}{path}"))
    assert asked not in words(sign_in("officer").get(page))

    scenarios.lifted(cast, marker)
    incident.refresh_from_db()
    assert held(cast.manager, Kind.STRUCK) == [incident.reference]
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        scenarios.mark(cast, incident)
    assert not held(cast.manager, Kind.STRUCK)


def test_what_was_keyed_into_assure_is_keyed_anew(cast):
    incident = scenarios.referred(cast)
    scenarios.entered(cast, incident)

    scenarios.put_right(cast, scenarios.to_put_right(cast), incident)

    again = Entry.objects.get(incident=incident, entered_on=None)
    assert RIGHT in again.to_copy


@pytest.mark.long
def test_whoever_has_had_the_report_is_listed(sign_in, cast):
    alert = scenarios.active(cast)
    incident = alert.investigation.incidents.get()
    letter, shared = scenarios.posted(cast, alert), scenarios.shared(cast)
    sign_in("lead").get(f"/incidents/{incident.reference}/")
    appeal = scenarios.prepared(cast, alert)
    for who, page in [
        ("head", f"/investigations/{alert.investigation.reference}/"),
        ("head2", f"/appeals/{appeal.reference}/"),
    ]:
        assert sign_in(who).get(page).status_code == 200

    said = words(sign_in("dpo").get(_report(scenarios.to_put_right(cast), incident)))

    for each in (letter.reference, "The police", shared.given_how, str(cast.lead), str(cast.head), str(cast.head2)):
        assert each in said


@pytest.mark.clause("P13b", refuses=True)
def test_a_report_is_not_put_right_without_what_was_wrong_and_what_is_right(cast):
    for facts, sentence in [
        ({"amending": "DELETED"}, "Say what becomes of the statement."),
        ({"struck": ""}, "Write the wrong words as they stand on the page."),
        ({"struck": "with a stick"}, "“with a stick” does not stand there."),
        ({"words": "Not so."}, "Write down what is right, or what the customer says about it."),
        ({"words": ""}, "Write down what is right, or what the customer says about it."),
    ]:
        with settling.undone():
            incident = scenarios.logged(cast)
            request = scenarios.to_put_right(cast)
            with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
                scenarios.put_right(cast, request, incident, **facts)


def test_the_same_words_are_struck_out_once(cast):
    incident = scenarios.logged(cast)
    request = scenarios.to_put_right(cast)
    scenarios.put_right(cast, request, incident)
    incident.refresh_from_db()
    with pytest.raises(NotAllowed, match="is struck out already"):
        scenarios.put_right(cast, request, incident)


def test_a_report_that_was_never_logged_is_not_put_right(cast):
    draft = scenarios.draft(cast)
    request = scenarios.to_put_right(cast)
    with pytest.raises(NotAllowed, match="was never logged, so it says nothing yet"):
        scenarios.put_right(cast, request, draft)


@pytest.mark.clause("P13b", refuses=True)
def test_no_report_is_put_right_that_nobody_known_asks_about(cast):
    for walk, sentence in [
        (scenarios.asked_to_put_right, "Check first who asks. Until then nothing is put right."),
        (scenarios.objecting, "No open request asks us to put anything right."),
        (scenarios.decided_in_words, "No open request asks us to put anything right."),
    ]:
        with settling.undone():
            incident = scenarios.logged(cast)
            request = walk(cast)
            with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
                scenarios.put_right(cast, request, incident)


def test_what_somebody_did_to_the_report_meanwhile_is_read_first(sign_in, cast):
    incident = scenarios.logged(cast)
    request, client = scenarios.to_put_right(cast), sign_in("dpo")
    incident.version -= 1
    with nothing_changes():
        assert_refused(send(client, _report(request, incident), incident, **SENT), "after you opened the page")


# Decide


@pytest.mark.clause("P13b")
def test_the_decision_its_reason_and_how_the_person_was_told_are_on_record(sign_in, cast):
    request, client = scenarios.objecting(cast), sign_in("dpo")

    send(client, f"/subject-access/{request.reference}/conclude/", request, **(TOLD | {"outcome": "NOT_DONE"}))

    said = words(client.get(f"/subject-access/{request.reference}/"))
    for each in ("We do not do it", TOLD["reason"], TOLD["how"], "10 June 2026", str(cast.people["dpo"])):
        assert each in said
    assert held(cast.people["dpo"], Kind.SUBJECT_ACCESS) == []
    assert AuditEvent.objects.get(action="conclude subject request").why == TOLD["reason"]


@pytest.mark.clause("P13b", refuses=True)
def test_nothing_is_decided_without_a_reason_and_without_telling_the_person(cast):
    for facts, sentence in [
        ({"outcome": ""}, "Say whether we do what they ask."),
        ({"reason": "No."}, "Say what was done, and why. The person is told this."),
        ({"how": ""}, "Say who was told, and how."),
        ({"way": "SMOKE"}, "Choose in which way the answer is given."),
        ({"on": date(2026, 6, 9)}, "It was given on a day between the receipt of the request and today."),
    ]:
        with settling.undone():
            request = scenarios.objecting(cast)
            told = {"outcome": "DONE", "reason": TOLD["reason"], "way": "COLLECTED", "how": TOLD["how"], "on": TODAY}
            step = {"request": request, "version": request.version, "by": cast.people["dpo"], "today": TODAY}
            with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
                services.conclude_request(**step, **(told | facts))


def test_the_database_takes_no_decision_without_its_reason(cast):
    request = scenarios.decided_in_words(cast)
    for wrong in ({"kind": "ACCESS"}, {"outcome": ""}, {"outcome_reason": ""}, {"given_how": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SubjectRequest.objects.filter(pk=request.pk).update(**wrong)


@pytest.mark.long
@pytest.mark.clause("P13b", refuses=True)
def test_whoever_saw_what_to_do_at_the_door_did_not_have_the_report(sign_in, cast):
    """P13b They are not told that it was put right: that would tell them of it."""
    incident = scenarios.logged(cast)
    scenarios.mark(cast, incident)
    contractor = sign_in("contractor")
    assert contractor.get("/look-up/?q=D900001").status_code == 200
    sign_in("lead").get("/customers/D900001/")
    seen = ReadEvent.objects.filter(by=cast.contractor)
    assert {scenarios.LODGER, incident.reference} & set(seen.values_list("reference", flat=True))

    page = words(sign_in("dpo").get(_report(scenarios.to_put_right(cast), incident)))

    _, _, readers = page.partition("Opened by, alone or in a case that shows it")
    assert str(cast.lead) in readers
    assert str(cast.contractor) not in page
