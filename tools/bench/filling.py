"""Write a landlord's whole stock in bulk: customers at home, alerts in force and open duties."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from alerts.choices import HangsOn, Informing, Origin, ReviewOutcome, Trigger
from alerts.models import Alert, AlertType, Review
from housing_alerts.customers.choices import RestrictedBecause
from housing_alerts.customers.models import Asset, Customer, Membership, Tenancy
from housing_alerts.customers.spelling import door
from housing_alerts.duties.choices import NEWS, Kind
from housing_alerts.duties.models import Duty
from housing_alerts.duties.owing import LATELY
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import existing
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, Organisation, RoleHeld, ServiceArea

T = TypeVar("T")
AREAS = 20
"""The number of service areas that share the stock, including the two of the demo."""
TEAM = [
    Role.OPERATIONAL_LEAD,
    Role.HEAD_OF_SERVICE,
    *[Role.LINE_MANAGER] * 2,
    *[Role.OFFICER] * 8,
    *[Role.CONTRACTOR] * 2,
]
"""The roles of the colleagues in each of the other areas."""
HOUSEHOLD = 2
RESTRICTED = 499
"""One customer in this many has a restricted file. It has no common factor with the areas or the days, so each gets some."""
BATCH = 5000
FORENAMES = [
    "Ada",
    "Ben",
    "Carys",
    "Dev",
    "Elsa",
    "Gwen",
    "Hari",
    "Ivo",
    "Jago",
    "Kit",
    "Mina",
    "Noor",
    "Sian",
    "Yusuf",
]
FIRST = ["Ash", "Black", "Dun", "East", "Green", "Hart", "Lang", "North", "Pen", "Stan", "Tre", "West"]
LAST = ["bourne", "bury", "combe", "croft", "don", "field", "ford", "ham", "ley", "ton", "wick", "worth"]
BETWEEN = [*(one + two for one in "aeiou" for two in ("l", "n", "r", "s", "t", "v", "")), "y"]
STREETS = ["Close", "Lane", "Rise", "Road", "Street", "Terrace", "Way"]
HOUSES = 60
"""The number of homes in a street. Each street has a postcode of its own."""


class Team(NamedTuple):
    """A service area, and its colleagues by role."""

    area: ServiceArea
    people: dict[str, list[Colleague]]

    def one(self, role: str, number: int) -> Colleague:
        """Return the colleague with the role whose turn it is."""
        return _by_turns(self.people[role], number)


def fill(*, customers: int, alerts: int, duties: int, today: date) -> None:
    """Add this many customers, alerts and duties to the demo."""
    teams = _teams()
    people = _people(customers, teams)
    in_force = _alerts(people[:alerts], today)
    _add(Duty, islice(_duties(in_force, {team.area.pk: team for team in teams}, today), duties))


def in_memory() -> None:
    """Give SQLite a cache in memory that holds all new rows. PostgreSQL needs none."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -1000000")


def analyse() -> None:
    """Update the statistics of the database, as it does by itself in time."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _add(model: type[Model], rows: Iterator[Any]) -> list[Any]:
    added: list[Any] = []
    while part := list(islice(rows, BATCH)):
        added += model._default_manager.bulk_create(part)
    return added


def _kept() -> dict[str, Any]:
    """Return the values of the fields that say when a record was made."""
    now = timezone.now()
    return {"version": 1, "created_at": now, "changed_at": now}


def _teams() -> list[Team]:
    areas = list(ServiceArea.objects.all())
    areas += _add(ServiceArea, (ServiceArea(name=f"Area {number:02}") for number in range(len(areas) + 1, AREAS + 1)))
    staffed = set(ServiceArea.objects.filter(colleagues__held__role=Role.OPERATIONAL_LEAD))
    posts = [(area, number, role) for area in areas if area not in staffed for number, role in enumerate(TEAM)]
    people = _add(Colleague, (_colleague(area, number) for area, number, _ in posts))
    _add(RoleHeld, (RoleHeld(colleague=one, role=post[2]) for one, post in zip(people, posts, strict=True)))
    works_for = Colleague.areas.through
    _add(works_for, (works_for(colleague=one, servicearea=post[0]) for one, post in zip(people, posts, strict=True)))
    return [_team(area) for area in areas]


def _colleague(area: ServiceArea, number: int) -> Colleague:
    name = f"{area.name.replace(' ', '-').lower()}-{number}"
    return Colleague(username=name, first_name=FORENAMES[number], last_name=area.name, email=f"{name}@landlord.example")


def _team(area: ServiceArea) -> Team:
    """Return the team of the area. A role that nobody has there is filled by a colleague of the demo."""
    everybody = Colleague.objects.filter(is_active=True)
    of_role = {role: everybody.filter(held__role=role) for role in set(TEAM)}
    return Team(area, {role: list(held.filter(areas=area) or held[:1]) for role, held in of_role.items()})


def _people(count: int, teams: list[Team]) -> list[Customer]:
    landlords = list(Organisation.objects.all())
    homes = _add(Asset, (_home(number) for number in range(-(-count // HOUSEHOLD))))
    groups = (
        Tenancy(reference=f"BT-{home.pk}", group_name=f"Household of {home.reference}", asset=home, **_kept())
        for home in homes
    )
    tenancies = _add(Tenancy, groups)
    areas = [team.area for team in teams]
    people = _add(Customer, (_person(number, areas, landlords) for number in range(count)))
    places = (
        Membership(customer=one, tenancy=tenancies[number // HOUSEHOLD], **_kept()) for number, one in enumerate(people)
    )
    _add(Membership, places)
    named = Customer.readers.through
    leads = {team.area.pk: team.one(Role.OPERATIONAL_LEAD, 0) for team in teams}
    _add(named, (named(customer=one, colleague=leads[one.service_area_id]) for one in people if one.restricted))
    return people


def _home(number: int) -> Asset:
    street, house = divmod(number, HOUSES)
    name = f"{_named(street)} {STREETS[street // 144 % len(STREETS)]}"
    home = Asset(reference=f"B-{number}", address=f"{house + 1} {name}, Testmouth, Devon", **_kept())
    home.postcode = f"TQ99 {street % 10}{chr(65 + street // 10 % 26)}{chr(65 + street // 260 % 26)}"
    home.search_text, home.door = home.spelled(), door(home.address, home.postcode)
    return home


def _named(number: int) -> str:
    """Return one of 5,184 names for a person or a street: about as many words as 200,000 people have."""
    return f"{FIRST[number % 12]}{BETWEEN[number // 12 % 36]}{LAST[number // 432 % 12]}"


def _by_turns(found: list[T], number: int) -> T:
    """Return the one whose turn it is. An area's next household comes after each other area had one."""
    return found[number // HOUSEHOLD // AREAS % len(found)]


def _person(number: int, areas: list[ServiceArea], landlords: list[Organisation]) -> Customer:
    person = Customer(
        reference=f"B{number:07}",
        forenames=FORENAMES[number % 12],
        surname=_named(number // 12),
        organisation=_by_turns(landlords, number),
        service_area=areas[number // HOUSEHOLD % len(areas)],
        restricted=number % RESTRICTED == 0,
        **_kept(),
    )
    if person.restricted:
        person.restricted_because = RestrictedBecause.values[0]
    person.search_text = person.spelled()
    return person


def _alerts(people: list[Customer], today: date) -> list[Alert]:
    """Add an alert on each person, as an import would. The reviews fall due all year round, and a few are overdue."""
    types = list(AlertType.objects.filter(hangs_on=HangsOn.PERSON))
    alerts = _add(Alert, (_alert(number, one, types, today) for number, one in enumerate(people)))
    Alert.history.bulk_history_create(alerts, batch_size=BATCH, default_change_reason="Bench")
    _add(Review, (review for alert in alerts for review in _reviews(alert)))
    return alerts


def _alert(number: int, customer: Customer, types: list[AlertType], today: date) -> Alert:
    due = today + timedelta(days=number * 37 % 365 - 35)
    type = _by_turns(types, number)
    alert = Alert(
        reference=f"CM-2020-{number:06}",
        type=type,
        customer=customer,
        service_area=customer.service_area,
        origin=Origin.CX,
        first_period=procedure.REVIEW_MONTHS,
        **_kept(),
    )
    alert.carry_over(
        terms={
            "controls": list(type.controls),
            "instruction": type.instruction,
            "effective_from": due - timedelta(days=365 * (1 + number % 4)),
            "review_due_on": due,
            "informing": Informing.NOT_RECORDED,
        }
    )
    return alert


def _reviews(alert: Alert) -> Iterator[Review]:
    """Yield the alert's yearly reviews: the last was completed here, and those before in the housing system."""
    due = existing(alert.review_due_on, "an active alert has the day of its review")
    years = round((due - alert.in_force_from).days / 365)
    for year in range(1, years):
        done = alert.in_force_from + timedelta(days=365 * year)
        review = Review(reference=f"RV-{alert.reference[3:]}-{year}", alert=alert, trigger=Trigger.DUE, **_kept())
        review.carry_over(on=done, next_due_on=done + timedelta(days=365))
        review.outcome = ReviewOutcome.KEEP if year == years - 1 else ""
        yield review


class Wait(NamedTuple):
    """A kind of duty, its holder and its first day.

    :param begins: the first day, counted from the day of the review.
    :param by_name: whether one colleague of the role holds it by name.
    """

    kind: Kind
    role: Role
    clause: procedure.Clause
    words: str
    begins: int
    by_name: bool = False
    urgent: bool = False


_LEAD, _HEAD, _OFFICER = Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE, Role.OFFICER
_REVIEWED, _KEPT, _DECIDED = procedure.YEARLY_REVIEW, procedure.RECORDING, procedure.HEAD_DECIDES
_CONFIRM = Wait(Kind.CONFIRM, _LEAD, _KEPT, "Confirm in Cx", -30)
_UNREVIEWED = Wait(Kind.UNREVIEWED, Role.LEADERSHIP, _REVIEWED, "Review", procedure.OVERDUE_LEADERSHIP_DAYS)
REVIEW = Wait(Kind.REVIEW, _LEAD, _REVIEWED, "Review", -30)
"""The duty of each alert."""
WAITS = [
    Wait(Kind.OVERDUE, _HEAD, _REVIEWED, "Review", procedure.OVERDUE_HEAD_DAYS),
    _CONFIRM,
    _UNREVIEWED,
    Wait(Kind.ENTER, _OFFICER, _KEPT, "Enter in Cx", -100, by_name=True),
    Wait(Kind.WRITE, _LEAD, _DECIDED, "Decision letter owed", -60),
    _CONFIRM,
    Wait(Kind.BECAME, _OFFICER, _KEPT, "An alert was imposed", -200, by_name=True),
    Wait(Kind.HAPPENED, _LEAD, _REVIEWED, "Violence: review", -20, urgent=True),
    Wait(Kind.TRIAGE, Role.LINE_MANAGER, _DECIDED, "Triage", -40, by_name=True),
    _UNREVIEWED,
    Wait(Kind.BECAME, Role.CONTRACTOR, _KEPT, "An alert was imposed", -200, by_name=True),
    _CONFIRM,
    Wait(Kind.DECIDE, _HEAD, _DECIDED, "Recommended", -10),
]
"""The other duties, by turns. Their number has no common factor with the areas or the days either."""


def _duties(alerts: list[Alert], teams: dict[int, Team], today: date) -> Iterator[Duty]:
    """Yield each alert's review first, then by turns the other duties about it."""
    subject = ContentType.objects.get_for_model(Alert)
    for turn in range(len(WAITS) + 1):
        for number, alert in enumerate(alerts):
            wait = WAITS[(number + turn) % len(WAITS)] if turn else REVIEW
            yield _duty(wait, number, alert, teams[alert.service_area_id], subject)


def _duty(wait: Wait, number: int, alert: Alert, team: Team, subject: ContentType) -> Duty:
    due = existing(alert.review_due_on, "an active alert has the day of its review")
    begins = due + timedelta(days=wait.begins)
    news = wait.kind in NEWS
    by_name = team.one(wait.role, number) if wait.by_name else None
    return Duty(
        kind=wait.kind,
        subject_type=subject,
        subject_id=alert.pk,
        reference=alert.reference,
        customer=alert.customer,
        colleague=by_name,
        role="" if by_name else wait.role,
        area=None if by_name else team.area,
        words=wait.words,
        about=str(alert.type),
        path=reverse("alerts:alert", args=[alert.reference]),
        clause=wait.clause.id,
        shows_from=begins,
        shows_until=begins + LATELY if news else None,
        due_on=None if news else due,
        urgent=wait.urgent,
        opened_at=timezone.now(),
        opened_by="bench",
    )
