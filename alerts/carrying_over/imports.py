"""Import the All Alerts report of the housing system: the alerts in force there, as they stand."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from alerts.alert.models import Alert
from alerts.catalogue.models import AlertType
from alerts.choices import EndedBecause, HangsOn, Origin, ReviewStatus
from housing_alerts.customers.models import Asset, Customer, Membership, fold
from housing_alerts.importing import reading as importing_reading
from housing_alerts.importing.reading import Column, Line, Progress, Refused, Report, Unreadable, nearest
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed

from . import policies, services
from .finding import Doors, called, likeliest, of_group

COLUMNS = (
    Column("Contact Name", required=True),
    Column("Group Name"),
    Column("Asset Reference", required=True),
    Column("Asset Address"),
    Column("Effective From Date", required=True),
    Column("Review Period", required=True),
    Column("Latest Review Completion Date", required=True),
    Column("Review Due Date"),
    Column("Review Last Evaluated"),
    Column("Overdue"),
)
UNTYPED = "TO_BE_CONFIRMED"
CHUNK = 500
Key = tuple[int | None, int | None, date | None]
"""The person, or the property of an alert on nobody, and the first day: by these a line is known again."""


@dataclass(frozen=True)
class Row:
    """A line that can be imported. Two rows are equal if their content is the same, whatever their line number."""

    line: int = field(compare=False)
    name: str
    group: str
    asset: str
    effective_from: date
    months: int | None
    reviewed_on: date | None
    due_on: date | None
    overdue: bool | None


def import_alerts(
    path: Path,
    *,
    code: str,
    exported_on: date,
    today: date,
    keep_going: bool = False,
    dry_run: bool = False,
    progress: Progress,
) -> Report:
    """F1 Import the alerts of the report as they stand, and each review completed since, in one transaction.

    Nothing is kept if a line was refused, unless ``keep_going``; a ``dry_run`` keeps nothing.
    :param code: the type of all its alerts, which the report does not hold.
    :param exported_on: the day of the report. No date of a fact in it can be later.
    :raises Unreadable: if the file is no All Alerts report, or alerts of that type cannot be imported.
    """
    type = _type(code)
    report = Report()
    rows = _parsed(importing_reading.read(path, COLUMNS, report), exported_on, report)
    with records.as_one("import alerts"):
        writing = _Writing(type, path.name, today, report)
        bar = progress(total=len(rows), desc="Alerts")
        for start in range(0, len(rows), CHUNK):
            some = rows[start : start + CHUNK]
            writing.write(some)
            bar.update(len(some))
        report.kept = not dry_run and (keep_going or not report.refused)
        transaction.set_rollback(not report.kept)
    _note_age(rows, exported_on, report)
    return report


def _type(code: str) -> AlertType:
    types = {type.code: type for type in AlertType.objects.all()}
    if code not in types:
        raise Unreadable(f"There is no alert type {code}. The types are {', '.join(types)}.")
    untold = policies.why_type_not_importable(types[code])
    if untold:
        raise Unreadable(str(untold))
    return types[code]


def _parsed(lines: list[Line], exported_on: date, report: Report) -> list[Row]:
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    result = []
    for line in lines:
        try:
            row = _row(line, exported_on, report)
        except Refused as answer:
            report.refuse(line.number, str(answer))
            continue
        alike = rows[fold(row.name), fold(row.asset)]
        twin = next((other for other in alike if other == row), None)
        if twin:
            report.note(row.line, f"The same as line {twin.line}, so it was left out.")
        else:
            alike.append(row)
            result.append(row)
    return result


def _row(line: Line, exported_on: date, report: Report) -> Row:
    if line.torn:
        raise Refused(line.torn)
    name = line.name("Contact Name")
    if not name:
        raise Refused("Contact Name is empty.")
    effective_from = line.day("Effective From Date", latest=exported_on)
    if effective_from is None:
        raise Refused("Effective From Date is empty.")
    reviewed_on = line.day("Latest Review Completion Date", latest=exported_on)
    if reviewed_on and reviewed_on < effective_from:
        raise Refused(
            f"Latest Review Completion Date {reviewed_on:%d/%m/%Y} is before Effective From Date {effective_from:%d/%m/%Y}."
        )
    overdue = line.text("Overdue").casefold()
    return Row(
        line=line.number,
        name=name,
        group=line.name("Group Name"),
        asset=line.needed("Asset Reference"),
        effective_from=effective_from,
        months=_months(line, report),
        reviewed_on=reviewed_on,
        due_on=line.day("Review Due Date"),
        overdue={"yes": True, "no": False}.get(overdue),
    )


def _months(line: Line, report: Report) -> int | None:
    """P8a Return the months between reviews, 12 at most, or None if the report does not say."""
    months = line.months("Review Period")
    if months is None:
        return None
    if months > procedure.REVIEW_MONTHS:
        report.note(
            line.number,
            f"Review Period is {line.text('Review Period')}. Taken as {procedure.REVIEW_MONTHS} months, the most that §8 allows.",
        )
    return min(months, procedure.REVIEW_MONTHS)


@dataclass
class _Writing:
    """One run of the import."""

    type: AlertType
    file: str
    today: date
    report: Report

    def write(self, rows: list[Row]) -> None:
        """Import some of the rows."""
        doors = Doors.at({row.asset for row in rows})
        assets, residents = doors.assets, doors.residents
        people = {membership.customer for found in residents.values() for membership in found}
        known = self._known(people, assets.values())
        for row in rows:
            try:
                asset = self._asset(row, assets)
                membership = self._who(row, asset, residents[asset.pk])
                self._take(row, asset, membership, known)
            except (Refused, NotAllowed) as answer:
                self.report.refuse(row.line, str(answer))

    def _known(self, customers: Collection[Customer], assets: Iterable[Asset]) -> dict[Key, Alert]:
        """F1 Return the alerts that a line may be, with their reviews: those imported before, and those made here.

        One imported before may be of any type. Where two are of one first day, it goes before one made here, and one in force
        before one that ended.
        """
        files = {each.pk: person.pk for person in customers for each in (person, *person.merged_from.all())}
        mistaken = Q(ended_because=EndedBecause.ERROR) & ~Q(type=self.type)
        here = Q(origin=Origin.HERE) if self.type.code == UNTYPED else Q(origin=Origin.HERE, type=self.type)
        theirs = Q(customer__in=files) | Q(customer=None, asset__in=list(assets))
        alerts = Alert.objects.decided().filter(theirs, Q(origin=Origin.CX) & ~mistaken | here).select_related("type")
        last_counts = sorted(
            alerts.prefetch_related("reviews"), key=lambda one: (one.origin == Origin.CX, one.is_active)
        )
        return {
            (files.get(one.customer_id or 0), None if one.customer_id else one.asset_id, one.effective_from): one
            for one in last_counts
        }

    def _asset(self, row: Row, assets: dict[str, Asset]) -> Asset:
        if row.asset not in assets:
            raise Refused(f"No property has the reference {row.asset}. Import the contacts first.")
        return assets[row.asset]

    def _who(self, row: Row, asset: Asset, residents: list[Membership]) -> Membership:
        """Return the membership of the person with that name at that property. The group tells apart two of the same name."""
        found = called(row.name, residents)
        if not found:
            meant = nearest(row.name, (membership.customer.full_name for membership in residents))
            hint = f"Did you mean {meant}?" if meant else "Import the contacts first, or correct the name."
            raise Refused(f"Nobody called {row.name} is known at {asset}. {hint}")
        if row.group and not of_group(row.group, found):
            self.report.note(
                row.line, f"Group Name is {row.group}; {row.name} is known in {found[0].tenancy.group_name}."
            )
        best = likeliest(found, row.group, on=self.today)
        people = {membership.customer.reference for membership in best}
        if len(people) > 1:
            raise Refused(f"Several people called {row.name} are known at {asset}: {', '.join(sorted(people))}.")
        return best[0]

    def _take(self, row: Row, asset: Asset, membership: Membership, known: dict[Key, Alert]) -> None:
        key = (membership.customer.pk, None, row.effective_from)
        found = known.get(key) or known.get((None, asset.pk, row.effective_from))
        alert = self._standing(found) if found else None
        if alert is None:
            if made_here := self._made_here(membership.customer, asset, known):
                raise Refused(str(policies.why_another_first_day(made_here, row.effective_from)))
            known[key] = self._carry_over(row, asset, membership)
        elif alert.ended_on:
            self._note_ended(row, alert)
        elif alert.origin == Origin.HERE:
            self.report.count("unchanged")
        elif alert.type != self.type:
            raise Refused(
                f"This line is alert {alert.reference} already, {alert.type.name}. Where that type is wrong, remove the "
                "alert as recorded in error; then import this line with its own type."
            )
        elif row.reviewed_on and self._reviewed_since(row.reviewed_on, alert):
            review = services.carry_over_review(
                alert=alert, period=self._months(row), reviewed_on=row.reviewed_on, by=None, why=self._why(row)
            )
            known[key] = review.alert
            self.report.count("updated")
            self._note_due(row)
        else:
            self.report.count("unchanged")
            self._note_due(row)

    def _made_here(self, customer: Customer, asset: Asset, known: dict[Key, Alert]) -> Alert | None:
        """F1 Return an alert in force, made here, that the line of another first day may be; of the property if of its type."""
        here = {key: one for key, one in known.items() if one.origin == Origin.HERE and one.is_active}
        theirs = (one for (person, _, _), one in here.items() if person == customer.pk)
        of_property = (one for (_, place, _), one in here.items() if place == asset.pk and one.type == self.type)
        return next(chain(theirs, of_property), None)

    def _carry_over(self, row: Row, asset: Asset, membership: Membership) -> Alert:
        alert = services.carry_over_alert(
            type=self.type,
            customer=membership.customer,
            asset=asset if self.type.hangs_on == HangsOn.PROPERTY else None,
            effective_from=row.effective_from,
            period=self._months(row),
            reviewed_on=row.reviewed_on,
            by=None,
            why=self._why(row),
        )
        self.report.count("created")
        self._note_new(row, alert, membership)
        self._note_due(row)
        return alert

    def _standing(self, alert: Alert) -> Alert:
        """Return the alert, or the last of those that took its place one after the other: Cx may still have its first day."""
        while successor := alert.successor():
            alert = successor
        return alert

    def _months(self, row: Row) -> int:
        return row.months or self.type.period

    def _reviewed_since(self, reviewed_on: date, alert: Alert) -> bool:
        completed = [
            r.completed_on for r in alert.reviews.all() if r.status == ReviewStatus.COMPLETED and r.completed_on
        ]
        return all(reviewed_on > day for day in completed)

    def _why(self, row: Row) -> str:
        return f"Carried over from {self.file}, line {row.line}"

    def _note_new(self, row: Row, alert: Alert, membership: Membership) -> None:
        customer = membership.customer
        if self.type.code == UNTYPED:
            self.report.note(row.line, f"{customer}: the type of alert {alert.reference} is to be confirmed.")
        if customer.died:
            self.report.note(row.line, f"{customer} has died. Is alert {alert.reference} still needed?")
        elif not membership.holds(on=self.today):
            self.report.note(row.line, f"{customer} no longer lives at {row.asset}. The alert goes with the person.")

    def _note_ended(self, row: Row, alert: Alert) -> None:
        """F1 Name an alert that ended here while the housing system still has it. Nothing puts it in force again."""
        subject = "customer" if alert.customer_id else "property"
        ended = f"Alert {alert.reference} of this {subject} ended here on {alert.ended_on:%d/%m/%Y}"
        self.report.note(row.line, f"{ended}: remove it in Cx.")
        self.report.count("unchanged")

    def _note_due(self, row: Row) -> None:
        since, months = row.reviewed_on or row.effective_from, self._months(row)
        due = procedure.review_due_on(since, months)
        if row.due_on and row.due_on != due:
            self.report.note(
                row.line,
                f"Review Due Date is {row.due_on:%d/%m/%Y}; {months} months from {since:%d/%m/%Y} is {due:%d/%m/%Y}. "
                "Taken: the computed day.",
            )


def _note_age(rows: list[Row], exported_on: date, report: Report) -> None:
    """Note that the day of the report seems wrong, if the reviews it calls overdue do not fit that day."""
    wrong = [
        row for row in rows if row.due_on and row.overdue is not None and row.overdue != (row.due_on < exported_on)
    ]
    if wrong:
        report.note(
            0,
            f"Overdue does not fit {exported_on:%d/%m/%Y} on {len(wrong)} of {len(rows)} lines. "
            "When was the report made? Say so with --exported-on.",
        )
