"""Each role follows the link of its mail, signs in, and does what it was told of; then nothing of it waits any more."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Browser

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.outbox.models import Message
from housing_alerts.staff.choices import Role
from tests import scenarios
from tests.deep import DEEP
from tests.scenarios import Cast, set_the_scene

from .people import Office, Person
from .test_journey import WIDTHS

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(server) -> Cast:
    """The cast, walked to anew: rows that were kept would leave the numbers of this database behind."""
    return set_the_scene(timezone.localdate())


@pytest.fixture
def office(server, browser: Browser, width: int) -> Iterator[Office]:
    """Everybody at a browser of their own, and nothing but the cast on record."""
    made = Office(server, browser, width)
    yield made
    made.close()


def another_asks_for_a_role(cast: Cast) -> None:
    other = scenarios.joined("second", Role.ADMINISTRATOR)
    scenarios.ask_for(cast, cast.officer, Role.HEAD_OF_SERVICE, by=other)


def somebody_breaks_glass(cast: Cast) -> None:
    scenarios.restrict(cast, readers=[cast.lead])
    scenarios.break_glass(cast, cast.head2, minutes=61)


def the_only_dpo_breaks_glass(cast: Cast) -> None:
    scenarios.restrict(cast, readers=[cast.lead])
    scenarios.break_glass(cast, cast.dpo, minutes=61)


def an_alert_where_they_go(cast: Cast) -> None:
    scenarios.visits(cast, scenarios.LODGER, by="contractor")
    scenarios.active(cast, days=0)


def violence_at_the_weekend(cast: Cast) -> None:
    scenarios.on_duty(cast)
    scenarios.logged(cast, behaviour="VIOLENCE", violent=True)


def confirms_the_report(officer: Person) -> None:
    officer.chooses("Is this what happened?", "Yes, it is right")
    officer.chooses("Was there any of this?", "None of these")
    officer.presses("Send my answer")


def refers_it(manager: Person) -> None:
    manager.ticks("Formal stage")
    manager.presses("Continue")
    manager.presses("Refer")


def opens_the_investigation(lead: Person) -> None:
    lead.presses("Open an investigation")
    lead.presses("Open the investigation")


def declines_it(head: Person) -> None:
    head.follows("Visit in Pairs")
    head.presses("Decline")
    head.types("Why do you decline it?", "A warning is enough, and it was given since.")
    head.presses("Decline the alert")


def confirms_the_role(admin: Person) -> None:
    admin.follows("Confirm")
    admin.presses("Confirm the role")


def reviews_the_access(reviewer: Person) -> None:
    reviewer.types("What did you find?", "The reason holds: a colleague was on the way to the door.")
    reviewer.presses("Record the review")


def sees_what_changed(contractor: Person) -> None:
    contractor.reads("Changed since you were told")
    contractor.presses("I have seen this")


DONE: dict[str, tuple[Kind, Callable[[Cast], object], Callable[[Person], None]]] = {
    "officer": (Kind.CHECK_REPORT, scenarios.reported_for, confirms_the_report),
    "contractor": (Kind.VISIT_CHANGED, an_alert_where_they_go, sees_what_changed),
    "manager": (Kind.TRIAGE, scenarios.logged, refers_it),
    "lead": (Kind.REFERRED, scenarios.referred, opens_the_investigation),
    "head": (Kind.DECIDE, scenarios.proposed, declines_it),
    "leadership": (Kind.GLASS, the_only_dpo_breaks_glass, reviews_the_access),
    "dpo": (Kind.GLASS, somebody_breaks_glass, reviews_the_access),
    "admin": (Kind.CONFIRM_ROLE, another_asks_for_a_role, confirms_the_role),
}


@pytest.mark.parametrize("name", DONE if DEEP else ["head"])
@pytest.mark.parametrize("width", WIDTHS)
def test_from_the_link_to_the_duty_done(office: Office, cast: Cast, name: str):
    kind, happens, does_it = DONE[name]
    with transaction.atomic():
        happens(cast)
    call_command("send_digests")
    waiting = Duty.objects.open().filter(kind=kind)
    assert waiting.exists()

    person = office.person(name, _link(cast, name, waiting.first()))
    does_it(person)
    person.reads("Success")

    assert not waiting.exists()


def _link(cast: Cast, name: str, duty: Duty) -> str:
    """Return the page to which the colleague's mail about this duty leads."""
    bodies = Message.objects.filter(colleague=cast.people[name]).values_list("body", flat=True)
    found = [link for body in bodies for link in re.findall(r"https?://[^/\s]+(/\S*)", body) if duty.path in link]
    assert found, "no mail has the link"
    return found[0]
