"""Ask who takes a letter to a door at which something is asked of colleagues (§7)."""

from datetime import date

from django.db.models import Q

from alerts.alert.models import Alert
from alerts.choices import Control
from alerts.look_up.doors import living_at, same_doors
from alerts.markers.models import Marker
from housing_alerts.customers.models import Asset, Customer, Membership

OF_CALLS = {Control.END_CALL, Control.TWO_AT_OFFICE}
"""P7b The controls that ask nothing of whoever goes to the door."""


def at_the_door(customer: Customer, *, on: date) -> list[str]:
    """P7b D4 List what alerts and markers ask of colleagues at the customer's home then."""
    lived_in = Membership.objects.current(on=on).filter(customer=customer).values("tenancy__asset")
    homes = list(Asset.objects.filter(pk__in=lived_in))
    doors = same_doors(homes, on=on)
    there = list({asset.pk: asset for home in homes for asset in [home, *doors.others(home)]}.values())
    people = {one.customer_id for living in living_at(there, on=on).values() for one in living} | {customer.pk}
    near = Q(customer__in=people) | Q(asset__in=there)
    alerts = Alert.objects.in_force(on=on).filter(near).order_by("pk")
    asked = [one for one in alerts if one.stays_at_property() or one.customer_id in people]
    said = [one.instruction for one in asked if not one.controls or set(one.controls) - OF_CALLS]
    markers = Marker.objects.in_force(on=on).filter(near).order_by("pk")
    said += [Control.sentences(set(one.controls) - OF_CALLS) for one in markers]
    return [words for words in dict.fromkeys(said) if words]
