"""Count whose level of contact is high, keep since when, and have a Lead see to it (§12)."""

import io
import random
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from alerts.models import Review
from housing_alerts.customers.models import Customer
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.staff.models import Organisation
from monitoring.levels import counting, policies, services
from monitoring.loading.imports import load_contacts
from monitoring.models import HighContact
from tests import scenarios, settling
from tests.owing import held
from tests.page import words
from tests.scenarios import HONG, LODGER
from tests.step import fill

LIST = "/contacts/high/"
PAGE = f"/customers/{LODGER}/contacts/"


def _calls(cast, number, *, days=3, customer=LODGER, named="T"):
    scenarios.loaded(cast, [(f"{named}-{customer}-{each}", days) for each in range(number)], customer)


def _high():
    return {each.customer.reference: each.contacts for each in HighContact.objects.standing()}


# The rule


@pytest.mark.clause("P12")
def test_of_each_thousand_so_many_can_be_high():
    for customers, most, places in [(5000, 5, 25), (200, 5, 1), (199, 5, 0), (0, 5, 0), (1999, 5, 9), (1000, 10, 10)]:
        assert policies.places_above(customers, most) == places


@pytest.mark.clause("P12")
def test_the_larger_of_the_floor_and_the_others_decides():
    for floor, next_below, limit in [(10, None, 10), (10, 6, 10), (10, 14, 14), (10, 10, 10)]:
        assert policies.more_than(floor, next_below) == limit


@pytest.mark.clause("P12", refuses=True)
def test_ten_contacts_in_four_weeks_are_not_high_and_eleven_are(cast):
    _calls(cast, 10)
    services.count_contacts(on=cast.today)
    assert _high() == {}
    _calls(cast, 1, named="U")
    services.count_contacts(on=cast.today)
    assert _high() == {LODGER: 11}


@pytest.mark.clause("P12")
def test_whole_days_of_four_weeks_are_counted_and_today_is_not_over(wednesday, cast):
    for days, found in [(0, {}), (1, {LODGER: 11}), (28, {LODGER: 11}), (29, {})]:
        with settling.undone():
            _calls(cast, 11, days=days)
            services.count_contacts(on=cast.today)
            assert _high() == found


@pytest.mark.clause("P12")
def test_a_landlord_has_its_own_rule(cast):
    Organisation.objects.filter(code="templer").update(contact_floor=3, contact_weeks=1)
    _calls(cast, 4, customer=LODGER)
    _calls(cast, 4, customer=HONG)
    services.count_contacts(on=cast.today)
    assert _high() == {HONG: 4}
    level = HighContact.objects.get()
    assert (level.more_than, level.weeks) == (3, 1)


def test_what_was_taken_back_does_not_count(cast):
    _calls(cast, 11)
    contact = cast.customers[LODGER].contact_log.first()
    scenarios.contact_taken_back(cast, contact)
    services.count_contacts(on=cast.today)
    assert _high() == {}


# Twelve among five thousand


def _population(cast, busy):
    """5,000 customers of one landlord who call as people do, 12 of them far more. :returns: the lines of the load."""
    lodger, draw = cast.customers[LODGER], random.Random(12)
    facts = {"organisation": lodger.organisation, "service_area": lodger.service_area, "surname": "Caller"}
    facts |= dict.fromkeys(("created_at", "changed_at"), timezone.now())
    Customer.objects.bulk_create(Customer(reference=f"G{number:05}", **facts) for number in range(5000))
    often = draw.choices(range(7), weights=(40, 30, 15, 8, 4, 2, 1), k=5000)
    heavy = draw.sample(range(5000), 12)
    for number in heavy:
        often[number] = draw.randint(16, 40)
    calls = [number for number, times in enumerate(often) for _ in range(times * busy)]
    lines = [
        f"T-{place},{cast.ago(draw.randint(1, 28)):%d/%m/%Y} {draw.randint(8, 17):02}:30,G{number:05}"
        for place, number in enumerate(calls)
    ]
    return {f"G{number:05}" for number in heavy}, "\n".join(
        ["External Reference,Date and Time,Customer Reference", *lines]
    )


@pytest.mark.long
@pytest.mark.clause("P12")
@pytest.mark.parametrize("busy", [1, 3], ids=["the floor decides", "the others decide"])
def test_twelve_heavy_callers_among_five_thousand_are_found_and_at_most_three_others(cast, busy):
    heavy, text = _population(cast, busy)
    step = {"source": "TELEPHONY", "by": None, "now": timezone.now()}
    for _ in range(2):
        load_contacts(text.encode(), "calls.csv", **step)
        services.count_contacts(on=cast.today)
        found = set(_high())
        assert heavy <= found
        assert len(found - heavy) <= 3
        assert HighContact.objects.count() == len(found), "loaded and counted twice, it is the same"


# Since when


@pytest.mark.clause("P12")
def test_it_is_kept_since_when_and_until_when_a_level_is_high(cast):
    _calls(cast, 11)
    assert services.count_contacts(on=cast.today) == (1, 1, 0)
    assert services.count_contacts(on=cast.today + timedelta(days=1)) == (1, 0, 0)
    level = HighContact.objects.get()
    assert (level.since, level.version) == (cast.today, 1), "the same numbers are not saved again"
    assert services.count_contacts(on=cast.today + timedelta(days=40)) == (0, 0, 1)
    level.refresh_from_db()
    assert level.ended_on == cast.today + timedelta(days=40)


def test_more_contact_is_kept_with_its_day(cast):
    _calls(cast, 11)
    services.count_contacts(on=cast.today)
    _calls(cast, 2, named="U")
    services.count_contacts(on=cast.today + timedelta(days=1))
    level = HighContact.objects.get()
    assert (level.contacts, level.since, level.counted_on) == (13, cast.today, cast.today + timedelta(days=1))


def test_of_two_files_that_became_one_the_longer_time_stays(cast):
    twin = scenarios.second_file(cast)
    cast.customers[twin.reference] = twin
    _calls(cast, 11)
    _calls(cast, 11, customer=twin.reference)
    services.count_contacts(on=cast.today)
    scenarios.merged(cast)
    assert services.count_contacts(on=cast.today) == (1, 0, 1)
    assert _high() == {LODGER: 22}


def test_the_command_tries_and_counts(cast):
    _calls(cast, 11)
    assert "Teign Housing: 1 high, with more than 10 contacts in 4 weeks." in _said("--dry-run")
    assert not HighContact.objects.exists()
    assert _said() == "High: 1, of them newly: 1. No longer high: 0.\n"
    assert _said() == "Done for today already, or somebody is at it.\n"


def _said(*options):
    said = io.StringIO()
    call_command("count_contacts", *options, stdout=said)
    return said.getvalue()


# Who sees to it


@pytest.mark.clause("P12")
def test_a_high_level_is_a_duty_of_the_leads_of_the_area(cast):
    _calls(cast, 11)
    services.count_contacts(on=cast.today)
    assert held(cast.lead, Kind.HIGH_CONTACT) == [LODGER]
    assert held(cast.people["lead2"], Kind.HIGH_CONTACT) == []
    duty = Duty.objects.get(kind=Kind.HIGH_CONTACT)
    assert (duty.words, duty.path) == ("Develop a strategy: 11 contacts in 4 weeks", PAGE)
    services.count_contacts(on=cast.today + timedelta(days=40))
    assert held(cast.lead, Kind.HIGH_CONTACT) == []


@pytest.mark.clause("P12")
def test_the_list_shows_the_busiest_first_as_far_as_files_are_open(cast, sign_in):
    _calls(cast, 11)
    _calls(cast, 12, customer=HONG)
    services.count_contacts(on=cast.today)
    said = words(sign_in("leadership").get(LIST))
    assert said.index(HONG) < said.index(LODGER)
    scenarios.restrict_file(cast, HONG)
    assert HONG not in words(sign_in("leadership").get(LIST))


def test_a_lead_of_another_area_sees_nobody_of_this_one(cast, sign_in):
    _calls(cast, 11)
    services.count_contacts(on=cast.today)
    assert "No level of contact is high." in words(sign_in("lead2").get(LIST))


@pytest.mark.clause("P12")
def test_an_increase_in_contact_calls_for_a_review_of_an_alert_in_force(cast, sign_in):
    alert = scenarios.active(cast)
    client = sign_in("lead")
    assert "Open a review" not in words(client.get(PAGE))
    _calls(cast, 11)
    services.count_contacts(on=cast.today)
    said = words(client.get(PAGE))
    assert "High since" in said
    assert "11 contacts in the 4 weeks before" in said
    assert f"Open a review of {alert.type}, {alert.reference}" in said

    fill(client, f"/alerts/{alert.reference}/review/?trigger=CONTACT", evidence="He calls far more than last month.")
    assert Review.objects.get().trigger == "CONTACT"
    assert "Open a review of" not in words(client.get(PAGE)), "one is open"


# The plot


def test_each_week_stands_in_the_plot_and_in_its_table(cast, sign_in):
    _calls(cast, 5, days=2)
    scenarios.contacted(cast, days=10)
    page = sign_in("lead").get(PAGE)
    said = words(page)
    assert "6 contacts in the 13 weeks from" in said
    assert page.content.decode().count("<rect") == 2 + 2, "a bar for each week with contact, and the legend"
    assert "style=" not in page.content.decode().partition("<svg")[2].partition("</svg>")[0]


def test_the_weeks_begin_on_mondays_and_every_channel_has_its_way(cast):
    assert {channel for channels in counting.WAYS.values() for channel in channels} == set(counting.Channel)
    scenarios.contacted(cast, days=0, at=timezone.now() - timedelta(minutes=5), channel="OFFICE")
    (week,) = counting.weeks(cast.customers[LODGER], first=cast.today, last=cast.today)
    assert (week.starts.weekday(), week.total, week.contacts["In person or online"]) == (0, 1, 1)
