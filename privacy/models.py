"""The nouns of privacy; each stands in its own room."""

from .subject_access.models import Disclosure, SubjectRequest

__all__ = ["Disclosure", "SubjectRequest"]
