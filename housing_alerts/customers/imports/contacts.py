"""Make customers, homes and places in tenancies from the lines of a contacts export."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from housing_alerts.customers import bringing, services
from housing_alerts.customers.choices import MembershipKind
from housing_alerts.customers.models import Asset, Customer, Membership, Tenancy, fold, span
from housing_alerts.importing import reading as importing_reading
from housing_alerts.importing.reading import Line, Progress, Refused, Report
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.models import existing
from housing_alerts.staff.models import Organisation, ServiceArea

from .checks import agreeing, chunks, note_no_longer_dead, note_other_address, note_same_address
from .merged import keep_own_facts, note_likely_same, references_kept, standing_merges, under_kept
from .rows import COLUMNS, Row, parse

ADULT = 18


def import_customers(
    path: Path,
    *,
    today: date,
    new_areas: Sequence[str] = (),
    keep_going: bool = False,
    dry_run: bool = False,
    progress: Progress,
) -> Report:
    """P1 Update customers, their homes and their places in tenancies from the export, in one transaction.

    Nothing is kept if a line was refused, unless ``keep_going``, and nothing is ever kept in a ``dry_run``. Nothing is deleted: a
    place in a tenancy that the export no longer has gets a last day.

    :param new_areas: the service areas that the file brings; a line that names another unknown area is refused.
    :raises Unreadable: if the file is not a contacts export.
    """
    report = Report()
    lines = importing_reading.read(path, COLUMNS, report)
    rows = agreeing(_parsed(lines, new_areas, today, report), report)
    with records.as_one("import customers"):
        records.take_turn(records.STEP)  # nobody merges two files between the reading of references and the writing
        kept = references_kept()
        one_each = under_kept(rows, kept, report)
        if any(line.has("Deceased") for line in lines):
            note_no_longer_dead(one_each, report)
        if keep_going or dry_run or not report.refused:
            _Writing(one_each, rows, set(kept), _Doubtful.of(lines, report), path.name, today, report, progress).write()
        report.kept = not dry_run and (keep_going or not report.refused)
        transaction.set_rollback(not report.kept)
    return report


def _parsed(lines: list[Line], new_areas: Sequence[str], today: date, report: Report) -> list[Row]:
    companies = {fold(organisation.name): organisation for organisation in Organisation.objects.all()}
    areas = {fold(name): name for name in [*new_areas, *ServiceArea.objects.values_list("name", flat=True)]}
    rows = []
    for line in lines:
        try:
            rows.append(parse(line, companies, areas, today, report))
        except Refused as answer:
            report.refuse(line.number, str(answer))
    return rows


@dataclass
class _Doubtful:
    """The people and tenancies that refused lines name. Nobody's place there is ended: the line may say that they stay."""

    customers: set[str] = field(default_factory=set)
    tenancies: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, lines: list[Line], report: Report) -> "_Doubtful":
        refused = {said.line for said in report.refused}
        doubtful = [line for line in lines if line.number in refused]
        people = {line.text("Contact Reference") for line in doubtful}
        return cls(people, {line.text("Tenancy Reference") for line in doubtful})


@dataclass
class _Writing:
    """One run of the import: the rows of each person, the lines as they were read, and the keys of the records written so far."""

    rows: list[Row]
    as_read: list[Row]
    merged: set[str]
    doubtful: _Doubtful
    file: str
    today: date
    report: Report
    progress: Progress
    assets: dict[str, int] = field(default_factory=dict)
    tenancies: dict[str, int] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)

    def write(self) -> None:
        self.areas = self._areas()
        self.companies = {organisation.name: organisation for organisation in Organisation.objects.all()}
        self._write_assets()
        self._write_tenancies()
        self._write_people()
        self._end_places()

    def _why(self, row: Row) -> str:
        return f"Imported from {self.file}, line {row.line}"

    def _areas(self) -> dict[str, ServiceArea]:
        """Return the service areas by their folded names. Add and report those that were said to be new."""
        areas = {fold(area.name): area for area in ServiceArea.objects.all()}
        for row in self.as_read:
            if fold(row.area) not in areas:
                areas[fold(row.area)] = bringing.add_service_area(row.area)
                self.report.note(
                    row.line, f"New service area: {row.area}. Give it an Operational Lead and a Head of Service."
                )
        return areas

    def _write_assets(self) -> None:
        first = {row.home.reference: (row, row.home) for row in reversed(self.rows) if row.home}
        bar = self.progress(total=len(first), desc="Properties")
        for some in chunks(first):
            held = Asset.objects.in_bulk(some, field_name="reference")
            new = {reference: first[reference] for reference in some if reference not in held}
            note_same_address(new.values(), self.added, self.report)
            note_other_address(held, first, self.report)
            self.added |= set(new)
            for reference in some:
                row, home = first[reference]
                parts = {"address": home.address, "postcode": home.postcode, "uprn": home.uprn}
                asset, outcome = bringing.import_asset(
                    held.get(reference),
                    reference=reference,
                    values={name: value for name, value in parts.items() if value},
                    by=None,
                    why=self._why(row),
                )
                self.assets[reference] = asset.pk
                self._remember(reference, outcome)
            bar.update(len(some))

    def _write_tenancies(self) -> None:
        members: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            if row.place:
                members[row.place.tenancy].append(row)
        bar = self.progress(total=len(members), desc="Tenancies")
        for some in chunks(members):
            held = Tenancy.objects.in_bulk(some, field_name="reference")
            for reference in some:
                tenancy, outcome = bringing.import_tenancy(
                    held.get(reference),
                    reference=reference,
                    values=self._tenancy(reference, members[reference]),
                    by=None,
                    why=self._why(members[reference][0]),
                )
                self.tenancies[reference] = tenancy.pk
                self._remember(reference, outcome)
            bar.update(len(some))

    def _tenancy(self, reference: str, members: list[Row]) -> dict[str, Any]:
        """Return the values of a tenancy from all its lines. It has ended once every place in it has ended."""
        places = [row.place for row in members if row.place]
        home = existing(members[0].home, "a place in a tenancy has a home")
        starts = [place.starts for place in places if place.starts]
        ends = [place.ends for place in places if place.ends]
        values: dict[str, Any] = {
            "asset_id": self.assets[home.reference],
            "group_name": next((place.group_name for place in places if place.group_name), ""),
            "starts": min(starts, default=None),
        }
        if reference not in self.doubtful.tenancies:
            values["ends"] = max(ends) if len(ends) == len(places) else None
        for row in members:
            if row.place and fold(row.place.group_name) not in ("", fold(values["group_name"])):
                self.report.note(row.line, f"Group Name differs within {reference}. Taken: {values['group_name']}.")
        return values

    def _write_people(self) -> None:
        people: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            people[row.reference].append(row)
        self.own = {row.reference: row for row in reversed(self.as_read)}
        self.merges = standing_merges()
        self._write_merged()
        first = not Customer.objects.exists()
        bar = self.progress(total=len(people), desc="People")
        for some in chunks(people):
            held = Customer.objects.in_bulk(some, field_name="reference")
            places = {
                (membership.customer.reference, membership.tenancy_id): membership
                for membership in Membership.objects.filter(customer__reference__in=some).select_related("customer")
            }
            for reference in some:
                self._write_person(held.get(reference), people[reference], places)
            if not first:
                self._pair({reference: people[reference][0] for reference in some if reference not in held})
            bar.update(len(some))

    def _pair(self, new: dict[str, Row]) -> None:
        """P11a Pair the file of each new person with that of the person who they may be.

        Not at the first import: of a whole register nobody could compare all who are alike at once.
        """
        for person, known in note_likely_same(new, self.report):
            services.pair_files(new=person, known=known, why=f"Imported from {self.file}")

    def _write_person(
        self, customer: Customer | None, rows: list[Row], places: dict[tuple[str, int], Membership]
    ) -> None:
        first = rows[0]
        if first.reference in self.merges:
            own = self.own.get(first.reference)
            keep_own_facts(
                self.merges[first.reference],
                own=self._facts(own) if own else {},
                taken=self._facts(first),
                why=self._why(first),
            )
        customer, outcome = bringing.import_customer(
            customer,
            reference=first.reference,
            values=self._facts(first),
            format=first.format,
            by=None,
            why=self._why(first),
        )
        for row in rows:
            self.report.count(self._outcome_of_line(row, customer, outcome, places))

    def _write_merged(self) -> None:
        """Keep with each merged file what its own line says, so that it is right should the merge be undone."""
        named = self.merged.intersection(self.own)
        for some in chunks(sorted(named)):
            for reference, file in Customer.objects.in_bulk(some, field_name="reference").items():
                row = self.own[reference]
                bringing.import_customer(
                    file, reference=reference, values=self._facts(row), format="", by=None, why=self._why(row)
                )

    def _facts(self, row: Row) -> dict[str, Any]:
        return {
            **row.person,
            "organisation_id": self.companies[row.company].pk,
            "service_area_id": self.areas[fold(row.area)].pk,
        }

    def _outcome_of_line(
        self, row: Row, customer: Customer, outcome: str, places: dict[tuple[str, int], Membership]
    ) -> str:
        if row.place is None or row.home is None:
            return outcome
        key = self.tenancies[row.place.tenancy]
        place = places.get((row.reference, key))
        values = _days(place, row) | _confirmation(place, row.place.confirmed)
        joined = bringing.import_membership(
            place, customer=customer, tenancy_id=key, kind=self._kind(row), values=values, why=self._why(row)
        )
        touched = joined != bringing.UNCHANGED or not self.changed.isdisjoint({row.place.tenancy, row.home.reference})
        return bringing.UPDATED if outcome == bringing.UNCHANGED and touched else outcome

    def _kind(self, row: Row) -> str:
        """Return the kind of place: household member for a child, tenant for anybody else. The export says no more than this."""
        born = row.person.get("born")
        child = born is not None and procedure.add_months(born, 12 * ADULT) > self.today
        return MembershipKind.HOUSEHOLD if child else MembershipKind.TENANT

    def _remember(self, reference: str, outcome: str) -> None:
        if outcome == bringing.UPDATED:
            self.changed.add(reference)

    def _end_places(self) -> None:
        """End the places that the export no longer has. It is complete for each person, tenancy and property that it names.

        A place that belongs to none of these stays as it is.
        """
        named = {row.place_named for row in self.as_read}
        began = self._beginnings()
        silent = set()
        open_places = Membership.objects.current(on=self.today).select_related("customer", "tenancy__asset")
        for membership in open_places.iterator(chunk_size=2000):
            gone, unnamed = self._no_longer_say_so(membership, named)
            if gone:
                self._end(membership, gone, began)
            elif unnamed:
                silent.add(membership.customer.reference)
        if silent:
            self.report.note(0, f"Not in this export, and left where they live: {_people(len(silent))}.")

    def _no_longer_say_so(self, membership: Membership, named: set[tuple[str, str]]) -> tuple[list[str], bool]:
        """Return the references whose lines no longer have the place, and whether the export says nothing about one of them."""
        tenancy, today = membership.tenancy.reference, self.today.isoformat()
        covered = tenancy in self.tenancies or membership.tenancy.asset.reference in self.assets
        gone, unnamed = [], False
        for reference, (_, ends) in membership.days_of_each().items():
            if (reference, tenancy) in named or self._in_doubt(reference, tenancy) or (ends and ends < today):
                continue
            if reference in self.own or covered:
                gone.append(reference)
            else:
                unnamed = True
        return gone, unnamed

    def _in_doubt(self, customer: str, tenancy: str) -> bool:
        return customer in self.doubtful.customers or tenancy in self.doubtful.tenancies

    def _beginnings(self) -> dict[str, dict[str, date]]:
        """Return the first day of each tenancy in the export, for each person and for each property."""
        began: dict[str, dict[str, date]] = defaultdict(dict)
        for row in self.rows:
            if row.place and row.home and row.place.starts:
                began[row.reference][row.place.tenancy] = row.place.starts
                began[row.home.reference][row.place.tenancy] = row.place.starts
        return began

    def _end(self, membership: Membership, gone: list[str], began: dict[str, dict[str, date]]) -> None:
        """Give the place a last day: the day before the person's, or the property's, next tenancy began; otherwise yesterday."""
        customer, tenancy = membership.customer, membership.tenancy
        last = self.today - timedelta(days=1)
        for key in (tenancy.asset.reference, customer.reference):
            others = [day for reference, day in began.get(key, {}).items() if reference != tenancy.reference]
            if others:
                last = max(others) - timedelta(days=1)
        earliest = membership.starts or tenancy.starts
        if earliest and last < earliest:
            last = max(earliest, self.today - timedelta(days=1))
        why = f"{self.file} no longer has {customer} in tenancy {tenancy.reference}"
        bringing.end_membership(membership, references=gone, on=last, by=None, why=why)
        if membership.ends:
            said = f"{customer} ({customer.reference}) no longer lives at {tenancy.asset}"
            self.report.note(0, f"{said}: last day {membership.ends:%d/%m/%Y}.")


def _days(place: Membership | None, row: Row) -> dict[str, Any]:
    """Return the days of the place. For a person with two references, the one that has no line here keeps what it said."""
    said = existing(row.place, "the line names a tenancy")
    if not row.days_under:
        return {"starts": said.starts, "ends": said.ends}
    under = (place.days_of_each() if place else {}) | row.days_under
    starts, ends = span(under)
    return {"starts": starts, "ends": ends, "days_under": {} if set(under) == {row.reference} else under}


def _confirmation(place: Membership | None, confirmed: date | None) -> dict[str, date]:
    """P9a Return the day on which the address was confirmed, unless a later confirmation is known."""
    known = place.confirmed_on if place else None
    return {"confirmed_on": confirmed} if confirmed and (known is None or known < confirmed) else {}


def _people(count: int) -> str:
    return f"{count:,} person" if count == 1 else f"{count:,} people"
