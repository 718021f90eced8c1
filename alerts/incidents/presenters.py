"""Build the rows of an incident's page."""

from housing_alerts.kernel.written_dates import show_date, show_datetime
from housing_alerts.web.rows import Rows

from .models import Incident
from .selectors import Beside
from .words import confirmation


def report_rows(incident: Incident, *, breached: Beside | None) -> Rows:
    """P2 Return the rows under the heading "What was reported".

    :param breached: the alert that the incident breaches, as the colleague may hear of it.
    """
    return [*_behaviour(incident), *_harm(incident), *_beside(breached), *_sources(incident)]


def _behaviour(incident: Incident) -> Rows:
    return [
        ("What happened", incident.account),
        ("When", show_datetime(incident.occurred_at)),
        ("Where", incident.asset),
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
        ("After violence", incident.violent_path if incident.violent else ""),
        ("Police reference", incident.police_reference),
        ("Police told", f"{told_on}. {consent}" if told_on else ""),
        ("Why no interim marker", incident.no_marker_reason),
    ]


def _beside(breached: Beside | None) -> Rows:
    if breached is None:
        return []
    return [("Breach of an alert", f"An alert {breached.named}" if breached.apart else breached.named)]


def _sources(incident: Incident) -> Rows:
    return [
        ("Told us", incident.told_us),
        ("How far it is established", incident.get_standing_display() if incident.told_us else ""),
        ("Reported by", incident.reporter),
        *confirmation(incident),
        ("Line manager", incident.line_manager),
    ]
