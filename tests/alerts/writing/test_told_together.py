"""One letter tells of several alerts that came of one decision, and is the decision letter of each."""

from io import BytesIO

import pikepdf
import pytest

from alerts.models import Alert
from housing_alerts.kernel.refusals import NotAllowed
from letters import services as letters
from letters.models import IssuedPdf, Letter
from tests import scenarios, settling
from tests.letters.reader import text
from tests.page import day, words
from tests.scenarios import WITHHOLD
from tests.step import chosen, fill

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.same_on_both]
TYPES = ("VISIT_IN_PAIRS", "WEAPONS", "NO_LONE_MALES")


@pytest.fixture
def both(cast):
    """Two active alerts of one decision."""
    return [scenarios.approved(cast, alert) for alert in scenarios.proposed_together(cast, *TYPES[:2])]


def _answers(cast):
    plan = {"planned_method": "FIRST_CLASS"} | day("planned_on", cast.today)
    why = "This was the second report of this kind."
    return {"incident": "It was reported to us that you shouted.", "reason": why, "removal": "Calm visits."} | plan


def _url(alert):
    return f"/alerts/{alert.reference}/letter/"


def _owed(sign_in):
    return [alert for alert in Alert.objects.all() if _url(alert) in sign_in("lead").get("/").content.decode()]


@pytest.mark.long
@pytest.mark.clause("E1")
@pytest.mark.on_paper
def test_the_lead_is_offered_to_tell_of_both_and_one_letter_does(cast, sign_in, both):
    pairs, weapons = both
    client = sign_in("lead")
    assert {alert.pk for alert in _owed(sign_in)} == {pairs.pk, weapons.pk}
    assert chosen(client.get(_url(pairs)), "together") == [weapons.reference]
    with settling.undone():
        fill(sign_in("lead"), _url(pairs), **_answers(cast), together=[])
        assert Letter.objects.get().references == [pairs.reference]
        assert _owed(sign_in) == [weapons], "what is left out owes a letter of its own"
        assert "Which other alerts" not in words(sign_in("lead").get(_url(weapons)))
    client = sign_in("lead")

    fill(client, _url(pairs), **_answers(cast))

    letter = Letter.objects.get()
    assert letter.references == [pairs.reference, weapons.reference]
    letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))
    printed = text(bytes(IssuedPdf.objects.get(letter=letter).content))
    for said in (
        "known as “Visit in Pairs” and “Weapons” alerts",
        "We will review the “Weapons” alert within 12 months",
    ):
        assert said in printed
    title = "We have put alerts on your record"
    assert f"Dear Mr Lodger {title}" in printed
    with pikepdf.open(BytesIO(bytes(IssuedPdf.objects.get(letter=letter).content))) as pdf:
        assert str(pdf.docinfo["/Title"]) == f"{title}, {letter.reference}"
    assert _owed(sign_in) == []
    page = words(client.get(f"/letters/{letter.reference}/"))
    assert "Notification of several alerts" in page
    assert f"About {pairs.reference} {weapons.reference}" in page
    for alert in both:
        assert letter.reference in words(client.get(f"/alerts/{alert.reference}/"))


@pytest.mark.long
@pytest.mark.clause("P9a")
def test_of_each_the_page_says_which_letter_counts(cast, sign_in, both):
    pairs, weapons = both
    first = scenarios.posted(cast, pairs, beside=[weapons])
    with settling.undone():
        for alert in both:
            assert scenarios.appealed(cast, alert).reply_by == first.reply_by
    with settling.undone():
        assert scenarios.posted(cast, scenarios.ended(cast, weapons)).facts["alert_name"] == "Weapons"
    weapons.refresh_from_db()
    pairs.refresh_from_db()
    counts = "Which letter counts This letter counts: the time to appeal runs from it."
    assert counts in words(sign_in("lead").get(f"/letters/{first.reference}/"))

    second = scenarios.posted(cast, weapons)
    other = f"{weapons}. Letter {second.reference} of 10 June 2026 counts for the time to appeal."
    page = words(sign_in("lead").get(f"/letters/{first.reference}/"))
    assert f"Which letter counts {pairs}. This letter counts: the time to appeal runs from it. {other}" in page
    assert "Last day to appeal 10 July 2026, 30 days left to appeal" in page, "of one of them it still counts"
    assert counts in words(sign_in("lead").get(f"/letters/{second.reference}/"))

    third = scenarios.posted(cast, pairs)
    page = words(sign_in("lead").get(f"/letters/{first.reference}/"))
    assert f"{pairs}. Letter {third.reference} of 10 June 2026 counts for the time to appeal. {other}" in page
    assert "left to appeal" not in page


@pytest.mark.long
@pytest.mark.clause("P9a", refuses=True)
def test_a_letter_about_one_of_them_takes_the_place_of_the_one_about_both_for_none(cast, both):
    pairs, weapons = both
    scenarios.posted(cast, pairs, beside=[weapons])
    alone = scenarios.issued(cast, pairs)
    assert "takes the place of our letter" not in IssuedPdf.objects.get(letter=alone).text
    scenarios.cancelled(cast, alone)
    again = scenarios.issued(cast, pairs, beside=[weapons])
    assert "takes the place of our letter" in IssuedPdf.objects.get(letter=again).text


@pytest.mark.clause("P7c", refuses=True)
def test_a_letter_about_one_does_not_name_the_other_of_which_they_are_not_to_know(cast):
    pairs, weapons = scenarios.proposed_together(cast, *TYPES[:2])
    pairs = scenarios.approved(cast, pairs)
    scenarios.approved(cast, weapons, WITHHOLD)
    with pytest.raises(NotAllowed, match="The letter names an alert that is in force and of which the customer is not"):
        scenarios.drafted(cast, pairs, words="That is why there is a weapons alert too.")
    assert scenarios.drafted(cast, pairs, words="You raised your fist.").status == "DRAFT"


@pytest.mark.clause("P7c", refuses=True)
def test_one_of_which_they_are_not_to_know_is_not_offered_and_cannot_be_slipped_in(cast, sign_in):
    told, kept = (
        scenarios.approved(cast, alert, inform)
        for alert, inform in zip(
            scenarios.proposed_together(cast, *TYPES[:2]), (scenarios.INFORM, WITHHOLD), strict=True
        )
    )
    assert told.told_with() == []
    assert kept.reference not in words(sign_in("lead").get(_url(told)))
    with pytest.raises(NotAllowed, match="It was decided not to inform the customer of alert"):
        scenarios.drafted(cast, told, beside=[kept])


@pytest.mark.long
@pytest.mark.clause("E1", refuses=True)
def test_what_changes_of_either_cancels_it_and_the_other_is_owed_again(cast, sign_in, both):
    pairs, weapons = both
    letter = scenarios.issued(cast, pairs, beside=[weapons])

    scenarios.ended(cast, weapons)

    letter.refresh_from_db()
    assert (letter.status, letter.cancelled_reason) == ("CANCELLED", f"Alert {weapons.reference} ended")
    assert _owed(sign_in) == [pairs]


@pytest.mark.clause("E1", refuses=True)
def test_each_is_asked_whether_what_is_said_of_it_is_still_so(cast, both):
    pairs, weapons = both
    letter = scenarios.composed(cast, pairs, beside=[weapons])
    scenarios.reviewed(cast, scenarios.under_review(cast, weapons), outcome="STEP_DOWN", controls=["POLICE_ADVICE"])

    with pytest.raises(NotAllowed, match=f"Alert {weapons.reference} has changed since this letter was composed"):
        letters.draft_letter(letter=letter, by=cast.lead, today=cast.today)


def test_alone_or_from_the_housing_system_there_is_nothing_to_tell_with(cast):
    assert scenarios.active(cast).told_with() == []
    assert scenarios.carried_over(cast, code="WEAPONS").told_with() == []
