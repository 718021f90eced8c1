"""What the colleagues of a race do, each in one transaction, and what is counted afterwards."""

import hashlib
import time
from typing import Any

from django.db import transaction
from django.utils import timezone

from alerts.alert import services as alert_services
from alerts.decisions import services as decisions_services
from alerts.decisions.answers import Authority
from alerts.investigations import services as investigations_services
from alerts.models import Alert, Investigation, Review
from alerts.reviews import services as reviews_services
from appeals import services as appeals
from appeals.models import Appeal
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit import chain, trail
from housing_alerts.kernel.audit.models import CHAINS, AuditEvent
from housing_alerts.kernel.records import saving
from housing_alerts.staff.models import Colleague
from letters import services as letters
from letters.models import IssuedPdf, Letter
from letters.printing import rendering
from privacy.disposal import services as disposals
from privacy.models import DisposalBatch, Tombstone
from tests import scenarios
from tools import demo
from tools.demo import Cast

TYPED = "A sentence that was typed."
NOBODY_ELSE_S = ("D900009", "D900008", "D900006", "D900005", "D900004", "D900003")
"""The customers whom no other race is about."""
PATIENCE = 120
"""Seconds that a process waits for what others do."""


def set_the_scene() -> None:
    """The cast, committed; two Leads for Housing, so that one can be quicker than the other."""
    cast = scenarios.set_the_scene(timezone.localdate())
    scenarios.lead_for(cast.lead2, cast.customers[scenarios.LODGER].service_area)


def arrive() -> None:
    """Be there: whoever is asked for something next starts without delay."""


def _cast() -> Cast:
    people = {colleague.username: colleague for colleague in Colleague.objects.all()}
    customers = {customer.reference: customer for customer in Customer.objects.all()}
    return Cast(people, customers, timezone.localdate())


@transaction.atomic
def _met_somebody_new() -> Cast:
    """The cast, with a customer in Mr Lodger's place who has no case yet: each case costs what the first one did."""
    cast = _cast()
    row = next(row for row in demo.CUSTOMERS if row[0] == scenarios.LODGER)
    reference = f"D{950000 + len(cast.customers)}"
    cast.customers[scenarios.LODGER] = demo.add_customer(reference, *row[1:6], reference, *row[7:])
    return cast


def _by(name: str) -> Colleague:
    return Colleague.objects.get(username=name)


def _seen(record: Any) -> dict[str, Any]:
    record.refresh_from_db()
    return {"reference": record.reference, "version": record.version}


# A case for the next race


def proposed() -> dict[str, Any]:
    """An alert that waits for the Head of Service. What an earlier race imposed is ended first."""
    cast = _met_somebody_new()
    for alert in Alert.objects.active():
        alert_services.end_alert(
            alert=alert,
            version=alert.version,
            by=cast.lead,
            on=cast.today,
            because="RISK_REDUCED",
            reason=TYPED,
            seen=scenarios.seen(alert),
        )
    return _seen(scenarios.proposed(cast))


def two_proposed() -> list[dict[str, Any]]:
    """Two alerts of one investigation, with which it will conclude."""
    first = Alert.objects.get(reference=proposed()["reference"])
    cast, file = _cast(), first.investigation
    assert file is not None
    file = decisions_services.send_back_investigation(
        investigation=file, version=file.version, by=cast.head, question=TYPED
    )
    said = {"answer": TYPED}
    file = investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations=said
    )
    second = demo.put_forward(cast, file, "WEAPONS", 0)
    return [_seen(first), _seen(second)]


def recommended() -> list[dict[str, Any]]:
    """An alert that waits for the Head of Service, and its investigation."""
    alert = Alert.objects.get(reference=proposed()["reference"])
    return [_seen(alert), _seen(alert.investigation)]


def under_review() -> dict[str, Any]:
    """An open review of an active alert."""
    cast = _cast()
    active = Alert.objects.active().first() or scenarios.active(cast)
    return _seen(scenarios.under_review(cast, active))


def under_appeal() -> list[dict[str, Any]]:
    """An active alert, and the appeal against it that waits for the Head of Service."""
    alert = Alert.objects.get(reference=proposed()["reference"])
    cast = _cast()
    demo.approve(cast, alert, 0)
    alert.refresh_from_db()
    return [_seen(alert), _seen(scenarios.prepared(cast, alert))]


def drafted_letter() -> dict[str, Any]:
    """A letter about an active alert, kept as a draft. The one before, where it is not sent, is cancelled."""
    cast = _cast()
    active = Alert.objects.active().first() or scenarios.active(cast)
    for letter in Letter.objects.about(active).unsent():
        scenarios.cancelled(cast, letter)
    return _seen(scenarios.drafted(cast, active))


def leaving(*, by: str) -> dict[str, Any]:
    """An active alert that the colleague may remove, and their account, which is open. Another Lead would be left."""
    leaver = _by(by)
    for area in leaver.areas.all():
        scenarios.lead_for(_by("lead2"), area)
    if not leaver.is_active:
        scenarios.change_account(_cast(), leaver, active=True)
    alert = Alert.objects.get(reference=proposed()["reference"])
    demo.approve(_cast(), alert, 0)
    return _seen(alert)


# The steps that race


def approve(*, reference: str, version: int, by: str) -> None:
    """Approve the alert; whoever is not its Head names the Head as absent."""
    decisions_services.approve_alert(
        lifelines=scenarios.LIFELINES,
        due_regard=scenarios.DUE_REGARD,
        alert=Alert.objects.get(reference=reference),
        version=version,
        by=_by(by),
        on=timezone.localdate(),
        reason=TYPED,
        inform=scenarios.INFORM,
        authority=_authority(by),
    )


def send_back(*, reference: str, version: int, by: str) -> None:
    """Return the investigation to its Lead with a question."""
    decisions_services.send_back_investigation(
        investigation=Investigation.objects.get(reference=reference),
        version=version,
        by=_by(by),
        question=TYPED,
        authority=_authority(by),
    )


def _authority(by: str) -> Authority:
    return Authority() if by == "head" else Authority(_by("head"), "On leave until Monday.")


def complete(*, reference: str, version: int, by: str, outcome: str) -> None:
    """Complete the review: the alert is kept, or removed."""
    review = Review.objects.get(reference=reference)
    reviews_services.complete_review(
        review=review,
        version=version,
        by=_by(by),
        on=timezone.localdate(),
        outcome=outcome,
        reason=TYPED,
        inform=scenarios.INFORM,
        seen=scenarios.seen(review.alert),
    )


def end(*, reference: str, version: int, by: str) -> None:
    """Remove the alert between reviews."""
    alert = Alert.objects.get(reference=reference)
    alert_services.end_alert(
        alert=alert,
        version=version,
        by=_by(by),
        on=timezone.localdate(),
        because="CIRCUMSTANCES",
        reason=TYPED,
        seen=scenarios.seen(alert),
    )


def uphold(*, reference: str, version: int, by: str) -> None:
    """Determine the appeal: the alert is removed."""
    appeal = Appeal.objects.get(reference=reference)
    appeals.determine_appeal(
        appeal=appeal,
        version=version,
        by=_by(by),
        on=timezone.localdate(),
        outcome="UPHELD",
        vulnerability=TYPED,
        findings=TYPED,
        own_decision_reason=TYPED,
        danger=TYPED,
        seen=scenarios.seen(appeal.decision),
    )


def close_account(*, of: str) -> None:
    """The administrator closes a colleague's account."""
    scenarios.change_account(_cast(), _by(of), active=False)


@transaction.atomic
def next_reference(*, year: int) -> str:
    """Take the next reference of that year."""
    return saving.next_reference("ZZ", year)


def write(*, by: str, events: int) -> None:
    """Write so many audit events, each in a transaction of its own. They are about an account, which owes nothing."""
    colleague = _by(by)
    for number in range(events):
        with transaction.atomic():
            trail.record("tidy", colleague, by=colleague, why=f"{TYPED} {number}")


def printer() -> int:
    """The number of the process that will print the next letter; it has printed one and waits."""
    rendering.printed("<p>A first one.</p>")
    return rendering._presses.queue[-1].process.pid


def issue(*, reference: str, version: int, by: str) -> None:
    """Issue the letter: print it and freeze it."""
    letter = Letter.objects.get(reference=reference)
    letters.issue_letter(letter=letter, version=version, by=_by(by), now=timezone.now())


# What is counted


def issued(*, reference: str) -> dict[str, Any]:
    """How the letter stands, and whether the PDF that is kept is the one it was issued as, and whole."""
    letter = Letter.objects.get(reference=reference)
    pdfs = [bytes(pdf.content) for pdf in IssuedPdf.objects.filter(letter=letter)]
    events = AuditEvent.objects.filter(reference=reference, action="issue letter").count()
    whole = all(hashlib.sha256(pdf).hexdigest() == letter.sha256 and pdf.endswith(b"%%EOF\n") for pdf in pdfs)
    return {"status": letter.status, "pdfs": len(pdfs), "events": events, "whole": whole}


def positions() -> list[int]:
    """The numbers of all audit events, in the order in which the database holds them."""
    return list(AuditEvent.objects.order_by("position").values_list("position", flat=True))


def verify_until(*, rows: int) -> list[str]:
    """Verify the chain again and again until it has so many rows. :returns: what each time was found, once written."""
    found, until = [], time.monotonic() + PATIENCE
    while AuditEvent.objects.count() < rows:
        assert time.monotonic() < until, "the events are not written"
        found.append(chain.first_fault(AuditEvent))
    return [*found, chain.first_fault(AuditEvent)]


def facts(*, reference: str, status: str, event: str) -> dict[str, Any]:
    """How often the record came to stand in ``status``, and the ``event`` was written, and how it stands now."""
    model = {"CM": Alert, "RV": Review, "AP": Appeal, "IV": Investigation}[reference[:2]]
    record = model.objects.get(reference=reference)
    steps = list(record.history.order_by("history_id").values_list("status", flat=True))
    moved = sum(before != status and now == status for before, now in zip(["", *steps], steps, strict=False))
    return {
        "status": record.status,
        "version": record.version,
        "moved": moved,
        "events": AuditEvent.objects.filter(reference=reference, action=event).count(),
        "decided_by": str(getattr(record, "decided_by", None) or getattr(record, "completed_by", None) or ""),
    }


def last_actions(*, reference: str, username: str) -> list[str]:
    """What was done last to the record and to the account, in order: two steps at the most."""
    about = AuditEvent.objects.filter(reference__in=[reference, _by(username).reference])
    found = about.filter(action__in=["end alert", "close account"]).order_by("-position")[:2]
    return [event.action for event in reversed(found)]


def disposal_proposed() -> dict[str, Any]:
    """A disposal that waits for a Head of Service, of a file that nobody disposed of before."""
    with transaction.atomic():
        return _seen(scenarios.disposal_proposed(_cast(), NOBODY_ELSE_S[DisposalBatch.objects.count()]))


def disposal_confirmed() -> dict[str, Any]:
    """A disposal that waits for the command."""
    batch = disposal_proposed()
    confirm_disposal(by="head", **batch)
    return {"reference": batch["reference"]}


def confirm_disposal(*, reference: str, version: int, by: str) -> None:
    """Agree that the files go."""
    batch = DisposalBatch.objects.get(reference=reference)
    disposals.confirm_batch(batch=batch, version=version, by=_by(by), on=timezone.localdate())


def execute_disposal(*, reference: str) -> None:
    """Dispose of the files, as the command does."""
    disposals.execute_batch(batch=DisposalBatch.objects.get(reference=reference), on=timezone.localdate())


def disposal_facts(*, reference: str, event: str) -> dict[str, Any]:
    """How the disposal stands, how often the event was written, how many files went, and whether both chains hold."""
    return {
        "status": DisposalBatch.objects.get(reference=reference).status,
        "events": AuditEvent.objects.filter(reference=reference, action=event).count(),
        "gone": Tombstone.objects.filter(batch__reference=reference).count(),
        "faults": [chain.first_fault(model) for model in CHAINS.values()],
    }


def concluded(*, reference: str) -> dict[str, Any]:
    """How the investigation of the alert stands, and how often it concluded."""
    file = Alert.objects.get(reference=reference).investigation
    assert file is not None
    events = AuditEvent.objects.filter(reference=file.reference, action="conclude investigation")
    return {"status": file.status, "events": events.count()}


def reviewed(*, reference: str) -> dict[str, Any]:
    """What the review of that reference came to, and what that made of its alert."""
    review = Review.objects.select_related("alert").get(reference=reference)
    ended = AuditEvent.objects.filter(reference=review.alert.reference, action="end alert")
    return {"outcome": review.outcome, "alert": review.alert.status, "ended": ended.count()}
