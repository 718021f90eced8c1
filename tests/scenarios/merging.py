"""Two files of one person."""

from datetime import date
from typing import Any

from django.db import transaction

from desk.merging import policies, services
from housing_alerts.customers import bringing
from housing_alerts.customers import services as customers
from housing_alerts.customers.choices import PairAnswer
from housing_alerts.customers.models import Customer, Merge, Pair, Tenancy
from housing_alerts.kernel.records import saving as records
from tools.demo import Cast

from .people import LODGER

TWIN = "D900099"
"""The reference of Mr Lodger's second file."""


def second_file(cast: Cast, *, reference: str = TWIN, tenancy: str = "T-D1", **values: Any) -> Customer:
    """Mr Lodger once more, as the housing system has him under another reference: in one tenancy with himself."""
    lodger = cast.customers[LODGER]
    lodger.refresh_from_db()
    lodger.telephone = ""  # the other file has it
    person = {"forenames": "Lewis", "surname": "Lodgar", "title": "Mr", "telephone": "01632 960001"} | values
    person = {"organisation": lodger.organisation, "service_area": lodger.service_area} | person
    with transaction.atomic():
        records.save(lodger, by=None, why="Imported")
        found, _ = bringing.import_customer(
            None, reference=reference, values=person, format="", by=None, why="Imported"
        )
        lives_at(found, tenancy, starts=date(2015, 1, 1))
    cast.customers[reference] = found
    return found


def lives_at(customer: Customer, tenancy: str, *, starts: date | None = None, ends: date | None = None) -> None:
    """The customer has a place in that tenancy, as the housing system says."""
    bringing.import_membership(
        None,
        customer=customer,
        tenancy_id=Tenancy.objects.get(reference=tenancy).pk,
        kind="TENANT",
        values={"starts": starts, "ends": ends},
        why="Imported",
    )


def paired(cast: Cast, **values: Any) -> Pair:
    """Mr Lodger's second file, of which the import said that it may be his."""
    new = second_file(cast, **values)
    with transaction.atomic():
        return customers.pair_files(new=new, known=Customer.objects.get(reference=LODGER), why="Imported")


def told_apart(cast: Cast, pair: Pair) -> Pair:
    """The Lead found that they are two people."""
    reason = "They were seen together."
    return services.answer_pair(
        pair=pair, version=pair.version, by=cast.lead, on=cast.today, answer=PairAnswer.TWO_PEOPLE, reason=reason
    )


def merged(cast: Cast, other: str = TWIN, kept: str = LODGER) -> Merge:
    """The two files as the Lead made them one."""
    stays, goes = Customer.objects.get(reference=kept), Customer.objects.get(reference=other)
    return services.merge_customers(
        kept=stays,
        version=stays.version,
        other=goes,
        other_version=goes.version,
        by=cast.lead,
        on=cast.today,
        reason="He told us himself.",
        sure_of=[doubt.code for doubt in policies.contradictions(stays, goes, on=cast.today)],
    )


def unmerged(cast: Cast, merge: Merge) -> Merge:
    """The two files as the Lead made them two again."""
    merge.refresh_from_db()
    reason = "They are cousins."
    return services.undo_merge(merge=merge, version=merge.version, by=cast.lead, on=cast.today, reason=reason)
