"""The machines of incidents, investigations, alerts and reviews: one file for each, as docs/machines.md draws them."""

from .alert import (
    BETWEEN_REVIEWS,
    AlertStatus,
    AlertWorkflow,
    EndedBecause,
    Informing,
    WithholdCode,
)
from .decided import Decided, DecidedAs, in_place_of
from .incident import IncidentStatus, IncidentWorkflow
from .investigation import InvestigationStatus, InvestigationWorkflow
from .review import HEAVIER, ReviewOutcome, ReviewStatus, ReviewWorkflow

__all__ = [
    "BETWEEN_REVIEWS",
    "HEAVIER",
    "AlertStatus",
    "AlertWorkflow",
    "Decided",
    "DecidedAs",
    "EndedBecause",
    "IncidentStatus",
    "IncidentWorkflow",
    "Informing",
    "InvestigationStatus",
    "InvestigationWorkflow",
    "ReviewOutcome",
    "ReviewStatus",
    "ReviewWorkflow",
    "WithholdCode",
    "in_place_of",
]
