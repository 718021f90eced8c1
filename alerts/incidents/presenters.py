"""Build the rows of an incident's page, and say how it ended."""

from datetime import date

from alerts.alert.models import Alert
from alerts.choices import AlertStatus, EndedBecause, Step
from alerts.corrections import policies as corrections_policies
from alerts.corrections.amendable import amended, amendments
from alerts.investigations.models import IMPOSED, Investigation
from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.written_dates import show_date, show_datetime
from housing_alerts.web.rows import Rows

from .models import Incident
from .relying import WRONG
from .selectors import Beside
from .words import account, confirmation, established, told_us, where


def report_rows(incident: Incident, *, breached: Beside | None, closed: bool) -> Rows:
    """P2 Return the rows under the heading "What was reported".

    :param breached: the breached alert, described only as far as the colleague may know it.
    :param closed: whether the colleague cannot open the customer's restricted file.
    """
    return [*_behaviour(incident, closed=closed), *_harm(incident), *_beside(breached), *_sources(incident)]


def _behaviour(incident: Incident, *, closed: bool) -> Rows:
    return [
        ("What happened", account(incident)),
        *amendments(incident),
        *confirmation(incident),
        ("When", show_datetime(incident.occurred_at)),
        ("Where", where(incident, closed=closed)),
        ("How", incident.get_channel_display()),
        ("Kind of report", incident.get_about_display()),
        ("Behaviours", ", ".join(map(str, incident.behaviours.all()))),
        ("Examples", "\n".join(map(str, incident.examples.all()))),
        ("Done at the time", "\n".join(incident.step_names)),
    ]


def _harm(incident: Incident) -> Rows:
    affected = [*map(str, incident.affected.all()), *filter(None, [incident.others_affected])]
    told_on, consent = show_date(incident.police_told_on), incident.police_consent_words
    return [
        ("Affected", ", ".join(affected)),
        ("Known to add to the risk", ", ".join(incident.factor_names)),
        ("Danger", ", ".join(danger.label for danger in incident.dangers)),
        ("Danger comes from", incident.get_danger_from_display()),
        ("What was done", safe_path(incident) if incident.dangers else ""),
        ("Police reference", incident.police_reference),
        ("Police told", f"{told_on}. {consent}" if told_on else ""),
        ("Why no interim marker", f"{incident.no_marker_reason} {_asked_anew(incident)}".strip()),
    ]


def struck_out(incident: Incident) -> list[str]:
    """D4 P13b Return what was struck out and what is right, where somebody must say whether the danger still stands."""
    if not corrections_policies.asks_whether_it_stands(incident):
        return []
    return [f"{show_date(one.on)}: {one.words}" for one in amended(incident) if one.struck]


def _asked_anew(incident: Incident) -> str:
    """D4 Return a sentence that says since when a marker is asked for anew, if it is; otherwise an empty string."""
    since = incident.marker_asked_on
    return (
        f"Asked anew on {show_date(since)}, because an alert ended or asks for less, or danger was told of later."
        if since
        else ""
    )


def safe_path(incident: Incident) -> str:
    """D4 Return the steps taken against the danger, in the order of the procedure, each with "yes" or "not recorded".

    A line manager who triaged the incident has been told of it. A deputy who did so says nothing of the line manager.
    """
    manager = incident.line_manager_id
    told = Step.TOLD_MANAGER in incident.steps or (manager is not None and incident.triaged_by_id == manager)
    done = [
        ("The contact was ended", Step.ENDED in incident.steps or Step.LEFT in incident.steps),
        ("They left, or made everybody safe", Step.MADE_SAFE in incident.steps or Step.LEFT in incident.steps),
        ("The police were called or told", Step.POLICE in incident.steps or incident.police_told_on is not None),
        ("The line manager was told", told),
    ]
    return "\n".join(f"{words}: {'yes' if so else 'not recorded'}" for words, so in done)


def _beside(breached: Beside | None) -> Rows:
    if breached is None:
        return []
    return [("Breach of an alert", f"An alert {breached.named}" if breached.apart else breached.named)]


def _sources(incident: Incident) -> Rows:
    return [
        ("Told us", told_us(incident)),
        ("How far it is established", established(incident) if told_us(incident) else ""),
        ("Reported by", incident.reporter),
        ("Line manager", incident.line_manager),
    ]


THANKS = "Thank you for reporting it."


def came_of(incident: Incident) -> list[tuple[Investigation, str, list[str]]]:
    """P2 P7c Return each investigation with its result in words, and who does not know of an alert that it led to."""
    return [(file, result_for_reporter(file), not_told_of_result(file)) for file in incident.investigations.all()]


def result_for_reporter(file: Investigation) -> str:
    """P2 Return the result of the investigation, for the people who reported it or were affected.

    The words name neither the alert nor the reason for a change.
    """
    imposed = [alert for alert in file.alerts.all() if alert.status in IMPOSED]
    present = [_present(alert) for alert in imposed]
    active = [alert for alert in present if alert.status == AlertStatus.ACTIVE]
    if active:
        changes = [_changed_on(alert, imposed) for alert in active]
        changed = max((day for day in changes if day), default=None)
        since = f", which was changed on {show_date(changed)}" if changed else ""
        return f"It led to an alert{since}. Look up what to do before you go there again. {THANKS}"
    if present:
        ended = max(existing(alert.ended_on, "an alert that is over has its day") for alert in present)
        return f"It led to an alert, {_how_ended(present)} on {show_date(ended)}. {THANKS}"
    if file.imposed_nothing():
        return (
            f"It was considered, and no alert was imposed. {THANKS[:-1]}: it stays on record, and counts if something "
            "happens again."
        )
    return ""


def not_told_of_result(file: Investigation) -> list[str]:
    """P7c Return the warnings of the look-up about who does not know of the alerts in force."""
    present = [_present(alert) for alert in file.alerts.all() if alert.status in IMPOSED]
    active = [alert for alert in present if alert.status == AlertStatus.ACTIVE]
    return list(dict.fromkeys(filter(None, (alert.not_told_yet for alert in active))))


def _how_ended(alerts: list[Alert]) -> str:
    """P2 Return that the alerts were a mistake, or overturned on appeal; of any other end only that they ended."""
    ends = {alert.ended_because for alert in alerts}
    if ends == {EndedBecause.APPEAL}:
        return "which was overturned on appeal"
    return "which was a mistake and was taken back" if ends <= {*WRONG} else "which ended"


def _present(alert: Alert) -> Alert:
    """Return the alert, or the last of its successors."""
    successor = alert.successor()
    return _present(successor) if successor else alert


def _changed_on(alert: Alert, imposed: list[Alert]) -> date | None:
    """Return the day on which the imposed alert last changed: it was made lighter, or another took its place."""
    return alert.varied_on or (None if alert in imposed else alert.decided_on)
