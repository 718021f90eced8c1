"""A thousand steps, a migration and an import: the trail says that every record is as a step left it (§11)."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from housing_alerts.customers.imports import import_customers
from housing_alerts.customers.models import Customer
from housing_alerts.importing.reading import Silent
from housing_alerts.kernel.audit.models import AuditEvent
from tests import exports, scenarios, trail
from tests.deep import DEEP
from tools import demo

STEPS = 1000 if DEEP else 10
CASES = (
    scenarios.hold_ended,
    lambda cast, who: scenarios.with_photo(cast, scenarios.settled(cast, who)),
    lambda cast, who: scenarios.ended(cast, scenarios.active(cast, customer=who)),
    lambda cast, who: scenarios.posted(cast, scenarios.active(cast, customer=who)),
    lambda cast, who: scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.active(cast, customer=who))),
    lambda cast, who: scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast, customer=who))),
    scenarios.given,
)
"""What becomes of one customer, from three to a dozen steps each."""


def _somebody(cast, number: int) -> str:
    reference, group = f"D93{number:04}", f"S{number}"
    row = (reference, "Ms", "Ada", f"Alder{number}", "templer", "Housing", group, f"{number} Step Road", "TQ12 1AB")
    with transaction.atomic():
        demo.add_customer(*row)
    cast.customers[reference] = Customer.objects.get(reference=reference)
    return reference


def _export(path, people: list[str]):
    """All of them once more, with another telephone number."""
    rows = [
        exports.ROSE
        | {
            "Contact Reference": one,
            "Forenames": "Ada",
            "Surname": f"Alder{n}",
            "Date of Birth": "",
            "Telephone": "01632 960999",
            "Tenancy Reference": f"T-S{n}",
        }
        | {"Asset Reference": f"A-S{n}"}
        for n, one in enumerate(people)
    ]
    path.write_bytes(exports.text(rows, exports.CONTACTS).encode())
    return path


@pytest.mark.clause("P11a")
def test_steps_and_an_import_leave_the_trail_silent(own_database, django_db_blocker, tmp_path):
    with django_db_blocker.unblock():
        cast, people = scenarios.set_the_scene(timezone.localdate()), []
        checkpoints = tmp_path / "checkpoints.jsonl"
        while AuditEvent.objects.count() < STEPS:
            people.append(_somebody(cast, len(people)))
            CASES[len(people) % len(CASES)](cast, people[-1])
            if len(people) == 1:
                call_command("checkpoint", file=checkpoints, verbosity=0)

        report = import_customers(_export(tmp_path / "contacts.csv", people), today=cast.today, progress=Silent)

        assert report.kept, report.refused
        assert Customer.objects.filter(telephone="01632 960999").count() == len(people)
        assert trail.wrong() == []
        call_command("verify_audit", file=checkpoints)
