"""What ``./dev test --deep`` asks of everything, and ``./dev test`` of a fair sample."""

import os
from collections.abc import Iterable
from itertools import product
from typing import Any

DEEP = bool(os.environ.get("DEEP"))
MANY = 30 if DEEP else 4
"""Rows of a list that costs as many queries as one row."""


def combined(*choices: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Every choice with every other or, in a quick run, every second of these, as the white fields of a chessboard lie.

    Leave out one kind of choice, and each combination of the others is still there.
    """
    numbered = product(*(enumerate(list(kind)) for kind in choices))
    return [
        tuple(choice for _, choice in each) for each in numbered if DEEP or sum(number for number, _ in each) % 2 == 0
    ]
