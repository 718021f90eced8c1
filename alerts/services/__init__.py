"""The steps of the procedure, one function for each verb: lock, require, act, save, record."""

from .alert_types import add_alert_type, change_alert_type
from .behaviours import add_behaviour, add_example, change_behaviour, change_example
from .breaching import record_breach
from .carrying_over import carry_over_alert, carry_over_review
from .deciding import agree_investigation, approve_alert, decline_alert, send_back_investigation
from .drafting import apart, keep_draft
from .ending import end_alert, end_on_appeal, lift_stay, record_declaration, set_aside_action, stay_alert, vary_alert
from .entering import confirm_recorded, correct_entry, record_entry, to_enter_moved
from .investigating import (
    add_action,
    add_discussion,
    add_incidents,
    change_service_area,
    draft_alert,
    open_investigation,
    recommend,
    record_considerations,
    record_outcome,
    take_out_action,
    take_over,
    withdraw_alert,
    withdraw_investigation,
)
from .marking import lift_marker, place_marker, record_police_report
from .replacing import ask_for_controls
from .reporting import log_incident, name_customer
from .restricting import add_condition, change_condition, take_out_condition
from .reviewing import close_review, complete_review, open_review
from .triage import refer_incident, settle_incident, void_incident

__all__ = [
    "add_action",
    "add_alert_type",
    "add_behaviour",
    "add_condition",
    "add_discussion",
    "add_example",
    "add_incidents",
    "agree_investigation",
    "apart",
    "approve_alert",
    "ask_for_controls",
    "carry_over_alert",
    "carry_over_review",
    "change_alert_type",
    "change_behaviour",
    "change_condition",
    "change_example",
    "change_service_area",
    "close_review",
    "complete_review",
    "confirm_recorded",
    "correct_entry",
    "decline_alert",
    "draft_alert",
    "end_alert",
    "end_on_appeal",
    "keep_draft",
    "lift_marker",
    "lift_stay",
    "log_incident",
    "name_customer",
    "open_investigation",
    "open_review",
    "place_marker",
    "recommend",
    "record_breach",
    "record_considerations",
    "record_declaration",
    "record_entry",
    "record_outcome",
    "record_police_report",
    "refer_incident",
    "send_back_investigation",
    "set_aside_action",
    "settle_incident",
    "stay_alert",
    "take_out_action",
    "take_out_condition",
    "take_over",
    "to_enter_moved",
    "vary_alert",
    "void_incident",
    "withdraw_alert",
    "withdraw_investigation",
]
