"""Write the words to copy into another system, from the records as they stand now (§11)."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from alerts.choices import NOT_TOLD_YET, IncidentStatus, System, Task
from alerts.conditions.policies import told_then
from alerts.incidents.relying import overturned
from alerts.incidents.words import as_amended, established, of_an_agency, where
from alerts.markers.policies import is_undecided
from alerts.reconciliation.choices import Fact
from housing_alerts.kernel.written_dates import show_date, show_datetime

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.incidents.models import Incident
    from alerts.reconciliation.models import Difference

    from .models import Entry

WHERE_THE_REST_IS = "The file is kept in Contact Management."


def words_to_copy(entry: "Entry") -> str:
    """P11a Return the words to key for this entry today."""
    if entry.difference:
        return "\n".join([*_of_unknown(entry.difference), WHERE_THE_REST_IS])
    facts = _of_report(entry, entry.incident) if entry.incident else _of_alert(entry, entry.of_alert)
    return "\n".join([*facts, WHERE_THE_REST_IS])


def _of_report(entry: "Entry", incident: "Incident") -> list[str]:
    """P11a D3a Return the lines about an incident. The note in Cx says that it was reported, and gives no details."""
    subject = incident.subject
    facts = [
        *_not_to_mention(entry, incident),
        *_taken_back(incident),
        f"Contact Management incident {incident.reference}",
        f"Customer or property: {subject.reference if subject else 'Nobody named yet'}",
        f"When: {show_datetime(incident.occurred_at)}",
        f"How: {incident.get_channel_display()}",
    ]
    if entry.task in (Task.REPORT_OUT, Task.NOTE_OUT):
        return [*facts, "The report is void. Take out what was entered of it:", *_entered(entry, incident)]
    return facts + (_circumstances(incident) if entry.system == System.ASSURE else _undecided(incident))


def _undecided(incident: "Incident") -> list[str]:
    """D4 Return where to look before a visit while danger is not decided on, without a word of what it is.

    The day stands beside it: what is keyed into Cx stays there after the decision.
    """
    if incident.status not in (IncidentStatus.LOGGED, IncidentStatus.REFERRED) or not is_undecided(incident):
        return []
    today = show_date(timezone.localdate())
    return [
        f"On {today} it was not decided. Before you visit or speak to anybody there, look it up in Contact Management."
    ]


def _not_to_mention(entry: "Entry", incident: "Incident") -> list[str]:
    """P4b P7c Return first that the customer is not to hear of it, and how far it is established; else nothing.

    Which kind of agency told us stands in Assure alone. Of a restricted file no more than the warning stands anywhere.
    """
    if not incident.not_told or (incident.customer and incident.customer.restricted):
        return [incident.not_told] if incident.not_told else []
    told = of_an_agency(incident) if entry.system == System.ASSURE else ""
    return [incident.not_told, f"How far it is established: {told or established(incident)}"]


def _taken_back(incident: "Incident") -> list[str]:
    """P11a P9b Return that every alert on the report was found wrong, while the report still stands; else nothing."""
    if incident.status != IncidentStatus.REFERRED or not overturned([incident]):
        return []
    return [
        "The alert on this report was wrong and was taken back. Ask whose report it is before you enter it under this name."
    ]


def _entered(entry: "Entry", incident: "Incident") -> list[str]:
    """P11a Return the references and days of the earlier entries in that system."""
    found = incident.entries.filter(system=entry.system, entered_on__isnull=False, pk__lt=entry.pk)
    return [f"{one.reference or 'Without a reference'}, {show_date(one.entered_on)}" for one in found]


def _circumstances(incident: "Incident") -> list[str]:
    """Return the further lines for Assure. For a restricted file there are none."""
    if incident.customer and incident.customer.restricted:
        return []
    named = [
        ("What", ", ".join(str(behaviour) for behaviour in incident.behaviours.all()) or incident.get_about_display()),
        ("Danger", ", ".join(danger.label for danger in incident.dangers)),
        ("Where", where(incident)),
        ("Done at the time", ", ".join(incident.step_names)),
        ("Reported by", incident.reporter),
        ("What happened", as_amended(incident)),
        (f"Corrected by {incident.reported_by}", incident.correction),
    ]
    return [f"{name}: {words}" for name, words in named if words]


def _of_unknown(difference: "Difference") -> list[str]:
    """P11a Return which alert is taken out of Cx. Nobody here decided it, so there is nothing else to say of it."""
    subject, there = difference.subject, difference.there
    unknown = f"Line {difference.line} of the export of {show_date(difference.run.exported_on)}"
    return [
        f"Contact Management comparison {difference.reference}",
        f"Customer or property: {subject.reference if subject else unknown}",
        f"Alert in Cx: {there.get(Fact.TYPE, 'type not stated')}, from {show_date(date.fromisoformat(there[Fact.FROM]))}",
        "What to do: take it out. Nobody decided it here.",
    ]


def _of_alert(entry: "Entry", alert: "Alert") -> list[str]:
    """P11a Return the lines about an alert in Cx: its code, instruction, dates, review and reference, never the reason (P7c)."""
    subject, type = alert.subject, alert.type
    facts = [
        f"Contact Management alert {alert.reference}",
        f"Customer or property: {subject.reference if subject else ''}",
        f"Alert: {type.name} (code {type.code}{f', UKHDS {type.ukhds}' if type.ukhds else ''})",
    ]
    if entry.task == Task.REMOVE:
        return [*facts, f"Ended: {show_date(alert.ended_on)}", *_where_it_may_stand(entry, alert)]
    told = [f"What to do: {told_then(alert, alert.instruction, on=timezone.localdate())}", *_limits(alert)]
    told += [f"In force from: {show_date(alert.effective_from)}"]
    return [*facts, *told, *_whether_they_know(alert), *_review(alert), *_where_it_may_stand(entry, alert)]


def _whether_they_know(alert: "Alert") -> list[str]:
    """P7c Return the warning that the customer is not told or, before a letter has gone, not told yet.

    The day stands beside it: what is keyed into Cx stays there after the letter has gone.
    """
    warning = [alert.not_told] if alert.not_told else []
    if not alert.not_told_yet.startswith(NOT_TOLD_YET):
        return warning
    today = show_date(timezone.localdate())
    return [
        *warning,
        f"On {today} no letter had told the customer. Look in Contact Management before you speak to them of it.",
    ]


def _limits(alert: "Alert") -> list[str]:
    """P5 Return the limits on ways, times and people of contact, in the words that the customer reads."""
    today = timezone.localdate()
    if alert.stayed(on=today):
        return ["Conditions: take them out. None applies while an appeal is decided."]
    return [f"Condition: {condition.in_full}" for condition in alert.limits(on=today)]


def _review(alert: "Alert") -> list[str]:
    """P8a Return the review period and the next due day, as the All Alerts report shows them."""
    last = alert.reviews.filter(next_due_on__isnull=False).order_by("completed_on", "pk").last()
    months = last.period if last else alert.first_period
    period = f"{months} month{'' if months == 1 else 's'}"
    return [f"Review period: {period}", f"Review due: {show_date(alert.review_due_on)}"]


def _where_it_may_stand(entry: "Entry", alert: "Alert") -> list[str]:
    """P11a Return where else the alert may be found in Cx: under another alert of the same code, or another reference."""
    return [*_as_another(entry, alert), *_elsewhere(entry, alert)]


def _as_another(entry: "Entry", alert: "Alert") -> list[str]:
    before = " or ".join(one.reference for one in alert.same_before())
    if before and entry.task == Task.REMOVE:
        return [f"In Cx it may still stand as alert {before}: remove that one then."]
    if before:
        return [f"It takes the place of alert {before} under the same code: change that one. If there is none, set it."]
    rival = alert.active_rival() if entry.task == Task.REMOVE else None
    return [f"Alert {rival.reference} of the same code is in force: leave what stands as that one."] if rival else []


def _elsewhere(entry: "Entry", alert: "Alert") -> list[str]:
    """P11a Return the line that names the files merged with this one, and a file from which it was separated again."""
    if alert.customer is None:
        return []
    parted = alert.customer.merged_by.filter(undone_on__isnull=False).values_list("kept__reference", flat=True)
    others = sorted({*alert.customer.merged_from.values_list("reference", flat=True), *parted})
    if not others:
        return []
    here = "" if entry.task == Task.REMOVE else f" and set it under {alert.customer.reference}"
    return [f"In Cx this alert may stand under {' or '.join(others)}: take it off there{here}."]
