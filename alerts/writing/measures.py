"""Put an alert's effect on contact and visits into the customer's words: its measures, its conditions, their end."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from alerts.alert.choices import ground_in_words
from alerts.alert.models import Alert
from alerts.choices import CONTACT, ConditionKind, Control
from alerts.conditions.models import Condition
from alerts.decisions.answers import Lighter
from alerts.incidents.models import Incident
from alerts.markers.models import AGAINST, Marker, beyond
from alerts.markers.selectors import in_force_at_home, unmarked
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.procedure import ContactWay
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague
from letters.subjects import Subject

from . import beside

MEASURES: dict[str, str] = {
    Control.AT_LEAST_TWO: "Two people come together when they visit you.",
    Control.ANIMAL_SECURED: "Please shut your animal away before we come in.",
    Control.NO_LONE_WOMAN: "A woman who works for us does not come to your home alone.",
    Control.NO_LONE_MAN: "A man who works for us does not come to your home alone.",
    Control.NO_WOMAN: "Only men come to your home.",
    Control.NO_MAN: "Only women come to your home.",
    Control.POLICE_ADVICE: "We may ask the police for advice before we visit you.",
    Control.NO_FORCED_ENTRY: "If nobody lets us in, we follow extra safety rules.",
    Control.END_CALL: "If you threaten us on the telephone, we say that we will end the call, and end it.",
    Control.TWO_AT_OFFICE: "Two people who work for us see you together at our offices.",
    Control.NAMED_OFFICER: "One named officer, or their deputy, deals with all your contact with us.",
    Control.AGREED_CONTACT: "We keep to limits on how and when you can contact us.",
    Control.SAFE_CONTACT: "We use only the ways of contact that are safe for you.",
    Control.ASK_LEAD: "Our staff ask an Operational Lead before they visit you.",
}
"""E1 E2 E3 The meaning of each control for the customer, used where the words of the type no longer fit the alert."""

SOME_APPLY = "What this alert means for you is listed below."
THESE_APPLY = "The measures of this alert are listed below."
AT_REVIEW = "At the review we decide whether it goes on"
APPLIES = f"applies. {AT_REVIEW}"
UNTIL_DECIDED = "until we have decided on your appeal"
SUSPENDED = f"does not apply to you {UNTIL_DECIDED}"
EMERGENCIES = "We come to emergencies as soon as it is safe."
TO_EMERGENCIES = "We come to emergencies as soon as we can."
"""The same, where nothing but contact is limited: no visit needs care."""
IN_AN_EMERGENCY = "In an emergency, call us as before. We come as soon as we can."
NONE_APPLY = "None of the limits of this alert applies any more."
IN_EVERY_WAY = "You can contact us in every usual way."
VISITS_MAY_TAKE_LONGER = f"Repairs and visits may take longer because of this. {EMERGENCIES}"
ANSWERS_MAY_TAKE_LONGER = f"Our answers may take longer because of this. {TO_EMERGENCIES}"
MAY_TAKE_LONGER = f"Repairs, visits and answers may take longer because of this. {EMERGENCIES}"
STILL = ("may take longer because of this", "may still take longer because of what still applies")
"""E2 The words of an alert that is imposed, and those in their place once it became lighter."""
AS_USUAL = f"We answer you as usual {UNTIL_DECIDED}. {TO_EMERGENCIES}"
SERVED_AS_USUAL = f"You have our services as usual {UNTIL_DECIDED}. {TO_EMERGENCIES}"


def reaching_us(subject: Subject, *, on: date, told: Collection[Alert] = ()) -> dict[str, Any]:
    """P5 P9a Return whether the customer knows of limits on contact, and the people they may contact by them.

    The letter may not ask them to break these limits.
    :param on: the day it is sent, when they know the content of other letters that go out by then.
    :param told: the alerts that the letter itself tells of.
    """
    known = _known(subject.customer, on=on, told=told)
    saying = [alert for alert in known if beside.limits_what_they_say(alert, on=on)]
    limiting = [alert for alert in saying if beside.limits_contact(alert, on=on)]
    officers = _named_officers(limiting, on=on)
    nameless = officers and any(person in officers for each in (subject, *told) for person in each.kept_nameless())
    return {
        "limited": bool(limiting),
        "complaints_limited": bool(saying),
        "careful": not all(is_of_contact(alert) for alert in known),
        "ways": _ways_open(limiting, on=on),
        "named_contact": [] if nameless else [str(one) for one in officers],
        "named_numbers": [] if nameless else [one.telephone for one in officers],
        "unnamed_contact": bool(nameless or (not officers and _has(ConditionKind.NAMED_OFFICER, limiting, on=on))),
        "through": _through(limiting, on=on),
    }


def reach_known(told_of: Sequence[Subject], facts: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """P5 E1 Return :func:`reaching_us` for a letter that is composed, on the day on which it is sent.

    :param told_of: the subjects of the letter, its own first.
    """
    alerts = [each for each in (getattr(one, "alert", one) for one in told_of) if isinstance(each, Alert)]
    if not facts.get("letter_owed"):
        return reaching_us(told_of[0], on=on, told=alerts)
    told_by_then = any(beside.customer_knows_by(alert, on=on) for alert in alerts)
    return reaching_us(told_of[0], on=on) | {"letter_owed": not told_by_then}


def limits_contact_of(customer: Customer, *, on: date) -> bool:
    """P5 P13b Return whether the customer knows of limits on contact, for a letter that is about no case."""
    return any(beside.limits_contact(alert, on=on) for alert in _known(customer, on=on))


def _known(customer: Customer | None, *, on: date, told: Collection[Alert] = ()) -> list[Alert]:
    active = Alert.objects.active().filter(customer=customer, customer__isnull=False)
    return [alert for alert in active if alert in told or beside.customer_knows_by(alert, on=on)]


def _ways_open(alerts: Iterable[Alert], *, on: date) -> dict[str, bool]:
    """P5 Return of each way to reach us by what a letter prints whether the alerts leave it open."""
    limits = [limit for alert in alerts for limit in alert.limits(on=on).filter(kind=ConditionKind.CHANNELS)]
    ways = (ContactWay.TELEPHONE, ContactWay.EMAIL, ContactWay.LETTER)
    return {way.lower(): all(way in limit.details.get("channels", ways) for limit in limits) for way in ways}


def _has(kind: ConditionKind, alerts: Iterable[Alert], *, on: date) -> bool:
    return any(alert.limits(on=on).filter(kind=kind).exists() for alert in alerts)


def _through(alerts: Iterable[Alert], *, on: date) -> str:
    """P5 Return who alone may contact us for the customer, as the alerts say; empty if they name nobody or several."""
    limits = [limit for alert in alerts for limit in alert.limits(on=on).filter(kind=ConditionKind.THIRD_PARTY)]
    names = {limit.representative.name for limit in limits if limit.representative}
    return names.pop() if len(names) == 1 else ""


def _named_officers(alerts: Iterable[Alert], *, on: date) -> list[Colleague]:
    """P5 List the officers whom the customer may contact by each of these alerts, the deputy last."""
    limits = [limit for alert in alerts for limit in alert.limits(on=on).filter(kind=ConditionKind.NAMED_OFFICER)]
    pairs = [limit.contacts() for limit in limits]
    return [one for one in pairs[0] if all(one in pair for pair in pairs)] if pairs else []


def asked_otherwise(alert: Alert, *, on: date) -> bool:
    """P8b D4 Return whether something beside the customer's own alerts asks for the same as the alert.

    It is an interim marker, a danger on which nobody has decided, or another's alert at the same home. How that other may
    contact us is no matter of the customer's.
    """
    about = Control.matters({*alert.type.controls, *alert.controls})
    here = alert.around().incidents()
    reported = Incident.objects.filter(here).order_by().values("pk")
    marked = [c for marker in Marker.objects.in_force(on=on).filter(incident__in=reported) for c in marker.controls]
    dangers = [danger for incident in unmarked(on=on).filter(here) for danger in incident.dangers]
    against = [AGAINST[danger] for danger in dangers]
    at_home = Control.matters(control for one in in_force_at_home(alert, on=on) for control in one.controls) - {CONTACT}
    return bool(about & (Control.matters([*marked, *against]) | at_home))


def still_asked(subject: Subject, *, on: date) -> bool:
    """P8b Return whether something else asks on that day for the same as the alert: then its end lets nobody off.

    :param subject: the alert, or its review or appeal.
    """
    alert = getattr(subject, "alert", subject)
    return isinstance(alert, Alert) and bool(beside.same_matter(alert) or asked_otherwise(alert, on=on))


def measures_ended(
    alert: Alert, *, controls: Collection[str], lifted: Collection[int], ends: Mapping[int, date]
) -> dict[str, list[str]]:
    """E2 E3 Return the measures that no longer apply, or end sooner, once the alert goes on with less.

    They are in the customer's words, and, for colleagues, in those of what keeps them safe. These are fields of a review or
    an appeal.
    :param controls: the controls that stay.
    :param lifted: the primary keys of the conditions that end; ``ends`` gives the earlier last day of others.
    """
    conditions = alert.standing_conditions()
    ended = [words for control, words in MEASURES.items() if control in alert.controls and control not in controls]
    ended += [condition.words for condition in conditions if condition.pk in lifted]
    sooner = [each for each in conditions if ends.get(each.pk, each.ends) != each.ends]
    return {
        "taken_away": ended,
        "ends_sooner": [_until(each, ends[each.pk]) for each in sooner],
        "given_up": beyond(alert.controls, controls),
    }


def _until(condition: Condition, end: date | None) -> str:
    return f"Until {show_date(end)}: {condition.words}"


def lightened(alert: Alert, less: Lighter) -> list[str]:
    """P7a List the recommended measures that are not imposed, in colleagues' words."""
    controls, kept = alert.asked_controls, less.kept(alert)
    words = [f"Control: {c.label}" for c in Control if c in controls and c not in kept]
    for condition in alert.standing_conditions():
        if condition.pk in less.without:
            words.append(f"Condition: {condition.words}")
        elif less.ends.get(condition.pk, condition.ends) != condition.ends:
            sooner = show_date(less.ends[condition.pk])
            words.append(f"Until {sooner} only, not {condition.span}: {condition.words}")
    if less.months and less.months < alert.first_period:
        words.append(f"First review after {_months(less.months)}, not {alert.first_period}")
    return words


def _months(months: int) -> str:
    return f"{months} month" if months == 1 else f"{months} months"


def imposed(alert: Alert) -> dict[str, Any]:
    """P7a P7c Return the measures of the approved alert, and whether the customer is told, in words that stay fixed."""
    return {
        "instruction": alert.instruction,
        "controls": alert.control_names,
        "conditions": [condition.in_full for condition in alert.standing_conditions()],
        "informing": [
            ["Is the customer informed?", alert.get_informing_display()],
            ["Why not", ground_in_words(alert.withhold_code, known=alert.customer_id is not None)],
            ["How the risk of informing them was assessed", alert.informing_reason],
        ],
    }


def which_stay(others: Collection[Alert]) -> str:
    """P8b Name other alerts that stay, of which a letter changes nothing; "" where there is none."""
    if not others:
        return ""
    stay, them = ("alert stays", "it") if len(others) == 1 else ("alerts stay", "them")
    *more, last = [f"“{each.type.name}”" for each in others]
    names = f"{', '.join(more)} and {last}" if more else last
    return f"The {names} {stay} on your record. This letter changes nothing about {them}."


def beside_what_ended(alert: Alert) -> str:
    """E2 E3 P8b Name the other alerts about the same matter, where a letter says of this one that less applies."""
    return which_stay(beside.known_of_matter(alert))


def told_ended(alert: Alert, ended: Collection[str], over: Collection[str] = ()) -> dict[str, list[str]]:
    """E2 E3 Return what ended as a letter told it, and apart what only the words of the type had told.

    :param ended: what no longer applies, in the words of :func:`measures_ended`.
    :param over: what ended since, as :func:`over_by_now` says it.
    """
    before = {control for control, words in MEASURES.items() if words in ended} | set(alert.controls)
    by_type = {MEASURES[one] for one in alert.type.controls} if set(alert.type.controls) <= before else set()
    return {
        "ended": [words for words in ended if words not in by_type],
        "ended_of_type": [*(words for words in ended if words in by_type), *over],
    }


def that_applied(alert: Alert) -> list[str]:
    """E3 List the measures beside those of its type that applied until the alert ended, and the conditions."""
    further = _listed(set(alert.controls) - set(alert.type.controls))
    return [*(each["words"] for each in further), *(each.words for each in alert.standing_conditions())]


def standing(alert: Alert, *, on: date, sooner: Collection[str] = ()) -> list[dict[str, Any]]:
    """E2 E3 List the measures and conditions that still apply on that day, each until when.

    :param sooner: what ends sooner by the decision that is told, in the words of :func:`measures_ended`.
    """
    return _listed(_unsaid(alert, on)) + _conditions(alert, on, sooner)


def said_apart(sooner: Collection[str], alert: Alert, *, on: date) -> list[str]:
    """E2 E3 Return what ends sooner, without what :func:`standing` says to end sooner, and without what is over."""
    said = {
        _until(each, each.ends) for each in (_over(alert, on) if alert.stayed(on=on) else alert.standing_conditions())
    }
    return [each for each in sooner if each not in said]


def over_by_now(sooner: Collection[str], alert: Alert, *, on: date) -> list[str]:
    """E2 E3 List what was to end sooner and is over on the day of sending, with its last day."""
    over = [each for each in _over(alert, on) if _until(each, each.ends) in sooner]
    return [f"{each.words.rstrip('.')}. This ended on {show_date(each.ends)}." for each in over]


def _over(alert: Alert, on: date) -> list[Condition]:
    return [each for each in alert.standing_conditions() if each.ends and each.ends < on]


def is_of_contact(alert: Alert) -> bool:
    """Return whether the alert is about contact with us alone and changes no visit."""
    return Control.matters(alert.controls) <= {CONTACT}


def may_take_longer(alert: Alert, on: date) -> str:
    """E1 E2 Return the consequence of the measures for the customer, where the words of the type no longer fit.

    It speaks of answers only where a condition limits contact, and of visits only where a control changes them.
    """
    if _suspended(alert, on):
        return AS_USUAL if beside.has_limits_on_contact(alert, on=on) else SERVED_AS_USUAL
    answers = beside.limits_contact(alert, on=on)
    if is_of_contact(alert):
        return ANSWERS_MAY_TAKE_LONGER if answers else IN_AN_EMERGENCY
    return MAY_TAKE_LONGER if answers else VISITS_MAY_TAKE_LONGER


def may_still_take_longer(alert: Alert, on: date) -> str:
    """E2 Return the same consequence for an alert that became lighter."""
    return may_take_longer(alert, on).replace(*STILL)


def _suspended(alert: Alert, on: date) -> bool:
    """P9b Return whether the alert is about contact alone and an appeal suspends its limits."""
    return is_of_contact(alert) and alert.stayed(on=on)


def has_all_of_type(alert: Alert, on: date) -> bool:
    """Return whether the words of the type still fit: no measure they speak of was taken away or never asked for."""
    listed = not alert.type.needs_conditions or beside.has_limits_on_contact(alert, on=on)
    return set(alert.type.controls) <= set(alert.controls) and listed


def words_on_contact_fit(alert: Alert) -> bool:
    """E1 E2 Return whether words of the type on limited contact fit: a condition limited it, or the type needs none."""
    limits = (each.kind in Condition.OF_CONTACT for each in alert.imposed_conditions())
    return not alert.type.needs_conditions or any(limits)


def what_it_means(alert: Alert, words: str, on: date) -> str:
    """E1 E2 Return the type's words on what the alert means, while they fit; else what may take longer."""
    return words if has_all_of_type(alert, on) and not _suspended(alert, on) else may_take_longer(alert, on)


def kept_means(alert: Alert, on: date) -> str:
    """E2 Return what a kept alert means; where all its limits are past their last day, that nothing applies."""
    if has_all_of_type(alert, on) or standing(alert, on=on):
        return what_it_means(alert, alert.type.consequence_kept, on)
    return none_applies(alert, on=on)


def none_applies(alert: Alert, *, on: date) -> str:
    """E2 P9b Say that all its limits are over: then every way of contact is open, unless another alert limits it."""
    more = beside_what_ended(alert) if reaching_us(alert, on=on)["limited"] else IN_EVERY_WAY
    return f"{NONE_APPLY} {more}".strip()


def in_words(alert: Alert, on: date) -> dict[str, Any]:
    """E1 Return the type's words while they fit, with other measures; else each measure, until when."""
    type = alert.type
    means, limits = what_it_means(alert, type.consequence, on), beside.limits_contact(alert, on=on)
    if has_all_of_type(alert, on):
        measure = THESE_APPLY if _limits_more_than_contact(alert, on) else type.measure
        return {"measure": measure, "consequence": means, "conditions": besides(alert, on), "limits_contact": limits}
    listed = standing(alert, on=on)
    fewer = SOME_APPLY if set(alert.controls) < set(type.controls) else THESE_APPLY
    measure = fewer if listed else NONE_APPLY
    return {"measure": measure, "consequence": means, "conditions": listed, "limits_contact": limits}


def _limits_more_than_contact(alert: Alert, on: date) -> bool:
    """P5 Return whether the words of a type on limited contact stand above a condition on something else."""
    return alert.type.needs_conditions and alert.limits(on=on).exclude(kind__in=Condition.OF_CONTACT).exists()


def besides(alert: Alert, on: date) -> list[dict[str, str]]:
    """List the measures beside those of its type: further controls, and the conditions."""
    return _listed(_unsaid(alert, on) - set(alert.type.controls)) + _conditions(alert, on)


def _unsaid(alert: Alert, on: date) -> set[str]:
    """Return the controls that its conditions do not say: they say each limit on contact, and its end, themselves."""
    by_conditions = alert.type.needs_conditions or beside.has_limits_on_contact(alert, on=on)
    repeated = {control for limit in alert.standing_conditions() for control in limit.repeats()}
    return set(alert.controls) - repeated - ({Control.AGREED_CONTACT} if by_conditions else set())


def _listed(controls: Collection[str]) -> list[dict[str, str]]:
    return [{"words": words, "applies": APPLIES} for control, words in MEASURES.items() if control in controls]


def _conditions(alert: Alert, on: date, sooner: Collection[str] = ()) -> list[dict[str, Any]]:
    """List the conditions that are not over; those that an appeal suspends are listed as suspended (P9b)."""
    stayed = alert.stayed(on=on)
    return [_condition(limit, sooner, stayed=stayed) for limit in alert.limits(on=on)]


def _condition(limit: Condition, sooner: Collection[str], *, stayed: bool) -> dict[str, Any]:
    if stayed:
        return {"words": limit.words, "applies": SUSPENDED, "stayed": True}
    if _until(limit, limit.ends) in sooner:
        return {"words": limit.words, "applies": f"now ends sooner, on {show_date(limit.ends)}", "sooner": True}
    if limit.ends is None:
        begins = f"applies from {show_date(limit.starts)}. {AT_REVIEW}" if limit.starts else APPLIES
        return {"words": limit.words, "applies": begins}
    return {"words": limit.words, "applies": f"applies {limit.span}"}
