"""Settle an incident informally: the line manager records what was done, or why nothing was needed."""

import pytest

from alerts.incidents import services as incidents_services
from alerts.models import Action, Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import NotAllowed, when
from tests import scenarios
from tests.owing import held
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import assert_kept, assert_not_now, fill

ANSWERS = {"actions": "VERBAL_WARNING", "settlement": "I rang him and warned him."}


@pytest.fixture
def incident(cast):
    return scenarios.logged(cast)


def _url(incident):
    return f"/incidents/{incident.reference}/settle/"


# It works


def test_the_line_manager_settles_it_once(cast, sign_in, incident):
    client = sign_in("manager")
    response = fill(client, _url(incident), **ANSWERS)

    assert_done(
        client,
        response,
        f"/incidents/{incident.reference}/",
        f"Incident {incident.reference} settled informally.",
    )
    settled = Incident.objects.get()
    assert (settled.status, settled.triaged_by, settled.triaged_on) == ("SETTLED", cast.manager, cast.today)
    assert settled.settlement == "I rang him and warned him."
    sentence = f"This incident is settled informally since Morwenna Manning acted on {when(settled)}."
    assert_not_now(client, _url(incident), settled, sentence, **ANSWERS)


@pytest.mark.clause("D3a")
def test_each_informal_action_is_kept_and_a_warning_or_an_agreement_is_live_for_half_a_year(cast, incident):
    incidents_services.settle_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        actions=Action.INFORMAL,
        settlement="One thing after the other.",
    )
    kept = {action.kind: action.live_until for action in incident.actions.filter(agreed=True, decided_by=cast.manager)}
    live = {"VERBAL_WARNING", "WRITTEN_WARNING", "AGREEMENT"}
    half_a_year = procedure.add_months(cast.today, 6)
    assert kept == {kind: half_a_year if kind in live else None for kind in Action.INFORMAL}


# It refuses the wrong state


def test_a_change_in_between_is_refused_and_nothing_typed_is_lost(cast, sign_in, incident):
    client = sign_in("manager")
    with nothing_changes():
        response = client.post(_url(incident), ANSWERS | {"version": incident.version - 1})

    assert response.status_code == 403
    assert f"Oliver Fisk changed this on {when(incident)}, after you opened the page." in words(response)
    assert_kept(response, **ANSWERS, version=incident.version)


# It refuses bad input


def test_each_error_has_its_own_words(sign_in, incident):
    client = sign_in("manager")
    for changed, sentence in [
        ({"actions": []}, "Choose what informal action was taken"),
        ({"actions": "INJUNCTION"}, "Choose one of those that are shown"),
        ({"actions": ["ADVICE", "NONE"]}, "Choose what was done, or “None was needed” – not both"),
        ({"settlement": "  "}, "Say what was done, or why nothing was needed"),
        ({"settlement": "x" * 10_001}, "Use 10000 characters or fewer: these are 10001"),
    ]:
        with nothing_changes():
            response = fill(client, _url(incident), **ANSWERS | changed)
        assert_asks(response, sentence)
        kept = {name: value for name, value in (ANSWERS | changed).items() if name == "settlement"}
        chosen = changed.get("actions", "VERBAL_WARNING")
        assert_kept(response, **kept, actions=[] if chosen == "INJUNCTION" else chosen)


@pytest.mark.clause("D3a", refuses=True)
def test_whoever_calls_settles_it_with_informal_actions_alone(cast, incident):
    step = {"incident": incident, "version": incident.version, "by": cast.manager, "on": cast.today}
    with nothing_changes(), pytest.raises(NotAllowed, match="Choose which informal action was taken: what is formal,"):
        incidents_services.settle_incident(**step, actions=["ADVICE", "POSSESSION"], settlement="I rang him.")


# What is known of the customer is shown


@pytest.mark.clause("P10a")
def test_what_is_known_and_what_was_agreed_stands_on_the_page(cast, sign_in, incident):
    scenarios.becomes_known(cast, "Has dyslexia.")
    scenarios.adjusted(cast)
    client = sign_in("manager")
    said = words(client.get(_url(incident)))
    assert "Known of the customer Has dyslexia." in said
    assert "Agreed with the customer He is deaf, so we write first." in said


def test_of_a_restricted_file_nothing_is_told(cast, sign_in, incident):
    scenarios.becomes_known(cast, "Has dyslexia.")
    scenarios.restrict_file(cast)
    assert "dyslexia" not in words(sign_in("manager").get(_url(incident)))


@pytest.mark.clause("P7c", refuses=True)
def test_where_a_letter_could_do_harm_nothing_is_chosen_that_needs_one(cast, sign_in):
    alert = scenarios.active(cast, inform=scenarios.WITHHOLD)
    incident = scenarios.logged(cast, days=1)
    sentence = (
        f"It was decided not to inform the customer of alert {alert.reference}, because a letter could do them harm."
    )
    client = sign_in("manager")
    said = words(client.get(_url(incident)))
    assert f"A written warning or an agreement is not offered, because no letter may go: {sentence}" in said
    assert "The customer has not been told: do not mention it" in said
    answers = ANSWERS
    assert_asks(
        fill(client, _url(incident), **answers | {"actions": "WRITTEN_WARNING"}), "Choose one of those that are shown"
    )
    step = {"incident": incident, "version": incident.version, "by": cast.manager, "on": cast.today}
    with pytest.raises(NotAllowed, match=sentence):
        incidents_services.settle_incident(**step, actions=["WRITTEN_WARNING"], settlement="Sent by post.")
    assert fill(client, _url(incident), **answers).status_code == 302


@pytest.mark.clause("P11a", refuses=True)
def test_of_a_restricted_file_it_is_not_said_why_no_letter_may_go(cast, sign_in):
    alert = scenarios.active(cast, inform=scenarios.WITHHOLD)
    incident = scenarios.logged(cast, days=1)
    scenarios.restrict_file(cast)
    sentence = "No letter may go to this person. An Operational Lead who keeps the file knows why."
    said = words(sign_in("manager").get(_url(incident)))
    assert f"is not offered, because no letter may go: {sentence}" in said
    assert alert.reference not in said
    step = {"incident": incident, "version": incident.version, "by": cast.manager, "on": cast.today}
    with pytest.raises(NotAllowed, match=sentence):
        incidents_services.settle_incident(**step, actions=["WRITTEN_WARNING"], settlement="Sent by post.")


@pytest.mark.clause("P2")
def test_before_the_colleague_has_answered_the_page_says_to_ask_them_first(cast, sign_in):
    incident = scenarios.reported_for(cast)
    client = sign_in("manager")
    assert "who has not said yet whether it is right. Ask them first" in words(client.get(_url(incident)))
    assert fill(client, _url(incident), **ANSWERS).status_code == 302


@pytest.mark.clause("P2", "D3a")
def test_nobody_waits_for_the_answer_of_a_colleague_who_has_left(cast, sign_in):
    incident, other = scenarios.reported_for(cast), scenarios.reported_for(cast, scenarios.HONG)
    step = {
        "version": other.version,
        "by": cast.manager,
        "on": cast.today,
        "actions": [],
        "settlement": "It was settled.",
    }
    incidents_services.settle_incident(incident=other, **step)
    assert held(cast.officer, Kind.CHECK_REPORT) == [incident.reference, other.reference]
    scenarios.leaves(cast.officer)

    assert held(cast.officer, Kind.CHECK_REPORT) == []
    client = sign_in("manager")
    assert "Ask them first" not in words(client.get(_url(incident)))
    fill(client, _url(incident), actions="NONE", settlement="Nothing was needed.")

    incident.refresh_from_db()
    assert (incident.status, incident.actions.count()) == ("SETTLED", 0)
    assert held(cast.officer, Kind.CHECK_REPORT) == []
    said = words(client.get(f"/incidents/{incident.reference}/"))
    assert "Confirmed by Oliver Fisk No: they have left" in said


@pytest.mark.clause("D3a", refuses=True)
def test_where_nobody_is_named_nothing_is_chosen_that_is_written_to_somebody(cast, sign_in):
    incident = scenarios.logged_at_an_address(cast)
    sentence = "Nobody is known at this address, so there is nobody to write to about the action. Say first who it was."
    client = sign_in("manager")
    assert f"is not offered, because no letter may go: {sentence}" in words(client.get(_url(incident)))
    answers = {"actions": "WRITTEN_WARNING", "settlement": "I will write to the household."}
    assert_asks(fill(client, _url(incident), **answers), "Choose one of those that are shown")
    step = {"incident": incident, "version": incident.version, "by": cast.manager, "on": cast.today}
    with pytest.raises(NotAllowed, match=sentence):
        incidents_services.settle_incident(**step, actions=["WRITTEN_WARNING"], settlement=answers["settlement"])
    assert fill(client, _url(incident), **answers | {"actions": "VERBAL_WARNING"}).status_code == 302
