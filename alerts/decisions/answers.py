"""The decider's answers beside the decision itself.

On whose authority they decide, how much less than recommended they impose, how they judge the facts that became known
since, and whether the customer is informed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from alerts.actions.models import Action
from alerts.alert import policies as alert_policies
from alerts.alert.models import Alert
from alerts.choices import DecidedAs, Informing
from alerts.investigations.models import Investigation
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague, ServiceArea

from . import permissions, policies
from .decided import in_place_of


@dataclass(frozen=True)
class Authority:
    """P7a The authority of a decider who is not the relevant Head: the absent Head, and why they are absent.

    Both are empty for the relevant Head. Where nobody is Head, only the reason is given.
    """

    absent_head: Colleague | None = None
    why: str = ""

    def why_not(self, by: Colleague, area: ServiceArea) -> Refusal | None:
        """Return the obstacle to a decision in ``area`` on this authority."""
        return permissions.why_absence_unclear(by, area, self.absent_head, self.why)

    def fields(self) -> dict[str, Any]:
        """Return the fields of a decision made on this authority."""
        in_place = DecidedAs.LEADERSHIP if self.absent_head else DecidedAs.VACANT
        capacity = in_place if self.why.strip() else DecidedAs.HEAD
        return {"decided_as": capacity, "absent_head": self.absent_head, "absence_reason": self.why.strip()}

    def asked(self, by: Colleague, question: str) -> list[list[str]]:
        """List the rows to keep about the question with which ``by`` sends a case back.

        They say who asked it and, where that was not the relevant Head, in whose absence.
        """
        capacity = self.fields()["decided_as"].label
        absent = in_place_of(self.absent_head, self.why.strip())
        rows = [[f"{by}, {capacity}, asked", question], ["Absent Head of Service", absent]]
        return [[title, words] for title, words in rows if words]


@dataclass(frozen=True)
class InformAnswer:
    """P7c The answer to inform or to withhold, with the assessment in words and, for withholding, its ground.

    :param sure_of: the codes of the risks to somebody at home that were answered: a letter puts nobody in danger.
    """

    answer: str
    code: str = ""
    reason: str = ""
    sure_of: Collection[str] = ()

    def why_not(self, alert: Alert) -> Refusal | None:
        """Return the obstacle to this answer for ``alert``."""
        if self.answer == Informing.INFORM:
            return (
                alert_policies.why_not_inform(alert)
                or alert_policies.why_not_inform_after_withholding(alert, self.reason)
                or alert_policies.why_harm_not_assessed(self.reason)
                or policies.why_telling_unconfirmed(alert, self.sure_of)
            )
        if self.answer == Informing.WITHHOLD:
            return alert_policies.why_not_withhold(alert, self.code) or alert_policies.why_harm_not_assessed(
                self.reason
            )
        return Refusal(procedure.INFORM_OR_WITHHOLD, "Answer whether the customer is informed of the alert.")

    def fields(self) -> dict[str, str]:
        """Return the fields of an alert or a review with this answer."""
        return {
            "informing": self.answer,
            "withhold_code": self.code if self.answer == Informing.WITHHOLD else "",
            "informing_reason": self.reason.strip(),
        }


@dataclass(frozen=True)
class KnownAnswer:
    """P10a The decider's answer to the facts that became known since the recommendation.

    :param seen: the keys of the facts that the page listed, so that nobody answers a fact they have not seen.
    """

    words: str = ""
    seen: Collection[str] = ()

    def why_not(self, case: Alert | Investigation) -> Refusal | None:
        """Return the obstacle to this answer for ``case``."""
        return policies.why_new_facts_unanswered(case, self.words, self.seen)

    def fields(self, case: Alert | Investigation) -> dict[str, Any]:
        """Return the fields of ``case`` with this answer and the facts that it answers."""
        known = [each.kept for each in case.known_now()]
        return {"became_known": known, "known_since": self.words.strip() if known else ""}


@dataclass(frozen=True)
class Lighter:
    """P7a The parts of the recommended alert that the decider takes away. The defaults take nothing away.

    :param controls: the controls that stay; where none are given, all that were asked for.
    :param without: the primary keys of the conditions that are not imposed.
    :param ends: an earlier last day for a condition, by its primary key.
    :param months: fewer months to the first review.
    """

    controls: Collection[str] | None = None
    without: frozenset[int] = frozenset()
    ends: Mapping[int, date] = field(default_factory=dict)
    months: int | None = None

    def kept(self, alert: Alert) -> list[str]:
        """List the controls that stay, in the order in which they were asked for."""
        return [control for control in alert.asked_controls if self.controls is None or control in self.controls]

    def why_not(self, alert: Alert, *, on: date) -> Refusal | None:
        """Return the obstacle to imposing ``alert`` with these parts taken away."""
        return policies.why_not_lighten(alert, self, on=on)


@dataclass(frozen=True)
class Rest:
    """P9b P8b The answer to what becomes of the actions of a case whose last alert is found wrong.

    :param fall: the primary keys of the actions that are set aside with the alert.
    :param stays: why the others stay.
    """

    fall: Collection[int] = ()
    stays: str = ""

    def why_not(self, actions: Collection[Action]) -> Refusal | None:
        """Return the obstacle to this answer for ``actions``."""
        return policies.why_rest_unanswered(actions, self.fall, self.stays)
