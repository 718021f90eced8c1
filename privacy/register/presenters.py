"""Build the papers of the register: each is plain data, for the page and the PDF alike."""

from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.utils.text import capfirst

from housing_alerts.kernel import procedure
from housing_alerts.staff.models import Organisation
from housing_alerts.web.rows import Rows
from privacy.choices import RUNS_FROM, Keeping, Paper

from . import selectors
from .activities import ACTIVITIES, MEASURES, Activity
from .assessing import ASK, DONE, RISKS
from .selectors import bases

TRANSFERS = "None outside the United Kingdom: the service runs on the landlords’ own machines"


class Section(NamedTuple):
    """A part of a paper: its heading, sentences, and rows."""

    heading: str
    words: list[str]
    rows: Rows


def paper(landlord: Organisation, which: Paper) -> list[Section]:
    """P13a Return the sections of a paper, with the landlord's own periods."""
    return {Paper.RECORD: _record, Paper.NOTICE: _notice, Paper.ASSESSMENT: _assessment}[which](landlord)


# The record of processing


def _record(landlord: Organisation) -> list[Section]:
    return [
        Section("Who is responsible", [], _responsible(landlord)),
        *(Section(each.title, [each.purpose], _activity(landlord, each)) for each in ACTIVITIES),
        _of_types(),
        Section("How it is kept safe", [*MEASURES], []),
    ]


def _responsible(landlord: Organisation) -> Rows:
    return [
        ("Controller", landlord.name),
        ("Address", ", ".join(landlord.address.splitlines())),
        ("Data protection", _contact(landlord)),
        ("Transfers to other countries", TRANSFERS),
    ]


def _contact(landlord: Organisation) -> list[str]:
    by_post = f"By post to {', '.join(landlord.data_protection_address.splitlines()) or 'that address'}"
    return [f"Ask for {landlord.data_protection_name}", f"By e-mail: {landlord.data_protection_email}", by_post]


def _activity(landlord: Organisation, activity: Activity) -> Rows:
    return [
        ("People", activity.people),
        ("What is kept", ", ".join(kinds(activity))),
        ("Lawful basis", [*activity.basis]),
        ("Condition for special categories and offences", [*activity.conditions]),
        ("Who gets it", activity.recipients),
        ("How long", _how_long(landlord, activity)),
    ]


def kinds(activity: Activity) -> list[str]:
    """Return the names of the tables that the activity keeps, in words."""
    tables = {model.__name__: model for model in apps.get_models()}
    return [str(capfirst(tables[name]._meta.verbose_name_plural)) for name in activity.tables.split()]


def _how_long(landlord: Organisation, activity: Activity) -> list[str]:
    periods = [
        f"{Keeping(keeping).label}: {months} months from {RUNS_FROM[keeping]}"
        for keeping, months in selectors.periods(landlord, activity)
    ]
    return [*periods, *([activity.kept] if activity.kept else [])]


def _of_types() -> Section:
    rows: Rows = [(str(each.type), [*each.basis, *each.conditions]) for each in bases()]
    return Section("The basis of each type of alert", [], rows)


# The privacy notice


def _notice(landlord: Organisation) -> list[Section]:
    return [
        Section("Who we are", [f"{landlord.name} decides how this data is used."], _responsible(landlord)[1:3]),
        Section(
            "Why we keep it",
            [
                "We keep our colleagues safe, and we still want to serve you.",
                "For that we record what happened, what was decided, and why.",
                *(f"{each.title}: {each.purpose}" for each in ACTIVITIES if "Customers" in each.people),
            ],
            [],
        ),
        Section(
            "What allows us to",
            [
                *dict.fromkeys(basis for each in ACTIVITIES for basis in each.basis),
                "Some of it is about health or about offences. Then one of these conditions is met, too:",
                *dict.fromkeys(one for each in bases() for one in each.conditions),
            ],
            [],
        ),
        Section(
            "Who gets it",
            [f"{each.title}: {each.recipients}." for each in ACTIVITIES if "Customers" in each.people],
            [],
        ),
        Section("How long we keep it", [], _periods(landlord)),
        Section(
            "Your rights",
            _rights(),
            [("The Information Commissioner’s Office", ", ".join(landlord.ico_contact.splitlines()))],
        ),
    ]


def _periods(landlord: Organisation) -> Rows:
    everything = dict(period for each in ACTIVITIES for period in selectors.periods(landlord, each))
    return [(Keeping(one).label, f"{months} months from {RUNS_FROM[one]}") for one, months in everything.items()]


def _rights() -> list[str]:
    return [
        "You can ask what we hold about you, in any words. We answer within a month.",
        "You can tell us that something is wrong. We put it right, or put what you say beside it.",
        "You can object to our use of your data. We tell you what we decide, and why.",
        "You can appeal against a decision. The letter about it tells you how.",
        "A person decides, never a computer.",
        "You can complain to us about how we use your data. We answer without undue delay.",
        f"We tell you within {procedure.DATA_COMPLAINT_ACKNOWLEDGE_DAYS} days that we have your complaint.",
        "You can also complain to the Information Commissioner’s Office. They usually ask you to tell us first.",
    ]


# The impact assessment


def _assessment(landlord: Organisation) -> list[Section]:
    return [
        Section(
            "Why it is needed",
            [
                "The service records behaviour, health needs and offences, and decides how people are met at the door.",
                "It watches who reads what. That is a high risk, so it is assessed.",
            ],
            [("Controller", landlord.name)],
        ),
        Section("What is done", [], [(each.title, each.purpose) for each in ACTIVITIES]),
        Section("Why it is needed and in proportion", [*DONE], []),
        Section("Risks, and what is done about them", [], [(risk, [*measures]) for risk, measures in RISKS]),
        Section("Colleagues who read without need", _curiosity(), []),
        Section("To be filled in by the Data Protection Officer", [], [(question, "…") for question in ASK]),
    ]


def _curiosity() -> list[str]:
    kept = settings.HOME_POSTCODES
    return [
        "The read log is searched for signs of curiosity. A sign is a question to a colleague and no finding.",
        "Home postcodes of colleagues are kept here, to see who opens the file of a relative."
        if kept
        else "Home postcodes of colleagues are not kept here: the switch is off, as it is unless somebody turns it on.",
    ]
