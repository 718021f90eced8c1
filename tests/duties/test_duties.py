"""What is stored of duties is what is owed: each step opens and closes them in its own transaction."""

from datetime import date

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction

from alerts.incidents import services as incidents_services
from alerts.models import Alert, AlertType
from housing_alerts.customers.models import Asset
from housing_alerts.duties import selectors, services
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.duties.owing import sources
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff import services as staff
from housing_alerts.staff import tries
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from tests import scenarios

pytestmark = pytest.mark.usefixtures("wednesday")


def kinds(colleague, on=None):
    return sorted(duty.kind for duty in selectors.held_by(colleague, on=on or date(2026, 6, 10)))


def test_a_step_opens_what_follows_and_closes_what_it_did(cast):
    incident = scenarios.logged(cast)
    (triage,) = Duty.objects.open().filter(kind=Kind.TRIAGE)
    assert (triage.colleague, triage.opened_by, triage.reference) == (cast.manager, "log incident", incident.reference)

    incidents_services.refer_incident(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, note="It felt unsafe."
    )

    triage.refresh_from_db()
    assert triage.closed_by == "refer incident"
    assert triage.closed_at is not None
    (referred,) = Duty.objects.open().filter(kind=Kind.REFERRED)
    assert (referred.role, str(referred.area), referred.awaited_by) == ("OPERATIONAL_LEAD", "Housing", cast.manager)


def test_a_step_that_is_undone_leaves_no_duty(cast):
    with transaction.atomic():
        scenarios.logged(cast)
        transaction.set_rollback(True)
    assert not Duty.objects.exists()


@pytest.mark.clause("P8b")
def test_times_alone_move_nothing(cast):
    """Day 1, 14 and 30 of an overdue review are rows from the beginning, each with its own first day."""
    alert = scenarios.active(cast, days=0)
    before = list(Duty.objects.values_list("pk", "shows_from"))
    due = Alert.objects.get(pk=alert.pk).due_on
    with time_machine.travel("2027-08-01 09:30+00:00", tick=False):
        late = date(2027, 8, 1)
        assert (late - due).days > 30
        assert Kind.REVIEW in kinds(cast.lead, late)
        assert Kind.OVERDUE in kinds(cast.head, late)
        assert Kind.UNREVIEWED in kinds(cast.leadership, late)
        assert list(services.differing()) == []
    assert list(Duty.objects.values_list("pk", "shows_from")) == before


@pytest.mark.long
def test_what_differs_is_named_and_mended(cast, capsys):
    scenarios.active(cast)
    call_command("duties", "--check")
    assert "Every stored duty is what is owed now." in capsys.readouterr().out

    Duty.objects.filter(kind=Kind.ENTER).update(words="Something else")
    Duty.objects.filter(kind=Kind.WRITE).delete()
    with pytest.raises(CommandError, match="Duties that differ from what is owed: 4"):
        call_command("duties", "--check")
    said = capsys.readouterr().out
    assert "Letters to write" in said and "missing" in said and "changed" in said
    assert "Lodger" not in said

    call_command("duties", "--rebuild")
    assert "mended: 4" in capsys.readouterr().out
    assert list(services.differing()) == []


def test_a_case_of_somebody_at_a_property_is_derived_once(cast):
    incident = scenarios.logged(cast, asset=Asset.objects.get(reference="A-D1"))

    found = [record for scope in services.everything() for source in sources for record in source.standing(scope)]

    assert found.count(incident) == 1


def test_words_are_kept_as_far_as_their_column_holds_them(cast, monkeypatch):
    monkeypatch.setattr(services, "LONGEST_WORDS", 12)
    incident = scenarios.logged(cast, violent=True)
    (kept,) = Duty.objects.open().filter(kind=Kind.TRIAGE, reference=incident.reference).values_list("words", flat=True)
    assert len(kept) == 12 and kept.endswith("…")
    assert list(services.differing()) == []


@pytest.mark.long
def test_a_duty_of_a_record_that_has_gone_is_named_and_closed(cast):
    scenarios.logged(cast)
    duty = Duty.objects.get(kind=Kind.TRIAGE)
    duty.pk, duty.subject_id = None, 99_999
    duty.save()
    assert [line.rpartition(": ")[2] for line in services.differing()] == ["owed no more"]
    services.rebuild()
    duty.refresh_from_db()
    assert duty.closed_by == "rebuild duties"


@pytest.mark.long
def test_a_colleague_who_leaves_leaves_their_cases_to_the_others(cast):
    scenarios.opened(cast)
    assert kinds(cast.lead).count(Kind.INVESTIGATE) == 1
    scenarios.lead_for(cast.lead2, cast.customers[scenarios.LODGER].service_area)
    vars(cast.lead2).pop("area_ids", None)

    scenarios.leaves(cast.lead)

    assert Kind.TAKE_OVER in kinds(cast.lead2)
    assert list(services.differing()) == []


def test_who_signs_in_or_types_a_wrong_password_moves_nothing(cast, monkeypatch):
    """Else each of it would derive anew whatever hangs on the colleague, and anybody could ask for that."""
    moved = []
    monkeypatch.setattr(records, "_closers", [lambda step, changed: moved.extend(changed)])
    staff.record_sign_in(colleague=cast.lead, address="127.0.0.1")
    tries.fail("lead", "127.0.0.1")
    staff.change_own_password(by=cast.lead, password="four horses on a hill")
    assert moved == []
    scenarios.change_account(cast, cast.officer, active=True)
    assert moved == [cast.officer]


@pytest.mark.clause("P11a")
def test_who_reviews_broken_glass_follows_who_is_data_protection_officer(cast):
    scenarios.restrict_file(cast)
    scenarios.break_glass(cast, cast.dpo)
    assert (Kind.GLASS in kinds(cast.leadership), Kind.GLASS in kinds(cast.dpo)) == (True, False)
    second = scenarios.joined("second", Role.DATA_PROTECTION_OFFICER)
    assert (Kind.GLASS in kinds(cast.leadership), Kind.GLASS in kinds(second)) == (False, True)


@pytest.mark.clause("P8a")
def test_a_first_day_that_has_passed_is_as_good_as_none(cast):
    """Who leaves in three days is asked about from then on, and no nightly job has to say so."""
    scenarios.active(cast)
    place = cast.customers[scenarios.LODGER].memberships.get()
    place.ends = cast.ago(-3)
    records.save(place, by=None, why="Imported")
    duty = Duty.objects.open().get(kind=Kind.DEPARTED)
    assert duty.shows_from == date(2026, 6, 14)
    assert Kind.DEPARTED not in kinds(cast.lead)
    with time_machine.travel("2026-06-20 09:30+00:00", tick=False):
        assert Kind.DEPARTED in kinds(cast.lead, date(2026, 6, 20))
        assert list(services.differing()) == []
        services.rebuild()
    assert Duty.objects.open().get(kind=Kind.DEPARTED).pk == duty.pk


@pytest.mark.clause("P11a")
def test_of_a_restricted_file_nobody_else_holds_anything(cast):
    scenarios.active(cast, days=400)
    assert Kind.UNREVIEWED in kinds(cast.leadership)
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head])
    assert kinds(cast.leadership) == []
    assert Kind.REVIEW in kinds(cast.lead)


@pytest.mark.clause("P11a")
@pytest.mark.same_on_both
def test_a_worklist_and_every_other_list_leave_out_the_same_of_a_restricted_file(cast):
    """The worklist reads its duties in ways, and asks afterwards what the colleague may see."""
    scenarios.active(cast, days=400)
    scenarios.logged(cast)
    scenarios.referred(cast, scenarios.HONG)
    before = _listed(cast)
    assert all(of_worklist == of_lists for of_worklist, of_lists in before.values())
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head])
    scenarios.break_glass(cast, cast.leadership)
    after = _listed(cast)
    assert all(of_worklist == of_lists for of_worklist, of_lists in after.values())
    assert after != before and any(of_worklist for of_worklist, _ in after.values())


def _listed(cast):
    """For each colleague the duties as the worklist reads them, and as other lists do."""
    today, found = date(2026, 6, 10), {}
    for colleague in Colleague.objects.filter(is_active=True):
        read = selectors.places({"held": selectors.held_in_ways(colleague, on=today)}, on=today)
        held = selectors.held_by(colleague, on=today).values_list("pk", flat=True)
        found[colleague.username] = {place.pk for place in selectors.seen(read, colleague)}, set(held)
    return found


@pytest.mark.clause("P6", refuses=True)
def test_who_asked_for_something_is_not_the_one_to_confirm_it(cast):
    AlertType.objects.filter(code="WEAPONS").update(unconfirmed=True, asked_by=cast.head)
    services.rebuild()
    assert Kind.CONFIRM_TYPE not in kinds(cast.head)
    assert Kind.CONFIRM_TYPE in kinds(cast.head2)


@pytest.mark.long
def test_what_was_declined_or_changed_on_appeal_is_told_for_four_weeks(cast):
    scenarios.declined(cast, scenarios.proposed(cast))
    assert Kind.DECLINED in kinds(cast.lead)
    assert Kind.DECLINED in kinds(cast.lead, date(2026, 7, 8))
    assert Kind.DECLINED not in kinds(cast.lead, date(2026, 7, 9))
    scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)), "UPHELD")
    assert Kind.OVERTURNED in kinds(cast.head)


def test_after_danger_the_colleague_is_asked_after_and_the_duty_manager_sees_it(cast):
    scenarios.logged(cast, violent=True)
    assert Kind.ASK in kinds(cast.manager)
    assert Kind.ASK not in kinds(cast.lead)
    assert Kind.ASK in kinds(cast.lead, date(2026, 6, 20))
    duty = scenarios.on_duty(cast, days=3)
    assert kinds(duty) == [Kind.ON_DUTY]
    assert kinds(duty, date(2026, 6, 20)) == []
