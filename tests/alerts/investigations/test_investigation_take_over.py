"""Go on with the case of a Lead who has left."""

import pytest

from alerts.decisions import services as decisions_services
from alerts.investigations import services as investigations_services
from alerts.models import Investigation
from appeals import permissions
from appeals.models import Appeal
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from tests import scenarios
from tests.letters import reader
from tests.page import assert_asks, assert_done, words
from tests.scenarios import INFORM
from tests.step import assert_not_found, assert_not_now, fill, offered


@pytest.fixture
def file(cast):
    return scenarios.left_behind(cast)


def _url(file):
    return f"/investigations/{file.reference}/take-over/"


def _take_over(cast, file, by):
    return investigations_services.take_over_investigation(
        investigation=file, version=file.version, by=by, on=cast.today
    )


# It works


@pytest.mark.long
def test_a_lead_of_the_area_finds_it_in_the_worklist_and_goes_on(cast, sign_in, file):
    client, page = sign_in("lead"), f"/investigations/{file.reference}/"
    assert "Investigations to take over IV-" in words(client.get("/"))
    assert offered(client.get(page)) == ["Take over the investigation"]
    said = "Morwenna Manning led this case and has left. Once you take it over, you lead it as it stands:"
    assert said in words(client.get(_url(file)))

    response = fill(client, _url(file))

    assert_done(client, response, page, f"You lead investigation {file.reference} from now on.")
    found = Investigation.objects.get()
    assert (found.lead, [each.reference for each in found.incidents.all()]) == (
        cast.lead,
        [each.reference for each in file.incidents.all()],
    )
    assert AuditEvent.objects.get(action="take over investigation").why == "Taken over from Morwenna Manning"
    assert "Investigations to take over" not in words(client.get("/"))
    assert "Withdraw the investigation" in offered(client.get(page))


@pytest.mark.clause("P7a")
def test_a_head_who_is_a_lead_too_may_decide_it_instead(cast, sign_in):
    file = scenarios.recommended(cast, scenarios.with_actions(cast, "MEDIATION"))
    scenarios.promote(cast.head, Role.OPERATIONAL_LEAD)
    scenarios.leaves(cast.lead)

    assert offered(sign_in("head").get(f"/investigations/{file.reference}/")) == [
        "Decide on the actions",
        "Take over the investigation",
        "Send back with a question",
    ]


@pytest.mark.clause("P7a", refuses=True)
def test_whoever_took_it_over_does_not_decide_it(cast):
    alert = scenarios.proposed(cast)
    scenarios.promote(cast.head, Role.OPERATIONAL_LEAD)
    scenarios.leaves(cast.lead)
    _take_over(cast, Investigation.objects.get(), by=cast.head)

    with pytest.raises(
        NotAllowed, match="You lead this investigation. Another member of the Leadership Team must decide."
    ):
        scenarios.approved(cast, alert)


@pytest.mark.clause("P7a", refuses=True)
def test_nor_does_who_recommended_it_before_and_leads_it_no_longer(cast):
    alert = scenarios.proposed(cast)
    _recommended_anew_by_another(cast, cast.lead2)
    scenarios.promote(cast.lead, Role.HEAD_OF_SERVICE)
    alert.refresh_from_db()
    decision = {
        "alert": alert,
        "version": alert.version,
        "on": cast.today,
        "reason": "This is enough for us now.",
        "inform": INFORM,
        "due_regard": scenarios.DUE_REGARD,
    }

    with pytest.raises(
        NotAllowed, match="You led this investigation. Another member of the Leadership Team must decide."
    ):
        decisions_services.approve_alert(**decision, by=cast.lead)
    approved = decisions_services.approve_alert(**decision, by=cast.head)
    assert approved.investigation.recommended_by == cast.lead2
    assert permissions.why_may_not_determine(cast.lead, Appeal(alert=approved)) is not None


def _recommended_anew_by_another(cast, lead):
    file = Investigation.objects.get()
    question = {"by": cast.head, "question": "What did the neighbour see?"}
    file = decisions_services.send_back_investigation(investigation=file, version=file.version, **question)
    scenarios.leads_no_longer(file.lead)
    scenarios.lead_for(lead, file.service_area)
    file = _take_over(cast, file, by=lead)
    said = {"answer": "Nobody else was there."}
    file = investigations_services.record_considerations(
        investigation=file, version=file.version, by=lead, considerations=said
    )
    investigations_services.recommend(investigation=file, version=file.version, by=lead, on=cast.today)


@pytest.mark.clause("P7a", refuses=True)
@pytest.mark.parametrize("decide", [scenarios.approved, scenarios.declined], ids=["approved", "declined"])
def test_nor_does_whoever_decided_a_part_of_it_take_over_what_was_sent_back(cast, sign_in, decide):
    decided, _ = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS")
    decide(cast, decided)
    _sent_back_and_left(cast)
    assert_not_now(sign_in("head"), _url(Investigation.objects.get()), Investigation.objects.get(), DECIDED)


@pytest.mark.clause("P7a", refuses=True)
def test_nor_does_whoever_agreed_an_action_of_it(cast):
    file = scenarios.proposed_with_an_action(cast).investigation
    scenarios.agreed(cast, file)
    file = _sent_back_and_left(cast)
    with pytest.raises(NotAllowed, match=DECIDED):
        _take_over(cast, file, by=cast.head)


@pytest.mark.clause("P7a")
def test_whoever_sent_it_back_and_decided_nothing_of_it_may(cast):
    scenarios.proposed(cast)
    assert _take_over(cast, _sent_back_and_left(cast), by=cast.head).lead == cast.head


DECIDED = "You decided a part of this. Another Operational Lead for Housing takes it over."


def _sent_back_and_left(cast):
    """The Head, who is a Lead too, sent the rest back, and its Lead has left."""
    file = Investigation.objects.get()
    step = {"version": file.version, "by": cast.head, "question": "What did the neighbour see?"}
    file = decisions_services.send_back_investigation(investigation=file, **step)
    scenarios.promote(cast.head, Role.OPERATIONAL_LEAD)
    scenarios.leaves(cast.lead)
    return Investigation.objects.get(pk=file.pk)


# It refuses the wrong person


def test_a_lead_to_whom_the_file_is_closed_finds_no_page(cast, sign_in, file):
    scenarios.restrict_file(cast)
    scenarios.lead_for(cast.lead2, file.service_area)
    assert_not_found(sign_in("lead2"), _url(file), file)


# It refuses the wrong state


@pytest.mark.clause("D3b")
def test_where_its_lead_is_away_another_goes_on_and_says_why(cast, sign_in):
    file = scenarios.opened(cast)
    scenarios.lead_for(cast.lead2, file.service_area)
    client, page = sign_in("lead2"), f"/investigations/{file.reference}/"
    assert offered(client.get(page))[-1] == "Take over the investigation"
    assert "Lena Ledger leads this case." in words(client.get(_url(file)))

    response = fill(client, _url(file), reason="She is ill, and nobody knows for how long.")

    assert_done(client, response, page, f"You lead investigation {file.reference} from now on.")
    found = Investigation.objects.get()
    assert (found.lead, list(found.former_leads.all())) == (cast.lead2, [cast.lead])
    why = "Taken over from Lena Ledger: She is ill, and nobody knows for how long."
    assert AuditEvent.objects.get(action="take over investigation").why == why


@pytest.mark.long
@pytest.mark.clause("D3b", "P6")
@pytest.mark.on_paper
def test_who_led_it_before_until_when_and_why_is_told_wherever_the_case_is_read(cast, sign_in):
    alert = scenarios.proposed(cast)
    _recommended_anew_by_another(cast, cast.lead2)
    file = Investigation.objects.get()
    scenarios.promote(cast.head2, Role.OPERATIONAL_LEAD)
    scenarios.lead_for(cast.head2, file.service_area)
    step = {"version": file.version, "by": cast.head2, "on": cast.today, "reason": "He is ill."}
    investigations_services.take_over_investigation(investigation=file, **step)
    alert.refresh_from_db()
    approved = scenarios.approved(cast, alert)
    scenarios.promote(cast.lead, Role.OPERATIONAL_LEAD)
    appeal = scenarios.appealed(cast, approved)
    client, today = sign_in("head"), show_date(cast.today)
    decision = f"/alerts/{alert.reference}/decision"

    ill = f"{cast.lead2}, until {today}: He is ill."
    before = f"Led before by {cast.lead}, until {today}: No longer an Operational Lead. {ill}"
    for page in (f"/investigations/{file.reference}/", f"{decision}/"):
        assert f"Operational Lead {cast.head2} {before}" in words(client.get(page))
    assert before in " ".join(reader.text(client.get(f"{decision}.pdf").content).split())
    pack = " ".join(reader.text(client.get(f"/appeals/{appeal.reference}/evidence.pdf").content).split())
    assert f"Investigation {file.reference} opened ({cast.lead})" in pack
    assert f"Investigation {file.reference} taken over from {cast.lead2} ({cast.head2}) He is ill." in pack
    history = words(client.get(f"/customers/{file.customer.reference}/"))
    assert f"Investigation {file.reference} opened by {cast.lead}" in history
    assert f"Investigation {file.reference} taken over from {cast.lead2} by {cast.head2} {today} He is ill." in history


@pytest.mark.clause("D3b", refuses=True)
def test_nobody_takes_the_case_of_a_lead_who_is_there_without_saying_why(cast, sign_in):
    file = scenarios.opened(cast)
    scenarios.lead_for(cast.lead2, file.service_area)
    assert_asks(fill(sign_in("lead2"), _url(file), reason=" "), "Say why they cannot go on with it")
    sentence = "Lena Ledger leads this investigation and has not left. Say why they cannot go on with it."
    with pytest.raises(NotAllowed, match=sentence):
        _take_over(cast, file, by=cast.lead2)


@pytest.mark.clause("D3b", refuses=True)
def test_nobody_takes_over_what_they_lead(cast, sign_in):
    file = scenarios.opened(cast)
    assert_not_now(sign_in("lead"), _url(file), file, "You lead this investigation already.", reason="Again.")


def test_once_it_is_over_nothing_is_left_to_do(cast, sign_in):
    file = scenarios.withdrawn(cast)
    sentence = f"Investigation {file.reference} is withdrawn: nothing is left to do."
    assert_not_now(sign_in("lead"), _url(file), file, sentence, reason="It goes on.")
