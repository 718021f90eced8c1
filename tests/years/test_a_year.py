"""A year of moves, separations, deaths, new lets and merges: each door says what it must, and no next occupier inherits.

(Invariant 11: a person's alert shows wherever they now live and never on the next occupier. So does an interim marker,
for ten working days at most.)
"""

from datetime import date
from itertools import islice

import pytest
from django.db import connection

from alerts.carrying_over.services import carry_over_alert
from alerts.look_up.selectors import look_up
from alerts.markers.services import lift_marker, place_marker
from alerts.models import Alert, AlertType, Incident
from desk.merging import policies, services
from housing_alerts.customers.imports import import_customers
from housing_alerts.customers.models import Asset, Customer, Merge
from housing_alerts.importing.reading import Silent
from tests import exports, scenarios, trail
from tests.deep import DEEP
from tests.snapshot import put
from tests.years.landlord import HOME_TYPE, STREET, Landlord

pytestmark = pytest.mark.same_on_both
CONTACTS, INCIDENTS = (1500, 3000) if DEEP else (150, 300)
WEEKS, SAMPLED = 52, 4
FIRST = date(2025, 1, 6)


@pytest.fixture
def landlord(cast, tmp_path):
    """The landlord at the beginning of the year, imported; with a year's incidents on its people."""
    AlertType.objects.filter(code=HOME_TYPE).update(hangs_on="PROPERTY")
    trail.arranged(AlertType.objects.filter(code=HOME_TYPE))
    found = Landlord(seed=20250106, contacts=CONTACTS, first=FIRST)
    _import(found, tmp_path, whole=True)
    _report(cast, found)
    return found


def _import(landlord, tmp_path, *, whole=False):
    path = tmp_path / "contacts.csv"
    path.write_bytes(exports.text(landlord.export(whole=whole), exports.CONTACTS).encode())
    report = import_customers(path, today=landlord.day, progress=Silent)
    assert report.kept, report.refused
    return report


def _report(cast, landlord):
    """One incident as it was logged, and rows like it on others."""
    like = scenarios.logged(cast)
    people = list(Customer.objects.filter(reference__in=landlord.contacts).values_list("pk", flat=True))
    columns = [field.column for field in Incident._meta.concrete_fields]
    with connection.cursor() as cursor:
        named = ", ".join(f'"{column}"' for column in columns)
        cursor.execute(f"SELECT {named} FROM alerts_incident WHERE id = %s", [like.pk])
        row = dict(zip(columns, cursor.fetchone(), strict=True))
    rows = [
        {**row, "id": like.pk + n, "reference": f"IN-2025-{n:05}", "customer_id": landlord.random.choice(people)}
        for n in range(1, INCIDENTS + 1)
    ]
    put({"alerts_incident": (columns, [tuple(each.values()) for each in rows])})
    trail.arranged(Incident.objects.all())


def _impose(landlord, *, at_home):
    """An alert as it comes from the housing system; of a third of those on a home nobody knows the keeper."""
    rule = landlord.impose(at_home=at_home)
    if rule is None:
        return
    type = AlertType.objects.get(code=rule.type)
    type.instruction = rule.instruction
    alert = carry_over_alert(
        type=type,
        customer=Customer.objects.get(reference=landlord.person(rule.contact)),
        asset=Asset.objects.get(reference=rule.home) if rule.home else None,
        effective_from=landlord.day,
        period=12,
        reviewed_on=None,
        by=None,
        why="Imported",
    )
    if at_home and landlord.random.random() < 0.3:
        rule.contact = ""
        Alert.objects.filter(pk=alert.pk).update(customer=None)
        trail.arranged(Alert.objects.filter(pk=alert.pk))


def _mark(cast, landlord, *, at_home):
    """A marker that the line manager placed on one of the year's incidents; now and then it is lifted within the week."""
    mark = landlord.mark(at_home=at_home)
    unmarked = Incident.objects.filter(markers__isnull=True)
    if at_home:  # whoever it was
        incident = unmarked.filter(customer__isnull=False).first()
        incident.customer, incident.asset = None, Asset.objects.get(reference=mark.home)
        incident.save(update_fields=["customer", "asset"])
    else:
        incident = unmarked.filter(customer__reference=mark.contact).first()
    if incident is None:
        return
    landlord.marks.append(mark)
    placed = place_marker(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=mark.placed,
        controls=[mark.asks],
        another="BESIDE",
    )
    assert placed.lapses_on == mark.ends
    # Nobody rings of it any more: once the marker lapses, its door says only that nobody has decided, and why.
    Incident.objects.filter(pk=incident.pk).update(no_marker_reason="It was on the telephone.", marker_asked_on=None)
    trail.arranged(Incident.objects.filter(pk=incident.pk))
    if landlord.random.random() < 0.2:
        lift_marker(
            marker=placed,
            version=placed.version,
            by=cast.manager,
            on=landlord.day,
            reason="He apologised to us at once.",
        )
        mark.lifted = True


def _merge(cast, landlord):
    """The Lead finds that the next two files are of one person; now and then they are parted again."""
    if not landlord.doubles:
        return set()
    kept, other = landlord.doubles.pop(0)
    files = [Customer.objects.get(reference=one) for one in (kept, other)]
    merge = services.merge_customers(
        kept=files[0],
        version=files[0].version,
        other=files[1],
        other_version=files[1].version,
        by=cast.lead,
        on=landlord.day,
        reason="The same date of birth.",
        sure_of=["HOMES"],
    )
    landlord.merge(kept, other)
    if landlord.happened["merged"] % 4 == 0:
        services.undo_merge(merge=merge, version=merge.version, by=cast.lead, on=landlord.day, reason="Twins.")
        landlord.part(other)
    return {kept, other}


def _part(cast, landlord):
    """A merge that can be undone is: what the housing system says of the two comes with the next import."""
    standing = Merge.objects.standing().select_related("kept", "merged").order_by("pk")
    merge = next((each for each in standing if policies.why_not_undo(each) is None), None)
    if merge is None:
        return set()
    services.undo_merge(merge=merge, version=merge.version, by=cast.lead, on=landlord.day, reason="Cousins.")
    landlord.part(merge.merged.reference)
    return {merge.kept.reference, merge.merged.reference}


BESIDE = ("Nobody goes for now.", "Danger was reported on")
"""What a door says beside, where nobody could go or nobody has decided: each has tests of its own."""


def _doors(cast, landlord):
    """What each door says, a street at a time, as an officer looks it up."""
    said = {}
    for street in range(len(landlord.homes) // STREET + 1):
        found = look_up(cast.officer, f"Street{street}way", on=landlord.day)
        assert not found.too_many
        said |= {place.asset.reference: {do for do in place.do if not do.startswith(BESIDE)} for place in found.places}
    return said


def test_each_door_says_what_it_must_and_no_next_occupier_inherits(cast, landlord, tmp_path):
    inherited = markers_left = 0
    for week in range(WEEKS):
        changed = _merge(cast, landlord) | (_part(cast, landlord) if week % 13 == 12 else set())
        landlord.week(events=max(3, CONTACTS // 100))
        landlord.touched |= changed
        _import(landlord, tmp_path)
        for _ in range(max(2, INCIDENTS // 400)):
            _impose(landlord, at_home=landlord.random.random() < 0.3)
            _mark(cast, landlord, at_home=landlord.random.random() < 0.2)
        if week % SAMPLED == 0 or week == WEEKS - 1:
            expected, said = landlord.doors(), _doors(cast, landlord)
            assert {home: expected[home] for home in said} == said, landlord.day
            assert not any(expected[home] for home in set(expected) - set(said)), "nobody ever lived there"
            inherited += landlord.next_occupiers(landlord.rules)
            markers_left += landlord.next_occupiers(landlord.standing())
    assert inherited > WEEKS // SAMPLED
    assert markers_left > 1
    assert len({mark.lifted for mark in landlord.marks}) == 2
    assert (
        min(landlord.happened[what] for what in ("moved", "separated", "died", "let", "gone", "merged", "parted")) > 1
    )
    _everybody_is_found(cast, landlord)
    again = _import(landlord, tmp_path, whole=True)
    assert (again.created, again.refused) == (0, [])
    assert trail.wrong() == [], "each import, merge, alert and marker of the year is proved"


def _everybody_is_found(cast, landlord):
    """Who has an alert is found by each of their references, whether they have a home or not; incidents went along."""
    for rule in islice((rule for rule in landlord.rules if rule.contact and not rule.home), 60):
        for file in landlord.files(rule.contact):
            places = look_up(cast.officer, file.reference, on=landlord.day).places
            assert all(rule.instruction in place.do for place in places if place.matched), rule
            assert {person.customer.reference for place in places for person in place.matched} == {
                landlord.person(rule.contact)
            }
    assert Customer.objects.exclude(merged_into=None).count() == len(landlord.root)
    assert not Incident.objects.filter(customer__merged_into__isnull=False).exists()
    assert Incident.objects.count() == INCIDENTS + 1
