"""What a page reads: scoped to the colleague, with every relation its template touches. Not visible is not found."""

from .alert_types import alert_type, alert_types, type_shown
from .alerts import active_beside, alert, appealable_reviews, letters_about, organisation, review
from .decision_record import EQUALITY, DecisionRecord, decision_on_alert, decision_on_investigation
from .departures import Departure, departed, departure
from .evidence import Event, Evidence, evidence, newest_first
from .files import incident, investigation, referred_with, sees_file
from .people import called, closed_among, find_assets, find_customers, subject, to_choose
from .precedents import precedents

__all__ = [
    "EQUALITY",
    "DecisionRecord",
    "Departure",
    "Event",
    "Evidence",
    "active_beside",
    "alert",
    "alert_type",
    "alert_types",
    "appealable_reviews",
    "called",
    "closed_among",
    "decision_on_alert",
    "decision_on_investigation",
    "departed",
    "departure",
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
    "review",
    "sees_file",
    "subject",
    "to_choose",
    "type_shown",
]
