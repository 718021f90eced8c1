"""Tell whether what a person asked for was done: something about them was corrected, made void or removed (§13)."""

from django.db.models import Q
from django.utils.text import capfirst

from alerts.choices import AlertStatus, EndedBecause, IncidentStatus
from alerts.models import Action, Alert, Incident, Marker
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
OF_THE_FILE = (
    *("title", "forenames", "surname", "known_as", "born", "telephone", "email", "format"),
    *("never_write", "never_message"),
)
"""The facts of the person's own file that are put right there, or in the housing system."""


def is_done(request: SubjectRequest) -> bool:
    """P13b Return whether anything about the person was corrected, made void or removed since the request came."""
    customer, since = request.customer, request.received_on
    void = Incident.objects.filter(customer=customer, status=IncidentStatus.VOID, voided_on__gte=since)
    ended = Alert.objects.filter(customer=customer, status=AlertStatus.ENDED, ended_on__gte=since)
    lifted = Marker.objects.filter(customer=customer, lifted_on__gte=since, changed_to=None)
    of_theirs = Q(incident__customer=customer) | Q(investigation__customer=customer)
    aside = Action.objects.filter(of_theirs, set_aside_on__gte=since)
    removed = [void, ended.exclude(ended_because=EndedBecause.REPLACED), lifted, aside]
    return any(found.exists() for found in removed) or _was_corrected(request) or _file_changed(request)


def is_promised(request: SubjectRequest) -> bool:
    """P13b Return whether the person was told that we do what they ask, and nothing was done yet."""
    promised = request.status == RequestStatus.CONCLUDED and request.outcome in AGREED and request.kind in KINDS
    return promised and not is_done(request)


def doubts(request: SubjectRequest, outcome: str) -> list[Doubt]:
    """P13b Return the question whether we promise what nobody has done yet."""
    if request.kind not in KINDS or outcome not in AGREED or is_done(request):
        return []
    sentence = (
        "Nothing about the customer was corrected, made void or removed since the request came. The Operational Leads of "
        f"{request.customer.service_area} are asked to do it, and our letter says that we will."
    )
    return [Doubt(NOT_YET, sentence, "nothing was done yet")]


def _was_corrected(request: SubjectRequest) -> bool:
    """P13b Return whether words were struck out for this request. A dispute beside them changes nothing."""
    own: list[type[Incident] | type[Alert]] = [Incident, Alert]
    amended = [
        one
        for model in own
        for record in model._default_manager.filter(customer=request.customer).exclude(amendments=[])
        for one in record.amendments
    ]
    return any(one["request"] == request.reference and one["struck"] for one in amended)


def _file_changed(request: SubjectRequest) -> bool:
    fields = {capfirst(str(getattr(Customer._meta.get_field(name), "verbose_name", name))) for name in OF_THE_FILE}
    since = [entry for entry in reading.history(request.customer) if entry.at >= request.created_at]
    return any(change.field in fields for entry in since for change in entry.changes)
