"""Find the alerts whose person, household or conditions are gone (invariant 11). They are reviewed; nothing ends by itself.

A person's alert goes with the person: it is asked about where they have died, where we know no home of theirs, or where
others of their household stayed behind. An alert that hangs on a property stays there: it is asked about where its keeper
has died or left or, where nobody is known, where the property was let again or the household of that day moved away or
has a newer home, with whom the danger may have gone. A completed review with the trigger "moved"
is the answer, until there is a new reason to ask.

An alert that only asks to keep to its conditions is asked about once each of them is over or was lifted.
"""

from collections.abc import Callable, Collection
from datetime import date
from itertools import permutations
from typing import NamedTuple

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least

from alerts.choices import AlertStatus, HangsOn, ReviewOutcome, ReviewStatus, Trigger
from alerts.conditions.models import Condition
from alerts.conditions.policies import OF_CONDITIONS
from alerts.incidents.models import Incident
from alerts.reviews.models import Review
from housing_alerts.customers.models import Membership, Tenancy

from .choices import Departure
from .models import Alert

ONLY_CONDITIONS = [
    list(some) for number in range(len(OF_CONDITIONS) + 1) for some in permutations(OF_CONDITIONS, number)
]
"""The controls of an alert that asks for nothing but its conditions."""


def possible(*alerts: Alert) -> set[Departure]:
    """Return the reasons that are possible for any of these alerts.

    What an alert hangs on and whether its customer died rule out the others.
    """
    found: set[Departure] = set()
    for alert in alerts:
        died = alert.customer is not None and alert.customer.died
        if not alert.stays_at_property():
            found |= {Departure.DIED} if died else {Departure.NO_HOME, Departure.OTHERS_STAYED}
        elif alert.customer is None:
            found |= {Departure.LET_AGAIN, Departure.MOVED_AWAY}
        else:
            found |= {Departure.DIED, Departure.LET_AGAIN} if died else {Departure.LEFT}
        if alert.controls in ONLY_CONDITIONS:
            found.add(Departure.OVER)
    return found


def departed(alerts: QuerySet[Alert], *, on: date, asked: Collection[Departure] = tuple(Departure)) -> QuerySet[Alert]:
    """Return those of the alerts that need a review on that day, each with its ``departure``.

    :param asked: the reasons that may be found. To compose the query of each takes longer than the database takes.
    """
    kept = Q(customer__isnull=False, asset__isnull=False) & ~Q(type__hangs_on=HangsOn.PERSON)
    person = Q(customer__isnull=False) & ~kept
    dead, alive = Q(customer__died=True), Q(customer__died=False)
    theirs = Membership.objects.filter(customer=OuterRef("customer"))
    stays = theirs.filter(_not_over(on), tenancy__asset=OuterRef("asset"))
    gone = Q(Exists(theirs)) & ~Q(Exists(theirs.filter(_not_over(on))))
    whys: list[tuple[Departure, Callable[[], Q]]] = [
        (Departure.DIED, lambda: person & dead | kept & dead & ~Q(_answered_death()) & ~_imposed_since_death()),
        (Departure.LEFT, lambda: kept & alive & ~Q(Exists(stays)) & ~Q(_answered(at_property=True))),
        (Departure.NO_HOME, lambda: person & alive & gone & ~Q(_answered(at_property=False))),
        (Departure.LET_AGAIN, lambda: (Q(customer__isnull=True) | kept & dead) & _let_again(on)),
        (Departure.MOVED_AWAY, lambda: Q(customer__isnull=True) & _moved_away(on)),
        (Departure.OTHERS_STAYED, lambda: person & alive & _others_stayed(on)),
        (Departure.OVER, lambda: _over(on)),
    ]
    why = Case(
        *(When(condition(), then=Value(name)) for name, condition in whys if name in asked),
        default=Value(""),
        output_field=CharField(),
    )
    return alerts.filter(status=AlertStatus.ACTIVE).annotate(departure=why).exclude(departure="")


def _not_over(on: date) -> Q:
    """Match a membership that holds on that day, or begins later."""
    return (Q(ends__isnull=True) | Q(ends__gte=on)) & (Q(tenancy__ends__isnull=True) | Q(tenancy__ends__gte=on))


def _answered_death() -> Exists:
    """Match alerts with a review for departure that was completed after the death became known."""
    known = F("alert__customer__death_known_at")
    return Exists(_moved(OuterRef("pk")).filter(Q(alert__customer__death_known_at=None) | Q(changed_at__gt=known)))


def _imposed_since_death() -> Q:
    """Match alerts that somebody imposed on the property knowing of the death."""
    return Q(approved_at__isnull=False, approved_at__gt=Coalesce(F("customer__death_known_at"), F("approved_at")))


def _answered(*, at_property: bool) -> Exists:
    """Match alerts with a review for departure completed after the person had left.

    The person had left the property or, otherwise, the last home that we know of.
    """
    later = (Q(ends__isnull=True) | Q(ends__gt=OuterRef("completed_on"))) & (
        Q(tenancy__ends__isnull=True) | Q(tenancy__ends__gt=OuterRef("completed_on"))
    )
    places = Membership.objects.filter(later, customer=OuterRef("alert__customer"))
    if at_property:
        places = places.filter(tenancy__asset=OuterRef("alert__asset"))
    return Exists(_moved(OuterRef("pk")).filter(~Exists(places)))


def _let_again(on: date) -> Q:
    """Match alerts whose property was let again after the alert began, and after the last review for departure.

    They do not match where somebody who lived there before has stayed.
    """
    lets = Tenancy.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), starts__lte=on, asset=OuterRef("asset"))
    moved = _moved(OuterRef(OuterRef("pk"))).filter(completed_on__gte=OuterRef("starts"))
    anew = lets.filter(~Exists(moved), starts__gt=OuterRef("effective_from"))
    began = Coalesce("starts", "tenancy__starts")
    before = Membership.objects.annotate(began=began).filter(
        Q(began__isnull=True) | Q(began__lte=OuterRef(OuterRef("effective_from"))),
        customer=OuterRef("customer"),
        tenancy__asset=OuterRef("tenancy__asset"),
    )
    stayed = Membership.objects.current(on=on).filter(Exists(before), tenancy__asset=OuterRef("asset"))
    return Q(Exists(anew)) & ~Q(Exists(stayed))


def _moved_away(on: date) -> Q:
    """D4 Match alerts with nobody known, where all who lived there when last reported have left or have a newer home.

    The danger may have gone with them. They do not match once a review for departure was completed after they left, or after
    they got that home.
    """
    reported = Incident.objects.filter(
        investigations=OuterRef(OuterRef("investigation")), asset=OuterRef("tenancy__asset")
    )
    there = Membership.objects.filter(tenancy__asset=OuterRef("asset"), customer__merged_into=None)
    places = there.annotate(
        last=Coalesce(Least("ends", "tenancy__ends"), "ends", "tenancy__ends"),
        began=Coalesce("starts", "tenancy__starts"),
        reported=Subquery(reported.order_by("-occurred_at").values("occurred_at__date")[:1]),
    )
    then = places.filter(Q(began__isnull=True) | Q(began__lte=F("reported")), reported__isnull=False)
    then = then.filter(Q(last__isnull=True) | Q(last__gte=F("reported")))
    stayed = then.filter(Q(last__isnull=True) | Q(last__gte=on), ~Exists(_newer_homes(on)))
    answered = _moved(OuterRef(OuterRef("pk"))).filter(completed_on__gte=OuterRef("last"))
    told_of = _moved(OuterRef(OuterRef(OuterRef("pk")))).filter(completed_on__gte=OuterRef("began"))
    newer = Exists(_newer_homes(on).filter(~Exists(told_of)))
    return Q(Exists(then.filter(Q(~Exists(answered), last__lt=on) | newer))) & ~Q(Exists(stayed))


def _newer_homes(on: date) -> QuerySet[Membership]:
    """D4 Return the places behind another door where the person of the outer query's place lives too, and since later."""
    began = Coalesce("starts", "tenancy__starts")
    theirs = Membership.objects.current(on=on).annotate(began=began).filter(customer=OuterRef("customer"))
    elsewhere = theirs.exclude(tenancy__asset__door=OuterRef("tenancy__asset__door"))
    return elsewhere.filter(began__gt=Coalesce(OuterRef("starts"), OuterRef("tenancy__starts"), Value(date.min)))


def _others_stayed(on: date) -> Q:
    """P7b D4 Match alerts whose person left a home since it began, where somebody who lived with them then still lives.

    The danger may have been theirs. They do not match once a review for departure was completed after the person left.
    """
    theirs = Membership.objects.annotate(last=Coalesce(Least("ends", "tenancy__ends"), "ends", "tenancy__ends"))
    left = theirs.filter(customer=OuterRef("customer"), last__lt=on, last__gte=OuterRef("effective_from"))
    began = Coalesce("starts", "tenancy__starts")
    beside = Membership.objects.current(on=on).annotate(began=began).exclude(customer=OuterRef("customer"))
    beside = beside.filter(
        Q(began__isnull=True) | Q(began__lte=OuterRef("last")), tenancy__asset=OuterRef("tenancy__asset")
    )
    back = Membership.objects.not_over(on=on).filter(
        customer=OuterRef("customer"), tenancy__asset=OuterRef("tenancy__asset")
    )
    answered = _moved(OuterRef(OuterRef("pk"))).filter(completed_on__gte=OuterRef("last"))
    return Q(Exists(left.filter(Exists(beside), ~Exists(back), ~Exists(answered))))


def _over(on: date) -> Q:
    """P5 P8b Match alerts that ask for nothing but their conditions, of which none is left, and that nothing is to replace."""
    only = Q(*(Q(controls=controls) for controls in ONLY_CONDITIONS), _connector=Q.OR)
    theirs = Condition.objects.filter(alert=OuterRef("pk"), not_imposed=False)
    left = theirs.in_force().filter(Q(ends__isnull=True) | Q(ends__gte=on))
    waiting = Alert.objects.filter(replaces=OuterRef("pk"), status__in=[AlertStatus.DRAFT, AlertStatus.PROPOSED])
    return only & Q(Exists(theirs)) & ~Q(Exists(left)) & ~Q(Exists(waiting)) & ~Q(_kept_without())


def _kept_without() -> Exists:
    """Match alerts of a type without conditions that a review kept once none of their conditions was left."""
    then = OuterRef("completed_on")
    left = Condition.objects.filter(
        Q(lifted_on__isnull=True) | Q(lifted_on__gt=then),
        Q(ends__isnull=True) | Q(ends__gte=then),
        alert=OuterRef("alert"),
        not_imposed=False,
    )
    kept = Review.objects.filter(alert=OuterRef("pk"), status=ReviewStatus.COMPLETED, outcome=ReviewOutcome.KEEP)
    return Exists(kept.filter(~Exists(left), alert__type__needs_conditions=False))


def _moved(alert: OuterRef) -> QuerySet[Review]:
    return Review.objects.filter(alert=alert, trigger=Trigger.MOVED, status=ReviewStatus.COMPLETED)


WORDS: dict[str, str] = {
    Departure.DIED: "{alert.customer} has died.",
    Departure.LEFT: "{alert.customer} no longer lives at {alert.asset}.",
    Departure.NO_HOME: "{alert.customer} no longer lives anywhere that we know of.",
    Departure.LET_AGAIN: "{alert.asset} was let again since the alert was imposed. If the danger went with those who left, ask "
    "for an alert at their new home.",
    Departure.MOVED_AWAY: "Those who lived at {alert.asset} when it was reported have left or have a newer home too, and nothing "
    "is said at that door. If the danger went with them, ask for an alert at the new home.",
    Departure.OTHERS_STAYED: "{alert.customer} has moved, and others of the household have stayed: nothing is said at their "
    "door. Ask whether the danger was theirs: then it needs an alert there.",
    Departure.OVER: "Each condition of the alert is over, and it asks colleagues for nothing else.",
}
"""The reasons why an alert must be reviewed, as the reviewer reads them."""
CALLS_FOR: dict[str, Trigger] = {Departure.OVER: Trigger.OVER}
"""The trigger of that review; every other departure is a move."""


class Asked(NamedTuple):
    """The reason for a review because of a departure, in words for the reviewer, and the trigger of that review."""

    why: str
    words: str
    trigger: Trigger


def departure(alert: Alert, *, on: date) -> Asked | None:
    """Return why the alert must be reviewed on that day for a departure; None where it need not."""
    found = departed(Alert.objects.filter(pk=alert.pk), on=on, asked=possible(alert)).first()
    if found is None:
        return None
    why: str = found.departure  # type: ignore[attr-defined]
    return Asked(why, WORDS[why].format(alert=alert), CALLS_FOR.get(why, Trigger.MOVED))
