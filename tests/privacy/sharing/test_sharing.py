"""Requests by others: ``/sharing/`` and the steps of each."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from privacy.models import SharingRequest
from privacy.sharing import services
from privacy.sharing.forms import UNKNOWN
from tests import scenarios, settling
from tests.owing import held
from tests.page import assert_asks, assert_done, assert_refused, day, nothing_changes, send, words
from tests.scenarios.sharing import BY_THE_POLICE, TOLD
from tests.step import assert_not_now, offered

pytestmark = pytest.mark.usefixtures("wednesday")
TODAY, TOMORROW = date(2026, 6, 10), date(2026, 6, 11)
LOG = BY_THE_POLICE | {"customer": " d900001 "} | day("received_on", TODAY) | day("due_on", TOMORROW)
SHARE = {"ground": "CRIME"} | TOLD
WHY = "No court named him, and nobody is in danger."
VERBS = {"share": SHARE, "refuse": {"reason": WHY}, "withdraw": {"reason": WHY}}


def _url(request: SharingRequest, verb: str = "") -> str:
    return f"/sharing/{request.reference}/{verb}"


# Logging one


@pytest.mark.clause("P11a")
def test_it_is_logged_who_asks_for_what_and_why(sign_in, cast):
    for who in ["dpo", "head"]:
        with settling.undone():
            client = sign_in(who)

            response = client.post("/sharing/log/", LOG | {"urgent": "on"})

            request = SharingRequest.objects.get()
            assert_done(
                client, response, _url(request), f"Sharing request {request.reference} logged. Now decide on it."
            )
            assert (request.customer.reference, request.asker, request.urgent) == ("D900001", "POLICE", True)
            assert (request.received_on, request.due_on) == (TODAY, TOMORROW)
            said = words(client.get(_url(request)))
            for each in ("The police", BY_THE_POLICE["asked_by"], BY_THE_POLICE["asks"], BY_THE_POLICE["basis"]):
                assert each in said
            assert "A life may depend on it" in said
            event = AuditEvent.objects.get(action="log sharing request")
            assert (event.customer, event.why) == ("D900001", BY_THE_POLICE["asks"])


def test_of_somebody_who_had_two_files_it_is_on_the_one_that_was_kept(cast):
    twin = scenarios.second_file(cast)
    scenarios.merged(cast)
    twin.refresh_from_db()
    cast.customers[scenarios.LODGER] = twin

    assert scenarios.asked_by_others(cast).customer.reference == scenarios.LODGER


def test_each_error_has_its_own_words(sign_in, cast):
    client = sign_in("dpo")
    empty = dict.fromkeys(LOG, "")
    with nothing_changes():
        assert_asks(
            client.post("/sharing/log/", empty),
            "Enter the customer’s reference",
            "Say who asks",
            "Write down who asks: name, office, and how you know that it is them",
            "Enter the day on which it reached us",
            "Enter the day by which they need it",
            "Write down what they ask for",
            "Write down why they need it, or which law or order they name",
        )
        assert_asks(client.post("/sharing/log/", LOG | {"customer": "D999999"}), UNKNOWN, typed=(LOG["asks"],))


@pytest.mark.clause("P11a", refuses=True)
def test_a_request_that_says_too_little_or_cannot_be_is_refused(cast):
    for facts, sentence in [
        ({"asker": "ANYBODY"}, "Say who asks: choose one of those offered."),
        ({"asked_by": " "}, "Write down who asks: name, office, and how you know that it is them."),
        ({"asked_by": "Police"}, "Write down who asks: name, office, and how you know that it is them."),
        ({"asks": ""}, "Write down what they ask for."),
        ({"basis": ""}, "Write down why they need it, or which law or order they name."),
        ({"received_on": TOMORROW, "due_on": TOMORROW}, "The request came today or before."),
        ({"due_on": date(2026, 6, 9)}, "They need it on the day it came or later."),
    ]:
        with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
            scenarios.asked_by_others(cast, **facts)


@pytest.mark.long
def test_a_head_logs_none_about_a_file_that_is_closed_to_them_and_finds_none(sign_in, cast):
    request = scenarios.asked_by_others(cast)
    scenarios.restrict_file(cast)
    client = sign_in("head2")

    assert_asks(client.post("/sharing/log/", LOG), UNKNOWN)
    assert request.reference not in words(client.get("/sharing/"))
    for verb in ("", "share/", "refuse/", "withdraw/"):
        assert client.get(_url(request, verb)).status_code == 404
    assert request.reference in words(sign_in("dpo").get("/sharing/"))


@pytest.mark.clause("P11a", refuses=True)
def test_nobody_else_decides_whoever_calls(cast):
    request = scenarios.asked_by_others(cast)
    step = {"request": request, "version": request.version, "by": cast.lead, "on": TODAY}
    for act in (
        lambda: services.share(**step, **SHARE),
        lambda: services.refuse_request(**step, reason=WHY),
        lambda: services.withdraw_request(**step, reason=WHY),
    ):
        with pytest.raises(NotAllowed, match="Only the Data Protection Officer or a Head of Service decides"):
            act()


# Deciding on one


@pytest.mark.clause("P11a")
def test_what_they_got_is_on_record_with_its_ground(sign_in, cast):
    for who in ["dpo", "head"]:
        with settling.undone():
            request, client = scenarios.asked_by_others(cast), sign_in(who)

            response = send(client, _url(request, "share/"), request, **SHARE)

            assert_done(client, response, _url(request), f"What was given for {request.reference} is recorded.")
            request.refresh_from_db()
            assert (request.status, request.decided_by, request.decided_on) == ("SHARED", cast.people[who], TODAY)
            said = words(client.get(_url(request)))
            for each in (*TOLD.values(), "It prevents or detects crime", f"10 June 2026 by {cast.people[who]}"):
                assert each in said
            assert offered(client.get(_url(request))) == []
            assert AuditEvent.objects.get(action="share").why == TOLD["reason"]


@pytest.mark.clause("P11a")
def test_it_is_refused_with_a_reason(sign_in, cast):
    request, client = scenarios.asked_by_others(cast), sign_in("dpo")

    response = send(client, _url(request, "refuse/"), request, reason=WHY)

    assert_done(client, response, _url(request), f"Sharing request {request.reference} refused. Tell them.")
    assert WHY in words(client.get(_url(request)))


def test_one_that_is_asked_no_longer_is_closed(sign_in, cast):
    request, client = scenarios.asked_by_others(cast), sign_in("head")

    response = send(client, _url(request, "withdraw/"), request, reason=WHY)

    assert_done(client, response, _url(request), f"Sharing request {request.reference} is closed as withdrawn.")


@pytest.mark.clause("P11a")
def test_only_a_head_of_service_uses_our_records_for_a_letting(sign_in, cast):
    request = scenarios.asked_by_others(cast, for_a_letting=True)
    sentence = "Only a Head of Service decides to use them for a letting, a transfer or a reference."
    sent = SHARE | {"ground": "OTHER_PURPOSE"}

    client = sign_in("dpo")
    with nothing_changes():
        assert_refused(send(client, _url(request, "share/"), request, **sent), sentence)
    assert send(sign_in("head"), _url(request, "share/"), request, **sent).status_code == 302
    request.refresh_from_db()
    assert (request.status, request.ground) == ("SHARED", "OTHER_PURPOSE")


def test_the_data_protection_officer_refuses_a_letting(sign_in, cast):
    request = scenarios.asked_by_others(cast, for_a_letting=True)

    assert send(sign_in("dpo"), _url(request, "refuse/"), request, reason=WHY).status_code == 302


@pytest.mark.clause("P11a", refuses=True)
def test_nothing_is_shared_without_its_ground_its_facts_and_a_reason(cast):
    for for_a_letting, facts, sentence in [
        (False, {"ground": ""}, "Say on which ground you share it."),
        (False, {"ground": "OTHER_PURPOSE"}, "They do not ask for a purpose of ours."),
        (True, {"ground": "CRIME"}, "For a letting, a transfer or a reference it is another purpose"),
        (False, {"given": "All of it"}, "Write down what was given, fact by fact."),
        (False, {"given_how": ""}, "Write down to whom it was given, and how it reached them."),
        (False, {"reason": ""}, "Say why they need this much, and why less would not do."),
    ]:
        with settling.undone():
            request = scenarios.asked_by_others(cast, for_a_letting=for_a_letting)
            step = {"request": request, "version": request.version, "by": cast.head, "on": TODAY}
            with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
                services.share(**step, **(SHARE | facts))


@pytest.mark.clause("P11a", refuses=True)
def test_none_is_refused_or_closed_without_a_reason(cast):
    request = scenarios.asked_by_others(cast)
    step = {"request": request, "version": request.version, "by": cast.head, "on": TODAY, "reason": "No."}
    with pytest.raises(NotAllowed, match="Say why they do not get it"):
        services.refuse_request(**step)
    with pytest.raises(NotAllowed, match="Say who told us that it is no longer asked for, and when"):
        services.withdraw_request(**step)


def test_each_step_refuses_empty_words_and_what_changed_meanwhile(sign_in, cast):
    request, client = scenarios.asked_by_others(cast), sign_in("dpo")
    for verb, sentences in {
        "share": (
            "Say on which ground you share it",
            "Write down what was given, fact by fact",
            "Write down to whom it was given, and how it reached them",
            "Say why they need this much, and why less would not do",
        ),
        "refuse": ("Say why they do not get it",),
        "withdraw": ("Say who told us that it is no longer asked for, and when",),
    }.items():
        url = _url(request, f"{verb}/")
        with nothing_changes():
            assert_asks(send(client, url, request, **dict.fromkeys(VERBS[verb], "")), *sentences)
            late = client.post(url, VERBS[verb] | {"version": request.version - 1})
        assert_refused(late, "after you opened the page")


def test_one_that_was_decided_is_past_it(sign_in, cast):
    request = scenarios.sharing_refused(cast)
    for verb in VERBS:
        assert_not_now(sign_in("dpo"), _url(request, f"{verb}/"), request, "received", **VERBS[verb])


def test_the_database_takes_no_ground_that_does_not_fit(cast):
    request = scenarios.shared(cast)
    for wrong in ({"ground": "OTHER_PURPOSE"}, {"ground": ""}, {"given": ""}, {"reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SharingRequest.objects.filter(pk=request.pk).update(**wrong)


# The list, and who is reminded


def test_it_names_the_person_by_their_reference(sign_in, cast):
    request = scenarios.asked_by_others(cast)
    for url in ("/sharing/", _url(request)):
        said = words(sign_in("head").get(url))
        assert "D900001" in said
        assert "Lodger" not in said


@pytest.mark.clause("P11a")
def test_it_is_on_the_list_of_whoever_decides_until_they_have(cast):
    police, letting = scenarios.asked_by_others(cast), scenarios.asked_by_others(cast, for_a_letting=True)
    dpo = cast.people["dpo"]
    assert (held(dpo, Kind.SHARING), held(cast.head, Kind.SHARING)) == ([police.reference], [letting.reference])

    step = {"version": police.version, "by": cast.head, "on": TODAY}
    services.share(request=police, **step, **SHARE)

    assert held(dpo, Kind.SHARING) == []


def test_a_restricted_file_is_decided_on_by_the_data_protection_officer(cast):
    request = scenarios.asked_by_others(cast)
    scenarios.restrict_file(cast)
    assert held(cast.people["dpo"], Kind.SHARING) == [request.reference]
