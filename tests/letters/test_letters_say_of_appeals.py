"""What the letters about appeals say (Appendix E)."""

import pytest

from letters.choices import Kind

from .samples import AGAINST_AN_ACTION, LESS, SAID_OF_LESS, WITHIN, letter
from .saying import assert_says, printed

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both, pytest.mark.on_paper]


ABOUT_THAT = "The limits on how you can contact us do not stop you from calling or writing to us about that."


@pytest.mark.parametrize(
    ("outcome", "kept", "decision"),
    [
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
    ],
)
@pytest.mark.clause("E3")
def test_the_appeal_letter_says_what_was_decided_and_on_what_basis(outcome, kept, decision):
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


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.clause("P9a")
def test_the_letter_of_a_late_refusal_says_why_until_when_and_where_to_turn(kept):
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
    assert not [part for part in ("looked at it again", "What we looked at", "agree with your appeal") if part in text]
    assert ("The next review is due by 5 April 2027" in text) is kept


@pytest.mark.clause("E3")
def test_the_letter_of_a_partly_upheld_appeal_says_what_ended_and_what_stays():
    text = printed(letter("APPEAL_OUTCOME", facts={"outcome": "PARTLY"} | LESS))
    assert_says(text, *SAID_OF_LESS)
    assert "no longer applies" not in printed(letter("APPEAL_OUTCOME"))


@pytest.mark.parametrize(
    ("outcome", "kept", "decision"),
    [
        ("UPHELD", False, "We agree with your appeal, and we are sorry. What we decided no longer stands."),
        (
            "NOT_UPHELD",
            True,
            "We do not agree with your appeal. What we decided has not changed. It lasts until 2 October 2026.",
        ),
    ],
)
@pytest.mark.clause("E3")
def test_the_answer_to_an_appeal_against_an_action_says_whether_it_stands(outcome, kept, decision):
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


@pytest.mark.parametrize("kind", [Kind.APPEAL_OUTCOME, Kind.APPEAL_ACKNOWLEDGEMENT])
@pytest.mark.clause("E3", refuses=True)
def test_an_action_that_is_over_is_not_said_to_stand(kind):
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


@pytest.mark.parametrize(
    ("facts", "said"),
    [
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
    ],
    ids=[
        "late",
        "representative",
        "unauthorised",
        "documents",
        "own decision",
        "one stayed",
        "stayed",
        "ended",
        "agreement",
        "action",
    ],
)
@pytest.mark.clause("P9b")
def test_the_acknowledgement_says_what_is_different_with_this_appeal(facts, said):
    text = printed(letter("APPEAL_ACKNOWLEDGEMENT", facts=facts)).replace("• ", "")
    assert_says(text, said)


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
