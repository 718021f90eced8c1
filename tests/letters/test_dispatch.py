"""Before a letter goes out, it is asked whom it reaches: at a shared address, in a shared mailbox, or at a door."""

from datetime import timedelta

import pytest
import time_machine

from alerts.models import Alert
from alerts.writing import by_hand
from housing_alerts.customers.models import Membership, Tenancy
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from letters import dispatch, subjects
from letters.models import IssuedPdf, Letter
from tests import scenarios, settling
from tests.page import assert_asks, day, nothing_changes, send, words
from tests.scenarios import LODGER, WITHHOLD
from tests.step import chosen, fill
from tools.demo import Cast

from .sending import KNOWN, issue, post

pytestmark = pytest.mark.usefixtures("wednesday")


JORY = "D900009"
"""Who holds the tenancy together with Lewis Lodger."""


def flag(cast, reference, **flags):
    customer = cast.customers[reference]
    customer.refresh_from_db()
    for name, value in flags.items():
        setattr(customer, name, value)
    records.save(customer, by=cast.lead, why="It was told us.")
    return customer


def comes_to_live_there(cast, on):
    """Somebody whose post is not safe moves in on that day."""
    keziah = flag(cast, "D900006", never_write=True)
    place = Membership(customer=keziah, tenancy=Tenancy.objects.get(reference="T-D1"), starts=on)
    records.save(place, by=None, why="Imported")


def abused(cast):
    """The reports speak of it."""
    incident = scenarios.logged(cast, circumstances=["DOMESTIC_ABUSE"])
    return scenarios.approved(cast, scenarios.proposed_on(cast, incident))


def kept_from_them(cast):
    """Another alert is kept from the customer."""
    scenarios.active(cast, "WEAPONS", inform=WITHHOLD)
    return scenarios.active(cast)


def restricted(cast):
    """The file says why it is restricted."""
    alert = scenarios.active(cast)
    scenarios.restrict_file(cast, because="DOMESTIC_ABUSE")
    return alert


def no_message(cast):
    alert = scenarios.active(cast)
    flag(cast, LODGER, never_message=True)
    return alert


def other_at_risk(cast):
    """Somebody else at the address, whose file the Lead may not even open."""
    alert = scenarios.active(cast)
    flag(cast, JORY, restricted=True, restricted_because="SAFEGUARDING")
    return alert


def other_never_written_to(cast):
    alert = scenarios.active(cast)
    flag(cast, JORY, never_write=True)
    return alert


RISKS = {
    abused: "Somebody else lives at the address, and the reports speak of domestic abuse.",
    kept_from_them: "and another alert is kept from the customer because a letter could harm them or somebody at home.",
    restricted: "and the file is restricted because of domestic abuse.",
    no_message: "and no message may be left for the customer.",
    other_at_risk: "and the file of somebody there asks for care with contact.",
    other_never_written_to: "and the file of somebody there asks for care with contact.",
}


# A shared address with a risk


@pytest.mark.clause("P7c", refuses=True)
def test_at_an_address_with_a_risk_the_service_stops_and_asks(cast):
    for risk, sentence in RISKS.items():
        with settling.undone():
            letter = scenarios.drafted(cast, risk(cast))
            with nothing_changes(), pytest.raises(NotAllowed) as stopped:
                issue(cast, letter)
            assert sentence in str(stopped.value)
            assert "Jory" not in str(stopped.value), "who else is there, and why, is nobody's to read"
            assert "Say that the letter can go all the same, and how you know. Else cancel it." in str(stopped.value)
        for customer in cast.customers.values():
            customer.refresh_from_db()


@pytest.mark.clause("P7c", refuses=True)
def test_an_answer_without_words_or_without_the_tick_is_none(cast):
    letter = scenarios.drafted(cast, no_message(cast))
    for answer in ({"sure_of": [dispatch.SHARED], "words": " "}, {"sure_of": [], "words": KNOWN}):
        with nothing_changes(), pytest.raises(NotAllowed, match="no message may be left"):
            issue(cast, letter, **answer)


@pytest.mark.clause("P7c")
def test_the_answer_is_kept_on_the_letter_in_its_history_and_on_the_trail(cast, sign_in):
    letter = scenarios.drafted(cast, abused(cast))
    issued = issue(cast, letter, sure_of=[dispatch.SHARED], words=KNOWN)

    (kept,) = issued.answers
    assert (kept["code"], kept["by"], kept["on"], kept["said"]) == (dispatch.SHARED, "Lena Ledger", "2026-06-10", KNOWN)
    why = f"Issued: notification of an alert. Said to be right: a risk at the address. {KNOWN}"
    assert issued.history.first().history_change_reason == why
    assert AuditEvent.objects.get(action="issue letter").why == why
    page = words(sign_in("lead").get(f"/letters/{letter.reference}/"))
    assert f"{RISKS[abused]} Whoever opens the letter would know. {KNOWN} Lena Ledger" in page
    # what was answered is not asked again, and the posting keeps no second answer
    assert post(cast, letter).answers == issued.answers


@pytest.mark.clause("P7c", refuses=True)
def test_a_risk_that_became_known_since_it_was_issued_stops_the_posting(cast):
    letter = scenarios.issued(cast, scenarios.active(cast))
    flag(cast, JORY, never_message=True)
    with nothing_changes(), pytest.raises(NotAllowed, match="the file of somebody there asks for care with contact"):
        post(cast, letter)

    sent = post(cast, letter, sure_of=[dispatch.SHARED], words=KNOWN)
    assert (sent.status, len(sent.answers)) == ("SENT", 1)
    why = AuditEvent.objects.get(action="record posting of letter").why
    assert why == f"Sent by first class post on 10 June 2026. Said to be right: a risk at the address. {KNOWN}"


@pytest.mark.clause("P7c")
def test_the_checklist_of_the_draft_says_that_it_will_be_asked(cast, sign_in):
    letter = scenarios.drafted(cast, no_message(cast))
    said = words(sign_in("lead").get(f"/letters/{letter.reference}/"))
    assert "Whether it can go there You will be asked Somebody else lives at the address" in said
    assert "You will be asked about the place before it is issued." in said
    assert "Every point is in order" not in said


@pytest.mark.clause("P7c", refuses=True)
def test_a_further_risk_is_asked_about_though_another_was_answered(cast):
    letter = scenarios.drafted(cast, abused(cast))
    issue(cast, letter, sure_of=[dispatch.SHARED], words=KNOWN)
    flag(cast, LODGER, never_message=True)
    with pytest.raises(
        NotAllowed, match="no message may be left for the customer and the reports speak of domestic abuse"
    ):
        post(cast, letter)


@pytest.mark.clause("P7c", refuses=True)
@pytest.mark.parametrize("since", ["another", "another at risk"])
def test_the_same_sentence_about_somebody_else_is_asked_again(cast, since):
    flag(cast, JORY, never_message=True)
    letter = issue(cast, scenarios.drafted(cast, scenarios.active(cast)), sure_of=[dispatch.SHARED], words=KNOWN)
    (answered,) = letter.answers
    assert str(cast.customers[JORY].pk) not in answered["about"]

    if since == "another":  # Jory Lodger moves out, and somebody else moves in
        place = Membership.objects.get(customer__reference=JORY)
        place.ends = cast.ago(1)
        records.save(place, by=None, why="Imported")
        comes_to_live_there(cast, cast.today)
    elif since == "another at risk":
        comes_to_live_there(cast, cast.today)
    (asked,) = dispatch.asked(letter, on=cast.today)
    assert asked.sentence == answered["asked"], "nobody reads of whom it speaks"
    with nothing_changes(), pytest.raises(NotAllowed, match="the file of somebody there asks for care with contact"):
        post(cast, letter)


@pytest.mark.clause("P7c")
def test_who_moves_out_leaves_nothing_to_ask(cast):
    flag(cast, LODGER, never_message=True)
    comes_to_live_there(cast, cast.ago(5))
    letter = issue(cast, scenarios.drafted(cast, scenarios.active(cast)), sure_of=[dispatch.SHARED], words=KNOWN)
    place = Membership.objects.get(customer__reference=JORY)
    place.ends = cast.ago(1)
    records.save(place, by=None, why="Imported")
    assert dispatch.asked(letter, on=cast.today) == []


@pytest.mark.clause("P7c")
def test_where_nothing_is_known_nothing_is_asked(cast):
    """A joint tenancy alone is no risk."""
    sent = scenarios.posted(cast, scenarios.active(cast))
    assert (sent.status, sent.answers) == ("SENT", [])


ABUSE = ["DOMESTIC_ABUSE"]
OF_SOMEBODY = "the file of somebody there asks for care with contact"


def told_elsewhere(cast):
    """A report on the customer in no case yet, while the letter is about another case."""
    scenarios.logged(cast, circumstances=ABUSE)


def told_of_the_partner(cast):
    """A report on whoever lives there too, such as one that says that the customer abuses them."""
    scenarios.logged(cast, JORY, circumstances=["SAFEGUARDING"])


def settled_about_the_partner(cast):
    scenarios.settled(cast, JORY, circumstances=ABUSE)


def kept_from_the_partner(cast):
    scenarios.active(cast, "WEAPONS", JORY, inform=WITHHOLD)


ELSEWHERE = {
    told_elsewhere: "the reports speak of domestic abuse",
    told_of_the_partner: OF_SOMEBODY,
    settled_about_the_partner: OF_SOMEBODY,
    kept_from_the_partner: OF_SOMEBODY,
}


@pytest.mark.clause("P7c", refuses=True)
def test_a_danger_at_home_is_asked_about_whatever_case_tells_of_it(cast):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    for known, sentence in ELSEWHERE.items():
        with settling.undone():
            known(cast)
            with nothing_changes(), pytest.raises(NotAllowed) as stopped:
                issue(cast, letter)
            asked = f"Somebody else lives at the address, and {sentence}. Whoever opens the letter would know."
            assert asked in str(stopped.value)
            assert "Jory" not in str(stopped.value)


@pytest.mark.clause("P7c", refuses=True)
def test_what_another_case_tells_since_the_issue_stops_the_posting(cast):
    letter = scenarios.issued(cast, scenarios.active(cast))
    told_elsewhere(cast)
    with nothing_changes(), pytest.raises(NotAllowed, match=ELSEWHERE[told_elsewhere]):
        post(cast, letter)
    assert post(cast, letter, sure_of=[dispatch.SHARED], words=KNOWN).status == "SENT"


@pytest.mark.clause("P7c", refuses=True)
def test_a_report_on_somebody_else_there_asks_again_though_the_sentence_is_the_same(cast):
    comes_to_live_there(cast, cast.ago(5))
    letter = issue(cast, scenarios.drafted(cast, scenarios.active(cast)), sure_of=[dispatch.SHARED], words=KNOWN)
    told_of_the_partner(cast)
    with nothing_changes(), pytest.raises(NotAllowed, match=OF_SOMEBODY):
        post(cast, letter)


def recorded_in_error(cast):
    scenarios.void(cast, circumstances=ABUSE)
    scenarios.void(cast, JORY, circumstances=ABUSE)


def moved_out(cast):
    told_of_the_partner(cast)
    kept_from_the_partner(cast)
    place = Membership.objects.get(customer__reference=JORY)
    place.ends = cast.ago(1)
    records.save(place, by=None, why="Imported")


def told_in_time_to_come(cast):
    with time_machine.travel(cast.then(-2), tick=False):
        told_elsewhere(cast)
        told_of_the_partner(cast)


def of_another_kind(cast):
    scenarios.logged(cast, circumstances=["ANTI_SOCIAL_BEHAVIOUR"])
    scenarios.logged(cast, JORY, circumstances=["DANGEROUS_DOG"])
    scenarios.active(cast, "WEAPONS", JORY)
    scenarios.ended(cast, scenarios.active(cast, "VISIT_IN_PAIRS", JORY, inform=WITHHOLD))


@pytest.mark.clause("P7c")
def test_what_is_void_gone_later_or_of_another_kind_asks_nothing(cast):
    for nothing in [recorded_in_error, moved_out, told_in_time_to_come, of_another_kind]:
        with settling.undone():
            letter = scenarios.drafted(cast, scenarios.active(cast))
            nothing(cast)
            assert dispatch.asked(letter, on=cast.today) == []
            assert issue(cast, letter).answers == []


@pytest.mark.clause("P7c")
def test_who_else_lives_there_costs_three_queries_however_many_reports_there_are(cast, django_assert_num_queries):
    comes_to_live_there(cast, cast.ago(5))
    for known in (told_elsewhere, told_of_the_partner, kept_from_the_partner):
        known(cast)
    lodger, others = cast.customers[LODGER], [cast.customers[JORY], cast.customers["D900006"]]
    with django_assert_num_queries(3):
        found = subjects.known_at_home(lodger, others, on=cast.today)
    assert found == (["the reports speak of domestic abuse"], {others[0].pk})


def shares_the_mailbox(cast):
    scenarios.has_email(cast)
    return flag(cast, "D900006", email=cast.customers[LODGER].email.upper())


@pytest.mark.clause("P7c", refuses=True)
def test_who_else_reads_the_mailbox_is_asked_before_an_email_goes_out(cast, sign_in):
    shares_the_mailbox(cast)
    letter = scenarios.drafted(cast, scenarios.active(cast), method="EMAIL")
    sentence = "Somebody else has the same e-mail address, and would read the letter."
    with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
        issue(cast, letter)
    assert sentence in words(sign_in("lead").get(f"/letters/{letter.reference}/issue/"))
    letter = issue(cast, letter, sure_of=[dispatch.MAILBOX], words=KNOWN)
    assert post(cast, letter, method="EMAIL").answers[0]["code"] == dispatch.MAILBOX


@pytest.mark.clause("P7c", refuses=True)
def test_the_mailbox_is_asked_about_where_it_goes_by_email_after_all(cast, sign_in):
    shares_the_mailbox(cast)
    letter = scenarios.issued(cast, scenarios.active(cast))
    with nothing_changes(), pytest.raises(NotAllowed, match="Somebody else has the same e-mail address"):
        post(cast, letter, method="EMAIL")
    url = f"/letters/{letter.reference}/posting/"
    page = send(sign_in("lead"), url, letter, method="EMAIL", **day("on", cast.today))
    assert "Somebody else has the same e-mail address" in words(page)
    assert post(cast, letter, method="BY_HAND", sure_of=[dispatch.BY_HAND], words=KNOWN).status == "SENT"


@pytest.mark.clause("P7c")
def test_what_was_planned_by_email_and_goes_on_paper_asks_nothing_of_the_mailbox(cast):
    scenarios.has_email(cast)
    letter = scenarios.issued(cast, scenarios.active(cast), method="EMAIL")
    shares_the_mailbox(cast)
    assert post(cast, letter, method="BY_HAND", sure_of=[dispatch.BY_HAND], words=KNOWN).status == "SENT"


@pytest.mark.clause("P7c", refuses=True)
def test_where_nobody_else_is_recorded_the_file_is_asked_about_all_the_same(cast):
    """Who lives there is what the housing system knows."""
    flag(cast, "D900005", never_message=True)
    letter = scenarios.drafted(cast, scenarios.active(cast, customer="D900005"))
    with pytest.raises(NotAllowed, match="Somebody else may be at the address, and no message may be left"):
        issue(cast, letter)


@pytest.mark.parametrize(("flags", "sentence"), [
    ({"never_write": True}, "must never be written to"), ({"died": True}, "has died. No letter can be made."),
])  # fmt: skip
@pytest.mark.clause("P7c", refuses=True)
def test_what_forbids_a_letter_cannot_be_answered_away(cast, flags, sentence):
    letter, issued = scenarios.drafted(cast, abused(cast)), None
    issued = issue(cast, letter, sure_of=[dispatch.SHARED], words=KNOWN)
    flag(cast, LODGER, **flags)
    answer = {"sure_of": [dispatch.SHARED, dispatch.UNCONFIRMED], "words": KNOWN}
    with nothing_changes(attempts=1), pytest.raises(NotAllowed, match=sentence):
        post(cast, issued, **answer)


# By e-mail


def unknown(cast):
    """The housing system has their e-mail address no more."""
    flag(cast, LODGER, email="")


@pytest.mark.long
@pytest.mark.clause("P9a", refuses=True)
def test_where_no_address_is_known_nothing_goes_by_email(cast, sign_in):
    alert, sentence = scenarios.active(cast), "No e-mail address is known for Lewis Lodger."
    with pytest.raises(NotAllowed, match=sentence):
        scenarios.drafted(cast, alert, method="EMAIL")

    scenarios.has_email(cast)
    issued = scenarios.issued(cast, Alert.objects.get(pk=alert.pk), method="EMAIL")
    draft = scenarios.drafted(cast, scenarios.active(cast, "NO_LONE_MALES"), method="EMAIL")
    unknown(cast)
    with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
        issue(cast, draft)
    with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
        post(cast, issued, method="EMAIL")
    assert f"How and when it is sent See to this {sentence}" in words(
        sign_in("lead").get(f"/letters/{draft.reference}/")
    )
    sent = post(cast, issued, method="BY_HAND", sure_of=[dispatch.BY_HAND], words=KNOWN)
    assert sent.sent_method == "BY_HAND", "on paper it goes all the same"


@pytest.mark.clause("P9a")
def test_where_one_is_known_it_goes_by_email(cast):
    scenarios.has_email(cast)
    issued = scenarios.issued(cast, scenarios.active(cast), method="EMAIL")
    assert post(cast, issued, method="EMAIL").sent_method == "EMAIL"


# The pages


def test_the_page_of_the_posting_asks_too(cast, sign_in):
    letter, client = scenarios.issued(cast, scenarios.active(cast)), sign_in("lead")
    flag(cast, JORY, never_write=True)
    url = f"/letters/{letter.reference}/posting/"
    sent = {"method": "FIRST_CLASS"} | day("on", cast.today)
    assert_asks(
        send(client, url, letter, **sent),
        "Check the address, and tick what is right. Else cancel the letter",
        "Say how you know that the letter can go there",
    )
    (shared,) = dispatch.asked(letter, on=cast.today)
    assert send(client, url, letter, **sent, sure_of=[shared.key], words=KNOWN).status_code == 302
    assert Letter.objects.get(pk=letter.pk).status == "SENT"


@pytest.mark.clause("P7c", refuses=True)
def test_what_was_ticked_answers_no_question_that_the_page_did_not_show(cast, sign_in):
    """A further risk became known while the page stood open: its box has the same name, and asks something else."""
    letter, client = scenarios.drafted(cast, abused(cast)), sign_in("lead")
    url = f"/letters/{letter.reference}/issue/"
    (shared,) = dispatch.asked(letter, on=cast.today)
    flag(cast, LODGER, never_message=True)
    with nothing_changes():
        again = send(client, url, letter, sure_of=[shared.key], words=KNOWN)
    assert_asks(again, "Check the address, and tick what is right. Else cancel the letter", typed=(KNOWN,))
    assert "no message may be left for the customer and the reports speak of domestic abuse" in words(again)
    assert chosen(again, "sure_of") == []


# A posting that is recorded late


@pytest.fixture
def two_days_later(cast):
    """A letter that was issued on Wednesday, and it is Friday."""
    letter = scenarios.issued(cast, scenarios.active(cast), method="BY_HAND", on=cast.today + timedelta(days=2))
    with time_machine.travel("2026-06-12 09:30+00:00", tick=False):
        yield letter


@pytest.mark.clause("P7c")
def test_a_posting_that_is_recorded_late_is_asked_about_for_its_own_day(cast, sign_in, two_days_later):
    letter, friday = two_days_later, cast.today + timedelta(days=2)
    comes_to_live_there(cast, friday)
    assert [doubt.code for doubt in dispatch.asked(letter, on=friday)] == [dispatch.SHARED]
    sent = post(cast, letter, method="BY_HAND", on=cast.today, today=friday)
    assert (sent.status, [kept["code"] for kept in sent.answers]) == ("SENT", [dispatch.BY_HAND])


@pytest.mark.clause("P7c")
def test_what_was_reported_since_does_not_matter_to_a_letter_that_had_gone(cast, two_days_later):
    letter, friday = two_days_later, cast.today + timedelta(days=2)
    later = scenarios.logged(cast, circumstances=["DOMESTIC_ABUSE"])
    letter.subject.investigation.incidents.add(later)
    scenarios.active(Cast(cast.people, cast.customers, friday), "WEAPONS", inform=WITHHOLD)
    assert dispatch.asked(letter, on=cast.today) == []
    asked = next(doubt for doubt in dispatch.asked(letter, on=friday) if doubt.code == dispatch.SHARED)
    assert "the reports speak of domestic abuse and another alert is kept from the customer" in asked.sentence


@pytest.mark.long
@pytest.mark.clause("P7c", refuses=True)
def test_the_page_asks_again_for_the_day_that_was_typed_and_loses_nothing(cast, sign_in, two_days_later):
    letter, client, friday = two_days_later, sign_in("lead"), cast.today + timedelta(days=2)
    comes_to_live_there(cast, friday)
    url = f"/letters/{letter.reference}/posting/"
    (asked,) = dispatch.asked(letter, on=friday)
    assert asked.sentence in words(client.get(url)), "it was planned for Friday"

    wednesday = {"method": "BY_HAND"} | day("on", cast.today)
    with nothing_changes():
        early = send(client, url, letter, method="", **day("on", cast.today))
        assert asked.sentence not in words(early), "on Wednesday nobody had come to live there"
        late = send(client, url, letter, method="BY_HAND", **day("on", friday))
    assert_asks(
        late,
        "Check the address, and tick what is right. Else cancel the letter",
        "Say how you know that the letter can go there",
        typed=("12", "6", "2026"),
    )
    assert send(client, url, letter, **wednesday).status_code == 302


@pytest.mark.clause("P9a")
def test_the_address_that_the_answer_confirms_is_the_one_of_that_day(cast, two_days_later):
    letter, friday = two_days_later, cast.today + timedelta(days=2)
    place = Membership.objects.get(customer__reference=LODGER)
    place.confirmed_on = cast.today - timedelta(days=400)
    records.save(place, by=cast.lead, why="He said so.")
    scenarios.moved(Cast(cast.people, cast.customers, friday), cast.customers[LODGER])
    sent = {"method": "BY_HAND", "on": cast.today, "today": friday}
    letter = post(cast, letter, **sent, sure_of=[dispatch.UNCONFIRMED], words=KNOWN)
    place.refresh_from_db()
    assert place.confirmed_on == cast.today
    assert Membership.objects.get(customer__reference=LODGER, tenancy__reference="T-NEW").confirmed_on is None
    assert letter.answers[-1]["on"] == "2026-06-12", "the day it was answered"


@pytest.mark.clause("P7c")
def test_of_a_joint_tenancy_the_letter_is_one_persons_alone(cast, sign_in):
    alert = scenarios.active(cast)
    draft, client = scenarios.drafted(cast, alert), sign_in("lead")
    alone = "This letter is for Lewis Lodger alone: nobody else is told."
    assert draft.addressee == "Mr Lewis Lodger"
    page = words(client.get(f"/letters/{draft.reference}/issue/"))
    assert alone in page
    assert "Jory" not in page
    issued = issue(cast, draft)
    assert alone in words(client.get(f"/letters/{draft.reference}/posting/"))
    assert "Jory" not in IssuedPdf.objects.get(letter=issued).text


# Whoever takes it to a door reads first what is asked there, and the Lead says who goes (§7, D4)


WHO_GOES = "Priya Shah and I go together, and he knows that we come."
BY_HAND = {"method": "BY_HAND"}


def _asked(letter, on, how=""):
    return [doubt.sentence for doubt in dispatch.asked(letter, on=on, how=how) if doubt.code == dispatch.BY_HAND]


@pytest.mark.clause("P7b", "D4", refuses=True)
def test_a_letter_goes_by_hand_only_once_the_lead_says_who_goes(cast, sign_in):
    alert = scenarios.active(cast)
    letter = scenarios.drafted(cast, alert, **BY_HAND)
    client, page = sign_in("lead"), f"/letters/{letter.reference}/issue/"
    opened = words(client.get(page))
    assert f"By hand, somebody goes to this door, and is asked there: “{alert.instruction}” Say who goes." in opened
    assert "Who goes there, and how do you know that it can go?" in opened
    assert fill(client, page).status_code != 302
    with pytest.raises(NotAllowed, match=r"By hand, somebody goes to this door"):
        issue(cast, letter)
    issued = issue(cast, letter, sure_of=[dispatch.BY_HAND], words=WHO_GOES)
    assert issued.answers[0]["said"] == WHO_GOES
    assert _asked(issued, cast.today, "BY_HAND") == []


@pytest.mark.clause("P7b", "D4", refuses=True)
def test_it_is_asked_of_what_went_by_hand_in_the_end_and_not_of_the_post(cast):
    letter = issue(cast, scenarios.drafted(cast, scenarios.active(cast)))
    assert _asked(letter, cast.today) == []
    with pytest.raises(NotAllowed, match=r"By hand, somebody goes to this door"):
        post(cast, letter, method="BY_HAND")
    assert post(cast, letter, method="BY_HAND", sure_of=[dispatch.BY_HAND], words=WHO_GOES).status == "SENT"


@pytest.mark.clause("D4")
def test_what_a_marker_asks_counts_too_and_calls_and_another_door_do_not(cast):
    customer = cast.customers[scenarios.LODGER]
    assert by_hand.at_the_door(customer, on=cast.today) == []
    scenarios.mark(cast, scenarios.logged(cast, violent=True))
    assert by_hand.at_the_door(customer, on=cast.today) == ["Go with at least one other colleague."]
    assert by_hand.at_the_door(cast.customers[scenarios.HONG], on=cast.today) == []


@pytest.mark.clause("D4")
def test_an_alert_on_calls_alone_asks_nothing_of_whoever_goes(cast):
    alert = scenarios.active(cast)
    alert.controls = ["END_CALL"]
    alert.save()
    assert by_hand.at_the_door(alert.customer, on=cast.today) == []
