"""Do not impose an alert."""

import pytest

from alerts.models import Alert, Investigation
from tests import scenarios
from tests.page import assert_asks, assert_done, nothing_changes
from tests.step import assert_not_now, fill

ANSWERS = {"reason": "A warning is enough for now."}


@pytest.fixture
def alert(cast):
    return scenarios.proposed(cast)


def _url(alert):
    return f"/alerts/{alert.reference}/decline/"


# It works


def test_the_head_declines_it_and_the_investigation_concludes(cast, sign_in, alert):
    client = sign_in("head")
    with nothing_changes():
        assert_asks(fill(client, _url(alert), reason=" "), "Give the reason for your decision")
    response = fill(client, _url(alert), **ANSWERS)

    assert_done(client, response, f"/alerts/{alert.reference}/", f"Alert {alert.reference} declined.")
    found = Alert.objects.get()
    assert (found.status, found.decided_by, found.decided_on) == ("DECLINED", cast.head, cast.today)
    assert (found.decision_reason, found.effective_from, found.informing) == ("A warning is enough for now.", None, "")
    assert Investigation.objects.get().status == "CONCLUDED"


# It refuses the wrong person


def test_who_recommended_it_is_refused(cast, sign_in, alert):
    cast.lead.held.create(role="HEAD_OF_SERVICE")
    sentence = "You recommended this. Another member of the Leadership Team must decide."
    assert_not_now(sign_in("lead"), _url(alert), alert, sentence, **ANSWERS)
