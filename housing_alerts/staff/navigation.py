"""The links at the top of each page."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from . import selectors
from .choices import CONFIRM, Role

REPORT = (Role.OPERATIONAL_LEAD, Role.LEADERSHIP, Role.DATA_PROTECTION_OFFICER)
APPEALS = (Role.OPERATIONAL_LEAD, Role.LEADERSHIP)
NO_CASES = (Role.DATA_PROTECTION_OFFICER, Role.EQUALITY_OFFICER, Role.ADMINISTRATOR)
CASES = [role for role in Role if role not in NO_CASES]


class Item(NamedTuple):
    """One link at the top of the page."""

    label: str
    url: str
    current: bool


ITEMS: list[tuple[str, str, Sequence[Role]]] = [
    ("Worklist", "desk:worklist", tuple(Role)),
    ("Look up", "alerts:look_up", CASES),
    ("Visits", "alerts:visits", CASES),
    ("Log an incident", "alerts:incident_log", CASES),
    ("All Alerts", "monitoring:all_alerts", REPORT),
    ("The picture", "monitoring:picture", APPEALS),
    ("Late appeals", "appeals:breaches", APPEALS),
    ("Contact levels", "monitoring:high_contacts", APPEALS),
    ("Confirm in Cx", "alerts:confirmations", (Role.OPERATIONAL_LEAD,)),
    ("Compare with Cx", "alerts:reconciliations", (*APPEALS, Role.ADMINISTRATOR)),
    ("Colleagues", "staff:colleagues", (Role.ADMINISTRATOR,)),
    ("Roles to confirm", "staff:grants", CONFIRM),
    ("Organisations", "staff:organisations", (Role.ADMINISTRATOR,)),
    ("Messages", "outbox:messages", (Role.ADMINISTRATOR,)),
    ("Behaviours", "alerts:behaviours", (Role.ADMINISTRATOR,)),
    ("Alert types", "alerts:alert_types", (Role.ADMINISTRATOR,)),
    ("Load contacts", "monitoring:contact_loads", (Role.ADMINISTRATOR, Role.LEADERSHIP)),
    ("Equality", "monitoring:equality", (Role.EQUALITY_OFFICER, Role.LEADERSHIP)),
    ("Characteristics", "monitoring:characteristics_find", (Role.EQUALITY_OFFICER,)),
    ("Subject requests", "privacy:requests", (Role.DATA_PROTECTION_OFFICER,)),
    ("Requests by others", "privacy:sharing", (Role.DATA_PROTECTION_OFFICER, Role.HEAD_OF_SERVICE)),
    ("Case bundles", "privacy:case_find", (Role.DATA_PROTECTION_OFFICER,)),
    ("Retention", "privacy:retention", (Role.DATA_PROTECTION_OFFICER,)),
    ("Register", "privacy:register", (Role.DATA_PROTECTION_OFFICER,)),
    ("Disposals", "privacy:batches", (Role.HEAD_OF_SERVICE,)),
    ("Trail", "privacy:trail", (Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR)),
    ("Break glass", "customers:emergency_accesses", (Role.DATA_PROTECTION_OFFICER,)),
    ("Curiosity", "monitoring:curiosity", (Role.DATA_PROTECTION_OFFICER,)),
    ("Audit", "admin:index", (Role.DATA_PROTECTION_OFFICER,)),
]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the colleague's links, the number of roles that they can confirm, and whether this is the demo."""
    colleague = getattr(request, "user", None)
    signed_in = colleague if colleague is not None and colleague.is_authenticated else None
    items: list[Item] = []
    if signed_in is not None:
        offered = [(label, reverse(name)) for label, name, roles in ITEMS if signed_in.holds(*roles)]
        above = (url for _, url in offered if request.path == url or (url != "/" and request.path.startswith(url)))
        current = max(above, key=len, default="")  # an address below another's is its own
        items = [Item(label, url, url == current) for label, url in offered]
    to_confirm = selectors.grants_to_confirm(signed_in) if signed_in is not None else 0
    return {"navigation": items, "grants_to_confirm": to_confirm, "demo": settings.DEMO}
