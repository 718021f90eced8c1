"""Every role asks every address, reading and acting, and gets what the table says."""

import fnmatch
import re
from collections import Counter
from contextlib import contextmanager
from datetime import date

import pytest
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit.admin import ReadOnlyAdmin
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from tests import scenarios, settling
from tests.architecture.addresses import addresses
from tests.deep import DEEP
from tests.kernel.audit.test_fail_closed import LOGGED, assert_closed
from tests.permissions import canaries
from tests.permissions.records import PAGES, page
from tests.permissions.table import ADMIN, ADMIN_INTERNALS, ROLES, TABLE, rows

pytestmark = pytest.mark.same_on_both
PAGE_OF_A_CASE = re.compile(
    r"(alerts:(incident|investigation|alert(?!_type)|review|entry)|appeals:|letters:|customers:|desk:(customer|merge|undo_merge|answer))"
)
ROWS, ADMIN_ROWS = rows(TABLE), rows(ADMIN)
ACT = ROLES if DEEP else ("stranger", "officer", "contractor", "lead2", "lead", "head")
"""Who takes each step. All of them open each page."""
SIGN_IN_AS = [role for role in ROLES if role != "stranger"]
SIGN_IN = ("/sign-in/?next=", "/admin/login/?next=")
"""Where a stranger is sent, to come back afterwards; the audit site sends them on to the same page."""


_SIGNED_IN: dict[date, list[Session]] = {}
"""The sessions of each day's cast, so that each role signs in once."""


def _sessions(cast):
    """The session of each role. A stranger has none."""
    if cast.today not in _SIGNED_IN:
        for role in SIGN_IN_AS:
            Client().force_login(cast.people[role])
        _SIGNED_IN[cast.today] = list(Session.objects.all())
    else:
        Session.objects.bulk_create(_SIGNED_IN[cast.today], ignore_conflicts=True)
    of = {one.get_decoded()["_auth_user_id"]: one.session_key for one in _SIGNED_IN[cast.today]}
    return {role: of.get(str(cast.people[role].pk), "") if role in SIGN_IN_AS else "" for role in ROLES}


def _browser(session):
    browser = Client()
    if session:
        browser.cookies["sessionid"] = session
    return browser


def _answers(sessions, url, method, sent, who, told=None, queries=None):
    """What each of these roles gets. Whatever the request does is undone before the next role asks.

    :param told: is filled with every byte that each role got.
    :param queries: is filled with how many queries each page took that opened.
    """
    told, queries = {} if told is None else told, {} if queries is None else queries
    return {role: _answer(sessions[role], role, url, method, sent, told, queries) for role in who}


def _answer(session, role, url, method, sent, told, queries):
    with settling.undone():
        browser = _browser(session)
        before = AuditEvent.objects.count()
        with _asked() as asked:
            response = browser.get(url) if method == "GET" else browser.post(url, sent)
        if response.status_code == 200:
            queries[role] = sum(asked[word] for word in ASKS)
        changed = AuditEvent.objects.count() - before
        told[role] = canaries.said(response)
    if response.status_code == 302 and response["Location"].startswith(SIGN_IN):
        return "in"
    if response.status_code == 403 and b'href="/sign-in/"' in response.content:  # with the words that were typed
        return "in"
    if method == "GET" or (
        response.status_code != 302 and "Content-Disposition" not in response
    ):  # a file that was made
        assert not changed, f"{role} was answered {response.status_code}, and still something was done"
    return str(response.status_code)


@contextmanager
def _asked():
    """Count the statements by their first word. To keep each with its values, as Django does, takes another query each."""
    asked = Counter()

    def count(execute, sql, *rest):
        asked[sql.split(None, 1)[0]] += 1
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        yield asked


def _who_asks(name, method):
    """Everybody reads; where nobody can send anything, a stranger and the Lead find that out."""
    if DEEP:
        return ROLES
    if set(ROWS[name, method].values()) <= {"405", "in"}:
        return ("stranger", "lead")
    return ROLES if method == "GET" else ACT


def _differences(expected, found):
    return [
        f"{role}: {expected[role]} is written, {answer} came"
        for role, answer in found.items()
        if role in expected and answer != expected[role]
    ]


ASKS = ("SELECT", "INSERT", "UPDATE", "DELETE")
MOST_QUERIES = 20
"""The budget of a page, the session and the read log included."""
ABOVE = {
    # A bundle reads every table of the service, and the history of each row: one person asks for that now and then.
    "privacy:request": 82,
    "privacy:request_item": 69,
    "privacy:request_file": 56,
    "privacy:request_items": 59,
    "privacy:request_bundle": 42,
    "privacy:request_release": 65,
    "privacy:request_report": 33,  # the report, whoever has read it or its case, and what to mind at the person's home
    "privacy:request_alert": 30,  # the same of an alert
    "alerts:incident": 22,  # whether words of its danger were struck out, and where that danger stands now
    "alerts:incident_finish": 21,  # the form as it was typed, who is away, and whether a restricted file is of that home
    "alerts:review": 22,  # what professionals told us, beside the rest that is known
    "alerts:investigation_considerations": 22,  # the same
    "alerts:investigation": 21,  # the reports, and whether its Lead was affected by one
    "alerts:investigation_recommend": 25,  # what earlier decisions wrote of a vulnerability
    "alerts:alert_approve": 28,  # the same, and which letters it cancels
    "alerts:alert_decline": 21,  # the same
    "alerts:investigation_agree": 21,  # the same
    "privacy:case_bundle": 62,  # each table of a case, and the history of each row
    "desk:customer": 31,  # the file, contacts, homes left, each reference of the door, the stream, and who may be the same
    "appeals:appeal_evidence": 27,  # the case, and beside it the stream of everything that happened, with the files of both
    "monitoring:curiosity": 26,  # who had work on a file: each kind of record is asked
    "letters:letter_issue": 40,  # each check of the words: whom they name, who lives, lived or died there, and which days
    "letters:letter_posting": 26,  # the same of the home, whether a letter came back from there, and which ways are open
    "appeals:appeal_determine": 43,  # what happened since, what is known, the part that each decider had, and the letters
    "alerts:alert_removal_letter": 24,  # what was reported since, what at their home of nobody, and what is kept from them
    "privacy:batch_confirm": 22,  # what becomes of each file, so that no button is shown that is refused
    "privacy:retention": 22,  # each kind of record that has a period of its own is counted
    "alerts:review_complete": 31,  # the stream since the last one, the danger, what they said, whom it affected, choices, letters
}
"""Pages that take more, each with its reason and what it may take, so that none takes more than it did."""
AT_A_DOOR = {"alerts:look_up": 18, "alerts:visit_list": 18}
"""Pages that are read at a door: twelve queries, and those of the session and the trail."""


@pytest.mark.parametrize("name", dict.fromkeys(name for name, _ in ROWS))
def test_each_role_gets_what_the_table_says(cast, name):
    """And nobody gets a page whose reading cannot be logged."""
    url, sent = page(cast, name)
    sessions = _sessions(cast)
    for method in ("GET", "POST"):
        told, queries = {}, {}
        found = _answers(sessions, url, method, sent, _who_asks(name, method), told, queries)
        assert _differences(ROWS[name, method], found) == [], method
        if method == "GET":
            assert max(queries.values(), default=0) <= (ABOVE | AT_A_DOOR).get(name, MOST_QUERIES), queries
        assert [role for role, said in told.items() if CODE.search(said)] == [], "a clause is said as its section"
    if name in LOGGED:
        with settling.undone():
            assert_closed(_browser(sessions[_reader(name)]), url, name)


def _reader(name):
    """A role that the page of that name opens for. A few open by what is sent to them."""
    gets, posts = ROWS[name, "GET"], ROWS[name, "POST"]
    return next(role for role in ROLES if gets[role] == "200" or (gets[role], posts[role]) == ("405", "200"))


CODE = re.compile(rf"\(({'|'.join(clause.id for clause in procedure.KEPT)})\)")
"""What only developers call a clause."""
OWN_WORDS = ("alerts:incident_log", "alerts:incident_draft", "alerts:incident_discard")
"""What one types there oneself is all that stands there."""
OF_A_CASE = [name for name, method in ROWS if method == "GET" and PAGE_OF_A_CASE.match(name) and name not in OWN_WORDS]


BEHIND_GLASS = {
    "desk:customer": dict.fromkeys(("head", "head2", "leadership", "dpo"), "200"),
    "customers:break_glass": {},
    "appeals:breaches": {},
    "alerts:incident_name_customer": {},
}
"""Two pages without a name or any content: that the file is restricted, and how to open it in an emergency. And a list
that leaves the file out. And an incident with somebody who is not known yet."""


@pytest.mark.parametrize("name", OF_A_CASE)
def test_a_restricted_file_opens_for_its_named_readers_only(cast, name):
    """Here the Lead alone is named. Nobody else is told a word of it, whatever they ask for and send."""
    url, sent = page(cast, name)
    restricted = cast.customers[scenarios.LODGER]
    restricted.refresh_from_db()
    restricted.restricted = True
    restricted.readers.set([cast.lead])
    restricted.version -= 1  # what the page showed stays the present version: others are refused for who they are
    records.save(restricted, by=cast.lead, why="A member of staff's family")
    assert canaries.plant_all(restricted)
    sessions = _sessions(cast)
    for method in ("GET", "POST"):
        told = {}
        found = _answers(sessions, url, method, sent, _loses(name, method), told)
        assert _differences(_expected_of_others(name, method), found) == [], method
        others = [role for role in told if not _follows(role, name)]
        assert [role for role in others if canaries.MARK in told[role] or canaries.NAME in told[role]] == [], method


def _loses(name, method):
    """Who would have it if the file were not restricted: the others are refused before the file is looked for."""
    others = [role for role in ROLES if role != "lead"]
    return others if DEEP else [role for role in others if ROWS[name, method][role] not in ("in", "404", "405")]


def _follows(role, name):
    return role in canaries.WHO_FOLLOWS and name.startswith(canaries.FOLLOWED)


def _expected_of_others(name, method):
    """What each role but the Lead gets of a restricted file."""
    closed = BEHIND_GLASS.get(name, dict.fromkeys(("head", "head2", "leadership"), "404"))
    if method == "POST":
        closed = {"head": "302"} if name == "customers:break_glass" else dict.fromkeys(closed, "404")
    row = ROWS[name, method]
    expected = row if method == "POST" and row["lead"] == "405" else row | closed
    return {role: answer for role, answer in expected.items() if role != "lead"}


def test_every_address_has_its_rows():
    """A new address without a row fails here, and so does a row without its address."""
    ours = {name for name in addresses() if not name.startswith("admin:")}
    assert {name for name, _ in ROWS} == ours
    assert {(name, method) for name in ours for method in ("GET", "POST")} == set(ROWS)
    assert set(PAGES) == ours


def test_every_address_of_the_audit_site_has_its_row():
    patterns = {name for name, _ in ADMIN_ROWS}
    theirs = {name for name in addresses() if name.startswith("admin:")}
    assert {
        name
        for name in theirs
        if name not in ADMIN_INTERNALS and not any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
    } == set()
    assert set(ADMIN_INTERNALS) <= theirs


@pytest.mark.parametrize(("name", "method"), ADMIN_ROWS, ids=lambda part: part)
def test_the_audit_site_is_for_the_data_protection_officer(cast, name, method):
    incident = scenarios.logged(cast)
    place = name.replace("*", "alerts_incident")
    args = {"admin:index": [], "admin:app_list": ["alerts"]}.get(name, [incident.pk])
    if re.search("_(changelist|add|export)$", name):
        args = []
    answers = _answers(_sessions(cast), reverse(place, args=args), method, {}, ROLES)
    assert _differences(ADMIN_ROWS[name, method], answers) == []


def test_the_audit_site_lists_every_kind_of_our_records(cast):
    """What a library registers by itself stays closed to everybody."""
    scenarios.under_review(cast, scenarios.active(cast))
    sessions, who = _sessions(cast), ROLES if DEEP else ("stranger", "head", "dpo", "admin")
    for model, site in admin.site._registry.items():
        listed = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        ours = {} if isinstance(site, ReadOnlyAdmin) else {"dpo": "403"}
        expected = ADMIN_ROWS["admin:*_changelist", "GET"] | ours
        assert _differences(expected, _answers(sessions, listed, "GET", {}, who)) == [], model


DECISIONS = (
    "alerts:alert_approve",
    "alerts:alert_decline",
    "alerts:investigation_send_back",
    "alerts:investigation_agree",
    "appeals:appeal_determine",
    "appeals:appeal_send_back",
)


def test_another_leader_decides_once_the_absent_head_is_named(cast):
    """Where the table says 403 for ``head2`` and ``leadership``, this is what they lack."""
    absence = {"absent_head": cast.head.pk, "absence_reason": "On leave until Monday."}
    for name in DECISIONS:
        with settling.undone():
            url, sent = page(cast, name)
            answers = _answers(_sessions(cast), url, "POST", sent | absence, ROLES)
        expected = ROWS[name, "POST"] | {"head2": "302", "leadership": "302"}
        assert _differences(expected, answers) == [], name


def test_any_leader_decides_where_nobody_is_head_once_they_say_why(cast):
    """The same while the post is vacant: there is nobody to name."""
    for name in DECISIONS:
        with settling.undone():
            url, sent = page(cast, name)
            scenarios.heads_no_longer(cast.head)
            sessions = _sessions(cast)
            asked, answers = (
                _answers(sessions, url, "POST", sent | {"absence_reason": why}, ROLES)
                for why in ("", "She left in May.")
            )
        leaders = ("head", "head2", "leadership")
        assert _differences(ROWS[name, "POST"] | dict.fromkeys(("lead", *leaders), "200"), asked) == [], name
        assert _differences(ROWS[name, "POST"] | dict.fromkeys(leaders, "302"), answers) == [], name
