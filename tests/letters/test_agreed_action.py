"""The letters about a warning, an agreement or another agreed step, and what they ask (§5, D3)."""

from datetime import date

import pytest

from alerts.actions import services as actions
from alerts.models import Action, Incident, Investigation
from alerts.writing import given, policies
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from letters.choices import Kind
from tests import scenarios, settling

from .samples import letter, said

pytestmark = pytest.mark.django_db


# An agreement that goes out as an e-mail is answered by e-mail (D3b)


ANSWER = "To agree, answer this e-mail with “I agree”, or ask us for a paper copy, by 20 April 2026."


@pytest.mark.clause("D3b", "P10b")
def test_nobody_has_to_send_back_a_page_that_they_do_not_have():
    for easy in [False, True]:
        written = letter(Kind.BEHAVIOUR_AGREEMENT, easy_read=easy, planned_method="EMAIL")
        written.customer.email = "lewis@post.example"
        text = said(written)
        assert ANSWER in text or easy
        assert not [
            words for words in ("on a page of its own", "send that page", "Signed by", "Send it back") if words in text
        ]


@pytest.mark.clause("D3b")
def test_on_paper_it_is_signed():
    text = said(letter(Kind.BEHAVIOUR_AGREEMENT))
    assert "sign it and send that page" in text
    assert "Signed by Mr Lewis Lodger" in text


# An agreement is a choice, and a warning ends


@pytest.mark.clause("D3b")
def test_an_agreement_is_a_choice_says_where_it_goes_and_promises_no_copy():
    text = said(letter(Kind.BEHAVIOUR_AGREEMENT))
    assert "An agreement that we would like to make with you".upper() in text
    assert "It is your choice whether you agree." in text
    assert "send that page to the address at the top of this letter, or to contact-management@teign.example" in text
    assert "If you want a copy signed by us, ask." in text
    assert "We will then sign it" not in text


def test_what_ends_ends_without_a_condition():
    for kind, end in [
        (Kind.WRITTEN_WARNING, "The warning ends after that day. We keep a record of it."),
        (Kind.BEHAVIOUR_AGREEMENT, "It ends after that day. We keep a record of it."),
    ]:
        text = said(letter(kind))
        assert end in text
        assert "if nothing more has happened" not in text


@pytest.mark.clause("D3b")
def test_an_agreement_beside_a_decision_is_offered(cast):
    file = scenarios.agreed_action(cast).investigation
    text = said(scenarios.composed(cast, file))
    assert "A behaviour agreement, which we offer you in a separate letter. If you agree, it lasts until" in text
    more = said(letter(Kind.NOTIFICATION, facts={"actions": ["Mediation"], "follows": "We call you."}))
    assert "What else we have decided We have also decided this:" in more


@pytest.mark.clause("D3a", "D3b")
def test_who_is_under_limits_is_not_threatened_with_the_same():
    for kind in [Kind.WRITTEN_WARNING, Kind.BEHAVIOUR_AGREEMENT]:
        further = "we may limit your contact with us further."
        assert further in said(letter(kind, facts={"limited": True}))
        assert further not in said(letter(kind))


@pytest.mark.clause("D3b")
def test_what_we_decided_is_no_duty_to_talk_to_a_mediator():
    choice = "It is your choice whether you take part."
    assert f"we decided to offer you mediation, by 20 April 2026. {choice}" in said(letter(Kind.AGREED_ACTION))
    listed = {"actions": [f"Mediation{given.BY_CHOICE}"], "follows": ""}
    assert f"- Mediation. {choice}" in said(letter(Kind.INVESTIGATION_OUTCOME, facts=listed))


@pytest.mark.clause("D3b")
def test_mediation_is_offered_and_other_steps_are_named(cast):
    mediation = scenarios.agreed_action(cast, kind="MEDIATION")
    text = said(scenarios.composed(cast, mediation))
    assert "we decided to offer you mediation" in text
    assert "on this: Mediation" not in text
    advice = scenarios.agreed_action(cast, "D900003", kind="ADVICE")
    assert "we decided on this: Words of advice" in said(scenarios.composed(cast, advice))


@pytest.mark.clause("D3b", "E4")
def test_a_verbal_warning_says_by_whom_and_when_once_it_was_given(wednesday, cast):
    action = scenarios.action_beside(cast, "VERBAL_WARNING", "VISIT_IN_PAIRS", scenarios.INFORM)
    assert given.in_words(action, cast.today) == "A verbal warning, which we will give you when we speak to you"
    action.outcome_by, action.outcome_on = cast.lead, date(2026, 6, 12)
    assert "Lena Ledger" in given.in_words(action, cast.today)
    assert "on 12 June 2026, which stands until" in given.in_words(action, cast.today)


# Nobody is warned of what they did not do: at settling, in a recommendation and in the letter (§3.1, §5)


REFUSED = "is the customer’s own behaviour, so there is nothing to warn them of. Choose another step."
RISK = {"behaviour": "", "about": "RISK"}


@pytest.mark.clause("D3a", refuses=True)
def test_a_risk_is_not_settled_with_a_warning(cast):
    for kind in ["WRITTEN_WARNING", "VERBAL_WARNING"]:
        with pytest.raises(NotAllowed, match=REFUSED):
            scenarios.settled(cast, action=kind, **RISK)


@pytest.mark.clause("D3a")
def test_a_risk_is_settled_in_another_way(cast):
    assert scenarios.settled(cast, action="ADVICE", **RISK).status == "SETTLED"


@pytest.mark.clause("D3b", refuses=True)
def test_no_warning_is_recommended_where_somebody_else_there_was_the_danger(cast):
    scenarios.restrict_file(cast)
    incident = scenarios.logged(cast, violent=True, danger_from="THERE")
    alert = scenarios.proposed_on(cast, incident)
    file = Investigation.objects.get(pk=alert.investigation_id)
    warning = Action(investigation=file, kind="WRITTEN_WARNING", words="A warning.", due_on=cast.today)
    assert REFUSED in actions.policies.why_action_refused(warning, on=cast.today).sentence
    warning.kind = "MEDIATION"
    assert actions.policies.why_action_refused(warning, on=cast.today) is None


@pytest.mark.clause("D3a", refuses=True)
def test_a_warning_is_not_written_once_the_report_tells_of_somebody_else(cast):
    incident = scenarios.settled(cast, action="WRITTEN_WARNING")
    action = Action.objects.get(incident=incident)
    assert policies.why_action_letter_refused(action, "WRITTEN_WARNING") is None
    incident.behaviours.clear()
    incident.about = "RISK"
    records.save(incident, by=cast.manager, why="It was a risk.")
    action = Action.objects.get(incident=incident)
    assert REFUSED in policies.why_action_letter_refused(action, "WRITTEN_WARNING").sentence


@pytest.mark.clause("D3a", refuses=True)
def test_a_warning_calls_no_risk_unacceptable(cast):
    for about, behaviour in [("RISK", False), ("BEHAVIOUR", True)]:
        with settling.undone():
            incident = scenarios.settled(cast, action="WRITTEN_WARNING")
            Incident.objects.filter(pk=incident.pk).update(about=about)
            incident.behaviours.clear()
            written = scenarios.composed(cast, Action.objects.get(incident=incident))
            assert ("such behaviour is not acceptable" in said(written)) is behaviour
