"""No letter promises or thanks for more than is so: no absolute promise, nothing that did not happen (§5, §8, §13)."""

import pytest

from alerts.models import AlertType
from alerts.writing import drafts, measures, suggestions
from letters import services
from letters.choices import Kind
from tests import scenarios

from .samples import letter

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]


def said(written):
    """The letter as text."""
    return " ".join(services.as_text(services.source(written)).split())


# Promises


@pytest.mark.parametrize("kind", Kind.values)
def test_no_letter_says_that_emergencies_are_never_delayed(kind):
    text = said(letter(kind))
    assert "never delayed" not in text
    assert "as fast as we can do so safely" in text


def test_nor_do_the_words_of_any_type_of_alert():
    told = [" ".join([each.measure, each.consequence]) for each in AlertType.objects.filter(letter_required=True)]
    assert [words for words in [*told, measures.MAY_TAKE_LONGER] if "never delayed" in words] == []
    assert all(measures.EMERGENCIES in words for words in [*told, measures.MAY_TAKE_LONGER])


@pytest.mark.parametrize("kind", Kind.values)
def test_no_letter_promises_that_a_record_is_deleted(kind):
    assert "delete" not in said(letter(kind))


@pytest.mark.clause("E1")
def test_removal_is_spoken_of_once_and_not_promised(cast):
    alert = scenarios.active(cast)
    for removal in suggestions.removals(alert):
        facts = drafts.notification(alert, on=cast.today, incident="You shouted.", removal=removal, invite_apology=True)
        text = said(letter(Kind.NOTIFICATION, facts=facts))
        assert text.count("We may remove it") == 1
        assert "will remove" not in text
