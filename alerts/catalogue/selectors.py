"""Read the types of alert, behaviours and examples, as an administrator keeps them."""

import hashlib
import json

from django.db.models import Count, Model, Q, QuerySet
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404

from alerts.choices import AlertStatus

from .models import AlertType, Behaviour, Example


def alert_types() -> QuerySet[AlertType]:
    """All of them, each with how many active alerts it has."""
    active = Count("alerts", filter=Q(alerts__status=AlertStatus.ACTIVE))
    return AlertType.objects.annotate(active=active).order_by("position")


def alert_type(code: str) -> AlertType:
    """One type with the number of its active alerts. :raises Http404: where there is none."""
    return get_object_or_404(alert_types(), code=code)


def type_shown(type: Model) -> str:
    """What a page showed of a type, a behaviour or an example, in short: it differs once anything was changed since."""
    return hashlib.sha256(json.dumps(model_to_dict(type), default=str, sort_keys=True).encode()).hexdigest()


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
