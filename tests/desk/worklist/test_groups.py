"""The worklist by day: what is overdue, what is for today, this week and later; filters, and more of a group."""

from datetime import date

import lxml.html
import pytest

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from tests import scenarios
from tests.desk.worklist.reading import groups, rows, sections
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.mark.long
def test_what_is_due_first_stands_first_and_what_asks_for_nothing_stands_apart(sign_in, cast):
    scenarios.active(cast, days=370)
    scenarios.referred(cast, violent=True)
    scenarios.appealed(cast, scenarios.active(cast, customer=scenarios.HONG, days=20), received_on=date(2026, 6, 5))
    scenarios.declined(cast, scenarios.proposed(cast, "WEAPONS"))
    page = sign_in("lead").get("/")
    headings = [heading.rsplit(" (", 1)[0] for heading in groups(page)]
    assert headings == ["Overdue", "Today", "This week", "Later", "What became of cases"]
    today = [row for kind, row in rows(page) if kind == "Referred incidents"]
    assert today[0].endswith("Urgent")


def test_a_count_stands_beside_the_worklist_on_every_page(sign_in, cast):
    scenarios.logged(cast)
    client = sign_in("manager")
    assert "Worklist (2)" in navigation(client.get("/look-up/")), "to triage, and to enter"
    assert "Worklist" in navigation(sign_in("lead2").get("/look-up/"))


def navigation(page):
    items = lxml.html.fromstring(page.content.decode()).cssselect("nav li")
    return [" ".join(item.text_content().split()) for item in items]


def test_one_kind_or_ones_own_is_shown_alone(sign_in, cast):
    scenarios.opened(cast)
    scenarios.referred(cast, scenarios.HONG)
    client = sign_in("lead")
    assert list(sections(client.get(f"/?kind={Kind.REFERRED}"))) == ["Referred incidents (1)"]
    assert list(sections(client.get("/?whose=mine"))) == ["Your investigations (1)"]
    assert "Your investigations (1)" not in sections(client.get("/?whose=area"))
    everybodys = client.get("/?whose=area")
    assert f"{Kind.INVESTIGATE.label} (0)" in choices(everybodys, "kind")
    assert f"{Kind.REFERRED.label} (1)" in choices(everybodys, "kind")
    referred = client.get(f"/?kind={Kind.REFERRED}")
    assert choices(referred, "whose") == ["Mine and my areas’ (1)", "Mine alone (0)", "My areas’ alone (1)"]
    assert sections(client.get("/?kind=NONE&whose=nobody")) == sections(client.get("/"))


def choices(page, name):
    found = lxml.html.fromstring(page.content.decode()).xpath("//select[@name=$name]/option", name=name)
    return [option.text_content().strip() for option in found]


def test_the_first_twenty_stand_on_the_worklist_and_the_others_by_pages(sign_in, cast):
    scenarios.logged(cast)
    like = Duty.objects.get(kind=Kind.TRIAGE)
    for number in range(45):
        like.pk, like.subject_id, like.reference = None, 90_000 + number, f"IN-2026-{90_000 + number}"
        like.save()
    client = sign_in("manager")
    page = client.get(f"/?kind={Kind.TRIAGE}")
    assert groups(page) == ["Today (46)"]
    assert len(list(rows(page))) == 20
    found = set()
    while more := [link for link in links(page) if "after=" in link]:
        page = client.get(more[0] if more[0].startswith("/") else f"/worklist/today/{more[0]}")
        found |= {word for word in words(page).split() if word.startswith("IN-2026-")}
    assert len(found) == 26


def _more_like(kind, number, **values):
    """Add duties like the one of that kind."""
    like = Duty.objects.filter(kind=kind).first()
    for name, value in values.items():
        setattr(like, name, value)
    for _ in range(number):
        like.pk, like.subject_id = None, 90_000 + Duty.objects.count()
        like.reference = f"IN-2026-{like.subject_id}"
        like.save()


def test_all_groups_together_show_twenty_five_rows_each_its_first_ones_and_the_urgent_ones_next(sign_in, cast):
    scenarios.logged(cast)
    _more_like(Kind.TRIAGE, 30, due_on=date(2026, 6, 1))
    _more_like(Kind.TRIAGE, 6, due_on=date(2026, 6, 10), urgent=True)
    _more_like(Kind.TRIAGE, 10, due_on=date(2026, 6, 30), urgent=True)
    page = sign_in("manager").get("/")
    assert groups(page) == ["Overdue (30)", "Today (8)", "Later (10)"]
    shown = [len(section.cssselect("li")) for section in _sections(page)]
    assert shown == [25 - 6 - 3, 6, 3], "three of each, then what is urgent today, then what is overdue"
    today = [row for _, row in rows(page) if row.endswith(("Urgent", "Today"))]
    assert len(today) == 6
    offered = [
        " ".join(link.text_content().split()) for link in lxml.html.fromstring(page.content).cssselect("main p a")
    ]
    assert [words for words in offered if words.startswith("The other")] == [
        "The other 14 under “Overdue”",
        "The other 2 under “Today”",
        "The other 7 under “Later”",
    ]


def _sections(page):
    return lxml.html.fromstring(page.content.decode()).cssselect("main section.app-worklist")


def test_what_is_left_of_a_group_follows_its_last_row(sign_in, cast):
    scenarios.logged(cast)
    _more_like(Kind.TRIAGE, 30, due_on=date(2026, 6, 1))
    client = sign_in("manager")
    page = client.get("/")
    here = {word for word in words(page).split() if word.startswith("IN-2026-9")}
    (more,) = [link for link in links(page) if link.startswith("/worklist/overdue/")]
    there = {word for word in words(client.get(more)).split() if word.startswith("IN-2026-9")}
    assert len(here) == 20 and len(there) == 10 and not here & there


def links(page):
    return [link.get("href") for link in lxml.html.fromstring(page.content.decode()).cssselect("main a")]


def test_a_place_that_is_none_begins_at_the_beginning(sign_in, cast):
    scenarios.logged(cast)
    client = sign_in("manager")
    for after in ("x", "1.2", "1.2026-99-01.3"):
        assert client.get(f"/worklist/today/?after={after}").status_code == 200
    assert client.get("/worklist/sometime/").status_code == 404


@pytest.mark.clause("P11a")
def test_of_a_restricted_file_a_draft_names_nobody(sign_in, cast):
    scenarios.restrict_file(cast)
    scenarios.draft(cast, customer="d900001 Lewis Lodger")
    page = sign_in("officer").get("/")
    (row,) = sections(page)["Reports to finish (1)"]
    assert row.startswith("Restricted file ")
    assert "Lodger" not in page.content.decode()
