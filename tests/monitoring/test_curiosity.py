"""What the Data Protection Officer is shown of the read log, to ask about (§11)."""

from datetime import timedelta

import lxml.html
import pytest
import time_machine
from django.utils import timezone

from alerts.visits import views
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit import chain
from housing_alerts.kernel.audit.models import ReadEvent
from housing_alerts.staff.choices import Role
from monitoring import curiosity
from monitoring.curiosity import CURIOUS_FILES, CURIOUS_MINUTES, Kind
from tests import scenarios, settling
from tests.page import nothing_changes, words

pytestmark = pytest.mark.usefixtures("wednesday", "with_postcodes")
PAGE = "/reports/curiosity/"
LEWIS, JORY, PIERS = "D900001", "D900009", "D900007"
HOME, ELSEWHERE = "TQ99 1AB", "TQ99 4EN"


@pytest.fixture
def with_postcodes(settings):
    """This installation keeps the home postcodes of colleagues."""
    settings.HOME_POSTCODES = True


def read(by, *references, opened="customer", minutes=0):
    """The colleague opened these records so many minutes ago."""
    rows = [{"by": by, "opened": opened, "reference": reference} for reference in references]
    with time_machine.travel(timezone.now() - timedelta(minutes=minutes), tick=False):
        chain.append(ReadEvent, rows)


def called(colleague, first_name, last_name, postcode=""):
    """The colleague under another name, at home there."""
    colleague.first_name, colleague.last_name, colleague.postcode = first_name, last_name, postcode
    colleague.save()
    return colleague


def flags(days=7):
    now = timezone.now()
    return curiosity.flags(since=now - timedelta(days=days), until=now)


def noticed(days=7):
    return [(flag.colleague.username, flag.customer, flag.kind) for flag in flags(days)]


def test_reading_for_ones_work_is_not_noticed(cast):
    read(cast.officer, LEWIS, JORY)
    read(cast.lead, LEWIS, opened="investigation")
    read(cast.dpo, "")
    assert noticed() == []


# Their own file


def test_their_own_file(cast):
    for postcode in ["", "tq991ab", HOME]:
        read(called(cast.officer, "LEWIS", "Lodger", postcode), LEWIS)
        assert noticed() == [("officer", LEWIS, Kind.OWN)]


def test_a_name_is_the_same_with_and_without_its_accents(cast):
    read(called(cast.officer, "Sian", "Lukasz O'Connor"), "D900002")
    assert noticed() == [("officer", "D900002", Kind.OWN)]


def test_somebody_elses_file_is_not_their_own(cast):
    for who in [("Lewis", "Lodger", ELSEWHERE), ("Lew", "Lodger", ""), ("Lewis", "Lodge", HOME), ("", "", "")]:
        read(called(cast.officer, *who), LEWIS)
        assert noticed() == []


def test_their_own_file_in_the_look_up_and_in_the_audit_site(cast):
    called(cast.officer, "Lewis", "Lodger")
    read(cast.officer, LEWIS, opened="look-up")
    read(called(cast.dpo, "Jory", "Lodger"), JORY, opened="audit: customers_customer_change")
    assert set(noticed()) == {("officer", LEWIS, Kind.OWN), ("dpo", JORY, Kind.OWN)}


# Their household


def test_the_same_surname_at_the_same_postcode(cast):
    read(called(cast.officer, "Mary", "Lodger", "tq99 1ab"), LEWIS)
    assert noticed() == [("officer", LEWIS, Kind.HOUSEHOLD)]


def test_the_same_surname_or_the_same_postcode_alone_is_not_noticed(cast):
    for who in [("Mary", "Lodger", ELSEWHERE), ("Mary", "Lodger", ""), ("Mary", "Lodgers", HOME)]:
        read(called(cast.officer, *who), LEWIS)
        assert noticed() == []


def test_whoever_moved_is_at_home_where_they_live_today(cast):
    read(called(cast.officer, "Mary", "Lodger", HOME), LEWIS)
    scenarios.moved(cast, cast.customers[LEWIS])
    assert noticed() == []


def test_whoever_has_no_home_has_no_neighbours(cast):
    read(called(cast.officer, "Mary", "Lodger", HOME), LEWIS)
    scenarios.moved_out(cast, cast.customers[LEWIS])
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert noticed() == []


def test_an_installation_that_keeps_no_home_postcodes_uses_none(cast, settings):
    settings.HOME_POSTCODES = False
    read(called(cast.officer, "Mary", "Lodger", HOME), LEWIS)
    assert noticed() == []
    read(called(cast.lead, "Lewis", "Lodger", ELSEWHERE), LEWIS)
    assert ("lead", LEWIS, Kind.OWN) in noticed()


# A colleague


def test_a_file_that_bears_the_name_of_another_colleague(cast):
    called(cast.manager, "Lewis", "Lodger")
    read(cast.officer, LEWIS, JORY)
    assert noticed() == [("officer", LEWIS, Kind.COLLEAGUE)]


def test_a_namesake_at_another_home_reads_the_file_of_a_colleague_only_if_there_is_another(cast):
    read(called(cast.officer, "Lewis", "Lodger", ELSEWHERE), LEWIS)
    assert noticed() == []
    called(cast.manager, "Lewis", "Lodger")
    assert noticed() == [("officer", LEWIS, Kind.COLLEAGUE)]


def test_the_surname_of_a_colleague_is_not_enough(cast):
    called(cast.manager, "Martha", "Lodger", HOME)
    read(cast.officer, LEWIS)
    assert noticed() == []


# Far from one's area


def test_a_file_of_an_area_that_is_none_of_theirs(cast):
    read(cast.lead2, LEWIS)
    read(cast.lead2, PIERS)
    assert noticed() == [("lead2", LEWIS, Kind.FAR)]


def test_whoever_has_no_area_is_far_from_none(cast):
    for username in ["contractor", "leadership", "dpo"]:
        read(cast.people[username], LEWIS)
        assert noticed() == []


def test_a_look_up_is_everybodys_job_and_the_audit_site_the_officers(cast):
    for opened in ["look-up", "audit: customers_customer_change", "audit: alerts_alert_history"]:
        read(cast.lead2, LEWIS, opened=opened)
        assert noticed() == []


def test_a_sheet_of_visits_is_allowed_what_the_look_up_is(cast):
    for view in ["visit_list", "visit_list_keep", "visit_list_opened", "visit_news"]:
        read(cast.lead2, LEWIS, opened=getattr(views, view).opens)
        assert noticed() == []


def test_their_own_file_on_a_sheet_of_visits(cast):
    read(called(cast.officer, "Lewis", "Lodger"), LEWIS, opened="visits")
    assert noticed() == [("officer", LEWIS, Kind.OWN)]


def test_only_what_goes_beyond_the_look_up_is_counted(cast):
    read(cast.lead2, LEWIS, opened="look-up")
    read(cast.lead2, LEWIS)
    assert [flag.times for flag in flags()] == [1]


# What a part or a duty explains


def assert_explained(cast, colleague):
    """What would be noticed of a colleague of another area is not, and still is of the others."""
    colleague.areas.set(cast.head2.areas.all())
    read(colleague, LEWIS)
    read(cast.head2, LEWIS)
    assert [username for username, _, _ in noticed()] == ["head2"]


def test_who_reported_it_and_their_line_manager(cast):
    for username in ["officer", "manager"]:
        with settling.undone():
            scenarios.logged(cast)
            assert_explained(cast, cast.people[username])


def test_who_was_affected_by_it(cast):
    scenarios.logged(cast).affected.add(cast.contractor)
    assert_explained(cast, cast.contractor)


def test_the_lead_of_the_case_and_who_decided(cast):
    alert = scenarios.active(cast)
    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        assert_explained(cast, alert.responsible_lead)
        assert_explained(cast, alert.decided_by)


def test_of_many_customers_the_same_is_found(cast, monkeypatch):
    read(called(cast.officer, "Mary", "Lodger", "tq99 1ab"), LEWIS, JORY)
    read(cast.lead2, LEWIS)
    found = noticed()
    assert found
    monkeypatch.setattr(curiosity, "FEW", 1)
    assert noticed() == found


@pytest.mark.long
def test_a_named_contact(cast):
    contact = scenarios.condition(cast, "NAMED_OFFICER", officer=cast.lead2, deputy=cast.manager)
    scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[contact])
    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        for colleague in (cast.lead2, cast.manager):
            assert_explained(cast, colleague)


def test_a_named_reader_of_a_restricted_file(cast):
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head, cast.lead2])
    assert_explained(cast, cast.lead2)


def test_whoever_works_for_the_area_that_kept_the_case(cast):
    """The customer came to another area; the case, and the worklist that offers it, did not."""
    scenarios.active(cast)
    scenarios.comes_to_another_area(cast.customers[LEWIS])
    read(cast.lead, LEWIS)
    read(cast.head, JORY)
    assert noticed() == []


@pytest.mark.long
def test_a_head_of_another_area_while_an_appeal_or_a_recommendation_waits(cast):
    read(cast.head2, LEWIS)
    read(cast.lead2, LEWIS)
    assert {who for who, _, _ in noticed()} == {"head2", "lead2"}
    appeal = scenarios.prepared(cast, scenarios.active(cast))
    assert appeal.customer.reference == LEWIS
    assert [who for who, _, _ in noticed()] == ["lead2"]


def test_a_head_of_another_area_while_an_alert_is_unreviewed(cast):
    alert = scenarios.active(cast)
    read(cast.head2, LEWIS)
    with time_machine.travel(timezone.now() + timedelta(days=500), tick=False):
        read(cast.head2, alert.reference, opened="alert")
        assert noticed() == []


def test_nothing_explains_a_file_of_ones_own(cast):
    for postcode in ["", HOME]:
        with settling.undone():
            scenarios.logged(cast)
            read(called(cast.officer, "Lewis", "Lodger", postcode), LEWIS)
            assert noticed() == [("officer", LEWIS, Kind.OWN)]


def test_a_part_explains_the_file_that_bears_the_name_of_a_colleague(cast):
    scenarios.logged(cast)
    called(cast.head2, "Lewis", "Lodger")
    read(cast.officer, LEWIS)
    assert noticed() == []


# Many


def test_so_many_records_in_so_few_minutes(cast):
    names = [f"X{number}" for number in range(CURIOUS_FILES)]
    read(cast.officer, *names[:-1], minutes=CURIOUS_MINUTES)
    read(cast.officer, names[-1])
    (flag,) = flags()
    assert (flag.colleague, flag.customer, flag.kind, flag.times, flag.last) == (
        cast.officer,
        "",
        Kind.MANY,
        1,
        timezone.now(),
    )


def test_one_record_fewer_one_minute_more_or_two_colleagues_are_not_noticed(cast):
    names = [f"X{number}" for number in range(CURIOUS_FILES)]
    read(cast.officer, *names[:-1], minutes=60)
    read(cast.officer, names[-1], minutes=60 - CURIOUS_MINUTES - 1)
    read(cast.manager, *names[:100], *names[:100])
    read(cast.head, *names[100:])
    assert noticed() == []


def test_a_record_that_was_opened_again_is_still_one_record(cast):
    names = [f"X{number}" for number in range(CURIOUS_FILES)]
    read(cast.officer, *names[:100], minutes=15)
    read(cast.officer, *names[:100], minutes=6)
    assert noticed() == []
    read(cast.officer, *names[100:])
    assert noticed() == [("officer", "", Kind.MANY)]


def test_each_opening_counts_for_one_spell(cast):
    names = [f"X{number}" for number in range(CURIOUS_FILES * 2)]
    read(cast.officer, *names[:-1])
    assert [flag.times for flag in flags()] == [1]
    read(cast.officer, names[-1])
    assert [flag.times for flag in flags()] == [2]


# What a duty explains


@pytest.mark.long
def test_a_deputy_reads_what_waits_for_who_is_away(cast):
    incident = scenarios.logged(cast, days=0, violent=True)
    assert incident.line_manager == cast.manager
    scenarios.away(cast, cast.manager, cast.lead2)
    read(cast.lead2, incident.reference, opened="incident")
    assert noticed() == []
    read(cast.lead2, JORY)
    assert noticed() == [("lead2", JORY, Kind.FAR)]


def test_a_duty_manager_reads_of_danger_on_their_days(cast):
    incident = scenarios.logged(cast, days=0, violent=True)
    read(cast.lead2, incident.reference, opened="incident")
    assert noticed() == [("lead2", LEWIS, Kind.FAR)]
    scenarios.promote(cast.lead2, Role.DUTY_MANAGER)
    cast.lead2.duty_from = cast.lead2.duty_until = cast.today
    cast.lead2.save()
    assert noticed() == []


def test_a_duty_that_was_done_before_these_days_explains_nothing(cast):
    incident = scenarios.settled(cast)
    scenarios.away(cast, cast.manager, cast.lead2, ends=90)
    assert noticed() == []
    Duty.objects.update(closed_at=timezone.now(), closed_by="test")
    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        read(cast.lead2, incident.reference, opened="incident")
        assert noticed() == [("lead2", LEWIS, Kind.FAR)]


def test_a_case_and_a_letter_are_about_their_customer(cast):
    alert = scenarios.active(cast)
    letter = scenarios.posted(cast, alert)
    read(cast.lead2, alert.reference, opened="alert", minutes=30)
    read(cast.lead2, letter.reference, opened="letter", minutes=20)
    read(cast.lead2, LEWIS, minutes=10)
    read(cast.lead2, LEWIS, minutes=5)

    (flag,) = flags()

    assert (flag.customer, flag.kind, flag.times) == (LEWIS, Kind.FAR, 4)
    assert flag.last == timezone.now() - timedelta(minutes=5)
    assert flag.opened == tuple(sorted([alert.reference, letter.reference, LEWIS]))


def test_a_case_without_a_customer_is_about_nobody(cast):
    incident = scenarios.logged_at_an_address(cast)
    read(cast.lead2, incident.reference, opened="incident")
    assert noticed() == []


def test_one_reading_may_be_noticed_twice(cast):
    read(called(cast.lead2, "Lewis", "Lodger"), LEWIS)
    assert {kind for _, _, kind in noticed()} == {Kind.OWN, Kind.FAR}


def test_the_newest_comes_first_and_what_was_before_the_period_is_left_out(cast):
    read(cast.lead2, "D900003", minutes=60 * 24 * 7 + 1)
    read(cast.lead2, LEWIS, minutes=60)
    read(cast.head2, JORY)
    assert noticed() == [("head2", JORY, Kind.FAR), ("lead2", LEWIS, Kind.FAR)]
    assert noticed(31)[2:] == [("lead2", "D900003", Kind.FAR)]


# The page


@pytest.mark.long
def test_the_page_says_who_what_whose_how_often_and_when(sign_in, cast):
    alert = scenarios.active(cast)
    read(cast.lead2, LEWIS, alert.reference)
    client = sign_in("dpo")

    page = client.get(PAGE)

    (row,) = lxml.html.fromstring(page.content.decode()).xpath("//main//tbody/tr")
    cells = [" ".join(cell.text_content().split()) for cell in row.xpath(".//th | .//td/span[2]")]
    assert cells[:5] == [
        "Liam Leduc",
        "Opened more than the look-up outside their service areas",
        LEWIS,
        "2",
        "10 June 2026 at 10:30am",
    ]
    assert "1 noticed in the last 7 days." in words(page)
    assert "Lodger" not in page.content.decode()
    assert f'href="{PAGE}"' in page.content.decode()
    links = row.xpath(".//a/@href")
    assert [link.partition("&")[0] for link in links] == [
        f"/admin/audit/readevent/?q={reference}" for reference in sorted([alert.reference, LEWIS])
    ]


def test_a_link_leads_to_what_that_colleague_opened(sign_in, cast):
    read(cast.lead2, LEWIS)
    read(cast.head, LEWIS)
    read(cast.lead2, PIERS)
    client = sign_in("dpo")
    (link,) = lxml.html.fromstring(client.get(PAGE).content.decode()).xpath("//main//tbody//a/@href")

    page = lxml.html.fromstring(client.get(link).content.decode())

    (row,) = page.xpath("//table[@id='result_list']/tbody/tr")
    assert "Liam Leduc" in row.text_content()
    assert LEWIS in row.text_content()


def test_the_period_is_chosen_by_a_link(sign_in, cast):
    read(cast.lead2, LEWIS, minutes=60 * 24 * 30)
    client = sign_in("dpo")
    page = client.get(PAGE)
    assert "0 noticed in the last 7 days. Nothing was noticed" in words(page).replace("Noticed in the last 7 days ", "")
    links = lxml.html.fromstring(page.content.decode()).xpath("//nav[@aria-label='Period']//a/@href")
    assert links == [f"{PAGE}?days={days}" for days in (7, 31, 365)]
    assert [words(client.get(link)).count("Liam Leduc") > 0 for link in links] == [False, True, True]


def test_a_period_that_the_page_does_not_offer_is_not_answered_with_another(sign_in):
    for days in ["", "8", "all", "-7"]:
        assert sign_in("dpo").get(PAGE, {"days": days}).status_code == 400


def test_the_newest_hundred_are_shown_and_the_total_said(sign_in, cast, monkeypatch):
    monkeypatch.setattr("monitoring.views.MOST_FLAGS", 2)
    for minutes, reference in enumerate([LEWIS, JORY, "D900003"]):
        read(cast.lead2, reference, minutes=minutes)
    page = sign_in("dpo").get(PAGE)
    assert "3 noticed in the last 7 days. These are the newest 2." in words(page)
    assert ("D900003" in words(page), LEWIS in words(page)) == (False, True)


def test_the_reading_of_the_page_is_logged_and_changes_nothing_else(sign_in, cast):
    read(cast.lead2, LEWIS)
    client = sign_in("dpo")
    with nothing_changes():
        client.get(PAGE)
    read_last = ReadEvent.objects.first()
    assert (read_last.by, read_last.opened, read_last.reference) == (cast.dpo, "curiosity", "")


@pytest.mark.long
def test_it_costs_the_same_for_1_and_for_30(sign_in, cast, queries_of):
    read(cast.lead2, LEWIS)
    client = sign_in("dpo")
    one = queries_of(client, PAGE)

    alerts = [alert.reference for alert in scenarios.many_active(cast, range(9))]
    for colleague in (cast.officer, cast.lead, cast.lead2, cast.head2):
        colleague.areas.set(cast.lead2.areas.all())
        read(called(colleague, "Jory", "Lodger", HOME), *cast.customers, *alerts)

    assert queries_of(client, PAGE) == one
    assert len(flags()) >= 30
