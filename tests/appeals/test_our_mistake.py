"""An appeal is not refused by accident where we removed the alert as our own mistake (P9b)."""

import pytest

from appeals.models import Appeal
from appeals.policies import doubts_of_mistake
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios, settling
from tests.determining import SENT, url
from tests.page import nothing_changes, words
from tests.step import fill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
ASKED = "because it was imposed in error. An answer that does not uphold the appeal says the opposite."


def waiting(cast, because):
    appeal = scenarios.prepared(cast, scenarios.told(cast))
    scenarios.ended(cast, appeal.alert, because)
    return Appeal.objects.get(pk=appeal.pk)


@pytest.mark.long
@pytest.mark.clause("P9b", refuses=True)
def test_not_to_uphold_it_needs_a_tick(sign_in, cast):
    appeal, client = waiting(cast, "ERROR"), sign_in("head")
    assert ASKED not in words(client.get(url(appeal)))
    with nothing_changes():
        page = words(fill(client, url(appeal), **SENT))
        assert ASKED in page
        assert "Uphold the appeal, or tick that the decision was right" in page
    (doubt,) = doubts_of_mistake(appeal, "NOT_UPHELD")
    response = fill(client, url(appeal), **SENT, mistaken=doubt.key)
    assert response.status_code == 302, words(response)
    appeal.refresh_from_db()
    assert appeal.outcome == "NOT_UPHELD"


@pytest.mark.clause("P9b", refuses=True)
def test_the_service_refuses_it_too(cast):
    with pytest.raises(NotAllowed, match="Uphold it, or tick that you mean this"):
        scenarios.determined(cast, waiting(cast, "ERROR"))


@pytest.mark.clause("P9b")
def test_otherwise_nothing_is_asked(cast):
    for because, outcome in [("RISK_REDUCED", "NOT_UPHELD"), ("ERROR", "UPHELD")]:
        with settling.undone():
            assert scenarios.determined(cast, waiting(cast, because), outcome).outcome == outcome


LEFT = "We removed the alert on 10 June 2026 because it was imposed in error, so nothing of it is left to change."
OF_LESS = ("whether an adjustment would make less do", "so there is no part of it to uphold")


@pytest.mark.long
@pytest.mark.parametrize(("because", "left"), [("ERROR", True), ("RISK_REDUCED", False)])
@pytest.mark.clause("P9b")
def test_the_page_says_what_is_left_to_decide(sign_in, cast, because, left):
    page = words(sign_in("head").get(url(waiting(cast, because))))
    assert (LEFT in page) is left
    assert [said in page for said in OF_LESS] == [not left, not left]
