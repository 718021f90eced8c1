"""No letter promises or thanks for more than is so: no absolute promise, nothing that did not happen (§5, §8, §13)."""

import pytest

from alerts.models import Alert, AlertType, Investigation
from alerts.writing import drafts, measures, suggestions
from appeals import suggestions as of_appeals
from letters import services
from letters.choices import Kind
from tests import scenarios
from tests.page import words as shown

from .samples import REMOVAL, letter

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]


def said(written):
    """The letter as text."""
    return " ".join(services.as_text(services.source(written)).split())


# Promises


@pytest.mark.parametrize("kind", Kind.values)
def test_no_letter_says_that_emergencies_are_never_delayed(kind):
    text = said(letter(kind))
    assert "never delayed" not in text
    assert "as soon as it is safe" in text or "as soon as we can" in text


def test_nor_do_the_words_of_any_type_of_alert():
    told = [" ".join([each.measure, each.consequence]) for each in AlertType.objects.filter(letter_required=True)]
    assert [words for words in [*told, measures.MAY_TAKE_LONGER] if "never delayed" in words] == []
    each = (measures.EMERGENCIES, measures.TO_EMERGENCIES)
    assert all(any(come in words for come in each) for words in [*told, measures.MAY_TAKE_LONGER])


@pytest.mark.parametrize("kind", Kind.values)
def test_no_letter_promises_that_a_record_is_deleted_before_its_period_is_over(kind):
    once_it_is_over = "or while something is open, such as a complaint or a court case. Then we delete it."
    assert "delete" not in said(letter(kind)).replace(once_it_is_over, "")


@pytest.mark.clause("E1")
def test_removal_is_spoken_of_once_and_not_promised(cast):
    alert = scenarios.active(cast)
    for removal in suggestions.removals([alert]):
        told = {"incident": "You shouted.", "reason": "It was the second time.", "removal": removal}
        facts = drafts.notification(alert, on=cast.today, invite_apology=True, **told)
        text = said(letter(Kind.NOTIFICATION, facts=facts))
        assert text.count("We may remove it") == 1
        assert "will remove" not in text


@pytest.mark.clause("E1")
def test_of_several_alerts_it_is_said_what_would_lead_to_the_removal_of_each(cast, sign_in):
    """Words about visits alone would leave somebody with limits on contact in the dark."""
    pairs, dog = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "DANGEROUS_DOGS")
    pairs, dog = scenarios.approved(cast, pairs), scenarios.approved(cast, dog)
    visits, shut = "If the next visits are calm, that will count in your favour.", "Shutting it away before each visit"

    _, both, *each = suggestions.removals([pairs, dog])

    assert visits in both and shut in both
    assert [(visits in words, shut in words) for words in each] == [(True, False), (False, True)]
    assert len(suggestions.removals([pairs, pairs])) == 2, "what is the same of each is said once"
    assert both in shown(sign_in("lead").get(f"/alerts/{pairs.reference}/letter/"))


# Thanks, and what was heard and sent


@pytest.mark.parametrize(
    ("side", "told", "untold"),
    [
        ("GIVEN", "You told us your side of it. Thank you for doing that.", "chose not to"),
        (
            "REFUSED",
            "We asked you for your side of it, and you chose not to give it. You can still tell us",
            "Thank you for doing",
        ),
        ("", "We have not put an alert on your record because of this report.", "your side"),
    ],
)
@pytest.mark.clause("E4")
def test_nobody_is_thanked_for_a_side_that_they_did_not_give(cast, side, told, untold):
    file = scenarios.considered(cast)
    file.discussions.filter(counterpart="CUSTOMER").update(side=side)
    file = Investigation.objects.get(pk=file.pk)
    text = said(scenarios.composed(cast, file))
    assert told in text
    assert untold not in text
    listened = [words for words in suggestions.considered(file) if "listened to your side" in words]
    assert bool(listened) is (side == "GIVEN")


@pytest.mark.parametrize(
    ("sent", "told"), [("A letter from my doctor.", "the supporting information"), ("", "the reasons")]
)
@pytest.mark.clause("E3")
def test_supporting_information_is_spoken_of_where_some_came(cast, sent, told):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast), documents=sent))
    assert f"We considered {told} you gave us, and what our Operational Lead put together." in said(
        scenarios.composed(cast, appeal)
    )
    assert any("what you sent" in words for words in of_appeals.considered(appeal)) is bool(sent)
    assert not [words for words in of_appeals.bases(appeal) if "sent us" in words]


DANGERS = {"violence": {"violent": True}, "a threat": {"behaviour": "THREAT_OF_VIOLENCE"}, "a weapon": {"weapon": True}}


def thanked(review):
    return bool([words for words in suggestions.reasons(review) if "hank you" in words])


@pytest.mark.parametrize("danger", [*DANGERS, ""])
@pytest.mark.clause("E2")
def test_nobody_is_thanked_for_working_with_us_after_violence_or_a_threat_of_it(cast, danger):
    incident = scenarios.logged(cast, **DANGERS.get(danger, {}))
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, incident))
    scenarios.posted(cast, alert)
    alert.refresh_from_db()
    review = scenarios.reviewed(
        cast, scenarios.under_review(cast, alert), outcome="REMOVE", danger="He has moved to another county."
    )
    assert thanked(review) is (not danger)
    assert len(suggestions.reasons(review)) == 4


@pytest.mark.clause("E2")
def test_an_alert_that_took_the_place_of_one_about_violence_brings_no_thanks_either(cast):
    violent = scenarios.approved(cast, scenarios.proposed_on(cast, scenarios.logged(cast, violent=True)))
    scenarios.posted(cast, violent)
    violent.refresh_from_db()
    follows = scenarios.approved(cast, scenarios.more_proposed(cast, violent, "CHANGE_TYPE", type=weapons()))
    review = scenarios.reviewed(
        cast, scenarios.under_review(cast, follows), outcome="REMOVE", danger="He has moved to another county."
    )
    assert not thanked(review)


def weapons():
    return AlertType.objects.get(code="WEAPONS")


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize(("outcome", "words"), [("REMOVE", "You have kept to what"), ("STEP_DOWN", "You have kept to")])
@pytest.mark.clause("E2", refuses=True)
def test_nobody_is_said_to_have_kept_to_what_no_letter_told_them(cast, told, outcome, words):
    alert = scenarios.restricted(cast)
    if told:
        scenarios.posted(cast, alert)
    review = scenarios.under_review(cast, Alert.objects.get(pk=alert.pk))
    review.outcome = outcome
    assert any(words in text for text in suggestions.reasons(review)) is told


@pytest.mark.parametrize("kind", Kind.values)
def test_no_letter_closes_with_thanks_for_working_with_us(kind):
    text = said(letter(kind))
    assert "Thank you for working with us" not in text.replace(REMOVAL["reason"], "")
    assert "Thank you for taking the time to read this letter." in text


# Visits, and ways of contact


@pytest.mark.clause("E1", "E2")
def test_an_alert_about_contact_speaks_of_no_visits(cast):
    alert = scenarios.restricted(cast)
    told = said(scenarios.posted(cast, alert))
    review = scenarios.reviewed(cast, scenarios.under_review(cast, Alert.objects.get(pk=alert.pk)))
    kept = said(scenarios.composed(cast, review))
    offered = [
        *suggestions.removals([alert]),
        *suggestions.reasons(review),
        measures.may_take_longer(alert, cast.today),
    ]
    assert [words for words in (told, kept, *offered) if "visit" in words.lower()] == []
    about_visits = scenarios.active(cast, "NO_LONE_MALES")
    assert "visit" in measures.may_take_longer(about_visits, cast.today)
    assert any("visit" in words for words in suggestions.removals([about_visits]))


STEPPED_DOWN = {"visits": "Our visits have gone well", "reach": "We can make it easier for you to reach us."}


@pytest.mark.parametrize(
    ("code", "offered", "left"), [("CONTACT_MANAGEMENT", "reach", "visits"), ("VISIT_IN_PAIRS", "visits", "reach")]
)
def test_what_got_better_is_what_the_alert_is_about(cast, code, offered, left):
    alert = scenarios.restricted(cast) if code == "CONTACT_MANAGEMENT" else scenarios.active(cast, code)
    scenarios.posted(cast, alert)
    review = scenarios.under_review(cast, Alert.objects.get(pk=alert.pk))
    review.outcome = "STEP_DOWN"
    text = " ".join(suggestions.reasons(review))
    assert STEPPED_DOWN[offered] in text
    assert STEPPED_DOWN[left] not in text


CALLS = ("call us", "Call 01632", "Please call")


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.clause("P5")
def test_whoever_may_not_call_is_asked_to_call_by_no_paragraph(kind):
    """But to appeal, which is outside the limits, as the letter says there (§9), and in an emergency."""
    always = "In an emergency you can always call us. No limit stops you from that."
    text = said(letter(kind, facts={"limited": True})).replace(always, "")
    assert [call for call in CALLS if call in text] == []


@pytest.mark.parametrize(("planned", "limited"), [(0, True), (1, False)])
@pytest.mark.clause("P5")
def test_what_another_letter_tells_by_the_day_of_posting_is_known(cast, planned, limited):
    """The alert that restricts contact is told of by a letter that waits for the post."""
    scenarios.issued(cast, scenarios.restricted(cast), on=cast.ago(-planned))
    other = scenarios.composed(cast, scenarios.active(cast, "VISIT_IN_PAIRS"))
    assert other.facts["limited"] is limited
