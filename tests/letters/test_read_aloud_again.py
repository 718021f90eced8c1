"""Nothing that a second stranger stumbled over when the letters were read aloud: invitations, threats, contradictions."""

from datetime import date

import pytest

from alerts.models import Alert, Incident, Investigation
from alerts.writing import drafts, measures, suggestions
from appeals import suggestions as of_appeals
from letters.choices import Kind
from tests import scenarios

from .samples import AGAINST_AN_ACTION, letter, said

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]


def now(alert):
    return Alert.objects.get(pk=alert.pk)


def told(cast, *conditions):
    """An alert on contact with these conditions, of which the customer was told."""
    return scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=list(conditions))


def ended_by_review(cast, alert):
    return scenarios.removed_at_a_review(cast, alert)


def kept_by_review(cast, alert):
    return scenarios.reviewed(cast, scenarios.under_review(cast, alert))


# What can hurt: an invitation to come, a threat to come in


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("limited", [True, False])
@pytest.mark.clause("P5", refuses=True)
def test_no_letter_opens_every_way_to_whoever_may_be_kept_out_of_our_offices(kind, limited):
    text = said(letter(kind, facts={"limited": limited}))
    assert not [words for words in ("in any way", "do not apply to", "do not apply if", "suits you") if words in text]
    by_letter_or_call = "The limits on how you can contact us do not stop you from calling or writing to us about that."
    assert (by_letter_or_call in text) is limited


@pytest.mark.clause("P9a")
def test_an_appeal_names_its_ways_and_a_visit_is_none():
    box = said(letter(Kind.NOTIFICATION, facts={"limited": True}))
    ways = box[box.index("Use any of these ways:") : box.index("Tell us why you think")]
    assert [words for words in ("Write to", "Send an e-mail", "Call us", "Ask someone") if words not in ways] == []
    assert not [words for words in ("come", "visit", "office") if words in ways.lower()]


@pytest.mark.clause("E2", refuses=True)
def test_what_ended_does_not_sound_like_forcing_the_door(cast):
    alert = scenarios.told(cast, "WEAPONS")
    review = scenarios.under_review(cast, alert)
    text = said(
        scenarios.composed(cast, scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=["POLICE_ADVICE"]))
    )
    assert "no longer asks for this: - Two people come together when they visit you. - If nobody lets us in" in text
    assert "We leave" not in text


# What misleads: limits that are none, or suspended

HEDGE = {"kind": "SUSPENDED", "words": "For now we do not cut your hedge."}
BY_LETTER = {
    "kind": "COMPLAINTS",
    "words": "Please make complaints to us only by letter.",
    "details": {"route": "LETTER"},
}
OF_CONTACT = (
    *("how and when you can contact us", "answer contact outside", "contact us in every usual way"),
    *("contact us in the way", "Our answers may take longer"),
)


@pytest.mark.parametrize("condition", [HEDGE, BY_LETTER], ids=["a service", "complaints"])
@pytest.mark.parametrize("decided", [None, kept_by_review, ended_by_review], ids=["imposed", "kept", "removed"])
@pytest.mark.clause("E1", "E2")
def test_where_no_way_of_contact_is_limited_none_is_spoken_of(cast, condition, decided):
    alert = told(cast, condition)
    text = said(scenarios.composed(cast, decided(cast, alert) if decided else alert))
    offered = suggestions.removals([now(alert)])
    assert [words for words in OF_CONTACT if words in " ".join([text, *offered])] == []
    assert (condition["words"] in text) is (decided is not ended_by_review)
    assert ("The measures of this alert are listed below." in text) is (decided is None)
    assert ("alert asked of you and of us has ended." in text) is (decided is ended_by_review)


@pytest.mark.clause("E2")
def test_where_contact_was_limited_it_is_said_to_be_open_again(cast):
    again = "You can contact us in every usual way again."
    assert again in said(scenarios.composed(cast, ended_by_review(cast, told(cast, scenarios.CONDITION))))


FITS = "Complain in a way that fits the limits on {}, or ask somebody to do it for you"


@pytest.mark.parametrize(
    ("conditions", "limits"),
    [
        ([BY_LETTER], "complaints"),
        ([BY_LETTER, scenarios.CONDITION], "how you can contact us"),
        ([scenarios.CONDITION], "how you can contact us"),
        ([HEDGE], ""),
    ],
    ids=["complaints", "both", "contact", "neither"],
)
@pytest.mark.clause("P5")
def test_a_complaint_goes_the_way_that_was_left_open_for_it(cast, conditions, limits):
    text = said(scenarios.composed(cast, told(cast, *conditions)))
    assert [words for words in ("complaints", "how you can contact us") if FITS.format(words) in text] == (
        [limits] if limits else []
    )


@pytest.mark.parametrize("decided", [None, kept_by_review], ids=["imposed", "kept"])
@pytest.mark.clause("P9b")
def test_while_the_limits_are_suspended_no_answer_is_refused(cast, decided):
    alert = told(cast, scenarios.CONDITION)
    scenarios.appealed(cast, alert, stay=True)
    text = said(scenarios.composed(cast, decided(cast, now(alert)) if decided else now(alert)))
    assert "This does not apply to you until we have decided on your appeal." in text
    assert measures.AS_USUAL in text
    assert not [words for words in ("We may not answer contact", "contact us stay.") if words in text]


@pytest.mark.clause("E1")
def test_limits_that_are_all_over_are_not_said_to_be_listed(cast):
    alert = scenarios.restricted(cast)
    alert.conditions.update(ends=cast.ago(1))
    (one,) = scenarios.composed(cast, now(alert)).facts["alerts"]
    assert (one["measure"], one["conditions"], one["consequence"]) == (
        measures.NONE_APPLY,
        [],
        measures.IN_AN_EMERGENCY,
    )


@pytest.mark.clause("E2")
def test_an_alert_that_keeps_its_limits_lists_them_and_nothing_beside_them(cast):
    hours = {"kind": "TIMES", "words": "Please ring between ten and noon."}
    alert = told(cast, scenarios.CONDITION, hours)
    gone = [alert.conditions.all()[0].pk]
    review = scenarios.reviewed(
        cast, scenarios.under_review(cast, alert), outcome="STEP_DOWN", controls=alert.controls, lifted=gone
    )
    text = said(scenarios.composed(cast, review))
    assert "What still applies Please ring between ten and noon." in text.replace("- ", "")
    assert "We keep to limits" not in text
    assert "Our answers may still take longer because of what still applies." in text


@pytest.mark.parametrize(
    ("code", "conditions", "longer"),
    [
        ("VISIT_IN_PAIRS", [], measures.VISITS_MAY_TAKE_LONGER),
        ("VISIT_IN_PAIRS", [scenarios.CONDITION], measures.MAY_TAKE_LONGER),
        ("CONTACT_MANAGEMENT", [scenarios.CONDITION], measures.ANSWERS_MAY_TAKE_LONGER),
        ("CONTACT_MANAGEMENT", [HEDGE], measures.IN_AN_EMERGENCY),
    ],
)
@pytest.mark.clause("E2")
def test_only_what_the_measures_touch_may_take_longer(cast, code, conditions, longer):
    assert measures.may_take_longer(scenarios.active(cast, code, conditions=conditions), cast.today) == longer


# What was kept from them, and what somebody signed

KEPT_BACK = "We decided not to write to you about it"
SORRY = "We should have written to you then. We are sorry."


def informed_since(cast, **answers):
    """The review at which the Lead answered that the customer is told of what was kept from them for harm."""
    return scenarios.reviewed(
        cast, scenarios.under_review(cast, scenarios.active(cast, inform=scenarios.WITHHOLD)), **answers
    )


@pytest.mark.clause("P7c")
def test_nobody_is_sorry_for_what_was_kept_back_on_purpose(cast):
    text = said(scenarios.composed(cast, informed_since(cast, outcome="REMOVE")))
    assert f"{KEPT_BACK} at that time." in text
    assert SORRY not in text
    forgotten = said(scenarios.composed(cast, ended_by_review(cast, scenarios.active(cast, customer=scenarios.HONG))))
    assert SORRY in forgotten
    assert KEPT_BACK not in forgotten


@pytest.mark.clause("P7c", "E1")
def test_a_late_letter_says_why_it_is_late_once(cast):
    alert = now(informed_since(cast).alert)
    late = f"{KEPT_BACK} before."
    assert late in said(scenarios.composed(cast, alert))
    scenarios.posted(cast, alert)
    assert late not in said(scenarios.composed(cast, now(alert)))
    assert KEPT_BACK not in said(scenarios.composed(cast, scenarios.active(cast, customer=scenarios.HONG)))


@pytest.mark.clause("P7c", "E1")
def test_an_alert_in_the_place_of_one_that_was_kept_back_is_not_late(cast):
    kept_back = scenarios.active(cast, inform=scenarios.WITHHOLD)
    follows = scenarios.approved(cast, scenarios.proposed_to_replace(cast, kept_back, "WEAPONS"))
    assert follows.withheld_before
    assert KEPT_BACK not in said(scenarios.composed(cast, follows))


@pytest.mark.parametrize(("kept", "signed"), [(False, True), (True, True), (False, False)])
@pytest.mark.clause("E3")
def test_whoever_signed_an_agreement_and_won_reads_that_it_binds_them_no_more(kept, signed):
    facts = AGAINST_AN_ACTION | {"outcome": "UPHELD", "kept": kept, "for_signature": signed}
    text = said(letter(Kind.APPEAL_OUTCOME, facts=facts))
    free = (
        "You do not have to sign the agreement. If you signed or agreed to it, you do not have to keep to it any more."
    )
    assert (free in text) is (signed and not kept)


# What a letter begins with, and what it says twice


@pytest.mark.parametrize(("about", "blames"), [("RISK", False), ("BEHAVIOUR", True)])
@pytest.mark.clause("E1", "E4")
def test_a_report_of_a_risk_alone_begins_with_no_behaviour(cast, about, blames):
    alert = scenarios.active(cast)
    incident = alert.investigation.incidents.get()
    Incident.objects.filter(pk=incident.pk).update(about=about)
    incident.behaviours.clear()
    file = Investigation.objects.get(pk=alert.investigation.pk)
    begun = [drafts.suggested_incident(now(alert)), drafts.suggested_matter(file)]
    assert ["your behaviour was" in words for words in begun] == [blames, blames]
    assert all(words.endswith(("said that ", "behaviour was ")) for words in begun)


@pytest.mark.clause("E1")
def test_a_report_of_a_dog_begins_with_no_behaviour(cast):
    dog = scenarios.logged(cast, behaviour="", circumstances=["DANGEROUS_DOG"])
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, dog, "DANGEROUS_DOGS"))
    assert drafts.suggested_incident(alert).endswith("It said that ")


@pytest.mark.clause("E1", "E3")
def test_suggested_words_do_not_say_again_what_the_letter_says(cast):
    appeal = scenarios.prepared(cast, scenarios.active(cast))
    assert not [words for words in of_appeals.considered(appeal) if "received" in words]
    assert not [words for words in suggestions.NOT_ASKED if "before we decided" in words]
    assert "stay better" not in drafts.REMOVAL
    together = suggestions.removals(
        [scenarios.active(cast, "DANGEROUS_DOGS"), scenarios.active(cast, customer=scenarios.HONG)]
    )
    assert not [words for words in together if "What matters" in words]


@pytest.mark.clause("D3b")
def test_an_agreement_asks_for_no_copy_of_itself():
    text = said(letter(Kind.BEHAVIOUR_AGREEMENT))
    assert "Keep the rest of the letter." in text
    assert "keep a copy" not in text


@pytest.mark.parametrize("changed", [{}, {"nothing": True, "actions": [], "follows": ""}], ids=["an action", "nothing"])
@pytest.mark.clause("E4")
def test_who_had_nothing_imposed_reads_that_a_record_is_kept(changed):
    text = said(letter(Kind.INVESTIGATION_OUTCOME, facts=changed))
    assert "We keep a record of the report, and of what was decided." in text


@pytest.mark.clause("P9a")
def test_the_days_to_appeal_end_on_the_twenty_eighth_day_after_the_letter_came():
    text = said(letter(Kind.NOTIFICATION))
    assert "We assume that it reaches you on 8 April 2026." in text
    assert f"Your last day to appeal is {date(2026, 5, 6):%-d %B %Y}" in text
