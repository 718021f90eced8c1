"""A colleague who was affected answers no more, the deputy is told, and the Lead is asked at once (§12, §2)."""

import pytest

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.scenarios import LODGER

pytestmark = pytest.mark.usefixtures("wednesday")


def _open(kind):
    return [(one.colleague, one.words, one.urgent, one.due_on) for one in Duty.objects.open().filter(kind=kind)]


@pytest.mark.clause("P12", "P2")
def test_who_was_attacked_is_told_to_answer_no_more_and_the_deputy_answers(cast):
    scenarios.strategy(cast, channels=["HOME_VISIT"], times="")
    scenarios.logged(cast, violent=True)
    ((deputy, words, _, _),) = _open(Kind.ANSWERS)
    assert deputy == cast.manager
    assert words.startswith("You alone answer now: ")
    assert _open(Kind.STRATEGY) == [
        (None, "Name another: a colleague who answers has left or was affected", True, None)
    ]
    assert Duty.objects.open().get(kind=Kind.ANSWERS).shows_until is None


@pytest.mark.clause("P12")
def test_nobody_answers_somebody_who_has_died_and_the_lead_ends_it(cast):
    scenarios.strategy(cast)
    scenarios.dies(cast)
    assert _open(Kind.ANSWERS) == []
    assert _open(Kind.STRATEGY) == [(None, "End it: the customer has died", True, None)]


@pytest.mark.clause("P12", "P7c", refuses=True)
def test_letters_are_no_way_to_somebody_to_whom_nobody_may_write(cast):
    scenarios.never_write(cast)
    cast.customers[LODGER].refresh_from_db()
    with pytest.raises(NotAllowed, match="Nobody may write to this customer. Choose another way than letters."):
        scenarios.strategy(cast, channels=["LETTER", "TELEPHONE"])
    assert scenarios.strategy(cast).channels == ["TELEPHONE"]
