"""Measure how long pages take, as a ratio to the least work with the same rows (``./dev bench``)."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment
from django.utils import timezone

from alerts.models import AlertType
from alerts.taking_over.services import carry_over_alert
from housing_alerts.customers.models import Asset, Customer, Membership, Tenancy
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import Colleague, Organisation, ServiceArea
from tools import demo

RUNS = 15
WARM_UP = 3

LEAST = """
    SELECT customer.reference, customer.surname, alert.reference, alert.instruction, alert.review_due_on
    FROM alerts_alert alert JOIN customers_customer customer ON customer.id = alert.customer_id
    WHERE alert.status = 'ACTIVE' ORDER BY alert.effective_from LIMIT 50
"""
"""The least work: a query for fifty alerts with the columns of a list."""


class Command(BaseCommand):
    help = "Measure the pages on a scratch database, as ratios to raw SQL and JSON of fifty rows in the same run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--customers", type=int, default=2000)
        parser.add_argument("--alerts", type=int, default=300)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["alerts"] > options["customers"]:
            raise CommandError("Each alert needs a customer of its own: give more customers, or fewer alerts.")
        call_command("collectstatic", interactive=False, verbosity=0)
        with _scratch_database():
            _fill(options["customers"], options["alerts"])
            least = _median(_least)
            self.stdout.write(f"{'raw SQL and JSON of 50 rows':40} {1000 * least:8.2f} ms")
            for name, path in PAGES:
                client = Client()
                client.force_login(Colleague.objects.get(username="lead"))
                took = _median(partial(_get, client, path.format(year=timezone.localdate().year)))
                self.stdout.write(f"{name:40} {1000 * took:8.2f} ms  {took / least:6.1f} times")


PAGES = [
    ("worklist", "/"),
    ("look-up of a postcode", "/look-up/?q=TQ99+0000"),
    ("a customer's page", "/customers/B000001/"),
    ("an alert's page", "/alerts/CM-{year}-00001/"),
    ("All Alerts, 50 rows", "/reports/all-alerts/"),
    ("All Alerts, whole file", "/reports/all-alerts.csv"),
]


@contextmanager
def _scratch_database() -> Iterator[None]:
    """Create the test database of the chosen engine, and destroy it afterwards. The one in use is not touched."""
    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def _fill(customers: int, alerts: int) -> None:
    demo.add_colleagues()
    organisation = Organisation.objects.get(code="teign")
    area = ServiceArea.objects.get(name="Housing")
    today = timezone.localdate()
    pairs = AlertType.objects.get(code="VISIT_IN_PAIRS")
    for number in range(1, customers + 1):
        customer = _at_home(number, organisation, area)
        if number <= alerts:
            carry_over_alert(
                type=pairs,
                customer=customer,
                asset=None,
                effective_from=today - timedelta(days=number),
                period=12,
                reviewed_on=None,
                by=None,
                why="Bench",
            )


def _at_home(number: int, organisation: Organisation, area: ServiceArea) -> Customer:
    asset = Asset(
        reference=f"B-{number}", address=f"{number} Bench Street, Testmouth", postcode=f"TQ99 {number // 30:04}"
    )
    tenancy = Tenancy(reference=f"BT-{number}", group_name="Bench household", asset=asset)
    customer = Customer(
        reference=f"B{number:06}",
        forenames="Ben",
        surname=f"Benchley{number}",
        organisation=organisation,
        service_area=area,
    )
    for record in (asset, tenancy, customer):
        records.save(record, by=None, why="Bench")
    records.save(Membership(customer=customer, tenancy=tenancy), by=None, why="Bench")
    return customer


def _least() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LEAST)
        json.dumps(cursor.fetchall(), default=str)


def _get(client: Client, path: str) -> None:
    response = client.get(path)
    if response.status_code != 200:
        raise CommandError(f"{path} answered {response.status_code}.")
    if response.streaming:
        response.getvalue()


def _median(work: Callable[[], None]) -> float:
    """Return the median seconds of the runs after the first few."""
    took = []
    for _ in range(WARM_UP + RUNS):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return statistics.median(took[WARM_UP:])
