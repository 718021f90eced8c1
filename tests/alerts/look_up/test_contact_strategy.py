"""A contact strategy in force is said wherever a colleague looks a customer up before contact (§12)."""

import pytest
from django.urls import reverse

from alerts.look_up.precautions import Through
from alerts.look_up.words import AS_USUAL, Person
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import Absence
from tests import scenarios, settling
from tests.look_up import NOTHING
from tests.page import words
from tests.scenarios import LODGER

LOOK_UP = reverse("alerts:look_up")
WHEN = "Ways of contact: Telephone. Days and times: Tuesdays from 10:00 to 12:00."


def _said(client, typed=LODGER):
    return words(client.get(LOOK_UP, {"q": typed}))


@pytest.mark.clause("P12", "P5")
def test_who_looks_up_reads_through_whom_contact_goes_and_how(cast, sign_in):
    scenarios.strategy(cast)
    line = f"Named officer: {cast.officer}, or {cast.manager} as deputy. {WHEN}"
    named = f"One officer answers {cast.customers[LODGER].full_name}. {line} {AS_USUAL}"
    assert named in (said := _said(sign_in("officer")))
    assert NOTHING in said, "a strategy is no danger"
    assert named in words(sign_in("lead").get(f"/customers/{LODGER}/"))
    assert f"One officer answers somebody here. {line} {AS_USUAL}" in _said(sign_in("contractor"))
    kept = scenarios.visits(cast, LODGER)
    assert named in words(sign_in("officer").get(f"/visits/{kept.pk}/"))
    with settling.undone():
        scenarios.dies(cast)
        assert "One officer answers" not in _said(sign_in("contractor"))
    scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION])
    said = _said(sign_in("officer"))
    assert f"{WHEN} What to do comes first." in said
    assert "Other contact is answered as usual" not in said


@pytest.mark.clause("P12")
def test_whom_to_turn_to_while_the_officer_is_away_or_has_left(cast, sign_in):
    scenarios.strategy(cast, times="")
    scenarios.away(cast, cast.officer)
    said = _said(sign_in("lead"))
    assert f"{cast.officer} is away. Turn to the deputy: {cast.manager}. Ways of contact: Telephone." in said
    assert "Days and times" not in said
    scenarios.leaves(cast.officer)
    assert f"{cast.officer} has left. Turn to the deputy: {cast.manager}." in _said(sign_in("lead"))


@pytest.mark.clause("P12", refuses=True)
def test_nobody_is_sent_to_who_was_affected_and_nothing_is_said_once_it_has_ended(cast, sign_in):
    found = scenarios.strategy(cast)
    scenarios.logged(cast)  # it happened to the officer
    said = _said(sign_in("lead"))
    assert f"Pass nothing to {cast.officer}. Turn to the deputy: {cast.manager}." in said
    scenarios.strategy_ended(cast, found)
    assert "One officer answers" not in _said(sign_in("lead"))


@pytest.mark.clause("P11a", refuses=True)
def test_of_a_closed_file_it_says_only_whom_to_ask_with_a_number_to_tap(cast, sign_in):
    scenarios.strategy(cast)
    scenarios.restrict_file(cast)
    for who in ("contractor", "officer"):
        client = sign_in(who)
        said = _said(client)
        assert f"Ask {cast.lead} before any contact with somebody here." in said
        assert (
            f'href="tel:{cast.lead.telephone.replace(" ", "")}"' in client.get(LOOK_UP, {"q": LODGER}).content.decode()
        )
        assert NOTHING not in said
        assert "One officer answers" not in said
        assert "No alert is recorded for this person." not in said
    records.save(Absence(colleague=cast.lead, starts=cast.today, ends=cast.today), by=None, why="She told us.")
    assert f"Ask {cast.head} before any contact with somebody here." in _said(sign_in("contractor"))


@pytest.mark.clause("P11a")
def test_where_nobody_is_known_who_could_be_asked_a_lead_is(cast):
    closed = Person(cast.customers[LODGER], [], [], [], False, False, False, True, False, strategy=Through("", []))
    assert closed.ask_first(named=True) == ["Ask an Operational Lead before any contact with somebody here."]
    assert closed.through(named=True) == []


@pytest.mark.clause("P11a", "P12", refuses=True)
def test_the_sheet_of_visits_says_that_something_comes_first(cast, sign_in):
    strategy = scenarios.strategy(cast)
    kept = scenarios.visits(cast, LODGER)
    page = f"/visits/{kept.pk}/"
    assert "No alert 1" in words(sign_in("officer").get(page))
    scenarios.restrict_file(cast)
    settling.settled()
    said = words(sign_in("officer").get(page))
    assert "Something first 1" in said
    assert "No alert" not in said
    assert f"Ask {cast.lead} before any contact with" in said
    assert "Changed since you were told" in said
    scenarios.strategy_ended(cast, strategy)
    assert "No alert 1" in words(sign_in("officer").get(page))
