"""``./dev bench pages``, ``look-up`` or ``report``: time pages, searches or the report with a large landlord's records."""

import logging
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings
from django.utils import timezone

from housing_alerts.staff.models import Colleague
from tools import demo_cases
from tools.bench import filling, looking_up, measuring, reporting, visiting
from tools.bench.databases import asked, scratch
from tools.bench.looking_up import Compared
from tools.bench.measuring import Clock, Measured
from tools.bench.visiting import Visited


class Command(BaseCommand):
    help = (
        "Measure pages, look-ups, or the report, on scratch databases, as ratios to the plainest way in the same run."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["pages", "look-up", "report"])
        for name, size in (("customers", 200_000), ("alerts", 50_000), ("duties", 100_000), ("runs", 15)):
            parser.add_argument(f"--{name}", type=int, default=size, help=f"{size:,} unless you say another number")
        parser.add_argument(
            "--processor",
            action="store_true",
            help="count this process's time on the processor, for SQLite on a machine that does other work too",
        )
        parser.add_argument("--keep", action="store_true", help="keep the filled databases for the next run")

    def handle(self, *args: Any, **options: Any) -> None:
        sizes = {name: options[name] for name in ("customers", "alerts", "duties")}
        if sizes["alerts"] > sizes["customers"]:
            raise CommandError("Each alert needs a customer of its own: give more customers, or fewer alerts.")
        call_command("collectstatic", interactive=False, verbosity=0)
        with _filled(sizes, keep=options["keep"]) as (demo, large):
            how = options["runs"], time.process_time if options["processor"] else time.perf_counter
            if options["what"] == "look-up":
                self._print_look_ups(looking_up.compared(large, *how, on=timezone.localdate()))
                self._print_sheet(visiting.visited(large, *how, now=timezone.now()))
            elif options["what"] == "report":
                self._print_report(reporting.compared(large, *how, on=timezone.localdate()))
            else:
                self._print_pages(large, demo, *how)

    def _print_pages(self, large: BaseDatabaseWrapper, demo: BaseDatabaseWrapper, runs: int, clock: Clock) -> None:
        self._print("Worklists, to a plain list", measuring.worklists(large, runs, clock))
        self._print("Worklists, to themselves on the demo", measuring.grown(large, demo, runs, clock))
        measured, silent = measuring.pages(large, runs, clock)
        self._print("Every page, to a plain list", measured)
        self._print("Fifty rows of each whole file, to a plain list", measuring.files(large, runs, clock))
        self.stdout.write(f"\nNot measured, because the demo has no record for them: {', '.join(silent)}")

    def _print_look_ups(self, found: list[Compared]) -> None:
        for one in found:
            mark = "" if not one.is_below else f"  below {' and '.join(map(str, looking_up.BOUNDS[one.kind]))}"
            self.stdout.write(
                f"{one.kind}, {len(one.ratios)} look-ups, {one.found} found: {one.median:.0f} times faster than icontains at the "
                f"median, {min(one.ratios):.0f} at the worst; {statistics.median(one.milliseconds):.1f} ms at the median, "
                f"{max(one.milliseconds):.1f} at the worst{mark}"
            )

    def _print_sheet(self, found: Visited) -> None:
        mark = f"  below {visiting.BOUND}" if found.is_below else ""
        self.stdout.write(
            f"the sheet of {visiting.VISITS} visits: {statistics.median(found.ratios):.1f} times faster than their look-ups at "
            f"the median, {min(found.ratios):.1f} at the worst; {statistics.median(found.milliseconds):.0f} ms and "
            f"{found.queries} queries{mark}"
        )

    def _print_report(self, found: list[reporting.Compared]) -> None:
        for one in found:
            asked_for = f"{'at least' if one.at_least else 'at most'} {one.bound}"
            self.stdout.write(f"{one.ratio:6.2f} {asked_for}{'' if one.is_kept else ': not kept'}  {one.name}")

    def _print(self, title: str, found: list[Measured]) -> None:
        above = sum(one.is_above for one in found)
        self.stdout.write(f"\n{title}: {above} of {len(found)} above their bound")
        for one in sorted(found, key=lambda one: one.ratio, reverse=True):
            mark = f"above {one.bound}" if one.is_above else ""
            took = f"{one.milliseconds:7.1f} ms {one.number:3} {one.of}"
            self.stdout.write(f"{one.ratio:6.2f} {mark:9} {took}  {one.name}, {one.reader}: {one.path}")


@contextmanager
def _filled(sizes: dict[str, int], *, keep: bool) -> Iterator[tuple[BaseDatabaseWrapper, BaseDatabaseWrapper]]:
    """Make a database with the demo alone, and one with the stock beside it. A page that answers nobody is not logged."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with ExitStack() as stack:
        stack.enter_context(override_settings(ROOT_URLCONF="tools.bench.plain", ALLOWED_HOSTS=["testserver"]))
        demo = stack.enter_context(scratch("bench_demo", keep=keep))
        large = stack.enter_context(scratch("_".join(["bench", *map(str, sizes.values())]), keep=keep))
        with asked(demo):
            _load({})
        with asked(large):
            _load(sizes)
        yield demo, large


def _load(sizes: dict[str, int]) -> None:
    """Load the demo and, if there are sizes, the stock, in one transaction. A kept database is left as it is."""
    if Colleague.objects.exists():
        return
    filling.in_memory()
    with transaction.atomic():
        demo_cases.load(timezone.localdate())
        if sizes:
            filling.fill(**sizes, today=timezone.localdate())
    filling.analyse()
