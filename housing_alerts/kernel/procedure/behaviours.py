"""The unacceptable behaviours, and the stage that each proposes (§3, Appendix D 1.0)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The stage at which Appendix D says a behaviour is handled first."""

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


THREAT_OF_VIOLENCE = "THREAT_OF_VIOLENCE"
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
        THREAT_OF_VIOLENCE,
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
    Example("THREATS", _ABUSE, "Threats of violence", THREAT_OF_VIOLENCE),
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
"""D1: the months for which an earlier incident counts when a behaviour may go either way."""


def propose_stage(*, stages: Iterable[Stage], violent: bool, recent: bool) -> Stage | None:
    """D1 Return the stage that Appendix D proposes, or None if no behaviour was chosen.

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
