"""§13 Data protection: who asks what is held about them gets all of it, in one bundle, in time."""

from datetime import date

import pytest

from housing_alerts.customers.models import Customer
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.refusals import NotAllowed
from privacy.subject_access import services
from tests import scenarios
from tests.owing import held

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def dpo(cast):
    return cast.people["dpo"]


@pytest.mark.clause("P13b")
def test_a_request_that_anybody_received_waits_for_the_data_protection_officer(cast, dpo):
    request = scenarios.asked_for_data(cast)

    assert request.due_on == date(2026, 7, 10)
    assert held(dpo, Kind.SUBJECT_ACCESS) == [request.reference]
    assert held(cast.lead, Kind.SUBJECT_ACCESS) == []


@pytest.mark.clause("P13b")
def test_an_answered_request_waits_for_nobody(cast, dpo):
    scenarios.given(cast)

    assert held(dpo, Kind.SUBJECT_ACCESS) == []


@pytest.mark.clause("P13b")
def test_the_clock_stands_still_while_the_person_is_asked_what_they_mean(cast, dpo, wednesday):
    request = scenarios.clarifying(cast, days=9)
    assert request.days_left(on=date(2026, 6, 20)) is None

    wednesday.move_to("2026-06-17 09:30+00:00")
    request = services.record_answer(
        request=request, version=request.version, by=dpo, today=date(2026, 6, 17), on=date(2026, 6, 15), answer="Yes."
    )

    assert (request.stopped_days, request.due_on) == (5, date(2026, 7, 6))
    assert request.clarified == [["2026-06-10", "Do you want what is older than 2020, too?", "2026-06-15", "Yes."]]


@pytest.mark.clause("P13b")
def test_the_month_runs_from_the_day_on_which_proof_that_we_had_to_ask_for_reached_us(cast, dpo):
    request = scenarios.asked_for_data(cast, days=6)
    assert request.due_on == date(2026, 7, 6)

    known = {"identity": "PROOF", "words": "She sent a bill with her name and address.", "on": cast.ago(1)}
    request = services.check_identity(request=request, version=request.version, by=dpo, today=cast.today, **known)

    assert request.due_on == date(2026, 7, 9)


@pytest.mark.clause("P13b")
def test_a_complex_request_has_two_months_more(cast, dpo):
    request = scenarios.identified(cast)

    reason = "There are four files and two hundred photographs."
    request = services.extend_request(request=request, version=request.version, by=dpo, on=cast.today, reason=reason)

    assert request.due_on == date(2026, 9, 10)


@pytest.mark.clause("P13b")
def test_a_request_about_somebody_who_had_two_files_is_about_the_one_that_was_kept(cast):
    twin = scenarios.second_file(cast)
    scenarios.merged(cast)
    twin.refresh_from_db()

    assert scenarios.asked_for_data(cast, twin.reference).customer.reference == scenarios.LODGER


@pytest.mark.clause("P13b")
def test_what_was_kept_back_and_what_was_given_is_on_record(cast):
    scenarios.active(cast)
    request = scenarios.given(cast)

    kept_back = request.disclosures.filter(verdict="REDACT")
    assert {each.exemption for each in kept_back} == {"OTHER_PERSON"}
    assert all(each.reason and each.taken_out for each in kept_back)
    assert len(request.digest) == 64


@pytest.mark.clause("P13b", refuses=True)
def test_nothing_goes_out_undecided(cast, dpo):
    request = scenarios.identified(cast)

    with pytest.raises(NotAllowed, match=r"items of the bundle are not decided, or changed since\. Decide each"):
        services.make_bundle(request=request, by=dpo, on=cast.today, given_as="PAPER", passphrase="")


@pytest.mark.clause("P13b", refuses=True)
def test_what_changed_since_is_decided_anew(cast, dpo):
    request = scenarios.decided(cast, scenarios.identified(cast))
    scenarios.becomes_known(cast)

    with pytest.raises(NotAllowed, match=r"^1 item of the bundle is not decided, or changed since\. Decide each"):
        services.make_bundle(request=request, by=dpo, on=cast.today, given_as="PAPER", passphrase="")


@pytest.mark.clause("P13b", refuses=True)
def test_nobody_but_the_data_protection_officer_answers(cast):
    request = scenarios.decided(cast, scenarios.identified(cast))
    given = {"on": cast.today, "given_as": "PAPER", "way": "COLLECTED", "how": "By hand to him at our office."}

    for who in (cast.lead, cast.head, cast.people["leadership"], cast.people["admin"]):
        with pytest.raises(NotAllowed, match="Only the Data Protection Officer answers a subject request"):
            services.release_request(request=request, version=request.version, by=who, today=cast.today, **given)


@pytest.mark.clause("P13b", refuses=True)
def test_a_second_request_of_the_same_person_waits_for_the_first(cast):
    running = scenarios.asked_for_data(cast)

    with pytest.raises(NotAllowed, match=f"Request {running.reference} of this person is being answered"):
        scenarios.asked_for_data(cast)
    assert scenarios.asked_for_data(cast, scenarios.HONG).customer == Customer.objects.get(reference=scenarios.HONG)


@pytest.mark.clause("P13b", refuses=True)
def test_nothing_is_gathered_for_somebody_whom_we_do_not_know(cast, dpo):
    request = scenarios.asked_for_data(cast)

    with pytest.raises(NotAllowed, match="Check first who asks"):
        services.decide_clean_items(request=request, found=[], seen="", by=dpo)


@pytest.mark.clause("P13b", refuses=True)
def test_the_time_is_not_extended_twice_nor_once_it_is_over(cast, dpo):
    request = scenarios.identified(cast, days=40)
    reason = {"on": cast.today, "reason": "There are four files and two hundred photographs."}
    with pytest.raises(NotAllowed, match=r"The time to answer ended on 1 June 2026\. It can be extended only before"):
        services.extend_request(request=request, version=request.version, by=dpo, **reason)

    request = scenarios.identified(cast, scenarios.HONG)
    request = services.extend_request(request=request, version=request.version, by=dpo, **reason)
    with pytest.raises(NotAllowed, match="The time to answer was extended already"):
        services.extend_request(request=request, version=request.version, by=dpo, **reason)
