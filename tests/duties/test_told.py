"""The page on which a colleague chooses what they are told."""

import pytest

from housing_alerts.duties import selectors
from housing_alerts.duties.choices import Kind, Way, chosen_by
from housing_alerts.kernel.audit.models import AuditEvent
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import fill

URL = "/what-you-are-told/"


def test_a_colleague_chooses_for_each_kind(cast, sign_in):
    client = sign_in("lead")
    response = fill(client, URL, REFERRED=Way.AT_ONCE, REVIEW=Way.OFF)
    assert_done(client, response, URL, "Kept. What is urgent is told at once, as before.")
    chosen = selectors.ways(cast.lead)
    assert set(chosen) == set(chosen_by(cast.lead.roles))
    assert (chosen["REFERRED"], chosen["REVIEW"], chosen["WRITE"]) == (Way.AT_ONCE, Way.OFF, Way.DIGEST)
    assert selectors.ways(cast.head) == {}
    assert AuditEvent.objects.get(action="choose what to be told").reference == "lead"
    fill(client, URL, REVIEW=Way.DIGEST)
    assert selectors.ways(cast.lead)["REVIEW"] == Way.DIGEST


@pytest.mark.parametrize("username", ["lead", "dpo"])
def test_everybody_has_a_page_of_their_own_kinds(cast, sign_in, username):
    said = words(sign_in(username).get(URL))
    assert f"Mail goes to {username}@landlord.example" in said
    for kind in (Kind.DECIDE, Kind.CONFIRM_ROLE, Kind.REFERRED):
        assert (kind.label in said) == (kind in chosen_by(cast.people[username].roles))


def test_what_is_always_urgent_is_not_to_be_chosen(cast, sign_in):
    client = sign_in("manager")
    said = words(client.get(URL))
    assert Kind.MARKER_LAPSES.label in said
    assert Kind.GLASS.label not in said, "that is the Data Protection Officer's"
    fill(client, URL, MARKER_LAPSES=Way.OFF)
    assert Kind.MARKER_LAPSES not in selectors.ways(cast.manager)


def test_without_an_address_the_page_says_so(cast, sign_in):
    cast.lead.email = ""
    cast.lead.save()
    assert "nobody can write to you. Ask a System administrator" in words(sign_in("lead").get(URL))


def test_it_refuses_what_is_no_such_way(sign_in):
    client = sign_in("lead")
    with nothing_changes():
        assert_asks(fill(client, URL, REVIEW="LOUD"), "Choose one of those that are shown")
        assert_asks(fill(client, URL, REVIEW=""), "Choose how you are told: Reviews due")
