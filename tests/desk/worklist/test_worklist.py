"""The worklist: what waits for each role, most urgent first, and nothing that is not theirs."""

from datetime import date

import lxml.html
import pytest

from appeals.models import Appeal
from housing_alerts.duties.choices import Kind
from housing_alerts.staff.choices import Role
from tests import scenarios
from tests.deep import MANY
from tests.desk.worklist.reading import groups, sections
from tests.owing import held
from tests.page import words
from tests.scenarios import WITHHOLD

pytestmark = pytest.mark.usefixtures("wednesday")


def test_a_reporter_follows_their_own_reports(sign_in, cast):
    incident = scenarios.logged(cast)

    (row,) = sections(sign_in("officer").get("/"))["Your reports (1)"]

    assert incident.reference in row
    assert row.endswith(f"With {cast.manager}")
    assert sections(sign_in("contractor").get("/")) == {}


def test_of_a_restricted_file_no_list_shows_the_name_to_others(sign_in, cast):
    scenarios.logged(cast)
    scenarios.opened(cast)
    alert = scenarios.active(cast, days=400)
    scenarios.drafted(cast, alert)
    scenarios.proposed(cast, "WEAPONS")
    scenarios.prepared(cast, alert)
    scenarios.restrict_file(cast, readers=[cast.lead, cast.leadership])

    reports = sections(sign_in("officer").get("/"))["Your reports (4)"]
    assert all(row.startswith("Restricted file ") for row in reports)
    (row,) = sections(sign_in("manager").get("/"))["Incidents to triage (1)"]
    assert row.startswith("Restricted file IN-")
    for who in ("officer", "manager", "head", "dpo"):
        assert "Lodger" not in sign_in(who).get("/", follow=True).content.decode()
    for who in ("lead", "leadership"):
        assert "Lewis Lodger" in words(sign_in(who).get("/"))


UNKEPT = "Restricted files that nobody keeps (1)"


@pytest.mark.clause("P8b", "P11a")
def test_a_restricted_file_of_which_no_named_reader_is_left_is_not_forgotten(sign_in, cast):
    """Its reference is told to whoever could break glass, and nothing of what it holds."""
    scenarios.active(cast, days=400)
    _restricted(cast)
    scenarios.leaves(cast.lead)
    assert all(UNKEPT not in sections(sign_in(who).get("/")) for who in ("lead2", "head2", "leadership"))

    scenarios.leaves(cast.head)

    for who, named in (("lead2", "Restricted file"), ("head2", "Restricted file"), ("leadership", "Lewis Lodger")):
        assert sections(sign_in(who).get("/"))[UNKEPT] == [
            f"{named} D900001. No named Lead or Head of Service is left Urgent"
        ], "the Leadership Team is among the readers here"
    assert "Lodger" not in sign_in("lead2").get("/").content.decode()
    assert UNKEPT not in sections(sign_in("officer").get("/"))


def _restricted(cast):
    scenarios.lead_for(cast.lead2, cast.customers[scenarios.LODGER].service_area)
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head, cast.leadership])


@pytest.mark.clause("P8b", "P11a")
@pytest.mark.parametrize(
    "waits",
    [
        scenarios.opened,
        scenarios.referred,
        lambda cast: scenarios.prepared(cast, scenarios.agreed_action(cast)),
        scenarios.marked,
        lambda cast: scenarios.logged(cast, violent=True),
    ],
    ids=["investigation", "incident", "appeal", "marker", "danger"],
)
def test_so_is_one_of_which_anything_else_waits(cast, waits):
    waits(cast)
    _restricted(cast)
    scenarios.leaves(cast.lead)
    assert held(cast.lead2, Kind.UNKEPT) == []
    scenarios.leaves(cast.head)
    assert held(cast.lead2, Kind.UNKEPT) == held(cast.head2, Kind.UNKEPT) == [scenarios.LODGER]


def test_where_nothing_waits_in_a_restricted_file_nobody_is_called(cast):
    scenarios.logged(cast)
    scenarios.restrict_file(cast, readers=[cast.lead, cast.leadership])
    scenarios.leaves(cast.lead)
    assert held(cast.head, Kind.UNKEPT) == []


def test_a_lead_investigates_what_was_referred(sign_in, cast):
    scenarios.referred(cast)
    scenarios.opened(cast, scenarios.HONG)
    page = sign_in("lead").get("/")

    (row,) = sections(page)["Referred incidents (1)"]
    assert row.endswith("Referred 10 June 2026")
    (row,) = sections(page)["Your investigations (1)"]
    assert row.endswith("Open")
    assert groups(page) == ["Today (2)"]
    assert sections(sign_in("lead2").get("/")) == {}


def test_what_others_must_do_stands_apart_with_whom_it_is_and_since_when(sign_in, cast):
    scenarios.proposed(cast)
    page = sign_in("lead").get("/")
    (row,) = sections(page)["Recommendations to decide (1)"]
    assert row.endswith("With Head of Service, Housing since 10 June 2026 7 days left")
    assert groups(page) == ["Waiting for others (1)"]


OTHERS = "To decide for other Heads of Service (1)"


@pytest.mark.long
@pytest.mark.parametrize(
    ("who", "group"),
    [
        ("head", "This week (1)"),
        ("head2", OTHERS),
    ],
)
def test_the_head_decides_and_the_leadership_team_sees_it_apart(sign_in, cast, who, group):
    scenarios.proposed(cast)

    page = sign_in(who).get("/")
    assert groups(page) == [group]
    assert list(sections(page)) == ["Recommendations to decide (1)"]


@pytest.mark.long
@pytest.mark.clause("P7a")
def test_what_nobody_but_the_leadership_team_decides_says_so(sign_in, cast):
    scenarios.proposed(cast)
    scenarios.prepared(cast, scenarios.active(cast, customer=scenarios.HONG, inform=WITHHOLD))
    scenarios.leaves(cast.head)

    for who in ("head2", "leadership"):
        page = sign_in(who).get("/")
        assert groups(page) == ["To decide while nobody is Head of Service (2)"]
        assert sorted(sections(page)) == ["Appeals to decide (1)", "Recommendations to decide (1)"]


@pytest.mark.clause("P9b")
@pytest.mark.parametrize(
    ("received", "said"),
    [
        (date(2026, 6, 3), "Acknowledge it Today"),
        (date(2026, 6, 2), "Acknowledge it 1 day late"),
    ],
    ids=["the last day", "late"],
)
def test_an_appeal_is_acknowledged_within_five_working_days(sign_in, cast, received, said):
    scenarios.appealed(cast, scenarios.active(cast, days=60), received_on=received)

    (row,) = sections(sign_in("lead").get("/"))["Appeals to acknowledge (1)"]

    assert row.endswith(said)


@pytest.mark.long
@pytest.mark.clause("P9b")
def test_an_acknowledgement_is_owed_until_it_is_sent(sign_in, cast):
    appeal = scenarios.appealed(cast, scenarios.agreed_action(cast))
    client = sign_in("lead")

    letter = scenarios.drafted(cast, appeal)
    found = sections(client.get("/"))
    (row,) = found["Appeals to acknowledge (1)"]
    assert row.endswith("Send the acknowledgement 7 days left")
    assert f'href="/letters/{letter.reference}/"' in client.get("/").content.decode()
    assert "Letters to issue or send (1)" not in found

    scenarios.cancelled(cast, letter)
    scenarios.posted(cast, appeal)
    assert "Appeals to acknowledge (1)" not in sections(client.get("/"))


def test_an_acknowledgement_that_may_not_be_written_stays_on_the_list(sign_in, cast):
    scenarios.appealed(cast, scenarios.active(cast, inform=WITHHOLD))

    (row,) = sections(sign_in("lead").get("/"))["Appeals to acknowledge (1)"]

    assert row.endswith("Acknowledge it: no letter may be made 7 days left")


@pytest.mark.long
def test_a_late_appeal_waits_for_the_lead_and_for_the_head(sign_in, cast):
    scenarios.late(cast)

    (asked,) = sections(sign_in("lead").get("/"))["Appeals to answer (1)"]
    (refusable,) = sections(sign_in("head").get("/"))["Late appeals to accept or refuse (1)"]

    assert asked.endswith("It came late: accept or refuse it 7 days left")
    assert refusable.endswith("It came late: accept or refuse it 7 days left")


@pytest.mark.clause("P9a", refuses=True)
def test_who_may_neither_accept_nor_refuse_a_late_appeal_is_not_asked_to(sign_in, cast):
    scenarios.late(cast)
    assert [sections(sign_in(who).get("/")) for who in ("head2", "leadership")] == [{}, {}]
    scenarios.leaves(cast.head)
    assert sections(sign_in("leadership").get("/")) == {}
    assert "Appeals to answer (1)" in sections(sign_in("lead").get("/"))


@pytest.mark.clause("P9b")
@pytest.mark.parametrize(
    ("received", "said"),
    [
        (date(2026, 5, 21), ""),
        (date(2026, 5, 20), "Nobody has prepared it yet 7 days left"),
    ],
)
def test_the_head_hears_of_an_appeal_that_nobody_prepares_before_its_day_has_passed(sign_in, cast, received, said):
    scenarios.appealed(cast, scenarios.active(cast, days=60, inform=WITHHOLD), received_on=received)

    for who in ("head", "leadership"):
        rows = sections(sign_in(who).get("/")).get("Appeals to decide (1)", [])
        assert [row.endswith(said) for row in rows] == [True] * bool(said)


@pytest.mark.clause("P8a")
@pytest.mark.parametrize(
    ("days", "said"),
    [
        (335, "30 days left"),
        (366, "1 day late"),
        (334, None),
    ],
)
def test_a_review_is_announced_a_month_ahead_and_an_overdue_one_is_loud(sign_in, cast, days, said):
    scenarios.active(cast, days=days, inform=scenarios.INFORM)

    rows = [
        row for title, found in sections(sign_in("lead").get("/")).items() if "Reviews due" in title for row in found
    ]

    assert [row.endswith(said or "") for row in rows] == ([True] if said else [])


OVERDUE = "Reviews that the Lead has left overdue (1)"
LEFT = "Unreviewed alerts (1)"


@pytest.mark.long
@pytest.mark.clause("P8b")
@pytest.mark.parametrize(
    ("days", "told"),
    [
        (365 + 13, {}),
        (365 + 14, {"head": [OVERDUE]}),
        (365 + 29, {"head": [OVERDUE]}),
        (365 + 30, {"head": [OVERDUE], "head2": [LEFT], "leadership": [LEFT]}),
    ],
)
def test_an_overdue_review_climbs_from_the_lead_to_the_head_to_the_leadership_team(sign_in, cast, days, told):
    scenarios.active(cast, days=days)

    said = {who: list(sections(sign_in(who).get("/"))) for who in ("head", "head2", "leadership")}

    assert {who: titles for who, titles in said.items() if titles} == told
    assert "Reviews due (1)" in sections(sign_in("lead").get("/"))
    assert "Reviews due (1)" not in sections(sign_in("lead2").get("/"))


def banner(client, path="/"):
    page = lxml.html.fromstring(client.get(path).content.decode())
    return [" ".join(found.text_content().split()) for found in page.cssselect(".app-unreviewed")]


@pytest.mark.long
@pytest.mark.clause("P8b")
def test_from_the_thirtieth_day_every_page_of_those_who_must_see_to_it_says_so(sign_in, cast):
    scenarios.active(cast, days=395)
    one = (
        "1 alert is unreviewed: 30 days or more overdue. Colleagues are told to verify it before relying on it. "
        "See the worklist"
    )

    for who in ("lead", "head", "head2", "leadership"):
        assert banner(sign_in(who)) == banner(sign_in(who), "/look-up/") == [one], who
    for who in ("officer", "contractor", "manager", "lead2"):
        assert banner(sign_in(who)) == [], who
    scenarios.active(cast, "WEAPONS", days=500)
    assert banner(sign_in("head"))[0].startswith("2 alerts are unreviewed")
    scenarios.restrict_file(cast)
    assert banner(sign_in("leadership")) == []


@pytest.mark.clause("P8b", refuses=True)
def test_until_the_thirtieth_day_no_banner_stands_there(sign_in, cast):
    scenarios.active(cast, days=394)

    assert banner(sign_in("leadership")) == []


def test_each_decision_that_informs_owes_its_letter(sign_in, cast):
    alert, told = scenarios.active(cast, "NO_LONE_MALES"), scenarios.told(cast)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, told))
    appeal = scenarios.determined(cast, scenarios.prepared(cast, told))
    client = sign_in("lead")

    rows = sections(client.get("/"))["Letters to write (3)"]
    assert any(alert.reference in row and row.endswith("Decision letter owed") for row in rows)
    assert any(review.reference in row and row.endswith("Review letter owed") for row in rows)
    assert any(appeal.reference in row and row.endswith("Appeal letter owed 28 days left") for row in rows)

    for subject in (alert, review, appeal):
        subject.refresh_from_db()
        scenarios.drafted(cast, subject)
    found = sections(client.get("/"))
    assert "Letters to issue or send (3)" in found
    assert not [title for title in found if title.startswith("Letters to write")]


@pytest.mark.long
def test_a_sent_letter_is_owed_no_more_and_a_returned_one_is_again(sign_in, cast):
    letter, client = scenarios.posted(cast, scenarios.active(cast)), sign_in("lead")
    assert "Letters to write (1)" not in sections(client.get("/"))

    scenarios.returned(cast, letter)

    assert "Letters to write (1)" in sections(client.get("/"))


@pytest.mark.long
@pytest.mark.clause("P9b")
def test_who_appeals_against_an_alert_of_the_housing_system_is_owed_the_answer(sign_in, cast):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.carried_over(cast)), "UPHELD")
    client = sign_in("lead")

    (row,) = sections(client.get("/"))["Letters to write (1)"]
    assert appeal.reference in row
    assert row.endswith("Appeal letter owed 28 days left")

    scenarios.posted(cast, appeal)
    assert not [title for title in sections(client.get("/")) if title.startswith("Letters")]


@pytest.mark.long
@pytest.mark.clause("P9b")
def test_an_answer_that_may_not_be_written_stays_on_the_list(sign_in, cast):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)))
    scenarios.never_write(cast)

    (row,) = sections(sign_in("lead").get("/"))["Letters to write (1)"]

    assert appeal.reference in row
    assert row.endswith("No letter may be made: record how it was answered 28 days left")


@pytest.mark.long
def test_a_late_refusal_owes_its_letter(sign_in, cast):
    appeal, client = scenarios.refused_as_late(cast), sign_in("lead")

    (row,) = sections(client.get("/"))["Letters to write (1)"]
    assert appeal.reference in row
    assert row.endswith("Appeal letter owed 28 days left")

    scenarios.posted(cast, appeal)
    assert not [title for title in sections(client.get("/")) if title.startswith("Letters")]


@pytest.mark.long
def test_what_is_not_sent_to_who_has_died_is_to_be_cancelled(sign_in, cast):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    assert f"{letter.reference}. Draft" in words(sign_in("lead").get("/"))
    scenarios.dies(cast)
    assert f"{letter.reference}. Cancel it: has died" in words(sign_in("lead").get("/"))


@pytest.mark.long
def test_nobody_waits_for_an_answer_who_has_died(sign_in, cast):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast, inform=WITHHOLD)))
    scenarios.dies(cast)

    assert not [title for title in sections(sign_in("lead").get("/")) if title.startswith("Letters")]
    assert not Appeal.objects.get(pk=appeal.pk).answer_owed()


def test_a_later_decision_to_withhold_lets_no_earlier_letter_be_owed(sign_in, cast):
    alert = scenarios.active(cast)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    alert.refresh_from_db()
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), inform=WITHHOLD)

    assert not [title for title in sections(sign_in("lead").get("/")) if title.startswith("Letters")]


@pytest.mark.long
def test_who_handles_no_cases_has_a_worklist_too(sign_in, cast):
    """Their duties wait there like everybody's. What only colleagues with cases do is not offered."""
    assert all("Nothing waits for you." in words(sign_in(who).get("/")) for who in ("dpo", "admin"))

    scenarios.ask_for(cast, cast.lead, Role.LEADERSHIP)

    confirms, asked = sign_in("dpo").get("/"), sign_in("admin").get("/")
    assert "(1)" in confirms.content.decode().partition("</nav>")[0]
    assert list(sections(confirms)) == ["Roles to confirm (1)"]
    assert list(groups(asked)) == ["Waiting for others (1)"]
    assert not [said for said in map(words, (confirms, asked)) if "Log an incident" in said or "Look up" in said]


@pytest.mark.long
@pytest.mark.same_on_both
def test_it_costs_the_same_for_1_and_for_many(sign_in, cast, queries_of):
    scenarios.busy(cast, range(1))
    one = {who: queries_of(sign_in(who), "/") for who in ("lead", "head", "leadership", "manager", "officer")}

    scenarios.busy(cast, range(1, MANY))
    many = {who: queries_of(sign_in(who), "/") for who in one}

    assert many == one


@pytest.mark.same_on_both
def test_it_costs_a_lead_the_same_for_one_case_and_for_two(sign_in, cast, queries_of):
    costs = []
    for customer in (scenarios.LODGER, scenarios.HONG):
        scenarios.opened(cast, customer)
        scenarios.referred(cast, customer)
        scenarios.active(cast, customer=customer, days=400)
        costs.append(queries_of(sign_in("lead"), "/"))
    assert costs[0] == costs[1]
