"""Write and read checkpoints of the chains outside of the database, one line of JSON each."""

import json
import os
from dataclasses import asdict
from pathlib import Path

from .chain import Checkpoint


class Unreadable(Exception):  # noqa: N818
    """A line of the file is no checkpoint. Its words name the line."""


def line(checkpoint: Checkpoint) -> str:
    """Return the checkpoint as a line of a file or of a mail."""
    return json.dumps(asdict(checkpoint)) + "\n"


def write(file: Path, seen: list[Checkpoint]) -> None:
    """Add the checkpoints to the end of the file, and make sure that they are on the disk."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as lines:
        for one in seen:
            lines.write(line(one))
        lines.flush()
        os.fsync(lines.fileno())


def read(file: Path) -> list[Checkpoint]:
    """List the checkpoints of the file, the oldest first. The list is empty if there is no file yet.

    :raises Unreadable: with the number of a line that is not a checkpoint.
    """
    if not file.exists():
        return []
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found.append(Checkpoint(**json.loads(line)))
        except (ValueError, TypeError) as fault:
            raise Unreadable(f"Line {number} of {file} is not a checkpoint.") from fault
    return found
