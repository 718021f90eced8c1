"""Take a drafted alert out of the recommendation."""

import pytest

from alerts.models import Alert
from housing_alerts.kernel.refusals import when
from tests import scenarios
from tests.page import assert_done, words
from tests.step import assert_not_now, fill


@pytest.fixture
def alert(cast):
    return scenarios.drafted_alert(cast)


def _url(alert):
    return f"/alerts/{alert.reference}/withdraw/"


def test_the_lead_takes_it_out(sign_in, alert):
    client = sign_in("lead")
    response = client.post(_url(alert), {"version": alert.version - 1})
    assert response.status_code == 403
    assert "after you opened the page." in words(response)
    response = fill(client, _url(alert))

    said = f"Alert {alert.reference} taken out of the recommendation."
    assert_done(client, response, f"/investigations/{alert.investigation.reference}/", said)
    assert Alert.objects.get().status == "WITHDRAWN"
    assert "Nothing is recommended yet." in words(client.get(response["Location"]))


@pytest.mark.parametrize(
    ("there", "words"),
    [
        (scenarios.proposed, "proposed"),
        (scenarios.taken_out, "withdrawn"),
    ],
)
def test_an_alert_that_is_no_draft_is_refused(cast, sign_in, there, words):
    alert = there(cast)
    sentence = (
        f'This alert is {words} since {alert.changed_by} acted on {when(alert)}. "Withdraw" needs it to be draft.'
    )
    assert_not_now(sign_in("lead"), _url(alert), alert, sentence)


def test_an_alert_of_the_housing_system_is_no_draft(cast, sign_in):
    alert = scenarios.carried_over(cast)
    sentence = f'This alert is active since an import acted on {when(alert)}. "Withdraw" needs it to be draft.'
    assert_not_now(sign_in("lead"), _url(alert), alert, sentence)
