"""The export of Cx as the tests of a comparison write it, and the comparison."""

from datetime import date

from alerts.models import Alert, Reconciliation
from alerts.reconciliation import lines, services
from tests import exports

COLUMNS = [
    "Contact Reference",
    *exports.ALERTS[:4],
    "Alert Type",
    "Effective From Date",
    "Effective To Date",
    *exports.ALERTS[5:],
    "Comment",
]


def as_in_cx(alert: Alert, **cells: str) -> dict[str, str]:
    """The line of Cx that agrees with our alert, save for these cells."""
    review = alert.reviews.filter(next_due_on__isnull=False).order_by("completed_on").last()
    return {
        "Contact Reference": alert.customer.reference if alert.customer else "",
        "Contact Name": alert.customer.full_name if alert.customer else "",
        "Asset Reference": alert.asset.reference if alert.asset else "",
        "Alert Type": alert.type.name,
        "Effective From Date": f"{alert.effective_from:%d/%m/%Y}",
        "Review Period": f"{review.period if review else alert.first_period} Months",
        "Latest Review Completion Date": f"{review.completed_on:%d/%m/%Y}" if review else "",
        "Review Due Date": f"{alert.review_due_on:%d/%m/%Y}" if alert.review_due_on else "",
    } | {name.replace("_", " "): value for name, value in cells.items()}


def raw(*rows: dict[str, str], columns: list[str] = COLUMNS) -> bytes:
    """The file of these lines."""
    return exports.text([{name: row.get(name, "") for name in columns} for row in rows], columns).encode()


def compare(cast, *rows, columns=COLUMNS, by=None, on=None) -> Reconciliation:
    """The comparison with an export of these lines, made and compared today, by the Lead."""
    day: date = on or cast.today
    export = lines.read(raw(*rows, columns=columns), "alerts.csv", exported_on=day)
    assert export.refused == []
    run, _ = services.compare_with_cx(export=export, by=by or cast.lead, today=cast.today)
    return run
