"""“We do what they ask” is done by somebody: it is asked, handed to the Leads, and the letter says what is true."""

import lxml.html
import pytest

from alerts.incidents import services as incidents_services
from housing_alerts.customers.models import Customer
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from letters.printing import rendering
from privacy.subject_access import presenters, putting_right, selectors, services
from tests import scenarios, settling
from tests.owing import held
from tests.page import assert_asks, day, nothing_changes, send
from tests.scenarios import IT_IS_WRONG

pytestmark = pytest.mark.usefixtures("wednesday")
TOLD = {"outcome": "DONE", "reason": "The report was wrong, and is put right.", "way": "COLLECTED"}
TOLD |= {"how": "I told him at our office today."}
ASKS = "Put it right first, or tick that it is handed on"


def _conclude(cast, request, **facts):
    request.refresh_from_db()
    step = {"request": request, "version": request.version, "by": cast.people["dpo"], "today": cast.today}
    return services.conclude_request(**step, on=cast.today, **TOLD | facts)


def _letter(cast, request):
    care = selectors.care(request, on=cast.today)
    context = presenters.answer(request, care, by=cast.people["dpo"], on=cast.today)
    source = rendering.source("privacy/subject_access/letter.html", context)
    return " ".join(lxml.html.fromstring(source).text_content().split())


@pytest.mark.clause("P13b", refuses=True)
@pytest.mark.parametrize("walk", [scenarios.to_put_right, scenarios.objecting])
@pytest.mark.parametrize(
    ("outcome", "said"), [("DONE", "We will do what you asked."), ("PARTLY", "We will do part of")]
)
def test_what_nobody_did_yet_is_handed_to_the_leads_and_the_letter_says_that_we_will(
    sign_in, cast, walk, outcome, said
):
    incident = scenarios.logged(cast)
    request, client = walk(cast), sign_in("dpo")
    url, sent = f"/subject-access/{request.reference}/conclude/", TOLD | {"outcome": outcome} | day("on", cast.today)

    with nothing_changes():
        page = send(client, url, request, **sent)
        assert_asks(page, ASKS, typed=(TOLD["reason"],))
        with pytest.raises(NotAllowed, match="Nothing that the customer asks for was corrected, made void or removed"):
            _conclude(cast, request, outcome=outcome)
    ticks = [box.get("value") for box in lxml.html.fromstring(page.content.decode()).cssselect("input[name=sure_of]")]
    assert send(client, url, request, **sent, sure_of=ticks).status_code == 302

    request.refresh_from_db()
    assert held(cast.lead, Kind.FOLLOW_UP) == [request.reference]
    assert said in _letter(cast, request)
    why = {"reason": "It was somebody else who shouted."}
    incidents_services.void_incident(incident=incident, version=incident.version, by=cast.manager, on=cast.today, **why)
    assert held(cast.lead, Kind.FOLLOW_UP) == []
    assert "We have done" in _letter(cast, request)


@pytest.mark.clause("P13b")
def test_words_that_were_struck_out_for_it_are_not_asked_about(cast):
    incident = scenarios.logged(cast)
    request = scenarios.to_put_right(cast)
    scenarios.put_right(cast, request, incident)
    request = _conclude(cast, request)
    assert held(cast.lead, Kind.FOLLOW_UP) == []
    assert "We have done what you asked." in _letter(cast, request)


def _imported(**facts):
    customer = Customer.objects.get(reference=scenarios.LODGER)
    for name, value in facts.items():
        setattr(customer, name, value)
    records.save(customer, by=None, why="Imported")


@pytest.mark.clause("P13b")
def test_a_fact_of_the_file_is_put_right_where_the_words_name_it(cast):
    for words, reason, facts in [
        ("My name is Lodgers, with an s.", TOLD["reason"], {"surname": "Lodgers"}),
        ("You ring a number that is not mine.", "Your number is now 07700 900 321.", {"telephone": "07700900321"}),
        ("Do not write to me at home.", TOLD["reason"], {"never_write": True}),
    ]:
        with settling.undone():
            request = scenarios.to_put_right(cast, words=words)
            assert not putting_right.is_done(request, reason)
            _imported(**facts)
            request = _conclude(cast, request, reason=reason)
            assert held(cast.lead, Kind.FOLLOW_UP) == []
            assert "We have done what you asked." in _letter(cast, request)


@pytest.mark.clause("P13b", refuses=True)
def test_a_fact_that_nobody_asked_about_puts_nothing_right(cast):
    for walk in [scenarios.to_put_right, scenarios.objecting]:
        for facts in [{"telephone": "07700900321", "known_as": ""}, {"never_write": True}]:
            with settling.undone():
                request = walk(cast)
                _imported(**facts)
                with (
                    nothing_changes(),
                    pytest.raises(NotAllowed, match="Nothing that the customer asks for was corrected"),
                ):
                    _conclude(cast, request, reason="The warning is taken off your record, and nothing is left.")

                _conclude(cast, request, sure_of=[putting_right.NOT_YET])
                _imported(telephone="07700900322", email="new@example.org")
                assert held(cast.lead, Kind.FOLLOW_UP) == [request.reference]


@pytest.mark.long
@pytest.mark.clause("P13b")
def test_what_our_reason_names_stays_to_do_until_that_is_put_right(cast):
    """Another report that is made void, or another action that is set aside, is not what we promised."""
    alert, other = scenarios.active(cast), scenarios.logged(cast)
    request = scenarios.objecting(cast)
    why = {"reason": "It was somebody else who shouted."}
    incidents_services.void_incident(incident=other, version=other.version, by=cast.manager, on=cast.today, **why)
    assert putting_right.is_done(request)
    reason = f"Alert {alert.reference} is taken off your record."
    _conclude(cast, request, reason=reason, sure_of=[putting_right.NOT_YET])
    assert held(cast.lead, Kind.FOLLOW_UP) == [request.reference]

    scenarios.ended(cast, alert)
    assert held(cast.lead, Kind.FOLLOW_UP) == []


@pytest.mark.clause("P13b")
def test_a_lifted_marker_is_named_by_its_report(cast):
    marker = scenarios.marked(cast)
    request = scenarios.objecting(cast)
    assert not putting_right.is_done(request)
    scenarios.lifted(cast, marker)
    assert putting_right.is_done(request, f"The precaution of {marker.incident.reference} is lifted.")


@pytest.mark.clause("P13b")
def test_an_action_that_was_set_aside_is_named_by_its_case(cast):
    action = scenarios.agreed_action(cast)
    request = scenarios.objecting(cast)
    scenarios.determined(cast, scenarios.prepared(cast, action), "UPHELD")
    assert putting_right.is_done(request, f"The warning of {action.investigation.reference} is set aside.")


@pytest.mark.clause("P13b")
def test_an_alert_that_ended_is_removed_and_a_dispute_alone_changes_nothing(cast):
    alert = scenarios.active(cast)
    incident = alert.investigation.incidents.get()
    request = scenarios.to_put_right(cast)
    scenarios.put_right(cast, request, incident, amending="DISPUTED", struck="", words=IT_IS_WRONG)
    assert not putting_right.is_done(request)
    assert putting_right.doubts(request, "NOT_DONE", TOLD["reason"]) == []
    alert.refresh_from_db()
    scenarios.ended(cast, alert)
    assert putting_right.is_done(request)


@pytest.mark.clause("P13b")
def test_what_is_not_promised_is_nobody_s_duty(cast):
    scenarios.logged(cast)
    request = _conclude(cast, scenarios.objecting(cast), outcome="NOT_DONE")
    assert held(cast.lead, Kind.FOLLOW_UP) == []
    assert "We do not do what you asked." in _letter(cast, request)
