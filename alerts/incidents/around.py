"""Whom and where an alert or a case is about, and so what is read with it."""

from typing import Any, NamedTuple

from django.db.models import Q


class Around(NamedTuple):
    """P8a D5 P10a The customer and, where it stays at a property, that one: what happens there counts, whoever it names."""

    customer: int | None
    asset: int | None

    def q(self) -> Q:
        """Which incidents, cases or alerts are on that customer or at that property."""
        return Q(*self._known(), _connector=Q.OR)

    def takes_in(self, record: Any) -> bool:
        """The same of a record that was read already."""
        return any(getattr(record, name) == pk for name, pk in self._known())

    def _known(self) -> list[tuple[str, int]]:
        return [(f"{name}_id", pk) for name, pk in self._asdict().items() if pk]
