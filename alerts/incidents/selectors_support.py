"""Where a colleague finds support after an incident: the settings of their landlord (§2)."""

from typing import NamedTuple

from housing_alerts.staff.models import Colleague, Organisation

from .models import Incident


class Support(NamedTuple):
    """One place to turn to: what it is called, and its address; ``url`` where that can be followed."""

    name: str
    where: str
    url: str


def support(colleague: Colleague, incident: Incident) -> list[Support]:
    """P2 The two policies and whom to talk to, of the landlord the reporter works for or, of a contractor's colleague, the
    customer's; of no landlord the names alone."""
    landlord = Organisation.objects.filter(name=colleague.employer).first() or (
        incident.customer.organisation if incident.customer else Organisation()
    )
    rows = [
        ("Lone Working Policy", landlord.lone_working_policy),
        ("Health and Safety Policy", landlord.health_and_safety_policy),
        (landlord.wellbeing_name, landlord.wellbeing_contact),
    ]
    return [Support(name, where, _address(where)) for name, where in rows if name]


def _address(where: str) -> str:
    """What a link to it leads to; nothing where it is words, such as a shelf."""
    if where.startswith("https://"):
        return where
    if "@" in where and " " not in where:
        return f"mailto:{where}"
    digits = where.replace(" ", "")
    return f"tel:{digits}" if digits.isdecimal() else ""
