"""Removing an alert between reviews: ``/alerts/CM-…/end/``"""

import pytest

from alerts.alert import services as alert_services
from alerts.incidents import services as incidents_services
from alerts.incidents import steps as incidents_steps
from alerts.models import Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios, settling
from tests.owing import held
from tests.page import (
    assert_asks,
    assert_blocked,
    assert_done,
    assert_refused,
    nothing_changes,
    send,
    words,
)

pytestmark = pytest.mark.usefixtures("wednesday")
SENT = {"because": "RISK_REDUCED", "reason": "He moved into supported housing."}


@pytest.fixture
def alert(cast):
    return scenarios.active(cast)


def url(alert):
    return f"/alerts/{alert.reference}/end/"


@pytest.mark.clause("P8b")
def test_the_responsible_lead_removes_it_with_a_reason_and_the_head_is_told(sign_in, cast, alert):
    client = sign_in("lead")
    assert "Attend in pairs." in words(sign_in("officer").get("/look-up/?q=D900001"))
    with settling.undone():
        scenarios.removed_at_a_review(cast, alert)
        assert "Removed at a review by Lena Ledger on 10 June 2026" in words(sign_in("head").get("/"))
    client = sign_in("lead")
    assert "Letters that were not sent are cancelled." in words(client.get(url(alert)))

    response = send(client, url(alert), alert, **SENT)

    page = f"/alerts/{alert.reference}/"
    assert_done(client, response, page, f"Alert {alert.reference} removed.")
    alert.refresh_from_db()
    assert (alert.status, alert.ended_on, alert.ended_by) == ("ENDED", cast.today, cast.lead)
    assert (alert.ended_because, alert.end_reason) == ("RISK_REDUCED", SENT["reason"])
    why = f"{alert.get_ended_because_display()}. {SENT['reason']}"
    said = words(client.get(page))
    assert f"Ended {show_date(cast.today)} by Lena Ledger: {why}" in said
    assert "Log an appeal" in said, "the customer may still appeal"
    assert "Attend in pairs." not in words(sign_in("officer").get("/look-up/?q=D900001"))
    told = words(sign_in("head").get("/"))
    assert "Alerts removed CM-" in told
    assert "Removed by Lena Ledger on 10 June 2026" in told
    assert "Alerts removed" not in words(sign_in("head2").get("/"))


@pytest.mark.clause("P8b", refuses=True)
def test_of_what_an_appeal_ended_or_another_alert_replaced_they_are_not(sign_in, cast, alert):
    scenarios.determined(cast, scenarios.prepared(cast, alert), "UPHELD")

    assert "Alerts removed" not in words(sign_in("head").get("/"))


def test_its_open_review_is_closed_and_its_unsent_letters_are_cancelled(cast):
    alert, kept, told = scenarios.begun(cast)
    review = scenarios.under_review(cast, alert)

    scenarios.ended(cast, alert)

    review.refresh_from_db()
    assert (review.status, review.closed_reason) == ("CLOSED", f"Alert {alert.reference} ended")
    for letter in (told, kept):
        letter.refresh_from_db()
        assert (letter.status, letter.cancelled_reason) == ("CANCELLED", f"Alert {alert.reference} ended")


def test_another_lead_of_the_area_removes_it_only_once_the_responsible_lead_has_left(sign_in, cast, alert):
    scenarios.lead_for(cast.lead2, alert.service_area)
    client = sign_in("lead2")
    refusal = (
        "Lena Ledger is responsible for this alert and may remove it between reviews. At a review any Operational Lead for "
        "Housing may."
    )

    assert_blocked(client.get(url(alert)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(alert), alert, **SENT), refusal)
    scenarios.leaves(cast.lead)
    send(sign_in("lead2"), url(alert), alert, **SENT)
    alert.refresh_from_db()
    assert (alert.status, alert.ended_by) == ("ENDED", cast.lead2)


def test_only_an_active_alert_is_removed(sign_in, cast):
    alert, client = scenarios.proposed(cast), sign_in("lead")
    refusal = "This alert is proposed since Lena Ledger acted on 10 June 2026"

    assert_blocked(client.get(url(alert)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(alert), alert, **SENT), refusal)


def test_it_asks_why_and_names_somebody_elses_change_in_between_and_nothing_typed_is_lost(sign_in, alert):
    client = sign_in("lead")

    with nothing_changes():
        asked = send(client, url(alert), alert, because="", reason="  ")
        response = client.post(url(alert), {"version": alert.version - 1} | SENT)

    assert_asks(asked, "Choose what has changed", "Say why the alert is removed")
    assert_refused(response, "Helen Headley changed this on 10 June 2026 at 10:30, after you opened the page.")
    assert SENT["reason"] in words(response)


@pytest.mark.clause("P8b", refuses=True)
def test_whoever_calls_cannot_say_that_an_appeal_or_another_alert_ended_it(cast, alert):
    step = {
        "alert": alert,
        "version": alert.version,
        "by": cast.lead,
        "on": cast.today,
        "reason": "It is over, and he is calm.",
    }
    for because in ["APPEAL", "REPLACED", "SHRUG", ""]:
        with (
            nothing_changes(),
            pytest.raises(NotAllowed, match="Say which it is: the risk is reduced, circumstances changed"),
        ):
            alert_services.end_alert(**step, because=because)


UNANSWERED = (
    "Danger was reported, and this takes away what protects colleagues from it. Say why they do not need that any more, or "
    "what protects them instead."
)
DANGER = "The warning is about his brother, on whom Helen Headley decides today."


@pytest.mark.clause("P8b", refuses=True)
def test_what_an_agency_told_us_stands_on_the_page_and_what_becomes_of_the_danger_is_asked(sign_in, cast):
    alert = scenarios.told_by_the_police(cast)
    client = sign_in("lead")

    page = words(client.get(url(alert)))
    assert alert.investigation.incidents.get().account in page
    with pytest.raises(NotAllowed, match="Danger was reported, and this takes away what protects colleagues from it"):
        alert_services.end_alert(alert=alert, version=alert.version, by=cast.lead, on=cast.today, **SENT)
    asked = send(client, url(alert), alert, **SENT, danger="")
    assert_asks(asked, UNANSWERED)
    assert "If it is on the wrong person, choose “It was imposed in error”" in words(asked)
    assert send(client, url(alert), alert, **SENT, danger=DANGER).status_code == 302

    alert.refresh_from_db()
    assert alert.end_reason == f"{SENT['reason']} {DANGER}"
    assert f"Removed by Lena Ledger on 10 June 2026: {SENT['reason']} {DANGER}" in words(sign_in("head").get("/"))


@pytest.mark.clause("P13b")
def test_whoever_read_the_instruction_of_a_mistaken_alert_hears_of_it(sign_in, cast, alert):
    sign_in("contractor").get("/look-up/?q=D900001")
    sign_in("lead").get(f"/alerts/{alert.reference}/")

    with settling.undone():
        scenarios.ended(cast, alert)
        assert "Alerts that were a mistake" not in words(sign_in("contractor").get("/"))
    alert.refresh_from_db()
    sent = scenarios.notified(cast, alert)
    scenarios.ended(cast, alert, because="ERROR")

    sent.refresh_from_db()
    assert sent.status == "SENT", "a letter that has gone stays as it was sent"
    said = words(sign_in("contractor").get("/"))
    assert "Alerts that were a mistake" in said
    assert "Ended on 10 June 2026: it was imposed in error. Do not act on it any longer." in said
    for who in ("officer", "lead"):  # who read nothing, and who ended it
        assert "Alerts that were a mistake" not in words(sign_in(who).get("/"))


@pytest.mark.long
@pytest.mark.clause("D4", "P13b")
def test_whoever_can_say_whose_the_danger_is_is_asked_at_once_and_owes_it_until_then(cast, sign_in):
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, scenarios.logged(cast, violent=True)))
    incident, client = Incident.objects.get(), sign_in("lead")
    assert "Ask Morwenna Manning to void" in str(incidents_steps.why_not_void(incident, cast.lead))
    mistake = SENT | {"because": "ERROR", "danger": DANGER}
    assert_done(
        client, send(client, url(alert), alert, **mistake), f"/incidents/{incident.reference}/void/", "Now say whose"
    )
    incident.refresh_from_db()
    for who in (cast.manager, cast.lead):
        assert held(who, Kind.UNMARKED) == [incident.reference]
    step = {"incident": incident, "version": incident.version, "by": cast.manager, "on": cast.today}
    incidents_services.void_incident(**step, reason="It was his neighbour who did that.", dealt_with=True)
    assert held(cast.manager, Kind.UNMARKED) == []
