"""Make, revoke and read a calendar's private address."""

import hashlib
import secrets
from datetime import date, datetime

from housing_alerts.duties.models import CalendarAddress
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import Colleague


@records.step
def make_address(*, by: Colleague, now: datetime) -> str:
    """Make the colleague's address. An earlier address stops working.

    :returns: the token. It is stored nowhere, so it can be shown only once.
    """
    records.take_turn(records.STEP)
    token = secrets.token_urlsafe(32)
    values = {"token_digest": digest(token), "made_at": now, "read_on": None}
    address, _ = CalendarAddress.objects.update_or_create(colleague=by, defaults=values)
    audit.record("make calendar address", address, by=by)
    return token


@records.step
def revoke_address(*, by: Colleague) -> None:
    """Revoke the colleague's address, which stops working at once."""
    records.take_turn(records.STEP)
    for address in CalendarAddress.objects.filter(colleague=by):
        audit.record("revoke calendar address", address, by=by)
        address.delete()


def read(address: CalendarAddress, *, on: date) -> None:
    """Log the first reading of each day. Calendars ask many times a day, whether anybody looks or not.

    :raises CannotRecord: where it cannot be written; then nothing is served.
    """
    if address.read_on == on:
        return
    audit.log_reading_by(address.colleague, "calendar")
    CalendarAddress.objects.filter(pk=address.pk).update(read_on=on)


def digest(token: str) -> str:
    """Return the digest that is stored for a token.

    A token is random and long, so a plain digest cannot be turned back.
    """
    return hashlib.sha256(token.encode()).hexdigest()
