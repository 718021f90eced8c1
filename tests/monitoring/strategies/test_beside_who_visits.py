"""A strategy of home visits is asked about where an alert or a marker says that no woman, or no man, visits (§12, D4.1)."""

import lxml.html
import pytest

from alerts.conditions.strategies import departures
from alerts.markers import services as markers_services
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.refusals import NotAllowed
from monitoring.models import Strategy
from monitoring.strategies import selectors, services
from tests import scenarios, settling
from tests.owing import held
from tests.page import assert_asks, day, words
from tests.scenarios import LODGER
from tests.step import assert_kept, fill, shown

START = f"/customers/{LODGER}/contact-strategy/start/"
ASKS = "Change it, or tick that it is meant"


def _visits(cast):
    return scenarios.strategy(cast, officer=cast.manager, deputy=cast.lead, channels=["HOME_VISIT", "TELEPHONE"])


def _marked(cast, control="NO_WOMAN"):
    return scenarios.mark(cast, scenarios.logged(cast, violent=True), controls=(control,))


def _boxes(response, name):
    """The keys of the boxes of that name on the page."""
    page = lxml.html.fromstring(response.content.decode())
    return [box.get("value") for box in page.xpath("//main//input[@name=$name]", name=name)]


def _sentence(by, control="No woman visits"):
    return f"{by} says: “{control}.” The strategy says: Home visit."


@pytest.mark.clause("P12", "D4", refuses=True)
def test_a_strategy_of_visits_is_asked_about_beside_a_marker(cast, sign_in):
    marker = _marked(cast)
    client = sign_in("lead")
    answers = {"goal": "A visit each month keeps him informed.", "officer": cast.manager.pk, "deputy": cast.lead.pk}
    answers |= {"response_days": "2", "channels": ["HOME_VISIT"], "times": ""} | day("review_on", cast.ago(-90))
    asked = fill(client, START, **answers)
    assert_asks(asked, ASKS)
    assert _sentence(f"The marker of {marker.incident.reference}") in words(asked)
    assert_kept(asked, goal=answers["goal"], channels=["HOME_VISIT"])
    with pytest.raises(NotAllowed, match=r"“No woman visits\.” The strategy says: Home visit\. Change it, or tick"):
        services.start_strategy(
            customer=cast.customers[LODGER],
            by=cast.lead,
            on=cast.today,
            terms=scenarios.terms(cast, officer=cast.manager, deputy=cast.lead, channels=["HOME_VISIT"]),
            review_on=cast.ago(-90),
        )
    client.post(START, shown(asked) | {"sure_of": _boxes(asked, "sure_of")})
    made = Strategy.objects.get()
    assert held(cast.lead, Kind.STRATEGY) == [], "it was asked and answered"
    assert "To put right" not in words(client.get(f"/contact-strategies/{made.reference}/"))


@pytest.mark.clause("P12", "P5", refuses=True)
def test_it_is_asked_about_beside_an_alert(cast):
    for code, said in [("NO_FEMALE_VISITORS", "No woman visits"), ("NO_MALE_VISITORS", "No man visits")]:
        with settling.undone():
            alert = scenarios.active(cast, code)
            (asked,) = selectors.asked_at_the_door(cast.customers[LODGER], on=cast.today)
            _visits(cast)
            (doubt,) = departures(cast.customers[LODGER], asked=[asked])
            assert doubt.sentence == _sentence(f"Alert {alert.reference}", said)


@pytest.mark.clause("P12", "D4")
def test_who_telephones_and_who_goes_in_pairs_is_not_asked(cast):
    scenarios.mark(cast, scenarios.logged(cast, violent=True))
    assert selectors.asked_at_the_door(cast.customers[LODGER], on=cast.today) == []
    scenarios.strategy(cast, officer=cast.manager, deputy=cast.lead)
    _marked(cast)
    assert held(cast.lead, Kind.STRATEGY) == []


@pytest.mark.clause("D4", "P12", refuses=True)
def test_a_marker_is_asked_about_beside_a_strategy_of_visits(cast, sign_in):
    strategy = _visits(cast)
    incident = scenarios.logged(cast, violent=True)
    client, page = sign_in("manager"), f"/incidents/{incident.reference}/marker/"
    assert "The contact strategy says something else" not in words(client.get(page))
    asked = fill(client, page, controls=["NO_WOMAN", "AT_LEAST_TWO"])
    assert_asks(asked, ASKS)
    assert _sentence(f"The marker of {incident.reference}") in words(asked)
    assert_kept(asked, controls=["NO_WOMAN", "AT_LEAST_TWO"])
    step = {"incident": incident, "version": incident.version, "by": cast.manager, "on": cast.today}
    with pytest.raises(NotAllowed, match=r"The strategy says: Home visit\. Change it, or tick that it is meant\."):
        markers_services.place_marker(**step, controls=["NO_WOMAN"])
    assert held(cast.lead, Kind.STRATEGY) == []

    sent = client.post(page, shown(asked) | {"sure_of": _boxes(asked, "sure_of")})

    assert sent.status_code == 302
    assert held(cast.lead, Kind.STRATEGY) == [strategy.reference]
    said = words(sign_in("lead").get(f"/contact-strategies/{strategy.reference}/"))
    assert f"To put right {_sentence(f'The marker of {incident.reference}')} Change it, or say at its review" in said
    assert "Change it, or say that it is meant: an alert or a marker since then says something else" in words(
        sign_in("lead").get("/")
    )


@pytest.mark.clause("P12", "D4")
def test_the_duty_ends_with_a_review_that_means_it_and_with_the_marker(cast):
    strategy = _visits(cast)
    marker = scenarios.mark(cast, scenarios.logged(cast, violent=True), controls=("NO_MAN",), sure_of=("VISITS",))
    assert held(cast.lead, Kind.STRATEGY) == [strategy.reference]
    services.review_strategy(
        strategy=strategy,
        version=strategy.version,
        by=cast.lead,
        on=cast.today,
        terms=scenarios.terms(cast, officer=cast.manager, deputy=cast.lead, channels=["HOME_VISIT"]),
        changed="Both are women, so it can stay as it is.",
        review_on=cast.ago(-90),
        sure_of=["VISITS"],
    )
    assert held(cast.lead, Kind.STRATEGY) == []
    scenarios.lifted(cast, marker)
    assert held(cast.lead, Kind.STRATEGY) == []


@pytest.mark.clause("P11a", "D4")
def test_whoever_may_not_open_the_file_is_not_told_of_the_strategy_and_the_lead_is_asked(cast, sign_in):
    strategy = _visits(cast)
    incident = scenarios.logged(cast, days=0, violent=True)
    scenarios.on_duty(cast)
    scenarios.restrict(cast, readers=[cast.lead])
    placed = fill(sign_in("duty"), f"/incidents/{incident.reference}/marker/", controls=["NO_WOMAN"])
    assert placed.status_code == 302
    assert held(cast.lead, Kind.STRATEGY) == [strategy.reference]


def test_at_an_address_alone_nothing_is_asked(cast, sign_in):
    incident = scenarios.logged_at_an_address(cast)
    assert (
        fill(sign_in("manager"), f"/incidents/{incident.reference}/marker/", controls=["NO_WOMAN"]).status_code == 302
    )
    assert departures(None) == []
