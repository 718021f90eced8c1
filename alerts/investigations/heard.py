"""The customer's words in an investigation, and whether the Lead read them before “None is known” (P10a)."""

from typing import TYPE_CHECKING

from housing_alerts.customers.policies import Heard, says_none_is_known, why_none_known_unread
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from .models import Investigation


def heard_in(investigation: "Investigation | None") -> list[Heard]:
    """P10a List what the customer, or their representative, said in the discussions of the case, if there is one."""
    return [each.as_heard() for each in investigation.discussions.all() if each.is_heard] if investigation else []


def heard_unread(investigation: "Investigation") -> list[Heard]:
    """P10a List what they said since the Lead answered that none is known, or all of it before such an answer."""
    answered = investigation.considered_at if says_none_is_known(investigation.vulnerability) else None
    if answered is None:
        return heard_in(investigation)
    said = (each for each in investigation.discussions.all() if each.is_heard)
    return [each.as_heard() for each in said if each.created_at > answered]


def why_heard_unread(investigation: "Investigation") -> Refusal | None:
    """P10a Refuse to recommend while the Lead's “None is known” is older than what the customer said."""
    return why_none_known_unread(heard_unread(investigation), investigation.vulnerability, ())
