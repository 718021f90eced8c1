"""A stay while an appeal is decided: conditions of contact are suspended, what visitors must do for their safety never."""

from datetime import timedelta

import pytest
import time_machine

from alerts.alert import services as alert_services
from alerts.conditions.policies import ALL_SUSPENDED
from appeals import evidence
from letters.models import IssuedPdf
from tests import scenarios
from tests.letters.reader import text
from tests.page import words

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.clause("P9b")]
CONTROL = "Keep to the agreed ways and times of contact."
CONDITION = "Please contact us by letter only."


@pytest.fixture
def alert(cast):
    alert = scenarios.restricted(cast)
    scenarios.appealed(cast, alert, stay=True)
    return alert


def test_neither_the_condition_nor_what_rests_on_it_is_shown(sign_in, alert):
    for who, page in [("officer", "/look-up/?q=D900001"), ("lead", "/customers/D900001/")]:
        shown = words(sign_in(who).get(page))

        assert ALL_SUSPENDED in shown
        assert CONTROL not in shown
        assert CONDITION not in shown


@pytest.mark.long
def test_after_the_appeal_the_condition_applies_again_the_same_day(sign_in, cast, alert):
    scenarios.taken_back(cast, alert.appeals.get())

    for who, page in [("officer", "/look-up/?q=D900001"), ("lead", "/customers/D900001/")]:
        shown = words(sign_in(who).get(page))

        assert CONTROL in shown
        assert CONDITION in shown


@pytest.mark.long
def test_the_page_of_the_alert_says_that_they_are_suspended(sign_in, cast, alert):
    client = sign_in("lead")
    said = "Suspended since 10 June 2026 while an appeal is decided. What visitors must do for their safety goes on."
    assert said in words(client.get(f"/alerts/{alert.reference}/"))

    scenarios.taken_back(cast, alert.appeals.get())

    assert "Suspended since" not in words(client.get(f"/alerts/{alert.reference}/"))


def test_a_later_appeal_can_suspend_them_again(cast, alert):
    scenarios.taken_back(cast, alert.appeals.get())
    with time_machine.travel("2026-06-20 09:30+00:00", tick=False):
        cast.today += timedelta(days=10)
        scenarios.appealed(cast, alert, stay=True)

    alert.refresh_from_db()
    assert (alert.stayed_from, alert.stayed_to) == (cast.today, None)


def test_the_days_of_an_earlier_stay_stay_days_on_which_nothing_was_limited(cast, alert):
    begun, over, again = cast.today, cast.today + timedelta(days=4), cast.today + timedelta(days=10)
    alert_services.lift_stay(alert, by=cast.lead, on=over)
    alert_services.stay_alert(alert, by=cast.lead, on=again)

    alert.refresh_from_db()
    assert alert.stays() == [(begun, over), (again, None)]
    days = range(-1, 12)
    assert [day for day in days if alert.stayed(on=begun + timedelta(days=day))] == [0, 1, 2, 3, 10, 11]


def test_the_evidence_of_an_appeal_tells_of_each_stay(cast, alert):
    scenarios.taken_back(cast, alert.appeals.get())
    appeal = scenarios.appealed(cast, alert, stay=True)
    appeal.refresh_from_db()

    said = [event.title for event in evidence.pack(appeal, by=cast.head).chronology]

    assert said.count(f"Conditions of {alert.reference} suspended while an appeal is decided") == 2
    assert said.count(f"Conditions of {alert.reference} apply again, where they still stand") == 1


def test_where_nothing_is_suspended_nothing_is_lifted(cast):
    alert = scenarios.restricted(cast)

    alert_services.lift_stay(alert, by=cast.lead, on=cast.today)

    alert.refresh_from_db()
    assert (alert.stayed_from, alert.stayed_to) == (None, None)


@pytest.mark.long
@pytest.mark.clause("E3")
@pytest.mark.parametrize(("outcome", "again"), [("NOT_UPHELD", True), ("UPHELD", False)])
def test_the_answer_says_which_limits_apply_again(cast, outcome, again):
    alert = scenarios.restricted(cast)
    scenarios.posted(cast, alert)
    appeal = scenarios.made_ready(cast, scenarios.appealed(cast, alert, stay=True))
    appeal = scenarios.determined(cast, appeal, outcome)

    printed = text(bytes(IssuedPdf.objects.get(letter=scenarios.issued(cast, appeal)).content))

    _, applies, what = printed.partition("It applies again now.")
    assert bool(applies) == again
    assert ("Please contact us by letter only." in what) == again
