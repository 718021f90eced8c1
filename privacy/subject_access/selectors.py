"""Select subject requests, and the items of their bundles, for the Data Protection Officer alone."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from alerts.choices import About, AlertStatus, IncidentStatus
from alerts.models import Action, Alert, Entry, Incident, Investigation, Review
from alerts.writing import at_home
from appeals.models import Appeal
from housing_alerts.customers.models import Customer, Membership
from housing_alerts.customers.selectors import with_file
from housing_alerts.kernel.audit.models import ReadEvent
from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.refusals import Doubt
from housing_alerts.staff.models import Colleague
from letters import dispatch
from letters.choices import LetterStatus
from letters.models import Letter
from privacy.bundle import sealing
from privacy.bundle.collecting import Item, collect, person_of, rows_of
from privacy.bundle.parties import Found, found_in, parties
from privacy.bundle.redacting import redacted, stands_in
from privacy.bundle.sealing import Bundle, bundle
from privacy.bundle.untold import REPORTS, Kept, kept_from, kept_in
from privacy.choices import Group, RequestKind, SharingStatus, Verdict
from privacy.models import Disclosure, LegalHold, SharingRequest, SubjectRequest

from . import permissions

MOST = 50
"""The number of answered requests that are listed; the audit site has all."""


AS_IT_WAS_MADE = Doubt(
    "changed", "It was given as it was made. What leaves changed since then.", "it was given as it was made"
)
AT_THE_DOOR = ("look-up", "visits", "visits kept on a phone", "visits opened without a connection", "news of a place")
"""The pages that show what to do at the door, and never the words of a report."""
FILE = "customer"
"""The page of a person, which shows their reports. Other pages of theirs, such as the contacts, show none."""
A_LINE = 20
"""The fewest characters of a line of an account by which it is found again in another record."""


class Reviewed(NamedTuple):
    """An item of the bundle, the other people named in it, and the last decision on it."""

    item: Item
    found: list[Found]
    disclosure: Disclosure | None
    kept: Kept | None = None
    """The alert, report, sharing request or hold of which the person was not told, if the item speaks of one."""
    opened: bool = False
    """Whether each item has to be opened, because somebody at home may be in danger from what it says."""
    told: tuple[str, ...] = ()
    """The references of the reports that may be what somebody at home told us, and the lines of their accounts."""

    @property
    def confided(self) -> bool:
        """Return whether it may be what somebody at home told us, who may be in danger from it."""
        return may_be_confided(self.item) or any(reference in self.item.title for reference in self.told)

    @property
    def telling(self) -> list[str]:
        """P7c List the lines that name such a report, or say that somebody at home is at risk."""
        signs = [
            *self.told,
            *at_home.AT_HOME.values(),
            at_home.CONFIDED,
            at_home.RELAYED,
            at_home.TOLD_FROM_AFAR,
            dispatch.ASKS_FOR_CARE,
        ]
        lines = [line.strip() for _, words in self.item.lines for line in words.splitlines()]
        return list(dict.fromkeys(line for line in lines if any(sign.casefold() in line.casefold() for sign in signs)))

    def lets_out(self, verdict: str, taken_out: Collection[str]) -> bool:
        """P7c Return whether this decision lets the person read what somebody at home may have told us."""
        kept_back = verdict == Verdict.REDACT and set(self.telling) <= set(taken_out) and not self.confided
        return verdict != Verdict.WITHHOLD and not kept_back and (self.confided or bool(self.telling))

    @property
    def decided(self) -> bool:
        """Return whether it is decided, and nothing in it changed since."""
        return self.disclosure is not None and self.disclosure.fingerprint == self.item.fingerprint

    @property
    def clean(self) -> bool:
        """Return whether it waits for a decision, names nobody else in the data, and has no file to look at.

        An item that speaks of what was kept from the person is decided on by itself, and so is each where somebody at home
        may be in danger: words without a name can say who told us.
        """
        alone = self.kept or self.opened or self.confided or self.telling
        return not (self.decided or self.found or self.item.file or alone)


def may_be_confided(item: Item) -> bool:
    """P7c P13b Return whether it reads as if somebody at home told us, or reports danger there."""
    of_home = any(circumstance.label in item.text for circumstance in at_home.AT_HOME)
    afar = About.RISK.label in item.text and any(channel.label in item.text for channel in at_home.FROM_AFAR)
    by_name = any(channel.label in item.text for channel in at_home.FROM_AFAR) and at_home.names_who_rang(item.text)
    return ((of_home or afar or by_name) and item.group == Group.REPORTS) or at_home.confided(item.text)


class Care(NamedTuple):
    """P7c The facts to mind before anything goes to the person.

    :param kept: the alerts, reports, sharing requests and holds of which they were not told.
    :param risks: why somebody else could read their post.
    :param risks_of_mail: why somebody else could read their e-mail.
    :param asked_for_child: who asks for the data of a child, if somebody does.
    """

    kept: list[Kept]
    never_write: bool
    risks: list[str]
    risks_of_mail: list[str]
    asked_for_child: str = ""

    @property
    def unknown(self) -> list[Alert | Incident | SharingRequest | LegalHold]:
        """Return the records of which they were not told."""
        return [one.record for one in self.kept]

    def warnings(self, customer: Customer) -> list[str]:
        """Return a sentence for each thing to mind."""
        found = [f"{customer} {one.warning} Each item that speaks of it is decided on by itself." for one in self.kept]
        if self.never_write:
            found.append(
                f"{customer} must never be written to. Agree a safe way, or let them collect the answer in person."
            )
        if self.asked_for_child:
            found.append(
                f"{customer} is a child, and {self.asked_for_child} asks. The data are the child's own: ask the child, where "
                "they can understand it. A parent may be somebody from whom the child or the other parent must be safe: look "
                "for their name in each item, and give no address."
            )
        if self.risks:
            risks = " and ".join(self.risks)
            found.append(
                f"Post to their home is not safe: {risks}. Agree a safe way, or let them collect it in person."
            )
        if self.risks_of_mail:
            found.append(f"E-mail to them is not safe: {' and '.join(self.risks_of_mail)}. Agree a safe way.")
        return found


def care(request: SubjectRequest, *, on: date) -> Care:
    """P7c Return the facts to mind before anything goes to the person of the request."""
    customer = request.customer
    incidents = Incident.objects.filter(customer=customer).exclude(known_at=None)
    of_cases = at_home.risks_at_home(customer, incidents, on=on)
    risks = list(dict.fromkeys([*dispatch.risks_at_home(customer, on=on), *of_cases]))
    asks = request.made_by if asked_for_child(request) else ""
    return Care(kept_from(customer), customer.never_write, risks, dispatch.risks_of_mail(customer), asks)


def asked_for_child(request: SubjectRequest) -> bool:
    """P13b Return whether somebody else asked for the data of a person who was a child on that day."""
    return bool(request.made_by) and request.customer.is_child(on=request.received_on)


def requests(colleague: Colleague) -> tuple[list[SubjectRequest], list[SubjectRequest]]:
    """Return the open requests, the most urgent first, and the last that were answered.

    :raises Http404: for all but the Data Protection Officer.
    """
    if permissions.why_may_not_answer(colleague):
        raise Http404
    found = SubjectRequest.objects.visible_to(colleague).select_related("customer")
    answered = found.exclude(pk__in=found.open().values("pk")).order_by("-changed_at", "-pk")
    return list(found.open()), list(answered[:MOST])


def request(colleague: Colleague, reference: str) -> SubjectRequest:
    """Return one request. :raises Http404: for all but the Data Protection Officer."""
    visible = SubjectRequest.objects.visible_to(colleague)
    related = visible.select_related("customer__organisation", "created_by", "changed_by", "answered_by")
    found = get_object_or_404(related, reference=reference)
    with_file(found.customer, "merged_from")
    return found


def access_request(colleague: Colleague, reference: str) -> SubjectRequest:
    """Return one request to see the data. :raises Http404: for all but the Data Protection Officer, and of another kind."""
    found = request(colleague, reference)
    if found.kind != RequestKind.ACCESS:
        raise Http404
    return found


def reports(request: SubjectRequest) -> list[Incident]:
    """P13b Return the logged reports about the person of a request to put data right, the newest first; none for another."""
    if request.kind != RequestKind.RECTIFICATION:
        return []
    about = Incident.objects.filter(customer__in=person_of(request.customer).keys).exclude(status=IncidentStatus.DRAFT)
    return list(about.order_by("-occurred_at", "-pk"))


def report(request: SubjectRequest, reference: str) -> Incident:
    """Return one of the reports about the person. :raises Http404: where it is none of them."""
    found = next((each for each in reports(request) if each.reference == reference), None)
    if found is None:
        raise Http404
    return found


def decided_alerts(request: SubjectRequest) -> list[Alert]:
    """P13b Return the imposed, declined and ended alerts about the person of a request to put data right, the newest first."""
    decided = [AlertStatus.ACTIVE, AlertStatus.DECLINED, AlertStatus.ENDED]
    return [each for each in _alerts(request) if each.status in decided]


def alert(request: SubjectRequest, reference: str) -> Alert:
    """Return one of the alerts about the person, decided or not. :raises Http404: where it is none of them."""
    found = next((each for each in _alerts(request) if each.reference == reference), None)
    if found is None:
        raise Http404
    return found


def _alerts(request: SubjectRequest) -> list[Alert]:
    if request.kind != RequestKind.RECTIFICATION:
        return []
    about = Alert.objects.filter(customer__in=person_of(request.customer).keys)
    return list(about.select_related("type", "customer", "investigation__lead"))


class Recipients(NamedTuple):
    """P13b Whoever has had the words: they are told where these are put right (UK GDPR, article 19)."""

    others: list[SharingRequest]
    entries: list[Entry]
    letters: list[Letter]
    readers: list[str]


def recipients(incident: Incident) -> Recipients:
    """P13b Return the recipients of a report since it was logged, and whoever opened it or a case that shows it."""
    since = existing(incident.known_at, "a report that was logged has the moment")
    files, actions = incident.investigations.all(), Action.objects.filter(incident=incident)
    alerts = Alert.objects.filter(investigation__in=files)
    shown = _cases(files, alerts, actions | Action.objects.filter(investigation__in=files))
    entries = list(incident.entries.exclude(entered_on=None).order_by("entered_on", "pk"))
    return _recipients(incident.customer, since, [incident.reference, *shown], entries)


def recipients_of_alert(alert: Alert) -> Recipients:
    """P13b Return the recipients of an alert since it was drafted, and whoever opened it or a case that shows it.

    Nothing that was written of it is keyed into another system.
    """
    files, alerts = Investigation.objects.filter(alerts=alert), Alert.objects.filter(pk=alert.pk)
    return _recipients(alert.customer, alert.created_at, _cases(files, alerts, Action.objects.none()), [])


def _recipients(person: Customer | None, since: datetime, shown: list[str], entries: list[Entry]) -> Recipients:
    day, gone = timezone.localdate(since), [LetterStatus.SENT, LetterStatus.RETURNED]
    of_file = Q(reference=person.reference, opened=FILE) if person else Q(pk__in=[])
    found = ReadEvent.objects.filter(Q(reference__in=shown) | of_file, at__gte=since)
    opened = found.exclude(opened__in=AT_THE_DOOR).values("by")
    return Recipients(
        list(SharingRequest.objects.filter(customer=person, status=SharingStatus.SHARED, decided_on__gte=day)),
        entries,
        list(Letter.objects.filter(customer=person, status__in=gone, sent_on__gte=day).order_by("sent_on", "pk")),
        [str(each) for each in Colleague.objects.filter(pk__in=opened).order_by("last_name", "first_name", "pk")],
    )


def _cases(files: QuerySet[Investigation], alerts: QuerySet[Alert], actions: QuerySet[Action]) -> list[str]:
    """Return the references of the cases, and of their reviews and appeals, whose pages show the words.

    Whoever decides reads them there: a Head of Service in the investigation or the alert, or with an appeal.
    """
    appeals = Appeal.objects.filter(Q(alert__in=alerts) | Q(action__in=actions))
    cases = [files, alerts, Review.objects.filter(alert__in=alerts), appeals]
    return [each for case in cases for each in case.values_list("reference", flat=True)]


def customer(reference: str) -> Customer | None:
    """Return the person of that whole reference, or the one into whom that person was merged."""
    return Customer.objects.of_reference(reference.strip()).select_related("organisation").first()


def reviewed(request: SubjectRequest, group: str = "") -> list[Reviewed]:
    """Return the items of the bundle in its order with the decisions; with ``group``, of that section alone."""
    items = collect(request)  # whole: somebody who is named in one section is found in all
    others = parties(request, items)
    decided = {each.key: each for each in request.disclosures.select_related("changed_by")}
    shown = [item for item in items if not group or item.group == group]
    kept, told = kept_from(request.customer), _told_at_home(items)
    opened = endangers_others(request) or asked_for_child(request)
    cut = {key: each.taken_out for key, each in decided.items()}
    return [
        Reviewed(item, found_in(item, others, cut), decided.get(item.key), kept_in(item, kept), opened, told)
        for item in shown
    ]


def standing_elsewhere(request: SubjectRequest, cut: Reviewed, words: Iterable[str]) -> list[Disclosure]:
    """P13b Return the decisions by which words taken out of this item would still go to the person with another.

    Words that the data know are found in each item by themselves.
    """
    unknown = set(words) - {*cut.telling, *(each.words for each in cut.found)}
    if not unknown:
        return []
    texts = {item.key: item.text for item in collect(request)}
    decided = request.disclosures.exclude(key=cut.item.key).exclude(verdict=Verdict.WITHHOLD).exclude(fingerprint="")
    return [
        each
        for each in decided
        if any(stands_in(one, redacted(texts.get(each.key, ""), each.taken_out)) for one in unknown)
    ]


def reasons_beside(request: SubjectRequest, key: str) -> set[str]:
    """Select the reasons of the decisions on all other items."""
    return {reason.strip() for reason in request.disclosures.exclude(key=key).values_list("reason", flat=True)}


def _told_at_home(items: list[Item]) -> tuple[str, ...]:
    """P7c Return the references and accounts, line by line, of what somebody at home may have told us.

    Other records name these, or say them again.
    """
    label = f"{Incident._meta.label_lower}."
    found = [item.key.removeprefix(label) for item in items if item.key.startswith(label) and may_be_confided(item)]
    told = Incident.objects.filter(pk__in=found) if found else Incident.objects.none()
    lines = [line.strip() for incident in told for line in incident.account.splitlines()]
    return (*(incident.reference for incident in told), *(line for line in lines if len(line) >= A_LINE))


def endangers_others(request: SubjectRequest) -> bool:
    """P7c P13b Return whether reports tell of danger at home, or somebody of the household has a restricted file.

    Those about somebody else of the household or about the home count, because the danger may be the person's.
    """
    person = person_of(request.customer)
    lived = Membership.objects.filter(customer__in=person.keys).values("tenancy")
    household = Customer.objects.filter(memberships__tenancy__in=lived)
    about = Q(pk__in=rows_of(REPORTS, person).values("pk")) | Q(customer__in=household)
    incidents = Incident.objects.filter(about).exclude(status=IncidentStatus.DRAFT)
    others = household.filter(restricted=True).exclude(pk__in=person.keys)
    return bool(at_home.reported_of_home(incidents)) or others.exists()


def fingerprint(found: Sequence[Reviewed]) -> str:
    """Return a digest of these items, by which a page tells that an item was added, changed or decided since."""
    rows = [f"{each.item.key} {each.item.fingerprint} {each.clean}" for each in found]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def section_of(request: SubjectRequest, key: str) -> tuple[Reviewed, list[Reviewed]]:
    """Return one item of the bundle, and all of its section. :raises Http404: where the bundle holds no such item."""
    found = reviewed(request)
    item = next((each for each in found if each.item.key == key), None)
    if item is None:
        raise Http404
    return item, [each for each in found if each.item.group == item.item.group]


def undecided(request: SubjectRequest) -> int:
    """Return how many items of the bundle are not decided, or changed since."""
    decided = {each.key: each.fingerprint for each in request.disclosures.all()}
    return sum(decided.get(item.key) != item.fingerprint for item in collect(request))


def digest(request: SubjectRequest) -> str:
    """Return the SHA-256 of the data that leave, as they are decided now; nothing while an item waits for a decision."""
    return "" if undecided(request) else sealing.digest(request, made(request))


class Edition(NamedTuple):
    """P13b The bundle that was made last in one form: its SHA-256, empty where none was, and what is asked about it."""

    digest: str
    doubts: list[Doubt]


def edition(request: SubjectRequest, given_as: str) -> Edition:
    """P13b Return the bundle that was made last in this form."""
    last = request.history.filter(given_as=given_as).exclude(made_digest="").order_by("-history_id").first()
    kept = last.made_digest if last else ""
    return Edition(kept, [AS_IT_WAS_MADE] if kept and kept != digest(request) else [])


def made(request: SubjectRequest) -> Bundle:
    """Return the bundle that leaves. Ask :func:`undecided` first."""
    return bundle(collect(request), {each.key: each for each in request.disclosures.all()})
