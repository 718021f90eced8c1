"""Every letter that is owed and not written yet: one query for each kind, shown to the Leads of its area."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import NegatedExpression
from django.urls import reverse

from alerts.choices import (
    BETWEEN_REVIEWS,
    About,
    AlertStatus,
    EndedBecause,
    IncidentStatus,
    Informing,
    InvestigationStatus,
    Origin,
    ReviewOutcome,
    ReviewStatus,
)
from alerts.models import Action, Alert, Incident, Investigation, Review
from appeals.models import DECIDED, RUNNING, Appeal
from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Colleague
from letters.choices import Kind
from letters.models import AlsoAbout, Letter, LetterQuerySet
from letters.subjects import Subject

from .rows import MOST, Row


def rows(colleague: Colleague, today: date) -> Iterable[Row]:
    """What a Lead has to write, kind by kind, the oldest first; an acknowledgement stands with the appeals to acknowledge."""
    for found in _outcomes(colleague).select_related("customer").order_by("pk")[:MOST]:
        yield _row(found, Kind.INVESTIGATION_OUTCOME, str(found.customer), "Outcome")
    for alert in _notifications(colleague).select_related("customer", "type").order_by("pk")[:MOST]:
        yield _row(alert, Kind.NOTIFICATION, f"{alert.customer}, {alert.type}", "Decision")
    for alert in _removals(colleague).select_related("customer", "type").order_by("pk")[:MOST]:
        yield _row(alert, Kind.REMOVAL, f"{alert.customer}, {alert.type}", "Removal")
    for review in _reviews(colleague).select_related("alert__customer", "alert__type").order_by("pk")[:MOST]:
        yield _row(review, Kind.REVIEW_OUTCOME, f"{review.customer}, {review.alert.type}", "Review")
    for action in (
        _actions(colleague, today).select_related("investigation__customer", "incident__customer").order_by("pk")[:MOST]
    ):
        yield _action_row(action)
    for letter in _corrections(colleague, today).select_related("customer").order_by("pk")[:MOST]:
        yield _correction_row(letter)
    for appeal in _answers(colleague).select_related("customer", "alert").order_by("pk")[:MOST]:
        yield _answer_row(appeal, today)


def _unwritten(model: type[Model], kind: str) -> NegatedExpression:
    """Whether no letter of this kind about the row was drafted, issued or sent."""
    return ~Exists(Letter.objects.about_each(model).written().filter(kind=kind))


def _outcomes(colleague: Colleague) -> QuerySet[Investigation]:
    """E4 Investigations that imposed nothing, where the customer was asked for their side or has something to do."""
    owing = Investigation.objects.visible_to(colleague).owing_a_letter()
    return owing.filter(_unwritten(Investigation, Kind.INVESTIGATION_OUTCOME), service_area__in=colleague.area_ids)


def _notifications(colleague: Colleague) -> QuerySet[Alert]:
    """E1 Alerts that were imposed here, of which the customer is informed."""
    informed = Q(type__letter_required=True, informing=Informing.INFORM, origin=Origin.HERE)
    active = Alert.objects.visible_to(colleague).active().filter(service_area__in=colleague.area_ids)
    return active.may_be_told().filter(_unwritten(Alert, Kind.NOTIFICATION), informed)


ASKED_FIRST = Q(investigation__in=Investigation.objects.that_heard_customer())
"""D3b Alerts of cases in which the customer was asked for their side."""


def _removals(colleague: Colleague) -> QuerySet[Alert]:
    """P8b D3b Alerts whose end no other letter says, where the customer knows of them by letter or was asked before.

    They were removed between reviews, or an alert took their place to which no letter belongs or that is gone untold.
    """
    telling = Letter.objects.filter(kind__in=Alert.TOLD_BY).sent()
    reviews = Review.objects.filter(alert=OuterRef("pk"))
    told = Exists(telling.about_each(Alert)) | Exists(reviews.filter(Exists(telling.about_each(Review))))
    successors = Alert.objects.decided().filter(replaces=OuterRef("pk"), informing=Informing.INFORM)
    without = Q(type__letter_required=False) | Q(~told, status=AlertStatus.ENDED)
    unsaid = Q(Exists(successors.filter(without)), ended_because=EndedBecause.REPLACED)
    at_a_review = Exists(reviews.filter(outcome=ReviewOutcome.REMOVE))
    ended = unsaid | Q(~at_a_review, ended_because__in=BETWEEN_REVIEWS)
    here = Q(type__letter_required=True, service_area__in=colleague.area_ids)
    removed = Alert.objects.visible_to(colleague).filter(ended, here).may_be_told()
    return removed.filter(told | ASKED_FIRST, _unwritten(Alert, Kind.REMOVAL))


def _reviews(colleague: Colleague) -> QuerySet[Review]:
    """E2 D3b Completed reviews of alerts of which the customer is informed, and knew before or, of one from Cx, may have known.

    Who was asked for their side, and knew of no alert, hears that it is gone.
    """
    theirs = Alert.objects.filter(service_area__in=colleague.area_ids, type__letter_required=True).may_be_told()
    still_so = Q(alert__status=AlertStatus.ACTIVE) | Q(outcome=ReviewOutcome.REMOVE)
    completed = Review.objects.visible_to(colleague).filter(
        still_so,
        _knew_before() | Q(outcome=ReviewOutcome.REMOVE, alert__in=Alert.objects.filter(ASKED_FIRST)),
        alert__in=theirs.values("pk"),
        status=ReviewStatus.COMPLETED,
        informing=Informing.INFORM,
    )
    return completed.filter(_unwritten(Review, Kind.REVIEW_OUTCOME))


def _knew_before() -> Q:
    """As :meth:`alerts.models.Review.was_told_before` answers for each."""
    telling = Letter.objects.filter(kind__in=Alert.TOLD_BY, issued_at__lte=OuterRef(OuterRef("changed_at"))).sent()
    alert = Alert.objects.filter(pk=OuterRef("alert"))
    others = Review.objects.filter(alert=OuterRef("alert")).exclude(pk=OuterRef("pk"))
    by_letter = Exists(alert.filter(Exists(telling.about_each(Alert)))) | Exists(
        others.filter(Exists(telling.about_each(Review)))
    )
    return Q(alert__origin=Origin.CX) | Q(by_letter)


def _actions(colleague: Colleague, today: date) -> QuerySet[Action]:
    """D3a D3b Agreed actions that stand, are not over, and of which no letter tells: neither their own nor another's.

    What a letter about an alert or about the outcome will tell is not owed twice. A written warning and an agreement are
    papers of their own, whatever else tells of them.
    """
    formal = Q(investigation__in=_files(colleague), kind__in=Action.TOLD)
    informal = Q(incident__in=_settled(colleague), kind__in=list(Action.LETTERS))
    will_be_told = Q(investigation__in=_outcomes(colleague).values("pk"))
    will_be_told |= Q(investigation__in=_notifications(colleague).values("investigation"))
    untold = ~Exists(Letter.objects.about_each(Action).written()) & ~will_be_told
    own_paper = Q(pk__in=[])
    for action, letter in Action.LETTERS.items():
        own_paper |= Q(_unwritten(Action, letter), kind=action)
    return Action.objects.filter(
        formal | informal, _not_over(today), untold | own_paper, agreed=True, set_aside_on=None
    )


MAY_BE_TOLD = Q(customer__isnull=False, customer__died=False, customer__never_write=False)


def _in_danger() -> Q:
    """P7c An alert is in force beside which nothing goes that nobody decided to tell: it could do the customer harm."""
    return Q(customer__in=Alert.objects.kept_for_harm().filter(customer__isnull=False).values("customer"))


def _files(colleague: Colleague) -> QuerySet[Investigation]:
    """Concluded cases of the Lead's areas, other than those that rest on third-party information alone (P4b)."""
    third_party = Investigation.objects.on_third_party_alone()
    concluded = Investigation.objects.visible_to(colleague).filter(
        MAY_BE_TOLD, service_area__in=colleague.area_ids, status=InvestigationStatus.CONCLUDED
    )
    return concluded.exclude(_in_danger() | Q(pk__in=third_party.values("pk")))


def _settled(colleague: Colleague) -> QuerySet[Incident]:
    """What line managers of the Lead's areas settled."""
    seen = Incident.objects.visible_to(colleague).filter(MAY_BE_TOLD, service_area__in=colleague.area_ids)
    settled = seen.exclude(about=About.THIRD_PARTY).exclude(status=IncidentStatus.VOID).exclude(_in_danger())
    return settled.filter(customer__in=Customer.objects.open_to(colleague))


def _answers(colleague: Colleague) -> QuerySet[Appeal]:
    """E3 Determined appeals and late refusals."""
    decided = Appeal.objects.visible_to(colleague).filter(service_area__in=colleague.area_ids, status__in=DECIDED)
    return decided.filter(_unwritten(Appeal, Kind.APPEAL_OUTCOME), customer__died=False)


def _corrections(colleague: Colleague, today: date) -> LetterQuerySet:
    """P9a Letters that went out with something in them that was not so, as far as their subject may still be written about."""
    told = Alert.objects.active().may_be_told()
    appeals = Appeal.objects.filter(customer__died=False)
    still: dict[type[Model], QuerySet[Any]] = {
        Alert: told,
        Review: Review.objects.filter(alert__in=told),
        Investigation: Investigation.objects.owing_a_letter(),
        Action: Action.objects.filter(_not_over(today), agreed=True, set_aside_on=None),
        Appeal: appeals.filter(status__in=[*RUNNING, *DECIDED]),
    }
    about = Q(pk__in=[])
    for model, found in still.items():
        this = {"subject_type": ContentType.objects.get_for_model(model), "subject_id__in": found.values("pk")}
        about |= Q(**this)
        if model is Alert:
            about |= Q(pk__in=AlsoAbout.objects.filter(**this).values("letter"))
    answered = Q(kind=Kind.APPEAL_ACKNOWLEDGEMENT) & ~Q(subject_id__in=appeals.filter(status__in=RUNNING).values("pk"))
    theirs = Letter.objects.visible_to(colleague).filter(about, service_area__in=colleague.area_ids)
    return theirs.exclude(answered).to_correct()


def _not_over(today: date) -> Q:
    return Q(live_until__isnull=True) | Q(live_until__gte=today)


def _correction_row(letter: Letter) -> Row:
    url = reverse("letters:letter", args=[letter.reference])
    return Row(letter.reference, url, f"{letter.customer}, {letter.name.lower()}", "Correcting letter owed", "red")


def _row(record: Subject, letter: str, about: str, kind: str) -> Row:
    return Row(record.reference, record.letter_page(letter), about, f"{kind} letter owed", "orange")


def _action_row(action: Action) -> Row:
    url = action.letter_page(action.letter_kind)
    return Row(action.reference, url, str(action.customer), f"{action} owed in writing", "orange")


def _answer_row(appeal: Appeal, today: date) -> Row:
    """P9b The answer is owed until its letter is sent, also where it may not be written: the appeal's page says why."""
    row = _row(appeal, Kind.APPEAL_OUTCOME, str(appeal.customer), "Appeal")
    if kept_from(appeal):
        page = reverse("appeals:appeal", args=[appeal.reference])
        row = replace(row, url=page, due="Answer owed, but no letter may be made")
    return replace(row, due=f"{row.due}, {appeal.clock(on=today)}", colour=urgency(appeal, today) or row.colour)


def urgency(appeal: Appeal, today: date) -> str:
    """P9b The colour of the days left."""
    left = appeal.days_left(on=today)
    if left is None or 0 <= left <= 7:
        return "orange"
    return "red" if left < 0 else ""


def kept_from(appeal: Appeal) -> bool:
    """P7c Whether the customer may plainly not be written to; the page of the letter knows of every reason."""
    withheld = appeal.alert is not None and appeal.alert.informing == Informing.WITHHOLD
    return withheld or appeal.customer.never_write
