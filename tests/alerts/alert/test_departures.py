"""Whom or what an alert was about is no longer there: it is asked about, and nothing moves or ends by itself (§8)."""

from datetime import timedelta

import pytest

from alerts.alert import departures as alert_departures
from alerts.carrying_over.services import carry_over_alert
from alerts.look_up.selectors import look_up
from alerts.models import Alert, AlertType
from alerts.reviews.services import open_review
from housing_alerts.customers.models import Asset, Membership, Tenancy
from housing_alerts.kernel.records import saving as records
from tests import scenarios, settling
from tests.page import words
from tests.scenarios import LODGER
from tests.step import shown

HAS_LEFT = "Verify before relying on it: the person it was about has left."
MOVED_AWAY = "Verify before relying on it: those who lived there then have left or live elsewhere too."
LET_AGAIN = "Verify before relying on it: the property was let again since."


@pytest.fixture
def dog(cast):
    """A dog at 12 Sandpiper Close, and Mr Lodger who keeps it: the alert stays at the property."""
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    return carry_over_alert(
        type=AlertType.objects.get(code="DANGEROUS_DOGS"),
        customer=cast.customers[LODGER],
        asset=Asset.objects.get(reference="A-D1"),
        effective_from=cast.ago(100),
        period=12,
        reviewed_on=None,
        by=None,
        why="Imported",
    )


def _asked(cast, *, days=0):
    """Which alerts are asked about, so many days from now, and why."""
    found = alert_departures.departed(Alert.objects.all(), on=cast.today + timedelta(days=days))
    assert all(alert.departure in alert_departures.possible(alert) for alert in found), "a page asks no other reason"
    return {alert.reference: alert.departure for alert in found}


def _said(cast, alert):
    """Why it must be reviewed, as the reviewer reads it."""
    departure = alert_departures.departure(alert, on=cast.today)
    return departure.words if departure else ""


def _answered(cast, alert, **answers):
    """A review because of the move, which kept the alert where nothing else is said."""
    alert.refresh_from_db()
    said = _said(cast, alert) or "He moves out soon."
    review = open_review(
        alert=alert, version=alert.version, by=cast.lead, on=cast.today, trigger="MOVED", evidence=said
    )
    return scenarios.reviewed(cast, review, **answers)


def _do(cast, typed="Sandpiper", by="officer"):
    (place,) = look_up(cast.people[by], typed, on=cast.today).places
    return place.do, place.ask


def _let(cast, reference, *, starts, customer="D900002", ends=None):
    """12 Sandpiper Close is let to somebody else."""
    tenancy = Tenancy(reference=reference, group_name="New household", asset=Asset.objects.get(reference="A-D1"))
    tenancy.starts = starts
    records.save(tenancy, by=None, why="Imported")
    scenarios.lives_at(cast.customers[customer], reference, starts=starts, ends=ends)


def test_a_keeper_who_left_is_asked_about_until_a_review_of_the_move_answers(cast, dog):
    secured = "Have the dog secured before you enter. If it is not, leave."
    assert (_asked(cast), _do(cast)[0]) == ({}, [secured]), "while the keeper lives there nobody is asked"
    lodger = cast.customers[LODGER]
    scenarios.moved(cast, lodger)
    assert _asked(cast) == {dog.reference: "LEFT"}
    assert _do(cast) == ([f"{secured} {HAS_LEFT}"], ["Ask an Operational Lead for Housing: Lena Ledger."])
    assert _do(cast, "1 New Street")[0] == []
    with settling.undone():
        scenarios.restrict_file(cast)
        assert _do(cast)[0] == [f"{secured} Verify before relying on it."], "not that the person has left"
    scenarios.reviewed(cast, scenarios.under_review(cast, dog))
    assert _asked(cast) == {dog.reference: "LEFT"}, "a review for another reason is no answer"
    _answered(cast, dog)
    assert (_asked(cast), _do(cast)[0]) == ({}, [secured])

    back = lodger.memberships.get(tenancy__reference="T-D1")
    back.ends = cast.today + timedelta(days=10)
    records.save(back, by=None, why="Imported")
    assert _asked(cast) == {}
    assert _asked(cast, days=11) == {dog.reference: "LEFT"}


def test_a_keeper_who_died_after_a_move_was_answered_is_asked_about(cast, dog):
    _answered(cast, dog)
    scenarios.dies(cast)
    assert _asked(cast) == {dog.reference: "DIED"}
    assert _do(cast)[0][0].endswith(HAS_LEFT)
    _answered(cast, dog, reason="His brother keeps the dog.")
    assert _asked(cast) == {}


def test_a_type_that_hangs_on_a_property_takes_the_home_of_the_person_it_is_imposed_on(cast):
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    alert = scenarios.active(cast, "DANGEROUS_DOGS")
    assert alert.asset == Asset.objects.get(reference="A-D1")
    scenarios.moved(cast, cast.customers[LODGER])
    assert _asked(cast) == {alert.reference: "LEFT"}


def test_a_persons_alert_goes_with_the_person(cast):
    alert = scenarios.active(cast)
    scenarios.moved(cast, cast.customers[LODGER])
    assert _asked(cast) == {}
    assert _do(cast, "1 New Street")[0] == [alert.instruction]
    assert _do(cast)[0] == []


@pytest.mark.clause("D4")
def test_where_others_of_the_household_stay_the_lead_is_asked_whose_danger_it_was(cast, sign_in):
    alert = scenarios.active(cast, days=100)  # his cousin lives there too
    assert _asked(cast) == {}
    scenarios.moved(cast, cast.customers[LODGER])
    assert _asked(cast) == {alert.reference: "OTHERS_STAYED"}
    assert "Others of the home stayed: review" in words(sign_in("lead").get("/"))
    said = _said(cast, alert)
    assert "Ask whether the danger was theirs: then it needs an alert there." in said
    _answered(cast, alert)
    assert _asked(cast) == {}


def test_who_came_to_the_home_later_is_not_asked_about(cast):
    scenarios.active(cast, days=100)
    scenarios.moved(cast, cast.customers[LODGER])
    Membership.objects.filter(customer__reference="D900009").update(ends=cast.ago(1))
    _let(cast, "T-LATER", starts=cast.today)
    assert _asked(cast) == {}


def test_who_is_about_to_move_in_and_who_never_had_a_home_are_not_asked_about(cast):
    alert = scenarios.active(cast)
    place = cast.customers[LODGER].memberships.get()
    place.starts = cast.today + timedelta(days=3)
    records.save(place, by=None, why="Imported")
    assert _asked(cast) == {}
    Membership.objects.filter(customer=alert.customer).delete()
    assert _asked(cast) == {}


def test_an_alert_that_is_removed_for_the_move_ends_because_circumstances_changed(cast, dog):
    scenarios.moved(cast, cast.customers[LODGER])
    _answered(cast, dog, outcome="REMOVE", reason="The dog went with him.")
    dog.refresh_from_db()
    assert dog.get_ended_because_display() == "Circumstances changed"
    assert _do(cast)[0] == []


def test_a_property_that_was_let_again_is_asked_about(cast):
    alert = scenarios.on_a_property(cast)
    scenarios.moved_out(cast, cast.customers[LODGER])
    scenarios.moved_out(cast, cast.customers["D900009"])
    Alert.objects.filter(pk=alert.pk).update(effective_from=cast.ago(30))
    assert _asked(cast) == {alert.reference: "MOVED_AWAY"}, "nobody lives there yet"
    assert _do(cast)[0] == [f"{alert.instruction} {MOVED_AWAY}"]
    assert _said(cast, alert).startswith(f"Those who lived at {alert.asset} when it was reported have left or")
    _let(cast, "T-X", starts=cast.ago(5))
    assert _asked(cast) == {alert.reference: "LET_AGAIN"}
    assert _do(cast)[0] == [f"{alert.instruction} {LET_AGAIN}"]
    assert _said(cast, alert).startswith(f"{alert.asset} was let again since the alert was imposed. If the danger")
    _answered(cast, alert, inform=scenarios.WITHHOLD)
    assert _asked(cast) == {}


def test_a_new_tenancy_of_somebody_who_lived_there_before_is_no_new_let(cast):
    alert = scenarios.on_a_property(cast)
    Alert.objects.filter(pk=alert.pk).update(effective_from=cast.ago(30))
    scenarios.moved_out(cast, cast.customers["D900009"])
    _let(cast, "T-X", starts=cast.ago(5), customer=LODGER)
    assert _asked(cast) == {}


def test_it_stands_in_the_leads_worklist_and_leads_to_the_review(cast, sign_in, dog):
    scenarios.moved(cast, cast.customers[LODGER])
    client = sign_in("lead")
    page = client.get("/")
    assert "Alerts to ask about CM-" in words(page)
    assert "Keeper has left: review" in words(page)
    url = f"/alerts/{dog.reference}/review/"
    assert url in page.content.decode()
    held = shown(client.get(url))
    assert held["trigger"] == ["MOVED"]
    assert held["evidence"] == ["Lewis Lodger no longer lives at 12 Sandpiper Close, Testmouth, Devon, TQ99 1AB."]
    assert "no longer lives at 12 Sandpiper Close" in words(client.get(f"/alerts/{dog.reference}/"))

    review = scenarios.under_review(cast, dog)
    assert f"/reviews/{review.reference}/" in client.get("/").content.decode()
    assert "Alerts to ask about" not in words(sign_in("lead2").get("/"))


def test_a_former_tenant_and_one_who_died_stand_there_in_words(cast, sign_in):
    alert = scenarios.active(cast)
    scenarios.moved_out(cast, cast.customers[LODGER])
    assert _asked(cast) == {alert.reference: "NO_HOME"}
    assert _do(cast, "Lewis Lodger")[0] == [alert.instruction]
    with settling.undone():
        _answered(cast, alert)
        assert _asked(cast) == {}
    assert "No home known: review" in words(sign_in("lead").get("/"))
    assert _said(cast, alert) == "Lewis Lodger no longer lives anywhere that we know of."
    scenarios.dies(cast)
    said = words(sign_in("lead").get("/"))
    assert "Has died: review" in said
    assert "Decision letter owed" not in said
    assert _said(cast, Alert.objects.get(pk=alert.pk)) == "Lewis Lodger has died."
