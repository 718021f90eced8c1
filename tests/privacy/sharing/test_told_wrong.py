"""Whoever got something is told when it is found wrong: on appeal, as our own mistake, or because a report was void."""

from datetime import date

import lxml.html
import pytest

from alerts.incidents import services as incidents
from housing_alerts.customers.models import Customer
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from privacy.models import SharingRequest
from privacy.sharing import services
from privacy.sharing.wrong import found_wrong, to_tell
from tests import scenarios
from tests.owing import held
from tests.page import assert_asks, assert_done, assert_refused, day, nothing_changes, send, words
from tests.scenarios import IT_IS_WRONG, RIGHT, WRONG
from tests.scenarios.sharing import TOLD, TOLD_WRONG
from tests.step import assert_not_now, offered

pytestmark = pytest.mark.usefixtures("wednesday")
TODAY, TOMORROW = date(2026, 6, 10), date(2026, 6, 11)
OPEN = "Tick each that they were told, or of which nothing was given. If one is open, tell them first"
SENT = TOLD_WRONG | day("told_on", TODAY)


def _url(request: SharingRequest, verb: str = "") -> str:
    return f"/sharing/{request.reference}/{verb}"


def _owed(cast) -> list[str]:
    return held(cast.people["dpo"], Kind.TELL_OTHERS)


def _tell(cast, client, request):
    request.refresh_from_db()
    return send(client, _url(request, "tell/"), request, **SENT, sure_of=scenarios.knowing(cast, request))


@pytest.mark.clause("P9b", "P11a")
def test_an_alert_that_is_overturned_after_it_was_given_is_told_of(sign_in, cast):
    alert = scenarios.active(cast)
    request, client = scenarios.shared(cast), sign_in("dpo")
    assert _owed(cast) == []
    assert offered(client.get(_url(request))) == []

    scenarios.determined(cast, scenarios.prepared(cast, alert), "UPHELD")

    assert _owed(cast) == [request.reference]
    [duty] = Duty.objects.open().filter(kind=Kind.TELL_OTHERS)
    assert (duty.due_on, duty.path) == (TODAY, _url(request))
    said = words(client.get(_url(request)))
    wrong = f"Alert {alert.reference} was overturned on appeal on 10 June 2026"
    assert wrong in said
    assert wrong in words(client.get(_url(request, "tell/")))
    response = _tell(cast, client, request)
    done = f"It is recorded that they were told what was found wrong, for {request.reference}."
    assert_done(client, response, _url(request), done)
    assert _owed(cast) == []
    said = words(client.get(_url(request)))
    assert f"Told on 10 June 2026 alert {alert.reference} was found wrong. {TOLD_WRONG['how']}" in said
    assert wrong not in said
    assert AuditEvent.objects.get(action="tell recipient").why == f"alert {alert.reference}: {TOLD_WRONG['how']}"


@pytest.mark.long
@pytest.mark.clause("P9b", "P11a")
def test_a_later_finding_is_told_of_again_and_both_stay_on_the_page(sign_in, cast):
    request, client = scenarios.shared_then_wrong(cast), sign_in("dpo")
    assert _tell(cast, client, request).status_code == 302
    assert _owed(cast) == []
    report = _reported_before(cast, request)

    _made_void(cast, report)

    assert _owed(cast) == [request.reference]
    said = words(client.get(_url(request)))
    assert f"Report {report.reference} was made void on 10 June 2026: It was the man next door." in said
    assert _tell(cast, client, request).status_code == 302
    said = words(client.get(_url(request)))
    assert said.count("Told on 10 June 2026") == 2
    assert f"report {report.reference} was found wrong." in said


def _reported_before(cast, request):
    """A report that was there when the facts were given."""
    report = scenarios.logged(cast)
    assert report.known_on <= request.decided_on
    return report


def _made_void(cast, report):
    step = {"incident": report, "version": report.version, "by": cast.manager, "on": cast.today}
    return incidents.void_incident(**step, reason="It was the man next door.", dealt_with=True)


@pytest.mark.long
@pytest.mark.clause("P9b", "P11a")
def test_a_warning_that_was_set_aside_after_it_was_given_is_told_of(cast):
    action = scenarios.agreed_action(cast)
    [report] = action.investigation.incidents.all()
    request = scenarios.shared(cast)

    scenarios.determined(cast, scenarios.prepared(cast, action), "UPHELD")

    assert _owed(cast) == [request.reference]
    [wrong] = to_tell(request)
    assert (wrong.record, wrong.on) == (report, TODAY)


@pytest.mark.long
@pytest.mark.clause("P9b", "P11a")
def test_an_alert_on_a_home_is_told_of_to_whoever_asked_about_who_lives_there(cast):
    alert = scenarios.on_a_property(cast)
    request = scenarios.shared_knowing_that_nobody_was_told(cast)

    scenarios.ended(cast, alert, "ERROR")

    assert _owed(cast) == [request.reference]


def test_what_was_wrong_when_it_was_given_is_not_told_again(cast):
    alert = scenarios.active(cast)
    scenarios.ended(cast, alert, "ERROR")
    scenarios.void(cast)
    request = scenarios.asked_by_others(cast)
    codes = [one.code for one in found_wrong(request.customer)]
    step = {"request": request, "version": request.version, "by": cast.people["dpo"], "on": TODAY}
    services.share(**step, ground="CRIME", **TOLD, sure_of=codes)
    assert len(codes) == 2
    assert _owed(cast) == []


def test_what_came_after_it_was_given_is_not_told_of(cast, wednesday):
    request = scenarios.shared(cast)
    wednesday.move_to("2026-06-11 09:30+00:00")
    scenarios.void(cast)
    assert (_owed(cast), to_tell(request)) == ([], [])


def test_an_alert_that_was_right_while_it_stood_is_not_told_of(cast):
    alert = scenarios.active(cast)
    scenarios.shared(cast)
    scenarios.ended(cast, alert, "RISK_REDUCED")
    assert _owed(cast) == []


@pytest.mark.long
def test_where_a_life_depended_on_it_it_is_urgent(cast):
    alert = scenarios.active(cast)
    request = scenarios.asked_by_others(cast, urgent=True)
    step = {"request": request, "version": request.version, "by": cast.people["dpo"], "on": TODAY}
    services.share(**step, ground="LIFE", **TOLD)
    scenarios.ended(cast, alert, "ERROR")
    assert Duty.objects.open().get(kind=Kind.TELL_OTHERS).urgent


@pytest.mark.long
@pytest.mark.clause("P11a", refuses=True)
def test_of_a_closed_file_it_is_said_whom_to_ask_and_no_more(sign_in, cast):
    request = scenarios.shared_then_wrong(cast)
    scenarios.restrict_file(cast)
    client = sign_in("dpo")
    assert _owed(cast) == [request.reference]
    [alert] = Customer.objects.get(reference=scenarios.LODGER).alerts.all()

    for verb in ("", "tell/"):
        said = words(client.get(_url(request, verb)))
        assert str(cast.lead) in said
        assert alert.reference not in said
    said = words(client.get(_url(request)))
    assert "Something in this restricted file was found wrong. Ask " in said
    with nothing_changes():
        assert_asks(send(client, _url(request, "tell/"), request, **SENT), OPEN, typed=(TOLD_WRONG["how"],))
    assert _tell(cast, client, request).status_code == 302
    assert _owed(cast) == []


@pytest.mark.long
@pytest.mark.clause("P11a", "P9b", refuses=True)
def test_nothing_is_recorded_as_told_until_each_finding_is_ticked(sign_in, cast):
    request, client = scenarios.shared_then_wrong(cast), sign_in("dpo")
    page = lxml.html.fromstring(client.get(_url(request, "tell/")).content.decode())
    assert [box.get("value") for box in page.cssselect("input[name=sure_of]")] == scenarios.knowing(cast, request)
    step = {"request": request, "version": request.version, "by": cast.head, "on": TODAY}
    with nothing_changes():
        assert_asks(send(client, _url(request, "tell/"), request, **SENT), OPEN, typed=(TOLD_WRONG["how"],))
        with pytest.raises(NotAllowed, match="They were told so, or nothing of it was given"):
            services.tell_recipient(**step, told_on=TODAY, **TOLD_WRONG)


@pytest.mark.clause("P11a", "P9b", refuses=True)
def test_a_telling_that_says_too_little_or_cannot_be_is_refused(cast):
    request = scenarios.shared_then_wrong(cast)
    step = {"request": request, "version": request.version, "by": cast.head, "on": TODAY}
    codes = [one.code for one in to_tell(request)]
    for facts, sentence in [
        ({"told_on": TOMORROW}, "They were told today or before. Check the day on which they were told."),
        (
            {"told_on": date(2026, 6, 9)},
            "The last of it was found wrong on 10 June 2026. They were told then or later: check the day.",
        ),
        ({"how": " "}, "Write down who was told, and how it reached them."),
        ({"how": "By phone"}, "Write down who was told, and how it reached them."),
    ]:
        with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
            services.tell_recipient(**step, **({"told_on": TODAY} | TOLD_WRONG | facts), sure_of=codes)


@pytest.mark.clause("P11a", "P9b", refuses=True)
def test_where_nothing_was_found_wrong_there_is_nothing_to_tell(sign_in, cast):
    request, client = scenarios.shared(cast), sign_in("dpo")
    sentence = "Nothing that they can have got was found wrong since: there is nothing to tell."
    assert sentence in words(client.get(_url(request, "tell/")))
    with nothing_changes():
        assert_refused(send(client, _url(request, "tell/"), request, **SENT), sentence)


def test_nobody_is_told_before_anything_was_given(sign_in, cast):
    request = scenarios.asked_by_others(cast)
    assert_not_now(sign_in("dpo"), _url(request, "tell/"), request, "shared", **SENT)


@pytest.mark.long
@pytest.mark.clause("P13b", "P11a")
def test_a_report_that_is_put_right_at_the_customer_s_request_is_told_of(sign_in, cast):
    report, client = scenarios.logged(cast), sign_in("dpo")
    request = scenarios.shared(cast)
    scenarios.put_right(cast, scenarios.to_put_right(cast), report)

    assert _owed(cast) == [request.reference]
    put_right = f"Report {report.reference} was put right on 10 June 2026: “{WRONG}” is struck out. Right is: {RIGHT}"
    assert put_right in words(client.get(_url(request)))
    assert put_right in words(client.get(_url(request, "tell/")))
    assert _tell(cast, client, request).status_code == 302
    assert _owed(cast) == []


@pytest.mark.clause("P13b", "P11a")
def test_an_alert_that_is_put_right_at_the_customer_s_request_is_told_of(cast):
    alert = scenarios.active(cast)
    request = scenarios.shared(cast)
    scenarios.alert_put_right(cast, scenarios.to_put_right(cast), alert, struck="proportionate")
    assert _owed(cast) == [request.reference]
    [wrong] = to_tell(request)
    assert (wrong.record, wrong.on, wrong.disputed) == (alert, TODAY, False)


@pytest.mark.long
@pytest.mark.clause("P13b", "P11a")
def test_a_dispute_is_said_before_it_is_given_and_afterwards_nobody_is_told(sign_in, cast):
    report, client = scenarios.logged(cast), sign_in("dpo")
    before, asking = scenarios.shared(cast), scenarios.to_put_right(cast)
    report = scenarios.put_right(cast, asking, report, amending="DISPUTED", struck="", words=IT_IS_WRONG)
    assert _owed(cast) == []
    assert to_tell(before) == []

    request = scenarios.asked_by_others(cast)
    disputed = f"Report {report.reference} was disputed by the customer on 10 June 2026: {IT_IS_WRONG}"
    assert f"{disputed} Give nothing of it as if it stood." in words(client.get(_url(request)))
    known = "Nothing of it was given, or whoever got it knows that it is disputed."
    assert f"{disputed} {known}" in words(client.get(_url(request, "share/")))
    scenarios.put_right(cast, asking, report)
    assert "was put right on 10 June 2026" in words(client.get(_url(request, "share/")))
