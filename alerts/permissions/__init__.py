"""Who may take each step: role, service area, and the separation of duties."""

from .administering import why_may_not_keep_behaviours, why_may_not_keep_types
from .attaching import why_may_not_attach, why_may_not_take_off
from .deciding import why_absence_unclear, why_consulted, why_involved, why_may_not_decide
from .entering import why_may_not_confirm, why_may_not_enter, why_may_not_name_breach
from .investigating import (
    why_may_not_draft,
    why_may_not_end,
    why_may_not_follow_up,
    why_may_not_investigate,
    why_may_not_review,
    why_may_not_take_over,
    why_may_not_take_up,
    why_may_not_work_on,
    why_not_consulted,
)
from .marking import why_may_not_mark, why_may_not_tell_police
from .triage import why_may_not_name_customer, why_may_not_triage, why_may_not_void

__all__ = [
    "why_absence_unclear",
    "why_consulted",
    "why_involved",
    "why_may_not_attach",
    "why_may_not_confirm",
    "why_may_not_decide",
    "why_may_not_draft",
    "why_may_not_end",
    "why_may_not_enter",
    "why_may_not_follow_up",
    "why_may_not_investigate",
    "why_may_not_keep_behaviours",
    "why_may_not_keep_types",
    "why_may_not_mark",
    "why_may_not_name_breach",
    "why_may_not_name_customer",
    "why_may_not_review",
    "why_may_not_take_off",
    "why_may_not_take_over",
    "why_may_not_take_up",
    "why_may_not_tell_police",
    "why_may_not_triage",
    "why_may_not_void",
    "why_may_not_work_on",
    "why_not_consulted",
]
