"""Build the demo's colleagues, customers and cases, all invented, by taking every step through its service."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import heapify, heappop, heappush
from io import BytesIO
from typing import Any
from unittest import mock

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from alerts.conditions import services as conditions_services
from alerts.decisions import services as decisions_services
from alerts.decisions.answers import InformAnswer, KnownAnswer
from alerts.incidents import services as incidents_services
from alerts.investigations import services as investigations_services
from alerts.models import Alert, AlertType, Behaviour, Incident, Investigation
from alerts.writing.at_home import TOLD_AT_HOME
from alerts.writing.drafts import REMOVAL, notification
from housing_alerts.customers.choices import ToldBy
from housing_alerts.customers.models import Asset, Customer, Membership, Tenancy
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, Organisation, RoleHeld, ServiceArea
from housing_alerts.staff.selectors import DEMO_PASSWORD
from letters import services as letters
from letters.choices import Kind
from letters.copying import CopiesSent
from letters.models import Letter
from monitoring.choices import Departure

COLLEAGUES: list[tuple[str, str, str, str, list[Role], list[str], str]] = [
    ("manager", "Morwenna", "Manning", "Housing Team Manager", [Role.LINE_MANAGER, Role.OFFICER], ["Housing"], ""),
    ("officer", "Oliver", "Fisk", "Housing Officer", [Role.OFFICER], ["Housing"], "manager"),
    ("contractor", "Conrad", "Tracey", "Gas Engineer, Sample Heating Ltd", [Role.CONTRACTOR], [], "manager"),
    ("lead", "Lena", "Ledger", "Operational Lead, Housing", [Role.OPERATIONAL_LEAD], ["Housing"], "manager"),
    ("lead2", "Liam", "Leduc", "Operational Lead, Property", [Role.OPERATIONAL_LEAD], ["Property Services"], "manager"),
    ("head", "Helen", "Headley", "Head of Housing", [Role.HEAD_OF_SERVICE], ["Housing"], ""),
    ("head2", "Hugo", "Heddon", "Head of Property Services", [Role.HEAD_OF_SERVICE], ["Property Services"], ""),
    ("leadership", "Leonie", "Strand", "Executive Director", [Role.LEADERSHIP], [], ""),
    ("dpo", "Dara", "Penn", "Data Protection Officer", [Role.DATA_PROTECTION_OFFICER], [], ""),
    ("equality", "Edda", "Quill", "Equality Officer", [Role.EQUALITY_OFFICER], [], ""),
    ("admin", "Ada", "Minshull", "System Administrator", [Role.ADMINISTRATOR], [], ""),
]

CUSTOMERS = [
    ("D900001", "Mr", "Lewis", "Lodger", "teign", "Housing", "D1", "12 Sandpiper Close, Testmouth, Devon", "TQ99 1AB"),
    ("D900002", "Mrs", "Siân", "Łukasz-O'Connor", "teign", "Housing", "D2", "3 Curlew Rise, Testmouth, Devon", "TQ99 1AD"),
    ("D900003", "Ms", "Nguyễn", "Thị Hồng", "templer", "Housing", "D3", "Flat 4, 20 Heron Way, Mockleigh, Devon", "TQ99 2AF"),
    ("D900004", "Dr", "Zoë", "Þórsdóttir", "templer", "Housing", "D4", "7 Plover Lane, Mockleigh, Devon", "TQ99 2BH"),
    ("D900005", "Mr", "Barnaby", "Tamblyn", "teign", "Housing", "D5", "45 Avocet Road, Exampleton, Devon", "TQ99 3CJ"),
    ("D900006", "Miss", "Keziah", "Northcott", "teign", "Housing", "D6", "9 Dunlin Court, Exampleton, Devon", "TQ99 3DL"),
    ("D900007", "Mr", "Piers", "Yelland", "templer", "Property Services", "D7", "1 Knot Hill, Sampleford, Devon", "TQ99 4EN"),
    ("D900008", "Mrs", "Ottoline", "Vosper", "teign", "Housing", "D8", "31 Teal Gardens, Testmouth, Devon", "TQ99 1FP"),
    ("D900009", "Mr", "Jory", "Lodger", "teign", "Housing", "D1", "12 Sandpiper Close, Testmouth, Devon", "TQ99 1AB"),
]  # fmt: skip

CONSIDERED = {
    "vulnerability": "None is known to us. The customer was asked and told us of none.",
    "vulnerability_told_by": ToldBy.CUSTOMER,
    "adjustments": "The customer was asked, and needs none.",
    "adjustment_clash": "The customer can use every way of contact that stays.",
    "support": "There is none. The customer was asked.",
    "open_matter_kinds": ["NONE"],
    "alternatives": "A warning was given at the door and had no effect.",
    "proportionality": "Visits go on; only the number of people attending changes.",
    "last_resort": "A warning and an agreement were tried first.",
    "recommendation": "The behaviour put a colleague in fear on a lone visit.",
}
"""The considerations that the Lead writes down on a case."""


NOTHING_LESS = "Nothing less than this meets what was reported."
"""The reason that the Lead gives for each further alert."""
LIFELINES = [lifeline.code for lifeline in procedure.LIFELINES]
"""The lifelines that the Head of Service confirms to stay open."""
DUE_REGARD = "Nothing known explains it, and anybody else would be treated alike."
"""How the Head of Service weighed equality."""


@dataclass
class Cast:
    """The demo's colleagues by their sign-in name, and its customers by reference."""

    people: dict[str, Colleague]
    customers: dict[str, Customer]
    today: date

    def __getattr__(self, name: str) -> Colleague:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def ago(self, days: int) -> date:
        """Return the day that many days before today."""
        return self.today - timedelta(days=days)

    def then(self, days: int) -> datetime:
        """Return half past ten on the day that many days before today; for today, not later than this minute."""
        moment = timezone.make_aware(datetime.combine(self.ago(days), time(10, 30)))
        return moment if days else min(moment, timezone.now().replace(second=0, microsecond=0))


@contextmanager
def clock(moment: datetime) -> Iterator[None]:
    """Set the clock to that moment while the block runs."""
    with mock.patch.object(timezone, "now", return_value=moment):
        yield


Story = Iterator[int]
"""The steps of one case. It yields, before each step, how many days before today the step was taken."""


def play(cast: Cast, stories: Iterable[Story]) -> None:
    """Take the steps of all these cases in the order of their days, each as if on that day."""
    waiting = [(-next(story), number, story) for number, story in enumerate(stories)]
    heapify(waiting)
    while waiting:
        day, number, story = heappop(waiting)
        with clock(cast.then(-day)):
            following = next(story, None)
        if following is not None:
            heappush(waiting, (-following, number, story))


@records.step
def add_customers() -> dict[str, Customer]:
    """Create the demo customers, each with a home, and return them by reference."""
    return {row[0]: add_customer(*row) for row in CUSTOMERS}


@records.step
def add_colleagues() -> dict[str, Colleague]:
    """Create the demo colleagues: one for each role, and a Lead and a Head of another service area."""
    areas = {area.name: area for area in ServiceArea.objects.all()}
    people: dict[str, Colleague] = {}
    password = make_password(DEMO_PASSWORD)
    for username, first, last, title, roles, area_names, manager in COLLEAGUES:
        colleague = Colleague(username=username, first_name=first, last_name=last, job_title=title)
        colleague.employer = "Sample Heating Ltd" if username == "contractor" else "Teign Housing"
        colleague.line_manager = people.get(manager)
        colleague.telephone = f"01632 960{len(people):03}"
        colleague.email = f"{username}@landlord.example"
        colleague.password = password
        colleague.save()
        for role in roles:
            RoleHeld.objects.create(colleague=colleague, role=role)
        colleague.areas.set([areas[name] for name in area_names])
        people[username] = colleague
    people["manager"].line_manager = people["head"]
    people["manager"].save()
    return people


def add_customer(*row: str) -> Customer:
    """Create one customer, with a home, a tenancy and a membership, from a row of ``CUSTOMERS``."""
    reference, title, forenames, surname, code, area, group, address, postcode = row
    customer = Customer(reference=reference, title=title, forenames=forenames, surname=surname)
    customer.telephone = f"01632 96{reference[-4:]}"
    customer.organisation = Organisation.objects.get(code=code)
    customer.service_area = ServiceArea.objects.get(name=area)
    records.save(customer, by=None, why="Demo")
    tenancy = Tenancy.objects.filter(reference=f"T-{group}").first()
    if tenancy is None:
        asset = Asset(reference=f"A-{group}", address=address, postcode=postcode)
        records.save(asset, by=None, why="Demo")
        tenancy = Tenancy(
            reference=f"T-{group}", group_name=f"{surname} household", asset=asset, starts=date(2019, 4, 1)
        )
        records.save(tenancy, by=None, why="Demo")
    membership = Membership(customer=customer, tenancy=tenancy, starts=date(2019, 4, 1))
    records.save(membership, by=None, why="Demo")
    return customer


def report(
    cast: Cast,
    reference: str,
    days: int,
    account: str,
    behaviour: str = "AGGRESSIVE",
    affected: Iterable[Colleague] = (),
    **facts: Any,
) -> Incident:
    """Log an incident at a home visit as the demo's officer, who was affected unless others are given."""
    return incidents_services.log_incident(
        by=cast.officer,
        now=timezone.now(),
        facts={
            "customer": cast.customers[reference],
            "occurred_at": cast.then(days),
            "channel": "HOME_VISIT",
            "account": account,
            "line_manager": cast.manager,
            "steps": ["ASKED", "WARNED", "LEFT"],
            **facts,
        },
        behaviours=Behaviour.objects.filter(code=behaviour),
        affected=list(affected) or [cast.officer],
    )


def photo(name: str) -> ContentFile:
    """Draw a picture like a telephone's: a doorway, and something dark on the floor behind it."""
    picture = Image.new("RGB", (1200, 900), "#8d9aa5")
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((380, 120, 820, 900), fill="#3d3a36")
    drawing.polygon([(380, 900), (820, 900), (720, 640), (480, 640)], fill="#6b5b4a")
    drawing.ellipse((520, 560, 690, 680), fill="#17130f")
    drawing.ellipse((500, 500, 580, 590), fill="#17130f")
    made = BytesIO()
    picture.save(made, "JPEG")
    return ContentFile(made.getvalue(), name=name)


def investigate(cast: Cast, incident: Incident, days: int) -> Investigation:
    """Refer the incident, open the Lead's file on it, and record every discussion and consideration."""
    incidents_services.refer_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.ago(days),
        note="It was not the first time, and the officer felt unsafe.",
        no_marker_reason="Nobody goes there before it is decided." if incident.dangers else "",
    )
    return answer(cast, investigations_services.open_investigation(incidents=[incident], by=cast.lead), days)


def answer(cast: Cast, file: Investigation, days: int) -> Investigation:
    """Record every discussion and consideration on the Lead's file."""
    for counterpart, words, side in [
        ("STAFF", "The officer confirms the account and would not go back alone.", ""),
        ("CUSTOMER", "The customer says it was a bad day and regrets the shouting.", "GIVEN"),
        ("HEAD", "Agreed that two people should attend until the review.", ""),
    ]:
        file.refresh_from_db()
        investigations_services.add_discussion(
            investigation=file,
            version=file.version,
            by=cast.lead,
            counterpart=counterpart,
            on=cast.ago(days),
            what=words,
            why_not="",
            side=side,
            heard=file.employees().first(),
            today=cast.today,
        )
    file.refresh_from_db()
    return investigations_services.record_considerations(
        investigation=file,
        version=file.version,
        by=cast.lead,
        considerations={
            **CONSIDERED,
            "consulted_manager": cast.manager,
            "consulted_on": cast.ago(days),
        },
    )


def draft(
    cast: Cast,
    file: Investigation,
    code: str,
    *,
    reason: str = "So that nobody faces this alone.",
    conditions: Iterable[dict[str, Any]] = (),
    **terms: Any,
) -> Alert:
    """Add an alert of that type to the recommendation, with the kind and terms of each condition."""
    file.refresh_from_db()
    alert = investigations_services.draft_alert(
        investigation=file,
        version=file.version,
        by=cast.lead,
        type=AlertType.objects.get(code=code),
        reason=reason,
        proportionality=NOTHING_LESS if file.alerts_put_forward() else "",
        **terms,
    )
    for condition in conditions:
        said = {name: value for name, value in condition.items() if name != "kind"}
        kind = condition["kind"]
        conditions_services.add_condition(
            alert=alert, version=alert.version, by=cast.lead, on=cast.today, kind=kind, terms=said
        )
        alert.refresh_from_db()
    return alert


def put_forward(cast: Cast, file: Investigation, code: str, days: int, **terms: Any) -> Alert:
    """Add an alert of that type, and recommend it to the Head of Service."""
    alert = draft(cast, file, code, **terms)
    file.refresh_from_db()
    investigations_services.recommend(
        investigation=file,
        version=file.version,
        by=cast.lead,
        on=cast.ago(days),
        no_marker_reason="Nobody visits there before it is decided.",
    )
    alert.refresh_from_db()
    return alert


def approve(cast: Cast, alert: Alert, days: int, inform: InformAnswer | None = None) -> Alert:
    """Approve the alert as the Head of Housing, who has read the facts that became known since."""
    known = KnownAnswer("Read, and weighed with the rest.", [each.key for each in alert.known_now()])
    return decisions_services.approve_alert(
        alert=alert,
        version=alert.version,
        by=cast.head,
        on=cast.ago(days),
        reason="The recommendation is proportionate to the risk.",
        inform=inform
        or InformAnswer(
            "INFORM", reason="The letter goes to the customer alone, and puts nobody at risk.", sure_of=(TOLD_AT_HOME,)
        ),
        known=known,
        lifelines=LIFELINES,
        due_regard=DUE_REGARD,
        unneeded="What this alert asks for keeps colleagues safe.",
        sure_of=list(Departure),
    )


SHOUTED = "It was reported to us that you shouted at our officer at your door and would not let them leave."
OF_A_DOG = "It was reported to us that your dog ran at our officer through the open door."


def write(cast: Cast, alert: Alert, days: int, said: str = SHOUTED) -> Letter:
    """Write the decision letter, issue it, and post it first class on that day."""
    why = "Our officer's account is clear. Whoever works for us has to be safe when they do so."
    facts = notification(alert, on=cast.ago(days), incident=said, reason=why, removal=REMOVAL, invite_apology=True)
    return post(cast, Kind.NOTIFICATION, alert, facts, days)


def post(cast: Cast, kind: str, subject: Any, facts: dict[str, Any], days: int) -> Letter:
    on = cast.ago(days)
    composed = letters.compose(
        kind=kind,
        subject=subject,
        facts=facts,
        grants_appeal=kind == Kind.NOTIFICATION,
        signatory=cast.lead,
        method="FIRST_CLASS",
        on=on,
        today=on,
    )
    letter = letters.draft_letter(letter=composed, by=cast.lead, today=on)
    letter = letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(days))
    copies = CopiesSent([copy["name"] for copy in letter.copies])
    return letters.record_posting(
        letter=letter, version=letter.version, by=cast.lead, method="FIRST_CLASS", on=on, today=on, copies=copies
    )
