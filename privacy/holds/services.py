"""Take each step of a legal hold, by one function for each verb (§13)."""

from datetime import date

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague
from privacy.models import LegalHold

from . import policies, steps


@records.step
def place_hold(*, file: Customer | Asset, by: Colleague, on: date, reason: str, review_on: date | None) -> LegalHold:
    """P13a Keep the file of a person, or of a property, whatever its period says.

    :param file: the person or the property. If the person had two files, it is the file that was kept.
    """
    hold = LegalHold(reason=reason)
    if isinstance(file, Customer):
        hold.customer = records.locked(file.merged_into or file)
    else:
        hold.asset = records.locked(file)
    refuse_if(
        steps.why_not_place(by, on), policies.why_no_reason(reason), policies.why_review_day_refused(review_on, on=on)
    )
    assert review_on is not None  # its policy: no hold is for good
    hold.review_on = review_on
    records.save(hold, by=by, why=f"Placed: {reason}")
    audit.record("place legal hold", hold, by=by, why=reason)
    return hold


@records.step
def review_hold(
    *, hold: LegalHold, version: int, by: Colleague, on: date, reason: str, review_on: date | None
) -> LegalHold:
    """P13a Record why the hold is still needed, and by when it is reviewed again."""
    hold = records.locked(hold)
    refuse_if(
        steps.why_not_review(hold, by, on),
        records.seen(hold, version),
        policies.why_no_reason(reason),
        policies.why_review_day_refused(review_on, on=on),
    )
    assert review_on is not None  # its policy: no hold is for good
    hold.review(found=[on.isoformat(), reason], review_on=review_on)
    records.save(hold, by=by, why=f"Still needed: {reason}")
    audit.record("review legal hold", hold, by=by, why=reason)
    return hold


@records.step
def end_hold(*, hold: LegalHold, version: int, by: Colleague, on: date, reason: str) -> LegalHold:
    """P13a End the hold, so that the periods of the organisation count again."""
    hold = records.locked(hold)
    refuse_if(steps.why_not_end(hold, by, on), records.seen(hold, version), policies.why_no_reason_to_end(reason))
    hold.end(by=by, on=on, reason=reason)
    records.save(hold, by=by, why=f"Ended: {reason}")
    audit.record("end legal hold", hold, by=by, why=reason)
    return hold
