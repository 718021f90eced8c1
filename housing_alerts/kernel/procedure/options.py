"""§5 of the procedure: the possible restrictions, and the services that no condition may touch.

``procedure`` gives these out as its own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


@dataclass(frozen=True)
class Lifeline:
    """A service that always stays open to a customer: its code, its name, and the beginnings of words that name it.

    ``denied_by`` are everyday words that name it only near a "cannot" or a "do not".
    """

    code: str
    name: str
    named_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()


REPAIRS = Lifeline(
    "REPAIRS",
    "emergency and hazard repairs",
    ("emergenc", "hazard", "urgent repair", "damp", "mould"),
    ("repair", "report", "leak", "flood", "water", "roof", "drain", "toilet", "sewage", "lock"),
)
SAFETY = Lifeline(
    "SAFETY",
    "gas and electrical safety",
    ("gas", "electric"),
    ("boiler", "heating", "smoke", "carbon monoxide", "alarm"),
)
SAFEGUARDING = Lifeline("SAFEGUARDING", "safeguarding", ("safeguard",), ("abuse", "at risk", "social worker"))
COMPLAINT = Lifeline("COMPLAINT", "one complaint route and the Ombudsman", (), ("complain",))
APPEAL = Lifeline("APPEAL", "an appeal", (), ("appeal",))
ADVICE = Lifeline(
    "ADVICE",
    "legal advice, an MP or a councillor",
    (),
    ("solicitor", "lawyer", "legal", "law centre", "citizens", r"mps?\b", "member of parliament", "councillor"),
)
ADVOCATE = Lifeline("ADVOCATE", "an advocate", ("advoca",))
LIFELINES = (REPAIRS, SAFETY, SAFEGUARDING, COMPLAINT, APPEAL, ADVICE, ADVOCATE)
"""The services that no condition may touch (the product's promise, within D2). The imposer of a condition confirms each."""

_ALL_COMPLAINTS = Lifeline(
    COMPLAINT.code,
    COMPLAINT.name,
    ("ombudsman", "any complaint", "all complaint", "no complaint", "not complain", "never complain"),
)
NAMED_IN_WORDS = (REPAIRS, SAFETY, SAFEGUARDING, _ALL_COMPLAINTS, COMPLAINT, APPEAL, ADVICE, ADVOCATE)
"""The lifelines by the words that name them: a short list that finds well-meant mistakes before somebody checks the text."""

SPOKEN_OF = {"THIRD_PARTY": (ADVOCATE, ADVICE), "COMPLAINTS": (COMPLAINT,)}
"""P5 The lifelines that a kind of condition may name: the people through whom, or the one way by which, the customer is heard."""

_EXCEPT = r"(?:except|apart from|other than|unless)\b"
_KEPT_OPEN = re.compile(rf"^\s*{_EXCEPT}[^,]*,|(?<=\w)\W+{_EXCEPT}[^,]*", re.IGNORECASE)
_NO = r"\b(?:can ?not|can[’']t|may not|must not|mustn[’']t|do not|don[’']t|will not|won[’']t|no longer|never|stop|not to)\b"
_IS_NO = r"(?:(?:can ?not|may not|must not|will not|no longer) be|(?:is|are) (?:not|no longer))\b"


def lifeline_in(text: str, lifelines: Iterable[Lifeline] = NAMED_IN_WORDS) -> Lifeline | None:
    """P5 Return the first lifeline that ``text`` names as restricted, or None.

    In a sentence, the part after "except", "apart from", "other than" or "unless" is kept open, up to a comma or its end. If a
    sentence begins with such a word, only the part up to a comma is: without a comma nothing says where that part ends.
    """
    restricted = "\n".join(_KEPT_OPEN.sub(",", sentence) for sentence in re.split(r"[.!?;\n]", text))
    return next((lifeline for lifeline in lifelines if _names(restricted, lifeline)), None)


_DENIED = tuple(replace(each, named_by=(), denied_by=each.named_by + each.denied_by) for each in NAMED_IN_WORDS)


def lifeline_denied_in(text: str) -> Lifeline | None:
    """P5 Return the first lifeline that ``text`` names near a denial, or None.

    Words that impose no condition may name a lifeline otherwise: "I will let the gas engineer in."
    """
    return lifeline_in(text, _DENIED)


def _names(restricted: str, lifeline: Lifeline) -> bool:
    """Return whether the text names the lifeline, or an everyday word for it near a denial.

    Near means in the same part of a sentence: at most five words after the "do not", or just before the "cannot be".
    """
    named = [rf"\b{word}" for word in lifeline.named_by]
    for word in lifeline.denied_by:
        named += [rf"{_NO}(?: +[\w’']+){{0,5}}? +{word}", rf"\b{word}\w*(?: +\w+){{0,4}}? +{_IS_NO}"]
    return any(re.search(each, restricted, re.IGNORECASE) for each in named)


class ContactWay(StrEnum):
    """P5 The ways of contact. A condition may close some, and at least one stays open."""

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


CONTACT_DAYS = {"MON": "Monday", "TUE": "Tuesday", "WED": "Wednesday", "THU": "Thursday", "FRI": "Friday"}
"""P5 The days to which contact may be limited."""
CONTACT_HOURS = [f"{hour:02}:{minute}" for hour in range(8, 18) for minute in ("00", "30")]
"""P5 The hours to which contact may be limited."""
CONTACT_PERIODS = {"DAY": "a day", "WEEK": "a week", "MONTH": "a month"}
CONTACTS_MOST = 50
"""P5 The periods in which contact may be limited to a number of times, and the highest such number."""


class Service(StrEnum):
    """D4 The services that may be suspended for a stated time. No lifeline is among them, and no repair (D2)."""

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
