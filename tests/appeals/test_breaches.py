"""The list of breaches: ``/appeals/breaches/``"""

from datetime import date

import lxml.html
import pytest

from appeals import breaches, services
from tests import scenarios, settling
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")
URL = "/appeals/breaches/"


def rows(response):
    """The cells of each row, in words."""
    page = lxml.html.fromstring(response.content.decode())
    return [
        [" ".join(cell.cssselect("span:last-child, a")[0].text_content().split()) for cell in row.cssselect("th, td")]
        for row in page.cssselect("tbody tr")
    ]


def received(cast, day, *, customer=scenarios.LODGER, **answers):
    """An appeal against an alert of long ago, as it came that day."""
    return scenarios.appealed(cast, scenarios.active(cast, customer=customer, days=90), received_on=day, **answers)


@pytest.mark.clause("P9b", refuses=True)
def test_what_is_overdue_is_listed_with_the_days(sign_in, cast):
    appeal = received(cast, date(2026, 5, 10))

    (row,) = rows(sign_in("lead").get(URL))

    assert row == [
        f"Lewis Lodger, {appeal.reference}",
        "Housing",
        "10 May 2026",
        "26 days late, not sent yet",
        "3 days late, not sent yet",
    ]


def test_the_last_day_to_acknowledge_is_in_time(sign_in, cast):
    for day, late in [(date(2026, 6, 3), None), (date(2026, 6, 2), ["1 day late, not sent yet", "In time"])]:
        with settling.undone():
            received(cast, day)

            assert [row[3:] for row in rows(sign_in("lead").get(URL))] == ([late] if late else [])


@pytest.mark.clause("P9b")
def test_the_page_tells_our_own_standard_from_the_procedure(sign_in, cast):
    received(cast, date(2026, 6, 2))
    page = words(sign_in("lead").get(URL))
    assert "The procedure asks for an answer within 28 days" in page
    assert "is our own standard, and no breach of the procedure" in page
    assert "Acknowledgement: our own standard" in page


@pytest.mark.long
@pytest.mark.clause("P9b", refuses=True)
def test_what_was_answered_late_stays_on_the_list(sign_in, cast):
    appeal = received(cast, date(2026, 5, 10))
    scenarios.posted(cast, appeal)
    client = sign_in("lead")
    assert rows(client.get(URL))[0][3:] == ["26 days late", "3 days late, not sent yet"]

    appeal.refresh_from_db()
    determined = scenarios.determined(cast, scenarios.made_ready(cast, appeal))
    assert rows(client.get(URL))[0][3:] == ["26 days late", "3 days late, not sent yet"]
    letter = scenarios.posted(cast, determined)
    assert rows(client.get(URL))[0][3:] == ["26 days late", "3 days late"]

    scenarios.returned(cast, letter)
    assert rows(client.get(URL))[0][3:] == ["26 days late", "3 days late, not sent yet"]


@pytest.mark.long
@pytest.mark.clause("P9b", refuses=True)
def test_a_late_appeal_that_nobody_accepted_or_refused_is_listed(sign_in, cast):
    alert = scenarios.active(cast, days=90)
    scenarios.notified(cast, alert, days=90)
    appeal = scenarios.appealed(cast, alert, received_on=date(2026, 5, 10))
    client = sign_in("lead")
    assert appeal.status == "RECEIVED"
    assert rows(client.get(URL))[0][3:] == ["26 days late, not sent yet", "3 days late, not sent yet"]

    page = words(client.get(f"/appeals/{appeal.reference}/"))
    assert "Accept or refuse by 15 May 2026" in page
    assert "3 days late" in page

    refused = services.refuse_appeal(
        appeal=appeal,
        version=appeal.version,
        by=cast.head,
        on=cast.today,
        reason="He showed us no good cause.",
        own_decision_reason="Nobody else is here this month.",
    )
    assert rows(client.get(URL))[0][3:] == ["26 days late, not sent yet", "3 days late, not sent yet"]
    scenarios.posted(cast, refused)
    assert rows(client.get(URL))[0][3:] == ["26 days late", "3 days late"]


def test_who_took_it_back_waits_no_longer(sign_in, cast):
    scenarios.taken_back(cast, received(cast, date(2026, 5, 10)))

    assert rows(sign_in("lead").get(URL))[0][3:] == ["26 days late", "3 days late"]


def test_what_is_no_breach_is_not_listed(sign_in, cast):
    for left in [
        lambda cast: scenarios.appealed(cast, scenarios.active(cast)),
        scenarios.late,
        scenarios.refused_as_late,
        lambda cast: (received(cast, date(2026, 5, 10)), scenarios.dies(cast)),
    ]:
        with settling.undone():
            left(cast)

            page = sign_in("lead").get(URL)

            assert rows(page) == []
            assert "No appeal was acknowledged or answered late." in words(page)


@pytest.mark.long
def test_a_lead_sees_their_areas_and_the_leadership_team_all(sign_in, cast):
    received(cast, date(2026, 5, 10))

    assert {who: len(rows(sign_in(who).get(URL))) for who in ("lead", "lead2", "head", "head2", "leadership")} == {
        "lead": 1,
        "lead2": 0,
        "head": 1,
        "head2": 1,
        "leadership": 1,
    }
    assert "Late appeals" in sign_in("lead").get("/").content.decode()


def test_of_a_restricted_file_others_see_nothing(sign_in, cast):
    received(cast, date(2026, 5, 10))
    scenarios.restrict_file(cast, readers=[cast.lead, cast.leadership])

    assert {who: len(rows(sign_in(who).get(URL))) for who in ("lead", "head", "leadership")} == {
        "lead": 1,
        "head": 0,
        "leadership": 1,
    }


@pytest.mark.long
@pytest.mark.same_on_both
def test_it_costs_the_same_for_more_and_comes_in_pages(sign_in, cast, queries_of, monkeypatch):
    monkeypatch.setattr(breaches, "PAGE", 2)
    first = received(cast, date(2026, 5, 10))
    one = queries_of(sign_in("lead"), URL)
    second = received(cast, date(2026, 5, 10), customer="D900002")
    third = received(cast, date(2026, 5, 11), customer=scenarios.HONG)

    client = sign_in("lead")
    assert queries_of(client, URL) == one
    page = client.get(URL)
    assert [row[0].split(", ")[1] for row in rows(page)] == [third.reference, second.reference]
    assert f'href="?after={second.reference}"' in page.content.decode()
    assert [row[0].split(", ")[1] for row in rows(client.get(f"{URL}?after={second.reference}"))] == [first.reference]
    assert len(rows(client.get(f"{URL}?after=AP-2026-99999"))) == 2
