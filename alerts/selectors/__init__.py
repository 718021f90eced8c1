"""What a page reads: scoped to the colleague, with every relation its template touches. Not visible is not found."""

from .alert_types import alert_type, alert_types, type_shown
from .alerts import active_beside, alert, appealable_reviews, letters_about, organisation, review
from .before import Before, before, in_force_then, live_now, live_sentence
from .behaviours import behaviour, behaviours, example, examples
from .breaches import Beside, breached_by, breaches_in, breaches_of
from .called_for import called_by, calling_for_review, what_calls
from .confirmations import PAGE, Case, cases_called, cases_to_confirm, due_count
from .decision_record import EQUALITY, DecisionRecord, decided_upon, decision_on_alert, decision_on_investigation
from .departures import Departure, departed, departure
from .entries import entries_of, entry
from .evidence import Event, Evidence, evidence, newest_first
from .files import (
    HANGING,
    draft,
    incident,
    investigation,
    is_over,
    referred_with,
    sees_file,
    sees_incident,
    settled,
    writes_of,
)
from .known import answers, in_words
from .markers import last_marker, markers_at, markers_in_charge_of, markers_of
from .people import area_at, called, closed_among, find_assets, find_customers, subject, to_choose
from .plausibility import doubted, reported_already
from .precedents import precedents
from .support import Support, support

__all__ = [
    "EQUALITY",
    "HANGING",
    "PAGE",
    "Before",
    "Beside",
    "Case",
    "DecisionRecord",
    "Departure",
    "Event",
    "Evidence",
    "Support",
    "active_beside",
    "alert",
    "alert_type",
    "alert_types",
    "answers",
    "appealable_reviews",
    "area_at",
    "before",
    "behaviour",
    "behaviours",
    "breached_by",
    "breaches_in",
    "breaches_of",
    "called",
    "called_by",
    "calling_for_review",
    "cases_called",
    "cases_to_confirm",
    "closed_among",
    "decided_upon",
    "decision_on_alert",
    "decision_on_investigation",
    "departed",
    "departure",
    "doubted",
    "draft",
    "due_count",
    "entries_of",
    "entry",
    "evidence",
    "example",
    "examples",
    "find_assets",
    "find_customers",
    "in_force_then",
    "in_words",
    "incident",
    "investigation",
    "is_over",
    "last_marker",
    "letters_about",
    "live_now",
    "live_sentence",
    "markers_at",
    "markers_in_charge_of",
    "markers_of",
    "newest_first",
    "organisation",
    "precedents",
    "referred_with",
    "reported_already",
    "review",
    "sees_file",
    "sees_incident",
    "settled",
    "subject",
    "support",
    "to_choose",
    "type_shown",
    "what_calls",
    "writes_of",
]
