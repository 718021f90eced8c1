"""The nouns of privacy; each stands in its own room."""

from .disposal.models import DisposalBatch, DisposalItem, Tombstone
from .holds.models import LegalHold
from .retention.models import RetentionRule
from .sharing.models import SharingRequest
from .subject_access.models import Disclosure, SubjectRequest
from .trail.models import TrailCheck

__all__ = [
    "Disclosure",
    "DisposalBatch",
    "DisposalItem",
    "LegalHold",
    "RetentionRule",
    "SharingRequest",
    "SubjectRequest",
    "Tombstone",
    "TrailCheck",
]
