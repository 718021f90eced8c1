"""A report that is begun, kept as it is typed, finished later or discarded; nobody but its reporter sees it."""

import uuid

import lxml.html
import pytest
from django.test import Client

from alerts.drafting import services as drafting_services
from alerts.incidents import services as incidents_services
from alerts.models import Behaviour, Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.staff.models import Colleague
from tests import scenarios
from tests.attachments.uploads import picture, sent
from tests.page import assert_done, assert_refused, day, nothing_changes, words
from tests.permissions import canaries
from tests.permissions.test_canaries import _audit_site, _ours
from tests.step import assert_kept, fill, shown

pytestmark = pytest.mark.same_on_both
URL = "/incidents/draft/"
LOG = "/incidents/log/"
TYPED = {"about": "RISK", "customer": "Lew", "account": "He shouted at me from the", "who": ["ME", "OTHER"]}


def _finish(draft):
    return f"/incidents/{draft.reference}/log/"


# It works


@pytest.mark.clause("D4")
def test_a_threat_that_is_ticked_later_makes_the_draft_urgent_at_once(cast):
    page, threat = uuid.uuid4(), Behaviour.objects.get(threatens=True)
    finish = Duty.objects.filter(kind=Kind.FINISH)
    drafting_services.keep_draft(by=cast.officer, page=page, typed=TYPED)
    assert [duty.urgent for duty in finish] == [False]

    drafting_services.keep_draft(by=cast.officer, page=page, typed=TYPED | {"behaviours": [str(threat.pk)]})

    assert [duty.urgent for duty in finish.all()] == [True]


@pytest.mark.long
@pytest.mark.clause("D4")
def test_who_finishes_a_report_of_danger_later_is_told_whom_to_ring_meanwhile(cast, sign_in):
    client, threat = sign_in("officer"), TYPED | {"dangers": ["WEAPON"], "later": "yes"}
    warned = "There was danger, and nobody is told of it until you log the report."
    said = words(client.post(LOG, threat | {"page": str(uuid.uuid4())}, follow=True))
    assert f"{warned} Ring Morwenna Manning: {cast.manager.telephone}." in said

    scenarios.away(cast, cast.manager, cast.lead)
    said = words(client.post(LOG, threat | {"page": str(uuid.uuid4())}, follow=True))
    assert f"{warned} Ring Lena Ledger: {cast.lead.telephone}." in said

    Colleague.objects.update(telephone="")
    said = words(client.post(LOG, threat | {"page": str(uuid.uuid4())}, follow=True))
    assert f"{warned} Ring your line manager." in said
    calm = client.post(LOG, TYPED | {"page": str(uuid.uuid4()), "later": "yes"}, follow=True)
    assert warned not in words(calm)


def test_the_script_keeps_what_is_typed_and_the_page_goes_on_with_it(cast, sign_in):
    client, page = sign_in("officer"), str(uuid.uuid4())
    half = TYPED | {"occurred_at_day": "5", "occurred_at_time": "half", "line_manager": ""}

    answer = client.post(URL, half | {"page": page, "later": "", "csrfmiddlewaretoken": "x", "unknown": "y"})
    client.post(URL, half | {"page": page, "factors": ["ALCOHOL"]})

    draft = Incident.objects.get()
    assert answer.json() == {"finish": _finish(draft)}
    assert (draft.status, draft.created_by, draft.occurred_at) == ("DRAFT", cast.officer, None)
    assert set(draft.typed) == {*half, "factors"}
    shown = client.get(_finish(draft))
    assert_kept(shown, page=page, **half | {"factors": ["ALCOHOL"]})
    assert shown.content.decode().count('<details class="govuk-details" open>') == 1, "what holds something is open"


@pytest.mark.long
def test_it_stands_on_the_worklist_until_it_is_logged(cast, sign_in):
    client, draft = sign_in("officer"), scenarios.draft(cast)
    said = words(client.get("/"))
    assert "Reports to finish IN-" in said
    assert "Your reports" not in said

    answers = {"about": "RISK", **day("occurred_at", cast.ago(1)), "occurred_at_time": "10:30", "channel": "OFFICE"}
    response = fill(client, _finish(draft), **answers, who="ME", dangers="NONE", line_manager=cast.manager.pk)

    said = f"Incident {draft.reference} logged. Morwenna Manning has it to look at."
    assert_done(client, response, f"/incidents/{draft.reference}/", said)
    draft.refresh_from_db()
    assert (draft.status, draft.typed, draft.account) == ("LOGGED", {}, "He shouted at me from the")
    assert "To finish" not in words(client.get("/"))


@pytest.mark.long
def test_it_is_discarded_by_one_click_and_the_next_page_alone_holds_the_words(cast, sign_in):
    client, draft = sign_in("officer"), scenarios.draft(cast)
    (discard,) = lxml.html.fromstring(client.get("/").content.decode()).xpath("//main//form/@action")

    kept, page = draft.typed, client.post(discard, follow=True)
    assert f"Draft {draft.reference} is discarded" in words(page)
    assert "once you leave it, nobody can bring it back" in words(page)
    draft.refresh_from_db()
    assert (draft.status, draft.typed, draft.void_reason) == ("VOID", {}, "Discarded before it was logged.")
    assert "Nobody named yet" in words(client.get(f"/incidents/{draft.reference}/"))
    assert "To finish" not in words(client.get("/"))
    assert client.get(discard).url == "/", "no other page holds them"

    assert client.post(LOG, shown(page) | {"later": "yes"}).status_code == 302
    again = Incident.objects.get(status="DRAFT")
    assert again.typed == kept
    assert again.reference in words(client.get("/"))


def test_it_is_discarded_from_its_own_page_too(cast, sign_in):
    client, draft = sign_in("officer"), scenarios.draft(cast)
    page = client.get(_finish(draft))
    (discard,) = lxml.html.fromstring(page.content.decode()).xpath("//main//button/@formaction")
    client.post(discard, shown(page))
    draft.refresh_from_db()
    assert (draft.status, draft.typed) == ("VOID", {})


def test_what_was_logged_is_not_discarded(cast, sign_in):
    client, logged = sign_in("officer"), scenarios.logged(cast)
    with nothing_changes():
        response = client.post(f"/incidents/{logged.reference}/discard/", follow=True)
    assert f"{logged.reference} is no draft any more: it is logged. Nothing was discarded." in words(response)


# What is sent twice is one report


def test_what_was_logged_already_is_not_logged_or_kept_again(cast, sign_in):
    client, draft = sign_in("officer"), scenarios.draft(cast)
    report = {"about": "RISK", "customer": "D900001", "account": "He shouted", "channel": "OFFICE", "who": "ME"}
    report |= day("occurred_at", cast.ago(1)) | {
        "dangers": "NONE",
        "occurred_at_time": "10:30",
        "page": str(draft.page),
    }
    report |= {"line_manager": cast.manager.pk, "account": "He shouted.\r\nI left."}
    for _ in range(2):
        response = client.post(LOG, report | {"attached": [sent("Path.jpg", picture())]})
        assert response["Location"] == f"/incidents/{draft.reference}/"

    assert Incident.objects.count() == 1
    assert AuditEvent.objects.filter(action="log incident").count() == 1
    assert len(Incident.objects.get().files) == 1, "each photo is there once"
    by_script = report | {"account": "He shouted.\nI left."}
    said = f"This report was logged already as {draft.reference}."
    assert client.post(URL, by_script).json() == {"finish": "", "said": said}
    assert client.get(_finish(draft))["Location"] == f"/incidents/{draft.reference}/"
    response = client.post(LOG, report | {"later": "yes"}, follow=True)
    assert "This report was logged or discarded already. Nothing was changed." in words(response)


def test_a_report_without_a_photo_leaves_no_draft_of_itself(cast, sign_in):
    """A browser sends an empty box for files, and the script none; boxes that are empty are no words."""
    client, report = sign_in("officer"), _complete(cast, page=str(uuid.uuid4()))
    client.post(LOG, report | {"attached": "", "others_affected": "", "asset": ""})
    logged = Incident.objects.get()

    assert client.post(URL, report).json() == {
        "finish": "",
        "said": f"This report was logged already as {logged.reference}.",
    }
    assert Incident.objects.get() == logged
    assert client.post(URL, report | {"asset": "A-D1"}).json()["finish"], "what was typed since is no part of it"


def _complete(cast, **changed):
    report = {"about": "RISK", "customer": "D900001", "account": "He shouted", "channel": "OFFICE", "who": "ME"}
    report |= day("occurred_at", cast.ago(1)) | {
        "dangers": "NONE",
        "occurred_at_time": "10:30",
        "line_manager": cast.manager.pk,
    }
    return report | changed


def test_another_report_from_a_page_that_was_logged_is_refused_and_then_logged_as_its_own(cast, sign_in):
    client = sign_in("officer")
    second_tab = shown(client.get(LOG)) | _complete(cast)
    client.post(LOG, second_tab)
    first = Incident.objects.get()
    other = second_tab | {"account": "He struck the wall"}

    kept = client.post(URL, other).json()["finish"]
    response = client.post(LOG, other | {"attached": [sent("Path.jpg", picture())]})

    assert_refused(response, f"This report was logged already as {first.reference}, and what stands below is not what")
    assert first.files == []
    again = shown(response)
    assert again["account"] == ["He struck the wall"]
    assert_done(client, client.post(LOG, again), kept.removesuffix("log/"), "logged.")
    first.refresh_from_db()
    assert (first.account, Incident.objects.count()) == ("He shouted", 2)


def test_what_is_typed_on_a_page_that_was_discarded_is_not_kept(cast, sign_in):
    client, draft = sign_in("officer"), scenarios.draft(cast)
    incidents_services.void_incident(
        incident=draft, version=draft.version, by=cast.officer, on=cast.today, reason="I began it twice."
    )

    with nothing_changes():
        answer = client.post(URL, TYPED | {"page": str(draft.page)}).json()
    assert answer["said"] == "This report was discarded, so what you type here is not kept. Log an incident anew."


def test_a_form_that_back_opens_again_leads_to_its_report(cast, sign_in):
    """The browser may show the words of before there: they are no other draft."""
    client, draft = sign_in("officer"), scenarios.draft(cast)
    assert client.get(f"{LOG}?page={draft.page}")["Location"] == f"/incidents/{draft.reference}/"
    for nothing in (uuid.uuid4(), "not-a-key", ""):
        assert client.get(f"{LOG}?page={nothing}")["Location"] == LOG
        assert client.get(f"{LOG}?asset=A-D1&page={nothing}")["Location"] == f"{LOG}?asset=A-D1"
    assert sign_in("manager").get(f"{LOG}?page={draft.page}")["Location"] == LOG


# The last device does not win


@pytest.mark.long
def test_words_that_come_late_are_a_draft_of_their_own(cast, sign_in):
    """A phone without a connection, and a desk where the draft was gone on with meanwhile."""
    client = sign_in("officer")
    phone = shown(client.get(LOG)) | _complete(cast)
    finish = client.post(URL, phone).json()["finish"]
    assert client.post(URL, phone | {"account": "He shouted at"}).json()["finish"] == finish, "its own words"
    desk = shown(client.get(finish)) | {"account": "All of it, told at a desk"}
    assert client.post(URL, desk).json()["finish"] == finish, "what it showed"

    late = phone | {"account": "He shouted at me"}
    apart = [client.post(URL, late).json()["finish"] for _ in range(2)]
    assert client.post(URL, desk | {"later": ""}).json()["finish"] == finish

    assert apart[0] == apart[1] != finish
    assert_kept(client.get(finish), account="All of it, told at a desk")
    assert_kept(client.get(apart[0]), account="He shouted at me")
    assert words(client.get("/")).count("Reports to finish IN-") == 2

    assert_done(client, client.post(LOG, late), apart[0].removesuffix("log/"), "logged.")
    assert_kept(client.get(finish), account="All of it, told at a desk")


# It refuses the wrong person


def test_who_would_read_a_report_finds_nothing_of_a_draft(cast, sign_in):
    draft = scenarios.draft(cast, account=canaries.MARK, customer="D900001")
    client, page = sign_in("manager"), f"/incidents/{draft.reference}/"
    assert client.get(page).status_code == 404
    for url in ("/", f"/look-up/?q={draft.reference}", "/look-up/?q=D900001", "/customers/D900001/", "/entries/"):
        said = canaries.said(client.get(url)).replace(f"q={draft.reference}", "")
        assert canaries.MARK not in said


@pytest.mark.long
@pytest.mark.parametrize("username", ["contractor", "manager", "leadership", "dpo"])
def test_nobody_else_finds_a_word_of_it(cast, username):
    """No page, list, search or history of anybody else holds what was typed, or that something was."""
    draft = scenarios.draft(cast, account=canaries.MARK, customer="D900001")
    draft.refresh_from_db()
    drafting_services.keep_draft(by=cast.officer, page=draft.page, typed=draft.typed | {"source": [canaries.MARK]})
    browser = Client(raise_request_exception=False)
    browser.force_login(cast.people[username])

    pages = [*_ours(), *_audit_site(), f"/look-up/?q={draft.reference}"]
    asked = {url: canaries.said(browser.get(url)) for url in pages}
    assert [url for url, said in asked.items() if canaries.MARK in said] == []
    lists = [url for url in asked if draft.reference not in url]
    assert [url for url in lists if draft.reference in asked[url]] == []


def test_the_audit_site_lists_it_once_it_is_logged(cast, sign_in):
    draft, logged = scenarios.draft(cast), scenarios.logged(cast)
    listed = sign_in("dpo").get("/admin/alerts/incident/").content.decode()
    assert (draft.reference in listed, logged.reference in listed) == (False, True)


# It refuses bad input


def test_a_page_says_which_it_is(sign_in):
    client = sign_in("officer")
    for key in ["", "7", "not-a-key"]:
        with nothing_changes():
            assert client.post(URL, TYPED | {"page": key}).status_code == 400
