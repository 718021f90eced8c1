"""Lists of the day's visits."""

from django.utils import timezone

from alerts.look_up.selectors import Asked
from alerts.models import VisitList
from alerts.visits import services
from alerts.visits.policies import Team
from housing_alerts.customers.models import Asset, Customer
from tools.demo import Cast


def visits(cast: Cast, *references: str, by: str = "officer", women: int = 1, men: int = 0) -> VisitList:
    """A list for today with a line for each person or property of these references."""
    people = {one.reference: one for one in Customer.objects.filter(reference__in=references)}
    places = dict(Asset.objects.filter(reference__in=references).values_list("reference", "pk"))
    lines = [Asked(one, customer=people.get(one), asset=places.get(one)) for one in references]
    planned = services.Planned(lines, Team(women, men))
    return services.keep_visits(by=cast.people[by], planned=planned, now=timezone.now())
