"""Legal holds: ``/retention/holds/`` and the steps of each."""

from datetime import date, timedelta

import pytest

from housing_alerts.customers.models import Asset
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from privacy.holds import services
from privacy.holds.forms import UNKNOWN
from privacy.models import LegalHold
from tests import scenarios
from tests.owing import held
from tests.page import assert_asks, assert_done, assert_refused, day, nothing_changes, send, words
from tests.scenarios.retention import CLAIM
from tests.step import assert_not_now, offered

pytestmark = pytest.mark.usefixtures("wednesday")
TODAY = date(2026, 6, 10)
LATER = date(2026, 9, 1)
PLACE = {"file": "d900001", "reason": CLAIM} | day("review_on", LATER)
LATEST = "A hold is reviewed within 12 months: choose a day after today and by 10 June 2027."


def _url(hold: LegalHold, verb: str = "") -> str:
    return f"/retention/holds/{hold.reference}/{verb}"


# Placing one


@pytest.mark.clause("P13a")
def test_the_data_protection_officer_places_one(sign_in, cast):
    client = sign_in("dpo")

    response = client.post("/retention/holds/place/", PLACE)

    hold = LegalHold.objects.get()
    said = f"Legal hold {hold.reference} placed on the file of D900001."
    assert_done(client, response, _url(hold), said)
    assert (hold.customer.reference, hold.reason, hold.review_on) == ("D900001", CLAIM, LATER)
    event = AuditEvent.objects.get(action="place legal hold")
    assert (event.customer, event.why) == ("D900001", CLAIM)


def test_where_nobody_is_known_it_is_on_the_property(sign_in, cast):
    sign_in("dpo").post("/retention/holds/place/", PLACE | {"file": " A-D1 "})

    hold = LegalHold.objects.get()
    assert (hold.customer, hold.asset, hold.subject_reference) == (None, Asset.objects.get(reference="A-D1"), "A-D1")


@pytest.mark.clause("P13a")
def test_of_somebody_who_had_two_files_it_is_on_the_one_that_was_kept(cast):
    twin = scenarios.second_file(cast)
    scenarios.merged(cast)
    twin.refresh_from_db()

    assert scenarios.held(cast, twin).subject_reference == scenarios.LODGER


def test_each_error_has_its_own_words(sign_in, cast):
    for typed, sentences in [
        (
            {"file": "", "reason": " ", "review_on_day": "", "review_on_month": "", "review_on_year": ""},
            [
                "Enter the reference of a customer or a property",
                "Say why the file must be kept, and for whom",
                "Enter the day by which it is reviewed",
            ],
        ),
        ({"file": "D999999"}, [UNKNOWN]),
    ]:
        client = sign_in("dpo")
        with nothing_changes():
            assert_asks(client.post("/retention/holds/place/", PLACE | typed), *sentences)


def test_a_day_and_a_year_are_long_enough(cast):
    assert scenarios.held(cast, days=1).review_on == TODAY + timedelta(days=1)
    assert scenarios.held(cast, days=365).review_on == date(2027, 6, 10)


@pytest.mark.clause("P13a", refuses=True)
def test_a_hold_without_a_reason_or_an_end_is_refused(cast):
    for facts, sentence in [
        ({"reason": " "}, "Say why the file must be kept, and for whom."),
        ({"reason": "A claim."}, "Say why the file must be kept, and for whom."),
        ({"review_on": None}, "Say by which day the hold is reviewed. No hold is for good."),
        ({"review_on": TODAY}, LATEST),
    ]:
        lodger = cast.customers[scenarios.LODGER]
        placed = {"by": cast.people["dpo"], "on": TODAY, "reason": CLAIM, "review_on": LATER} | facts
        with pytest.raises(NotAllowed, match=sentence):
            services.place_hold(file=lodger, **placed)


@pytest.mark.clause("P13a", refuses=True)
def test_nobody_else_places_one_whoever_calls(cast):
    placed = {"by": cast.head, "on": TODAY, "reason": CLAIM, "review_on": LATER}
    with pytest.raises(NotAllowed, match="Only the Data Protection Officer places, reviews or ends a legal hold"):
        services.place_hold(file=cast.customers[scenarios.LODGER], **placed)


# Reviewing and ending one


@pytest.mark.clause("P13a")
def test_a_hold_that_is_still_needed_has_another_day_of_review(sign_in, cast):
    hold, client = scenarios.held(cast), sign_in("dpo")
    why = "The claim is before the county court."

    response = send(client, _url(hold, "review/"), hold, reason=why, **day("review_on", date(2027, 1, 4)))

    said = f"Legal hold {hold.reference} stays in force. It is reviewed by 4 January 2027."
    assert_done(client, response, _url(hold), said)
    assert f"Reviewed 10 June 2026 {why}" in words(client.get(_url(hold)))
    assert AuditEvent.objects.get(action="review legal hold").why == why


@pytest.mark.clause("P13a")
def test_a_hold_that_nobody_needs_ends(sign_in, cast):
    hold, client = scenarios.held(cast), sign_in("dpo")
    why = "The claim was settled on 1 June."

    response = send(client, _url(hold, "end/"), hold, reason=why)

    said = f"Legal hold {hold.reference} ended. The period of the file counts again."
    assert_done(client, response, _url(hold), said)
    hold.refresh_from_db()
    assert (hold.status, hold.ended_by, hold.ended_on, hold.ended_reason) == ("ENDED", cast.people["dpo"], TODAY, why)
    assert f"Ended 10 June 2026 by {cast.people['dpo']}: {why}" in words(client.get(_url(hold)))
    assert offered(client.get(_url(hold))) == []


def test_a_hold_that_ended_is_past_it(sign_in, cast):
    hold, sent = scenarios.hold_ended(cast), {"reason": CLAIM} | day("review_on", LATER)
    for verb in ("review", "end"):
        assert_not_now(sign_in("dpo"), _url(hold, f"{verb}/"), hold, "in force", **sent)


@pytest.mark.clause("P13a", refuses=True)
def test_no_review_without_a_reason_and_a_day_and_no_end_without_a_reason(cast):
    hold = scenarios.held(cast)
    step = {"hold": hold, "version": hold.version, "by": cast.people["dpo"], "on": TODAY}
    with pytest.raises(NotAllowed, match="Say why the file must be kept, and for whom"):
        services.review_hold(**step, reason="", review_on=LATER)
    with pytest.raises(NotAllowed, match="No hold is for good"):
        services.review_hold(**step, reason=CLAIM, review_on=None)
    with pytest.raises(NotAllowed, match="Say why the file need not be held any longer"):
        services.end_hold(**step, reason="")


def test_each_step_refuses_empty_words_and_what_changed_meanwhile(sign_in, cast):
    hold, client = scenarios.held(cast), sign_in("dpo")
    empty = {"reason": " ", "review_on_day": "", "review_on_month": "", "review_on_year": ""}
    for verb, sentences in (
        ("review", ["Say why the file must be kept, and for whom", "Enter the day by which it is reviewed"]),
        ("end", ["Say why the file need not be held any longer"]),
    ):
        url = _url(hold, f"{verb}/")
        with nothing_changes():
            assert_asks(send(client, url, hold, **empty), *sentences)
            late = client.post(url, {"version": hold.version - 1, "reason": CLAIM} | day("review_on", LATER))
        assert_refused(late, "after you opened the page")


# The list, and who is reminded


def test_it_names_a_restricted_file_by_its_reference(sign_in, cast):
    hold = scenarios.held(cast)
    scenarios.restrict_file(cast)

    for url in ("/retention/holds/", _url(hold)):
        said = words(sign_in("dpo").get(url))
        assert "D900001" in said
        assert "Lodger" not in said


@pytest.mark.clause("P13a")
def test_the_data_protection_officer_is_reminded_on_the_day_of_review(sign_in, cast, wednesday):
    hold, dpo = scenarios.held(cast, days=9), cast.people["dpo"]
    assert held(dpo, Kind.HOLD, on=date(2026, 6, 18)) == []
    assert held(dpo, Kind.HOLD, on=date(2026, 6, 19)) == [hold.reference]
    assert held(cast.lead, Kind.HOLD, on=date(2026, 6, 19)) == []

    wednesday.move_to("2026-06-19 09:30+00:00")

    assert "Review it now" in words(sign_in("dpo").get("/retention/holds/"))
