"""Ask colleagues how they are after an incident, and record the answer (§2)."""

from datetime import date

from alerts.incidents.models import Incident
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague

from . import policies, steps
from .models import WelfareCheck
from .policies import Answer


def ask_after(incident: Incident, *, by: Colleague, on: date) -> None:
    """P2 Create a check for each affected colleague, in the transaction that reports the danger."""
    due_on = procedure.welfare_due_on(on)
    for colleague in policies.to_ask_after(incident):
        check = WelfareCheck(incident=incident, colleague=colleague, due_on=due_on)
        records.save(check, by=by, why="Danger was reported")


@records.step
def record_welfare(*, check: WelfareCheck, version: int, by: Colleague, on: date, answer: Answer) -> WelfareCheck:
    """P2 Record when and how the colleague was asked, how they are, and the support offered.

    The audit trail keeps none of their words.
    """
    check = records.locked(check)
    refuse_if(
        steps.why_not_record_welfare(check, by, on),
        records.seen(check, version),
        policies.why_answer_refused(check, answer, on=on),
    )
    check.asked_by = by
    for name, value in answer._asdict().items():
        setattr(check, name, value)
    records.save(check, by=by, why="Asked")
    audit.record("record welfare", check.incident, by=by, why=f"How is {check.colleague}?")
    return check
