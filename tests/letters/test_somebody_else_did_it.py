"""A letter to somebody at whose home another person was a danger says nothing of the customer's own behaviour (§5, §6)."""

import pytest

from alerts.models import Alert
from alerts.writing import drafts
from letters.models import Letter
from letters.services import as_text, source
from tests import scenarios
from tests.page import nothing_changes, words
from tests.step import fill

ASKED = "Somebody else there did this, as the report says. The letter does not say that the customer did it."


@pytest.fixture
def alert(cast):
    """A restricted file keeps the report, though the danger is somebody else's who stays there."""
    scenarios.restrict_file(cast)
    proposed = scenarios.proposed_on(cast, scenarios.logged(cast, violent=True, danger_from="THERE"))
    alert = Alert.objects.get(pk=scenarios.approved(cast, proposed).pk)
    assert [one.danger_from for one in alert.file.incidents.all()] == ["THERE"]
    return alert


@pytest.mark.clause("E1")
def test_the_letter_calls_nothing_of_it_their_behaviour(cast, alert):
    letter = scenarios.composed(cast, alert)
    assert drafts.suggested_incident(alert).endswith("It said that ")
    text = " ".join(as_text(source(letter)).split())
    assert "such behaviour is not acceptable" not in text
    assert "think about what happened" not in text
    assert "Our staff and contractors must be able to do their work safely." in text
    assert "We do not say that you did anything wrong." in text


@pytest.mark.clause("E1", refuses=True)
def test_the_writer_is_asked(cast, sign_in, alert):
    assert ASKED in words(sign_in("lead").get(f"/alerts/{alert.reference}/letter/"))
    letter = scenarios.drafted(cast, alert)
    client = sign_in("lead")
    with nothing_changes():
        page = words(fill(client, f"/letters/{letter.reference}/issue/"))
    assert ASKED in page
    assert Letter.objects.get().issued_on is None
