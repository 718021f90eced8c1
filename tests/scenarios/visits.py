"""Lists of the day's visits."""

from django.db import transaction
from django.utils import timezone

from alerts.look_up.selectors import Asked
from alerts.models import VisitList, VisitNotice
from alerts.visits import services
from alerts.visits.policies import Team
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.audit import chain
from housing_alerts.kernel.audit.models import ReadEvent
from tests import settling
from tools.demo import Cast

from .markers import marked
from .people import LODGER


def visits(cast: Cast, *references: str, by: str = "officer", women: int = 1, men: int = 0) -> VisitList:
    """A list for today with a line for each person or property of these references."""
    people = {one.reference: one for one in Customer.objects.filter(reference__in=references)}
    places = dict(Asset.objects.filter(reference__in=references).values_list("reference", "pk"))
    lines = [Asked(one, customer=people.get(one), asset=places.get(one)) for one in references]
    planned = services.Planned(lines, Team(women, men))
    return services.keep_visits(by=cast.people[by], planned=planned, now=timezone.now())


def looked_up(cast: Cast, by: str = "officer") -> VisitNotice:
    """The notice that a colleague gets who looked Mr Lodger's home up before an alert was imposed."""
    reading = {"by_id": cast.people[by].pk, "acting_as": "", "opened": "look-up", "reference": LODGER, "request": ""}
    with transaction.atomic():
        chain.append(ReadEvent, [reading])
    marked(cast, occurred_at=cast.then(0))
    settling.settled()
    return VisitNotice.objects.get(colleague=cast.people[by])
