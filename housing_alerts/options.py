"""§5 of the procedure: what may be restricted, and what no condition may touch. ``procedure`` gives these out as its own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Lifeline:
    """What always stays open to a customer: its name, and how words name it, as the beginnings of words."""

    name: str
    named_by: tuple[str, ...]


ADVOCATE = Lifeline("an advocate", ("advoca",))
LIFELINES = (
    Lifeline("emergency and hazard repairs", ("emergenc", "hazard", "urgent repair")),
    Lifeline("gas and electrical safety", ("gas", "electric")),
    Lifeline("safeguarding", ("safeguard",)),
    Lifeline(
        "one complaint route and the Ombudsman",
        ("ombudsman", "any complaint", "all complaint", "no complaint", "not complain", "never complain"),
    ),
    ADVOCATE,
)
"""What no condition may touch (the product's promise, within D2). A short list of words finds what was meant well."""

_KEPT_OPEN = re.compile(r"\b(except|apart from|other than|unless)\b", re.IGNORECASE)


def lifeline_in(text: str, lifelines: Iterable[Lifeline] = LIFELINES) -> Lifeline | None:
    """P5 The first lifeline that ``text`` names as restricted.

    In a sentence, what follows "except", "apart from", "other than" or "unless" is kept open.
    """
    restricted = " ".join(_KEPT_OPEN.split(sentence)[0] for sentence in re.split(r"[.!?;\n]", text))
    for lifeline in lifelines:
        if any(re.search(rf"\b{named}", restricted, re.IGNORECASE) for named in lifeline.named_by):
            return lifeline
    return None


class ContactWay(StrEnum):
    """P5 The ways of contact of which some may be closed, and one stays open."""

    TELEPHONE = "TELEPHONE"
    EMAIL = "EMAIL"
    LETTER = "LETTER"
    OFFICE = "OFFICE"
    HOME_VISIT = "HOME_VISIT"


CONTACT_WAYS = {
    ContactWay.TELEPHONE: "by telephone",
    ContactWay.EMAIL: "by e-mail",
    ContactWay.LETTER: "by letter",
    ContactWay.OFFICE: "at our offices",
    ContactWay.HOME_VISIT: "when we visit the home",
}


class Service(StrEnum):
    """D4 What may be suspended for a stated time. No lifeline is among them, and no repair (D2)."""

    HOME_VISITS = "HOME_VISITS"
    OFFICE = "OFFICE"
    IMPROVEMENTS = "IMPROVEMENTS"
    GROUNDS = "GROUNDS"
    ADVICE = "ADVICE"
    EVENTS = "EVENTS"


SERVICE_NAMES = {
    Service.HOME_VISITS: "Home visits that can wait",
    Service.OFFICE: "Meetings at our offices",
    Service.IMPROVEMENTS: "Planned improvements to the home",
    Service.GROUNDS: "Help with the garden and grounds",
    Service.ADVICE: "Money and tenancy advice in person",
    Service.EVENTS: "Community events and activities",
}
