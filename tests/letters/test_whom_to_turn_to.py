"""Who decided, what the customer needs from us, and where to turn after us, by the settings of the landlord (§9, §10, §13)."""

import pytest
from django.db import IntegrityError

from alerts.models import Action, Alert
from housing_alerts.staff.models import Organisation
from letters import dispatch, services
from letters.choices import Kind
from tests import scenarios

from .samples import letter

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


def said(written):
    """The letter as text."""
    return " ".join(services.as_text(services.source(written)).split())


@pytest.mark.parametrize(("kind", "facts"), IMPOSE)
@pytest.mark.clause("P7a", "P10b")
def test_what_imposes_or_keeps_something_says_who_decided_and_asks_about_health(kind, facts):
    text = said(letter(kind, facts=facts))
    assert HEALTH in text
    assert "That is called a reasonable adjustment." in text
    assert "made the decision." in text or "decided on your appeal." in text


@pytest.mark.parametrize(("kind", "facts"), NOT)
def test_the_others_do_not_ask(kind, facts):
    assert HEALTH not in said(letter(kind, facts=facts))


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
    incident = scenarios.settled(cast, action="WRITTEN_WARNING", departure_reason="He said sorry to me afterwards.")
    action = Action.objects.get(incident=incident)
    incident.affected.add(cast.manager)
    assert scenarios.composed(cast, action).facts["decided_by"] == f"Our {cast.manager.job_title}"
    cast.manager.job_title = ""
    action.decided_by = cast.manager
    assert scenarios.composed(cast, action).facts["decided_by"] == "One of our managers"
    action.decided_by = None
    assert scenarios.composed(cast, action).facts["decided_by"] == ""


@pytest.mark.parametrize("kind", Kind.values)
def test_a_landlord_that_is_no_member_of_a_scheme_names_no_ombudsman(kind):
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


# The named contact, by name

SINGLE = "SINGLE_POINT_OF_CONTACT"
BY_NAME = (
    "Please ask your named contact, {}, on {}. When they are away, ask {}, on {}. You also reach them at the address or "
    "the e-mail address at the top of this letter. The limits do not stop you from"
)
UNNAMED = "If you have a named contact, ask them. If not, ask for {}."


def by_name(cast):
    return BY_NAME.format(cast.lead2, cast.lead2.telephone, cast.manager, cast.manager.telephone)


def named_by(cast, **other):
    """The condition that sends the customer to the other Lead or, when they are away, to the manager."""
    return {"kind": "NAMED_OFFICER", "officer": cast.lead2, "deputy": cast.manager} | other


@pytest.mark.clause("P5")
def test_the_letter_names_the_named_contact_and_the_deputy(cast):
    alert = scenarios.active(cast, SINGLE, conditions=[named_by(cast)])
    written = scenarios.composed(cast, alert)
    assert written.facts["named_contact"] == [str(cast.lead2), str(cast.manager)]
    text = said(written)
    assert by_name(cast) in text
    assert f"If you want to, tell {cast.lead2}, who will pass it on." in text
    assert UNNAMED.format(cast.lead) not in text


@pytest.mark.clause("P5")
def test_so_does_a_letter_about_something_else_once_they_know(cast):
    pairs, single = scenarios.told(cast), scenarios.active(cast, SINGLE, conditions=[named_by(cast)])
    review = scenarios.reviewed(cast, scenarios.under_review(cast, pairs))
    assert scenarios.composed(cast, review).facts["named_contact"] == []
    scenarios.posted(cast, single)
    assert by_name(cast) in said(scenarios.composed(cast, review))


@pytest.mark.clause("P5")
def test_where_the_officer_has_left_the_deputy_is_the_contact(cast):
    alert = scenarios.active(cast, SINGLE, conditions=[named_by(cast)])
    cast.lead2.is_active = False
    cast.lead2.save()
    written = scenarios.composed(cast, alert)
    assert written.facts["named_contact"] == [str(cast.manager)]
    assert f"Please ask your named contact, {cast.manager}, on {cast.manager.telephone}. You also reach them" in said(
        written
    )


@pytest.mark.clause("P5", refuses=True)
def test_where_a_named_contact_has_no_number_it_is_asked_before_the_letter_goes(cast):
    alert = scenarios.active(cast, SINGLE, conditions=[named_by(cast)])
    (given,) = dispatch.asked(scenarios.drafted(cast, alert), on=cast.today)
    assert given.sentence.startswith(
        f"The letter gives the customer the number of {cast.lead2}, {cast.lead2.telephone} and {cast.manager}, "
        f"{cast.manager.telephone}. Check that it is a number at work"
    )
    cast.manager.telephone = ""
    cast.manager.save()
    letter = scenarios.composed(cast, Alert.objects.get(pk=alert.pk))
    assert letter.facts["named_numbers"] == [cast.lead2.telephone, ""]
    assert f"When they are away, ask {cast.manager}. You also reach" in said(letter)
    doubt, _number = dispatch.asked(letter, on=cast.today)
    assert doubt.sentence == (
        f"The customer may contact {cast.lead2} or {cast.manager} only, and the letter gives no telephone number of "
        f"{cast.manager}. Have it recorded, and compose the letter again."
    )
    assert "telephone number of" in str(dispatch.why_doubts_unanswered([doubt], [], ""))
    assert dispatch.asked(letter, on=cast.today, how="FIRST_CLASS") == [], "that it was posted is a fact"


@pytest.mark.clause("P11a", refuses=True)
def test_who_reported_or_was_affected_is_no_named_contact_in_another_letter(cast):
    scenarios.posted(cast, scenarios.active(cast, SINGLE, conditions=[named_by(cast)]))
    scenarios.reported_by(cast, cast.manager)
    action = scenarios.agreed_action(cast)
    assert cast.manager in action.kept_nameless()
    written = scenarios.composed(cast, action)
    assert written.facts["named_contact"] == []
    assert UNNAMED.format(cast.lead) in said(written)


@pytest.mark.clause("P5", refuses=True)
def test_who_became_affected_since_is_named_no_more(cast):
    alert = scenarios.active(cast, SINGLE, conditions=[named_by(cast)])
    alert.investigation.incidents.get().affected.add(cast.lead2)
    assert scenarios.composed(cast, alert).facts["named_contact"] == [str(cast.manager)]


@pytest.mark.clause("P5")
def test_of_two_such_alerts_whom_both_allow_is_the_contact(cast):
    other = named_by(cast, officer=cast.manager, deputy=cast.head2)
    first = scenarios.active(cast, SINGLE, conditions=[named_by(cast)])
    scenarios.posted(cast, scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, other]))
    assert scenarios.composed(cast, first).facts["named_contact"] == [str(cast.manager)]


def test_limits_that_name_nobody_lead_to_whom_the_letter_names(cast):
    written = scenarios.composed(cast, scenarios.restricted(cast))
    assert (written.facts["limited"], written.facts["named_contact"]) == (True, [])
    text = said(written)
    assert f"Please ask for {cast.lead}." in text
    assert "named contact" not in text


@pytest.mark.clause("P5")
def test_who_is_to_write_through_somebody_is_sent_to_nobody_else(cast):
    """The letter allowed contact through one person alone, and asked for calls to the Lead."""
    through = {"kind": "THIRD_PARTY", "representative": scenarios.represented(cast)}
    text = said(scenarios.composed(cast, scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[through])))
    assert "Please ask Rita Reader to ask us for you." in text
    assert f"If you want to, ask Rita Reader to tell {cast.lead}, who will pass it on." in text
    assert "named contact" not in text
    assert "In an emergency you can always call us. No limit stops you from that." in text
