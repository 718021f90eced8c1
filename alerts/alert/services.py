"""End an alert, let it go on with less, or suspend its conditions (§8, §9)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from alerts.actions.setting_aside import settle_rest
from alerts.choices import Control, EndedBecause, Informing, Task
from alerts.decisions import policies as decisions_policies
from alerts.decisions.answers import Rest
from alerts.decisions.selectors import behind, falls_with, happened_beside, left_to_danger
from alerts.entries.services import to_enter_alert, to_enter_changed
from alerts.incidents.relying import WRONG
from alerts.investigations.models import Investigation
from alerts.markers.models import SAFETY
from alerts.markers.services import ask_anew, ask_whose
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague
from letters import services as letters

from . import policies, steps
from .models import Alert


def locked_with_file(alert: Alert) -> tuple[Investigation, Alert]:
    """Lock the file, then the alert, in the order of every step that changes both."""
    file, alert = records.locked(alert.file), records.locked(alert)
    alert.investigation = file  # the alert must use, and afterwards show, the locked file
    return file, alert


@records.step
def end_alert(
    *,
    alert: Alert,
    version: int,
    by: Colleague,
    on: date,
    because: str,
    reason: str,
    known: str = "",
    danger: str = "",
    rest: Rest = Rest(),
    seen: Collection[str] = (),
) -> Alert:
    """P8b Remove the alert between reviews, with reasons.

    :param known: how the customer knows of an alert from the housing system, which records nothing of it; empty if they do not.
    :param danger: what becomes of the danger that was reported, kept with the reason.
    :param rest: what becomes of the other actions of its case, if it is the last alert there and was imposed in error.
    :param seen: the keys of the incidents that the page listed when it was opened.
    """
    alert = records.locked(alert)
    left, actions = left_to_danger(alert), falls_with(alert) if because in WRONG else []
    refuse_if(
        steps.why_not_end(alert, by, on),
        records.seen(alert, version),
        decisions_policies.why_incident_unseen([*behind(alert), *happened_beside(alert)], seen),
        policies.why_ground_reserved(because),
        policies.why_no_reason_to_end(reason),
        decisions_policies.why_danger_unanswered(left, danger),
        rest.why_not(actions),
    )
    settle_rest(actions, rest, by=by, on=on, reason=f"Alert {alert.reference} was imposed in error. {reason}")
    if known.strip() and alert.informing == Informing.NOT_RECORDED:
        alert.informing, alert.informing_reason = Informing.INFORM, known.strip()
    _end(alert, by=by, on=on, because=because, reason=f"{reason} {danger}" if left else reason)
    return alert


def end_quietly(alert: Alert, *, by: Colleague, on: date, because: str, reason: str, flag_stays: bool = False) -> None:
    """End an alert as part of another decision. An alert that ended meanwhile stays as it ended.

    :param flag_stays: whether its flag in Cx is kept for the alert that replaces it, and not removed.
    """
    alert = records.locked(alert)
    if alert.is_active:
        _end(alert, by=by, on=on, because=because, reason=reason, flag_stays=flag_stays)


def end_on_appeal(alert: Alert, *, by: Colleague, on: date, reason: str) -> None:
    """P9b Remove the alert in the same transaction as the appeal that was upheld."""
    end_quietly(alert, by=by, on=on, because=EndedBecause.APPEAL, reason=reason)


def _end(alert: Alert, *, by: Colleague, on: date, because: str, reason: str, flag_stays: bool = False) -> None:
    alert.end(by=by, on=on, because=because, reason=reason)
    records.save(alert, by=by, why=f"Ended: {reason}")
    audit.record("end alert", alert, by=by, why=reason)
    if not flag_stays:
        to_enter_alert(alert, task=Task.REMOVE, by=by, on=on)
    if because != EndedBecause.REPLACED:
        ask_anew(alert.around().incidents(), by=by, on=on, why=f"Alert {alert.reference} ended.")
    if because in WRONG and alert.investigation:
        ask_whose(alert.investigation.incidents.all(), by=by, on=on, why=f"Alert {alert.reference} was taken back.")
    cancel_untrue(alert, by=by, reason=f"Alert {alert.reference} ended")
    review = alert.open_review()
    if review:
        review.close(reason=f"Alert {alert.reference} ended")
        records.save(review, by=by, why="Closed: the alert ended")
        audit.record("close review", review, by=by, why="The alert ended")


def cancel_untrue(alert: Alert, *, by: Colleague, reason: str) -> None:
    """E1 Cancel unsent letters that are no longer true about the alert, its reviews or appeals against it."""
    if alert.customer:
        letters.cancel_forbidden(alert.customer, by=by, reason=reason)


def vary_alert(
    alert: Alert,
    *,
    controls: list[str],
    lifted: Iterable[int],
    ends: Mapping[int, date],
    by: Colleague,
    on: date,
    reason: str,
    until: date | None = None,
) -> None:
    """P8b Let the alert go on with less, as part of a review or an appeal.

    An open review gets a new version too, so that nobody keeps an alert they have not seen as it is.
    :param controls: the controls that stay.
    :param lifted: the primary keys of the conditions that end; ``ends`` gives an earlier last day of others.
    :param until: the day of the next review, where this very decision sets it.
    """
    alert, lifted = records.locked(alert), list(lifted)
    due_on = existing(alert.review_due_on, "an active alert has the day of its review")
    review_on = until or (procedure.review_due_on(on, alert.first_period) if due_on < on else due_on)
    refuse_if(
        steps.why_not_vary(alert, by, on),
        policies.why_step_down_refused(alert, controls, lifted, ends, on=on, until=review_on),
    )
    for condition in alert.standing_conditions().filter(pk__in=lifted):
        condition.lifted_on = on
        records.save(condition, by=by, why=f"Lifted: {reason}")
    for condition in alert.standing_conditions().filter(pk__in=ends):
        condition.ends = ends[condition.pk]
        records.save(condition, by=by, why=f"Ends sooner: {reason}")
    given_up = set(SAFETY) & set(alert.controls) - set(controls)
    alert.vary(
        controls=controls,
        instruction=instruction(controls=alert.controls, words=alert.instruction, stay=controls),
        on=on,
    )
    records.save(alert, by=by, why=f"Stepped down: {reason}")
    audit.record("vary alert", alert, by=by, why=reason)
    if given_up:
        ask_anew(alert.around().incidents(), by=by, on=on, why=f"Alert {alert.reference} asks for less.")
    if review := alert.open_review():
        records.save(review, by=by, why=f"The alert goes on with less: {reason}")
    to_enter_alert(alert, task=Task.CHANGE, by=by, on=on)
    cancel_untrue(alert, by=by, reason=f"Alert {alert.reference} goes on with less")


def review_sooner(alert: Alert, *, by: Colleague, on: date, until: date, reason: str) -> None:
    """P8a P9b Bring the day forward by which the alert is reviewed, as part of an appeal. An open review follows it."""
    alert = records.locked(alert)
    alert.review_due_on = until
    records.save(alert, by=by, why=f"To be reviewed by {show_date(until)}: {reason}")
    audit.record("bring review forward", alert, by=by, why=reason)
    to_enter_changed([alert], by=by, on=on)
    cancel_untrue(alert, by=by, reason=f"Alert {alert.reference} is reviewed sooner")


def instruction(*, controls: Collection[str], words: str, stay: Collection[str]) -> str:
    """Return the instruction for the controls that stay. A decision record says why it is not typed.

    :param controls: the controls that ``words`` were written for.
    """
    return words if set(stay) == set(controls) else Control.sentences(stay or [Control.AGREED_CONTACT])


def stay_alert(alert: Alert, *, by: Colleague, on: date) -> None:
    """P9b Suspend the conditions while an appeal is decided. Controls are never suspended."""
    alert = records.locked(alert)
    alert.begin_stay(on=on)
    records.save(alert, by=by, why="Conditions suspended while an appeal is decided")
    audit.record("stay alert", alert, by=by)
    to_enter_changed([alert], by=by, on=on)
    cancel_untrue(alert, by=by, reason=f"The conditions of alert {alert.reference} are suspended")


def lift_stay(alert: Alert, *, by: Colleague, on: date) -> None:
    """P9b Let the conditions that still stand apply again, once the appeal is decided or withdrawn."""
    alert = records.locked(alert)
    if alert.stayed_from and alert.stayed_to is None:
        alert.stayed_to = on
        records.save(alert, by=by, why="Conditions apply again")
        audit.record("lift stay of alert", alert, by=by)
        to_enter_changed([alert], by=by, on=on)
