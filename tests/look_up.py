"""What the tests of looking somebody up share: who may be found, and what is said of them."""

from datetime import date

from alerts.carrying_over import services as carrying_over_services
from alerts.models import Alert, AlertType
from housing_alerts.customers.models import Asset, Customer, Membership, Tenancy
from housing_alerts.kernel.records import saving as records

NOTHING = "No alert is recorded. Use your usual lone working precautions."
PAIRS = "Attend in pairs. Do not go alone."
VISITORS = ["officer", "contractor", "manager", "lead", "lead2", "head", "head2", "leadership"]


def carried_over(cast, customer: str = "D900001", code: str = "VISIT_IN_PAIRS", **terms) -> Alert:
    return carrying_over_services.carry_over_alert(
        type=AlertType.objects.get(code=code),
        customer=Customer.objects.get(reference=customer),
        by=None,
        why="",
        **{"effective_from": cast.ago(30), "asset": None, "period": 12, "reviewed_on": None} | terms,
    )


def change(customer: str, **values) -> None:
    found = Customer.objects.get(reference=customer)
    for name, value in values.items():
        setattr(found, name, value)
    records.save(found, by=None, why="")


def housed(cast, asset: Asset, reference: str, surname: str, *, starts: date | None = None) -> Customer:
    """Somebody more who lives there."""
    like = Customer.objects.get(reference="D900001")
    customer = Customer(
        reference=reference,
        forenames="Petra",
        surname=surname,
        organisation=like.organisation,
        service_area=like.service_area,
    )
    records.save(customer, by=None, why="")
    tenancy = Tenancy(reference=f"T-{reference}", group_name=surname, asset=asset, starts=starts)
    records.save(tenancy, by=None, why="")
    records.save(Membership(customer=customer, tenancy=tenancy, starts=starts), by=None, why="")
    return customer


def home_of(cast, customer: str = "D900001") -> Asset:
    asset = Customer.objects.get(reference=customer).home(on=cast.today)
    assert asset is not None
    return asset
