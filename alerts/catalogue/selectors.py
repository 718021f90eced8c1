"""Select the types of alert, behaviours and examples for the administrator's pages."""

import hashlib
import json

from django.db.models import Count, Model, Q, QuerySet
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404

from alerts.choices import AlertStatus

from .models import AlertType, Behaviour, Example


def alert_types() -> QuerySet[AlertType]:
    """Return all types, each with its number of active alerts."""
    active = Count("alerts", filter=Q(alerts__status=AlertStatus.ACTIVE))
    return AlertType.objects.annotate(active=active).order_by("position")


def alert_type(code: str) -> AlertType:
    """Return one type with the number of its active alerts.

    :raises Http404: if no type has this code.
    """
    return get_object_or_404(alert_types(), code=code)


def type_shown(type: Model) -> str:
    """Return a fingerprint of a type, behaviour or example. It differs once any field has changed."""
    return hashlib.sha256(json.dumps(model_to_dict(type), default=str, sort_keys=True).encode()).hexdigest()


def behaviours() -> QuerySet[Behaviour]:
    """Return all behaviours, each with the number of reports that chose it."""
    return Behaviour.objects.annotate(reports=Count("incident")).order_by("position")


def behaviour(code: str) -> Behaviour:
    """Return one behaviour.

    :raises Http404: if no behaviour has this code.
    """
    return get_object_or_404(behaviours(), code=code)


def examples() -> QuerySet[Example]:
    """Return all examples by family, each with the number of reports that chose it."""
    found = Example.objects.annotate(reports=Count("incident")).select_related("behaviour")
    return found.order_by("family", "position")


def example(code: str) -> Example:
    """Return one example.

    :raises Http404: if no example has this code.
    """
    return get_object_or_404(examples(), code=code)
