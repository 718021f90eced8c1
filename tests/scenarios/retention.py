"""Legal holds, periods and disposals, as the Data Protection Officer and the Heads set them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from alerts.models import Alert
from housing_alerts.customers.models import Asset, Customer, Membership, Tenancy
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records import saving as records
from privacy.disposal import selectors as disposals
from privacy.disposal import services as disposal_services
from privacy.holds import services
from privacy.models import DisposalBatch, LegalHold
from privacy.retention import selectors
from privacy.retention.services import change_rules
from tools import demo
from tools.demo import Cast

from .alerts import active, ended
from .incidents import settled
from .letters import posted
from .people import LODGER

CLAIM = "Our solicitor asks for it: claim 4711 of May."
STILL_NEEDED = "The claims of last year are not settled yet."


def held(cast: Cast, file: Customer | Asset | str = LODGER, *, days: int = 90) -> LegalHold:
    """A hold on the file of a person or a property, reviewed in so many days."""
    found = Customer.objects.get(reference=file) if isinstance(file, str) else file
    placed = {"by": cast.people["dpo"], "on": cast.today, "reason": CLAIM, "review_on": cast.ago(-days)}
    return services.place_hold(file=found, **placed)


def hold_ended(cast: Cast, customer: str = LODGER) -> LegalHold:
    """A hold that is over."""
    hold = held(cast, customer)
    step = {"version": hold.version, "by": cast.people["dpo"], "on": cast.today}
    return services.end_hold(hold=hold, reason="The claim was settled on 1 June.", **step)


def kept_for(cast: Cast, **months: int) -> None:
    """Teign Housing keeps these things for so many months."""
    organisation = cast.customers[LODGER].organisation
    before = selectors.months_of(organisation)
    change_rules(
        organisation=organisation,
        seen=selectors.fingerprint(before),
        by=cast.people["dpo"],
        months=before | months,
        reason="Our retention policy of May says so.",
    )


@contextmanager
def years_ago(cast: Cast, years: int = 3, *, months: int = 0) -> Iterator[Cast]:
    """Those days: what is done meanwhile was done then."""
    then = procedure.add_months(cast.today.replace(day=min(cast.today.day, 28)), -12 * years - months)
    moment = timezone.make_aware(datetime.combine(then, time(10, 30)))
    with demo.clock(moment):
        yield replace(cast, today=then)


def due_for_disposal(cast: Cast, customer: str = LODGER) -> Customer:
    """A customer whose last alert ended three years ago."""
    with years_ago(cast) as then:
        ended(then, posted_of(then, active(then, customer=customer)))
    return Customer.objects.get(reference=customer)


def posted_of(cast: Cast, alert: Alert) -> Alert:
    """An alert of which the customer was told."""
    posted(cast, alert)
    alert.refresh_from_db()
    return alert


def disposal_proposed(cast: Cast, *customers: str) -> DisposalBatch:
    """A disposal of the files of these customers, which are due; of Mr Lodger's where none is named."""
    for customer in customers or [LODGER]:
        due_for_disposal(cast, customer)
    seen = disposals.fingerprint(disposals.due(on=cast.today))
    return disposal_services.propose_batch(seen=seen, by=cast.people["dpo"], on=cast.today)


def disposal_confirmed(cast: Cast, *customers: str) -> DisposalBatch:
    """The same, to which the Head of Housing agreed."""
    batch = disposal_proposed(cast, *customers)
    return disposal_services.confirm_batch(batch=batch, version=batch.version, by=cast.head, on=cast.today)


def disposal_declined(cast: Cast) -> DisposalBatch:
    """A disposal to which the Head of Housing did not agree."""
    batch = disposal_proposed(cast)
    step = {"version": batch.version, "by": cast.head, "on": cast.today}
    return disposal_services.decline_batch(batch=batch, reason=STILL_NEEDED, **step)


def disposal_withdrawn(cast: Cast) -> DisposalBatch:
    """A disposal that the Data Protection Officer took back."""
    batch = disposal_proposed(cast)
    step = {"version": batch.version, "by": cast.people["dpo"], "on": cast.today}
    return disposal_services.withdraw_batch(batch=batch, reason=STILL_NEEDED, **step)


def disposed_of(cast: Cast, *customers: str) -> DisposalBatch:
    """A disposal whose files are gone."""
    return disposal_services.execute_batch(batch=disposal_confirmed(cast, *customers), on=cast.today)


def always_lived_there(customer: str) -> None:
    """The customer lives where they live since before anybody remembers."""
    of = {"customer__reference": customer}
    for row in (
        *Membership.objects.filter(**of),
        *Tenancy.objects.filter(memberships__in=Membership.objects.filter(**of)),
    ):
        row.starts = None
        row.save()


def newcomer(cast: Cast, kind: str) -> str:
    """One more customer, with a home of their own. :returns: their reference."""
    number = len(cast.customers)
    reference, group = f"D92{number:04}", f"M{number}"
    row = (reference, "Ms", kind.title(), "Nobody", "templer", "Housing")
    with transaction.atomic():
        demo.add_customer(*row, group, f"{number} Mix Road, Testmouth", "TQ12 1AB")
        always_lived_there(reference)
    cast.customers[reference] = Customer.objects.get(reference=reference)
    return reference


def settled_beside(cast: Cast, kind: str, breach_of: Alert | None = None) -> str:
    """One more customer with a settled incident, which broke the alert of somebody else. :returns: their reference."""
    customer = newcomer(cast, kind)
    incident = settled(cast, customer)
    if breach_of:
        incident.breach_of = breach_of
        with transaction.atomic():
            records.save(incident, by=cast.manager, why="It broke the alert of somebody else")
    return customer
