"""Record what became of an agreed action."""

from datetime import timedelta

import pytest

from alerts.actions import services as actions_services
from alerts.models import Action
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios
from tests.page import assert_asks, assert_done, day, nothing_changes, words
from tests.step import assert_kept, fill

pytestmark = pytest.mark.same_on_both
SAID = "He signed it, and has kept to it."


@pytest.fixture
def action(cast):
    return scenarios.agreed_action(cast)


@pytest.fixture
def answers(cast):
    return {"signed": "yes", "words": SAID, **day("happened_on", cast.today)}


def _url(action):
    return f"/investigations/{action.investigation.reference}/actions/{action.pk}/outcome/"


# It works


def test_the_lead_records_what_became_of_it(cast, sign_in, action, answers):
    client = sign_in("lead")
    assert "Say what became of it: behaviour agreement" in words(client.get("/"))
    response = fill(client, _url(action), **answers)

    file = f"/investigations/{action.investigation.reference}/"
    assert_done(client, response, file, "Outcome recorded: behaviour agreement.")
    assert list(Action.objects.live_or_owed(on=cast.today).filter(is_live=True)) == [action]
    shown = f"Outcome, {cast.today:%-d %B %Y}: Signed. {SAID} Recorded by Lena Ledger."
    assert shown in words(client.get(file))
    said = words(client.get(f"/customers/{action.investigation.customer.reference}/"))
    assert "Behaviour agreement: what became of it" in said
    assert SAID in said
    assert f"Investigation {action.investigation.reference} concluded: considered, no alert" in said
    assert "Actions to follow up" not in words(client.get("/"))


def test_an_agreement_is_live_from_the_signature_and_never_without_one(cast, sign_in, action, answers):
    offered = f"Live until {show_date(action.live_until)}, if the customer signs it."
    client, file = sign_in("lead"), f"/investigations/{action.investigation.reference}/"
    assert offered in words(client.get(file))
    assert not Action.objects.live_or_owed(on=cast.today).filter(is_live=True).exists()

    fill(client, _url(action), **answers | {"signed": "no", "words": "He does not want to."})

    action.refresh_from_db()
    assert (action.outcome, action.live_until) == ("Not signed. He does not want to.", None)
    assert not Action.objects.live_or_owed(on=cast.today).filter(is_live=True).exists()
    assert "Live until" not in words(client.get(file))


def test_of_another_action_no_signature_is_asked(cast, sign_in, answers):
    action = scenarios.agreed_action(cast, kind="MEDIATION")
    assert "sign the agreement" not in words(sign_in("lead").get(_url(action)))
    del answers["signed"]
    fill(sign_in("lead"), _url(action), **answers)
    action.refresh_from_db()
    assert action.outcome == SAID


# It refuses the wrong person


def test_another_lead_of_the_area_may(cast, sign_in, action, answers):
    scenarios.lead_for(cast.lead2, action.investigation.service_area)
    assert fill(sign_in("lead2"), _url(action), **answers).status_code == 302


# It refuses bad input


def test_each_error_has_its_own_words(cast, sign_in, action, answers):
    client, tomorrow = sign_in("lead"), day("happened_on", cast.today + timedelta(days=1))
    step = {"version": action.version, "by": cast.lead, "on": cast.today, "happened_on": cast.today}
    with pytest.raises(NotAllowed, match="Say whether the customer signed the agreement. It is live from the day of"):
        actions_services.record_outcome(action=action, words=SAID, **step)
    with nothing_changes():
        assert_asks(fill(client, _url(action), **answers | {"words": " "}), "Say what became of the action")
        future = fill(client, _url(action), **answers | tomorrow)
        assert_asks(future, "The day of the outcome must be today or in the past", typed=(SAID,))
        before = fill(client, _url(action), **answers | day("happened_on", cast.ago(1)))
    assert "The outcome cannot be before the action was agreed" in words(before)
    assert_kept(before, words=SAID)


def test_an_action_of_another_case_is_not_found(cast, sign_in, action):
    other = scenarios.agreed_action(cast, scenarios.HONG)
    url = f"/investigations/{action.investigation.reference}/actions/{other.pk}/outcome/"
    assert sign_in("lead").get(url).status_code == 404
