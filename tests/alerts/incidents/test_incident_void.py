"""Void a report that was recorded in error. It stays on file and counts for nothing."""

import pytest

from alerts.decisions.answers import Rest
from alerts.incidents import services as incidents_services
from alerts.models import Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.alerts.incidents.reporting import make_void
from tests.owing import held
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import assert_not_now, fill

ANSWERS = {"reason": "It was typed twice."}


@pytest.fixture
def incident(cast):
    return scenarios.logged(cast)


def _url(incident):
    return f"/incidents/{incident.reference}/void/"


# It works


def test_the_line_manager_voids_it(cast, sign_in):
    incident = scenarios.opened(cast).incidents.get()
    client = sign_in("manager")
    with nothing_changes():
        assert_asks(fill(client, _url(incident), reason=" "), "Say why the report is void")
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


# Danger

KNIFE = {"violent": True, "weapon": True}
SAID = "It was logged on the wrong person by mistake."


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


@pytest.mark.clause("D4", refuses=True)
@pytest.mark.parametrize(
    "there", [lambda cast: scenarios.logged(cast, **KNIFE), lambda cast: scenarios.marked(cast).incident]
)
def test_danger_or_a_marker_is_said_to_be_dealt_with_before_its_warning_goes(cast, sign_in, there):
    incident, client = there(cast), sign_in("manager")
    page = words(client.get(_url(incident)))
    assert "Once the report is void, nobody who goes there is told of it, and its interim marker is lifted." in page
    asks = "Tick that its danger is dealt with: nobody is warned because of this report any more"
    with nothing_changes():
        assert_asks(fill(client, _url(incident), reason=SAID), asks, typed=(SAID,))
    step = {"incident": incident, "version": incident.version, "by": cast.manager, "on": cast.today, "reason": SAID}
    with nothing_changes(), pytest.raises(NotAllowed, match="Tick that its danger is dealt with"):
        incidents_services.void_incident(**step)
    fill(client, _url(incident), reason=SAID, dealt_with="on")
    incident.refresh_from_db()
    assert (incident.status, incident.void_reason) == ("VOID", SAID)
    assert [marker.lifted_why for marker in incident.markers.all()] in ([], [f"The report is void. {SAID}"])


@pytest.mark.clause("D4")
def test_who_reported_it_the_leads_and_the_head_are_told_at_once(cast, sign_in):
    incident = scenarios.logged(cast, **KNIFE)
    fill(sign_in("manager"), _url(incident), reason=SAID, dealt_with="on")
    for who in (cast.officer, cast.lead, cast.head):
        assert held(who, Kind.VOIDED) == [incident.reference]
    assert not held(cast.manager, Kind.VOIDED)
    assert set(Duty.objects.filter(kind=Kind.VOIDED).values_list("urgent", flat=True)) == {True}
    incident.refresh_from_db()
    assert incident.void_reason == SAID


@pytest.mark.clause("P11a", "D4")
@pytest.mark.parametrize("who", ["officer", "contractor"])
def test_its_page_says_first_that_it_is_void_and_tells_nobody_to_ring(cast, sign_in, who):
    incident = scenarios.reported_anew(scenarios.logged(cast, **KNIFE), by=cast.people[who])
    Incident.objects.filter(pk=incident.pk).update(marker_asked_on=cast.today)
    client = sign_in(who)
    before = words(client.get(f"/incidents/{incident.reference}/"))
    assert "Danger was reported:" in before and "Ring them now." in before
    fill(sign_in("manager"), _url(incident), dealt_with="on", reason=SAID)
    page = words(sign_in(who).get(f"/incidents/{incident.reference}/"))
    assert "Danger was reported:" not in page and "Ring them now." not in page
    said = page.index("This report is void. It counts for nothing")
    assert said < page.index("You need do nothing. Is it not right that it is void?") < page.index("What was reported")
    assert (SAID in page) is (who == "officer"), "it may name somebody"
    assert who == "officer" or SAID not in words(client.get("/"))


def test_without_violence_or_a_weapon_the_head_is_not_told(cast, sign_in):
    incident = scenarios.logged(cast, circumstances=["DANGEROUS_DOG"])
    fill(sign_in("manager"), _url(incident), dealt_with="on", reason=SAID)
    assert (held(cast.lead, Kind.VOIDED), held(cast.head, Kind.VOIDED)) == ([incident.reference], [])
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head])
    assert held(cast.head, Kind.VOIDED) == [incident.reference], "a Head who is a named reader"


def test_of_no_area_every_lead_and_head_is_told(cast):
    incident = scenarios.logged_at_an_address(cast, asset=None, elsewhere="In the car park.", **KNIFE)
    make_void(cast, incident, SAID, dealt_with=True)
    assert held(cast.head2, Kind.VOIDED) == held(cast.lead2, Kind.VOIDED) == [incident.reference]


# It refuses the wrong state


def test_what_a_recommendation_rests_on_stays(cast, sign_in):
    alerts = (scenarios.proposed(cast), "recommended"), (scenarios.active(cast, customer=scenarios.HONG), "concluded")
    for alert, status in alerts:
        file, incident = alert.investigation, alert.investigation.incidents.get()
        sentence = f"Investigation {file.reference} rests on this incident and is {status}. Ask its Operational Lead. "
        sentence += "Once its alerts have ended in error or on appeal, the report can be made void."
        assert_not_now(sign_in("manager"), _url(incident), incident, sentence, **ANSWERS)
