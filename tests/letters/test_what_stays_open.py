"""Who decided, what the customer needs from us, what stays open, and where to turn after us (§9, §10, §13)."""

import pytest
from django.db import IntegrityError

from alerts.models import Action, Alert, AlertType
from alerts.writing import measures
from housing_alerts.staff.models import Organisation
from letters.choices import Kind
from tests import scenarios

from .samples import REMOVAL, letter, said

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]


IMPOSE = [
    (Kind.NOTIFICATION, {}),
    (Kind.REVIEW_OUTCOME, {}),
    (Kind.APPEAL_OUTCOME, {}),
    (Kind.INVESTIGATION_OUTCOME, {}),
    (Kind.WRITTEN_WARNING, {}),
    (Kind.BEHAVIOUR_AGREEMENT, {}),
    (Kind.AGREED_ACTION, {}),
]
"""What imposes or keeps something in these samples."""
NOT = [
    (Kind.REMOVAL, {}),
    (Kind.APPEAL_ACKNOWLEDGEMENT, {}),
    (Kind.REVIEW_OUTCOME, {"outcome": "REMOVE", "review_by": ""}),
    (Kind.APPEAL_OUTCOME, {"outcome": "UPHELD", "kept": False, "review_by": ""}),
    (Kind.INVESTIGATION_OUTCOME, {"actions": [], "follows": "", "nothing": True}),
]
HEALTH = "Do you have a health condition or a disability that we should take into account?"


@pytest.mark.clause("P7a", "P10b")
def test_what_imposes_or_keeps_something_says_who_decided_and_asks_about_health():
    for kind, facts in IMPOSE:
        text = said(letter(kind, facts=facts))
        assert HEALTH in text
        assert "That is called a reasonable adjustment." in text
        assert "made the decision." in text or "decided on your appeal." in text


def test_the_others_do_not_ask():
    for kind, facts in NOT:
        assert HEALTH not in said(letter(kind, facts=facts))


@pytest.mark.long
@pytest.mark.clause("P7a")
def test_each_letter_about_a_case_names_who_decided(cast):
    alert = scenarios.told(cast)
    head, lead = f"{cast.head}, {cast.head.job_title},", f"{cast.lead}, {cast.lead.job_title},"
    assert f"{head} made the decision." in said(scenarios.composed(cast, alert))
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    assert f"{lead} made the decision." in said(scenarios.composed(cast, review))
    gone = scenarios.ended(cast, Alert.objects.get(pk=alert.pk))
    assert f"{lead} made the decision." in said(scenarios.composed(cast, gone))
    action = scenarios.agreed_action(cast, customer="D900003")
    assert f"{head} made the decision." in said(scenarios.composed(cast, action))
    assert f"{head} made the decision." in said(scenarios.composed(cast, action.investigation))


@pytest.mark.clause("P11a", refuses=True)
def test_a_manager_who_was_affected_is_named_by_their_post(cast):
    incident = scenarios.settled(cast, action="WRITTEN_WARNING")
    action = Action.objects.get(incident=incident)
    incident.affected.add(cast.manager)
    assert scenarios.composed(cast, action).facts["decided_by"] == f"Our {cast.manager.job_title}"
    cast.manager.job_title = ""
    action.decided_by = cast.manager
    assert scenarios.composed(cast, action).facts["decided_by"] == "One of our managers"
    action.decided_by = None
    assert scenarios.composed(cast, action).facts["decided_by"] == ""


def test_a_landlord_that_is_no_member_of_a_scheme_names_no_ombudsman():
    for kind in Kind.values:
        written = letter(kind, code="templer")
        assert "Ombudsman" not in said(written)
        assert "make a complaint to us" in said(written)
        first = "you can complain to the Information Commissioner’s Office: Wycliffe House"
        assert first in said(written)
        assert "They usually ask you to complain to us first." in said(written)
        assert "the Housing Ombudsman" in said(letter(kind, code="teign"))


def test_the_ombudsman_of_a_landlord_is_its_own():
    written = letter(Kind.APPEAL_OUTCOME)
    written.organisation.ombudsman_name = "the Property Ombudsman"
    written.organisation.ombudsman_contact = "55 Milford Street\n telephone 01722 333306"
    text = said(written)
    assert "take it to the Property Ombudsman: 55 Milford Street, telephone 01722 333306" in text
    assert "You can ask them for advice at any time" in text
    assert text.count("the Property Ombudsman") == 1


def test_how_the_ico_is_reached_is_the_landlords_setting():
    written = letter(Kind.APPEAL_OUTCOME)
    written.organisation.ico_contact = "12 Otter Row, Testmouth\n telephone 01632 960 555"
    text = said(written)
    assert "Information Commissioner’s Office: 12 Otter Row, Testmouth, telephone 01632 960 555" in text
    assert "Wycliffe House" not in text


def test_an_ombudsman_has_a_name_and_an_address():
    with pytest.raises(IntegrityError, match="ombudsman_has_a_name_and_an_address"):
        Organisation.objects.filter(code="teign").update(ombudsman_contact="")


# What stays open


@pytest.mark.clause("P9a")
def test_an_appeal_names_its_ways_and_a_visit_is_none():
    box = said(letter(Kind.NOTIFICATION, facts={"limited": True}))
    ways = box[box.index("Use any of these ways:") : box.index("Tell us why you think")]
    assert [words for words in ("Write to", "Send an e-mail", "Call us", "Ask someone") if words not in ways] == []
    assert not [words for words in ("come", "visit", "office") if words in ways.lower()]


@pytest.mark.clause("P13a")
def test_a_letter_keeps_no_longer_and_no_shorter_than_it_says():
    newer = "We keep it longer while we still keep something newer about you, or while something is open"
    violent = (
        "We keep it for 2 years after the last alert about you has ended, or for 6 years if violence was reported."
    )
    for kind in (Kind.NOTIFICATION, Kind.REVIEW_OUTCOME, Kind.REMOVAL):
        assert f"{violent} {newer}" in said(letter(kind))
    for kind in (Kind.WRITTEN_WARNING, Kind.BEHAVIOUR_AGREEMENT):
        assert "We keep it for 1 year after it has ended. We keep it longer while" in said(letter(kind))
    assert "We keep it for 1 year after our last work on it. We keep it longer while" in said(
        letter(Kind.AGREED_ACTION)
    )


# What is said in every letter, and in none


def test_no_letter_promises_too_much_and_each_names_the_commissioner():
    once_it_is_over = "or while something is open, such as a complaint or a court case. Then we delete it."
    for kind in Kind.values:
        text = said(letter(kind))
        assert "never delayed" not in text
        assert "as soon as it is safe" in text or "as soon as we can" in text
        assert "delete" not in text.replace(once_it_is_over, "")
        assert "Thank you for working with us" not in text.replace(REMOVAL["reason"], "")
        assert "Thank you for taking the time to read this letter." in text
        assert "you can complain to the Information Commissioner’s Office: Wycliffe House" in text
        assert "They usually ask you to complain to us first." in text
        assert "ask for Priya Shah. If they are away, somebody else will help you." in text


def test_nor_do_the_words_of_any_type_of_alert():
    told = [" ".join([each.measure, each.consequence]) for each in AlertType.objects.filter(letter_required=True)]
    assert [words for words in [*told, measures.MAY_TAKE_LONGER] if "never delayed" in words] == []
    each = (measures.EMERGENCIES, measures.TO_EMERGENCIES)
    assert all(any(come in words for come in each) for words in [*told, measures.MAY_TAKE_LONGER])
