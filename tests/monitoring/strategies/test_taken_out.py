"""Whoever a review takes out of a contact strategy is told that they no longer answer, and who does (§12)."""

import pytest

from housing_alerts.duties.choices import Kind
from monitoring.strategies import services
from tests import scenarios
from tests.owing import held
from tests.page import words
from tests.scenarios import LODGER

pytestmark = pytest.mark.usefixtures("wednesday")
CHANGED = "He wants to speak to somebody else, so another colleague answers."


def review(cast, strategy, **facts):
    strategy.refresh_from_db()
    step = {"by": cast.lead, "on": cast.today, "review_on": cast.ago(-30), "changed": CHANGED}
    terms = scenarios.terms(cast, **facts)
    return services.review_strategy(strategy=strategy, version=strategy.version, terms=terms, **step)


@pytest.mark.clause("P12")
def test_who_is_taken_out_is_told_who_answers_now(cast, sign_in):
    strategy = scenarios.strategy(cast)
    review(cast, strategy, officer=cast.lead)

    assert held(cast.officer, Kind.ANSWERS) == [strategy.reference]
    client = sign_in("officer")
    assert f"You no longer answer: {cast.lead} does, and {cast.manager} stands in" in words(client.get("/"))
    assert f"/look-up/?q={LODGER}" in client.get("/").content.decode()
    assert str(cast.lead) in words(client.get(f"/look-up/?q={LODGER}"))
    assert held(cast.officer, Kind.ANSWERS, on=cast.ago(-29)) == []
    assert f"Reviewed {cast.today:%-d %B %Y} {CHANGED}" in words(
        sign_in("lead").get(f"/contact-strategies/{strategy.reference}/")
    )


@pytest.mark.clause("P12", refuses=True)
def test_who_is_put_back_is_told_that_they_answer_and_nothing_else(cast, sign_in):
    strategy = scenarios.strategy(cast)
    review(cast, strategy, officer=cast.lead)
    review(cast, strategy)
    said = words(sign_in("officer").get("/"))
    assert "You answer: " in said
    assert "You no longer answer" not in said
    assert held(cast.lead, Kind.ANSWERS) == [strategy.reference]


@pytest.mark.clause("P11a", "P12", refuses=True)
def test_of_a_file_that_is_closed_to_them_they_are_told_nothing(cast):
    strategy = scenarios.strategy(cast)
    review(cast, strategy, officer=cast.lead)
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head, cast.manager])
    assert held(cast.officer, Kind.ANSWERS) == []


@pytest.mark.clause("P12", refuses=True)
def test_nobody_is_told_once_the_customer_has_died_or_the_strategy_has_ended(cast):
    strategy = scenarios.strategy(cast)
    scenarios.strategy_ended(cast, review(cast, strategy, officer=cast.lead))
    assert held(cast.officer, Kind.ANSWERS) == []
    review(cast, scenarios.strategy(cast), officer=cast.lead)
    scenarios.dies(cast)
    assert held(cast.officer, Kind.ANSWERS) == []
