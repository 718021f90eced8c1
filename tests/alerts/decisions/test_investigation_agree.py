"""Decide on the recommended actions, or agree that nothing further is done."""

import pytest

from alerts.models import Investigation
from housing_alerts.kernel import procedure
from tests import scenarios
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import fill

ANSWERS = {"reason": "It is enough for now."}


@pytest.fixture
def file(cast):
    """A warning and mediation are recommended."""
    return scenarios.recommended(cast, scenarios.with_actions(cast, "WRITTEN_WARNING", "MEDIATION"))


def _url(file):
    return f"/investigations/{file.reference}/agree/"


# It works


def test_the_head_agrees_some_actions_and_declines_the_others(cast, sign_in, file):
    warning, mediation = file.actions.all()
    client = sign_in("head")
    with nothing_changes():
        assert_asks(fill(client, _url(file), reason=" "), "Give the reason for your decision")
    response = fill(client, _url(file), **ANSWERS, agreed=[warning.pk])

    said = f"Decision on investigation {file.reference} recorded."
    assert_done(client, response, f"/investigations/{file.reference}/", said)
    warning.refresh_from_db()
    mediation.refresh_from_db()
    assert (warning.agreed, mediation.agreed) == (True, False)
    found = Investigation.objects.get()
    assert (found.status, found.concluded_on) == ("CONCLUDED", cast.today)
    assert (warning.decided_by, warning.decided_on, warning.decision_reason) == (
        cast.head,
        cast.today,
        "It is enough for now.",
    )
    assert (warning.live_until, mediation.live_until) == (procedure.add_months(cast.today, 6), None)


def test_the_head_agrees_that_nothing_further_is_done(cast, sign_in):
    file = scenarios.recommended(cast, scenarios.nothing_further(cast))
    client = sign_in("head")
    assert "Lena Ledger recommends no further action" in words(client.get(_url(file)))
    fill(client, _url(file), **ANSWERS)
    assert Investigation.objects.get().status == "CONCLUDED"


def test_while_an_alert_waits_the_investigation_goes_on(cast, sign_in):
    alert = scenarios.proposed_with_an_action(cast)
    fill(sign_in("head"), _url(alert.investigation), **ANSWERS)
    file = Investigation.objects.get()
    assert (file.status, file.open_actions()) == ("RECOMMENDED", [])

    alert.refresh_from_db()
    scenarios.declined(cast, alert)
    assert Investigation.objects.get().status == "CONCLUDED"
