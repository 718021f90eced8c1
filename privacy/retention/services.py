"""Change how long things are kept (§13)."""

from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague, Organisation
from privacy.choices import Keeping
from privacy.models import RetentionRule

from . import policies, selectors, steps


@records.step
def change_rules(*, organisation: Organisation, seen: str, by: Colleague, months: policies.Months, reason: str) -> None:
    """P13a Change a landlord's periods. An event keeps the old and the new ones.

    :param seen: the fingerprint of the periods as the page showed them.
    :param months: the new period of each thing.
    """
    records.take_turn(records.STEP)
    before = selectors.months_of(organisation)
    refuse_if(
        steps.why_not_change_rules(organisation, by),
        records.seen_as(f"the periods of {organisation}", selectors.fingerprint(before), seen),
        policies.why_periods_refused(months),
        policies.why_periods_unchanged(before, months),
        policies.why_no_reason(reason),
    )
    changed = [keeping for keeping in Keeping if months[keeping] != before[keeping]]
    rules = {rule.keeping: rule for rule in organisation.retention_rules.all()}
    for keeping in changed:
        rule = rules.get(keeping) or RetentionRule(organisation=organisation, keeping=keeping)
        rule.months = months[keeping]
        records.save(rule, by=by, why=reason)
    told = "; ".join(f"{each.label}: {before[each]} to {months[each]} months" for each in changed)
    audit.record("change retention periods", organisation, by=by, why=f"{told}. {reason}")
