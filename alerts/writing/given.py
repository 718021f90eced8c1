"""Say in a letter which action was decided on, by whom and until when; and that it is told late (E1, E4)."""

from collections.abc import Iterable
from datetime import date

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.choices import ActionKind, Informing
from alerts.investigations.models import Investigation
from housing_alerts.kernel import procedure
from housing_alerts.kernel.procedure import Method
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague
from letters.dating import is_late
from letters.models import Letter


def decider(person: Colleague | None, nameless: Iterable[Colleague]) -> str:
    """P7a P11a Return the decider as the customer reads it: by post alone where no letter may name them.

    :param nameless: the colleagues who reported, or were affected.
    """
    if person is None:
        return ""
    if person in nameless:
        return f"Our {person.job_title}" if person.job_title else "One of our managers"
    return f"{person}, {person.job_title}," if person.job_title else str(person)


def stays_as_it_is(investigation: Investigation) -> str:
    """P8b E4 Name the alerts that the case was to replace and that stay, as far as the customer knows."""
    old = (alert.replaces for alert in investigation.alerts.all() if alert.replaces)
    names = dict.fromkeys(one.type.name for one in old if one.is_active and one.informing == Informing.INFORM)
    said = " and ".join(f"“{name}”" for name in names)
    return f"{said} {'alerts' if len(names) > 1 else 'alert'}" if names else ""


def told_late(decided: Iterable[date | None], on: date) -> str:
    """D3b Return the first of these days of decision where a letter of that day tells of it late; otherwise nothing."""
    late = [day for day in decided if day and is_late(day, told=on)]
    return show_date(min(late)) if late else ""


def named(action: Action) -> str:
    return str(action.get_kind_display()).split(",")[0].lower()


def with_own_letter(actions: Iterable[Action]) -> list[str]:
    """P9a List the actions of which a letter of its own tells, whose last day to appeal counts for them."""
    return [named(action) for action in actions if action.kind in Action.LETTERS]


def grants_appeal(actions: Iterable[Action]) -> bool:
    """P9a Return whether the letter beside which these are told grants an appeal itself: not where each has its own letter."""
    return any(action.kind not in Action.LETTERS for action in actions)


def _given_by(action: Action) -> str:
    """D3b Say who gave a warning by word of mouth, and when."""
    return f" by {decider(action.outcome_by, action.kept_nameless())} on {show_date(action.outcome_on)}"


def decided(action: Action, on: date) -> str:
    """D3b Say what was decided: mediation is an offer."""
    said = in_words(action, on)
    return f"to offer you {said[:1].lower()}{said[1:]}" if action.kind == ActionKind.MEDIATION else f"on this: {said}"


BY_CHOICE = ". It is your choice whether you take part"
OFFERED = "A behaviour agreement, which we offer you in a separate letter."
TO_BE_GIVEN = "A verbal warning, which we will give you when we speak to you"
"""D3b The words for a warning by word of mouth until it is recorded that somebody gave it."""


def in_words(action: Action, on: date) -> str:
    """Say which action it is, and until when it stands or by when it is taken.

    A due day is left out where it passed, or leaves the customer no week. An agreement is an offer: it binds whoever
    agrees.
    """
    if action.kind == ActionKind.VERBAL_WARNING and not action.outcome_on:
        return TO_BE_GIVEN
    name, until, due = str(action.get_kind_display()), action.live_until, action.due_on
    name += _given_by(action) if action.kind == ActionKind.VERBAL_WARNING else ""
    choice = BY_CHOICE if action.kind == ActionKind.MEDIATION else ""
    if until and action.kind == ActionKind.AGREEMENT:
        return f"{OFFERED} If you agree, it lasts until {show_date(until)}"
    if until:
        return f"{name}, which {'stands' if on <= until else 'stood'} until {show_date(until)}"
    fair = due is not None and due >= procedure.first_day_to_ask_for(Method.SECOND_CLASS, on)
    return f"{name}, by {show_date(due)}{choice}" if fair else f"{name}{choice}"


def the_rest(alert: Alert, *, on: date) -> list[str]:
    """P9b P8b Say what became of the other actions that the customer was told of, after the alert was wrong.

    :param on: the day the letter is sent.
    """
    actions = alert.investigation.actions.filter(agreed=True) if alert.investigation else []
    told = [action for action in actions if Letter.objects.sent().about(action).exists()]
    return [*filter(None, (_became(action, alert, on) for action in told))]


def _became(action: Action, alert: Alert, on: date) -> str:
    what = f"{named(action)} that we told you of"
    if action.set_aside_on and action.set_aside_on == alert.ended_on:
        unsigned = " You do not have to sign it or keep to it." if action.kind == ActionKind.AGREEMENT else ""
        return f"The {what} does not stand any more either.{unsigned}"
    over = action.live_until is not None and action.live_until < on
    return f"The {what} stays as it is." if action.stands and not over else ""
