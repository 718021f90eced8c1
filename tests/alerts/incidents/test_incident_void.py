"""Void a report that was recorded in error. It stays on file and counts for nothing."""

import pytest

from alerts.corrections.policies import is_about_another
from alerts.corrections.services import Place
from alerts.decisions.answers import Rest
from alerts.incidents import services as incidents_services
from alerts.incidents import steps as incidents_steps
from alerts.markers import steps as markers_steps
from alerts.models import Incident, Marker
from housing_alerts.customers.models import Asset
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed, when
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios
from tests.owing import held
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, words
from tests.step import assert_not_now, assert_only_reads, fill

ANSWERS = {"reason": "It was typed twice."}


@pytest.fixture
def incident(cast):
    return scenarios.logged(cast)


def _url(incident):
    return f"/incidents/{incident.reference}/void/"


# It works


@pytest.mark.parametrize("there", [scenarios.logged, scenarios.settled, scenarios.referred])
def test_the_line_manager_voids_it(cast, sign_in, there):
    incident = there(cast)
    client = sign_in("manager")
    response = fill(client, _url(incident), **ANSWERS)

    assert_done(
        client,
        response,
        f"/incidents/{incident.reference}/",
        f"Incident {incident.reference} is void. It stays on file.",
    )
    found = Incident.objects.get()
    assert (found.status, found.void_reason) == ("VOID", "It was typed twice.")


def test_the_reporter_takes_back_a_draft(cast):
    draft = scenarios.draft(cast)
    incidents_services.void_incident(
        incident=draft, version=draft.version, by=cast.officer, on=cast.today, reason="I pressed the wrong button."
    )
    assert Incident.objects.get().status == "VOID"


def test_in_an_open_investigation_it_can_still_be_voided(cast, sign_in):
    incident = scenarios.opened(cast).incidents.get()
    fill(sign_in("manager"), _url(incident), **ANSWERS)
    assert Incident.objects.get().status == "VOID"


# Danger

KNIFE = {"violent": True, "weapon": True}
SAID = "It was logged on the wrong person by mistake."


@pytest.mark.clause("D4", refuses=True)
@pytest.mark.clause("P11a", "P9b")
@pytest.mark.parametrize("wrong", ["APPEAL", "ERROR"])
def test_a_report_on_the_wrong_person_goes_once_its_alert_was_found_wrong(cast, sign_in, wrong):
    alert = scenarios.active(cast)
    incident = alert.investigation.incidents.get()
    if wrong == "APPEAL":
        scenarios.determined(cast, scenarios.prepared(cast, alert), "UPHELD")
    else:
        scenarios.ended(cast, alert, because="ERROR")

    assert fill(sign_in("manager"), _url(incident), **ANSWERS).status_code == 302

    incident.refresh_from_db()
    assert incident.status == "VOID"


def test_a_report_behind_an_agreed_action_stays(cast):
    file = scenarios.action_beside(cast).investigation
    scenarios.ended(cast, file.alerts.get(), because="ERROR", rest=Rest(stays="He shouted at the other visit himself."))

    assert Incident.objects.get().relied_on_by() == file


def test_a_report_stays_where_the_risk_alone_is_reduced(cast):
    scenarios.ended(cast, scenarios.active(cast), because="RISK_REDUCED")

    assert Incident.objects.get().relied_on_by()


def test_it_is_said_where_the_danger_belongs(cast, sign_in):
    incident = scenarios.logged(cast, **KNIFE)
    client = sign_in("manager")
    page = words(client.get(_url(incident)))
    assert "Once the report is void, nobody who goes there is told of it." in page
    assert_asks(fill(client, _url(incident), reason=SAID), "Choose where the danger belongs, or that there was none")
    step = {"incident": incident, "version": incident.version, "by": cast.manager, "on": cast.today, "reason": SAID}
    with nothing_changes(), pytest.raises(NotAllowed, match="Say to whom it belongs, or that there was none"):
        incidents_services.void_incident(**step)


@pytest.mark.clause("D4")
def test_danger_of_somebody_else_is_told_of_there_from_the_same_moment(cast, sign_in):
    marker = scenarios.marked(cast, **KNIFE)
    incident, client = marker.incident, sign_in("manager")
    answers = {"belongs": "ELSEWHERE", "reason": SAID, "customer": scenarios.HONG}
    response = fill(client, _url(incident), **answers)

    incident.refresh_from_db()
    anew = Incident.objects.get(reference=incident.goes_on_in)
    lapses = show_date(marker.lapses_on)
    said = (
        f"Incident {incident.reference} is void. It stays on file. {anew.reference} tells of the danger now. Its "
        f"interim marker stands there until {lapses}."
    )
    assert_done(client, response, f"/incidents/{anew.reference}/", said)
    assert (anew.status, anew.customer.reference, anew.dangers) == ("LOGGED", scenarios.HONG, incident.dangers)
    assert (anew.account, anew.created_by, anew.reported_by) == (incident.account, cast.officer, cast.officer)
    assert (anew.line_manager, list(anew.affected.all())) == (cast.manager, [cast.officer])
    assert incident.void_reason.endswith(f"To another person or address: {anew.reference}.")
    contractor = sign_in("contractor")
    assert f"Unconfirmed: go with at least one other colleague, until {lapses}." in words(
        contractor.get(f"/look-up/?q={scenarios.HONG}")
    )
    assert "Unconfirmed" not in words(contractor.get(f"/look-up/?q={scenarios.LODGER}"))
    assert held(cast.manager, Kind.TRIAGE) == [anew.reference]
    assert list(anew.welfare_checks.values_list("colleague", flat=True)) == [cast.officer.pk]
    assert not incident.welfare_checks.exists()


def test_the_same_danger_reported_twice_stays_in_the_report_of_another_property(cast, sign_in):
    """It is the person's, so it goes with them wherever it was."""
    twice = scenarios.logged(cast, **KNIFE, asset=at_sandpiper())
    stays = scenarios.logged(cast, **KNIFE)
    answers = {"belongs": "REPORTED", "other": stays.reference, "reason": SAID}
    assert fill(sign_in("manager"), _url(twice), **answers).status_code == 302
    twice.refresh_from_db()
    assert (twice.status, twice.goes_on_in) == ("VOID", stays.reference)


def test_another_persons_home_is_not_suggested(cast, sign_in):
    incident, client = scenarios.logged(cast, **KNIFE, danger_from="UNKNOWN"), sign_in("manager")
    assert "Sandpiper" not in client.get(_url(incident)).content.decode().partition("<main")[2].partition("<form")[2]


@pytest.mark.clause("D4", refuses=True)
def test_whom_or_where_it_is_about_is_named_before_the_warning_goes(cast, sign_in):
    incident = scenarios.logged(cast, **KNIFE)
    elsewhere = {"belongs": "ELSEWHERE", "reason": SAID}
    assert_asks(
        fill(sign_in("manager"), _url(incident), **elsewhere), "Say whose it is or, if nobody knows, where it was"
    )
    step = {"incident": incident, "version": incident.version, "by": cast.manager, "on": cast.today, **elsewhere}
    for place, sentence in [
        (Place(), "Say to whom the danger belongs or, if nobody knows, at which address it is or where it was"),
        (Place(incident.customer), f"That is what incident {incident.reference} says already"),
    ]:
        with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
            incidents_services.void_incident(**step, place=place)

    incidents_services.void_incident(**step, place=Place(elsewhere="In the car park."))
    anew = Incident.objects.exclude(pk=incident.pk).get()
    assert (anew.subject, anew.elsewhere, anew.status) == (None, "In the car park.", "LOGGED")
    duty = Duty.objects.open().get(kind=Kind.TRIAGE)
    assert (duty.reference, duty.urgent) == (anew.reference, True)


def test_a_marker_alone_counts_as_danger(cast, sign_in):
    incident, harmless = scenarios.logged(cast), scenarios.logged(cast, days=1)
    marker = scenarios.mark(cast, incident)
    assert "Where does the danger belong?" in words(sign_in("manager").get(_url(incident)))
    incident.refresh_from_db()
    step = {"incident": incident, "version": incident.version, "by": cast.manager, "on": cast.today, "reason": SAID}
    for answer, sentence in [
        ({"belongs": "REPORTED", "other": harmless, "lifted_why": SAID}, "tells of no danger, and has no marker"),
        (
            {"belongs": "ELSEWHERE", "place": Place(elsewhere="In the car park.")},
            "Only its interim marker tells of this",
        ),
    ]:
        with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
            incidents_services.void_incident(**step, **answer)
    incidents_services.void_incident(**step, belongs="ELSEWHERE", place=Place(asset=at_sandpiper()))
    (moved,) = Marker.objects.exclude(pk=marker.pk)
    assert (moved.asset, moved.customer, moved.lapses_on) == (at_sandpiper(), None, marker.lapses_on)


def test_a_marker_that_lapsed_does_not_go_on_where_the_report_itself_tells_of_danger(cast):
    incident = scenarios.logged(cast, violent=True, days=60)
    marker = scenarios.mark(cast, incident)
    Marker.objects.update(placed_on=cast.ago(20), lapses_on=cast.ago(1))
    incident.refresh_from_db()
    incidents_services.void_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        reason=SAID,
        belongs="ELSEWHERE",
        place=Place(asset=at_sandpiper()),
    )
    assert not Marker.objects.exclude(pk=marker.pk).exists()
    assert Incident.objects.get(asset=at_sandpiper(), customer=None).violent


def at_sandpiper():
    return Asset.objects.get(reference="A-D1")


@pytest.mark.clause("D4")
def test_a_marker_that_goes_with_the_danger_is_asked_about_as_before(cast):
    incident = scenarios.reported_for(cast)
    scenarios.mark(cast, incident)
    incident.refresh_from_db()
    incident = scenarios.answered_for(cast, incident, "She had a knife.", dangers=["WEAPON"])
    _moved(cast, incident, Place(cast.customers[scenarios.HONG]))
    (anew,) = Incident.objects.exclude(pk=incident.pk)
    assert anew.danger_unmarked
    assert held(cast.lead, Kind.UNMARKED) == [anew.reference]


@pytest.mark.clause("D4", "P11a")
def test_the_words_of_a_restricted_file_stay_on_it_where_somebody_else_there_is_the_danger(cast):
    scenarios.restrict_file(cast)
    incident = scenarios.logged(cast, danger_from="NAMED", **KNIFE)
    _moved(cast, incident, Place(asset=at_sandpiper()))
    (anew,) = Incident.objects.exclude(pk=incident.pk)
    assert (anew.customer, anew.asset, anew.danger_from) == (incident.customer, at_sandpiper(), "THERE")


@pytest.mark.clause("D4", "P11a")
def test_a_call_stays_a_call_where_the_words_of_a_restricted_file_stay(cast):
    scenarios.restrict_file(cast)
    incident = scenarios.logged(cast, danger_from="NAMED", channel="TELEPHONE", **KNIFE)
    _moved(cast, incident, Place(customer=cast.customers[scenarios.HONG], account="He said that he has a knife."))
    assert Incident.objects.get(customer__reference=scenarios.HONG).channel == "TELEPHONE"


@pytest.mark.clause("D4", "P11a", refuses=True)
def test_the_words_of_a_restricted_file_do_not_go_to_another_persons(cast, sign_in):
    scenarios.restrict_file(cast)
    secret = {"correction": "He would follow us to 12 Sandpiper Close.", "circumstances": ["DOMESTIC_ABUSE"]}
    at = {"asset": at_sandpiper(), "elsewhere": "At the back door of 12 Sandpiper Close."}
    incident = scenarios.logged(cast, danger_from="NAMED", **at, **secret, **KNIFE)
    client, answers = sign_in("manager"), {"belongs": "ELSEWHERE", "reason": SAID, "customer": scenarios.HONG}
    assert_refused(fill(client, _url(incident), **answers), "The words of this report stay with its restricted file.")
    said = "He would follow us to 12 Sandpiper Close."
    assert_refused(fill(client, _url(incident), **answers, words=said), "“12 Sandpiper Close” stands in what you wrote")
    fill(client, _url(incident), **answers, words="He showed a knife to a colleague of ours.")
    anew = Incident.objects.get(customer__reference=scenarios.HONG)
    assert (anew.account, anew.correction) == ("He showed a knife to a colleague of ours.", "")
    assert (anew.asset, anew.elsewhere, anew.channel) == (None, "", "ELSEWHERE")
    assert (anew.dangers, anew.circumstances, anew.reported_for) == (incident.dangers, ["DOMESTIC_ABUSE"], cast.officer)
    assert held(cast.officer, Kind.CHECK_REPORT) == [anew.reference]


@pytest.mark.clause("D4", "P11a")
def test_whoever_tells_it_in_other_words_triages_it_and_places_its_marker(cast):
    scenarios.restrict_file(cast)
    told = {
        "about": "THIRD_PARTY",
        "source": "PC Penrose at the refuge",
        "source_kind": "POLICE",
        "standing": "ALLEGED",
    }
    incident = scenarios.logged(cast, danger_from="NAMED", **told, **KNIFE)
    _moved(cast, incident, Place(cast.customers[scenarios.HONG], account="The police told us that she has a knife."))
    (anew,) = Incident.objects.exclude(pk=incident.pk)
    assert (anew.source, anew.standing) == (incident.get_source_kind_display(), "ALLEGED")
    assert held(cast.manager, Kind.TRIAGE) == [anew.reference]
    assert incidents_steps.why_not_refer(anew, cast.manager, cast.today) is None
    assert markers_steps.why_not_place_marker(anew, cast.manager, cast.today) is None


@pytest.mark.clause("D4", refuses=True)
def test_two_reports_cannot_name_each_other_in_the_same_moment(cast):
    incident, twin = scenarios.logged(cast, **KNIFE), scenarios.logged(cast, days=1, **KNIFE)
    seen = Incident.objects.get(pk=twin.pk)
    step = {"by": cast.manager, "on": cast.today, "reason": SAID, "belongs": "REPORTED"}
    incidents_services.void_incident(incident=twin, version=twin.version, other=incident, **step)
    with pytest.raises(NotAllowed, match="one that was logged and stands"):
        incidents_services.void_incident(incident=incident, version=incident.version, other=seen, **step)


def _moved(cast, incident, place):
    answers = {"reason": SAID, "belongs": "ELSEWHERE", "place": place}
    incidents_services.void_incident(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, **answers
    )


@pytest.mark.clause("D4")
def test_who_reported_it_the_leads_and_the_head_are_told_at_once(cast, sign_in):
    incident, typed_before = scenarios.logged(cast, **KNIFE), scenarios.logged(cast, scenarios.HONG).reference
    fill(sign_in("manager"), _url(incident), belongs="NOWHERE", reason=SAID, other=typed_before)
    for who in (cast.officer, cast.lead, cast.head):
        assert held(who, Kind.VOIDED) == [incident.reference]
    assert not held(cast.manager, Kind.VOIDED)
    assert set(Duty.objects.filter(kind=Kind.VOIDED).values_list("urgent", flat=True)) == {True}
    incident.refresh_from_db()
    assert (incident.void_reason, incident.goes_on_in) == (f"{SAID} Nowhere: there was no such danger.", "")


def test_a_contractor_reads_that_it_is_void_and_no_reason_that_may_name_somebody(cast, sign_in):
    incident = scenarios.reported_anew(scenarios.logged(cast, **KNIFE), by=cast.people["contractor"])
    fill(sign_in("manager"), _url(incident), belongs="NOWHERE", reason="It was his brother Peter Lodger instead.")
    client = sign_in("contractor")
    said = words(client.get(f"/incidents/{incident.reference}/")) + words(client.get("/"))
    assert "Morwenna Manning made it void" in said
    assert "Peter" not in said


@pytest.mark.clause("P11a", "D4")
@pytest.mark.parametrize("who", ["officer", "contractor"])
def test_its_page_says_first_that_it_is_void_and_tells_nobody_to_ring(cast, sign_in, who):
    incident = scenarios.reported_anew(scenarios.logged(cast, **KNIFE), by=cast.people[who])
    Incident.objects.filter(pk=incident.pk).update(marker_asked_on=cast.today)
    client = sign_in(who)
    before = words(client.get(f"/incidents/{incident.reference}/"))
    assert "Danger was reported:" in before and "Ring them now." in before
    fill(sign_in("manager"), _url(incident), belongs="NOWHERE", reason=SAID)
    page = words(sign_in(who).get(f"/incidents/{incident.reference}/"))
    assert "Danger was reported:" not in page and "Ring them now." not in page
    said = page.index("This report is void. It counts for nothing")
    assert said < page.index("You need do nothing. Is it not right that it is void?") < page.index("What was reported")
    assert (SAID in page) is (who == "officer")


@pytest.mark.clause("P11a", "D4")
def test_its_page_says_which_report_tells_of_the_danger_now(cast, sign_in):
    incident = scenarios.logged(cast, **KNIFE)
    _moved(cast, incident, Place(asset=at_sandpiper()))
    incident.refresh_from_db()
    page = words(sign_in("officer").get(f"/incidents/{incident.reference}/"))
    assert f"{incident.goes_on_in} tells of the danger now" in page


def test_without_violence_or_a_weapon_the_head_is_not_told(cast, sign_in):
    incident = scenarios.logged(cast, circumstances=["DANGEROUS_DOG"])
    fill(sign_in("manager"), _url(incident), belongs="NOWHERE", reason=SAID)
    assert (held(cast.lead, Kind.VOIDED), held(cast.head, Kind.VOIDED)) == ([incident.reference], [])
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head])
    assert held(cast.head, Kind.VOIDED) == [incident.reference], "a Head who is a named reader"


def test_of_no_area_every_lead_and_head_is_told(cast):
    incident = scenarios.logged_at_an_address(cast, asset=None, elsewhere="In the car park.", **KNIFE)
    incidents_services.void_incident(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, reason=SAID, belongs="NOWHERE"
    )
    assert held(cast.head2, Kind.VOIDED) == held(cast.lead2, Kind.VOIDED) == [incident.reference]


@pytest.mark.clause("D4", refuses=True)
def test_another_report_that_tells_of_it_is_named(cast, sign_in):
    incident, twin = scenarios.logged(cast, **KNIFE), scenarios.logged(cast, days=1, **KNIFE)
    client = sign_in("manager")
    answers = {"belongs": "REPORTED", "reason": "The same report was typed twice over."}
    for other, sentence in {
        "": "Say which other report tells of the danger: one that was logged and stands.",
        incident.reference: "Say which other report tells of the danger: one that was logged and stands.",
    }.items():
        assert_refused(fill(client, _url(incident), **answers, other=other), sentence)
    fill(client, _url(incident), **answers, other=twin.reference.lower())
    incident.refresh_from_db()
    assert incident.void_reason.endswith(f"Another report that stays tells of it: {twin.reference}.")
    (check,) = twin.welfare_checks.all()
    assert check.colleague == cast.officer


@pytest.mark.clause("D4")
def test_each_danger_of_one_event_stands_in_the_report_that_stays(cast):
    violent, stays = scenarios.logged(cast, violent=True), scenarios.logged(cast, days=1, weapon=True)
    step = {"by": cast.manager, "on": cast.today, "reason": SAID, "belongs": "REPORTED", "other": stays}
    incidents_services.void_incident(incident=violent, version=violent.version, **step)
    stays.refresh_from_db()
    assert [danger.label for danger in stays.dangers] == ["Violence", "Weapon"]


@pytest.mark.clause("D4", "P11a")
def test_a_report_on_the_wrong_person_goes_where_another_tells_of_the_same_event(cast, sign_in):
    incident, right = scenarios.logged(cast, **KNIFE), scenarios.logged(cast, scenarios.HONG, **KNIFE)
    client, answers = sign_in("manager"), {"belongs": "REPORTED", "reason": SAID, "other": right.reference}
    fill(client, _url(incident), **answers)
    incident.refresh_from_db()
    assert (incident.status, incident.goes_on_in) == ("VOID", right.reference)
    scenarios.restrict_file(cast)
    theirs, there = (scenarios.logged(cast, danger_from=whose, **KNIFE) for whose in ("NAMED", "THERE"))
    assert is_about_another(theirs, there)
    assert right.earlier().count() == 0


@pytest.mark.clause("P2")
def test_a_colleague_whom_only_the_void_report_names_is_still_asked_after(cast):
    incident, twin = scenarios.logged(cast, **KNIFE), scenarios.logged(cast, days=1, **KNIFE)
    check = incident.welfare_checks.get()
    check.colleague = cast.lead
    records.save(check, by=None, why="The Lead was there too.")
    step = {"by": cast.manager, "on": cast.today, "reason": SAID, "belongs": "REPORTED", "other": twin}
    incidents_services.void_incident(incident=incident, version=incident.version, **step)
    assert {one.colleague for one in twin.welfare_checks.all()} == {cast.officer, cast.lead}


@pytest.mark.clause("D4", refuses=True)
def test_a_marker_is_lifted_by_its_own_reason(cast, sign_in):
    marker = scenarios.marked(cast)
    client = sign_in("manager")
    answers = {"belongs": "NOWHERE", "reason": SAID}
    assert_asks(fill(client, _url(marker.incident), **answers), "Say why the interim marker is lifted")
    assert_refused(fill(client, _url(marker.incident), **answers, lifted_why="x"), "Say why the marker is lifted")
    fill(client, _url(marker.incident), **answers, lifted_why="He was in hospital on that very day.")
    marker.refresh_from_db()
    assert marker.lifted_why == "He was in hospital on that very day."


# It refuses the wrong person


@pytest.mark.parametrize("username", ["officer", "lead", "head", "leadership"])
def test_who_is_not_the_line_manager_is_refused(sign_in, incident, username):
    sentence = "Ask Morwenna Manning to void a report that was made in error."
    assert_not_now(sign_in(username), _url(incident), incident, sentence, **ANSWERS)


# It refuses the wrong state


def test_a_void_incident_is_refused(cast, sign_in):
    incident = scenarios.void(cast)
    sentence = (
        f"This incident is void since Morwenna Manning acted on {when(incident)}. "
        '"Void" needs it to be draft or logged or settled informally or referred.'
    )
    assert_not_now(sign_in("manager"), _url(incident), incident, sentence, **ANSWERS)


@pytest.mark.parametrize(("there", "words"), [(scenarios.proposed, "recommended"), (scenarios.active, "concluded")])
def test_what_a_recommendation_rests_on_stays(cast, sign_in, there, words):
    file = there(cast).investigation
    incident = file.incidents.get()
    sentence = f"Investigation {file.reference} rests on this incident and is {words}. Ask its Operational Lead. "
    sentence += "Once its alerts have ended in error or on appeal, the report can be made void."
    assert_not_now(sign_in("manager"), _url(incident), incident, sentence, **ANSWERS)


# It refuses bad input


def test_the_reason_is_said_in_words(sign_in, incident):
    client = sign_in("manager")
    with nothing_changes():
        response = fill(client, _url(incident), reason=" ")
    assert_asks(response, "Say why the report is void")


# GET changes nothing


def test_to_open_the_page_changes_nothing(sign_in, incident):
    assert_only_reads(sign_in("manager"), _url(incident))
