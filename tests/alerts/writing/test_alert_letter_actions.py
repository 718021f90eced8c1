"""The decision letter tells of what was agreed beside the alert, and lets the customer appeal against it too."""

import pytest

from alerts.models import Alert
from housing_alerts.kernel.refusals import NotAllowed
from letters import services as letters
from letters.models import IssuedPdf, Letter
from tests import scenarios
from tests.letters.reader import text
from tests.page import assert_asks, assert_done, day
from tests.step import fill

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.same_on_both]


@pytest.fixture
def alert(cast):
    """An active alert beside a behaviour agreement."""
    alert = scenarios.approved(cast, scenarios.proposed_with_an_action(cast))
    scenarios.agreed(cast, alert.investigation)
    return Alert.objects.get()


def _answers(cast):
    plan = {"planned_method": "FIRST_CLASS"} | day("planned_on", cast.today)
    why = "This was the second report of this kind."
    return {"incident": "It was reported to us that you shouted.", "reason": why, "removal": "Calm visits."} | plan


@pytest.mark.long
@pytest.mark.clause("E1")
def test_it_tells_of_the_agreement_in_the_leads_words(cast, sign_in, alert):
    client = sign_in("lead")
    url = f"/alerts/{alert.reference}/letter/"
    assert_asks(fill(client, url, **_answers(cast), follows=" "), "Say what the agreed actions mean for the customer")

    response = fill(client, url, **_answers(cast), follows="Please speak calmly with us.")

    letter = Letter.objects.get()
    assert_done(
        client,
        response,
        f"/letters/{letter.reference}/",
        f"Letter {letter.reference} drafted. Next: check it and issue it.",
    )
    letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))
    printed = text(bytes(IssuedPdf.objects.get(letter=letter).content))
    assert "which we offer you in a separate letter. If you agree, it lasts until 10 December 2026" in printed
    assert "Please speak calmly with us." in printed


@pytest.mark.long
@pytest.mark.clause("P9a")
def test_it_begins_the_time_to_appeal_against_the_agreement(cast, alert):
    letter = scenarios.posted(cast, alert)
    appeal = scenarios.appealed(cast, alert.investigation.actions.get())

    assert (letter.grants_appeal, appeal.reply_by) == (True, letter.reply_by)


@pytest.mark.long
@pytest.mark.clause("P9a")
def test_a_letter_before_the_agreement_begins_no_time_to_appeal_against_it(cast):
    alert = scenarios.approved(cast, scenarios.proposed_with_an_action(cast))
    scenarios.posted(cast, alert)

    assert scenarios.appealed(cast, scenarios.agreed(cast, alert.investigation)).reply_by is None


@pytest.mark.clause("E1", refuses=True)
def test_a_part_about_the_agreement_is_not_left_empty_and_tells_what_still_stands(cast, alert):
    letter = scenarios.composed(cast, alert)
    letter.facts["follows"] = " "
    letter = letters.draft_letter(letter=letter, by=cast.lead, today=cast.today)
    with pytest.raises(NotAllowed, match="The letter leaves a part empty: what was agreed."):
        letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))

    scenarios.determined(cast, scenarios.prepared(cast, alert.investigation.actions.get()), "UPHELD")

    letter.refresh_from_db()
    assert letter.status == "CANCELLED"
    assert scenarios.composed(cast, Alert.objects.get()).facts["actions"] == []
