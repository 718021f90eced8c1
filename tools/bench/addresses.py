"""List every address of the service, with the paths of the demo's records."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from alerts.models import (
    Action,
    Alert,
    AlertType,
    Behaviour,
    Condition,
    Entry,
    Example,
    Incident,
    Investigation,
    Review,
    VisitList,
    VisitNotice,
    WelfareCheck,
)
from appeals.models import Appeal
from desk.worklist.selectors import Group
from housing_alerts.attachments.models import Attachment
from housing_alerts.customers.models import Adjustment, Customer, EmergencyAccess, Representative
from housing_alerts.outbox.models import Message
from housing_alerts.staff.models import Absence, Colleague, Grant, Organisation
from letters.models import Letter
from monitoring.choices import Plot

MOST = 12
"""The number of records to try of each kind: the first ones, which are the demo's."""
RECORDS: dict[str, tuple[type[Model], str]] = {
    "actions": (Action, "pk"),
    "adjustment": (Adjustment, "pk"),
    "absences": (Absence, "pk"),
    "alert-types": (AlertType, "code"),
    "alerts": (Alert, "reference"),
    "appeals": (Appeal, "reference"),
    "behaviours": (Behaviour, "code"),
    "colleagues": (Colleague, "pk"),
    "conditions": (Condition, "pk"),
    "customers": (Customer, "reference"),
    "entries": (Entry, "pk"),
    "examples": (Example, "code"),
    "files": (Attachment, "reference"),
    "incidents": (Incident, "reference"),
    "investigations": (Investigation, "reference"),
    "letters": (Letter, "reference"),
    "messages": (Message, "pk"),
    "news": (VisitNotice, "pk"),
    "organisations": (Organisation, "code"),
    "representative": (Representative, "pk"),
    "restricted-files": (EmergencyAccess, "pk"),
    "reviews": (Review, "reference"),
    "roles-to-confirm": (Grant, "pk"),
    "visits": (VisitList, "pk"),
    "welfare": (WelfareCheck, "pk"),
}
"""The model of the record after this word in an address, and the field that names it there."""
OF_THE_AUDIT_SITE = re.compile("admin:(index|.*_(changelist|change|history))")
"""The pages of the audit site; the rest of Django's admin answers nobody. Its exports are files: each streams a whole table."""
ASKED = {
    "alerts:look_up": "?q=Sandpiper",
    "alerts:look_up_suggestions": "?q=Sandp",
}
"""The queries of the pages that show nothing without one."""


class Address(NamedTuple):
    """A page by the name of its address, and the paths to try: one for each record that may fit."""

    name: str
    paths: list[str]


def addresses() -> Iterator[Address]:
    """Yield every address that can be read."""
    for name, route, names in _named(get_resolver(), "", ""):
        yield Address(name, [reverse(name, kwargs=values) + ASKED.get(name, "") for values in _values(route, names)])


def _named(resolver: URLResolver, space: str, route: str) -> Iterator[tuple[str, str, list[str]]]:
    for entry in resolver.url_patterns:
        whole = f"{route}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _named(entry, f"{space}{entry.namespace}:" if entry.namespace else space, whole)
        elif isinstance(entry, URLPattern) and (
            space != "admin:" or OF_THE_AUDIT_SITE.fullmatch(f"{space}{entry.name}")
        ):
            yield f"{space}{entry.name}", whole, list(entry.pattern.converters)


def _values(route: str, names: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the values of the address: each combination of the first records of its parts."""
    found = [_of_a_part(route, argument) for argument in names]
    for values in product(*found):
        yield dict(zip(names, values, strict=True))


def _of_a_part(route: str, argument: str) -> list[Any]:
    if argument == "group":
        return [group.value for group in Group]
    if argument == "plot":
        return [plot.value for plot in Plot]
    before = route.partition(f":{argument}>")[0].split("/")[:-1]
    if argument == "object_id":
        model, field = apps.get_model(before[1], before[2]), "pk"
    elif before and before[-1] in RECORDS:
        model, field = RECORDS[before[-1]]
    else:
        return []
    return list(model._default_manager.order_by("pk").values_list(field, flat=True)[:MOST])
