"""The sheet of thirty visits: what it says of each by hand-made expectations, and what it costs."""

import re

import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alerts.models import Condition
from housing_alerts.customers.models import Asset
from housing_alerts.kernel.records import saving as records
from tests import scenarios, settling
from tests.look_up import carried_over, change, housed

NOT_COUNTED = re.compile(r'"(django_session|audit_readevent)"|AS "deputises"|SAVEPOINT|pg_advisory')
"""The session with its colleague, and the trail."""
MOST_QUERIES = 12
"""Of all kinds together."""


def street(cast, houses: int) -> list[str]:
    """The references of somebody in each house of a street."""
    found = []
    for house in range(houses):
        asset = Asset(reference=f"S{house}", address=f"{house} Long Street", postcode="TQ99 9ZZ")
        records.save(asset, by=None, why="")
        person = housed(cast, asset, f"P{house}", "Crowd")
        cast.customers[person.reference] = person
        found.append(person.reference)
    return found


def tags(page) -> dict[str, str]:
    """The answer for each place, by its line."""
    tree = lxml.html.fromstring(page.content.decode())
    rows = tree.cssselect("section.app-visit h2")
    return {row.text.strip(): row.cssselect(".govuk-tag")[0].text_content() for row in rows}


@pytest.fixture
def thirty(cast):
    """Thirty visits of every kind: for one woman alone, with what she reads of each."""
    people = street(cast, 22)
    expected = {}
    codes = {
        0: ("VISIT_IN_PAIRS", "Stop"),
        1: ("NO_LONE_FEMALES", "Stop"),
        2: ("NO_LONE_MALES", "Go as it says"),
        3: ("NO_FEMALE_VISITORS", "Stop"),
        4: ("NO_MALE_VISITORS", "Go as it says"),
        5: ("WEAPONS", "Stop"),
        6: ("DANGEROUS_DOGS", "Go as it says"),
        7: ("TO_BE_CONFIRMED", "Something first"),
    }
    for house, person in enumerate(people):
        code, answer = codes.get(house, ("", "No alert"))
        if code:
            alert = carried_over(cast, person, code)
            if alert.type.imported_only:
                records.save(Condition(alert=alert, kind="TIMES", words="Mornings"), by=None, why="")
        expected[person] = answer
    scenarios.marked(cast, "P8")
    expected["P8"] = "Stop"
    incident = scenarios.logged(cast, "P9", violent=True)
    assert incident.customer.reference == "P9"
    expected["P9"] = "Something first"
    carried_over(cast, "P10")
    change("P10", restricted=True)
    expected["P10"] = "Stop"
    change("P11", never_message=True)
    expected["P11"] = "Go as it says"
    expected |= {f"Nobody{number}": "Stop" for number in range(30 - len(expected))}
    assert len(expected) == 30
    return expected


@pytest.mark.long
def test_the_sheet_of_thirty_says_of_each_what_was_expected(cast, sign_in, thirty):
    kept = scenarios.visits(cast, *thirty)
    page = sign_in("officer").get(reverse("alerts:visit_list", args=[kept.pk]))
    assert list(tags(page).values()) == list(thirty.values())
    sections = lxml.html.fromstring(page.content.decode()).cssselect("section.app-visit")
    for reference, section in zip(thirty, sections, strict=True):
        said = " ".join(section.text_content().split())
        for words in SAYS.get(reference, (AS_USUAL if thirty[reference] == "No alert" else NOT_FOUND,)):
            assert words in said, reference


NOT_FOUND, AS_USUAL = (
    "We could not find this: treat it as a stop.",
    "No alert is recorded. Use your usual lone working precautions.",
)
ALONG, TOGETHER = (
    "Take a colleague along. Otherwise do not go.",
    "Fails Go with at least one other colleague. 1 woman goes.",
)
SAYS = {
    "P0": (ALONG, TOGETHER, "Attend in pairs. Do not go alone.", "do not mention it"),
    "P1": ("Take a colleague along, or let a man go instead.", "Fails No woman goes alone. 1 woman goes."),
    "P2": ("Passes No man goes alone. 1 woman goes.", "No man attends alone."),
    "P3": ("Send men and no woman, or do not go.", "Fails No woman visits. 1 woman goes."),
    "P4": ("Passes No man visits. 1 woman goes.", "No man attends."),
    "P5": (ALONG, TOGETHER, "Take police advice before you go. Nobody goes until you have it.", "Never force entry"),
    "P6": ("At the door Have the animal secured before you enter, or leave", "Have the dog secured before you enter."),
    "P7": ("Ask the Lead before you go. Nobody goes until you have the answer.", "certain times: Mornings."),
    "P8": (ALONG, TOGETHER, "Unconfirmed: go with at least one other colleague, until"),
    "P9": ("before you go. Danger was reported on", "nobody has decided yet what to do"),
    "P10": ("The address is not shown: restricted file.", ALONG, "Attend in pairs. Do not go alone."),
    "P11": ("Leave no voice message, text or card for",),
}
"""By hand: what one woman alone reads of a visit beside its answer."""


def _cost(client, kept) -> list[str]:
    url = reverse("alerts:visit_list", args=[kept.pk])
    client.get(url)
    settling.settled()
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return [one["sql"] for one in found if not NOT_COUNTED.search(one["sql"])]


@pytest.mark.long
def test_thirty_cost_few_queries(cast, sign_in, thirty):
    asked = _cost(sign_in("officer"), scenarios.visits(cast, *thirty))
    assert len(asked) <= MOST_QUERIES, "\n".join(f"{number} {sql[:230]}" for number, sql in enumerate(asked))
