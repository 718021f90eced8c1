"""§3 What is defined as unacceptable behaviour: three families with their examples."""

import html

import pytest

from alerts.incidents import services as incidents_services
from alerts.models import Example
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios

EXAMPLES = {"AGGRESSIVE_OR_ABUSIVE": 7, "UNREASONABLE_DEMANDS": 8, "UNREASONABLE_PERSISTENCE": 4}
"""How many examples §3 lists in each family."""


@pytest.mark.clause("P3")
def test_each_family_offers_all_its_examples(db):
    for family, count in EXAMPLES.items():
        assert Example.objects.filter(family=family).count() == count, family


@pytest.mark.clause("P3")
def test_an_example_brings_the_behaviour_it_is_an_example_of(cast):
    rudeness = Example.objects.get(code="RUDENESS")

    incident = _reported(cast, examples=[rudeness])

    assert [behaviour.code for behaviour in incident.behaviours.all()] == ["AGGRESSIVE"]


def _reported(cast, **chosen):
    facts = {
        "customer": cast.customers[scenarios.LODGER],
        "occurred_at": cast.then(1),
        "channel": "TELEPHONE",
        "account": "He shouted.",
        "line_manager": cast.manager,
    }
    return incidents_services.log_incident(by=cast.officer, now=cast.then(0), facts=facts, **chosen)


@pytest.mark.clause("P3", refuses=True)
def test_behaviour_is_reported_with_at_least_one_behaviour(cast):
    with pytest.raises(NotAllowed, match="Choose at least one behaviour, or report a risk instead") as refused:
        _reported(cast)

    assert refused.value.refusal.clause == procedure.BEHAVIOUR_FAMILIES


@pytest.mark.clause("P3")
def test_every_example_and_every_behaviour_can_be_chosen_on_the_page(sign_in):
    page = sign_in("officer").get("/incidents/log/").content.decode()

    said = html.unescape(page)
    for name in procedure.FAMILY_NAMES.values():
        assert name in said
    for example in procedure.EXAMPLES:
        assert example.words in said
    for behaviour in procedure.BEHAVIOURS:
        assert behaviour.definition in said
