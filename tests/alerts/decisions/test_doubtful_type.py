"""An alert of weapons or of a dog, where no report tells of one: the Lead and the Head are asked before they decide."""

import pytest

from tests import scenarios
from tests.page import words
from tools import demo

NO_WEAPON = "No report of this case tells of a weapon. Ask whether “Weapons” is the right type."
NO_DOG = "No report of this case tells of a dangerous dog. Ask whether “Dangerous Dogs” is the right type."


@pytest.mark.long
@pytest.mark.clause("P6")
@pytest.mark.parametrize(("code", "said"), [("WEAPONS", NO_WEAPON), ("DANGEROUS_DOGS", NO_DOG), ("VISIT_IN_PAIRS", "")])
def test_the_head_reads_that_no_report_tells_of_it(cast, sign_in, code, said):
    alert = scenarios.proposed(cast, code)
    page = words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    assert ("Is it the right type?" in page) == bool(said)
    assert said in page


@pytest.mark.clause("P6")
def test_the_lead_reads_it_before_the_recommendation(cast, sign_in):
    alert = scenarios.drafted_alert(cast, "WEAPONS")
    assert NO_WEAPON in words(sign_in("lead").get(f"/investigations/{alert.investigation.reference}/recommend/"))


@pytest.mark.long
def test_nothing_is_asked_where_a_report_tells_of_it(cast, sign_in):
    file = demo.investigate(cast, scenarios.logged(cast, weapon=True), 0)
    alert = demo.put_forward(cast, file, "WEAPONS", 0)
    assert "Is it the right type?" not in words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
