"""The base of both import commands: their options, their output, and their failures."""

from abc import abstractmethod
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from tqdm import tqdm

from housing_alerts.kernel.records.saving import BUSY, was_busy

from .reading import Progress, Report, Said, Unreadable

PROGRESS = partial(tqdm, disable=None, leave=False, unit="")
"""A progress bar on a terminal, and none if standard error is no terminal."""


class ImportCommand(BaseCommand):
    """Import one file: all of it or nothing, unless told to keep going. The command fails if a line was refused."""

    noun: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the export, a CSV file")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and keep nothing")
        parser.add_argument("--keep-going", action="store_true", help="import the other lines where some are refused")

    @abstractmethod
    def run(
        self, file: Path, *, keep_going: bool, dry_run: bool, progress: Progress, options: dict[str, Any]
    ) -> Report:
        """Import the file. :raises Unreadable: if the file as a whole cannot be imported."""

    def handle(self, **options: Any) -> None:
        try:
            report = self.run(
                options["file"],
                keep_going=options["keep_going"],
                dry_run=options["dry_run"],
                progress=PROGRESS,
                options=options,
            )
        except Unreadable as answer:
            raise CommandError(str(answer)) from None
        except OperationalError as fault:
            raise (CommandError(BUSY) if was_busy(fault) else fault) from None
        self._list("Look at", report.notes)
        self._list("Refused", report.refused)
        self._summary(report, dry_run=options["dry_run"])
        if report.refused:
            raise CommandError(self._failure(report))

    def _list(self, heading: str, sentences: list[Said]) -> None:
        if sentences:
            self.stdout.write(f"{heading}:")
            for said in sorted(sentences):
                self.stdout.write(f"  {said}")

    def _summary(self, report: Report, *, dry_run: bool) -> None:
        counts = f"{report.created:,} created, {report.updated:,} updated, {report.unchanged:,} unchanged"
        if report.kept or dry_run:
            self.stdout.write(f"{self.noun}: {counts}, {len(report.refused):,} refused.")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was kept.")

    def _failure(self, report: Report) -> str:
        refused = "1 line was refused" if len(report.refused) == 1 else f"{len(report.refused):,} lines were refused"
        if report.kept:
            return f"{refused}; the others were imported. Correct them and import the file again."
        return f"{refused}, so nothing was imported. Correct them, or import the others with --keep-going."
