"""What is minded before others get anything of a person whose file is restricted, or who is not to know of an alert."""

import lxml.html
import pytest

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from privacy.sharing import services
from tests import scenarios, settling
from tests.page import assert_asks, nothing_changes, send, words
from tests.scenarios.sharing import TOLD

pytestmark = pytest.mark.usefixtures("wednesday")
SHARE = {"ground": "CRIME"} | TOLD
PAGES = ("", "share/", "refuse/", "withdraw/")
ASKS = "Tick that this is so. If it is not, tell the Leadership Team today"


def _url(request, verb=""):
    return f"/sharing/{request.reference}/{verb}"


def _ticks(client, request):
    page = lxml.html.fromstring(client.get(_url(request, "share/")).content.decode())
    return [box.get("value") for box in page.cssselect("input[name=sure_of]")]


@pytest.mark.clause("P11a", refuses=True)
def test_of_a_closed_file_it_is_said_that_it_is_restricted_and_whom_to_ask(sign_in, cast):
    alert = scenarios.active(cast, inform=scenarios.WITHHOLD)
    request = scenarios.asked_by_others(cast)
    scenarios.restrict_file(cast)
    client = sign_in("dpo")
    said = "The file of D900001 is restricted, and their address is kept safe. Ask"

    for page in PAGES:
        found = words(client.get(_url(request, page)))
        assert said in found and str(cast.lead) in found, page
        assert alert.reference not in found
    with nothing_changes():
        assert_asks(send(client, _url(request, "share/"), request, **SHARE), ASKS, typed=(SHARE["given"],))
    assert send(client, _url(request, "share/"), request, **SHARE, sure_of=_ticks(client, request)).status_code == 302
    assert AuditEvent.objects.get(action="share").why.endswith("Said to be right: what was given of a restricted file")


@pytest.mark.clause("P11a")
def test_a_reader_of_the_file_asks_another_and_where_none_is_left_the_leadership_team(sign_in, cast):
    request = scenarios.asked_by_others(cast)
    scenarios.restrict_file(cast)
    assert f"Ask {cast.lead} before" in words(sign_in("head").get(_url(request)))
    Customer.objects.get(reference=scenarios.LODGER).readers.set([cast.head])
    client = sign_in("head")
    said = words(client.get(_url(request, "share/")))
    assert "address is kept safe. You are the only named reader. Give no address." in said
    assert "The file is restricted. What was given puts nobody in danger." in said
    assert "Leadership Team before" not in said
    assert len(_ticks(client, request)) == 1
    Customer.objects.get(reference=scenarios.LODGER).readers.clear()
    assert "Ask the Leadership Team before" in words(sign_in("dpo").get(_url(request)))


@pytest.mark.clause("P11a", "P7c", refuses=True)
def test_nothing_is_recorded_as_given_until_it_is_said_that_the_person_does_not_hear_of_it(sign_in, cast):
    for at_home in [False, True]:
        with settling.undone():
            alert = scenarios.on_a_property(cast) if at_home else scenarios.active(cast, inform=scenarios.WITHHOLD)
            request, client = scenarios.asked_by_others(cast), sign_in("dpo")

            for page in PAGES:
                assert f"D900001 has not been told of alert {alert.reference}" in words(
                    client.get(_url(request, page))
                ), page
            with nothing_changes():
                assert_asks(send(client, _url(request, "share/"), request, **SHARE), ASKS)
                with pytest.raises(NotAllowed, match=f"D900001 has not been told of alert {alert.reference}"):
                    services.share(request=request, version=request.version, by=cast.head, on=cast.today, **SHARE)
            assert (
                send(client, _url(request, "share/"), request, **SHARE, sure_of=_ticks(client, request)).status_code
                == 302
            )


@pytest.mark.clause("P11a", "P7c")
def test_each_thing_to_mind_stands_once_in_a_list_or_beside_its_own_tick(sign_in, cast):
    untold, wrong = scenarios.active(cast, inform=scenarios.WITHHOLD), scenarios.on_a_property(cast)
    scenarios.ended(cast, wrong, "ERROR")
    Customer.objects.filter(reference=scenarios.LODGER).update(never_write=True)
    request, client = scenarios.asked_by_others(cast), sign_in("dpo")

    for verb in PAGES:
        page = lxml.html.fromstring(client.get(_url(request, verb)).content.decode())
        assert page.cssselect("main .govuk-warning-text") == [], verb
        [minded] = page.cssselect("main section[aria-labelledby=to-mind]")
        assert "must never be written to" in minded.text_content(), verb
        for reference in (untold.reference, wrong.reference):
            assert (reference in minded.text_content()) == (verb != "share/"), verb
    page = lxml.html.fromstring(client.get(_url(request, "share/")).content.decode())
    beside = [box.getparent().text_content() for box in page.cssselect("input[name=sure_of]")]
    for each in (untold, wrong):
        assert len([said for said in beside if f"has not been told of alert {each.reference}" in said]) == 1
    assert len([said for said in beside if f"Alert {wrong.reference} ended as our own mistake" in said]) == 1


@pytest.mark.clause("P11a", "P7c")
def test_what_nobody_may_do_is_said_to_whoever_may_not_open_the_file_without_the_reason(sign_in, cast):
    request = scenarios.asked_by_others(cast)
    scenarios.restrict_file(cast)
    Customer.objects.filter(reference=scenarios.LODGER).update(never_write=True, never_message=True)
    client = sign_in("dpo")

    for page in PAGES:
        said = words(client.get(_url(request, page)))
        assert "D900001 must never be written to. Tell whoever asks not to do so." in said, page
        assert "D900001 must never be left a message. Tell whoever asks not to do so." in said, page
        assert "Post to the home" not in said


@pytest.mark.clause("P11a", "P7c")
def test_who_must_never_be_written_to_is_named_and_why_post_is_not_safe(sign_in, cast):
    request, client = scenarios.asked_by_others(cast), sign_in("dpo")
    never = {"never_write": True, "never_message": True}
    Customer.objects.filter(reference=scenarios.LODGER).update(**never)
    said = words(client.get(_url(request, "share/")))

    assert "D900001 must never be written to. Tell whoever asks not to do so." in said
    assert "D900001 must never be left a message." in said
    assert "Post to the home of D900001 is not safe: no message may be left for the customer." in said
    assert _ticks(client, request) == []


@pytest.mark.clause("P11a", "P9b", refuses=True)
def test_what_was_overturned_on_appeal_is_not_given_as_if_it_stood(sign_in, cast):
    alert = scenarios.active(cast)
    [report] = alert.investigation.incidents.all()
    request, client = scenarios.asked_by_others(cast), sign_in("dpo")
    assert "found wrong" not in words(client.get(_url(request)))
    scenarios.determined(cast, scenarios.prepared(cast, alert), "UPHELD")
    said = (
        f"Alert {alert.reference} was overturned on appeal on 10 June 2026: what it rests on ({report.reference}) may be "
        "about somebody else."
    )

    for page in PAGES:
        assert said in words(client.get(_url(request, page))), page
    with nothing_changes():
        assert_asks(send(client, _url(request, "share/"), request, **SHARE), ASKS, typed=(SHARE["given"],))
        with pytest.raises(NotAllowed, match="whoever got it knows that it was found wrong"):
            services.share(request=request, version=request.version, by=cast.head, on=cast.today, **SHARE)
    assert send(client, _url(request, "share/"), request, **SHARE, sure_of=_ticks(client, request)).status_code == 302
    short = f"what was given of alert {alert.reference}, which was found wrong"
    assert AuditEvent.objects.get(action="share").why.endswith(f"Said to be right: {short}")


@pytest.mark.clause("P11a", "P9b")
def test_an_alert_that_was_our_mistake_does_not_stand(sign_in, cast):
    for at_home in [False, True]:
        with settling.undone():
            alert = scenarios.on_a_property(cast) if at_home else scenarios.active(cast, inform=scenarios.WITHHOLD)
            request, client = scenarios.asked_by_others(cast), sign_in("dpo")
            scenarios.ended(cast, alert, "ERROR")

            said = words(client.get(_url(request, "share/")))

            wrong = f"Alert {alert.reference} ended as our own mistake on 10 June 2026: what it rests on"
            assert said.index(wrong) < said.index(f"has not been told of alert {alert.reference}")
            asked = [tick.rpartition("-")[0] for tick in _ticks(client, request)]
            assert asked == [f"WRONG-{alert.reference}", f"UNTOLD-{alert.reference}"]


def test_an_alert_from_the_housing_system_names_no_report(sign_in, cast):
    alert = scenarios.carried_over(cast)
    request = scenarios.asked_by_others(cast)
    scenarios.ended(cast, alert, "ERROR")
    assert f"Alert {alert.reference} ended as our own mistake on 10 June 2026: what it rests on may be about" in words(
        sign_in("dpo").get(_url(request))
    )


def test_an_alert_that_was_right_while_it_stood_is_not_named(sign_in, cast):
    for because in ["RISK_REDUCED", "CIRCUMSTANCES"]:
        with settling.undone():
            alert = scenarios.active(cast)
            request, client = scenarios.asked_by_others(cast), sign_in("dpo")
            scenarios.ended(cast, alert, because)
            assert _ticks(client, request) == []


@pytest.mark.clause("P11a", "P9b")
def test_a_report_of_a_warning_that_was_set_aside_is_named_too(sign_in, cast):
    action = scenarios.agreed_action(cast)
    [report] = action.investigation.incidents.all()
    request, client = scenarios.asked_by_others(cast), sign_in("dpo")
    scenarios.determined(cast, scenarios.prepared(cast, action), "UPHELD")

    said = words(client.get(_url(request, "share/")))

    assert (
        f"What was decided on report {report.reference} was found wrong on 10 June 2026: it may be about somebody else."
        in said
    )
    assert [tick.rpartition("-")[0] for tick in _ticks(client, request)] == [f"WRONG-{report.reference}"]
