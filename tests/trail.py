"""What ``verify_audit`` says at the end of a test that takes many steps."""

from django.db.models import Model, QuerySet

from housing_alerts.kernel.audit.checking import Check
from housing_alerts.kernel.records import saving as records


def wrong() -> list[str]:
    """Each record, chain and protection that no step left so, in words. A sound trail is silent."""
    return [fault.words for fault in Check().faults()]


def arranged(rows: QuerySet[Model]) -> None:
    """Prove what a test arranged by an update, past the models, as whoever goes past them must."""
    records.note(rows.model, list(rows.values_list("pk", flat=True)))
