"""A letter to somebody whose contact is limited invites to no way that the limits close (§5)."""

import pytest

from letters.choices import Kind
from tests import scenarios

from .samples import letter, said

pytestmark = pytest.mark.django_db

LIMITED = {"limited": True, "named_contact": ["Liam Leduc"], "unnamed_contact": False}
EACH = ("telephone", "email", "letter")


def ways(*open_ways):
    return {"ways": {way: way in open_ways for way in EACH}}


@pytest.mark.clause("P5")
def test_the_facts_say_which_ways_each_alert_leaves_open(cast):
    by_letter = scenarios.condition(cast, "CHANNELS") | {"ends": None}
    officer = scenarios.condition(cast, "NAMED_OFFICER", ends=None)
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[by_letter, officer])
    assert scenarios.composed(cast, alert).facts["ways"] == {"telephone": False, "email": False, "letter": True}
    other = scenarios.active(cast, "VISIT_IN_PAIRS", "D900003")
    assert all(scenarios.composed(cast, other).facts["ways"].values())


@pytest.mark.parametrize(
    ("open_ways", "numbers", "says"),
    [
        (("letter",), ["01632 960003"], "Liam Leduc. You reach them at the address at the top of this letter."),
        (("telephone",), ["01632 960003"], "Liam Leduc, on 01632 960003. The limits do not"),
        (EACH, [""], "You reach them at the address, the e-mail address or the telephone number at the top"),
        (
            EACH,
            ["01632 960003"],
            "on 01632 960003. You also reach them at the address or the e-mail address at the top",
        ),
        ((), [], "Please ask your named contact, Liam Leduc. The limits do not"),
    ],
    ids=["letter", "telephone", "all", "own number", "none"],
)
@pytest.mark.clause("P5")
def test_the_named_contact_is_reached_by_what_is_open(open_ways, numbers, says):
    facts = LIMITED | ways(*open_ways) | {"named_numbers": numbers}
    assert says in " ".join(said(letter(Kind.REVIEW_OUTCOME, facts=facts)).split())


@pytest.mark.clause("P5")
def test_a_complaint_about_the_named_contact_goes_in_any_way_that_is_open():
    text = said(letter(Kind.REVIEW_OUTCOME, facts=LIMITED | ways("telephone")))
    assert "If your complaint is about your named contact, make it to us and not to them." in text
    assert "write to the address at the top of this letter." not in text


@pytest.mark.clause("P13a")
def test_what_we_hold_may_be_asked_for_by_voice():
    assert "To do that, call us. You can also write to our Data Protection Officer" in said(letter(Kind.REMOVAL))
    limited = said(letter(Kind.REMOVAL, facts={"limited": True}))
    assert "To do that, write to our Data Protection Officer" in limited
    assert "The limits on how you can contact us do not stop you from calling or writing to us about that." in limited
