"""An appeal that came late is in time once a letter gives more time: the page, its step and the worklist say so (P9a)."""

import pytest

from alerts.models import Incident
from appeals.models import Appeal
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from tests import scenarios
from tests.owing import held
from tests.page import words
from tests.scenarios.alerts import _complete as complete
from tests.step import fill
from tools import demo

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def appeal(cast):
    appeal = scenarios.late(cast)
    assert held(cast.head, Kind.DECIDE_LATE) == [appeal.reference]
    scenarios.returned(cast, scenarios.letter_about(appeal.alert))
    return appeal


@pytest.mark.long
@pytest.mark.clause("P9a")
def test_it_is_late_no_more(cast, sign_in, appeal):
    client, url = sign_in("lead"), f"/appeals/{appeal.reference}/"
    said = words(client.get(url))
    assert "Accept the appeal" in said
    assert "Late" not in said
    assert held(cast.head, Kind.DECIDE_LATE) == []
    assert held(cast.lead, Kind.ANSWER) == [appeal.reference]
    assert "It is in time by now: accept it" in words(client.get("/"))
    assert "Why is the late appeal accepted?" not in words(client.get(f"{url}accept/"))

    fill(client, f"{url}accept/")

    assert Appeal.objects.get().in_time
    assert list(duties.differing()) == []


@pytest.mark.clause("P9a", refuses=True)
def test_a_late_one_still_asks_why(cast, sign_in):
    appeal = scenarios.late(cast)
    said = words(sign_in("lead").get(f"/appeals/{appeal.reference}/accept/"))
    assert "Accept the late appeal" in said
    assert "Why is the late appeal accepted?" in said


@pytest.mark.clause("P8b", refuses=True)
def test_an_alert_that_never_protected_anybody_ends_without_a_word_on_what_does(cast, sign_in):
    file = scenarios.investigated(cast, violent=True)
    alert = scenarios.approved(
        cast,
        demo.put_forward(cast, file, "CONTACT_MANAGEMENT", 0, **complete(cast, {"conditions": [scenarios.CONDITION]})),
    )
    client, url = sign_in("lead"), f"/alerts/{alert.reference}/end/"
    assert "What becomes of the danger" not in words(client.get(url))
    fill(client, url, because="ERROR", reason="It was his brother at the gate.")
    alert.refresh_from_db()
    assert alert.status == "ENDED"
    assert Incident.objects.get().danger_undecided
