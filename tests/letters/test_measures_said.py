"""What a letter says of the measures and the limits of an alert: those that apply, are suspended, or are over (§5, E1, E2)."""

from datetime import timedelta

import pytest

from alerts.models import Alert, AlertType
from alerts.writing import measures, suggestions
from housing_alerts.kernel.refusals import NotAllowed
from letters.choices import Kind
from letters.printing import rendering
from tests import scenarios, settling

from .samples import APPEAL_ACKNOWLEDGEMENT, IN_PAIRS, letter, said
from .saying import assert_says, printed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


# What the measures touch


def test_measures_ask_politely_and_say_who():
    told = " ".join(measures.MEASURES.values())
    for words in (
        "Please shut your animal away before we come in.",
        "A woman who works for us does not come to your home alone.",
        "A man who works for us does not come to your home alone.",
        "We may ask the police for advice",
    ):
        assert words in told
    assert "agreed ways" not in told


def test_a_type_says_why_it_takes_longer():
    for code in ["NO_LONE_FEMALES", "NO_LONE_MALES"]:
        type = AlertType.objects.get(code=code)
        assert "because not everybody can come to you on their own" in type.consequence
        assert "two people" not in type.consequence
        assert (
            "You no longer have to shut your dog away"
            in AlertType.objects.get(code="DANGEROUS_DOGS").consequence_removed
        )


@pytest.mark.clause("E1", "E2")
def test_all_three_measures_of_a_weapon_are_told_at_the_start():
    weapons = AlertType.objects.get(code="WEAPONS")
    assert set(weapons.controls) == {"AT_LEAST_TWO", "POLICE_ADVICE", "NO_FORCED_ENTRY"}
    for words in (weapons.measure, weapons.consequence_kept):
        assert "come together" in words
        assert "police" in words
        assert "extra safety rules" in words
    assert measures.MEASURES["NO_FORCED_ENTRY"] in weapons.measure


@pytest.mark.long
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


HEDGE = {"kind": "SUSPENDED", "words": "For now we do not cut your hedge."}


@pytest.mark.clause("E2")
def test_only_what_the_measures_touch_may_take_longer(cast):
    for code, conditions, longer in [
        ("VISIT_IN_PAIRS", [], measures.VISITS_MAY_TAKE_LONGER),
        ("VISIT_IN_PAIRS", [scenarios.CONDITION], measures.MAY_TAKE_LONGER),
        ("CONTACT_MANAGEMENT", [scenarios.CONDITION], measures.ANSWERS_MAY_TAKE_LONGER),
        ("CONTACT_MANAGEMENT", [HEDGE], measures.IN_AN_EMERGENCY),
    ]:
        with settling.undone():
            assert measures.may_take_longer(scenarios.active(cast, code, conditions=conditions), cast.today) == longer


@pytest.mark.clause("E2", "E3")
def test_what_the_words_of_the_type_alone_told_is_described_and_not_quoted(wednesday, cast):
    alert = scenarios.active(cast, "WEAPONS")
    ended = [measures.MEASURES["POLICE_ADVICE"], measures.MEASURES["NO_FORCED_ENTRY"], "Call us on Mondays."]
    alert.controls = ["AT_LEAST_TWO"]
    found = measures.told_ended(alert, ended)
    assert found == {"ended": ["Call us on Mondays."], "ended_of_type": ended[:2]}
    text = printed(letter(Kind.REVIEW_OUTCOME, facts={"outcome": "STEP_DOWN", **found}))
    assert_says(text, "alert no longer asks for this:", "“Call us on Mondays.”", ended[0])
    assert f"“{ended[0]}”" not in text


@pytest.mark.clause("E2")
def test_once_a_letter_listed_the_measures_they_are_quoted(wednesday, cast):
    alert = scenarios.active(cast, "WEAPONS")
    alert.controls = ["AT_LEAST_TWO"]
    ended = [
        measures.MEASURES["POLICE_ADVICE"]
    ]  # an earlier step took the third away, and its letter listed what stayed
    assert measures.told_ended(alert, ended) == {"ended": ended, "ended_of_type": []}


# A letter speaks of safety at visits only where an alert changes them (E1, §9)


SAFE, CAN = "We come as soon as it is safe.", "We come as soon as we can."
STAYED = {"stayed": ["Please ring between ten and noon."]}


@pytest.mark.long
@pytest.mark.clause("E1", "P9b")
def test_the_facts_say_whether_an_alert_that_they_know_changes_visits(cast):
    contact = scenarios.restricted(cast)
    assert not scenarios.composed(cast, contact).facts["careful"]
    scenarios.told(cast, "VISIT_IN_PAIRS")
    assert scenarios.composed(cast, contact).facts["careful"]
    assert not scenarios.composed(cast, scenarios.considered(cast, customer="D900003")).facts["careful"]


@pytest.mark.clause("E1", "E4")
def test_we_come_to_an_emergency_as_soon_as_we_can_or_where_visits_need_care_as_it_is_safe():
    for kind in [Kind.NOTIFICATION, Kind.INVESTIGATION_OUTCOME, Kind.REMOVAL]:
        assert CAN in said(letter(kind, facts={"careful": False}))
        careful = said(letter(kind, facts={"careful": True}))
        assert (SAFE in careful, CAN in careful) == (True, False)


@pytest.mark.clause("P9b")
def test_what_keeps_staff_safe_goes_on_only_where_there_is_something():
    goes_on = "What our staff and contractors do to stay safe goes on."
    facts = APPEAL_ACKNOWLEDGEMENT | STAYED
    assert goes_on in said(letter(Kind.APPEAL_ACKNOWLEDGEMENT, facts=facts | {"careful": True}))
    assert goes_on not in said(letter(Kind.APPEAL_ACKNOWLEDGEMENT, facts=facts | {"careful": False}))


@pytest.mark.clause("E1")
def test_the_types_about_contact_alone_speak_of_no_safety():
    for type in AlertType.objects.filter(letter_required=True):
        about_contact = type.code in ("CONTACT_MANAGEMENT", "SINGLE_POINT_OF_CONTACT")
        assert ("as soon as it is safe" in type.consequence) != about_contact


# Limits, and what limits no contact


def now(alert):
    return Alert.objects.get(pk=alert.pk)


def told(cast, *conditions):
    """An alert on contact with these conditions, of which the customer was told."""
    return scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=list(conditions))


def ended_by_review(cast, alert):
    return scenarios.removed_at_a_review(cast, alert)


def kept_by_review(cast, alert):
    return scenarios.reviewed(cast, scenarios.under_review(cast, alert))


BY_LETTER = {
    "kind": "COMPLAINTS",
    "words": "Please make complaints to us only by letter.",
    "details": {"route": "LETTER"},
}
OF_CONTACT = (
    *("how and when you can contact us", "answer contact outside", "contact us in every usual way"),
    *("contact us in the way", "Our answers may take longer"),
)


@pytest.mark.long
@pytest.mark.clause("E1", "E2")
def test_where_no_way_of_contact_is_limited_none_is_spoken_of(cast):
    for condition in [HEDGE, BY_LETTER]:
        for decided in [None, kept_by_review, ended_by_review]:
            with settling.undone():
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


HOURS = {"kind": "TIMES", "words": "Please ring between ten and noon."}


@pytest.mark.long
@pytest.mark.clause("E2", "E3", refuses=True)
def test_no_letter_ends_the_limits_of_which_one_stays(cast):
    alert = scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, HOURS])
    gone = [condition.pk for condition in alert.conditions.all()[1:]]
    stays = "The condition “Please contact us by letter only.” still limits contact. Keep the control"
    appeal = scenarios.prepared(cast, alert)
    with pytest.raises(NotAllowed, match=stays):
        scenarios.determined(cast, appeal, "PARTLY", controls=[], lifted=gone)
    review = scenarios.under_review(cast, appeal.alert)
    with pytest.raises(NotAllowed, match=stays):
        scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=[], lifted=gone)
    scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=alert.controls, lifted=gone)
    alert.refresh_from_db()
    assert [str(each) for each in alert.standing_conditions()] == ["Please contact us by letter only."]


@pytest.mark.clause("E1")
def test_no_day_of_a_limit_is_torn_between_two_lines():
    limit = {"words": "Ring before ten.", "applies": "applies until 5 October 2026"}
    written = letter(Kind.NOTIFICATION, facts={"alerts": [IN_PAIRS | {"conditions": [limit]}]})
    assert "applies until 5\u00a0October\u00a02026." in rendering.source(written.template, written.context())


@pytest.mark.clause("E1", "E2")
def test_who_is_told_of_limits_is_not_blamed_for_the_days_before(cast):
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, HEDGE])
    fair = "We will not hold it against you if you contacted us in other ways before this letter came."
    text = said(scenarios.composed(cast, alert))
    assert fair in text
    assert "how and when you can contact us. They are listed below" not in text
    assert measures.THESE_APPLY in text
    assert fair not in said(letter(Kind.NOTIFICATION))


# Limits that an appeal suspends (§9, E2)


LATER = {"words": "Please write to us.", "applies": measures.APPLIES}


def kept(cast, *conditions):
    alert = scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=list(conditions))
    alert = scenarios.appealed(cast, alert, stay=True).alert
    return scenarios.reviewed(cast, scenarios.under_review(cast, alert))


@pytest.mark.clause("E2", "P9b")
def test_what_is_suspended_is_not_among_what_still_applies(cast):
    text = said(scenarios.composed(cast, kept(cast, scenarios.CONDITION)))
    said_once = "This does not apply to you until we have decided on your appeal."
    assert f"What does not apply for now - Please contact us by letter only. {said_once}" in text
    assert "What still applies" not in text
    assert "We answer you as usual until we have decided on your appeal." in text


@pytest.mark.clause("E2", "P9b")
def test_a_suspended_service_is_had_as_usual(cast):
    text = said(scenarios.composed(cast, kept(cast, HEDGE)))
    assert "You have our services as usual until we have decided on your appeal." in text
    assert "We answer you as usual" not in text


@pytest.mark.clause("E2")
def test_beside_it_what_still_applies_is_listed_apart(cast):
    suspended = {"words": "Ring before ten.", "applies": measures.SUSPENDED, "stayed": True}
    text = said(letter(Kind.REVIEW_OUTCOME, facts={"stays": [LATER, suspended]}))
    first = "What still applies - Please write to us. This applies. At the review we decide whether it goes on."
    assert f"{first} What does not apply for now - Ring before ten. This does not apply to you until" in text


@pytest.mark.clause("E1", "P8a")
def test_a_limit_without_an_end_is_decided_on_at_the_review(cast):
    since = scenarios.CONDITION | {"starts": cast.ago(-3)}
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, since, HEDGE])
    (now, later, hedge) = measures.standing(alert, on=cast.today)
    assert now["applies"] == "applies. At the review we decide whether it goes on"
    assert later["applies"].startswith("applies from ")
    assert later["applies"].endswith(". At the review we decide whether it goes on")
    assert hedge["applies"].startswith("applies until ")


# Limits that are past their last day (E2, E3)


NONE = "None of the limits of this alert applies any more."
EVERY = "You can contact us in every usual way."


def until(cast, days):
    return scenarios.condition(cast, "CHANNELS", words="Please write to us", ends=cast.today + timedelta(days=days))


def kept_after(cast, days):
    """The letter about a review that keeps the alert, of a day when its only limit is over."""
    alert = scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[until(cast, days)])
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    later = cast.today + timedelta(days=days + 1)
    return review, scenarios.composed(cast, review, on=later)


@pytest.mark.long
@pytest.mark.clause("E2", "P5")
def test_a_kept_alert_without_limits_says_that_none_applies(cast):
    text = said(kept_after(cast, 10)[1])
    assert f"What this means for you {NONE} {EVERY}" in text
    assert "What still applies" not in text


@pytest.mark.long
@pytest.mark.clause("E2", "P5", refuses=True)
def test_where_another_alert_limits_contact_not_every_way_is_open(cast):
    scenarios.told(cast, "SINGLE_POINT_OF_CONTACT", conditions=[scenarios.condition(cast, "NAMED_OFFICER")])
    text = said(kept_after(cast, 10)[1])
    assert NONE in text
    assert EVERY not in text


OFFICER = "One named officer, or their deputy, deals with all your contact with us."


@pytest.mark.long
@pytest.mark.clause("E2", "P5", refuses=True)
def test_what_a_limit_said_does_not_read_as_if_it_applied_once_the_limit_has_ended(cast):
    for days in [5, 6]:
        with settling.undone():
            limits = [
                scenarios.condition(cast, "NAMED_OFFICER", ends=cast.today + timedelta(days=60)),
                scenarios.condition(cast, "APPOINTMENT"),
            ]
            alert = scenarios.told(cast, "SINGLE_POINT_OF_CONTACT", conditions=limits)
            first = alert.conditions.get(kind="NAMED_OFFICER")
            lighter = {
                "outcome": "STEP_DOWN",
                "reason": "Visits were calm since last year.",
                "controls": alert.controls,
            }
            lighter |= {"ends": {first.pk: cast.today + timedelta(days=5)}}
            review = scenarios.reviewed(cast, scenarios.under_review(cast, alert), **lighter)
            text = said(scenarios.composed(cast, review, on=cast.today + timedelta(days=days)))
            assert OFFICER not in text
            stays = "This applies. At the review we decide whether it goes on. What this means for you"
            assert f"What still applies - As agreed (appointment). {stays}" in text or days == 5
            assert ("This now ends sooner, on 15 June 2026." in text) == (days == 5)
            assert ("This ended on 15 June 2026." in text) == (days == 6)
