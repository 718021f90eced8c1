"""An instruction is said once on the look-up, and nothing that is asked for is left out (§7)."""

import re

import pytest

from alerts.choices import Control
from alerts.look_up.precautions import unsaid_by
from alerts.models import Alert, AlertType
from alerts.visits.policies import WHERE_NOBODY_VISITS
from tests import scenarios
from tests.look_up import PAIRS, carried_over, change, home_of
from tests.page import words
from tests.scenarios import LODGER

SAID = {
    "AT_LEAST_TWO": "in pairs",
    "ANIMAL_SECURED": "Have the dog secured before you enter. If it is not, leave",
    "NO_LONE_WOMAN": "No woman attends alone",
    "NO_LONE_MAN": "No man attends alone",
    "NO_WOMAN": "No woman attends",
    "NO_MAN": "No man attends",
    "POLICE_ADVICE": "take police advice first",
    "NO_FORCED_ENTRY": "never force entry",
    "END_CALL": "end the call",
    "TWO_AT_OFFICE": "office",
    "NAMED_OFFICER": "Pass all contact to the named officer or their deputy",
    "AGREED_CONTACT": "Keep to the agreed ways and times of contact",
    "SAFE_CONTACT": "the safe way to make contact",
    "ASK_LEAD": "Ask the responsible Lead before you go",
}
"""How the instruction of a type says each control, read by hand."""


@pytest.mark.clause("P7b")
def test_the_instruction_of_each_type_says_each_control_of_it(db):
    types = list(AlertType.objects.all())
    assert len(types) > 9
    for type in types:
        assert [SAID[one] for one in type.controls if SAID[one] not in type.instruction] == [], type.code
        alert = Alert(type=type, controls=type.controls)
        alert.instruction = alert.asked_instruction
        assert unsaid_by(alert) == [], type.code


@pytest.mark.clause("P7b")
def test_a_further_control_has_a_sentence_of_its_own(db):
    for type in AlertType.objects.all():
        alert = Alert(type=type, controls=list(Control))
        alert.instruction = alert.asked_instruction
        assert unsaid_by(alert) == []
        further = [one for one in Control if one not in type.controls]
        assert all(f"{one.label}." in alert.instruction for one in further), type.code


@pytest.mark.clause("P7b", refuses=True)
def test_of_a_type_whose_words_were_changed_each_control_is_said(cast):
    pairs = AlertType.objects.get(code="VISIT_IN_PAIRS")
    pairs.instruction, pairs.confirmed_by, pairs.confirmed_on = "Take care at this door.", cast.head, cast.today
    alert = Alert(type=pairs, controls=pairs.controls, instruction=pairs.instruction)
    assert unsaid_by(alert) == [Control.AT_LEAST_TWO]


@pytest.mark.clause("P7b", refuses=True)
def test_a_control_that_the_words_leave_out_is_said(db):
    pairs = AlertType.objects.get(code="VISIT_IN_PAIRS")
    alert = Alert(type=pairs, controls=["AT_LEAST_TWO", "END_CALL"], instruction=pairs.instruction)
    assert unsaid_by(alert) == [Control.END_CALL]
    alert.instruction = "Words of the type as it was."
    assert unsaid_by(alert) == [Control.AT_LEAST_TWO, Control.END_CALL]
    alert.instruction = ""
    assert unsaid_by(alert) == [Control.AT_LEAST_TWO, Control.END_CALL]


@pytest.mark.clause("P7b")
def test_the_look_up_says_it_once_and_the_sheet_checks_it(cast, sign_in):
    carried_over(cast)
    said = words(sign_in("officer").get("/look-up/?q=12 sandpiper close"))
    assert said.count(PAIRS) == 1
    assert "Make sure of this" not in said
    assert Control.AT_LEAST_TWO.label not in said
    assert "Lewis Lodger D900001 What to do is about this person." in re.sub(r"\s+", " ", said)
    kept = scenarios.visits(cast, LODGER)
    assert Control.AT_LEAST_TWO.label in words(sign_in("officer").get(f"/visits/{kept.pk}/"))


@pytest.mark.long
@pytest.mark.clause("P7b")
def test_each_type_is_checked_on_the_sheet_and_said_at_the_door(cast, sign_in):
    """Each type hangs on the one person in turn."""
    client, kept = sign_in("contractor"), scenarios.visits(cast, LODGER, by="contractor")
    for type in AlertType.objects.filter(needs_conditions=False):
        alert = carried_over(cast, code=type.code)
        said = words(client.get(f"/look-up/?q={LODGER}"))
        assert type.instruction in said
        assert "Make sure of this" not in said
        checked = words(client.get(f"/visits/{kept.pk}/"))
        for one in set(type.controls).difference(WHERE_NOBODY_VISITS):
            label = "Ask the Lead before you go" if one == Control.ASK_LEAD else Control(one).label
            assert label in checked, type.code
        Alert.objects.filter(pk=alert.pk).update(status="REMOVED")


@pytest.mark.clause("P7b")
def test_what_an_alert_says_beyond_its_words_is_said_beside_them(cast, look_up):
    alert = carried_over(cast)
    Alert.objects.filter(pk=alert.pk).update(controls=["AT_LEAST_TWO", "NO_FORCED_ENTRY"])
    said = look_up("officer", "lodger")
    assert "Make sure of this" in said
    assert Control.NO_FORCED_ENTRY.label in said
    assert Control.AT_LEAST_TWO.label not in said


def test_where_two_people_differ_each_is_told_apart(cast, look_up):
    carried_over(cast)
    carried_over(cast, "D900009", code="WEAPONS")
    page = look_up("officer", "12 sandpiper close")
    assert page.count(PAIRS) == 2
    assert "What to do is about" not in page


def test_what_hangs_on_the_property_is_said_once(cast, look_up):
    alert = carried_over(cast)
    Alert.objects.filter(pk=alert.pk).update(customer=None, asset=home_of(cast))
    page = look_up("officer", "12 sandpiper close")
    assert page.count(PAIRS) == 1
    assert "What to do is about the property." in page
    assert "For the property" in page


def test_a_way_never_to_be_used_is_said_once_with_the_name(cast, look_up):
    change(LODGER, never_message=True)
    page = look_up("officer", "12 sandpiper close")
    assert page.count("Leave no voice message, text or card") == 1
