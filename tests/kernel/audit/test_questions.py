"""What the Data Protection Officer asks of the trail, each in three clicks from the first page, and as a file (§11)."""

import csv
import io
from datetime import timedelta

import lxml.html
import pytest
import time_machine
from django.utils import timezone

from housing_alerts.customers import services as customers
from housing_alerts.kernel.audit import trail
from housing_alerts.kernel.audit.models import ReadEvent
from housing_alerts.staff.choices import Role
from tests import scenarios
from tests.page import nothing_changes, words


def follow(client, page, words_of_link):
    """Click the link of these words. :returns: the page it leads to."""
    document = lxml.html.fromstring(page.content.decode())
    found = [link.get("href") for link in document.iter("a") if link.text_content().strip() == words_of_link]
    return client.get(max(found, key=len))  # the list of a record, not the app of the same name


def rows(page):
    """The cells of the list, row by row."""
    table = lxml.html.fromstring(page.content.decode()).get_element_by_id("result_list", None)
    found = [] if table is None else table.cssselect("tbody tr")
    return [[cell.text_content().strip() for cell in row.cssselect("th, td")] for row in found]


@pytest.fixture
def seen(cast, sign_in):
    """A case that its Lead worked on and a Head of Service has read. The Data Protection Officer is at the first page."""
    alert = scenarios.active(cast)
    sign_in("head").get(f"/alerts/{alert.reference}/")
    sign_in("head2").get("/customers/D900003/")
    return alert


def test_who_saw_this_customer_in_three_clicks(seen, sign_in):
    client = sign_in("dpo")
    customers = follow(client, client.get("/admin/"), "Customers")
    customer = follow(client, customers, "D900001")
    page = follow(client, customer, "Who read it in the last 31 days")

    assert ["Helen Headley", "Alert", seen.reference] in [[row[1], row[3], row[4]] for row in rows(page)]
    assert "D900003" not in words(page)


def test_what_this_colleague_did_in_three_clicks(cast, seen, sign_in):
    client = sign_in("dpo")
    colleagues = follow(client, client.get("/admin/"), "Colleagues")
    colleague = follow(client, colleagues, "head")
    page = follow(client, colleague, "What they did in the last 31 days")

    assert {row[1] for row in rows(page)} == {"Helen Headley"}
    assert "approve alert" in [row[3] for row in rows(page)]


def test_what_was_done_about_a_customer(seen, sign_in):
    client = sign_in("dpo")
    page = client.get("/admin/audit/auditevent/", {"q": "D900001"})
    assert {"log incident", "refer incident", "approve alert"} <= {row[3] for row in rows(page)}
    assert {row[5] for row in rows(page)} == {"D900001"}


def test_the_list_goes_back_as_far_as_is_asked(cast, sign_in):
    with time_machine.travel(timezone.now() - timedelta(days=40)):
        trail.record("tidy", cast.customers["D900001"], by=None)
    client = sign_in("dpo")
    for period, found in [("1", False), ("7", False), ("31", False), ("365", True), ("0", True), ("", True)]:
        page = client.get("/admin/audit/auditevent/", {"period": period} if period else {})
        assert ("tidy" in [row[3] for row in rows(page)]) is found, period


def test_what_a_list_does_not_offer_cannot_be_guessed(seen, sign_in):
    client = sign_in("dpo")
    for guess in (
        "audit/auditevent/?why__contains=He",
        "audit/auditevent/export.csv?why__startswith=He",
        "staff/colleague/?password__startswith=md5",
        "audit/auditevent/?by__password__startswith=md5",
        "audit/auditevent/?by__exact__password__startswith=md5",
        "audit/readevent/export.csv?by__password__startswith=md5",
        "alerts/incident/?account__contains=shouted",
    ):
        assert client.get(f"/admin/{guess}").status_code in (302, 400), guess


def test_what_a_list_offers_is_asked_still(seen, cast, sign_in):
    page = sign_in("dpo").get(f"/admin/audit/auditevent/?by__id__exact={cast.head.pk}&period=31&action=approve+alert")
    assert {(row[1], row[3]) for row in rows(page)} == {("Helen Headley", "approve alert")}


def test_who_saw_a_customer_of_that_name(seen, sign_in):
    client = sign_in("dpo")
    page = client.get("/admin/audit/readevent/", {"q": "lewis lodg"})
    assert ["Helen Headley", "Alert", seen.reference] in [[row[1], row[3], row[4]] for row in rows(page)]
    assert "D900003" not in words(page)
    assert not rows(client.get("/admin/audit/auditevent/", {"q": "--"}))


def test_a_name_finds_nobody_whose_restricted_file_is_closed_to_who_asks(cast, closed, sign_in):
    client = sign_in("dpo")
    assert not rows(client.get("/admin/audit/auditevent/", {"q": "lewis lodger"}))
    assert rows(client.get("/admin/audit/auditevent/", {"q": "D900001"}))


@pytest.mark.long
def test_a_visit_of_a_page_is_one_row_and_each_opening_is_kept(cast, seen, sign_in):
    lead, url = sign_in("lead"), f"/alerts/{seen.reference}/"
    before = ReadEvent.objects.count()
    for minutes in (30, 28, 24, 10):  # the last one begins another visit
        with time_machine.travel(timezone.now() - timedelta(minutes=minutes), tick=False):
            lead.get(url)
    with time_machine.travel(timezone.now() - timedelta(minutes=9), tick=False):
        lead.get("/customers/D900001/")
    assert ReadEvent.objects.count() == before + 5

    client, asked = sign_in("dpo"), {"q": "D900001", "by__id__exact": cast.lead.pk}
    listed = rows(client.get("/admin/audit/readevent/", asked))
    assert [row[3] for row in listed] == ["Customer", "Alert", "Alert"]
    every = rows(client.get("/admin/audit/readevent/", {**asked, "openings": "every"}))
    assert [row[3] for row in every] == ["Customer", "Alert", "Alert", "Alert", "Alert"]
    assert "One row for a visit Every opening" in words(client.get("/admin/audit/readevent/"))


def test_what_names_no_record_is_never_the_same_visit(cast, sign_in):
    client = sign_in("officer")
    for nobody in ("nobody", "somebody else"):
        client.get("/look-up/", {"q": nobody})
    assert list(ReadEvent.objects.values_list("reference", "again")) == [("", False), ("", False)]


@pytest.mark.long
def test_another_colleague_or_the_same_one_in_other_roles_begins_a_visit(cast, seen, sign_in):
    url = f"/alerts/{seen.reference}/"
    sign_in("lead").get(url)
    sign_in("leadership").get(url)
    assert not ReadEvent.objects.filter(again=True).exists()
    scenarios.promote(cast.lead, "LEADERSHIP")
    sign_in("lead").get(url)
    assert not ReadEvent.objects.filter(again=True).exists()
    sign_in("lead").get(url)
    assert ReadEvent.objects.first().again


def test_plain_data_is_read_as_rows(cast, sign_in):
    alert = scenarios.restricted(cast, days=1)
    condition = alert.conditions.get()
    client = sign_in("dpo")
    page = client.get(f"/admin/alerts/condition/{condition.pk}/change/").content.decode()
    assert "<li><strong>Channels:</strong> <ul><li>by letter</li></ul></li>" in page
    page = client.get(f"/admin/alerts/alert/{alert.pk}/change/").content.decode()
    assert "{" not in lxml.html.fromstring(page).get_element_by_id("content").text_content()


def test_an_emergency_access_is_shown_without_a_name(cast, sign_in):
    scenarios.restrict_file(cast)
    access = scenarios.break_glass(cast, cast.head2)
    page = sign_in("dpo").get(f"/admin/customers/emergencyaccess/{access.pk}/change/")
    assert "D900001" in words(page)
    assert "Lodger" not in page.content.decode()


def test_a_part_of_a_file_is_read_under_its_customers_reference(cast, sign_in):
    known = customers.record_vulnerability(
        customer=cast.customers["D900001"], by=cast.lead, what="Deaf.", told_by="STAFF", told_on=cast.today
    )
    home = cast.customers["D900001"].memberships.get().tenancy
    client = sign_in("dpo")
    for place in (
        f"vulnerability/{known.pk}/change/",
        f"vulnerability/{known.pk}/history/",
        f"tenancy/{home.pk}/change/",
    ):
        client.get(f"/admin/customers/{place}")
        assert "D900001" in set(ReadEvent.objects.values_list("reference", flat=True)[:3]), place


def test_a_colleague_is_found_by_surname_and_by_sign_in_name(seen, sign_in):
    client = sign_in("dpo")
    for term in ("Headley", "head"):
        assert {row[1] for row in rows(client.get("/admin/audit/auditevent/", {"q": term}))} == {"Helen Headley"}


def test_a_list_leaves_as_a_file_as_it_is_filtered_and_that_is_logged(seen, sign_in):
    client = sign_in("dpo")
    page = client.get("/admin/audit/readevent/", {"q": "D900001", "period": "31"})
    answer = follow(client, page, "Save as a CSV file")

    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    head, *lines = csv.reader(io.StringIO(text))
    assert head == ["When", "Who", "In which role", "What was opened", "Reference"]
    assert [lines[-1][1], lines[-1][3], lines[-1][4]] == ["Helen Headley", "Alert", seen.reference]
    assert answer["Content-Disposition"].startswith('attachment; filename="readevent-')
    assert ReadEvent.objects.first().opened == "audit: audit_readevent_export"


@pytest.mark.clause("P11a")
def test_the_read_log_says_by_what_a_saved_list_was_filtered(seen, sign_in):
    client = sign_in("dpo")
    for asked, logged in [
        ({"q": "d900001", "period": "31"}, ["D900001", "period: 31"]),
        ({"q": "Lewis Lodger"}, ["searched by words"]),
        ({}, [""]),
    ]:
        before = ReadEvent.objects.first().pk
        client.get("/admin/audit/readevent/export.csv", asked).getvalue()
        assert sorted(event.reference for event in ReadEvent.objects.filter(pk__gt=before)) == logged


def test_every_list_can_be_saved(seen, sign_in):
    client = sign_in("dpo")
    answer = client.get("/admin/alerts/alert/export.csv", {"status": "ACTIVE"})
    text = b"".join(answer.streaming_content).decode()
    assert seen.reference in text
    assert "Active" in text


# A restricted file

OF_A_FILE = ("customer", "membership", "tenancy")


@pytest.fixture
def closed(cast):
    """A file of the domestic abuse kind, which is not open to the Data Protection Officer."""
    alert = scenarios.active(cast)
    scenarios.restrict_file(cast)
    return alert


def test_the_trail_of_a_restricted_file_shows_no_content(cast, closed, sign_in):
    client = sign_in("dpo")
    page = client.get("/admin/audit/auditevent/", {"q": "D900001"})
    assert {row[6] for row in rows(page)} == {"Restricted file"}


def test_no_record_of_a_restricted_file_is_listed_or_opened(closed, sign_in):
    client, cases = sign_in("dpo"), ("incident", "investigation", "alert", "discussion")
    places = [*(f"alerts/{each}" for each in cases), *(f"customers/{each}" for each in OF_A_FILE)]
    with nothing_changes():
        for place in places:
            page = client.get(f"/admin/{place}/")
            assert "Lodger" not in [cell for row in rows(page) for cell in row], place
            assert closed.reference not in words(page), place
    assert client.get(f"/admin/alerts/alert/{closed.pk}/history/").status_code == 404
    assert client.get(f"/admin/alerts/alert/{closed.pk}/change/").status_code == 302
    for place in ("customers/customer", "alerts/incident", "alerts/alert"):
        assert not rows(client.get(f"/admin/{place}/", {"q": "lewis lodger"})), place


def test_it_shows_again_to_who_broke_the_glass(cast, closed, sign_in):
    scenarios.break_glass(cast, cast.people["dpo"])
    client = sign_in("dpo")
    assert closed.reference in words(client.get("/admin/alerts/alert/"))
    said = {row[6] for row in rows(client.get("/admin/audit/auditevent/", {"q": "D900001"}))}
    assert "He threatens to harm himself now." in said
    assert "Restricted file" not in said


def test_what_is_in_a_restricted_file_says_so_and_is_not_said_to_be_deleted(closed, sign_in):
    client, place = sign_in("dpo"), "alerts/alert"
    said = words(client.get(f"/admin/{place}/{closed.pk}/change/", follow=True))
    assert "This is in the restricted file D900001, which is not open to you. Break glass if you cannot judge" in said
    assert "Lewis" not in said
    assert "Perhaps it was deleted?" in words(client.get(f"/admin/{place}/999999/change/", follow=True))


# A customer, in every list


def test_a_customers_records_are_found_by_name_and_by_reference(cast, sign_in):
    alert = scenarios.active(cast, days=1)
    scenarios.notified(cast, alert, days=1)
    scenarios.appealed(cast, alert)
    scenarios.logged(cast, scenarios.HONG)
    client = sign_in("dpo")
    for place in ("customers/customer", "alerts/incident", "alerts/alert", "letters/letter", "appeals/appeal"):
        for term in ("lewis lodg", "D900001"):
            (listed,) = rows(client.get(f"/admin/{place}/", {"q": term}))
            assert any("Lodger" in cell for cell in listed), (place, term)
        assert not rows(client.get(f"/admin/{place}/", {"q": "nobody"})), place


# In words


def test_a_file_says_yes_and_no_and_holds_no_markup(cast, sign_in):
    answer = sign_in("dpo").get("/admin/staff/colleague/export.csv")
    _, *lines = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode()))
    assert {line[-1] for line in lines} == {"Yes"}
    scenarios.ask_for(cast, cast.manager, Role.LEADERSHIP)
    answer = sign_in("dpo").get("/admin/staff/grant/export.csv")
    assert "<" not in b"".join(answer.streaming_content).decode()


def test_a_customers_page_says_yes_and_no(cast, sign_in):
    page = sign_in("dpo").get(f"/admin/customers/customer/{cast.customers['D900001'].pk}/change/")
    said = words(page)
    assert "Never write: No" in said
    assert "No letter may go to this person" not in said
    assert "icon-no" not in page.content.decode()


def test_the_history_of_a_colleague_says_which_roles_came_and_went(cast, sign_in):
    scenarios.confirm(cast, scenarios.ask_for(cast, cast.lead, Role.LEADERSHIP))
    said = words(sign_in("dpo").get(f"/admin/staff/colleague/{cast.lead.pk}/history/"))
    assert "Roles from Operational Lead to Operational Lead, Leadership Team" in said


def test_the_header_leads_to_what_the_data_protection_officer_does_elsewhere(cast, sign_in):
    client = sign_in("dpo")
    page = client.get("/admin/")
    header = lxml.html.fromstring(page.content.decode()).get_element_by_id("user-tools")
    links = {link.text_content(): link.get("href") for link in header.iter("a")}
    led_to = [client.get(links[name]) for name in ("All Alerts", "Roles to confirm", "Break glass", "Curiosity")]
    assert {answer.status_code for answer in led_to} == {200}
    assert "for you to confirm" not in words(page)
    scenarios.ask_for(cast, cast.manager, Role.LEADERSHIP)
    assert "1 role waits for you to confirm." in words(client.get("/admin/alerts/alert/"))
