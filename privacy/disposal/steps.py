"""The steps of a disposal batch: whether a colleague can take each now, before any input (§13)."""

from collections.abc import Collection, Mapping
from datetime import date

from housing_alerts.kernel.refusals import Refusal, why_not_from_here
from housing_alerts.staff.models import Colleague
from privacy.models import DisposalBatch
from privacy.retention.policies import Fate, Key

from . import permissions, policies, selectors


def why_not_propose(due: Collection[Fate], by: Colleague, on: date) -> Refusal | None:
    """P13a Return the obstacle to proposing a disposal. :param due: the files that are due and in no other."""
    return permissions.why_may_not_propose(by) or policies.why_nothing_due(bool(due or selectors.beside(on=on)))


def why_not_take_out(batch: DisposalBatch, by: Colleague, on: date) -> Refusal | None:
    """P13a Return the obstacle to taking a file out of the batch."""
    return why_not_from_here(batch.take_out) or permissions.why_may_not_take_out(by)


def why_not_confirm(batch: DisposalBatch, by: Colleague, on: date) -> Refusal | None:
    """P13a Return the obstacle to agreeing that the files go."""
    return why_not_confirm_read(batch, None, by, on)


def why_not_confirm_read(
    batch: DisposalBatch, fates: Mapping[Key, Fate] | None, by: Colleague, on: date
) -> Refusal | None:
    """P13a Return the same for a page that has read what becomes of the files that are left."""
    if refusal := why_not_from_here(batch.confirm) or permissions.why_may_not_decide(batch, by):
        return refusal
    left = list(batch.remaining())
    if refusal := policies.why_nothing_left(len(left), batch.beside_until):
        return refusal
    found = selectors.fates(left, on=on) if fates is None else fates
    return policies.why_nothing_goes(goes=selectors.something_goes(batch, found))


def why_not_decline(batch: DisposalBatch, by: Colleague, on: date) -> Refusal | None:
    """P13a Return the obstacle to not agreeing."""
    return why_not_from_here(batch.decline) or permissions.why_may_not_decide(batch, by)


def why_not_withdraw(batch: DisposalBatch, by: Colleague, on: date) -> Refusal | None:
    """P13a Return the obstacle to taking the batch back."""
    return why_not_from_here(batch.withdraw) or permissions.why_may_not_propose(by)


def why_not_execute(batch: DisposalBatch, by: Colleague | None = None, on: date | None = None) -> Refusal | None:
    """P13a Return the obstacle to disposing of the files. The command does so for nobody, on any day."""
    return why_not_from_here(batch.execute)
