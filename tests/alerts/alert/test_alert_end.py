"""Removing an alert between reviews: ``/alerts/CM-…/end/``"""

import pytest

from alerts.alert import services as alert_services
from alerts.incidents import services as incidents_services
from alerts.incidents import steps as incidents_steps
from alerts.models import Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios
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


@pytest.mark.parametrize("because", ["RISK_REDUCED", "CIRCUMSTANCES", "ERROR"])
def test_the_responsible_lead_removes_it_with_a_reason(sign_in, cast, alert, because):
    client = sign_in("lead")

    response = send(client, url(alert), alert, **SENT | {"because": because})

    page = f"/alerts/{alert.reference}/"
    assert_done(client, response, page, f"Alert {alert.reference} removed.")
    alert.refresh_from_db()
    assert (alert.status, alert.ended_on, alert.ended_by) == ("ENDED", cast.today, cast.lead)
    assert (alert.ended_because, alert.end_reason) == (because, SENT["reason"])
    why = f"{alert.get_ended_because_display()}. {SENT['reason']}"
    assert f"Ended {show_date(cast.today)} by Lena Ledger: {why}" in words(client.get(page))


def test_nobody_is_shown_its_instruction_any_more(sign_in, cast, alert):
    client = sign_in("officer")
    assert "Attend in pairs." in words(client.get("/look-up/?q=D900001"))

    scenarios.ended(cast, alert)

    assert "Attend in pairs." not in words(client.get("/look-up/?q=D900001"))


REMOVED = {
    "between reviews": (scenarios.ended, "Removed by Lena Ledger on 10 June 2026"),
    "at a review": (scenarios.removed_at_a_review, "Removed at a review by Lena Ledger on 10 June 2026"),
}


@pytest.mark.clause("P8b")
@pytest.mark.parametrize(("removed", "said"), REMOVED.values(), ids=list(REMOVED))
def test_the_head_is_told(sign_in, cast, alert, removed, said):
    removed(cast, alert)

    page = words(sign_in("head").get("/"))
    assert "Alerts removed CM-" in page
    assert said in page
    assert "Alerts removed" not in words(sign_in("head2").get("/"))


@pytest.mark.clause("P8b", refuses=True)
def test_of_what_an_appeal_ended_or_another_alert_replaced_they_are_not(sign_in, cast, alert):
    scenarios.determined(cast, scenarios.prepared(cast, alert), "UPHELD")

    assert "Alerts removed" not in words(sign_in("head").get("/"))


def test_the_customer_may_still_appeal(sign_in, cast, alert):
    scenarios.ended(cast, alert)

    assert "Log an appeal" in words(sign_in("lead").get(f"/alerts/{alert.reference}/"))


def test_its_open_review_is_closed_and_its_unsent_letters_are_cancelled(cast):
    alert, kept, told = scenarios.begun(cast)
    review = scenarios.under_review(cast, alert)

    scenarios.ended(cast, alert)

    review.refresh_from_db()
    assert (review.status, review.closed_reason) == ("CLOSED", f"Alert {alert.reference} ended")
    for letter in (told, kept):
        letter.refresh_from_db()
        assert (letter.status, letter.cancelled_reason) == ("CANCELLED", f"Alert {alert.reference} ended")


def test_an_alert_where_nobody_is_known_ends_too(cast):
    alert = scenarios.on_a_property(cast)

    assert scenarios.ended(cast, alert).status == "ENDED"


def test_a_sent_letter_stays_as_it_was_sent(cast, alert):
    letter = scenarios.notified(cast, alert)

    scenarios.ended(cast, alert)

    letter.refresh_from_db()
    assert letter.status == "SENT"


# The wrong person


@pytest.mark.parametrize("who", ["head", "head2", "leadership"])
def test_who_sees_the_case_but_is_no_lead_is_refused_in_words(sign_in, alert, who):
    client, refusal = sign_in(who), "Lena Ledger is responsible for this alert and may remove it between reviews."

    assert_blocked(client.get(url(alert)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(alert), alert, **SENT), refusal)


def test_another_lead_of_the_area_is_refused_while_the_responsible_lead_is_there(sign_in, cast, alert):
    scenarios.lead_for(cast.lead2, alert.service_area)
    client = sign_in("lead2")
    refusal = (
        "Lena Ledger is responsible for this alert and may remove it between reviews. At a review any Operational Lead for "
        "Housing may."
    )

    assert_blocked(client.get(url(alert)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(alert), alert, **SENT), refusal)


def test_another_lead_of_the_area_removes_it_once_the_responsible_lead_has_left(sign_in, cast, alert):
    scenarios.lead_for(cast.lead2, alert.service_area)
    cast.lead.is_active = False
    cast.lead.save()

    send(sign_in("lead2"), url(alert), alert, **SENT)

    alert.refresh_from_db()
    assert (alert.status, alert.ended_by) == ("ENDED", cast.lead2)


def test_who_is_no_lead_does_not_remove_it_though_the_responsible_lead_has_left(sign_in, cast, alert):
    cast.lead.is_active = False
    cast.lead.save()
    client = sign_in("head")

    with nothing_changes():
        assert_refused(send(client, url(alert), alert, **SENT), "An Operational Lead for Housing conducts the reviews.")


# The wrong state


@pytest.mark.parametrize(
    ("left", "refusal"),
    [
        (scenarios.proposed, "This alert is proposed since Lena Ledger acted on 10 June 2026"),
        (
            lambda cast: scenarios.ended(cast, scenarios.active(cast)),
            "This alert is ended since Lena Ledger acted on 10 June 2026",
        ),
    ],
)
def test_only_an_active_alert_is_removed(sign_in, cast, left, refusal):
    alert, client = left(cast), sign_in("lead")

    assert_blocked(client.get(url(alert)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(alert), alert, **SENT), refusal)


def test_somebody_elses_change_in_between_is_named_and_nothing_typed_is_lost(sign_in, alert):
    client = sign_in("lead")

    with nothing_changes():
        response = client.post(url(alert), {"version": alert.version - 1} | SENT)

    assert_refused(response, "Helen Headley changed this on 10 June 2026 at 10:30, after you opened the page.")
    assert SENT["reason"] in words(response)


# Bad input


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({"because": "", "reason": ""}, ["Choose what has changed", "Say why the alert is removed"]),
        ({"reason": "  "}, ["Say why the alert is removed"]),
    ],
)
def test_each_error_has_its_own_words_and_what_was_typed_stays(sign_in, alert, typed, sentences):
    client = sign_in("lead")

    with nothing_changes():
        response = send(client, url(alert), alert, **SENT | typed)

    assert_asks(response, *sentences, typed=((SENT | typed)["reason"],))


def test_whoever_calls_must_say_why(cast, alert):
    with pytest.raises(NotAllowed, match="Say why the alert is removed"):
        alert_services.end_alert(
            alert=alert, version=alert.version, by=cast.lead, on=cast.today, because="RISK_REDUCED", reason=" "
        )


@pytest.mark.clause("P8b", refuses=True)
@pytest.mark.parametrize("because", ["APPEAL", "REPLACED", "SHRUG", ""])
def test_whoever_calls_cannot_say_that_an_appeal_or_another_alert_ended_it(cast, alert, because):
    step = {
        "alert": alert,
        "version": alert.version,
        "by": cast.lead,
        "on": cast.today,
        "reason": "It is over, and he is calm.",
    }
    with (
        nothing_changes(),
        pytest.raises(NotAllowed, match="Say which it is: the risk is reduced, circumstances changed"),
    ):
        alert_services.end_alert(**step, because=because)


# GET


def test_opening_the_page_changes_nothing(sign_in, alert):
    client = sign_in("lead")
    with nothing_changes():
        assert "Letters that were not sent are cancelled." in words(client.get(url(alert)))


UNANSWERED = (
    "Danger was reported, and this takes away what protects colleagues from it. Say why they do not need that any more, or "
    "what protects them instead."
)
DANGER = "The warning is about his brother, on whom Helen Headley decides today."


@pytest.mark.clause("P8b")
def test_what_an_agency_told_us_stands_on_the_page_and_what_becomes_of_the_danger_is_asked(sign_in, cast):
    alert = scenarios.told_by_the_police(cast)
    client = sign_in("lead")

    page = words(client.get(url(alert)))
    assert alert.investigation.incidents.get().account in page
    asked = send(client, url(alert), alert, **SENT, danger="")
    assert_asks(asked, UNANSWERED)
    assert "If it is on the wrong person, choose “It was imposed in error”" in words(asked)
    assert send(client, url(alert), alert, **SENT, danger=DANGER).status_code == 302

    alert.refresh_from_db()
    assert alert.end_reason == f"{SENT['reason']} {DANGER}"
    assert f"Removed by Lena Ledger on 10 June 2026: {SENT['reason']} {DANGER}" in words(sign_in("head").get("/"))


@pytest.mark.clause("P8b", refuses=True)
def test_no_script_removes_it_with_the_danger_unanswered(cast):
    alert = scenarios.told_by_the_police(cast)

    with pytest.raises(NotAllowed, match="Danger was reported, and this takes away what protects colleagues from it"):
        alert_services.end_alert(alert=alert, version=alert.version, by=cast.lead, on=cast.today, **SENT)


@pytest.mark.clause("P13b")
def test_whoever_read_the_instruction_of_a_mistaken_alert_hears_of_it(sign_in, cast, alert):
    sign_in("contractor").get("/look-up/?q=D900001")
    sign_in("lead").get(f"/alerts/{alert.reference}/")

    scenarios.ended(cast, alert, because="ERROR")

    said = words(sign_in("contractor").get("/"))
    assert "Alerts that were a mistake" in said
    assert "Ended on 10 June 2026: it was imposed in error. Do not act on it any longer." in said
    for who in ("officer", "lead"):  # who read nothing, and who ended it
        assert "Alerts that were a mistake" not in words(sign_in(who).get("/"))


@pytest.mark.long
def test_of_an_alert_that_was_right_they_hear_nothing(sign_in, cast, alert):
    sign_in("contractor").get("/look-up/?q=D900001")

    scenarios.ended(cast, alert)

    assert "Alerts that were a mistake" not in words(sign_in("contractor").get("/"))


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
