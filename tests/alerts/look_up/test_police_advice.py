"""Where an alert asks to take police advice, the look-up and the sheet say whom to ring, as the landlord has it (§7)."""

import pytest

from housing_alerts.staff.models import Organisation
from tests import scenarios
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")
LOOK_UP = "/look-up/?q=D900001"


@pytest.mark.long
@pytest.mark.clause("P7b")
def test_whoever_goes_reads_whom_to_ring_for_police_advice(cast, sign_in):
    scenarios.active(cast, "WEAPONS")
    page = sign_in("contractor").get(LOOK_UP)
    assert "Ring the police for advice: 101" in words(page)
    assert 'href="tel:101"' in page.content.decode()
    Organisation.objects.update(police_name="PC Pat Penrose", police_telephone="01632 960 777")
    kept = scenarios.visits(cast, scenarios.LODGER)
    for who, where in (("contractor", LOOK_UP), ("officer", f"/visits/{kept.pk}/"), ("lead", "/customers/D900001/")):
        assert "Ring PC Pat Penrose for advice: 01632 960 777" in words(sign_in(who).get(where)), where


@pytest.mark.clause("P7b", refuses=True)
def test_nobody_reads_it_where_no_advice_is_asked_for(cast, sign_in):
    scenarios.active(cast)
    assert "for advice:" not in words(sign_in("contractor").get(LOOK_UP))


def test_a_marker_that_asks_for_it_says_it_too(cast, sign_in):
    scenarios.mark(cast, scenarios.logged(cast, days=0, violent=True), controls=["POLICE_ADVICE"])
    assert "Ring the police for advice: 101" in words(sign_in("contractor").get(LOOK_UP))
