"""Who may take each step: role, service area, and the separation of duties."""

from .administering import why_may_not_keep_types
from .deciding import why_absence_unclear, why_involved, why_may_not_decide
from .investigating import (
    why_may_not_draft,
    why_may_not_end,
    why_may_not_follow_up,
    why_may_not_investigate,
    why_may_not_review,
    why_may_not_take_up,
    why_may_not_work_on,
)
from .triage import why_may_not_name_customer, why_may_not_triage, why_may_not_void

__all__ = [
    "why_absence_unclear",
    "why_involved",
    "why_may_not_decide",
    "why_may_not_draft",
    "why_may_not_end",
    "why_may_not_follow_up",
    "why_may_not_investigate",
    "why_may_not_keep_types",
    "why_may_not_name_customer",
    "why_may_not_review",
    "why_may_not_take_up",
    "why_may_not_triage",
    "why_may_not_void",
    "why_may_not_work_on",
]
