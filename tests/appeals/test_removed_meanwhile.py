"""The answer to an appeal does not speak of an alert as in force that was removed meanwhile (E3)."""

import pytest

from appeals import suggestions
from appeals.models import Appeal
from tests import scenarios
from tests.letters.samples import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
OF_NOW = ("less would not be enough", "we think is needed", "stays on your record", "next review")
GONE = "The “Visit in Pairs” alert is no longer on your record. We removed it on 10 June 2026, and not because of this appeal."


def not_upheld(cast, *, removed):
    appeal = scenarios.prepared(cast, scenarios.told(cast))
    if removed:
        scenarios.ended(cast, appeal.alert)
    return scenarios.determined(cast, Appeal.objects.get(pk=appeal.pk))


@pytest.mark.clause("E3", refuses=True)
def test_it_says_when_the_alert_was_removed_and_suggests_nothing_of_the_present(cast):
    appeal = not_upheld(cast, removed=True)
    bases = suggestions.bases(appeal)
    text = " ".join([said(scenarios.composed(cast, appeal)), *bases])
    assert GONE in text
    assert [words for words in OF_NOW if words in text] == []
    assert "that less would not have been enough." in bases[0]


@pytest.mark.clause("E3")
def test_of_an_alert_in_force_it_speaks_of_the_present(cast):
    appeal = not_upheld(cast, removed=False)
    assert "that less would not be enough." in suggestions.bases(appeal)[0]
    assert "We removed it" not in said(scenarios.composed(cast, appeal))
