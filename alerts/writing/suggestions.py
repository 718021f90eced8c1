"""Suggest words for the letters about alerts, reviews and investigations (E1, E2, E4, §8).

Each text is true of any case that fits it, and names nobody. None passes as finished: the Lead confirms that it is true
here, or ends the sentence with a fact of the case.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date

from django.db.models import Q

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.choices import (
    GRAVE,
    About,
    Channel,
    Danger,
    EndedBecause,
    IncidentStatus,
    ReviewOutcome,
    ReviewStatus,
    Side,
)
from alerts.incidents.beside import at_home_of
from alerts.incidents.models import Incident
from alerts.incidents.words import place_told
from alerts.investigations.discussions import customers_side
from alerts.investigations.models import Investigation
from alerts.reviews.models import Review
from housing_alerts.kernel import procedure

from . import at_home, drafts, measures
from .reported import it_was_reported, we_looked_into

_WITH_THE_DOG = (
    "We need to come into your home without meeting your dog. Shutting it away before each visit will count in your "
    "favour."
)
_WITH_CONTACT = (
    "We can deal best with what you ask if you contact us in the way we have set out. Keeping to it will count in "
    "your favour."
)
_WITH_VISITS = "We need to visit your home safely. If the next visits are calm, that will count in your favour."


def removals(alerts: Collection[Alert]) -> list[str]:
    """E1 List texts on what leads to the removal of each alert in the letter, first one text for all."""
    of_each = list(dict.fromkeys(_removal(alert) for alert in alerts))
    together = [" ".join(of_each)] if len(of_each) > 1 else []
    about_contact = all(measures.is_of_contact(alert) for alert in alerts)
    first = drafts.REMOVAL_OF_CONTACT if about_contact else drafts.REMOVAL
    return list(dict.fromkeys([first, *together, *of_each]))


def _removal(alert: Alert) -> str:
    """Return words about visits only where the alert changes them."""
    if alert.type.code == procedure.DANGEROUS_DOGS:
        return _WITH_THE_DOG
    if not measures.is_of_contact(alert):
        return _WITH_VISITS
    return _WITH_CONTACT if measures.words_on_contact_fit(alert) else drafts.REMOVAL_OF_CONTACT


_MORE_REPORTED = (
    (
        "We are still concerned about your behaviour, because of what has been reported to us since the last review. We would "
        "welcome steps from you to put this right."
    ),
    "We have had new reports about your behaviour since the last review, so things have not got better.",
)
_NOT_GONE_DOWN = "We still think that the alert is needed, because "
_STILL_IN_GENERAL = (
    "We have looked again at what was reported and at what we know now. We still think that the alert is needed."
)
_STILL_CONCERNED = (*_MORE_REPORTED, _NOT_GONE_DOWN, _STILL_IN_GENERAL)
_THANKS = (" Thank you for working with us.", ", and we thank you for that")
"""Thanks, which are left out for a customer who used or threatened violence."""
_QUIET = (
    "We have had no new concerns since the last review, and we thank you for that. It is too early to be sure that this "
    "will last."
)
_TOO_EARLY = (
    _QUIET,
    "We have had little contact with you since the last review, so we cannot tell yet whether things have got better.",
)
_KEPT_TO_IT = "You have kept to what we asked of you. Thank you for working with us."
_NO_CONCERNS = (
    "We have had no further concerns about your behaviour. Thank you for working with us.",
    _KEPT_TO_IT,
)
_RISK_REDUCED = (
    "We have looked again at what was reported and at what we know now. We do not think that the alert is needed any more.",
    "Things have changed since we put the alert on your record. We do not think that it is needed any more.",
)
_VISITS_WENT_WELL = (
    "Our visits have gone well since the last review, so we need less than before to keep everybody safe."
)
_OF_QUIET = (*_NO_CONCERNS, _QUIET)
"""The words that are untrue where something was reported since."""
_EASIER_TO_REACH = (
    "You have kept to what we asked of you since the last review. We can make it easier for you to reach us."
)
REASONS: dict[str, tuple[str, ...]] = {
    ReviewOutcome.KEEP: (*_MORE_REPORTED, *_TOO_EARLY, _NOT_GONE_DOWN, _STILL_IN_GENERAL),
    ReviewOutcome.STRENGTHEN: _STILL_CONCERNED,
    ReviewOutcome.CHANGE_TYPE: _STILL_CONCERNED,
    ReviewOutcome.STEP_DOWN: (
        "We have had fewer concerns since the last review, so we can take some of the measures away.",
        _VISITS_WENT_WELL,
        _EASIER_TO_REACH,
    ),
    ReviewOutcome.REMOVE: (*_NO_CONCERNS, *_RISK_REDUCED),
}
"""E2 The suggested reasons by the outcome of the review."""
OF_THE_FIRST = ("since the last review", "since we put the alert on your record")
"""The words about time in the reason of a later review, and those that replace them in the first review."""


_NOT_NEEDED = ("Things have changed since we put it there, so it is not needed any more.",)
REMOVED: dict[str, tuple[str, ...]] = {
    EndedBecause.RISK_REDUCED: REASONS[ReviewOutcome.REMOVE],
    EndedBecause.CIRCUMSTANCES: _NOT_NEEDED,
    EndedBecause.REPLACED: _NOT_NEEDED,
    EndedBecause.ERROR: ("We looked at it again, and found that we should not have put it on your record.",),
}
"""P8b The reasons why an alert is gone, where no other letter gives one. The recorded reason is for colleagues only."""


NO_LONGER_HELD = ["We no longer have the report for which the alert was put on your record."]
"""E2 The words about the report behind an alert of the housing system, where nothing of it was kept."""


def removed(alert: Alert) -> list[str]:
    """P8b List the reasons for its removal between reviews that are true here."""
    return _true(REMOVED.get(alert.ended_because, ()), alert, list(alert.reviews.all()))


def reasons(review: Review) -> list[str]:
    """E2 List the reasons for the review's outcome that are true here."""
    reviews = review.alert.reviews.all()
    before = [each for each in reviews if each.status == ReviewStatus.COMPLETED and each.pk != review.pk]
    texts = _true(REASONS.get(review.outcome, ()), review.alert, before)
    return texts if before else [text.replace(*OF_THE_FIRST) for text in texts]


def _true(words: tuple[str, ...], alert: Alert, before: list[Review]) -> list[str]:
    """List those of the words that are true here.

    Further reports, or none, are mentioned only where that is so since the last review or the start. What was reported at
    the customer's address, where nobody is named, is neither: the letter does not speak of it. Nor does it where somebody at
    home may have told us. Visits are mentioned only where the alert changes them; how to reach us, only where it does not.
    Nobody has kept to what no letter told them. General words are for a case in which details put somebody at risk.
    """
    if not words:
        return []
    since = max((each.completed_on for each in before if each.completed_on), default=alert.effective_from)
    of_behaviour = drafts.of_behaviour([alert])
    reported = _reported_since(alert, since, of_behaviour=of_behaviour)
    untrue = {*(_OF_QUIET if reported else _MORE_REPORTED)}
    untrue |= {*_MORE_REPORTED} if at_home.reported_of_home(reported) else set()
    untrue |= {*_OF_QUIET, _VISITS_WENT_WELL} if _unnamed_since(alert, since) else set()
    untrue.add(_VISITS_WENT_WELL if measures.is_of_contact(alert) else _EASIER_TO_REACH)
    untrue |= set() if alert.told_by_letter() else {_KEPT_TO_IT, _EASIER_TO_REACH}
    untrue |= set() if details_endanger(alert) else {_STILL_IN_GENERAL}
    true = (_without_thanks(alert, said) for said in words if said not in untrue)
    return [said if of_behaviour else said.replace(_OF_BEHAVIOUR, "") for said in true]


_OF_BEHAVIOUR = " about your behaviour"
"""The words that are left out where nobody behaved badly: the alert is about a dog or a risk alone."""


def _reported_since(alert: Alert, since: date | None, *, of_behaviour: bool) -> list[Incident]:
    """P4b List the reports that came in since and are no drafts and no third-party information.

    Where the alert is about behaviour, a report counts that names some.
    """
    reports = Incident.objects.filter(customer=alert.customer, occurred_at__isnull=False, known_at__date__gt=since)
    reports = reports.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID]).exclude(about=About.THIRD_PARTY)
    return list(reports.filter(behaviours__isnull=False) if of_behaviour else reports)


def _unnamed_since(alert: Alert, since: date | None) -> bool:
    """Return whether something was reported where the customer lives, of which nobody knows who it was."""
    reports = Incident.objects.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])
    there = at_home_of(customer=alert.customer_id) if alert.customer_id else Q(pk__in=[])
    return reports.filter(there, known_at__date__gte=since).exists()


def _without_thanks(alert: Alert, said: str) -> str:
    """Return the suggestion, without thanks where the alert rests on violence, a threat of it, or a weapon."""
    if not any(incident.threatened_violence() for incident in _behind(alert)):
        return said
    for thanks in _THANKS:
        said = said.replace(thanks, "")
    return said


def _behind(alert: Alert) -> Iterator[Incident]:
    """Yield the incidents behind the alert, and behind those that it replaced one after the other."""
    each: Alert | None = alert
    while each:
        yield from each.investigation.standing_incidents() if each.investigation else []
        each = each.replaces


_LISTENED = (
    "We have listened to your side. What happened was out of character, and we do not expect it to happen again."
)
_INSTEAD = "What we have decided instead is enough to put this right. An alert would go further than we need."
NOT_NEEDED = "We do not think that an alert is needed, because "
NOT_IN_GENERAL = "We have weighed what was reported and what we know. We do not think that an alert is needed."
CONSIDERED = (
    NOT_NEEDED,
    NOT_IN_GENERAL,
    "We could not confirm what was reported. Without that, an alert would not be fair.",
    _LISTENED,
    _INSTEAD,
)
"""E4 The suggested reasons why nothing was imposed."""


def considered(file: Investigation) -> list[str]:
    """E4 List the reasons why nothing was imposed that are true here.

    "We have listened" is left out where the customer did not give their side, and what we decided instead where nothing
    is told of.
    """
    untrue = set() if customers_side(file.discussions.all()) == Side.GIVEN else {_LISTENED}
    untrue |= set() if file.told_actions() else {_INSTEAD}
    untrue |= set() if details_endanger(file) else {NOT_IN_GENERAL}
    return [said for said in CONSIDERED if said not in untrue]


IN_GENERAL = "We have weighed what was reported and what we know. We think that this is needed."
"""The words for a case in which details, or that there are some, could betray or endanger somebody."""
_AT_RISK = "We think that somebody who works for us could come to harm without this, because "
_IN_THE_WAY = "As things are, we cannot help you and others as well as we should, because "
WARNED = "We want you to know how serious it is, because "
OFFERED = "We think that an agreement helps us to treat each other well from now on, because "
AGREED = "We think that this helps to put things right, because "
"""D3a D3b The beginnings of the reasons for an action. Each asks for a fact of the case, and is not finished without it."""


def details_endanger(case: Alert | Action | Investigation) -> bool:
    """P4b P7c Return whether details of the case in a letter could betray or endanger somebody."""
    restricted = case.customer is not None and case.customer.restricted
    return restricted or bool(at_home.reported_of_home(drafts.behind(case)))


def given(begins: str, action: Action) -> list[str]:
    """D3a D3b List the beginning of a reason for the action and, where details endanger somebody, general words."""
    return [begins, *([IN_GENERAL] if details_endanger(action) else [])]


def imposed(alerts: Collection[Alert]) -> list[str]:
    """E1 List the beginnings of reasons for the alerts in a letter: for those about contact alone, nothing of harm.

    General words are for a case in which details endanger somebody.
    """
    of_contact = [measures.is_of_contact(alert) for alert in alerts]
    begins = [*([] if all(of_contact) else [_AT_RISK]), *([_IN_THE_WAY] if any(of_contact) else [])]
    return [*begins, *([IN_GENERAL] if any(details_endanger(alert) for alert in alerts) else [])]


NOT_ASKED = (
    "We had to act at once to keep people safe.",
    "We had to decide quickly.",
    "We tried to reach you, and could not.",
    "We asked you for it, and had no answer.",
)
"""D3b The suggested reasons why there is no account of the customer's side."""


_REPORTED = {
    "THREATS": "you threatened somebody who works for us.",
    "VIOLENCE": "you used violence against somebody who works for us.",
    "VERBAL_ABUSE": "you used abusive words to somebody who works for us.",
    "DEROGATORY": "you made hurtful remarks about somebody who works for us.",
    "RUDENESS": "you were rude to somebody who works for us.",
    "SAME_ISSUE": "you contacted us again and again about something that we had answered.",
    "CONTINUAL": "you contacted us so often that we could not deal with what you asked.",
    "SPECIFIC_STAFF": "you would speak to one person who works for us and to nobody else, when others could help.",
    "DECISION": "you would not accept a decision that we had explained to you.",
}
_DOG = "your dog was not under control when somebody who works for us came to your home."
_MOST = 4


def reported(case: Alert | Action) -> list[str]:
    """E1 D3a List texts about the reports: for each incident its own report, by the examples recorded with it.

    Where several incidents reported something, the first text tells of each of them.
    """
    return _told(case, it_was_reported)


def looked_into(file: Investigation | None) -> list[str]:
    """E4 List the same texts, worded as a matter that we looked into."""
    return _told(file, we_looked_into) if file else []


def _told(case: Alert | Action | Investigation, begins: Callable[[list[Incident]], str]) -> list[str]:
    told = [
        [f"{begins([incident])} {words}" for words in said]
        for incident in drafts.behind(case)
        if begins([incident]) and (said := _reported_by(incident))
    ]
    of_each = [" ".join(first for first, *_ in told)] if len(told) > 1 else []
    return (of_each + [sentence for sentences in told for sentence in sentences])[:_MOST]


def _reported_by(incident: Incident) -> list[str]:
    codes = {example.code for example in incident.examples.all()}
    said = [words for code, words in _REPORTED.items() if code in codes]
    if _is_about_their_dog(incident):
        said.insert(0, _DOG)
    return said


def _is_about_their_dog(incident: Incident) -> bool:
    """Return whether a dog at the customer's home is all the danger, and no correction leaves open whose it is."""
    if incident.correction or set(GRAVE).intersection(incident.dangers):
        return False
    if Danger.DOG not in incident.dangers:
        return False
    return place_told(incident) == Channel.HOME_VISIT
