"""What the procedure allows, whoever asks: each function answers "why not?" with nothing, or with a refusal."""

from .action import why_no_outcome, why_not_act, why_not_outcome_of
from .alert import (
    why_not_approve,
    why_not_end,
    why_not_inform,
    why_not_name,
    why_not_propose,
    why_not_say,
    why_not_tell,
    why_not_vary,
    why_not_withhold,
    why_not_write,
)
from .alert_type import why_not_keep_type
from .carrying_over import why_not_carry_over, why_type_untold
from .condition import why_lapsed, why_not_condition, why_not_there
from .deciding import (
    why_known_open,
    why_no_property,
    why_not_beside,
    why_not_lighten,
    why_not_period,
    why_not_replace,
)
from .incident import (
    proposed_stage,
    why_not_depart,
    why_not_log,
    why_not_name_customer,
    why_not_refer,
    why_not_settle,
    why_not_take_up,
    why_not_void,
)
from .investigation import Gate, gates, why_ahead, why_not_conclude, why_not_recommend
from .moving import why_not_move
from .outcome import why_not_say_outcome, why_not_tell_case, why_not_write_outcome
from .review import (
    why_not_ask_for,
    why_not_due_on,
    why_not_open_review,
    why_not_outcome,
    why_not_say_of_review,
    why_not_write_review,
)

__all__ = [
    "Gate",
    "gates",
    "proposed_stage",
    "why_ahead",
    "why_known_open",
    "why_lapsed",
    "why_no_outcome",
    "why_no_property",
    "why_not_act",
    "why_not_approve",
    "why_not_ask_for",
    "why_not_beside",
    "why_not_carry_over",
    "why_not_conclude",
    "why_not_condition",
    "why_not_depart",
    "why_not_due_on",
    "why_not_end",
    "why_not_inform",
    "why_not_keep_type",
    "why_not_lighten",
    "why_not_log",
    "why_not_move",
    "why_not_name",
    "why_not_name_customer",
    "why_not_open_review",
    "why_not_outcome",
    "why_not_outcome_of",
    "why_not_period",
    "why_not_propose",
    "why_not_recommend",
    "why_not_refer",
    "why_not_replace",
    "why_not_say",
    "why_not_say_of_review",
    "why_not_say_outcome",
    "why_not_settle",
    "why_not_take_up",
    "why_not_tell",
    "why_not_tell_case",
    "why_not_there",
    "why_not_vary",
    "why_not_void",
    "why_not_withhold",
    "why_not_write",
    "why_not_write_outcome",
    "why_not_write_review",
    "why_type_untold",
]
