"""Find the appeals whose answer a letter may promise, and what an appeal tells of an alert (E2, §9)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel.written_dates import show_date

if TYPE_CHECKING:
    from alerts.alert.models import Alert


def awaiting_answer(alert: "Alert") -> list[str]:
    """P9a P9b List the days on which the appeals came that are not decided yet, the newest first.

    Once the alert has ended, they are those whose answer the customer still waits for.
    """
    waiting = [each for each in alert.appeals.all() if (each.is_open if alert.is_active else each.answer_owed())]
    return [show_date(each.received_on) for each in waiting]


def appealed_on(alert: "Alert") -> str:
    """P9a P9b Return the day of the newest of them: what is sent against the review goes with it."""
    return next(iter(awaiting_answer(alert)), "")


def upheld(alert: "Alert") -> str:
    """P8b E3 Return the reference of an upheld appeal against the alert; empty if there is none."""
    return next((each.reference for each in alert.appeals.all() if each.is_upheld), "")


def has_appealed(alert: "Alert") -> bool:
    """P9a Return whether the customer appealed against it themselves, and so knows of it."""
    return any(each.by_customer for each in alert.appeals.all())
