"""Load the demo's cases, as its colleagues would have left them."""

from datetime import date, timedelta

from alerts.actions import services as actions_services
from alerts.choices import Channel, System
from alerts.decisions import services as decisions_services
from alerts.decisions.answers import InformAnswer
from alerts.entries import services as entries_services
from alerts.incidents import services as incidents_services
from alerts.investigations import services as investigations_services
from alerts.look_up.selectors import Asked
from alerts.markers import services as markers_services
from alerts.models import Alert, Incident
from alerts.visits import services as visits_services
from alerts.visits.policies import Team
from appeals import services as appeals
from appeals.drafts import acknowledgement
from housing_alerts.attachments import services as attachments
from housing_alerts.customers.choices import ToldBy
from housing_alerts.customers.models import Asset, Vulnerability
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff import services as staff
from housing_alerts.staff.models import Organisation
from housing_alerts.staff.selectors import letterhead
from letters.choices import Kind
from monitoring.choices import ContactKind, ContactSource
from monitoring.contacts import services as contacts_services
from monitoring.contacts.services import Said
from monitoring.equality import services as equality_services
from monitoring.equality.imports import load_characteristics
from monitoring.equality.quarters import closed
from monitoring.levels import services as levels_services
from monitoring.loading.imports import load_contacts
from monitoring.strategies import services as strategies_services
from monitoring.strategies.answers import Terms

from .demo import (
    OF_A_DOG,
    Cast,
    Story,
    add_colleagues,
    add_customers,
    approve,
    clock,
    investigate,
    photo,
    play,
    post,
    put_forward,
    report,
    write,
)

BEGUN = 500
"""The number of days since the demo's colleagues began to use the service."""


@records.step
def load(today: date) -> Cast:
    """Make the demo. Where its colleagues exist already, nothing is added."""
    cast = Cast({}, add_customers(), today)
    with clock(cast.then(BEGUN)):
        cast.people = add_colleagues()
        _support(cast)
    play(cast, [story(cast) for story in STORIES])
    return cast


def _pairs_under_appeal(cast: Cast) -> Story:
    yield 40
    incident = report(
        cast, "D900001", 40, "He shouted at me on the doorstep and blocked the path when I wanted to leave."
    )
    yield 35
    file = investigate(cast, incident, 35)
    yield 30
    alert = put_forward(cast, file, "VISIT_IN_PAIRS", 30)
    yield 28
    alert = approve(cast, alert, 28)
    yield 27
    write(cast, alert, 27)
    yield 26
    _entered(cast, incident, alert, days=26)
    yield 10
    appeal = appeals.log_appeal(
        decision=alert,
        by=cast.lead,
        today=cast.ago(10),
        grounds="I was upset about the boiler. I have apologised to the officer and it will not happen again.",
        channel="LETTER",
        received_on=cast.ago(10),
    )
    yield 9
    post(cast, Kind.APPEAL_ACKNOWLEDGEMENT, appeal, acknowledgement(appeal, on=cast.ago(9)), 9)
    yield 3
    appeals.prepare_appeal(
        appeal=appeal,
        version=appeal.version,
        by=cast.lead,
        on=cast.ago(3),
        evidence="The apology was received. No further incident was reported. The boiler repair is now complete.",
    )


def _overdue_dog(cast: Cast) -> Story:
    yield 420
    incident = report(
        cast,
        "D900005",
        420,
        "A large dog ran at me through the open door. The tenant could not hold it.",
        behaviour="",
        circumstances=["DANGEROUS_DOG"],
    )
    yield 410
    file = investigate(cast, incident, 410)
    yield 405
    alert = put_forward(cast, file, "DANGEROUS_DOGS", 405)
    yield 400
    alert = approve(cast, alert, 400)
    yield 399
    write(cast, alert, 399, OF_A_DOG)
    yield 398
    _entered(cast, incident, alert, days=398)


def _entered(cast: Cast, *records: Incident | Alert, days: int) -> None:
    """Record that these records' entries in Cx and Assure are made."""
    for number, entry in enumerate(entry for record in records for entry in record.entries.all()):
        entries_services.record_entry(
            entry=entry,
            version=entry.version,
            by=cast.lead if entry.alert else cast.officer,
            on=cast.ago(days),
            entered_on=cast.ago(days),
            reference=f"ASR-{days + number:05d}" if entry.system == System.ASSURE else "",
        )


def _withheld(cast: Cast) -> Story:
    yield 60
    customer = cast.customers["D900006"]
    known = Vulnerability(
        customer=customer,
        what="Fleeing domestic abuse. Her former partner may open her post.",
        told_by=ToldBy.AGENCY,
        told_on=cast.ago(60),
    )
    records.save(known, by=cast.lead, why="Told by the support agency")
    yield 55
    incident = report(
        cast, "D900006", 55, "A man at the address threatened me and said he would find out who sent me.", "THREAT_OF_VIOLENCE",
        circumstances=["DOMESTIC_ABUSE"],
    )  # fmt: skip
    yield 52
    file = investigate(cast, incident, 52)
    yield 50
    alert = put_forward(cast, file, "VISIT_IN_PAIRS", 50)
    yield 49
    withheld = InformAnswer(
        "WITHHOLD", "HARM_TO_CUSTOMER", "The former partner could intercept the letter and find her."
    )
    approve(cast, alert, 49, withheld)


def _to_decide(cast: Cast) -> Story:
    yield 12
    incident = report(
        cast,
        "D900003",
        12,
        "She called forty times in a week and shouted at three colleagues.",
        "HARASSMENT",
        channel="TELEPHONE",
    )
    yield 9
    file = investigate(cast, incident, 9)
    yield 2
    words, details = "Please contact us by e-mail or letter only.", {"channels": ["EMAIL", "LETTER"]}
    condition = {"kind": "CHANNELS", "words": words, "details": details}
    put_forward(cast, file, "CONTACT_MANAGEMENT", 2, conditions=[condition])


def _being_investigated(cast: Cast) -> Story:
    yield 8
    incident = report(
        cast, "D900004", 8, "She stood in the doorway and said I would regret coming back.", "INTIMIDATION"
    )
    yield 6
    incidents_services.refer_incident(incident=incident, version=incident.version, by=cast.manager, on=cast.ago(6))
    investigations_services.open_investigation(incidents=[incident], by=cast.lead)


def _violent(cast: Cast) -> Story:
    yield 1
    violent = report(
        cast, "D900008", 1, "He swore at me about the parking and threw a mug at the wall beside me.", violent=True
    )
    yield 0
    markers_services.place_marker(
        incident=violent, version=violent.version, by=cast.manager, on=cast.today, controls=["AT_LEAST_TWO", "ASK_LEAD"]
    )


def _referred(cast: Cast) -> Story:
    yield 5
    referred = report(
        cast, "D900002", 5, "She followed me to my car, shouting, and photographed my children's seats.", "HARASSMENT"
    )
    yield 4
    incidents_services.refer_incident(incident=referred, version=referred.version, by=cast.manager, on=cast.ago(4))


def _settled(cast: Cast) -> Story:
    yield 3
    settled = report(cast, "D900005", 3, "He was rude on the telephone about the waiting list.", channel="TELEPHONE")
    yield 2
    incidents_services.settle_incident(
        incident=settled,
        version=settled.version,
        by=cast.manager,
        on=cast.ago(2),
        actions=["VERBAL_WARNING"],
        settlement="I rang him. He apologised, and I warned him that we end calls when he shouts.",
    )


def _considered(cast: Cast) -> Story:
    """Play a case with no alert but a warning: its letter is owed, and its outcome is not yet recorded."""
    yield 16
    incident = report(cast, "D900009", 16, "He swore at me in the hall and would not let me read the meter.")
    yield 14
    file = investigate(cast, incident, 14)
    yield 10
    action = actions_services.add_action(
        investigation=file,
        version=file.version,
        by=cast.lead,
        on=cast.ago(10),
        kind="WRITTEN_WARNING",
        words="Please do not swear at our staff, and let them do their work.",
        due_on=cast.today + timedelta(days=14),
    )
    file.refresh_from_db()
    investigations_services.recommend(investigation=file, version=file.version, by=cast.lead, on=cast.ago(10))
    yield 7
    file.refresh_from_db()
    decisions_services.agree_investigation(
        investigation=file,
        version=file.version,
        by=cast.head,
        on=cast.ago(7),
        reason=f"A {action.get_kind_display().lower()} is enough for now.",
    )


def _breached(cast: Cast) -> Story:
    """Play a case in which an alert in force was breached: the dog is about again, and a photo shows it."""
    yield 2
    incident = report(
        cast,
        "D900005",
        2,
        "The dog was loose in the hall again, although he was asked to shut it away. I left and took this photo from the "
        "gate.",
        circumstances=["DANGEROUS_DOG"],
    )
    attachments.attach_file(subject=incident, by=cast.officer, file=photo("Dog in the hall.jpg"))
    incident.refresh_from_db()
    alert = Alert.objects.get(customer=incident.customer)
    incident = incidents_services.record_breach(
        incident=incident, version=incident.version, by=cast.manager, alert=alert
    )
    yield 1
    incidents_services.refer_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.ago(1),
        no_marker_reason="The alert in force says what to do.",
    )


def _often(cast: Cast) -> Story:
    """Play a customer who calls far more than others, and a strategy that helps."""
    caller = cast.customers["D900008"]
    yield 50
    _calls(cast, "A", [51 + number % 20 for number in range(26)])
    yield 49
    levels_services.count_contacts(on=cast.ago(49))
    contacts_services.log_contact(
        customer=caller,
        by=cast.lead,
        now=cast.then(49),
        said=Said(
            at=cast.then(50),
            channel=Channel.LETTER,
            kind=ContactKind.PROFESSIONAL,
            words="Her doctor writes that she forgets what was said, and that a written answer helps her.",
            done="Rang her, and sent her what we agreed in writing.",
            done_by=cast.lead,
        ),
    )
    yield 45
    strategies_services.start_strategy(
        customer=caller,
        by=cast.lead,
        on=cast.ago(45),
        terms=Terms(
            goal="One call each Tuesday with the same colleague, and what was said in writing afterwards.",
            officer=cast.manager,
            deputy=cast.lead,
            channels=[Channel.TELEPHONE, Channel.LETTER],
            times="Tuesdays from 10:00 to 12:00",
            response_days=2,
        ),
        review_on=cast.ago(-45),
    )
    yield 2
    _calls(cast, "B", [3, 10, 12, 17, 24, 26, 31, 38])


def _calls(cast: Cast, named: str, days: list[int]) -> None:
    """Load calls of one customer, each so many days ago, as the telephone system tells of them."""
    lines = [f"{named}{number},{cast.ago(day):%d/%m/%Y} 09:00,D900008" for number, day in enumerate(days)]
    raw = "\n".join(["External Reference,Date and Time,Customer Reference", *lines]).encode()
    report = load_contacts(raw, "calls.csv", source=ContactSource.TELEPHONY, by=cast.admin, now=cast.then(min(days)))
    assert report.kept, report.refused


def _day_out(cast: Cast) -> Story:
    """The officer’s visits of today: one to stop, one with a dog, one that nobody finds, and one without an alert."""
    yield 0
    lines = [
        Asked("D900001", customer=cast.customers["D900001"]),
        Asked("45 Avocet Road", asset=Asset.objects.get(address__startswith="45 Avocet").pk),
        Asked("7 Heron Steps"),
        Asked("D900002", customer=cast.customers["D900002"]),
    ]
    planned = visits_services.Planned(lines, Team(women=0, men=1), str(cast.officer))
    visits_services.keep_visits(by=cast.officer, planned=planned, now=cast.then(0))


def _monitored(cast: Cast) -> Story:
    """Play the load of what some customers say of themselves, and the table of a quarter."""
    yield 60
    told = ["D900004;Female;White: Irish", "D900005;Male;Arab", "D900006;Prefer not to say;"]
    raw = "\n".join(["Customer Reference;Sex;Race", *told]).encode()
    report = load_characteristics(raw, "characteristics.csv", by=cast.equality)
    assert report.kept, report.refused
    yield 1
    first = closed(cast.ago(1), 1)[0].first
    equality_services.publish_quarter(first=first, by=cast.equality, on=cast.ago(1))


STORIES = (
    _pairs_under_appeal,
    _overdue_dog,
    _withheld,
    _to_decide,
    _being_investigated,
    _violent,
    _referred,
    _settled,
    _considered,
    _breached,
    _often,
    _day_out,
    _monitored,
)


def _support(cast: Cast) -> None:
    """Set where colleagues of each landlord find support."""
    for landlord in Organisation.objects.all():
        staff.change_organisation(
            organisation=landlord,
            seen=letterhead(landlord),
            by=cast.admin,
            values={
                "lone_working_policy": f"https://intranet.{landlord.code}.example/lone-working",
                "health_and_safety_policy": f"https://intranet.{landlord.code}.example/health-and-safety",
                "wellbeing_name": "Harbour, our employee helpline",
                "wellbeing_contact": "01632 960555",
            },
            now=cast.then(0),
        )
