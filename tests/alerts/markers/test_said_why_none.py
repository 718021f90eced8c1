"""Why no interim marker is needed decides nothing: the danger of a referred report is told until somebody decides (D4.1)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from alerts.entries.words import words_to_copy
from alerts.models import Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios
from tests.look_up import home_of, housed
from tests.owing import held
from tests.page import nothing_changes, words
from tests.step import fill

pytestmark = pytest.mark.clause("D4")
WHY = "Nobody goes there for now."
DOOR = "/look-up/?q=12 Sandpiper"
NOTHING = "No alert is recorded. Use your usual lone working precautions."
CX = "it was not decided. Before you visit or speak to anybody there, look it up in Contact Management."


@pytest.fixture
def knife(cast):
    """A threat with a knife. The line manager referred it, and said that no marker is needed."""
    return scenarios.referred(cast, behaviour="THREAT_OF_VIOLENCE", weapon=True)


def _told(incident, why=f": “{WHY}”"):
    day = show_date(incident.known_on)
    said = f"Danger was reported on {day}, and nobody has decided yet what to do. No interim marker is in force"
    return f"{said}{why} Ask Morwenna Manning before you go."


@pytest.mark.long
@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("officer", DOOR),
        ("lead", "/customers/D900001/"),
    ],
)
def test_whoever_looks_it_up_reads_it_for_weeks_with_the_reason_and_whom_to_ask(cast, sign_in, knife, who, page):
    for days in (0, 40):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            said = words(sign_in(who).get(page))
            assert _told(knife) in said
            assert f"Ring Morwenna Manning: {cast.manager.telephone}" in said
            assert NOTHING not in said
    assert held(cast.manager, Kind.UNMARKED) == []


def test_a_contractor_reads_all_but_the_reason(cast, sign_in, knife):
    said = words(sign_in("contractor").get(DOOR))
    assert _told(knife, ".") in said
    assert WHY not in said


def test_where_a_closed_file_is_at_the_door_nobody_reads_the_reason(cast, sign_in, knife):
    scenarios.restrict_file(cast)
    said = words(sign_in("officer").get(DOOR))
    assert _told(knife, ".") in said
    assert WHY not in said


def test_a_closed_file_at_another_door_of_the_list_hides_no_reason_here(cast, sign_in, knife):
    kept = scenarios.visits(cast, "D900001", "D900002")
    scenarios.restrict_file(cast, "D900002")
    assert _told(knife) in words(sign_in("officer").get(f"/visits/{kept.pk}/"))


@pytest.mark.parametrize("line", ["name", "home"])
def test_a_closed_file_hides_it_also_where_the_address_or_the_person_is_not_shown(cast, sign_in, knife, line):
    home, mate = home_of(cast), housed(cast, home_of(cast), "D900091", "Penhale")
    kept = scenarios.visits(cast, *{"name": ["D900091"], "home": [home.reference, "D900002"]}[line])
    scenarios.restrict_file(cast, mate.reference)
    said = words(sign_in("officer").get(f"/visits/{kept.pk}/"))
    assert _told(knife, ".") in said
    assert WHY not in said


@pytest.mark.parametrize(
    ("leaves", "door"), [(scenarios.moved, "/look-up/?q=1 New Street"), (scenarios.moved_out, DOOR)]
)
def test_it_is_told_where_they_live_now_and_at_the_last_home(cast, sign_in, knife, leaves, door):
    leaves(cast, cast.customers[scenarios.LODGER])
    assert _told(knife) in words(sign_in("officer").get(door))


def test_beside_other_danger_there_each_is_told_for_itself(cast, sign_in, knife):
    other = scenarios.logged(cast, violent=True)
    said = words(sign_in("officer").get(DOOR))
    assert _told(knife) in said
    assert f"Danger was reported on {show_date(other.known_on)}, and nobody has decided yet what to do." in said


def test_a_marker_or_the_decision_ends_it(cast, sign_in, knife):
    scenarios.mark(cast, knife)
    assert _told(knife) not in words(sign_in("officer").get(DOOR))


@pytest.mark.clause("D4", refuses=True)
def test_the_decision_says_why_nobody_needs_a_warning(cast, sign_in):
    alert = scenarios.proposed_on(cast, scenarios.logged(cast, weapon=True))
    client, url = sign_in("head"), f"/alerts/{alert.reference}/decline/"
    with nothing_changes():
        response = fill(client, url, reason="It was somebody else at the door.")
    assert "This decision settles danger of which no marker tells" in words(response)
    said = fill(client, url, reason="It was somebody else at the door.", unneeded="He has moved far away since then.")
    assert said.status_code == 302
    assert NOTHING in words(client.get(DOOR))


def test_what_the_line_manager_settled_is_decided(cast, sign_in):
    scenarios.settled(cast, behaviour="THREAT_OF_VIOLENCE")
    assert NOTHING in words(sign_in("officer").get(DOOR))


@pytest.mark.long
def test_the_note_in_cx_sends_to_the_look_up_until_it_is_decided(cast, knife):
    assert f"On {show_date(cast.today)} {CX}" in words_to_copy(knife.entries.get(system="CX"))
    decided = scenarios.logged(cast, scenarios.HONG, weapon=True)
    scenarios.declined(cast, scenarios.proposed_on(cast, decided))
    assert CX not in words_to_copy(Incident.objects.get(pk=decided.pk).entries.get(system="CX"))


def test_the_form_says_who_reads_the_reason(cast, sign_in):
    incident = scenarios.logged(cast, weapon=True)
    page = words(sign_in("manager").get(f"/incidents/{incident.reference}/refer/"))
    assert (
        "Until the Head of Service decides, whoever looks it up reads that danger was reported, and whom to ask."
        in page
    )
    assert Incident.objects.get().no_marker_reason == ""
