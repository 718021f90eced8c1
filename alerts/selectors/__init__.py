"""What a page reads: scoped to the colleague, with every relation its template touches. Not visible is not found."""

from .alerts import alert, appealable_reviews, letters_about, organisation, review
from .evidence import Event, Evidence, evidence, newest_first
from .files import incident, investigation, referred_with, sees_file
from .people import called, closed_among, find_assets, find_customers, subject

__all__ = [
    "Event",
    "Evidence",
    "alert",
    "appealable_reviews",
    "called",
    "closed_among",
    "evidence",
    "find_assets",
    "find_customers",
    "incident",
    "investigation",
    "letters_about",
    "newest_first",
    "organisation",
    "referred_with",
    "review",
    "sees_file",
    "subject",
]
