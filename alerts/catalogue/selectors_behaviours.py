"""The behaviours and examples of a report, as an administrator keeps them."""

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from .models import Behaviour, Example


def behaviours() -> QuerySet[Behaviour]:
    """All of them, each with how many reports chose it."""
    return Behaviour.objects.annotate(reports=Count("incident")).order_by("position")


def behaviour(code: str) -> Behaviour:
    """One behaviour. :raises Http404: where there is none."""
    return get_object_or_404(behaviours(), code=code)


def examples() -> QuerySet[Example]:
    """All of them, by family, each with how many reports chose it."""
    found = Example.objects.annotate(reports=Count("incident")).select_related("behaviour")
    return found.order_by("family", "position")


def example(code: str) -> Example:
    """One example. :raises Http404: where there is none."""
    return get_object_or_404(examples(), code=code)
