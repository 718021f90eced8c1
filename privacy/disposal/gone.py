"""Keep the list of what was disposed of beside the checkpoints, where a restored backup does not reach it.

It names nobody: a file is the number of its row, which means nothing without the database.
"""

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from privacy.retention.policies import Key


class Gone(NamedTuple):
    """The files that went with one disposal.

    :param confirmed_by: the key of the Head of Service who agreed.
    :param instead_of: the disposals that this one repeated, because a restored backup had brought their files back.
    """

    batch: str
    on: date
    confirmed_by: int
    files: tuple[Key, ...]
    instead_of: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the name of the disposal: a restored backup may give its reference again, on another day."""
        return f"{self.batch} {self.on.isoformat()}"


def places() -> list[Path]:
    """Return the files of the list: one beside each file of checkpoints."""
    return [
        file.with_suffix(".disposals.jsonl")
        for file in (settings.AUDIT_CHECKPOINTS, settings.AUDIT_CHECKPOINTS_COPY)
        if file
    ]


def write(gone: Gone) -> None:
    """Add a disposal to the list, before its transaction ends. :raises OSError: where that cannot be written."""
    line = json.dumps(gone._asdict() | {"on": gone.on.isoformat()})
    for file in places():
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as opened:
            opened.write(f"{line}\n")
            opened.flush()
            os.fsync(opened.fileno())


def read() -> list[Gone]:
    """Return every disposal on the list, in its order. What stands in one of two files alone counts too."""
    return list({each.name: each for file in places() if file.exists() for each in _lines(file)}.values())


def _lines(file: Path) -> Iterator[Gone]:
    for line in file.read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        files = tuple((model, key) for model, key in found["files"])
        yield Gone(
            found["batch"],
            date.fromisoformat(found["on"]),
            found["confirmed_by"],
            files,
            tuple(found["instead_of"]),
        )
