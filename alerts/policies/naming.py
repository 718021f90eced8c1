"""What a letter about any part of a case may not say: who reported it (§11)."""

import re
from typing import TYPE_CHECKING, Any, Protocol

from housing_alerts import procedure
from housing_alerts.customers.models import fold
from housing_alerts.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from housing_alerts.customers.models import Customer
    from housing_alerts.staff.models import Colleague

    class Subject(Protocol):
        """What a letter is about: somebody's case, and who is not named to them."""

        @property
        def customer(self) -> Customer | None: ...

        def kept_nameless(self) -> Iterable[Colleague]: ...


def why_not_name(subject: "Subject", facts: dict[str, Any]) -> Refusal | None:
    """P11a Whoever reported or was affected is not named to the customer, unless as the officer to speak to."""
    named = next((person for person in subject.kept_nameless() if _names(str(facts), person, subject.customer)), None)
    if named is None:
        return None
    return Refusal(
        procedure.RECORDING,
        f"The letter names {named}, who reported an incident or was affected by one. Cancel it, and compose it again "
        "without the name: say “a member of our staff”.",
    )


def _names(text: str, person: "Colleague", customer: "Customer | None") -> bool:
    """The whole name, however it is written, or the surname alone, unless it is the customer's own."""
    whole = f" {fold(str(person))} " in f" {fold(text)} "
    shared = customer is not None and fold(person.last_name) in fold(customer.full_name).split()
    return whole or (not shared and bool(re.search(rf"\b{re.escape(person.last_name)}\b", text)))
