"""Whoever goes somewhere today, or looked there up lately, is told at once of what changed, and nobody reads what."""

from datetime import timedelta

import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alerts.models import Alert, VisitList, VisitNotice
from alerts.visits import selectors, services
from alerts.visits.models import SHIFT
from alerts.visits.watching import LATELY, watch
from housing_alerts.customers.models import Asset, Customer, Membership, Tenancy
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.duties.services import differing, settle
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.outbox.models import Message
from tests import scenarios
from tests.look_up import change, home_of, housed
from tests.page import words


@pytest.fixture(autouse=True)
def _today(wednesday):
    """The cast arrives on that Wednesday."""


def told() -> list[str]:
    """Return who was written to of a change where they go."""
    found = Message.objects.filter(subject__contains=Kind.VISIT_CHANGED.label).order_by("pk")
    return list(found.values_list("colleague__username", flat=True))


def marked(cast, customer=scenarios.LODGER, **facts):
    return scenarios.marked(cast, customer, days=0, **facts)


# A list of today


@pytest.mark.clause("D4")
def test_the_keeper_is_told_at_once_of_a_marker_where_they_go(cast, sign_in):
    kept = scenarios.visits(cast, scenarios.LODGER, "Nobody")
    incident = marked(cast).incident
    assert told()[0] == "officer"
    message = Message.objects.filter(subject__contains=Kind.VISIT_CHANGED.label).first()
    assert message.subject == "Urgent: Changed where you go today, Visits of 10 June 2026"
    assert "Lodger" not in message.subject + message.body
    assert "Sandpiper" not in message.body
    assert incident.reference not in message.body
    assert f"/visits/{kept.pk}/" in message.body
    assert {notice.visit.typed for notice in VisitNotice.objects.all()} == {scenarios.LODGER}
    assert "Changed since you were told" in words(sign_in("officer").get(f"/visits/{kept.pk}/"))


@pytest.mark.long
def test_danger_alone_is_told_too_and_then_the_marker(cast):
    scenarios.visits(cast, scenarios.LODGER)
    scenarios.logged(cast, days=0, violent=True)
    assert told() == ["officer"]


@pytest.mark.long
@pytest.mark.parametrize(
    "line",
    [
        "address",
        "housemate",
    ],
)
def test_it_is_told_at_the_address_with_a_housemate_and_with_the_person(cast, line):
    home = home_of(cast)
    mate = housed(cast, home, "D900091", "Penhale")
    reference = {"address": home.reference, "housemate": mate.reference, "person": scenarios.LODGER}[line]
    scenarios.visits(cast, reference)
    scenarios.active(cast, days=0)
    assert "officer" in told()


@pytest.mark.long
def test_an_alert_that_ends_or_changes_is_told(cast):
    alert = scenarios.active(cast)
    scenarios.visits(cast, scenarios.LODGER)
    scenarios.ended(cast, alert)
    assert told() == ["officer"]


def test_what_changes_nothing_at_the_door_is_not_told(cast):
    alert = scenarios.active(cast)
    scenarios.visits(cast, scenarios.LODGER)
    scenarios.under_review(cast, alert)
    assert told() == []


def test_nobody_else_is_told_nor_asked_where_there_is_no_line_manager(cast):
    cast.contractor.line_manager = None
    cast.contractor.save()
    scenarios.visits(cast, "D900002")
    scenarios.visits(cast, scenarios.LODGER, by="contractor")
    yesterday = scenarios.visits(cast, scenarios.LODGER, by="manager")
    yesterday.on, yesterday.kept_at = cast.ago(1), timezone.now() - SHIFT
    yesterday.save()
    scenarios.active(cast, days=0)
    assert told() == ["contractor"]
    assert not Duty.objects.filter(kind=Kind.VISIT_UNSEEN).exists()


@pytest.mark.long
@pytest.mark.clause("D4")
def test_the_night_shift_is_told_past_midnight(cast, sign_in, wednesday):
    wednesday.move_to("2026-06-10 20:30+00:00")
    kept = scenarios.visits(cast, scenarios.LODGER)
    wednesday.move_to("2026-06-11 01:00+00:00")
    page = reverse("alerts:visit_list", args=[kept.pk])
    assert "Change the list" in words(sign_in("officer").get(page))
    scenarios.active(cast, days=0)
    assert told() == ["officer"]
    assert "Changed since you were told" in words(sign_in("officer").get(page))
    assert f"{cast.officer} has not seen it yet" in words(sign_in("manager").get(reverse("desk:worklist")))
    assert str(cast.officer) in words(sign_in("manager").get(reverse("alerts:visits_unseen")))
    assert not list(differing())


def _moves_in(cast):
    with records.as_one("import customers"):
        scenarios.lives_at(cast.customers[scenarios.LODGER], _tenancy(cast, "D900002"))


def _is_moved_in_by_a_colleague_on_the_property(cast):
    tenancy = Tenancy.objects.get(reference=_tenancy(cast))
    tenancy.asset = home_of(cast, "D900002")
    records.save(tenancy, by=None, why="")


def _gets_the_same_address(cast):
    home, other = home_of(cast), home_of(cast, "D900002")
    home.address, home.postcode = other.address, other.postcode
    records.save(home, by=None, why="")


def _is_paired_and_known(cast):
    scenarios.paired(cast, tenancy=_tenancy(cast, "D900002"))


def _is_merged(cast):
    scenarios.second_file(cast, tenancy=_tenancy(cast, "D900002"))
    assert told() == []
    scenarios.merged(cast)


def _tenancy(cast, customer=scenarios.LODGER):
    return cast.customers[customer].memberships.get().tenancy.reference


@pytest.mark.long
@pytest.mark.clause("D4")
@pytest.mark.parametrize(
    "happens",
    [_moves_in, _is_moved_in_by_a_colleague_on_the_property, _gets_the_same_address, _is_paired_and_known, _is_merged],
)
def test_somebody_with_an_alert_who_comes_to_be_there_is_told(cast, happens):
    scenarios.active(cast)
    scenarios.visits(cast, home_of(cast, "D900002").reference)
    happens(cast)
    assert told() == ["officer"]


@pytest.mark.long
@pytest.mark.clause("P10b")
def test_what_is_agreed_of_messages_and_at_the_door_is_told(cast):
    scenarios.visits(cast, home_of(cast).reference if scenarios.LODGER == "home" else scenarios.LODGER)
    scenarios.adjusted(cast)
    assert told() == []
    scenarios.adjusted(cast, at_the_door="Knock loudly")
    assert told() == ["officer"]
    scenarios.never_write(cast)
    assert told() == ["officer", "officer"]


def test_an_import_reads_no_sheet_that_is_not_near(cast, monkeypatch):
    scenarios.visits(cast, scenarios.LODGER)
    monkeypatch.setattr(selectors, "told_otherwise", None)
    with CaptureQueriesContext(connection) as few:
        watch("import customers", [Customer(pk=900_000)])
    many = [each(pk=pk) for each in (Customer, Asset, Tenancy) for pk in range(900_000, 901_000)]
    with CaptureQueriesContext(connection) as all_of_them:
        watch("import customers", [*many, Membership(pk=1, customer_id=900_000, tenancy_id=900_000)])
    assert len(all_of_them) == len(few)


@pytest.mark.clause("D4")
def test_that_it_was_seen_is_recorded_and_closes_what_waited(cast, sign_in):
    kept = scenarios.visits(cast, scenarios.LODGER)
    marked(cast)
    open_duties = Duty.objects.open().filter(kind__in=[Kind.VISIT_CHANGED, Kind.VISIT_UNSEEN])
    assert set(open_duties.values_list("kind", "colleague__username")) == {
        ("VISIT_CHANGED", "officer"),
        ("VISIT_UNSEEN", "manager"),
    }
    client = sign_in("manager")
    page = words(client.get(reverse("alerts:visits_unseen")))
    assert f"{cast.officer}, since 10 June 2026" in page
    assert "Lodger" not in page
    assert "Sandpiper" not in page

    page = _sees(sign_in("officer"), kept)
    assert "Recorded that you have seen what changed." in words(page)
    assert "Changed since you were told" not in words(page)
    assert not VisitNotice.objects.unseen().exists()
    assert not open_duties.exists()
    assert AuditEvent.objects.filter(action="see changes", reference=f"Visits {kept.pk}", customer="").exists()
    assert "Everybody has seen what changed." in words(sign_in("manager").get(reverse("alerts:visits_unseen")))


def _shown(client, kept):
    tree = lxml.html.fromstring(client.get(f"/visits/{kept.pk}/").content)
    return {"shown": [one.get("value") for one in tree.cssselect("input[name=shown]")]}


def _sees(client, kept):
    return client.post(reverse("alerts:visit_list_seen", args=[kept.pk]), _shown(client, kept), follow=True)


@pytest.mark.long
@pytest.mark.clause("D4")
def test_a_page_that_showed_less_closes_no_newer_change(cast, sign_in):
    kept = scenarios.visits(cast, scenarios.LODGER, "D900002")
    marked(cast)
    client = sign_in("officer")
    shown = _shown(client, kept)
    marked(cast, "D900002")
    page = client.post(reverse("alerts:visit_list_seen", args=[kept.pk]), shown, follow=True)
    assert "Something changed again after you opened the page. Read it below." in words(page)
    assert {notice.visit.typed for notice in VisitNotice.objects.unseen()} == {"D900002"}
    assert Duty.objects.open().filter(kind=Kind.VISIT_CHANGED).count() == 1
    client.post(reverse("alerts:visit_list_seen", args=[kept.pk]))
    assert VisitNotice.objects.unseen().exists()


@pytest.mark.clause("D4", refuses=True)
def test_a_list_is_neither_changed_nor_deleted_before_what_changed_is_seen(cast, sign_in):
    kept = scenarios.visits(cast, scenarios.LODGER)
    marked(cast)
    client, typed = sign_in("officer"), {"lines": f"{scenarios.LODGER}\nD900002", "women": 0, "men": 2}
    url = reverse("alerts:visit_list_change", args=[kept.pk])
    unseen = "Something changed for a visit on this list, and you have not seen it yet."
    assert unseen in words(client.get(url))
    page = client.post(url, typed)
    assert page.status_code == 403
    assert unseen in words(page)
    assert "D900002</textarea>" in page.content.decode()
    page = words(client.post(reverse("alerts:visit_list_give_up", args=[kept.pk]), follow=True))
    assert unseen in page
    assert "Changed since you were told" in page
    assert {notice.visit.of for notice in VisitNotice.objects.unseen()} == {kept}

    _sees(client, kept)
    assert client.post(url, typed).status_code == 302
    assert kept.visits.count() == 2
    client.post(reverse("alerts:visit_list_give_up", args=[kept.pk]))
    assert not VisitList.objects.exists()


@pytest.mark.long
def test_each_place_has_one_notice_and_each_list_one_row(cast, sign_in):
    home, mate = home_of(cast), housed(cast, home_of(cast), "D900091", "Penhale")
    kept = scenarios.visits(cast, scenarios.LODGER, home.reference, mate.reference, "D900002")
    with records.as_one("two at once"):
        marked(cast)
        marked(cast, "D900002")
    notices = VisitNotice.objects.order_by("visit__position")
    assert [notice.visit.typed for notice in notices] == [scenarios.LODGER, "D900002"]
    assert told() == ["officer"]
    changed = Duty.objects.open().filter(kind=Kind.VISIT_CHANGED)
    assert changed.get().words.startswith("Something changed for a visit on your list.")
    assert Duty.objects.open().filter(kind=Kind.VISIT_UNSEEN).count() == 1

    scenarios.lifted(cast, cast.customers[scenarios.LODGER].markers.get())
    assert told() == ["officer", "officer"]
    assert changed.count() == 1
    page = sign_in("officer").get(f"/visits/{kept.pk}/")
    [section] = lxml.html.fromstring(page.content).cssselect("section[aria-labelledby=changes]")
    assert len(section.cssselect("li")) == 2
    assert list(differing()) == []


@pytest.mark.long
def test_another_line_manager_hears_of_what_is_unseen(cast):
    scenarios.visits(cast, scenarios.LODGER)
    scenarios.active(cast, days=0)
    cast.officer.line_manager = cast.people["head"]
    cast.officer.save()
    settle("change colleague", [cast.officer])
    assert Duty.objects.open().get(kind=Kind.VISIT_UNSEEN).colleague == cast.people["head"]


@pytest.mark.long
@pytest.mark.clause("P13a")
def test_notices_go_with_their_time(cast, time_machine):
    scenarios.visits(cast, scenarios.LODGER)
    marked(cast)
    services.clear(on=cast.today + timedelta(days=7))
    assert VisitNotice.objects.exists()
    services.clear(on=cast.today + timedelta(days=8))
    assert not VisitNotice.objects.exists()
    assert not Duty.objects.open().filter(kind=Kind.VISIT_CHANGED).exists()


# What was looked up


@pytest.mark.clause("D4")
def test_whoever_looked_up_lately_hears_of_what_is_new_and_sees_it(cast, sign_in):
    client = sign_in("contractor")
    client.get("/look-up/?q=12 Sandpiper Close")
    scenarios.active(cast, days=0)
    assert told() == ["contractor"]
    message = Message.objects.get(subject__contains=Kind.VISIT_CHANGED.label)
    assert message.subject == "Urgent: Changed where you go today, Look-up of 10 June 2026"
    [path] = [line.partition("example")[2] or line for line in message.body.splitlines() if "/visits/news/" in line]
    url = path[path.index("/visits") :]
    page = words(client.get(url))
    assert "There is a new alert or marker at 12 Sandpiper Close, Testmouth, Devon, TQ99 1AB" in page
    assert "Lodger" not in page
    page = client.post(url, follow=True)
    assert "Recorded that you have seen it." in words(page)
    assert not Duty.objects.open().filter(kind=Kind.VISIT_CHANGED).exists()
    assert "You saw this on 10 June 2026" in words(client.get(url))
    assert sign_in("officer").get(url).status_code == 404


@pytest.mark.long
def test_where_nobody_is_known_to_live_the_look_up_is_remembered_by_the_property(cast, sign_in):
    empty = Asset(reference="H77", address="77 Gannet Row", postcode="TQ99 2ZZ")
    records.save(empty, by=None, why="")
    sign_in("contractor").get("/look-up/?q=77 Gannet Row")
    scenarios.mark(cast, scenarios.logged_at_an_address(cast, asset=empty, violent=True))
    assert told() == ["contractor"]


@pytest.mark.long
def test_after_a_day_or_of_what_is_not_new_nobody_hears(cast, sign_in, time_machine):
    sign_in("contractor").get("/look-up/?q=D900001")
    alert = scenarios.active(cast, days=5)
    assert told() == []
    scenarios.ended(cast, alert)
    assert told() == []
    assert timedelta(hours=24) == LATELY
    time_machine.move_to(timezone.now() + LATELY + timedelta(minutes=1))
    marked(cast)
    assert "contractor" not in told()


def test_who_placed_it_who_left_and_who_has_it_on_a_list_are_not_told_twice(cast, sign_in):
    sign_in("manager").get("/look-up/?q=D900001")
    sign_in("contractor").get("/look-up/?q=D900001")
    sign_in("officer").get("/look-up/?q=D900001")
    cast.people["contractor"].is_active = False
    cast.people["contractor"].save()
    scenarios.visits(cast, scenarios.LODGER)
    marked(cast)
    assert set(told()) == {"officer"}


def test_of_a_closed_file_no_address_is_told(cast, sign_in):
    change(scenarios.LODGER, restricted=True)
    client = sign_in("contractor")
    client.get("/look-up/?q=D900001")
    scenarios.mark(cast, scenarios.logged(cast, days=0, violent=True))
    notice = VisitNotice.objects.get(colleague=cast.people["contractor"])
    assert notice.place is None
    page = words(client.get(reverse("alerts:visit_news", args=[notice.pk])))
    assert "There is a new alert or marker about a person or an address, which you looked up on" in page
    assert "Sandpiper" not in page
    assert Alert.objects.count() == 0


@pytest.mark.long
@pytest.mark.clause("D4")
def test_when_a_list_changed_is_told_to_the_script_beside_its_copy(cast, sign_in, wednesday):
    """That is when it was kept, when something changed at a door, or when its lines did."""
    kept = scenarios.visits(cast, scenarios.LODGER)
    client = sign_in("officer")
    keep, changed = (reverse(f"alerts:visit_list_{name}", args=[kept.pk]) for name in ("keep", "changed"))
    first = client.get(changed).content.decode()
    assert first == kept.kept_at.isoformat(timespec="microseconds") == client.post(keep)["X-Changed"]
    wednesday.shift(60)
    marked(cast)
    then = client.get(changed).content.decode()
    assert first < then == client.post(keep)["X-Changed"]
    assert client.get(changed).headers["Content-Type"] == "text/plain"
