"""The decision record: a page and a PDF with the same words."""

from datetime import timedelta

import pytest

from alerts.decisions import services as decisions_services
from alerts.decisions.answers import Authority, KnownAnswer, Lighter
from alerts.investigations import services as investigations_services
from alerts.models import Incident, Investigation
from housing_alerts.customers import services as customers
from housing_alerts.kernel import procedure
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios
from tests.alerts.incidents.reporting import make_void
from tests.letters import reader
from tests.page import words
from tools import demo

pytestmark = [pytest.mark.same_on_both, pytest.mark.on_paper]


def _url(record, ending="decision/"):
    noun = "alerts" if record.PREFIX == "CM" else "investigations"
    return f"/{noun}/{record.reference}/{ending}"


def _printed(client, record):
    response = client.get(_url(record, "decision.pdf"))
    assert response.status_code == 200, response.content
    assert response["Content-Disposition"] == f'inline; filename="decision-{record.reference}.pdf"'
    return " ".join(reader.text(response.content).split())


@pytest.fixture
def alert(cast):
    """Imposed with less, in the Head's absence, after something had become known."""
    lodger = cast.customers[scenarios.LODGER]
    scenarios.becomes_known(cast, "Walks with a frame.")
    alert = scenarios.proposed(cast, "WEAPONS")
    scenarios.becomes_known(cast, "Hears badly.")
    answer = KnownAnswer("Two people can speak up.", [each.key for each in alert.known_now()])
    approved = decisions_services.approve_alert(
        lifelines=scenarios.LIFELINES,
        due_regard=scenarios.DUE_REGARD,
        alert=alert,
        version=alert.version,
        by=cast.leadership,
        on=cast.today,
        reason="A knife lay on the table.",
        inform=scenarios.WITHHOLD,
        authority=Authority(cast.head, "On leave until Monday."),
        known=answer,
        less=Lighter(["AT_LEAST_TWO"], frozenset()),
    )
    customers.record_representative(
        customer=lodger, by=cast.lead, details={"name": "Petra Advocate", "authority": "Signed form"}
    )
    return approved


@pytest.mark.long
def test_it_says_who_decided_what_on_which_facts_after_which_questions(cast, sign_in, alert):
    client = sign_in("lead")
    page, paper = words(client.get(_url(alert))), _printed(client, alert)

    said = [
        f"Weapons, {alert.reference}: imposed with less",
        f"Imposed on {show_date(cast.today)} by Lydia Leaver, Leadership Team, in the Head of Service's absence",
        "Helen Headley: On leave until Monday.",
        "A knife lay on the table.",
        "Go with at least one other colleague.",
        f"First review by {show_date(procedure.add_months(cast.today, 6))}",
        "Vulnerability: Hears badly.",
        "Two people can speak up.",
        "Informing would raise the risk of harm to the customer",
        "Her former partner opens the post.",
        "He shouted at me and blocked the path.",
        "Witnessed by the person reporting.",
        "Reported by Oliver Fisk,",
        "The customer says it was a bad day and regrets the shouting.",
        "A warning was given at the door and had no effect.",
        "Visits go on; only the number of people attending changes.",
        "Walks with a frame. (told by an agency,",
        "Was anybody treated differently because of a protected characteristic?",
        procedure.VERSION,
    ]
    said[1] = said[1].replace("Lydia Leaver", str(cast.leadership))
    for each in (page, paper):
        assert "since stands on the alert’s own page." in each
    for text in said:
        assert text in page, (text, page)
        assert text.replace("'", "’") in paper.replace("'", "’"), (text, paper)
    assert "Confidential. For colleagues of this case only." in paper


def test_it_says_to_what_contact_was_limited(cast, sign_in):
    offices = {"kind": "OFFICES", "words": "Not our offices.", "ends": cast.today + timedelta(days=60)}
    alert = scenarios.active(cast, "WEAPONS", conditions=[scenarios.CONDITION, offices])
    said = words(sign_in("lead").get(_url(alert)))
    assert "Please contact us by letter only." in said
    assert (
        f"Access to our offices restricted (until {show_date(cast.today + timedelta(days=60))}): Not our offices."
        in said
    )


def test_a_later_step_changes_nothing_of_it(cast, sign_in):
    alert = scenarios.active(cast, "WEAPONS", days=10)
    client = sign_in("lead")
    before = words(client.get(_url(alert)))
    review = scenarios.under_review(cast, alert)
    scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=["AT_LEAST_TWO"], months=1)

    assert words(client.get(_url(alert))) == before
    assert "Never force entry" in before


def test_of_an_alert_without_conditions_the_page_that_decides_on_it_says_so(cast, sign_in):
    page = words(sign_in("head").get(f"/alerts/{scenarios.proposed(cast).reference}/approve/"))
    assert "First review after 12 months Conditions None " in page


@pytest.mark.long
@pytest.mark.clause("P7c", "P6")
def test_it_says_what_the_head_answered_on_informing_whatever_a_review_answers_since(cast, sign_in):
    alert = scenarios.active(cast, days=10, inform=scenarios.WITHHOLD)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), inform=scenarios.INFORM)
    appeal = scenarios.appealed(cast, alert)
    client = sign_in("lead")
    pack = " ".join(reader.text(client.get(f"/appeals/{appeal.reference}/evidence.pdf").content).split())

    answered = (
        "Is the customer informed? Do not inform the customer Why not Informing would raise the risk of harm to the"
    )
    for said in (
        words(client.get(_url(alert))),
        _printed(client, alert),
        pack.partition("Nothing more was reported")[0],
    ):
        assert answered in said
        assert scenarios.WITHHOLD.reason in said
        assert scenarios.INFORM.reason not in said
    assert f"Inform the customer How the risk of informing them was assessed {scenarios.INFORM.reason}" in pack


@pytest.mark.clause("P7a", "D3b")
def test_it_tells_what_the_decision_rested_on_also_where_the_rest_of_the_file_was_sent_back_and_rewritten(
    cast, sign_in
):
    decided, undecided = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS")
    scenarios.approved(cast, decided)
    client = sign_in("lead")
    before = words(client.get(_url(decided)))
    file = decided.investigation
    file.refresh_from_db()
    decisions_services.send_back_investigation(
        investigation=file, version=file.version, by=cast.head, question="Whose knife?"
    )
    for step, answers in [
        (
            investigations_services.record_considerations,
            {"considerations": {"alternatives": "A knife is not met in another way."}},
        ),
        (
            investigations_services.add_discussion,
            {
                "counterpart": "AGENCY",
                "on": cast.today,
                "what": "A knife was taken.",
                "why_not": "",
                "today": cast.today,
            },
        ),
    ]:
        file.refresh_from_db()
        step(investigation=file, version=file.version, by=cast.lead, **answers)

    assert words(client.get(_url(decided))) == before

    file.refresh_from_db()
    scenarios.recommended(cast, file)
    undecided.refresh_from_db()
    scenarios.approved(cast, undecided)
    whole = words(client.get(_url(undecided)))
    for text in ("A knife is not met in another way.", "A knife was taken.", "Whose knife?"):
        assert text in whole
        assert text not in before


def test_a_declined_alert_has_its_record_too(cast, sign_in):
    alert = scenarios.proposed(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION])
    scenarios.declined(cast, alert)
    client = sign_in("head")
    page = words(client.get(_url(alert)))

    assert f"Contact Management, {alert.reference}: declined" in page
    assert f"Declined on {show_date(cast.today)} by Helen Headley, Head of Service" in page
    assert "A warning is enough for now." in page
    assert "Please contact us by letter only." in page
    assert "In force from" not in page
    assert f'href="{_url(alert)}"' in client.get(f"/alerts/{alert.reference}/").content.decode()


def test_an_investigation_tells_of_each_alert_and_action(cast, sign_in):
    file = scenarios.with_actions(cast, "WRITTEN_WARNING", "MEDIATION")
    scenarios.recommended(cast, file)
    file.refresh_from_db()
    warning, mediation = file.actions.all()
    step = {"investigation": file, "version": file.version, "by": cast.head, "on": cast.today}
    decisions_services.agree_investigation(**step, reason="A warning will do for now.", declined={mediation.pk})
    client = sign_in("lead")
    page = words(client.get(_url(file)))

    assert "Written warning: agreed" in page
    assert "Mediation: declined" in page
    assert f"Agreed on {show_date(cast.today)} by Helen Headley" in page
    assert "A warning will do for now." in page
    assert warning.words in page
    assert f'href="{_url(file)}"' in client.get(f"/investigations/{file.reference}/").content.decode()


def test_of_actions_it_says_who_was_absent_and_what_an_appeal_set_aside(cast, sign_in):
    file = scenarios.recommended(cast, scenarios.with_actions(cast, "AGREEMENT"))
    step = {"investigation": file, "version": file.version, "by": cast.head2, "on": cast.today}
    decisions_services.agree_investigation(
        **step, reason="A promise will do for now.", authority=Authority(cast.head, "Unwell.")
    )
    scenarios.determined(cast, scenarios.prepared(cast, file.actions.get()), "UPHELD")
    page = words(sign_in("lead").get(_url(file)))

    assert f"Agreed on {show_date(cast.today)} by {cast.head2}, Leadership Team" in page
    assert "Helen Headley: Unwell." in page
    assert f"Set aside {show_date(cast.today)}" in page


@pytest.mark.long
@pytest.mark.clause("P7a", "P6")
def test_each_action_keeps_whose_decision_it_was_also_where_another_decides_on_the_rest_later(cast, sign_in):
    file = scenarios.with_actions(cast, "MEDIATION")
    demo.draft(cast, file, "VISIT_IN_PAIRS")
    file = scenarios.recommended(cast, Investigation.objects.get(pk=file.pk))
    step = {"by": cast.leadership, "on": cast.today, "authority": Authority(cast.head, "On sick leave.")}
    file = decisions_services.agree_investigation(
        investigation=file, version=file.version, **step, reason="They talk to each other."
    )
    file = decisions_services.send_back_investigation(
        investigation=file, version=file.version, by=cast.head, question="Was he warned?"
    )
    file = scenarios.recommended(cast, scenarios.with_another_action(cast, file, "WRITTEN_WARNING"))
    step = {"by": cast.head, "on": cast.today, "reason": "A warning will do for now."}
    decisions_services.agree_investigation(investigation=file, version=file.version, **step)
    scenarios.declined(cast, file.alerts.get())

    client, today = sign_in("lead"), show_date(cast.today)
    theirs = f"Agreed on {today} by {cast.leadership}, Leadership Team, in the Head of Service's absence"
    absence, own = f"{cast.head}: On sick leave.", f"Agreed on {today} by {cast.head}, Head of Service"
    page = words(client.get(_url(file)))
    assert f"{theirs} Absent Head of Service {absence} Why They talk to each other." in page
    assert f"{own} Why A warning will do for now." in page
    file_page = words(client.get(f"/investigations/{file.reference}/"))
    assert f"Agreed by {cast.leadership} on {today}, Leadership Team, in the Head of Service's absence" in file_page
    assert f"({absence}): They talk to each other." in file_page
    assert f"Agreed by {cast.head} on {today}: A warning will do for now." in file_page
    appeal = scenarios.appealed(cast, file.actions.get(kind="MEDIATION"))
    pack = " ".join(reader.text(client.get(f"/appeals/{appeal.reference}/evidence.pdf").content).split())
    assert f"by {cast.leadership}, Leadership Team" in pack
    assert f"In the place of {absence}" in pack


def test_where_nothing_was_imposed_the_record_says_who_agreed_and_why(cast, sign_in):
    file = scenarios.recommended(cast, scenarios.nothing_further(cast))
    decisions_services.agree_investigation(
        investigation=file,
        version=file.version,
        by=cast.leadership,
        on=cast.today,
        reason="He has apologised to all three.",
        authority=Authority(cast.head, "Unwell."),
    )
    client = sign_in("lead")
    for said in (words(client.get(_url(file))), _printed(client, file)):
        assert "known and decided then." in said
        assert "own page" not in said
        assert "No further action" in said
        assert f"Agreed on {show_date(cast.today)} by {cast.leadership}, Leadership Team" in said
        assert "Helen Headley: Unwell." in said
        assert "He has apologised to all three." in said


def test_void_incidents_and_what_was_not_discussed_are_said(cast, sign_in):
    mistaken = scenarios.referred(cast, days=3)
    file = scenarios.investigated(cast)
    step = {"investigation": file, "by": cast.lead}
    file = investigations_services.add_incidents(**step, version=file.version, incidents=[mistaken])
    talk = {"counterpart": "AGENCY", "on": None, "what": "", "why_not": "None is involved.", "today": cast.today}
    investigations_services.add_discussion(**step, version=file.version, **talk)
    mistaken.refresh_from_db()
    make_void(cast, mistaken)
    alert = scenarios.approved(cast, demo.put_forward(cast, file, "WEAPONS", 0))

    page = words(sign_in("lead").get(_url(alert)))
    assert "Void, so it counts for nothing: I typed it twice by mistake." in page
    assert "There was no discussion: None is involved." in page


@pytest.mark.long
@pytest.mark.clause("D4")
def test_it_tells_of_each_marker_who_placed_it_what_it_asked_for_and_what_became_of_it(cast, sign_in):
    file = scenarios.investigated(cast, days=20)
    (incident,) = file.incidents.all()
    lapsed = scenarios.mark(cast, scenarios.referred(cast, days=29), controls=("POLICE_ADVICE",), days=28)
    lifted = scenarios.mark(cast, incident, days=6)
    scenarios.lifted(cast, lifted, "He apologised to us at once.")
    again = scenarios.mark(cast, incident, controls=("AT_LEAST_TWO", "ASK_LEAD"), days=0)
    investigations_services.add_incidents(
        investigation=file, version=file.version, by=cast.lead, incidents=[Incident.objects.get(pk=lapsed.incident_id)]
    )
    alert = scenarios.approved(cast, demo.put_forward(cast, file, "WEAPONS", 0))
    again.refresh_from_db()

    client, today = sign_in("lead"), show_date(cast.today)
    pairs, placed = "go with at least one other colleague", "Placed by Morwenna Manning on"
    asked = {
        lapsed: (cast.ago(28), "take police advice before you go", "It lapsed on that day."),
        lifted: (cast.ago(6), pairs, f"Lifted by Morwenna Manning on {today}: He apologised to us at once."),
        again: (
            cast.today,
            f"{pairs}; ask an Operational Lead before you go",
            f"Lifted by Helen Headley on {today}: {again.lifted_why}",
        ),
    }
    told = [
        f"{placed} {show_date(on)}. Unconfirmed: {asks}, until {show_date(marker.lapses_on)}. {became}"
        for marker, (on, asks, became) in asked.items()
    ]
    for said in (words(client.get(_url(alert))), _printed(client, alert)):
        for text in told:
            assert text in said, (text, said)
    assert "Interim marker" not in words(client.get(_url(scenarios.active(cast, customer=scenarios.HONG))))


# Who reads it, and when there is one


def test_nothing_that_is_not_decided_here_has_a_record(cast, sign_in):
    client = sign_in("lead")
    proposed, imported = scenarios.proposed(cast), scenarios.carried_over(cast, code="WEAPONS")
    for record in (proposed, proposed.investigation, imported):
        assert client.get(_url(record)).status_code == 404
        assert client.get(_url(record, "decision.pdf")).status_code == 404


def test_a_character_that_cannot_be_printed_is_named(cast, sign_in):
    alert = scenarios.active(
        cast, conditions=[scenarios.CONDITION | {"words": "By letter \N{CJK UNIFIED IDEOGRAPH-4E00}"}]
    )
    response = sign_in("lead").get(_url(alert, "decision.pdf"))
    assert response.status_code == 409
