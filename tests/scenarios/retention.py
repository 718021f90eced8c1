"""Legal holds and periods, as the Data Protection Officer set them."""

from housing_alerts.customers.models import Asset, Customer
from privacy.holds import services
from privacy.models import LegalHold
from privacy.retention import selectors
from privacy.retention.services import change_rules
from tools.demo import Cast

from .people import LODGER

CLAIM = "Our solicitor asks for it: claim 4711 of May."


def held(cast: Cast, file: Customer | Asset | str = LODGER, *, days: int = 90) -> LegalHold:
    """A hold on the file of a person or a property, reviewed in so many days."""
    found = Customer.objects.get(reference=file) if isinstance(file, str) else file
    placed = {"by": cast.people["dpo"], "on": cast.today, "reason": CLAIM, "review_on": cast.ago(-days)}
    return services.place_hold(file=found, **placed)


def hold_ended(cast: Cast) -> LegalHold:
    """A hold that is over."""
    hold = held(cast)
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
