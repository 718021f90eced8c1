"""Hand over the records that belong to a colleague by name."""

from collections.abc import Mapping, Sequence
from datetime import date

from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from . import belongings, permissions, policies, selectors, steps
from .belongings import Belonging, Left

Successors = Mapping[str, Colleague | None]
"""The successor of each record, by its key (:attr:`.belongings.Left.key`)."""


@records.step
def hand_over(*, colleague: Colleague, successors: Successors, by: Colleague, on: date, reason: str) -> list[Left]:
    """P6 Give a colleague's records to their successors. A record without a successor stays theirs.

    :returns: the records that went to somebody else.
    :raises NotAllowed: if a successor cannot take the record.
    """
    records.take_turn(records.STEP)
    given = [left for left in belongings.of(colleague) if successors.get(left.key)]
    refuse_if(steps.why_not_hand_over(colleague, by), policies.why_successors_refused(given, colleague, successors))
    hand_over_each(given, successors, by=by, on=on, why=f"Handed over by {by}: {reason}")
    audit.record("hand over", colleague, by=by, why=reason)
    return given


def hand_over_each(found: Sequence[Left], successors: Successors, /, *, by: Colleague, on: date, why: str) -> None:
    """Give each record to its successor within a step. A record without one is left to those who see to it otherwise."""
    for left in found:
        to = successors.get(left.key)
        if to:
            left.belonging.hand_over(left.record, to=to, by=by, on=on, why=why)


@records.step
def manage(member: Colleague, *, to: Colleague, by: Colleague, on: date, why: str) -> Colleague:
    """P2 Give a member of staff another line manager."""
    member = Colleague.objects.select_for_update(of=("self",)).get(pk=member.pk)
    refuse_if(permissions.why_may_not_manage(to, member))
    member.line_manager = to
    member._history_user = by  # type: ignore[attr-defined]
    member._change_reason = why  # type: ignore[attr-defined]
    member.save()
    records.touch(member)
    audit.record("hand over colleague", member, by=by, why=why)
    return member


STAFF = Belonging(
    name="Is line manager of",
    of=selectors.staff_of,
    stays=lambda member, wanted: wanted.active and Role.LINE_MANAGER in wanted.roles,
    roles=(Role.LINE_MANAGER,),
    why_not=lambda member, to: permissions.why_may_not_manage(to, member),
    hand_over=manage,
    otherwise="the Operational Leads ask how they are after an incident",
    called=str,
)
