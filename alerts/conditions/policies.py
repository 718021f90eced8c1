"""The rules for a condition: its details, its end, and that it touches no lifeline (§5)."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from alerts.choices import ConditionKind, Control
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.investigations.models import Investigation

    from .models import Condition


OF_CONDITIONS = {Control.AGREED_CONTACT, Control.NAMED_OFFICER}
"""The controls that only ask colleagues to keep to the conditions."""
SUSPENDED = "Some limits of contact are suspended for now: keep only to those that are listed."
ALL_SUSPENDED = "All limits of contact are suspended until the appeal is decided: answer as usual."


def told_then(alert: "Alert", instruction: str, *, on: date) -> str:
    """P9b Return the instruction of that day. While its conditions are suspended, only its other controls go on.

    Another alert on the same person or property may go on limiting contact.
    """
    if not alert.stayed(on=on):
        return instruction
    subject = alert.customer or alert.asset
    beside = [one for one in subject.alerts.active() if one.pk != alert.pk] if subject else []
    said = SUSPENDED if any(one.running_conditions(on=on) for one in beside) else ALL_SUSPENDED
    return said if OF_CONDITIONS.issuperset(alert.controls) else f"{instruction} {said}"


def why_condition_refused(condition: "Condition", *, on: date) -> Refusal | None:
    """P5 Refuse a condition that cannot stand in a draft from that day on."""
    return why_condition_incomplete(condition) or _why_not_dates(condition, on)


def why_condition_withdrawn(condition: "Condition") -> Refusal | None:
    """P5 Refuse to change a condition that was withdrawn from the draft."""
    if condition.lifted_on is None:
        return None
    return Refusal(procedure.OPTIONS, "This condition was taken out already. Add it again if the alert needs it.")


def why_condition_incomplete(condition: "Condition") -> Refusal | None:
    """P5 Refuse a condition that lacks details of its kind, or restricts a service that always stays open."""
    return _why_untold(condition) or why_touches_lifeline(condition)


def why_touches_lifeline(condition: "Condition") -> Refusal | None:
    """P5 D2 Refuse a condition whose words name a lifeline. A customer may still be asked to let an advocate speak for them."""
    spoken_of = procedure.SPOKEN_OF.get(condition.kind, ())
    lifelines = [each for each in procedure.NAMED_IN_WORDS if each not in spoken_of]
    typed = [condition.words, *(str(said) for said in condition.details.values())]
    touched = procedure.lifeline_in("\n".join(typed), lifelines)
    if touched is None:
        return None
    return Refusal(
        procedure.LAST_RESORT,
        f"The condition names {touched.name}, which no condition may touch: it always stays open. Take it out or, where you "
        "say what is not restricted, write “except” before it.",
    )


def why_lifelines_open(
    conditions: "Collection[Condition]", confirmed: Collection[str], *, without: Collection[int] = ()
) -> Refusal | None:
    """P5 D2 Refuse to impose a condition until each lifeline is confirmed as open.

    No list of words can recognise the intention.

    :param confirmed: the codes of the lifelines confirmed as open.
    :param without: the primary keys of the conditions that are not imposed.
    """
    imposed = [each for each in conditions if each.pk not in without]
    missing = [each.name for each in procedure.LIFELINES if each.code not in confirmed]
    if not imposed or not missing:
        return None
    return Refusal(
        procedure.LAST_RESORT,
        f"Confirm that this stays open, whatever is restricted: {'; '.join(missing)}. Where a condition touches it, take that "
        "condition away or send the investigation back.",
    )


def why_no_way_beside(
    alerts: "list[Alert]", investigation: "Investigation", *, on: date, without: Collection[int] = ()
) -> Refusal | None:
    """P5 D2 Refuse conditions that leave no way of contact, together with those of the other active alerts.

    The alerts that these replace are not counted.
    :param without: the primary keys of the conditions that are not imposed.
    """
    imposed = [each for alert in alerts for each in alert.present_conditions() if each.pk not in without]
    refusal = _why_not_with(imposed, investigation.limits_beside(alerts, on=on))
    waiting = [alert for alert in investigation.alerts_put_forward() if alert.replaces_id and alert not in alerts]
    if not refusal or _why_not_with(imposed, investigation.limits_beside([*alerts, *waiting], on=on)):
        return refusal
    for first in waiting:
        if not _why_not_with(first.present_conditions(), investigation.limits_beside([first], on=on)):
            return Refusal(
                procedure.LAST_RESORT,
                "The conditions, and those of an alert in force, leave no way to contact us. Decide first on alert "
                f"{first.reference}, which is to take the place of one in force.",
            )
    return Refusal(
        procedure.LAST_RESORT,
        "The conditions leave a way to contact us only once each alert is decided that takes the place of another. Send the "
        "investigation back: let each keep a way, a time or an officer of those in force.",
    )


def _why_not_with(imposed: "list[Condition]", beside: "list[Condition]") -> Refusal | None:
    """P5 D2 Refuse imposed conditions that leave no way, alone or with those beside them if those alone leave one."""
    if not imposed:
        return None
    return why_no_way_left(imposed if why_no_way_left(beside) else [*imposed, *beside])


def why_no_way_left(conditions: "list[Condition]") -> Refusal | None:
    """P5 D2 Refuse conditions that together leave no way of contact, no time for it, or no officer, on any day.

    Each day on which a condition begins is checked: until the next one begins, conditions can only end.
    """
    begins = sorted({each.starts or date.min for each in conditions})
    of_days = ([each for each in conditions if _runs(each, day)] for day in begins)
    return next(filter(None, map(_why_no_way_together, of_days)), None)


def _runs(condition: "Condition", day: date) -> bool:
    return (condition.starts or date.min) <= day <= (condition.ends or date.max)


def _why_no_way_together(conditions: "list[Condition]") -> Refusal | None:
    return _why_no_channel(conditions) or _why_no_time(conditions) or _why_no_one_officer(conditions)


def _why_no_channel(conditions: "list[Condition]") -> Refusal | None:
    """P5 D2 Refuse conditions that leave no way of contact in common, or close the one way to complain."""
    left = set(procedure.ContactWay)
    for condition in conditions:
        left &= _ways_left(condition)
    if not left:
        return Refusal(
            procedure.LAST_RESORT,
            "Together, and with those of the customer’s other alerts, the conditions leave no way to contact us. Let them "
            "have one way in common.",
        )
    routes = {condition.details.get("route") for condition in conditions if condition.kind == ConditionKind.COMPLAINTS}
    if routes <= left:
        return None
    return Refusal(
        procedure.LAST_RESORT,
        "The one way to complain that stays open is not among the ways of contact that stay. Choose one that is.",
    )


def _why_no_time(conditions: "list[Condition]") -> Refusal | None:
    """P5 D2 Refuse conditions that leave no day in common or, where they name hours, no time in common."""
    limits = [each.details for each in conditions if each.kind == ConditionKind.TIMES]
    days = set(procedure.CONTACT_DAYS).intersection(*(limit.get("days", []) for limit in limits))
    hours = [limit for limit in limits if limit.get("first")]
    begins = max((limit["first"] for limit in hours), default="")
    over = min((limit["last"] for limit in hours), default="24:00")
    if days and begins < over:
        return None
    return Refusal(
        procedure.LAST_RESORT,
        "Together, and with those of the customer’s other alerts, the conditions leave no time to contact us. Let them have a "
        "day and an hour in common, or name all days and times in one condition.",
    )


def _why_no_one_officer(conditions: "list[Condition]") -> Refusal | None:
    """P5 D2 Refuse named-officer conditions that have neither an officer nor a deputy in common.

    If both have left, contact goes to a Lead, so such a condition closes no officer.
    """
    named = [each.officers_here() for each in conditions if each.kind == ConditionKind.NAMED_OFFICER]
    pairs = [set(officers) for officers in named if officers]
    if not pairs or set.intersection(*pairs):
        return None
    return Refusal(
        procedure.LAST_RESORT,
        "Together, and with those of the customer’s other alerts, the conditions leave no officer whom the customer may "
        "contact. Name the same officer, or the same deputy, in all of them.",
    )


def why_not_shorten(conditions: "dict[int, Condition]", ends: Mapping[int, date], *, on: date) -> Refusal | None:
    """P5 Refuse to end a condition before it begins.

    :param ends: the earlier last day of each of ``conditions`` that is to end sooner, by its primary key.
    """
    if any(end < max(on, conditions[pk].starts or on) for pk, end in ends.items()):
        return Refusal(procedure.OPTIONS, "A condition cannot end before it begins. Take it out instead.")
    return None


def why_longer(conditions: "dict[int, Condition]", ends: Mapping[int, date], *, until: date) -> Refusal | None:
    """P7a P8b Refuse a later last day: it can only be brought forward.

    :param until: the day of the review, until which a condition without a last day applies.
    """
    for condition, end in ((conditions[pk], end) for pk, end in ends.items()):
        last = condition.ends or until
        if end > last:
            its_review = "" if condition.ends else ", when the alert is due for review"
            return Refusal(
                procedure.OPTIONS,
                f"The condition “{condition}” applies until {last:%-d %B %Y}{its_review}. Give it an earlier last day, or "
                "leave its box empty.",
            )
    return None


_WAYS_OF_SERVICES = {
    procedure.Service.OFFICE: procedure.ContactWay.OFFICE,
    procedure.Service.HOME_VISITS: procedure.ContactWay.HOME_VISIT,
}
"""P5 D4 The way of contact that is closed while each service is suspended."""


def _ways_left(condition: "Condition") -> set[procedure.ContactWay]:
    """Return the ways of contact that the condition leaves open. A closed office or service closes its own way."""
    ways = set(procedure.ContactWay)
    if condition.kind == ConditionKind.CHANNELS:
        return ways & set(condition.details.get("channels", []))
    if condition.kind == ConditionKind.OFFICES:
        return ways - {procedure.ContactWay.OFFICE}
    return ways - {_WAYS_OF_SERVICES.get(condition.details.get("service", ""))}


def why_lapsed(alerts: "list[Alert]", *, on: date, without: Collection[int] = ()) -> Refusal | None:
    """P5 Refuse to impose a condition whose last day has passed, or whose officer has left.

    The first restricts nothing; the second leads nowhere.
    :param without: the primary keys of the conditions that are not imposed.
    """
    conditions = [condition for alert in alerts for condition in alert.present_conditions()]
    imposed = [each for each in conditions if each.pk not in without]
    refusals = [_why_over(each, on) or _why_gone(each, on) or each.why_contact_refused() for each in imposed]
    return next(filter(None, refusals), None)


def _why_over(condition: "Condition", on: date) -> Refusal | None:
    if condition.ends is None or condition.ends >= on:
        return None
    return Refusal(
        procedure.OPTIONS,
        f"The last day of the condition “{condition}” was {condition.ends:%-d %B %Y}. Give it a later one, or take it out.",
    )


def _why_gone(condition: "Condition", on: date) -> Refusal | None:
    for person in (condition.officer, condition.deputy):
        if person and not person.is_active:
            return Refusal(
                procedure.OPTIONS,
                f"{person}, whom the condition “{condition}” names, has left. Name somebody else, or take it out.",
            )
    who = condition.representative
    if who is None or who.acts(on=on):
        return why_no_way_known(condition)
    return Refusal(
        procedure.ADJUSTMENTS,
        f"{who} no longer acts for the customer, so the condition “{condition}” leads nowhere. Change it, or take it out.",
    )


def why_no_way_known(condition: "Condition") -> Refusal | None:
    """P5 D2 Refuse to leave only ways of contact for which nothing of the customer is known."""
    if not (unknown := condition.unknown_ways()):
        return None
    return Refusal(
        procedure.LAST_RESORT,
        f"No {unknown} of {condition.alert.customer} is known, so a condition that closes all else may leave them no way to "
        "us. Leave another way open too, or have it recorded in the housing system first.",
    )


def _why_not_dates(condition: "Condition", on: date) -> Refusal | None:
    if condition.ends is None:
        return None
    if condition.starts and condition.ends < condition.starts:
        return Refusal(procedure.OPTIONS, "The condition ends before it starts. Check both days.")
    if condition.ends < on:
        return Refusal(procedure.OPTIONS, "The condition ends in the past. Give a last day that is today or later.")
    return None


def _why_untold(condition: "Condition") -> Refusal | None:
    if condition.kind not in _OF_KIND:
        return Refusal(procedure.OPTIONS, "Choose what the condition restricts: it is one of the options of §5.")
    denies = condition.kind in (ConditionKind.OFFICES, ConditionKind.COMPLAINTS, ConditionKind.SUSPENDED)
    if denies and condition.ends is None:
        return Refusal(procedure.OPTIONS, "A condition that denies a service has an end. Give its last day.")
    if not condition.words.strip():
        return Refusal(procedure.OPTIONS, "Write the condition as the customer will read it.")
    return _OF_KIND[condition.kind](condition)


def _why_not_channels(condition: "Condition") -> Refusal | None:
    ways = set(condition.details.get("channels", []))
    if not ways or not ways <= set(procedure.ContactWay):
        return Refusal(procedure.OPTIONS, "Say which ways of contact stay open: there is at least one.")
    return why_no_way_known(condition)


def _why_not_times(condition: "Condition") -> Refusal | None:
    days, hours = set(condition.details.get("days", [])), [condition.details.get(end, "") for end in ("first", "last")]
    if not days or not days <= set(procedure.CONTACT_DAYS):
        return Refusal(procedure.OPTIONS, "Say on which days, and at which times, the customer may contact us.")
    if hours == ["", ""] or (set(hours) <= set(procedure.CONTACT_HOURS) and hours[0] < hours[1]):
        return None
    return Refusal(
        procedure.OPTIONS,
        "Give two times of the day, the second later than the first, or leave both empty for any time of the day.",
    )


def _why_not_frequency(condition: "Condition") -> Refusal | None:
    most, per = condition.details.get("most"), condition.details.get("per")
    if isinstance(most, int) and 1 <= most <= procedure.CONTACTS_MOST and per in procedure.CONTACT_PERIODS:
        return None
    return Refusal(
        procedure.OPTIONS,
        f"Say how often the customer may contact us: from once to {procedure.CONTACTS_MOST} times a day, a week or a month.",
    )


def _why_not_officer(condition: "Condition") -> Refusal | None:
    if condition.officer_id and condition.deputy_id and condition.officer_id != condition.deputy_id:
        return condition.why_contact_refused()
    return Refusal(procedure.OPTIONS, "Name the officer, and somebody else as their deputy.")


def _why_not_appointment(condition: "Condition") -> Refusal | None:
    if _says(condition, "book"):
        return None
    return Refusal(procedure.OPTIONS, "Say how the customer makes an appointment.")


def _why_not_third_party(condition: "Condition") -> Refusal | None:
    who = condition.representative
    if who is not None and who.customer_id == condition.alert.customer_id:
        return None
    return Refusal(
        procedure.ADJUSTMENTS,
        "Choose who acts for the customer. Where nobody is listed, record them on the customer's page first.",
    )


def _why_not_offices(condition: "Condition") -> Refusal | None:
    if _says(condition, "offices"):
        return None
    return Refusal(procedure.OPTIONS, "Say which of our offices the customer may not come to.")


def _why_not_complaints(condition: "Condition") -> Refusal | None:
    if condition.details.get("route") in set(procedure.ContactWay):
        return None
    return Refusal(procedure.OPTIONS, "Say which one way to complain stays open.")


def _why_not_involvement(condition: "Condition") -> Refusal | None:
    if _says(condition, "activities"):
        return None
    return Refusal(procedure.OPTIONS, "Say which resident involvement is restricted.")


def _why_not_service(condition: "Condition") -> Refusal | None:
    if condition.details.get("service") in set(procedure.Service):
        return None
    return Refusal(procedure.LAST_RESORT, "Choose a service of the list. What is not on it cannot be suspended.")


def _says(condition: "Condition", detail: str) -> bool:
    return bool(str(condition.details.get(detail, "")).strip())


_OF_KIND: dict[str, Callable[["Condition"], Refusal | None]] = {
    ConditionKind.CHANNELS: _why_not_channels,
    ConditionKind.TIMES: _why_not_times,
    ConditionKind.FREQUENCY: _why_not_frequency,
    ConditionKind.NAMED_OFFICER: _why_not_officer,
    ConditionKind.APPOINTMENT: _why_not_appointment,
    ConditionKind.THIRD_PARTY: _why_not_third_party,
    ConditionKind.OFFICES: _why_not_offices,
    ConditionKind.COMPLAINTS: _why_not_complaints,
    ConditionKind.INVOLVEMENT: _why_not_involvement,
    ConditionKind.SUSPENDED: _why_not_service,
    ConditionKind.DECLARATION: _why_not_service,
}
