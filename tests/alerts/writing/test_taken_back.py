"""A warning on the wrong person falls with its void report, and we say sorry in writing (P11a, P8b)."""

import pytest

from alerts.incidents import services as incidents_services
from alerts.models import Action
from alerts.writing import drafts
from housing_alerts.kernel.refusals import NotAllowed, refuse_if
from letters.choices import Kind
from letters.models import Letter
from tests import scenarios
from tests.owing import letters_owed
from tests.page import words
from tests.step import fill

pytestmark = pytest.mark.usefixtures("wednesday")


def _voided(cast, incident):
    incident.refresh_from_db()
    return incidents_services.void_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        reason="I picked the wrong person from the list.",
    )


@pytest.mark.long
@pytest.mark.clause("P11a", "P8b")
def test_a_written_warning_that_was_sent_is_set_aside_and_taken_back_in_writing(cast, sign_in):
    incident = scenarios.settled(cast, action="WRITTEN_WARNING")
    action = incident.actions.get()
    scenarios.posted(cast, action)
    client = sign_in("lead")
    page = f"/customers/{incident.customer.reference}/"
    assert "is live until" in words(client.get(page))

    _voided(cast, incident)

    action.refresh_from_db()
    assert (action.set_aside_on, action.stands) == (cast.today, False)
    assert "is live until" not in words(client.get(page))
    assert letters_owed() == [incident.reference]
    assert "taken back: say sorry in writing" in words(client.get("/"))
    letter_page = f"/incidents/{incident.reference}/actions/{action.pk}/letter/"
    said = words(client.get(letter_page))
    assert "says sorry" in said
    fill(client, letter_page, reason="We took you for somebody else.", planned_method="FIRST_CLASS", do="issue")
    sorry = Letter.objects.get(kind=Kind.REMOVAL)
    assert sorry.title == sorry.name == "We were wrong about the written warning"
    assert not sorry.grants_appeal
    assert letters_owed() == []


@pytest.mark.clause("P11a", refuses=True)
def test_a_warning_that_nobody_was_told_of_needs_no_letter(cast):
    incident = scenarios.settled(cast, action="WRITTEN_WARNING")
    action = incident.actions.get()
    with pytest.raises(NotAllowed, match="This action was not set aside, so nothing was taken back: Written warning"):
        refuse_if(action.why_letter_refused(Kind.REMOVAL))

    _voided(cast, incident)

    action.refresh_from_db()
    assert letters_owed() == []
    with pytest.raises(NotAllowed, match="No letter told the customer of it, so none takes it back: Written warning"):
        refuse_if(action.why_letter_refused(Kind.REMOVAL))


@pytest.mark.clause("P11a")
def test_a_verbal_warning_was_told_by_word_of_mouth(cast):
    incident = scenarios.settled(cast)

    _voided(cast, incident)

    assert letters_owed() == [incident.reference]
    assert Action.objects.live_or_owed(on=cast.today).filter(is_live=True).count() == 0


@pytest.mark.clause("P9b", refuses=True)
def test_what_an_appeal_sets_aside_is_told_by_its_answer(cast):
    action = scenarios.agreed_action(cast, kind="WRITTEN_WARNING")
    scenarios.posted(cast, action)
    scenarios.determined(cast, scenarios.prepared(cast, action), "UPHELD")
    action.refresh_from_db()

    with pytest.raises(NotAllowed, match="The answer to the appeal, or the letter that the alert is gone, says that"):
        refuse_if(action.why_letter_refused(Kind.REMOVAL))


@pytest.mark.clause("P11a", "D3b")
@pytest.mark.parametrize("kind", ["AGREEMENT", "WRITTEN_WARNING"])
def test_an_agreement_that_is_taken_back_need_not_be_signed(cast, kind):
    incident = scenarios.settled(cast, action=kind)
    action = incident.actions.get()
    scenarios.posted(cast, action)
    _voided(cast, incident)
    action.refresh_from_db()
    means = drafts.taken_back(action, on=cast.today, reason="We took you for somebody else.")["consequence"]
    assert ("You do not have to sign the agreement. If you signed or agreed to it," in means) == (kind == "AGREEMENT")
