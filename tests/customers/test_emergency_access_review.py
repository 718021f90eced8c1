"""The Data Protection Officer reviews who broke glass (§11)."""

from datetime import timedelta

import lxml.html
import pytest
from django.utils import timezone

from housing_alerts.customers import services
from housing_alerts.customers.models import EmergencyAccess
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed, when
from housing_alerts.staff.choices import Role
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, send, words
from tests.step import assert_kept, assert_not_found, assert_not_now, fill

LIST = "/restricted-files/"
ANSWERS = {"note": "The reason holds."}
pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def running(cast):
    """The file is open to him for an hour from now."""
    scenarios.restrict_file(cast)
    return scenarios.break_glass(cast, cast.head2)


@pytest.fixture
def access(cast):
    """It was open to him until now."""
    scenarios.restrict_file(cast)
    return scenarios.break_glass(cast, cast.head2, minutes=60)


def url(access):
    return f"/restricted-files/{access.pk}/review/"


def test_it_shows_what_was_opened_of_that_file_in_that_time_and_nothing_else(cast, sign_in, running):
    alert = scenarios.active(cast, customer=scenarios.HONG)
    assert "They opened nothing of this file in that time." in words(sign_in("dpo").get(url(running)))
    reader = sign_in("head2")
    assert reader.get("/customers/D900001/").status_code == 200
    reader.get(f"/alerts/{alert.reference}/")
    sign_in("lead").get("/customers/D900001/")

    page = sign_in("dpo").get(url(running))

    said = words(page)
    assert "What Hugo Heddon opened of this file in that time" in said
    rows = lxml.html.fromstring(page.content.decode()).xpath("//main//table//tbody/tr")
    assert [[cell.text_content().strip() for cell in row][1:] for row in rows] == [["WhatCustomer", "ReferenceD900001"]]


def test_the_list_names_colleagues_and_references_and_no_customer(cast, sign_in, running, queries_of):
    client = sign_in("dpo")
    page = client.get(LIST)
    said = words(page)
    assert "To review (1)" in said
    assert all(word in said for word in ("Hugo Heddon", "D900001", "He threatens to harm himself now.", "Open now"))
    assert not [word for word in ("Lewis", "Lodger", "Sandpiper") if word in page.content.decode()]
    assert "Nothing was reviewed yet." in said

    once = queries_of(client, LIST)
    for minutes in (300, 200):
        scenarios.break_glass(cast, cast.leadership, minutes=minutes)
    assert queries_of(client, LIST) == once


def test_only_the_last_fifty_that_were_reviewed_are_listed(cast, sign_in, monkeypatch):
    monkeypatch.setattr("housing_alerts.customers.selectors.MOST", 2)
    scenarios.restrict_file(cast)
    for minutes in (300, 200, 100):
        done = scenarios.break_glass(cast, cast.head2, minutes=minutes)
        services.review_emergency_access(
            access=done, version=done.version, by=cast.dpo, note=f"Checked {minutes}.", now=timezone.now()
        )
    said = words(sign_in("dpo").get(LIST))
    assert "Nothing waits for your review." in said
    assert "These are the last 2." in said
    assert "Checked 300." not in said


def test_the_data_protection_officer_reviews(cast, sign_in, access):
    client = sign_in("dpo")
    page = client.get(url(access))
    said = words(page)
    assert all(word in said for word in ("Hugo Heddon", "Head of Service", "D900001", "He threatens to harm himself"))
    assert "Lodger" not in page.content.decode()
    assert "Broken glass to review D900001" in words(client.get("/"))
    scenarios.break_glass(cast, cast.leadership, minutes=70)
    response = fill(client, url(access), **ANSWERS)

    assert_done(client, response, LIST, "Review recorded: Hugo Heddon, file D900001.")
    said = words(client.get(LIST))
    assert said.index("To review (1)") < said.index("Leonie Strand") < said.index("Hugo Heddon")
    assert "The reason holds." in said and "Dara Penn" in said
    access.refresh_from_db()
    assert_not_now(client, url(access), access, f"Dara Penn reviewed this already, on {when(access)}.", **ANSWERS)
    found = EmergencyAccess.objects.get(pk=access.pk)
    assert (found.reviewed_by, found.review_note) == (cast.dpo, "The reason holds.")
    assert found.reviewed_at is not None
    event = AuditEvent.objects.get(action="review emergency access")
    assert (event.reference, event.by, event.why) == ("D900001", cast.dpo, "The reason holds.")


@pytest.fixture
def own(cast):
    """The only Data Protection Officer broke glass."""
    scenarios.restrict_file(cast)
    return scenarios.break_glass(cast, cast.dpo, minutes=60)


def test_not_their_own(cast, sign_in, own):
    for who in ("A Head of Service or the Leadership Team", "Another Data Protection Officer"):
        client, sentence = sign_in("dpo"), f"You broke this glass yourself. {who} reviews it."
        assert_not_now(client, url(own), own, sentence, **ANSWERS)
        page = client.get(LIST)
        assert sentence in words(page)
        assert url(own) not in page.content.decode()
        theirs, _, _ = words(client.get("/")).partition("Waiting for others")
        assert "Broken glass to review D900001" not in theirs
        if "Another" not in who:
            scenarios.joined("second", Role.DATA_PROTECTION_OFFICER)
    head = sign_in("head")
    assert "Broken glass to review" not in words(head.get("/")), "there is another officer, so nobody else reviews it"
    assert_not_found(head, url(own), own, **ANSWERS)
    with pytest.raises(NotAllowed, match=r"Only a Data Protection Officer reviews who broke glass\."):
        services.review_emergency_access(
            access=own, version=own.version, by=cast.head, note="Fine.", now=timezone.now()
        )


def test_where_there_is_no_other_officer_a_head_or_the_leadership_team_reviews(cast, sign_in, own):
    for username in ("lead", "admin", "officer"):
        assert_not_found(sign_in(username), url(own), own, **ANSWERS)
    client = sign_in("leadership")
    title = "Broken glass to review D900001"
    said = words(client.get("/"))
    assert f"{title}. Dara Penn broke glass on {cast.today:%-d %B %Y} Urgent" in said
    page = client.get(url(own)).content.decode()
    assert "Dara Penn is the only Data Protection Officer, so you review it in their place." in " ".join(page.split())
    assert "/admin/" not in page and LIST + '"' not in page

    assert_done(client, fill(client, url(own), **ANSWERS), "/", "Review recorded: Dara Penn, file D900001.")

    own.refresh_from_db()
    assert own.reviewed_by == cast.leadership
    assert title not in words(client.get("/"))


@pytest.mark.clause("P11a", refuses=True)
def test_it_waits_until_the_hour_is_over(cast, sign_in, wednesday, running):
    client, sentence = sign_in("dpo"), "The file is open to Hugo Heddon until 10 June 2026 at 11:30am. Review it then"
    assert_not_now(client, url(running), running, sentence, **ANSWERS)
    assert sentence in words(client.get(LIST))
    with pytest.raises(NotAllowed, match="Review it then, with all that they opened"):
        services.review_emergency_access(
            access=running, version=running.version, by=cast.dpo, note="Fine.", now=timezone.now()
        )
    assert "Broken glass to review D900001" in words(client.get("/"))

    wednesday.shift(timedelta(hours=1))

    assert_done(client, fill(client, url(running), **ANSWERS), LIST, "Review recorded: Hugo Heddon")


def test_a_change_in_between_is_refused_and_nothing_typed_is_lost(sign_in, access):
    response = sign_in("dpo").post(url(access), ANSWERS | {"version": access.version - 1})
    assert_refused(response, f"Hugo Heddon changed this on {when(access)}, after you opened the page.")
    assert_kept(response, **ANSWERS, version=access.version)


def test_without_a_finding_page_and_service_ask(cast, sign_in, access):
    client = sign_in("dpo")
    with nothing_changes():
        assert_asks(send(client, url(access), access, note=" "), "Say what you found")
        with pytest.raises(NotAllowed, match=r"Say what you found\."):
            services.review_emergency_access(
                access=access, version=access.version, by=cast.dpo, note=" ", now=timezone.now()
            )
