"""The Contact Management Procedure as a module: its clauses, lists, periods and dates.

No Django, no clock and no database stand here. A number, a list or a period of the written procedure has its one
name below, beside the id of the requirement it keeps. Functions that depend on an organisation's own number take it
as an argument; an organisation may only be kinder than the procedure.
"""

import calendar
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import holidays

from .options import CONTACT_WAYS as CONTACT_WAYS
from .options import LIFELINES as LIFELINES
from .options import SERVICE_NAMES as SERVICE_NAMES
from .options import SPOKEN_OF as SPOKEN_OF
from .options import ContactWay as ContactWay
from .options import Service as Service
from .options import lifeline_in as lifeline_in

VERSION = "Contact Management Procedure, approved 1 April 2025"
"""What every decision keeps of the procedure it was made under (P6)."""


@dataclass(frozen=True)
class Clause:
    """A requirement of the procedure: its id, where the procedure says it, and what it asks in a few words."""

    id: str
    section: str
    words: str


TWO_ORGANISATIONS = Clause("P1", "§1", "Each customer and letter stands under its own organisation")
REPORTING = Clause("P2", "§2", "Anyone may report; the line manager is always involved")
BEHAVIOUR_FAMILIES = Clause("P3", "§3", "What is defined as unacceptable behaviour")
FACTORS = Clause("P4a", "§4", "Underlying factors and circumstances")
THIRD_PARTY = Clause("P4b", "§4", "No letter follows from third-party information alone")
OPTIONS = Clause("P5", "§5", "Options are proportionate, and less was considered")
CONSISTENT = Clause("P6", "§6", "Every decision is consistent and made at the right level")
HEAD_DECIDES = Clause("P7a", "§7", "The relevant Head of Service imposes an alert")
LETTER_TYPES = Clause("P7b", "§7", "Nine types of alert need a decision letter")
INFORM_OR_WITHHOLD = Clause("P7c", "§7", "Whether to inform the customer is assessed for each alert")
YEARLY_REVIEW = Clause("P8a", "§8", "Every alert is reviewed at least every 12 months")
REMOVAL = Clause("P8b", "§8", "An alert is removed when the risk is reduced")
APPEAL_WINDOW = Clause("P9a", "§9", "The customer may appeal within 28 days of receiving the notification")
APPEAL_ANSWER = Clause("P9b", "§9", "The Head of Service answers an appeal within 28 days of receiving it")
VULNERABILITY_CONSIDERED = Clause("P10a", "§10", "Known vulnerabilities are considered first")
ADJUSTMENTS = Clause("P10b", "§10", "Reasonable adjustments are recorded and used")
RECORDING = Clause("P11a", "§11", "Every case is kept on the relevant file")
FORMAL_OR_INFORMAL = Clause("D1", "Appendix D 1.0", "The behaviours and the stage each proposes")
LAST_RESORT = Clause("D2", "Appendix D 2.1", "Denying a service is the last resort")
INFORMAL_STEPS = Clause("D3a", "Appendix D 3.1", "Informal action, with circumstances, date and time")
FORMAL_STAGE = Clause("D3b", "Appendix D 3.2", "Formal action: investigate, discuss, decide, record")
VIOLENCE = Clause("D4", "Appendix D 4.1", "Violent and aggressive behaviour")
FAILURE_TO_COMPLY = Clause("D5", "Appendix D 5.1", "Failure to comply with sanctions")
NOTIFICATION = Clause("E1", "Appendix E", "The letter that tells of an alert")
REVIEW_OUTCOME = Clause("E2", "Appendix E", "The letter that tells how a review ended")
APPEAL_OUTCOME = Clause("E3", "Appendix E", "The letter that tells how an appeal ended")
INVESTIGATION_OUTCOME = Clause("E4", "Appendix D 3.2", "The letter on an investigation that imposed nothing")
ALL_ALERTS = Clause("F1", "Appendix F", "The All Alerts report")

KEPT = (
    TWO_ORGANISATIONS,
    REPORTING,
    BEHAVIOUR_FAMILIES,
    FACTORS,
    OPTIONS,
    CONSISTENT,
    HEAD_DECIDES,
    LETTER_TYPES,
    INFORM_OR_WITHHOLD,
    YEARLY_REVIEW,
    REMOVAL,
    APPEAL_WINDOW,
    APPEAL_ANSWER,
    VULNERABILITY_CONSIDERED,
    ADJUSTMENTS,
    RECORDING,
    FORMAL_OR_INFORMAL,
    LAST_RESORT,
    INFORMAL_STEPS,
    FORMAL_STAGE,
    NOTIFICATION,
    REVIEW_OUTCOME,
    APPEAL_OUTCOME,
    INVESTIGATION_OUTCOME,
    ALL_ALERTS,
)
"""The clauses kept so far: each has a test that keeps it and one that refuses."""


# §3 and Appendix D 1.0: the behaviours


class Stage(StrEnum):
    """Where Appendix D says a behaviour is handled first."""

    INFORMAL = "INFORMAL"
    FORMAL = "FORMAL"
    EITHER = "EITHER"


@dataclass(frozen=True)
class Behaviour:
    """One of the nine behaviours of Appendix D 1.0, with its definition and its possible action."""

    code: str
    name: str
    definition: str
    stage: Stage


BEHAVIOURS = (
    Behaviour(
        "DISCRIMINATION",
        "Discrimination",
        "Failing to give equal respect because of disability, gender, race, religion, age, sexuality or marital status.",
        Stage.FORMAL,
    ),
    Behaviour(
        "HARASSMENT",
        "Harassment",
        "Unwanted, offensive behaviour that affects somebody's dignity; or actions so frequent, or of such a kind, "
        "that they hinder our dealings with the customer.",
        Stage.FORMAL,
    ),
    Behaviour(
        "UNREASONABLE",
        "Unreasonable",
        "Asking for complex information, or raising a formal complaint, without apparent or good reason.",
        Stage.INFORMAL,
    ),
    Behaviour(
        "CONTINUOUS_UNREASONABLENESS",
        "Continuous unreasonableness",
        "Continually asking for complex information without apparent or good reason.",
        Stage.FORMAL,
    ),
    Behaviour(
        "VEXATIOUS",
        "Vexatious",
        "Acting so as to cause annoyance or irritation, with no intention of resolving the query.",
        Stage.FORMAL,
    ),
    Behaviour(
        "BULLYING",
        "Bullying",
        "Harassment by persistent actions, criticism or personal abuse, in public or private, that humiliates, "
        "intimidates, frightens or demeans somebody.",
        Stage.EITHER,
    ),
    Behaviour(
        "THREAT_OF_VIOLENCE",
        "Threat of violence",
        "Intentionally threatening physical force against oneself, another person or a group, with injury, death, "
        "psychological harm or deprivation as the result or the likely result.",
        Stage.FORMAL,
    ),
    Behaviour(
        "AGGRESSIVE",
        "Aggressive",
        "Physical or verbal self-assertion, often angry and destructive, meant to injure or to dominate.",
        Stage.EITHER,
    ),
    Behaviour("INTIMIDATION", "Intimidation", "Frightening somebody into doing something.", Stage.FORMAL),
)


class Family(StrEnum):
    """The three families of unacceptable behaviour of §3."""

    AGGRESSIVE_OR_ABUSIVE = "AGGRESSIVE_OR_ABUSIVE"
    UNREASONABLE_DEMANDS = "UNREASONABLE_DEMANDS"
    UNREASONABLE_PERSISTENCE = "UNREASONABLE_PERSISTENCE"


FAMILY_NAMES = {
    Family.AGGRESSIVE_OR_ABUSIVE: "Aggressive or abusive behaviour",
    Family.UNREASONABLE_DEMANDS: "Unreasonable customer demands",
    Family.UNREASONABLE_PERSISTENCE: "Unreasonable persistence",
}


@dataclass(frozen=True)
class Example:
    """One example of §3, and the behaviour of Appendix D that it is an example of.

    ``behaviour`` is empty for actual physical violence, which Appendix D 4.0 deals with.
    """

    code: str
    family: Family
    words: str
    behaviour: str
    violent: bool = False


_ABUSE, _DEMANDS, _PERSISTENCE = Family
EXAMPLES = (
    Example("THREATS", _ABUSE, "Threats of violence", "THREAT_OF_VIOLENCE"),
    Example("VIOLENCE", _ABUSE, "Actual physical violence", "", violent=True),
    Example("VERBAL_ABUSE", _ABUSE, "Personal verbal abuse", "AGGRESSIVE"),
    Example("DEROGATORY", _ABUSE, "Derogatory remarks", "BULLYING"),
    Example("RUDENESS", _ABUSE, "Rudeness", "AGGRESSIVE"),
    Example("INFLAMMATORY", _ABUSE, "Inflammatory statements", "AGGRESSIVE"),
    Example("ALLEGATIONS", _ABUSE, "Unsubstantiated allegations", "AGGRESSIVE"),
    Example("ADVICE", _DEMANDS, "Asking for an unreasonable amount of advice or information", "UNREASONABLE"),
    Example("INFORMATION", _DEMANDS, "Providing an unreasonable amount of information", "UNREASONABLE"),
    Example("SAME_ISSUE", _DEMANDS, "Repeatedly approaching us about the same issue", "CONTINUOUS_UNREASONABLENESS"),
    Example(
        "SPECIFIC_STAFF", _DEMANDS, "Insisting on a specific member of staff when another can help", "UNREASONABLE"
    ),
    Example("CONTINUAL", _DEMANDS, "Continual telephone calls, emails or letters", "CONTINUOUS_UNREASONABLENESS"),
    Example("COMPLAINTS_USE", _DEMANDS, "Unreasonable use of the complaints process", "UNREASONABLE"),
    Example(
        "SUBJECT", _DEMANDS, "Repeatedly changing the subject of a complaint or case", "CONTINUOUS_UNREASONABLENESS"
    ),
    Example(
        "COMPLAINTS_POLICY",
        _DEMANDS,
        "Persistently failing to follow the complaints policy and procedures",
        "CONTINUOUS_UNREASONABLENESS",
    ),
    Example("VEXATIOUS_COMPLAINT", _PERSISTENCE, "Pursuing a complaint vexatiously", "VEXATIOUS"),
    Example(
        "DECISION",
        _PERSISTENCE,
        "Persistently refusing to accept a decision we have made",
        "CONTINUOUS_UNREASONABLENESS",
    ),
    Example(
        "EXPLANATION",
        _PERSISTENCE,
        "Persistently refusing to accept what we can and cannot do",
        "CONTINUOUS_UNREASONABLENESS",
    ),
    Example(
        "DISPROPORTIONATE",
        _PERSISTENCE,
        "Taking a disproportionate amount of time over an issue, with no intent of resolving it",
        "VEXATIOUS",
    ),
)

RECENT_MONTHS = 12
"""D1: how long an earlier incident counts when a behaviour may go either way."""


def propose_stage(*, stages: Iterable[Stage], violent: bool, recent: bool) -> Stage | None:
    """D1 The stage that Appendix D proposes, or None where no behaviour was chosen.

    :param stages: the possible action of each behaviour on the incident.
    :param violent: the incident was violent (D4).
    :param recent: the customer has another incident or a live warning in the last 12 months.
    """
    found = set(stages)
    if violent or Stage.FORMAL in found:
        return Stage.FORMAL
    if Stage.EITHER in found:
        return Stage.FORMAL if recent else Stage.INFORMAL
    return Stage.INFORMAL if found else None


# §7: the nine types that need a decision letter

LETTER_TYPE_CODES = (
    "VISIT_IN_PAIRS",
    "DANGEROUS_DOGS",
    "CONTACT_MANAGEMENT",
    "NO_LONE_FEMALES",
    "NO_LONE_MALES",
    "NO_FEMALE_VISITORS",
    "NO_MALE_VISITORS",
    "WEAPONS",
    "SINGLE_POINT_OF_CONTACT",
)


# Periods

REVIEW_MONTHS = 12
"""P8a The longest time between reviews."""
REVIEW_MONTHS_CONTACT = 6
"""The default for restrictions of contact (the product's setting, within P8a)."""
REVIEW_MONTHS_WITHHELD = 3
"""The longest first period where the customer was not informed (the product's setting, within P8a)."""
EARLY_REVIEW_DAYS = 28
"""P8a How soon an early review is completed where no day was set for it (the product's setting, within P8a)."""
OVERDUE_LEAD_DAYS = 1
"""P8b From how many days after its due date a review is overdue: it stands on the Lead's worklist as such."""
OVERDUE_HEAD_DAYS = 14
"""P8b From how many days on it stands on the Head of Service's worklist (the product's setting)."""
OVERDUE_LEADERSHIP_DAYS = 30
"""P8b From how many days on the Leadership Team is told, and the instruction reads as unreviewed (the product's setting)."""
APPEAL_DAYS = 28
"""P9a Days to appeal, counted from the day after the notification is received."""
ANSWER_DAYS = 28
"""P9b Days to answer, counted from the day after the appeal is received."""
ACKNOWLEDGE_BUSINESS_DAYS = 5
"""P9b Business days to acknowledge an appeal, counted from the day after it is received (the product's setting)."""
WARNING_MONTHS = 6
"""D3a How long an informal warning is live (the product's setting)."""
BREAK_GLASS_MINUTES = 60
"""P11a How long a restricted file stays open to who broke glass (the product's setting)."""


# Dates


def add_months(start: date, months: int) -> date:
    """The same day ``months`` later; the month's last day where that month is shorter (P8a)."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


@functools.cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_business_day(day: date) -> bool:
    """Monday to Friday, but no bank holiday of England and Wales."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def business_day_after(start: date, days: int) -> date:
    """The ``days``-th business day after ``start``, which itself does not count."""
    day = start
    while days:
        day += timedelta(days=1)
        days -= is_business_day(day)
    return day


class Method(StrEnum):
    """How a letter leaves us."""

    FIRST_CLASS = "FIRST_CLASS"
    RECORDED = "RECORDED"
    SECOND_CLASS = "SECOND_CLASS"
    BY_HAND = "BY_HAND"
    EMAIL = "EMAIL"


DEEMED_BUSINESS_DAYS = {Method.FIRST_CLASS: 2, Method.RECORDED: 2, Method.SECOND_CLASS: 4}
"""P9a Business days after posting on which a letter counts as received (Civil Procedure Rules 6.26 by analogy)."""


def deemed_receipt(method: Method, sent_on: date, *, before_half_past_four: bool = False) -> date:
    """P9a The day a letter counts as received.

    By hand or e-mail it is the same day when that is a business day and it was before 16:30, else the next
    business day. The time is not known when a letter is planned, so the kinder next day is the default.
    """
    if method in DEEMED_BUSINESS_DAYS:
        return business_day_after(sent_on, DEEMED_BUSINESS_DAYS[method])
    if before_half_past_four and is_business_day(sent_on):
        return sent_on
    return business_day_after(sent_on, 1)


def last_day_to_appeal(received_on: date, days: int = APPEAL_DAYS) -> date:
    """P9a The last day that is in time: the day after receipt is day 1. Never shorter than 28 days."""
    return received_on + timedelta(days=max(days, APPEAL_DAYS))


def answer_due_on(received_on: date, days: int = ANSWER_DAYS) -> date:
    """P9b The day by which the appeal's answer must be sent. Never later than 28 days."""
    return received_on + timedelta(days=min(days, ANSWER_DAYS))


def acknowledge_due_on(received_on: date, days: int = ACKNOWLEDGE_BUSINESS_DAYS) -> date:
    """P9b The day by which the customer must be told that we have the appeal. Never later than 5 business days."""
    return business_day_after(received_on, min(days, ACKNOWLEDGE_BUSINESS_DAYS))


def review_due_on(since: date, months: int) -> date:
    """P8a The day the next review is due, counted from the start or the last completed review.

    The same day of the month, or the month's last day where it has no such day: 31 January and one month is 28
    February, or 29 in a leap year; 29 February and twelve months is 28 February. The next is counted from the day the
    review was completed, so that a short month shifts nothing for good. Days are days in London.
    """
    return add_months(since, min(months, REVIEW_MONTHS))


def early_review_due_on(opened_on: date, due_on: date) -> date:
    """P8a The day by which an early review is completed; never after the day it was due anyway."""
    return min(opened_on + timedelta(days=EARLY_REVIEW_DAYS), due_on)


def live_until(given_on: date, months: int = WARNING_MONTHS) -> date:
    """D3a The last day on which an informal warning counts."""
    return add_months(given_on, months)
