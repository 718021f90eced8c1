"""Appendix E: what each letter says, for either organisation, read in its source."""

from datetime import date

import pytest

from letters.choices import Kind
from letters.printing import rendering
from tests import scenarios

from . import reader
from .samples import AGAINST_AN_ACTION, CONTACT, IN_PAIRS, LESS, SAID_OF_LESS, WITHIN, letter, said
from .saying import assert_says

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]


def printed(written):
    """Its words, without the marks of its lists."""
    return said(written).replace(" - ", " ")


ORGANISATIONS = {
    "teign": ("Teign Housing", "01632 960100", "contact-management@teign.example", "Sample House"),
    "templer": ("Templer HomeBuild", "01632 960200", "contact-management@templer.example", "Specimen Court"),
}
REMOVED = {"outcome": "REMOVE", "review_by": "", "consequence": "Two people no longer have to come together."}


@pytest.mark.clause("P1")
def test_each_letter_stands_under_its_own_organisation():
    for code in ORGANISATIONS:
        for kind in Kind.values:
            text = printed(letter(kind, code=code))
            signs = "Helen Headley Head of Service" if kind == "APPEAL_OUTCOME" else "Priya Shah Operational Lead"
            assert_says(text, *ORGANISATIONS[code], f"Yours sincerely {signs}, Housing {ORGANISATIONS[code][0]}")
            others = next(words for other, words in ORGANISATIONS.items() if other != code)
            assert not [part for part in others if part in text]


@pytest.mark.clause("E1")
def test_the_notification_says_all_that_appendix_e_asks():
    for code in ORGANISATIONS:
        name, telephone, email, _ = ORGANISATIONS[code]
        assert_says(
            printed(letter("NOTIFICATION", code=code)),
            "you shouted at him, stood in his way and raised your fist",
            "such behaviour is not acceptable",
            "Two of our staff or contractors will come together to every visit to your home.",
            "This measure, known as a “Visit in Pairs” alert, is recorded on our system.",
            "We may need longer to arrange repairs and visits",
            "We review every alert at least once a year. We will review this one within 12 months, by 5 April 2027",
            "What would lead to it being removed We may remove it if things get better and stay better",
            "and we have no further concerns. Calm visits",
            "Calm visits between now and the review will count in your favour.",
            "think about what happened, and whether you would like to say sorry to the person who was affected.",
            "If you want to, tell Priya Shah, who will pass it on. Please do not contact that person yourself.",
            "You have the right to appeal. You have 28 days from the day you receive this letter. We assume that it reaches "
            "you on 8 April 2026. If it comes later, tell us: you then have longer.",
            "Your last day to appeal is 6 May 2026",
            f"Write to {name}",
            f"Send an e-mail to {email}.",
            f"Call us on {telephone}. We will write your appeal down for you.",
            "Ask someone to do it for you",
            "Please send us any supporting information with your appeal",
            "Please give our reference, LT-2026-00012.",
            "We will answer within 28 days of receiving your appeal.",
        )


@pytest.mark.clause("P9a")
def test_a_kinder_organisation_prints_its_own_window():
    written = letter("NOTIFICATION")
    written.organisation.appeal_days = 42
    written.organisation.answer_days = 14
    assert_says(printed(written), "You have 42 days from the day you receive", "We will answer within 14 days")


@pytest.mark.clause("P5", "P9a")
def test_each_letter_says_whom_it_is_to_and_what_no_alert_can_take_away():
    for kind in Kind.values:
        written = letter(kind)
        text = printed(written)
        assert_says(
            text,
            "Mr Lewis Lodger 14 Harbour View Bishopsteignton Testmouth TQ99 2ZZ",
            f"Date: {written.planned_on:%-d %B %Y}",
            "Our reference: LT-2026-00012",
            f"Dear Mr Lodger {written.wording.title.upper().partition('THE ALERT ')[0]}",
            "emergency repairs, and repairs of a hazard in your home. We come as soon as",
            "Call us on 01632 960100 for emergency repairs, safety checks, or help when somebody is at risk.",
            "If someone is in danger now, call 999",
            "have your gas and electricity checked and made safe",
            "safeguarding",
            "make a complaint to us and, if you are not happy with our answer, take it to the Housing Ombudsman: PO Box 1484, "
            "Unit D, Preston, PR2 0ET, telephone 0300 111 3000, www.housing-ombudsman.org.uk",
            "get legal advice, and ask your MP or a local councillor to help you",
            "have an advocate",
            "You can ask to see what we hold about you. You can ask us to put it right, and you can object to how we use it.",
            "To do that, call us. You can also write to our Data Protection Officer at the address at the top of this letter",
            "0303 123 1113, ico.org.uk.",
            "Please ask us. Call 01632 960100",
            "Please ask for Priya Shah.",
        )
        assert "limits on how you can contact us" not in text
        assert "do not stop you from calling" not in text


@pytest.mark.clause("P13a")
def test_what_we_hold_is_told_by_the_periods_and_the_contact_of_that_landlord(cast):
    scenarios.kept_for(cast, SANCTION=18, AFTER_VIOLENCE=18, NO_SANCTION=1)
    written = letter("REMOVAL")
    ours = written.organisation
    ours.data_protection_name, ours.data_protection_email = "Ann Example", "data@teign.example"
    ours.data_protection_address, ours.privacy_notice = "Box 1\nTestmouth", "teign.example/privacy"
    assert_says(
        printed(written),
        "We keep a record of this to keep people safe, and to show that we were fair. We keep it for 18 months after the last "
        "alert about you has ended. We keep it longer while we still keep something newer about you, or while something is "
        "open, such as a complaint or a court case. Then we delete it.",
        "write to Ann Example at Box 1, Testmouth, or by e-mail to data@teign.example. Our privacy notice says more: "
        "teign.example/privacy.",
    )
    warned = letter("WRITTEN_WARNING", organisation=ours)
    assert "We keep it for 1 month after it has ended. We keep it longer while we still keep something else" in printed(
        warned
    )
    worked_on = "We keep it for 1 month after our last work on it."
    assert worked_on in printed(letter("AGREED_ACTION", organisation=ours))
    by_default = letter("APPEAL_OUTCOME", code="templer")
    assert "2 years after the last alert about you has ended, or for 6 years if violence was reported." in printed(
        by_default
    )


OUTSIDE = "The limits on how you can contact us do not stop you from appealing. Use any of these ways:"
"""An appeal may come by any call or letter (P9a). A question may not: it is contact that the limits are there for (D3.2)."""


ALWAYS = "In an emergency you can always call us. No limit stops you from that."
"""The one call that the rest of a letter may speak of to whoever may not call: an appeal is outside the limits, too (§9)."""


@pytest.mark.clause("P5", "P9a")
def test_under_limits_on_contact_each_letter_says_what_is_outside_them_and_asks_for_nothing_else():
    """A limit on how somebody may contact us is no limit on a gas leak, an appeal, or a word that they do not understand."""
    for kind in Kind.values:
        written = letter(kind, facts={"limited": True})
        text = printed(written)
        assert_says(
            text,
            "Call us on 01632 960100 for emergency repairs, safety checks, or help when somebody is at risk. The limits on "
            "how you can contact us do not stop you from calling us about that.",
            "If someone is in danger now, call 999",
            "The limits on how you can contact us do not stop you from calling or writing to us about that.",
            "Complain in a way that fits the limits on how you can contact us, or ask somebody to do it for you",
            "If you have a named contact, ask them. If not, ask for Priya Shah.",
            "The limits do not stop you from calling or writing to us if you need this letter explained",
        )
        assert (WITHIN in text) is (kind != Kind.APPEAL_ACKNOWLEDGEMENT)
        assert (OUTSIDE in text) is written.grants_appeal
        of_appeal = "You can always call or write to us about your appeal."
        assert (of_appeal in text) is (kind == Kind.APPEAL_ACKNOWLEDGEMENT)
        asks = ("Please ask us. Call", "Please ask for", "call us", "Call 01632", "Please call")
        assert not [each for each in asks if each in text.replace(ALWAYS, "")]
        every_way = ("in any way", "do not apply to", "do not apply if", "suits you")
        assert not [each for each in every_way if each in text]


def test_whom_to_ask_need_not_be_who_signs():
    text = printed(letter("APPEAL_OUTCOME", signatory="Helen Headley", contact="Lena Ledger"))
    assert_says(text, "Yours sincerely Helen Headley", "Please ask for Lena Ledger.")
    assert "Please ask for Helen Headley." in printed(letter("APPEAL_OUTCOME", contact=""))


def test_two_alerts_stand_each_with_their_measure_and_conditions():
    text = printed(letter("NOTIFICATION", facts={"alerts": [IN_PAIRS, CONTACT]}))
    assert_says(
        text,
        "on your record: “Visit in Pairs” alert It applies from 5 April 2026. Two of our staff or contractors",
        "“Contact Management” alert It applies from 7 April 2026.",
        "Call us only on Mondays and Thursdays, from 10am to noon. This applies until 5 October 2026.",
        "Send us at most one e-mail a day. This applies. At the review we decide whether it goes on.",
        "These measures, known as “Visit in Pairs” and “Contact Management” alerts, are recorded",
        "It takes the place of the “Single Point of Contact” alert that was on your record before.",
        "We will review the “Visit in Pairs” alert within 12 months, by 5 April 2027.",
        "We will review the “Contact Management” alert within 6 months, by 7 October 2026.",
        "We will write to you after each review. What would lead to an alert being removed We may remove an alert if",
    )


@pytest.mark.clause("E1", "P5")
def test_the_end_of_conditions_stands_beside_each_and_not_as_the_end_of_the_alert():
    until = {"applies": "applies until 5 October 2026"}
    limits = [{"words": "Please ring after ten.", **until}, {"words": "Please write once a day.", **until}]
    written = letter("NOTIFICATION", facts={"alerts": [IN_PAIRS | {"conditions": limits}]})
    text = rendering.source(written.template, written.context())
    for each in limits:
        assert f"{each['words']} This applies until" in text
    assert "<p>This applies" not in text
    assert "All of this" not in text


def test_nobody_is_asked_to_say_sorry_where_it_would_do_harm():
    text = printed(letter("NOTIFICATION", facts={"invite_apology": False}))
    assert "sorry" not in text
    assert_says(text, "We kindly ask you to think about what happened.")


@pytest.mark.clause("E1", refuses=True)
def test_where_nobody_behaved_badly_nothing_is_called_unacceptable():
    text = printed(letter("NOTIFICATION", facts={"behaviour": False, "invite_apology": False}))
    assert_says(
        text,
        "Our staff and contractors must be able to do their work safely.",
        "What you can do If you know what would help to keep everybody safe, please tell us.",
    )
    assert not [said for said in ("not acceptable", "sorry", "think about what happened") if said in text]


@pytest.mark.clause("E2", "P9a")
def test_the_review_letter_says_that_the_alert_stays_and_how_to_appeal():
    assert_says(
        printed(letter("REVIEW_OUTCOME")),
        "The “Visit in Pairs” alert stays on your record at this time. We decided this on 2 April 2026.",
        "In October and again in January you shouted at our contractors.",
        "Two people will still come together to home visits, repairs and safety checks.",
        "We will review this one by 2 April 2027",
        "If you disagree with this decision You have the right to appeal against this decision, and against the alert itself. "
        "You have 28 days",
        "Your last day to appeal is 6 May 2026",
        "Send an e-mail to contact-management@teign.example.",
    )


@pytest.mark.clause("E2")
def test_the_review_letter_says_that_the_alert_is_removed_and_whom_to_ask():
    text = printed(letter("REVIEW_OUTCOME", grants_appeal=False, reply_by=None, facts=REMOVED))
    assert_says(
        text,
        "We are pleased to tell you that we have removed the “Visit in Pairs” alert from your record.",
        "Two people no longer have to come together.",
        "If you have questions Please ask us. Call 01632 960100",
    )
    assert "appeal" not in text
    assert "We will review" not in text


@pytest.mark.clause("E2")
def test_the_review_letter_says_that_the_alert_is_lighter():
    text = printed(letter("REVIEW_OUTCOME", facts={"outcome": "STEP_DOWN"} | LESS))
    assert_says(
        text,
        "We have made the “Visit in Pairs” alert lighter.",
        *SAID_OF_LESS,
        "Your last day to appeal is 6 May 2026",
    )


@pytest.mark.clause("E1")
def test_the_names_of_three_alerts_are_told_with_a_comma():
    third = CONTACT | {"name": "Weapons"}
    text = printed(letter("NOTIFICATION", facts={"alerts": [IN_PAIRS, CONTACT, third]}))
    assert_says(text, "known as “Visit in Pairs”, “Contact Management” and “Weapons” alerts")


@pytest.mark.clause("E4")
def test_the_letter_of_an_outcome_says_what_was_decided_what_follows_and_how_to_appeal():
    assert_says(
        printed(letter("INVESTIGATION_OUTCOME")),
        "What we looked into We looked into a report that you shouted",
        "Thank you for doing that. We took what you said into account.",
        "We have not put an alert on your record because of this report. We decided this on 2 April 2026.",
        "What happens next This is what follows: Written warning, which stands until 2 October 2026. If you shout",
        "Your last day to appeal is 6 May 2026",
    )


@pytest.mark.clause("E4")
def test_the_letter_of_an_outcome_says_that_nothing_follows_and_whom_to_ask():
    facts = {"actions": [], "follows": "", "nothing": True, "side": ""}
    text = printed(letter("INVESTIGATION_OUTCOME", grants_appeal=False, reply_by=None, facts=facts))
    assert_says(text, "We are not taking this report any further.", "If you have questions Please ask us.")
    assert not [said for said in ("appeal", "your side", "happens next") if said in text]


@pytest.mark.clause("P8b")
def test_the_letter_of_a_removal_says_since_when_why_and_what_it_means():
    for because in ["RISK_REDUCED", "CIRCUMSTANCES", "ERROR"]:
        text = printed(letter("REMOVAL", facts={"because": because}))
        assert_says(
            text,
            "We removed the “Visit in Pairs” alert from your record on 2 October 2026.",
            "Why we decided this Since April all visits to your home have been calm.",
            "Two people no longer have to come together to home visits, repairs and safety checks.",
        )
        assert_says(text, "Priya Shah, Operational Lead, Housing, made the decision.")
        assert ("We made a mistake when we put it there. We are sorry." in text) is (because == "ERROR")
        assert ("good news" in text) is (because == "RISK_REDUCED")
        assert not [part for part in ("last day", "We will review") if part in text]


YOUR_SIDE = "We normally ask you for your side first, unless that would put somebody at risk."


@pytest.mark.clause("D3b", refuses=True)
def test_no_letter_promises_more_than_the_procedure_does():
    facts = {Kind.REVIEW_OUTCOME: {"considered": True}}
    text = {kind: printed(letter(kind, facts=facts.get(kind, {}))) for kind in Kind}
    assert {kind for kind in Kind if "your side first" in text[kind]} == {
        kind for kind in Kind if YOUR_SIDE in text[kind]
    }
    assert_says(text[Kind.REVIEW_OUTCOME], f"{YOUR_SIDE} A Head of Service then decides")
    assert_says(text[Kind.NOTIFICATION], "Whoever meets or helps you is told what to do. Only those who need to know")


@pytest.mark.clause("D3a")
def test_a_written_warning_says_what_happened_until_when_it_stands_and_what_may_follow():
    for formal in [False, True]:
        day = {"reply_by": date(2026, 5, 6)} if formal else {}
        text = printed(letter("WRITTEN_WARNING", grants_appeal=formal, **day))
        assert_says(
            text,
            "We were told that you shouted and swore at two of our staff",
            "such behaviour is not acceptable",
            "This is a written warning. It stands until 2 October 2026.",
            "If it happens again, we may go further. For example, we may limit how and when you can contact us.",
            f"{YOUR_SIDE} A Head of Service would decide.",
            "What we ask of you Please speak calmly with our staff",
        )
        assert ("Your last day to appeal is 6 May 2026" in text) is formal
        assert ("Tell us your side of it" in text) is not formal
        assert "alert" not in text


@pytest.mark.clause("D3b")
def test_a_behaviour_agreement_says_what_both_agree_to_and_is_signed_by_both():
    text = printed(letter("BEHAVIOUR_AGREEMENT"))
    assert_says(
        text,
        "What you agree to I will speak calmly with your staff. I will not swear at them or stand in their way.",
        "What we agree to We will treat you with respect and listen to what you say.",
        "If you agree, the agreement lasts until 2 October 2026.",
        "If you agree and do not keep to it, we may go further.",
        "If you do not agree, there is no agreement. You can appeal whether you agree or not.",
        "If we do not keep to it, please tell us.",
        f"{YOUR_SIDE} A Head of Service would decide.",
        "On 2 April 2026 we decided to offer you an agreement. It stands at the end of this letter, on a page of its own.",
        "Helen Headley, Head of Service, Housing, made the decision.",
        "The agreement between Mr Lewis Lodger and Teign Housing What you agree to",
        "If there is something in it that you cannot keep to, or want to change, tell us before you agree.",
        "If you agree, sign it and send that page to the address at the top of this letter, or to "
        "contact-management@teign.example, by 20 April 2026. Keep the rest of the letter. If you want a copy signed by us, ask.",
        "If you do not want to agree, please tell us why, so that we can talk about it.",
        "Signed by Mr Lewis Lodger Date Signed for Teign Housing Date",
        "Your last day to appeal is 6 May 2026",
    )
    assert "alert" not in text


@pytest.mark.clause("D3b")
def test_the_letter_of_an_agreed_action_says_what_it_is_and_how_to_appeal_and_nothing_of_any_alert():
    text = printed(letter("AGREED_ACTION"))
    assert_says(
        text,
        "We looked into a report that you shouted",
        "On 2 April 2026 we decided to offer you mediation, by 20 April 2026.",
        "A mediator who does not work for us will call you.",
        "Your last day to appeal is 6 May 2026",
    )
    assert "alert" not in text


@pytest.mark.long
@pytest.mark.on_paper
def test_a_preview_says_on_each_page_that_it_is_one():
    unkept = letter("NOTIFICATION", reference="")
    pages = reader.pages(rendering.render(unkept.template, unkept.context()))
    assert len(pages) > 1
    assert all("Preview – this letter has not been issued" in page for page in pages)
    assert_says(pages[0], "Our reference: Draft")
    assert "Please give our reference" not in " ".join(pages)
    kept = letter("NOTIFICATION")
    assert "Preview" in reader.text(rendering.render(kept.template, kept.context() | {"preview": True}))
    assert "Preview" not in reader.text(rendering.render(kept.template, kept.context()))


# Appeals


ABOUT_THAT = "The limits on how you can contact us do not stop you from calling or writing to us about that."


@pytest.mark.clause("E3")
def test_the_appeal_letter_says_what_was_decided_and_on_what_basis():
    for outcome, kept, decision in [
        (
            "UPHELD",
            False,
            "We agree with your appeal, and we are sorry. The “Visit in Pairs” alert has been removed from your record.",
        ),
        (
            "PARTLY",
            True,
            "We agree with part of your appeal. The “Visit in Pairs” alert stays on your record, but we have changed it.",
        ),
        ("NOT_UPHELD", True, "We do not agree with your appeal. The “Visit in Pairs” alert stays on your record."),
        (
            "NOT_UPHELD",
            False,
            "We do not agree with your appeal. The “Visit in Pairs” alert is no longer on your record.",
        ),
    ]:
        review_by = "5 April 2027" if kept else ""
        text = printed(letter("APPEAL_OUTCOME", facts={"outcome": outcome, "kept": kept, "review_by": review_by}))
        assert_says(
            text,
            "We received your appeal about the “Visit in Pairs” alert on 20 April 2026.",
            decision,
            "We decided this on 12 May 2026.",
            "We considered the supporting information you gave us, and what our Operational Lead put together.",
            "You sent us a letter from your doctor",
            "The operative’s report is clear",
            "If you have questions Please ask us. Call 01632 960100",
        )
        assert ("reviews “Visit in Pairs” alerts at least once a year" in text) is kept
        assert ("We will write to you after each review" in text) is kept
        assert ("“What stays open to you” says how to take it further." in text) is (outcome != "UPHELD")
        assert text.count("Housing Ombudsman") == 1
        assert "You can ask them for advice at any time" in text


@pytest.mark.clause("P9a")
def test_the_letter_of_a_late_refusal_says_why_until_when_and_where_to_turn():
    for kept in [True, False]:
        facts = {
            "outcome": "REFUSED",
            "last_day": "6 May 2026",
            "received_on": "20 May 2026",
            "kept": kept,
            "considered": "",
        }
        text = printed(letter("APPEAL_OUTCOME", facts=facts | {"basis": "Nothing kept you from appealing in time."}))
        assert_says(
            text,
            "This letter tells you why we cannot look at your appeal, and what you can do now.",
            "We received your appeal about the “Visit in Pairs” alert on 20 May 2026. Your appeal came too late, so "
            "we have not looked at whether our decision was right.",
            "The last day to appeal was 6 May 2026.",
            "We decided this on 12 May 2026.",
            "The “Visit in Pairs” alert stays on your record."
            if kept
            else "The “Visit in Pairs” alert is no longer on your record.",
            "Why we decided this Nothing kept you from appealing in time.",
            "You can complain to us about how we dealt with your appeal.",
        )
        assert not [
            part for part in ("looked at it again", "What we looked at", "agree with your appeal") if part in text
        ]
        assert ("The next review is due by 5 April 2027" in text) is kept


@pytest.mark.clause("E3")
def test_the_letter_of_a_partly_upheld_appeal_says_what_ended_and_what_stays():
    text = printed(letter("APPEAL_OUTCOME", facts={"outcome": "PARTLY"} | LESS))
    assert_says(text, *SAID_OF_LESS)
    assert "no longer applies" not in printed(letter("APPEAL_OUTCOME"))


@pytest.mark.clause("E3")
def test_the_answer_to_an_appeal_against_an_action_says_whether_it_stands():
    for outcome, kept, decision in [
        ("UPHELD", False, "We agree with your appeal, and we are sorry. What we decided no longer stands."),
        (
            "NOT_UPHELD",
            True,
            "We do not agree with your appeal. What we decided has not changed. It lasts until 2 October 2026.",
        ),
    ]:
        text = printed(letter("APPEAL_OUTCOME", facts=AGAINST_AN_ACTION | {"outcome": outcome, "kept": kept}))
        assert_says(
            text,
            "We received your appeal about the behaviour agreement of 2 April 2026 on 20 April 2026.",
            decision,
            "You sent us a letter from your doctor",
            "The operative’s report is clear",
        )
        assert not [part for part in ("alert", "on your record", "next review") if part in text]


OVER = "What we decided no longer applies. It stood until 2 October 2026."


@pytest.mark.clause("E3", refuses=True)
def test_an_action_that_is_over_is_not_said_to_stand():
    for kind in [Kind.APPEAL_OUTCOME, Kind.APPEAL_ACKNOWLEDGEMENT]:
        text = printed(letter(kind, facts=AGAINST_AN_ACTION | {"over": True}))
        assert_says(text, OVER)
        assert not [said for said in ("still stands", "stands until") if said in text]


@pytest.mark.clause("P9b")
def test_the_acknowledgement_says_what_happens_next_by_when_and_whom_to_ask():
    text = printed(letter("APPEAL_ACKNOWLEDGEMENT"))
    assert_says(
        text,
        "We received your appeal about the “Visit in Pairs” alert on 20 April 2026.",
        "The Head of Service for Housing, or another member of our Leadership Team, then decides on your appeal",
        "We will send you our answer by 18 May 2026",
        "If you have not heard from us soon after that day, please ask us.",
        "The “Visit in Pairs” alert stays on your record, and all that we told you about it still applies.",
        "Priya Shah looks after your appeal, and puts together all that we know about it. If you want to add anything,",
        "If you have questions Please ask us. Call 01632 960100",
    )
    assert not [part for part in ("last day", "came with it", "made it for you", "own decision") if part in text]


@pytest.mark.clause("P9b")
def test_the_acknowledgement_says_what_is_different_with_this_appeal():
    for facts, words in [
        (
            {"late": "10 April 2026"},
            "It came after the last day to appeal, which was 10 April 2026. We have accepted it all the same",
        ),
        ({"by": "Ann Advocate"}, "on 20 April 2026. It was made for you by Ann Advocate."),
        (
            {"by": "Ann Friend", "no_authority": True},
            "by Ann Friend. You have not told us that they may act for you, so we tell them nothing.",
        ),
        (
            {"documents": "A letter from your doctor.\nTwo photographs."},
            "This came with it: A letter from your doctor. Two",
        ),
        ({"own_allowed": False}, "Nobody decides on an appeal against their own decision."),
        (
            {"stayed": ["Please contact us by letter only."]},
            "This limit does not apply to you until we have decided: Please contact us by letter only. What our staff",
        ),
        ({"stayed": ["Ring before ten.", "Write."]}, "These limits do not apply to you until we have decided:"),
        ({"kept": False}, "The “Visit in Pairs” alert has been removed from your record already."),
        (
            AGAINST_AN_ACTION | {"for_signature": True},
            "You do not have to sign the behaviour agreement, now or later. If you have signed or agreed to it already, it",
        ),
        (AGAINST_AN_ACTION | {"action_name": "written warning"}, "What we decided goes on meanwhile."),
    ]:
        text = printed(letter("APPEAL_ACKNOWLEDGEMENT", facts=facts))
        assert_says(text, words)


@pytest.mark.clause("P9b")
def test_whoever_may_contact_us_within_limits_only_reads_that_none_bars_their_appeal_or_their_data():
    text = printed(letter("APPEAL_ACKNOWLEDGEMENT", facts={"limited": True}))
    assert_says(
        text,
        "You can always call or write to us about your appeal. For anything else, please keep to the limits on how you can "
        "contact us.",
        f"or by e-mail to contact-management@teign.example. {ABOUT_THAT}",
    )
    assert WITHIN not in text
    health = f"reasonable adjustment. {ABOUT_THAT}"
    assert_says(printed(letter("NOTIFICATION", facts={"limited": True})), health)
    assert health not in printed(letter("NOTIFICATION"))
