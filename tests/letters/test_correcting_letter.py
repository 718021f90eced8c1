"""Of several letters about one decision, which counts, and a letter that puts another right (§9)."""

from datetime import date, timedelta

import pytest
import time_machine

from alerts.models import Alert
from housing_alerts.duties import selectors as duties
from housing_alerts.duties.choices import Kind as DutyKind
from housing_alerts.kernel.refusals import NotAllowed
from letters import selectors, services
from letters.choices import Kind
from letters.models import AlsoAbout, IssuedPdf, Letter
from tests import scenarios, settling
from tests.page import assert_blocked, nothing_changes, words

from .reader import text
from .samples import letter, said

pytestmark = pytest.mark.usefixtures("wednesday")


COUNTS = "Which letter counts This letter counts: the time to appeal runs from it."


def page(sign_in, letter):
    return words(sign_in("lead").get(f"/letters/{letter.reference}/"))


@pytest.mark.long
@pytest.mark.clause("P9a")
def test_of_a_letter_and_the_one_that_replaces_it_both_pages_say_which_counts(cast, sign_in):
    scenarios.has_email(cast)
    alert = scenarios.active(cast)
    first = scenarios.posted(cast, alert)
    assert COUNTS in page(sign_in, first)

    second = scenarios.issued(cast, alert)
    assert f"Replaces {first.reference}, sent" in page(sign_in, second)
    assert f"Letter {first.reference} of 10 June 2026 counts for the time to appeal." in page(sign_in, second)
    assert f"Replaced by {second.reference}, issued" in page(sign_in, first)
    assert COUNTS in page(sign_in, first), "what is not sent counts for nothing"

    with time_machine.travel(cast.then(-1), tick=False):
        sent = {"method": "EMAIL", "on": cast.today + timedelta(days=1), "today": cast.today + timedelta(days=1)}
        services.record_posting(letter=second, version=second.version, by=cast.lead, **sent)
    assert COUNTS in page(sign_in, second)
    assert f"Letter {second.reference} of 11 June 2026 counts for the time to appeal." in page(sign_in, first)
    case = words(sign_in("lead").get(f"/alerts/{alert.reference}/"))
    assert case.count("This letter counts for the time to appeal") == 1
    assert case.index(second.reference) < case.index("This letter counts") < case.index(first.reference)


@pytest.mark.clause("P9a")
def test_the_letter_itself_says_that_it_takes_the_place_of_the_one_they_have(cast):
    alert = scenarios.active(cast)
    first = scenarios.posted(cast, alert)
    second = scenarios.issued(cast, alert)
    said = f"This letter takes the place of our letter of 10 June 2026, reference {first.reference}."
    assert said in text(bytes(IssuedPdf.objects.get(letter=second).content))
    assert said in IssuedPdf.objects.get(letter=second).text
    assert "takes the place" not in IssuedPdf.objects.get(letter=first).text


@pytest.mark.clause("P9a", refuses=True)
def test_beside_one_that_is_not_sent_yet_no_other_is_written(cast, sign_in):
    for kept in [scenarios.drafted, scenarios.issued]:
        with settling.undone():
            alert = scenarios.active(cast)
            first = kept(cast, alert)
            sentence = (
                f"Letter {first.reference} about this is not sent yet. Send that one, or cancel it and write another."
            )
            with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
                scenarios.drafted(cast, alert)
            assert_blocked(sign_in("lead").get(f"/alerts/{alert.reference}/letter/"), sentence)
            scenarios.cancelled(cast, first)
            assert scenarios.drafted(cast, alert).status == "DRAFT"


@pytest.mark.long
@pytest.mark.clause("P9a", refuses=True)
def test_nor_is_one_that_tells_of_it_beside_another(cast):
    alert, other = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "NO_LONE_MALES")
    alert, other = scenarios.approved(cast, alert), scenarios.approved(cast, other)
    first = scenarios.drafted(cast, alert, beside=[other])
    with nothing_changes(), pytest.raises(NotAllowed, match=f"Letter {first.reference} about this is not sent yet."):
        scenarios.drafted(cast, other)


@pytest.mark.long
@pytest.mark.clause("P9a")
def test_what_was_agreed_beside_each_holds_up_neither(cast):
    """One letter tells of the action that was agreed with both; the other is about another alert."""
    pairs, action = scenarios.active(cast), scenarios.agreed_action(cast)
    held = scenarios.drafted(cast, pairs)
    AlsoAbout.objects.create(letter=held, subject=action)
    assert selectors.waiting(held.kind, [scenarios.active(cast, "NO_LONE_MALES"), action]) is None
    assert selectors.waiting(held.kind, [pairs, action]) == held


@pytest.mark.long
@pytest.mark.clause("P9a")
def test_who_received_the_first_letter_late_keeps_the_days_that_it_gave(cast, sign_in):
    """The one that followed was there before it."""
    alert = scenarios.active(cast, days=20)
    first = scenarios.notified(cast, alert, days=20)
    second = scenarios.issued(cast, alert, method="BY_HAND")
    first = scenarios.received(cast, first, on=cast.today)
    letters = {"by": cast.lead, "method": "BY_HAND", "on": cast.today, "today": cast.today}
    services.record_posting(letter=second, version=second.version, **letters)
    Letter.objects.filter(pk=second.pk).update(reply_by=first.reply_by - timedelta(days=1))

    assert COUNTS in page(sign_in, first)
    assert scenarios.appealed(cast, alert).reply_by == first.reply_by


@pytest.mark.long
@pytest.mark.clause("P9a")
def test_the_days_that_they_were_given_are_not_taken_away(cast):
    """What is sent after it, and would be there sooner, leaves the last day where it was."""
    alert = scenarios.active(cast)
    first = scenarios.posted(cast, alert)
    assert first.reply_by == date(2026, 7, 10)
    second = scenarios.issued(cast, alert, method="BY_HAND")
    assert second.reply_by == date(2026, 7, 10)
    said = " ".join(IssuedPdf.objects.get(letter=second).text.split())
    assert "Your last day to appeal is 10 July 2026" in said
    assert "We had already given you more time, and you keep it." in said
    assert "We assume that it reaches you" not in said

    scenarios.returned(cast, first)
    third = scenarios.issued(cast, scenarios.active(cast, "NO_LONE_MALES"), method="BY_HAND")
    assert third.reply_by == date(2026, 7, 9), "there is none whose place it takes"


@pytest.mark.clause("P9a", refuses=True)
def test_it_speaks_of_no_letter_that_they_never_had(cast):
    for left in [scenarios.returned, scenarios.cancelled]:
        with settling.undone():
            alert = scenarios.active(cast)
            gone = left(
                cast, scenarios.posted(cast, alert) if left is scenarios.returned else scenarios.issued(cast, alert)
            )
            again = scenarios.issued(cast, alert)
            assert again.replaces == (gone if left is scenarios.returned else None)
            assert "takes the place" not in IssuedPdf.objects.get(letter=again).text


@pytest.mark.long
@pytest.mark.clause("P9a")
def test_it_takes_the_place_of_the_newest_that_they_have_or_else_of_the_newest_that_came_back(cast, sign_in):
    alert = scenarios.active(cast)
    first, second = scenarios.posted(cast, alert), scenarios.posted(cast, alert)
    written = scenarios.cancelled(cast, scenarios.drafted(cast, alert, words="It was reported that you swore."))
    assert scenarios.composed(cast, alert).replaces == second
    page = words(sign_in("lead").get(f"/alerts/{alert.reference}/letter/"))
    assert f"It takes the place of letter {second.reference}." in page
    assert f"It starts from the words of letter {written.reference}, cancelled." in page
    assert "you swore" in page

    scenarios.returned(cast, second)
    assert scenarios.composed(cast, alert).replaces == first, "they have that one"
    scenarios.returned(cast, first)
    assert scenarios.composed(cast, alert).replaces == second


@pytest.mark.clause("P9a", refuses=True)
def test_from_a_letter_that_came_back_no_time_to_appeal_has_begun(cast, sign_in):
    alert = scenarios.active(cast)
    letter = scenarios.returned(cast, scenarios.posted(cast, alert))
    said = page(sign_in, letter)
    assert "It came back, so no time to appeal has begun from it. No letter that counts has been sent" in said
    assert "Last day to appeal None from this letter: it came back" in said
    assert "10 July 2026" not in said
    assert "It never reached them: no time to appeal has begun from it" in words(
        sign_in("lead").get(f"/alerts/{alert.reference}/")
    )


# A letter that did not go out as planned: its later day holds, and a letter that puts it right is owed


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


@pytest.mark.clause("P9a", "P7c", refuses=True)
def test_it_is_owed_only_where_it_may_be_written(cast, late):
    for left in [scenarios.ended, lambda cast, alert: scenarios.never_write(cast)]:
        with settling.undone():
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


@pytest.mark.long
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
def test_none_of_them_is_left_out(cast, both, late_of_both):
    with time_machine.travel(cast.then(0), tick=False):
        for alert, other in (both, both[::-1]):
            sentence = f"Letter {late_of_both.reference} told of {other.reference} too, and a day in it was not right."
            with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
                scenarios.drafted(cast, alert)
    assert owes(cast) == [late_of_both.reference]


@pytest.mark.clause("P9a")
def test_a_letter_with_a_wrong_day_that_came_back_is_simply_written_again(cast, late):
    scenarios.returned(cast, late)
    with time_machine.travel(cast.then(0), tick=False):
        again = scenarios.issued(cast, late.subject)
    assert (again.replaces, again.in_place_of) == (late, None)
    assert owes(cast) == []


@pytest.mark.long
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


@pytest.mark.django_db
@pytest.mark.clause("P9a")
def test_a_correcting_letter_names_the_day_of_the_first_and_says_that_its_last_day_was_too_early(monkeypatch):
    days = {"planned_on": date(2026, 3, 30), "sent_on": date(2026, 4, 2)}
    monkeypatch.setattr(Letter, "in_place_of", Letter(reference="LT-2026-00011", put_right="Its last day", **days))
    text = said(letter(Kind.NOTIFICATION, reply_by=date(2026, 6, 1)))
    assert "our letter of 30 March 2026, reference LT-2026-00011" in text
    assert "The last day in our first letter was too early. This is the right one." in text
    assert "We had already given you more time" not in text


@pytest.mark.django_db
@pytest.mark.clause("P9a")
def test_who_keeps_an_earlier_longer_time_is_told_so_without_a_contradiction():
    text = said(letter(Kind.NOTIFICATION, reply_by=date(2026, 6, 1)))
    assert "You have at least 28 days from the day you receive this letter. We had already given you more time" in text
    assert "and you keep it." in text


def says(cast, subject, **when):
    return said(scenarios.composed(cast, subject, **when))


@pytest.mark.django_db
@pytest.mark.clause("P9b")
def test_a_late_letter_in_the_place_of_another_does_not_deny_its_news(cast):
    letter = scenarios.issued(cast, scenarios.appealed(cast, scenarios.told(cast)))
    cast.today += timedelta(days=29)
    sent = {"method": "FIRST_CLASS", "on": cast.today, "today": cast.today}
    services.record_posting(letter=letter, version=letter.version, by=cast.lead, **sent)
    text = says(cast, type(letter.subject).objects.get(pk=letter.subject.pk))
    assert "This letter takes the place of our letter" in text
    assert "It tells you nothing new." not in text
