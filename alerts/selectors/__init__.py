"""What a page reads: scoped to the colleague, with every relation its template touches. Not visible is not found."""

from .alert_types import alert_type, alert_types, type_shown
from .alerts import active_beside, alert, appealable_reviews, letters_about, organisation, review
from .decision_record import EQUALITY, DecisionRecord, decision_on_alert, decision_on_investigation
from .evidence import Event, Evidence, evidence, newest_first
from .files import draft, incident, investigation, referred_with, sees_file
from .people import called, closed_among, find_assets, find_customers, subject, to_choose
from .plausibility import doubted, reported_already
from .precedents import precedents
from .support import Support, support

__all__ = [
    "EQUALITY",
    "DecisionRecord",
    "Event",
    "Evidence",
    "Support",
    "active_beside",
    "alert",
    "alert_type",
    "alert_types",
    "appealable_reviews",
    "called",
    "closed_among",
    "decision_on_alert",
    "decision_on_investigation",
    "doubted",
    "draft",
    "evidence",
    "find_assets",
    "find_customers",
    "incident",
    "investigation",
    "letters_about",
    "newest_first",
    "organisation",
    "precedents",
    "referred_with",
    "reported_already",
    "review",
    "sees_file",
    "subject",
    "support",
    "to_choose",
    "type_shown",
]
