"""A letter that did not go out as planned: its later day holds, and a letter that puts it right is owed (§9)."""

from datetime import timedelta

import pytest
import time_machine

from alerts.models import Alert
from housing_alerts.duties import selectors as duties
from housing_alerts.duties.choices import Kind as DutyKind
from housing_alerts.kernel.refusals import NotAllowed
from letters import services
from letters.models import IssuedPdf, Letter
from tests import scenarios
from tests.page import nothing_changes, words

pytestmark = pytest.mark.usefixtures("wednesday")


def sent_late(cast, letter, *, days=7):
    """Issued today, and sent first class so many days later than planned: all that follows happens on that day."""
    cast.today += timedelta(days=days)
    return services.record_posting(
        letter=letter, version=letter.version, by=cast.lead, method="FIRST_CLASS", on=cast.today, today=cast.today
    )


def owes(cast):
    """Which letters the worklist of the Lead asks to correct."""
    found = duties.held_by(cast.lead, on=cast.today).filter(kind=DutyKind.CORRECT)
    return [duty.reference for duty in found]


@pytest.fixture
def late(cast):
    return sent_late(cast, scenarios.issued(cast, scenarios.active(cast)))


@pytest.mark.clause("P9a")
def test_the_correcting_letter_says_what_was_wrong_and_gives_a_day_that_is_right(cast, late):
    assert owes(cast) == [late.reference]
    with time_machine.travel(cast.then(0), tick=False):
        right = scenarios.issued(cast, late.subject)
    text = " ".join(IssuedPdf.objects.get(letter=right).text.split())
    assert f"This letter takes the place of our letter of 10 June 2026, reference {late.reference}." in text
    assert (
        "We did not send the first letter as we had planned, so a day in it was not right. We are sorry. The last day"
        in text
    )
    assert "The last day to appeal is now the one in this letter." in text
    assert right.reply_by >= late.reply_by
    assert owes(cast) == []


@pytest.mark.clause("P9a")
def test_an_appeal_by_the_later_day_is_in_time(cast, late):
    cast.today = late.reply_by
    appeal = scenarios.appealed(cast, late.subject, received_on=late.reply_by)
    assert appeal.in_time


@pytest.mark.clause("P9a")
def test_a_correcting_letter_that_was_cancelled_is_owed_again(cast, late):
    right = scenarios.drafted(cast, late.subject)
    assert owes(cast) == []
    scenarios.cancelled(cast, right)
    assert owes(cast) == [late.reference]


@pytest.mark.parametrize("left", [scenarios.ended, lambda cast, alert: scenarios.never_write(cast)])
@pytest.mark.clause("P9a", "P7c", refuses=True)
def test_it_is_owed_only_where_it_may_be_written(cast, late, left):
    left(cast, Alert.objects.get(pk=late.subject_id))
    assert owes(cast) == []


@pytest.mark.clause("P9a", refuses=True)
def test_a_letter_that_came_back_is_not_to_be_put_right(cast, late):
    scenarios.returned(cast, late)
    assert owes(cast) == []


@pytest.mark.clause("P9b")
def test_an_acknowledgement_is_put_right_until_the_appeal_is_decided(cast):
    alert = scenarios.told(cast)
    appeal = scenarios.appealed(cast, alert)
    letter = sent_late(cast, scenarios.issued(cast, appeal), days=29)
    assert owes(cast) == [letter.reference]
    appeal.refresh_from_db()
    scenarios.determined(cast, scenarios.made_ready(cast, appeal))
    assert owes(cast) == []


@pytest.mark.clause("P9a")
def test_the_trail_says_that_one_is_owed(cast, late):
    assert late.history.first().history_change_reason.endswith("A correcting letter is owed")


# Of several alerts


@pytest.fixture
def both(cast):
    """Two alerts of one decision."""
    return [scenarios.approved(cast, alert) for alert in scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS")]


@pytest.fixture
def late_of_both(cast, both):
    """The letter that tells of both, sent later than planned."""
    first, second = both
    return sent_late(cast, scenarios.issued(cast, first, beside=[second]))


@pytest.mark.clause("P9a")
@pytest.mark.parametrize("about", [0, 1])
def test_what_puts_a_letter_of_several_right_tells_of_them_all(cast, both, late_of_both, about):
    alert, other = both[about], both[1 - about]
    assert alert.told_with() == [other]
    with time_machine.travel(cast.then(0), tick=False):
        right = scenarios.issued(cast, alert, beside=[other])
    text = " ".join(IssuedPdf.objects.get(letter=right).text.split())
    assert f"This letter takes the place of our letter of 10 June 2026, reference {late_of_both.reference}." in text
    assert "We did not send the first letter as we had planned, so a day in it was not right. We are sorry." in text
    assert right.reply_by >= late_of_both.reply_by
    assert owes(cast) == []


@pytest.mark.clause("P9a", refuses=True)
@pytest.mark.parametrize("about", [0, 1])
def test_none_of_them_is_left_out(cast, both, late_of_both, about):
    sentence = (
        f"Letter {late_of_both.reference} told of {both[1 - about].reference} too, and a day in it was not right."
    )
    with time_machine.travel(cast.then(0), tick=False), nothing_changes(), pytest.raises(NotAllowed, match=sentence):
        scenarios.drafted(cast, both[about])
    assert owes(cast) == [late_of_both.reference]


@pytest.mark.clause("P9a")
def test_a_letter_with_a_wrong_day_that_came_back_is_simply_written_again(cast, late):
    scenarios.returned(cast, late)
    with time_machine.travel(cast.then(0), tick=False):
        again = scenarios.issued(cast, late.subject)
    assert (again.replaces, again.in_place_of) == (late, None)
    assert owes(cast) == []


@pytest.mark.clause("P9a")
def test_one_that_told_of_several_leaves_each_to_a_letter_of_its_own(cast, both, late_of_both):
    scenarios.returned(cast, late_of_both)
    with time_machine.travel(cast.then(0), tick=False):
        again = [scenarios.issued(cast, alert) for alert in both]
    assert [each.status for each in again] == ["ISSUED", "ISSUED"]


@pytest.mark.clause("P9a")
def test_where_one_has_ended_the_other_is_still_put_right(cast, both, late_of_both, sign_in):
    gone, stays = both
    scenarios.ended(cast, gone)
    assert owes(cast) == [late_of_both.reference]
    with time_machine.travel(cast.then(0), tick=False):
        page = sign_in("lead").get(f"/letters/{late_of_both.reference}/").content.decode()
        assert f"/alerts/{stays.reference}/letter/" in page
        right = scenarios.issued(cast, stays)
    assert right.in_place_of == late_of_both
    assert owes(cast) == []


# The alert's page


@pytest.mark.clause("P9a", "E2")
def test_the_page_of_an_alert_shows_the_letter_that_counts_and_the_true_last_day(cast, sign_in):
    """The time to appeal against the alert has passed; the letter about its review gives a later day."""
    alert = scenarios.active(cast, days=100)
    first = scenarios.notified(cast, alert, days=99)
    client = sign_in("lead")
    assert "the time to appeal has passed" in words(client.get(f"/alerts/{alert.reference}/"))

    review = scenarios.reviewed(cast, scenarios.under_review(cast, Alert.objects.get(pk=alert.pk)))
    second = scenarios.posted(cast, review)

    page = words(client.get(f"/alerts/{alert.reference}/"))
    assert "the time to appeal has passed" not in page
    assert (
        f"Last day to appeal 10 July 2026, by letter {second.reference} of 10 June 2026: 30 days left to appeal" in page
    )
    assert first.reference in page
    assert page.count("This letter counts for the time to appeal") == 1
    assert page.index(f"{second.reference}, outcome of a review") < page.index(
        "This letter counts for the time to appeal"
    )


def test_the_page_of_an_alert_of_which_no_letter_tells_names_no_last_day(cast, sign_in):
    assert "Last day to appeal" not in words(sign_in("lead").get(f"/alerts/{scenarios.active(cast).reference}/"))
    assert not Letter.objects.exists()
