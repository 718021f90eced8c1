"""What is due for disposal, and why: ``/retention/`` and ``./dev manage retention --dry-run``."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from alerts.incidents import services as incidents_services
from alerts.models import Alert, AlertType
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.audit import chain
from housing_alerts.kernel.audit.models import ReadEvent
from housing_alerts.outbox.models import Message
from privacy.choices import Keeping
from privacy.disposal import sweeping
from privacy.retention import gathering, selectors
from tests import scenarios, settling
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")
IN_TWO_YEARS = "2028-06-10 09:30+00:00"
IN_SIX_YEARS = "2032-06-10 09:30+00:00"
IN_TEN_YEARS = "2036-06-10 09:30+00:00"


def _printed() -> str:
    said = StringIO()
    call_command("retention", "--dry-run", stdout=said)
    return said.getvalue()


def _fate(reference=scenarios.LODGER):
    """The fate of the file in the list of all or, as an alert in force leaves it out of that, by itself."""
    today = timezone.localdate()
    found = {each.file.reference: each for each in selectors.fates(on=today)}
    if reference not in found:
        assert Alert.objects.active().filter(customer__reference=reference).exists()
        key = gathering.PERSON, Customer.objects.get(reference=reference).pk
        found = {each.file.reference: each for each in selectors.fates(on=today, within=[key])}
    return found[reference]


@pytest.mark.clause("P13a")
def test_a_file_is_due_two_years_after_its_last_alert_ended(sign_in, cast, wednesday):
    scenarios.ended(cast, scenarios.active(cast))
    client = sign_in("dpo")
    assert "No file is due. Held although the period is over (0)" in words(client.get("/retention/"))
    assert "1 other file is kept" in words(client.get("/retention/"))

    wednesday.move_to(IN_TWO_YEARS)

    said = words(sign_in("dpo").get("/retention/"))
    assert "Due for disposal (1)" in said
    assert "Lewis Lodger D900001" in said
    assert "A file with a sanction" in said
    assert "10 June 2026" in said
    assert "10 June 2028" in said


@pytest.mark.clause("P13a")
def test_after_violence_it_is_due_after_six_years(cast, wednesday):
    scenarios.ended(cast, scenarios.approved(cast, scenarios.proposed_on(cast, scenarios.logged(cast, violent=True))))

    wednesday.move_to(IN_TWO_YEARS)
    assert not _fate().passed
    wednesday.move_to(IN_SIX_YEARS)
    assert _fate().goes
    assert _fate().due.keeping == Keeping.AFTER_VIOLENCE


@pytest.mark.clause("P13a")
def test_what_led_to_no_sanction_is_due_a_year_after_its_warning_was_over(cast, wednesday):
    scenarios.settled(cast)

    found = _fate()

    assert found.due.keeping == Keeping.NO_SANCTION
    assert str(found.due.since) == "2026-12-10", "the last day on which the warning is live"
    assert str(found.due.on) == "2027-12-10"


@pytest.mark.clause("P13a", refuses=True)
def test_what_is_open_holds_the_file(cast):
    for walk, says in [
        (scenarios.logged, r"Incident IN-\S+ is open\."),
        (scenarios.referred, r"Incident IN-\S+ is open\."),
        (scenarios.opened, r"Investigation IV-\S+ is open\."),
        (scenarios.proposed, r"Investigation IV-\S+ is open\. Alert CM-\S+ is not decided\."),
        (scenarios.agreed_action, r"An action that was agreed in IV-\S+ has no outcome yet\."),
        (scenarios.late, r"Appeal AP-\S+ is open\."),
        (scenarios.asked_for_data, r"Subject request SA-\S+ is open\."),
        (
            lambda cast: scenarios.issued(cast, scenarios.active(cast)),
            r"Letter LT-\S+ was issued and did not go out yet\.",
        ),
        (scenarios.held, r"Legal hold LH-\S+ is in force\."),
    ]:
        with settling.undone():
            walk(cast)

            assert re.search(says, " ".join(_fate().held_by)), _fate().held_by


@pytest.mark.clause("P13a", refuses=True)
def test_a_file_is_not_due_while_an_alert_is_in_force(cast, wednesday):
    scenarios.active(cast)

    wednesday.move_to(IN_TEN_YEARS)

    assert _fate().due is None
    assert "D900001" not in _printed()


@pytest.mark.clause("P13a", refuses=True)
def test_a_held_file_stays_and_the_list_says_why(sign_in, cast, wednesday):
    scenarios.ended(cast, scenarios.active(cast))
    hold = scenarios.held(cast)

    wednesday.move_to(IN_TWO_YEARS)

    said = words(sign_in("dpo").get("/retention/"))
    assert "No file is due." in said
    assert f"Legal hold {hold.reference} is in force." in said
    assert f"Held: Legal hold {hold.reference} is in force." in _printed()


@pytest.mark.clause("P13a", refuses=True)
def test_a_breach_of_somebody_elses_alert_keeps_both_files_together(cast, wednesday):
    incident = scenarios.settled(cast, scenarios.HONG, days=0)
    alert = scenarios.active(cast, days=30)
    incident.breach_of = alert
    incident.save()

    wednesday.move_to(IN_TEN_YEARS)

    hong = _fate(scenarios.HONG)
    assert hong.passed
    assert hong.held_by == (f"Incident {incident.reference} is also in the file of D900001, which is kept.",)


@pytest.mark.clause("P13a")
def test_a_property_where_nobody_is_known_has_a_file_of_its_own(sign_in, cast, wednesday):
    incident = scenarios.logged_at_an_address(cast)
    incidents_services.void_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        reason="I typed it twice by mistake.",
    )
    wednesday.move_to(IN_TWO_YEARS)
    assert _fate("A-D1").goes
    assert Asset.objects.get(reference="A-D1").full_address in words(sign_in("dpo").get("/retention/"))

    hold = scenarios.held(cast, Asset.objects.get(reference="A-D1"))
    assert _fate("A-D1").held_by == (f"Legal hold {hold.reference} is in force.",)


def test_whose_appeal_is_over_is_kept_for_a_year_after_the_decision(cast):
    scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)))

    assert str(_fate().file.last_on) == str(cast.today)


def test_of_a_file_with_an_alert_in_force_only_what_it_shares_is_read(cast):
    """Most files have one, and the list would take as long as all of them."""
    alert = scenarios.active(cast)
    assert gathering.files() == []
    assert gathering.in_force() == 1
    incident = scenarios.settled(cast, scenarios.HONG, days=0)
    incident.breach_of = alert
    incident.save()
    shared, read = gathering.files()
    if shared.last_on:
        shared, read = read, shared
    assert (shared.reference, shared.last_on, read.reference) == (scenarios.LODGER, None, scenarios.HONG)
    assert read.shared == {shared.key: incident.reference}


@pytest.mark.clause("P13a", refuses=True)
def test_a_property_with_an_alert_in_force_is_not_due(cast, wednesday):
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    scenarios.on_a_property(cast)
    assert gathering.files() == []
    assert gathering.in_force() == 1


@pytest.mark.clause("P13a")
def test_the_period_that_a_landlord_chose_counts(cast, wednesday):
    scenarios.ended(cast, scenarios.active(cast))
    assert str(_fate().due.on) == "2028-06-10"

    scenarios.kept_for(cast, SANCTION=36)

    assert str(_fate().due.on) == "2029-06-10"


def test_of_a_restricted_file_the_list_has_the_reference_alone(sign_in, cast, wednesday):
    scenarios.ended(cast, scenarios.active(cast))
    scenarios.restrict_file(cast)
    wednesday.move_to(IN_TWO_YEARS)

    said = words(sign_in("dpo").get("/retention/"))

    assert "Restricted file D900001" in said
    assert "Lodger" not in said


# The command


@pytest.mark.clause("P13a")
def test_the_command_prints_the_same_without_a_name(cast, wednesday):
    scenarios.ended(cast, scenarios.active(cast))
    wednesday.move_to(IN_TWO_YEARS)

    said = _printed()

    assert (
        "D900001: due from 10 June 2028 (a file with a sanction, the day the last sanction ended was 10 June 2026).\n"
        "Files due: 1. Held: 0.\n"
    ) in said
    assert "Lodger" not in said


@pytest.mark.clause("P13a", refuses=True)
def test_the_command_disposes_of_nothing_that_nobody_confirmed(cast, wednesday, monkeypatch):
    scenarios.ended(cast, scenarios.active(cast))
    wednesday.move_to(IN_TEN_YEARS)
    monkeypatch.setattr(sweeping, "sweep", list)
    said = StringIO()

    call_command("retention", stdout=said)

    assert said.getvalue() == "No disposal is confirmed.\n"
    assert Customer.objects.get(reference=scenarios.LODGER).alerts.count() == 1


# Beside the files


def _due(keeping) -> tuple[int, str]:
    (found,) = [each for each in selectors.what_is_beside(on=timezone.localdate()) if each.keeping == keeping]
    return found.due, found.held_by


@pytest.mark.clause("P13a")
@pytest.mark.parametrize(
    ("walk", "keeping", "day_before", "day"),
    [
        (scenarios.draft, Keeping.BEGUN, "2026-09-09", "2026-09-10"),
        (
            lambda cast: scenarios.cancelled(cast, scenarios.drafted(cast, scenarios.active(cast))),
            Keeping.UNSENT,
            "2027-06-09",
            "2027-06-10",
        ),
        (
            lambda cast: scenarios.file_removed(cast, scenarios.with_photo(cast, scenarios.logged(cast))),
            Keeping.TAKEN_OFF,
            "2027-06-09",
            "2027-06-10",
        ),
        (scenarios.contacted, Keeping.CONTACTS, "2028-06-08", "2028-06-09"),
        (scenarios.compared, Keeping.COMPARED, "2028-06-09", "2028-06-10"),
        (
            lambda cast: scenarios.change_account(cast, cast.contractor, active=False),
            Keeping.LEAVERS,
            "2027-06-09",
            "2027-06-10",
        ),
    ],
    ids=["begun", "unsent", "taken off", "contacts", "compared", "leavers"],
)
def test_what_lies_beside_the_files_has_its_own_period(cast, wednesday, walk, keeping, day_before, day):
    walk(cast)
    wednesday.move_to(f"{day_before} 09:30+00:00")
    assert _due(keeping)[0] == 0
    wednesday.move_to(f"{day} 09:30+00:00")
    assert _due(keeping)[0] == 1


@pytest.mark.clause("P13a", refuses=True)
def test_a_contact_stays_while_its_customer_is_under_a_sanction(cast, wednesday):
    scenarios.contacted(cast)
    scenarios.active(cast)
    wednesday.move_to(IN_SIX_YEARS)

    assert _due(Keeping.CONTACTS) == (0, "")


@pytest.mark.clause("P13a")
def test_a_reading_is_due_after_six_years(sign_in, cast, wednesday):
    sign_in("dpo").get("/retention/holds/")
    wednesday.move_to(IN_SIX_YEARS)

    assert _due(Keeping.READINGS) == (1, "")
    assert "Who read what Kept for72 months Due1 The oldest10 June 2026" in words(
        sign_in("dpo").get("/retention/periods/")
    )


@pytest.mark.clause("P13a", refuses=True)
def test_a_legal_hold_keeps_them_too(cast, wednesday):
    letter = scenarios.cancelled(cast, scenarios.drafted(cast, scenarios.active(cast)))
    scenarios.draft(cast)
    hold = scenarios.held(cast, letter.customer)
    wednesday.move_to(IN_SIX_YEARS)

    assert _due(Keeping.UNSENT) == (0, ""), "it is the held person's"
    due, held_by = _due(Keeping.BEGUN)
    assert due == 1
    assert held_by == f"Legal hold {hold.reference} is in force, and nobody can say whose each of these is."


@pytest.mark.long
@pytest.mark.clause("P13a", "P13b", refuses=True)
def test_what_somebody_asks_to_see_stays_until_they_have_it(cast, wednesday):
    alert = scenarios.active(cast)
    letter = scenarios.issued(cast, alert)
    settling.settled()
    scenarios.cancelled(cast, letter)
    scenarios.file_removed(cast, scenarios.with_photo(cast, scenarios.logged(cast)))
    settling.settled()
    chain.append(ReadEvent, [{"by": cast.lead, "opened": "alert", "reference": alert.reference}])
    told = {"colleague": cast.lead, "written_at": timezone.now(), "next_try_at": timezone.now()}
    Message.objects.create(message_id="<1>", subject=alert.reference, parked_at=timezone.now(), **told)
    wednesday.move_to(IN_SIX_YEARS)
    kinds = (Keeping.UNSENT, Keeping.TAKEN_OFF, Keeping.DUTIES, Keeping.MAIL, Keeping.READINGS)
    assert [keeping for keeping in kinds if not _due(keeping)[0]] == []

    scenarios.asked_for_data(cast)

    assert {keeping: _due(keeping) for keeping in kinds} == dict.fromkeys(kinds, (0, ""))


@pytest.mark.clause("P13a", refuses=True)
def test_a_contact_stays_while_anything_keeps_the_file_of_its_customer(cast, wednesday):
    for keeps in [scenarios.logged, scenarios.strategy, scenarios.asked_for_data, scenarios.held]:
        with settling.undone():
            scenarios.contacted(cast)
            wednesday.move_to(IN_SIX_YEARS)
            assert _due(Keeping.CONTACTS) == (1, "")

            keeps(cast)

            assert _due(Keeping.CONTACTS) == (0, "")
