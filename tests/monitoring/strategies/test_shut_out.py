"""Whoever an alert or a contact strategy names reads a restricted file: a restriction leaves none of them out (§5, §11, §12)."""

import lxml.html
import pytest

from housing_alerts.customers.models import Customer
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.refusals import NotAllowed
from monitoring.strategies import services
from tests import scenarios
from tests.owing import held
from tests.page import assert_refused, nothing_changes, send, words
from tests.scenarios import LODGER
from tests.step import assert_kept, chosen, fill

RESTRICT, FILE = f"/customers/{LODGER}/restrict/", f"/customers/{LODGER}/"
SAID = {"because": "SAFEGUARDING", "reason": "Children live there."}
DUTY = "Name another: the file is restricted, and a colleague who answers cannot open it"
MUST = "Whoever must act must be able to read the file: tick them, or name somebody else there first."


def _single_point_of_contact(cast):
    named = scenarios.condition(cast, "NAMED_OFFICER", officer=cast.lead2, deputy=cast.manager)
    return scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[named])


@pytest.fixture(params=["alert", "contact strategy"])
def naming(request, cast):
    """A record that names a Lead of another area and the line manager, by its words."""
    alone = request.param == "alert"
    found = _single_point_of_contact(cast) if alone else scenarios.strategy(cast, officer=cast.lead2)
    return f"{request.param} {found.reference}"


@pytest.mark.clause("P5", "P11a", refuses=True)
def test_whoever_must_act_is_not_left_out(cast, sign_in, naming):
    client = sign_in("lead")
    lodger = Customer.objects.get(reference=LODGER)
    readers = [cast.lead.pk, cast.head.pk, cast.manager.pk]

    with nothing_changes():
        response = send(client, RESTRICT, lodger, **SAID, readers=readers)

    assert_refused(response, f"{cast.lead2} is named in {naming}. {MUST}")
    assert_kept(response, **SAID, readers=readers)


@pytest.mark.clause("P5", "P11a")
def test_the_page_ticks_them_and_says_why(cast, sign_in, naming):
    client = sign_in("lead")
    page = client.get(RESTRICT)
    assert set(chosen(page, "readers")) == {str(one.pk) for one in (cast.lead, cast.lead2, cast.manager)}
    said = words(page)
    assert said.count(f"Must read it: named in {naming}.") == 2
    boxes = lxml.html.fromstring(page.content.decode()).cssselect("input[name=readers]")
    assert {box.get("value") for box in boxes[:3]} == set(chosen(page, "readers"))

    everybody = [one.pk for one in (cast.lead, cast.head, cast.lead2, cast.manager)]
    assert fill(client, RESTRICT, **SAID, readers=everybody).status_code == 302

    assert Customer.objects.open_to(cast.lead2).filter(reference=LODGER).exists()
    assert not Customer.objects.visible_to(cast.lead2).filter(reference=LODGER).exists()
    assert "cannot open it any more" not in words(client.get(FILE))


@pytest.mark.clause("P12")
def test_they_read_the_strategy_and_are_still_told_that_they_answer(cast, sign_in):
    strategy = scenarios.strategy(cast)
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head, cast.officer, cast.manager])
    assert held(cast.officer, Kind.ANSWERS) == [strategy.reference]
    assert held(cast.lead, Kind.STRATEGY) == []
    page = f"/contact-strategies/{strategy.reference}/"
    assert strategy.goal in words(sign_in("officer").get(page))
    assert "To put right" not in words(sign_in("lead").get(page))


@pytest.mark.parametrize("over", ["left", "lifted", "ended", "died"])
def test_who_need_not_act_any_more_need_not_read_it(cast, sign_in, over):
    alert = _single_point_of_contact(cast)
    if over == "left":
        scenarios.leaves(cast.lead2)
        scenarios.leaves(cast.manager)
    if over == "ended":
        scenarios.ended(cast, alert)
    if over == "lifted":
        alert.conditions.update(lifted_on=cast.today)
    if over == "died":
        Customer.objects.filter(reference=LODGER).update(died=True)
    assert "named in" not in words(sign_in("lead").get(RESTRICT))
    scenarios.restrict_file(cast)


def test_a_reader_who_acts_no_longer_is_said_to_open_nothing(cast, sign_in):
    strategy = scenarios.strategy(cast)
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head, cast.officer, cast.manager])
    scenarios.strategy_ended(cast, strategy)
    said = words(sign_in("lead").get(FILE))
    assert f"{cast.officer}, {cast.manager} cannot open it any more" in said


@pytest.mark.clause("P11a", "P12", refuses=True)
def test_of_a_restricted_file_only_its_readers_are_offered_and_named(cast, sign_in):
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head, cast.leadership])
    page = lxml.html.fromstring(sign_in("lead").get(f"{FILE}contact-strategy/start/").content.decode())
    for name in ("officer", "deputy"):
        offered = {box.get("value") for box in page.cssselect(f"select[name={name}] option")} - {""}
        assert offered <= {str(one.pk) for one in (cast.lead, cast.head, cast.leadership)}, name
        assert str(cast.lead.pk) in offered
    lodger = Customer.objects.get(reference=LODGER)
    step = {"customer": lodger, "by": cast.lead, "on": cast.today, "review_on": cast.ago(-30)}
    with (
        nothing_changes(),
        pytest.raises(NotAllowed, match=f"{cast.manager} cannot open the strategy. Name others who"),
    ):
        services.start_strategy(**step, terms=scenarios.terms(cast, officer=cast.lead))


@pytest.mark.clause("P11a", "P12")
def test_a_strategy_that_names_somebody_shut_out_is_put_right(cast, sign_in):
    """A new file that may be of a restricted person is restricted likewise, whoever its strategy names."""
    strategy = scenarios.strategy(cast, officer=cast.manager, deputy=cast.lead)
    scenarios.restrict(cast, readers=[cast.lead, cast.head])
    client = sign_in("lead")
    assert held(cast.lead, Kind.STRATEGY) == [strategy.reference]
    assert DUTY in words(client.get("/"))
    assert held(cast.manager, Kind.ANSWERS) == []
    page = words(client.get(f"/contact-strategies/{strategy.reference}/"))
    assert f"To put right The file is restricted, and {cast.manager} cannot open the strategy." in page


@pytest.mark.clause("P11a", "P12", refuses=True)
def test_of_two_who_read_the_file_nothing_is_said(cast, sign_in):
    strategy = scenarios.strategy(cast, officer=cast.lead, deputy=cast.head)
    client = sign_in("lead")
    fill(client, RESTRICT, **SAID, readers=[cast.lead.pk, cast.head.pk])
    assert held(cast.lead, Kind.STRATEGY) == []
    assert "cannot open" not in words(client.get(FILE))
    assert "To put right" not in words(client.get(f"/contact-strategies/{strategy.reference}/"))
