"""Asking for further controls in a draft that is to strengthen an alert: ``/alerts/CM-…/controls/``"""

import pytest

from alerts.models import AlertType
from alerts.reviews import services as reviews_services
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import (
    assert_asks,
    assert_blocked,
    assert_done,
    assert_refused,
    nothing_changes,
    send,
)
from tests.step import chosen, offered

pytestmark = pytest.mark.usefixtures("wednesday")
SENT = {"further_controls": ["NO_FORCED_ENTRY"]}
STRENGTHENS = "Only a draft that is to strengthen an alert asks for further controls."


@pytest.fixture
def draft(cast):
    return scenarios.asked_for_more(cast, scenarios.active(cast), further=["POLICE_ADVICE"])


def url(draft):
    return f"/alerts/{draft.reference}/controls/"


@pytest.mark.clause("P8b")
def test_the_draft_asks_for_what_is_chosen_besides_what_the_alert_has(sign_in, draft):
    client = sign_in("lead")
    assert "Ask for further controls" in offered(client.get(f"/alerts/{draft.reference}/"))
    assert chosen(client.get(url(draft)), "further_controls") == ["POLICE_ADVICE"]

    response = send(client, url(draft), draft, **SENT)

    message = f"Alert {draft.reference}: what colleagues would do has changed."
    assert_done(client, response, f"/alerts/{draft.reference}/", message)
    draft.refresh_from_db()
    assert draft.controls == ["AT_LEAST_TWO", "NO_FORCED_ENTRY"]
    send(client, url(draft), draft)
    draft.refresh_from_db()
    assert draft.controls == ["AT_LEAST_TWO"], "nothing chosen asks for no more than it has"


def of_another_type(cast):
    weapons = AlertType.objects.get(code="WEAPONS")
    return scenarios.asked_for_more(cast, scenarios.active(cast), "CHANGE_TYPE", type=weapons)


@pytest.mark.parametrize(
    "left",
    [scenarios.drafted_alert, of_another_type, scenarios.carried_over],
    ids=["no review asked for it", "another type", "of the housing system"],
)
def test_nothing_else_asks_for_further_controls(sign_in, cast, left):
    alert, client = left(cast), sign_in("lead")

    assert_blocked(client.get(url(alert)), STRENGTHENS)
    with nothing_changes():
        assert_refused(send(client, url(alert), alert), STRENGTHENS)


def test_a_control_that_it_has_or_nobody_knows_is_not_on_offer(sign_in, cast, draft):
    client = sign_in("lead")

    with nothing_changes():
        assert_asks(
            send(client, url(draft), draft, further_controls=["AT_LEAST_TWO"]), "Choose one of those that are shown"
        )
        with pytest.raises(NotAllowed, match="Ask only for controls that the alert does not have yet."):
            reviews_services.ask_for_controls(draft=draft, version=draft.version, by=cast.lead, further=["FLY"])
        response = client.post(url(draft), {"version": draft.version - 1} | SENT)
        assert_refused(response, "Lena Ledger changed this on 10 June 2026 at 10:30, after you opened the page.")
