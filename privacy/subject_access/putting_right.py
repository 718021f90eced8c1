"""Tell whether what a person asked for was done: what they name was corrected, made void or removed (§13)."""

import re
from collections.abc import Iterator

from django.db.models import Q
from django.utils.text import capfirst

from alerts.choices import AlertStatus, EndedBecause, IncidentStatus
from alerts.models import Action, Alert, Incident, Investigation, Marker
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit import reading
from housing_alerts.kernel.refusals import Doubt
from privacy.choices import Outcome, RequestKind, RequestStatus
from privacy.models import SubjectRequest

KINDS = (RequestKind.RECTIFICATION, RequestKind.OBJECTION)
"""The rights by which a person asks us to change or to leave something."""
AGREED = (Outcome.DONE, Outcome.PARTLY)
"""The outcomes by which we promise to do it."""
NOT_YET = "NOT_YET"
OF_THE_FILE = ("title", "forenames", "surname", "known_as", "born", "telephone", "email")
"""The facts of the person's own file that are put right there, or in the housing system."""
HOW_WE_WRITE = ("format", "never_write", "never_message")
"""The facts of the file that say how we write to the person, or whether."""
ABOUT_WRITING = re.compile(r"\b(?:writ|letter|post|message|text|print|braille)", re.IGNORECASE)
"""The words by which a request is about how we write to the person."""
REFERENCE = re.compile(rf"\b(?:{'|'.join(model.PREFIX for model in (Alert, Incident, Investigation))})-\d{{4}}-\d+\b")
"""The form of a reference by which a request, or our reason, names what it is about."""


def is_done(request: SubjectRequest, reason: str = "") -> bool:
    """P13b Return whether what the request is about was corrected, made void or removed since it came.

    Where the request or our reason names references, it is about these alone. A fact of the file was asked for if they quote it.

    :param reason: the reason of the outcome that is about to be recorded.
    """
    said = "\n".join([request.words, *(answer for *_, answer in request.clarified), request.outcome_reason, reason])
    named = set(REFERENCE.findall(said))
    put_right = [*_removed(request), *_struck(request)]
    return any(not named or named & names for names in put_right) or _file_changed(request, said)


def is_promised(request: SubjectRequest) -> bool:
    """P13b Return whether the person was told that we do what they ask, and it was not done yet."""
    promised = request.status == RequestStatus.CONCLUDED and request.outcome in AGREED and request.kind in KINDS
    return promised and not is_done(request)


def doubts(request: SubjectRequest, outcome: str, reason: str) -> list[Doubt]:
    """P13b Return the question whether we promise what nobody has done yet."""
    if request.kind not in KINDS or outcome not in AGREED or is_done(request, reason):
        return []
    sentence = (
        "Nothing that the customer asks for was corrected, made void or removed since the request came. The Operational Leads "
        f"of {request.customer.service_area} are asked to do it, and our letter says that we will."
    )
    return [Doubt(NOT_YET, sentence, "nothing was done yet")]


def _removed(request: SubjectRequest) -> Iterator[set[str]]:
    """P13b Yield the references of each report, alert, marker and action of theirs that no longer counts since."""
    customer, since = request.customer, request.received_on
    for report in Incident.objects.filter(customer=customer, status=IncidentStatus.VOID, voided_on__gte=since):
        yield {report.reference}
    ended = Alert.objects.filter(customer=customer, status=AlertStatus.ENDED, ended_on__gte=since)
    for alert in ended.exclude(ended_because=EndedBecause.REPLACED):
        yield {alert.reference, *_of_case(alert.investigation)}
    for marker in Marker.objects.filter(customer=customer, lifted_on__gte=since, changed_to=None):
        yield {marker.incident.reference}
    of_theirs = Q(incident__customer=customer) | Q(investigation__customer=customer)
    for action in Action.objects.filter(of_theirs, set_aside_on__gte=since):
        yield {action.reference, *_of_case(action.investigation)}


def _of_case(case: Investigation | None) -> set[str]:
    return {case.reference, *(report.reference for report in case.incidents.all())} if case else set()


def _struck(request: SubjectRequest) -> Iterator[set[str]]:
    """P13b Yield the reference of each record with words struck out for this request. A dispute changes nothing."""
    own: list[type[Incident] | type[Alert]] = [Incident, Alert]
    for model in own:
        for record in model._default_manager.filter(customer=request.customer).exclude(amendments=[]):
            if any(one["request"] == request.reference and one["struck"] for one in record.amendments):
                yield {record.reference}


def _file_changed(request: SubjectRequest, said: str) -> bool:
    """P13b Return whether a fact of the file was changed since that the request or our reason quotes."""
    quoted, writing = _labels(OF_THE_FILE), _labels(HOW_WE_WRITE)
    since = [entry for entry in reading.history(request.customer) if entry.at >= request.created_at]
    changes = [change for entry in since for change in entry.changes]
    told = any(one.field in writing for one in changes) and bool(ABOUT_WRITING.search(said))
    return told or any(
        one.field in quoted and (_quotes(said, one.before) or _quotes(said, one.after)) for one in changes
    )


def _labels(names: tuple[str, ...]) -> set[str]:
    return {capfirst(str(getattr(Customer._meta.get_field(name), "verbose_name", name))) for name in names}


def _quotes(said: str, value: str) -> bool:
    """Return whether the words quote this value, however it is spaced, such as a telephone number."""
    letters = r"\s*".join(re.escape(letter) for letter in value if not letter.isspace())
    return value != reading.NOTHING and re.search(rf"(?<!\w){letters}(?!\w)", said, re.IGNORECASE) is not None
