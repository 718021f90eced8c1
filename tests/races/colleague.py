"""The process of one colleague: ``python -m tests.races.colleague``. It does what each line of its input says.

A line is ``{"do": …, …}``; the answer is one line too: what was done, or in which words it was refused.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django

from tests import clock


def _main() -> None:
    clock.start()
    django.setup()
    from . import steps  # only now are there models

    for line in sys.stdin:
        asked = json.loads(line)
        _wait_until(asked.pop("at", 0))
        print(json.dumps(_answer(getattr(steps, asked.pop("do")), asked)), flush=True)  # noqa: T201


def _wait_until(moment: float) -> None:
    """Both start at the same moment, closer than two messages could bring them."""
    while time.monotonic() < moment:
        pass


def _answer(step: Callable[..., Any], asked: dict[str, Any]) -> dict[str, Any]:
    from housing_alerts.kernel.refusals import NotAllowed

    try:
        return {"done": step(**asked)}
    except NotAllowed as answer:
        return {"refused": str(answer)}


if __name__ == "__main__":
    _main()
