"""The cast, and what happens to people: restricted, moved, dead, promoted."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from alerts.decisions.answers import InformAnswer
from alerts.writing.at_home import TOLD_AT_HOME
from housing_alerts.customers import bringing
from housing_alerts.customers import services as customers
from housing_alerts.customers.models import (
    Adjustment,
    Asset,
    Customer,
    EmergencyAccess,
    Membership,
    Representative,
    Tenancy,
    Vulnerability,
)
from housing_alerts.customers.naming_colleagues import naming, records_naming
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff import selectors as accounts
from housing_alerts.staff import services as staff
from housing_alerts.staff.absences import services as absences
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Absence, Colleague, Grant, Organisation, RoleHeld, ServiceArea
from housing_alerts.staff.policies import Account
from letters import services as letters
from letters.selectors import issued_to
from tools import demo
from tools.demo import Cast

WITHHOLD = InformAnswer("WITHHOLD", "HARM_TO_CUSTOMER", "Her former partner opens the post.")


NOBODY_KNOWN = InformAnswer("WITHHOLD", "NOBODY_KNOWN", "Nobody is known at the address, so nothing can be told.")
INFORM = InformAnswer(
    "INFORM", reason="Nobody else opens the post, and nobody is put at risk.", sure_of=(TOLD_AT_HOME,)
)


LIFELINES = demo.LIFELINES
"""What the Head of Service confirms to stay open, where an alert restricts something."""
DUE_REGARD = demo.DUE_REGARD
"""How the Head of Service weighed equality."""
LODGER, HONG = "D900001", "D900003"


def set_the_scene(today: date) -> Cast:
    """The cast, with nothing reported yet."""
    cast = Cast(demo.add_colleagues(), {}, today)
    cast.customers = demo.add_customers()
    return cast


def chose_password(colleague: Colleague) -> Colleague:
    """A colleague who has signed in for the first time, and chosen a password of their own."""
    return staff.change_own_password(by=colleague, password="three blue kettles")


def joined(username: str, *roles: str, by: Colleague | None = None) -> Colleague:
    """Somebody new, who has signed in for the first time."""
    return chose_password(staff.add_colleague(by=by, username=username, password="x", values={}, roles=roles))


def restrict(cast: Cast, customer: str = LODGER, *, readers: Iterable[Colleague]) -> Customer:
    """Open the customer's file to its named readers only."""
    found = cast.customers[customer]
    found.restricted = True
    records.save(found, by=None, why="Restricted")
    found.readers.set(readers)
    return found


def restrict_file(
    cast: Cast, customer: str = LODGER, *, readers: Iterable[Colleague] = (), because: str = "SAFEGUARDING"
) -> Customer:
    """The Lead restricts the file as the procedure says; if to nobody else, to the Lead, the Head and whoever it names."""
    found = Customer.objects.get(reference=customer)
    return customers.restrict_file(
        customer=found,
        version=found.version,
        by=cast.lead,
        because=because,
        readers=list(readers) or [*dict.fromkeys([cast.lead, cast.head, *records_naming(naming(found))])],
        reason="Children live there.",
    )


def break_glass(cast: Cast, by: Colleague, customer: str = LODGER, *, minutes: int = 0) -> EmergencyAccess:
    """Somebody opened the restricted file in an emergency, so many minutes ago."""
    return customers.break_glass(
        customer=Customer.objects.get(reference=customer),
        by=by,
        reason="He threatens to harm himself now.",
        now=timezone.now() - timedelta(minutes=minutes),
    )


def never_write(cast: Cast, customer: str = LODGER) -> Customer:
    """A customer whose post is not safe."""
    found = cast.customers[customer]
    found.refresh_from_db()
    return letters.set_safe_contact(
        customer=found,
        version=found.version,
        by=cast.lead,
        format="",
        never_write=True,
        never_message=True,
        why="The former partner opens the post.",
        still_here=[letter.reference for letter in issued_to(found)],
    )


def dies(cast: Cast, customer: str = LODGER) -> Customer:
    """A customer of whom the housing system says that they have died."""
    with transaction.atomic():
        found, _ = bringing.import_customer(
            Customer.objects.get(reference=customer),
            reference=customer,
            values={"died": True},
            format="",
            by=None,
            why="Imported",
        )
    return found


def has_email(cast: Cast, customer: str = LODGER) -> Customer:
    """A customer whose e-mail address the housing system has."""
    found = cast.customers[customer]
    found.refresh_from_db()
    found.email = f"{customer.lower()}@post.example"
    records.save(found, by=None, why="Imported")
    return found


def becomes_known(cast: Cast, what: str = "Hears badly.", customer: str = LODGER) -> Vulnerability:
    """A vulnerability that an agency told us of today."""
    return customers.record_vulnerability(
        customer=cast.customers[customer], by=cast.lead, what=what, told_by="AGENCY", told_on=cast.today
    )


def adjusted(
    cast: Cast, what: str = "He is deaf, so we write first.", at_the_door: str = "", customer: str = LODGER
) -> Adjustment:
    """A reasonable adjustment that was agreed today."""
    return customers.record_adjustment(
        customer=cast.customers[customer],
        by=cast.lead,
        what=what,
        starts=cast.today,
        ends=None,
        at_the_door=at_the_door,
    )


def represented(cast: Cast, customer: str = LODGER, name: str = "Rita Reader") -> Representative:
    """Somebody who acts for the customer, as the Lead wrote down."""
    details = {"name": name, "authority": "A letter of authority."}
    restricted = Customer.objects.get(reference=customer).restricted
    checked = "The customer named them when we met at the office." if restricted else ""
    step = {"customer": cast.customers[customer], "by": cast.lead, "details": details}
    return customers.record_representative(**step, checked=checked)


def leaves(colleague: Colleague) -> None:
    """Their account is closed."""
    colleague.is_active = False
    colleague.save()
    records.touch(colleague)


def leads_no_longer(colleague: Colleague) -> None:
    """They are here, and no Operational Lead any more."""
    colleague.held.filter(role=Role.OPERATIONAL_LEAD).delete()
    records.touch(colleague)


def heads_no_longer(colleague: Colleague) -> None:
    """They are here, of the Leadership Team, and no Head of Service any more."""
    colleague.held.filter(role=Role.HEAD_OF_SERVICE).delete()
    promote(colleague)


def nobody_decides_on_their_own(customer: Customer) -> None:
    """The customer's landlord lets nobody decide an appeal against their own decision."""
    customer.organisation.own_appeals_allowed = False
    customer.organisation.save()
    records.touch(customer.organisation)


def use_no_markers(customer: Customer) -> None:
    """The customer's landlord has switched interim markers off."""
    customer.organisation.markers_allowed = False
    customer.organisation.save()
    records.touch(customer.organisation)


def on_duty(cast: Cast, *, days: int = 1) -> Colleague:
    """A duty manager of no other role, from today for so many days."""
    duty = {"first_name": "Dilys", "last_name": "Dutton", "duty_from": cast.today, "duty_until": cast.ago(1 - days)}
    colleague = staff.add_colleague(by=None, username="duty", password="x", values=duty, roles=[Role.DUTY_MANAGER])
    colleague.must_change_password = False
    colleague.save()
    records.touch(colleague)
    return colleague


def promote(colleague: Colleague, role: Role = Role.LEADERSHIP) -> None:
    """Somebody who joined the Leadership Team since, or has another role more."""
    RoleHeld.objects.create(colleague=colleague, role=role)
    vars(colleague).pop("roles", None)
    records.touch(colleague)


def change_account(cast: Cast, colleague: Colleague, *, active: bool) -> None:
    """The administrator closed the colleague's account, or opened it again."""
    staff.change_colleague(
        colleague=colleague,
        seen=accounts.fingerprint(Colleague.objects.get(pk=colleague.pk)),
        by=cast.admin,
        values={},
        wanted=Account([held.role for held in colleague.held.all()], list(colleague.areas.all()), active),
        now=timezone.now(),
    )


def renamed(cast: Cast, colleague: Colleague, first_name: str, last_name: str) -> None:
    """The administrator gave the colleague another name, as after a wedding."""
    staff.change_colleague(
        colleague=colleague,
        seen=accounts.fingerprint(Colleague.objects.get(pk=colleague.pk)),
        by=cast.admin,
        values={"first_name": first_name, "last_name": last_name},
        wanted=Account([held.role for held in colleague.held.all()], list(colleague.areas.all()), active=True),
        now=timezone.now(),
    )
    colleague.refresh_from_db()


def away(
    cast: Cast,
    colleague: Colleague | None = None,
    deputy: Colleague | None = None,
    *,
    starts: int = 0,
    ends: int = 7,
    by: Colleague | None = None,
) -> Absence:
    """Somebody is away from so many days ahead to so many: the officer, with the contractor as deputy, if nobody else."""
    colleague = Colleague.objects.get(pk=(colleague or cast.officer).pk)
    return absences.add_absence(
        colleague=colleague,
        deputy=Colleague.objects.get(pk=(deputy or cast.contractor).pk),
        starts=cast.ago(-starts),
        ends=cast.ago(-ends),
        by=by or colleague,
        on=cast.today,
    )


def letterhead_asked(cast: Cast) -> Organisation:
    """Teign Housing, for which an administrator asked for another address, which waits for a second person."""
    landlord = Organisation.objects.get(code="teign")
    return staff.change_organisation(
        organisation=landlord,
        seen=accounts.letterhead(landlord),
        by=cast.admin,
        values={"address": "Sandpiper House\nTestmouth\nTQ99 1ZZ", "email": "appeals@teign.example"},
        now=timezone.now(),
    )


def ask_for(cast: Cast, colleague: Colleague, role: Role, *areas: ServiceArea, by: Colleague | None = None) -> Grant:
    """An administrator asks for a role that waits for a second person; with ``areas``, for these in place of theirs."""
    colleague = accounts.colleague(colleague.pk)
    held = {held.role for held in colleague.held.all()}
    staff.change_colleague(
        colleague=colleague,
        seen=accounts.fingerprint(colleague),
        by=by or cast.admin,
        values={},
        wanted=Account([*held, *({role} - held)], list(areas or colleague.areas.all())),
        why="She takes over on Monday.",
        now=timezone.now(),
    )
    return colleague.grants.waiting().last()


def confirm(cast: Cast, grant: Grant, *, by: Colleague | None = None) -> Grant:
    """A second person confirms the role."""
    return staff.confirm_grant(grant=grant, version=grant.version, by=by or cast.dpo, now=timezone.now())


def lead_for(colleague: Colleague, area: ServiceArea) -> None:
    """Give an Operational Lead one more service area."""
    colleague.areas.add(area)
    records.touch(colleague)


def comes_to_another_area(customer: Customer) -> None:
    """The customer of Housing, as the next import finds them: with Property Services."""
    customer.refresh_from_db()
    customer.service_area = ServiceArea.objects.get(name="Property Services")
    records.save(customer, by=None, why="Imported")


def moved_out(cast: Cast, customer: Customer) -> None:
    """The customer's tenancy ended yesterday; where they live now is not known."""
    membership = customer.memberships.get()
    membership.ends = cast.ago(1)
    records.save(membership, by=None, why="Imported", moment="left_known_at")


def moved(cast: Cast, customer: Customer) -> None:
    """The customer lives at another address since today."""
    moved_out(cast, customer)
    asset = Asset(reference="A-NEW", address="1 New Street, Testmouth, Devon", postcode="TQ99 1ZZ")
    records.save(asset, by=None, why="Imported")
    tenancy = Tenancy(reference="T-NEW", group_name="Lodger household", asset=asset, starts=cast.today)
    records.save(tenancy, by=None, why="Imported")
    records.save(Membership(customer=customer, tenancy=tenancy, starts=cast.today), by=None, why="Imported")
