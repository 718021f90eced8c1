"""Somebody of the household died lately: whoever writes to, or visits, the others is told (§10)."""

import pytest

from alerts.look_up.selectors import look_up
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.written_dates import show_date
from letters import beforehand, dispatch
from tests import scenarios
from tests.page import words

BESIDE = "D900009"
"""Who lives with Mr Lodger."""


@pytest.fixture
def letter(cast):
    return scenarios.drafted(cast, scenarios.active(cast))


def _asked(cast, letter, **at):
    letter.customer = Customer.objects.get(pk=letter.customer.pk)
    found = dispatch.asked(letter, **({"on": cast.today} | at))
    return [one.sentence for one in found if one.code == beforehand.BEREAVED]


@pytest.mark.clause("P10a", refuses=True)
def test_it_is_asked_before_a_letter_to_the_others_is_issued(cast, sign_in, letter):
    assert _asked(cast, letter) == []
    dead = scenarios.dies(cast, BESIDE)
    said = (
        f"A death at the customer’s home is known since {show_date(cast.today)}: that of {dead}, who lived there too. "
    )
    assert _asked(cast, letter) == [f"{said}Write with that in mind."]
    assert said.strip() in words(sign_in("lead").get(f"/letters/{letter.reference}/issue/"))
    scenarios.moved_out(cast, cast.customers[BESIDE])
    assert len(_asked(cast, letter)) == 1, "their place there has ended since"
    assert _asked(cast, letter, how="FIRST_CLASS") == [], "that it was posted is a fact"
    assert _asked(cast, letter, on=cast.ago(-400)) == [], "a year later"


@pytest.mark.clause("P11a")
def test_whose_file_is_restricted_is_not_named(cast, letter):
    scenarios.restrict_file(cast, BESIDE)
    scenarios.dies(cast, BESIDE)
    (asked,) = _asked(cast, letter)
    assert "that of somebody, who lived there too" in asked


@pytest.mark.clause("P10a")
def test_who_came_afterwards_or_has_no_home_is_not_bereaved(cast, letter):
    scenarios.dies(cast, BESIDE)
    scenarios.moved_out(cast, cast.customers[BESIDE])
    place = cast.customers[scenarios.LODGER].memberships.get()
    place.starts = cast.today
    records.save(place, by=None, why="Imported")
    assert _asked(cast, letter) == []
    place.delete()
    assert _asked(cast, letter) == []


def test_whoever_reads_names_is_told_at_the_door(cast, sign_in):
    def told(who):
        return words(sign_in(who).get("/look-up/", {"q": "A-D1"}))

    said = f"Somebody who lived here has died: we know it since {show_date(cast.today)}."
    assert "has died" not in told("officer")
    scenarios.dies(cast, BESIDE)
    scenarios.moved_out(cast, cast.customers[BESIDE])
    assert said in told("officer")
    assert "has died" not in told("contractor")
    place = cast.customers[BESIDE].memberships.get()
    place.ends = cast.ago(500)
    records.save(place, by=None, why="Imported")
    assert "has died" not in told("officer"), "who had left long before"
    place.ends = None
    records.save(place, by=None, why="Imported")
    (place,) = look_up(cast.officer, "A-D1", on=cast.ago(-400)).places
    assert place.died_on is None, "a year later"
    scenarios.restrict_file(cast, BESIDE)
    assert "has died" not in told("officer")
