"""Cases as staff would have left them. Each walks there through the services; no test assigns a status.

The colleagues are the demo's: officer, contractor, manager, lead, lead2, head, head2, leadership, dpo, admin. The
customers too: Mr Lodger (D900001, Teign Housing), Nguyễn Thị Hồng (D900003, Templer HomeBuild) and the others.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from alerts import services as alerts
from alerts.answers import Authority, InformAnswer
from alerts.drafts import CONSIDERED, REMOVAL, investigation_outcome, notification, review_outcome
from alerts.models import Action, Alert, AlertType, Incident, Investigation, Review
from appeals import services as appeals
from appeals.drafts import acknowledgement, appeal_outcome, appeal_refused
from appeals.models import Appeal
from desk import demo
from desk.demo import Cast
from housing_alerts import procedure
from housing_alerts.customers import services as customers
from housing_alerts.customers.models import Asset, Customer, EmergencyAccess, Membership, Tenancy, Vulnerability
from housing_alerts.records import saving as records
from housing_alerts.staff import selectors as accounts
from housing_alerts.staff import services as staff
from housing_alerts.staff.models import Colleague, Role, RoleHeld, ServiceArea
from letters import services as letters
from letters.models import Kind, Letter
from tests.snapshot import kept

WITHHOLD = InformAnswer("WITHHOLD", "HARM_TO_CUSTOMER", "Her former partner opens the post.")
INFORM = InformAnswer("INFORM")
LODGER, HONG = "D900001", "D900003"


def set_the_scene(today: date) -> Cast:
    """The cast, with nothing reported yet."""
    cast = Cast(demo.add_colleagues(), {}, today)
    cast.customers = demo.add_customers()
    return cast


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
    """The Lead restricts the file as the procedure says; to the Lead and the Head of Service, if to nobody else."""
    found = Customer.objects.get(reference=customer)
    return customers.restrict_file(
        customer=found,
        version=found.version,
        by=cast.lead,
        because=because,
        readers=list(readers) or [cast.lead, cast.head],
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
    )


def dies(cast: Cast, customer: str = LODGER) -> Customer:
    """A customer of whom the housing system says that they have died."""
    found, _ = customers.take_over_customer(
        Customer.objects.get(reference=customer),
        reference=customer,
        values={"died": True},
        format="",
        by=None,
        why="Imported",
    )
    return found


@kept
def logged(
    cast: Cast, customer: str = LODGER, *, days: int = 20, behaviour: str = "AGGRESSIVE", **facts: Any
) -> Incident:
    """An incident the officer logged; their line manager has it to look at."""
    return demo.report(cast, customer, days, "He shouted at me and blocked the path.", behaviour, **facts)


@kept
def logged_at_an_address(cast: Cast, behaviour: str = "AGGRESSIVE", **facts: Any) -> Incident:
    """An incident at Mr Lodger's home, where the officer did not know the person."""
    facts = {"customer": None, "asset": Asset.objects.get(reference="A-D1"), **facts}
    return demo.report(cast, LODGER, 20, "Somebody shouted at me from the window.", behaviour, **facts)


def reported_by(cast: Cast, colleague: Colleague, customer: str = LODGER) -> Incident:
    """One more incident, which another colleague than the officer met."""
    return reported_anew(logged(cast, customer, days=0), by=colleague)


def reported_anew(incident: Incident, *, by: Colleague) -> Incident:
    """The incident, as another colleague's report."""
    incident.refresh_from_db()
    incident.reported_by = by
    records.save(incident, by=by, why="Reported")
    return incident


def draft(cast: Cast) -> Incident:
    """A report that the officer began and did not log."""
    incident = Incident(
        customer=cast.customers[LODGER],
        occurred_at=cast.then(1),
        channel="OFFICE",
        reported_by=cast.officer,
        line_manager=cast.manager,
    )
    records.save(incident, by=cast.officer, why="Drafted")
    return incident


@kept
def settled(cast: Cast, customer: str = LODGER, *, departure_reason: str = "", **facts: Any) -> Incident:
    """An incident that the line manager settled with a warning."""
    incident = logged(cast, customer, **facts)
    return alerts.settle_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        action="VERBAL_WARNING",
        settlement="I rang him and warned him.",
        departure_reason=departure_reason,
    )


@kept
def void(cast: Cast, customer: str = LODGER, **facts: Any) -> Incident:
    """An incident that was recorded in error."""
    incident = logged(cast, customer, **facts)
    return alerts.void_incident(incident=incident, version=incident.version, by=cast.manager, reason="Typed twice.")


@kept
def referred(cast: Cast, customer: str = LODGER, **facts: Any) -> Incident:
    """An incident the line manager referred to the formal stage."""
    incident = logged(cast, customer, **facts)
    return alerts.refer_incident(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, departure_reason="It felt unsafe."
    )


@kept
def referred_at_an_address(cast: Cast) -> Incident:
    """A referred incident at Mr Lodger's home, where the officer did not know the person."""
    incident = logged_at_an_address(cast, "INTIMIDATION")
    housing = cast.customers[LODGER].service_area
    return alerts.refer_incident(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, service_area=housing
    )


@kept
def opened(cast: Cast, customer: str = LODGER, **facts: Any) -> Investigation:
    """An investigation on one referred incident, with nothing answered yet."""
    return alerts.open_investigation(incidents=[referred(cast, customer, **facts)], by=cast.lead)


@kept
def opened_at_an_address(cast: Cast) -> Investigation:
    """An investigation on an incident at Mr Lodger's home, where nobody is known."""
    return alerts.open_investigation(incidents=[referred_at_an_address(cast)], by=cast.lead)


@kept
def withdrawn(cast: Cast) -> Investigation:
    """An investigation that its Lead closed without a recommendation."""
    file = opened(cast)
    return alerts.withdraw_investigation(
        investigation=file, version=file.version, by=cast.lead, reason="The officer was mistaken."
    )


@kept
def investigated(cast: Cast, customer: str = LODGER, **facts: Any) -> Investigation:
    """An investigation with every discussion and consideration, and nothing recommended yet."""
    return demo.investigate(cast, logged(cast, customer, **facts), 0)


@kept
def nothing_further(cast: Cast, customer: str = LODGER) -> Investigation:
    """An investigation whose Lead recommends that nothing further is done."""
    file = investigated(cast, customer)
    return alerts.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations={"no_further_action": True}
    )


@kept
def with_actions(cast: Cast, *kinds: str) -> Investigation:
    """An investigation whose Lead recommends actions, and no alert yet."""
    file = investigated(cast)
    for kind in kinds:
        file.refresh_from_db()
        _act(cast, file, kind)
    file.refresh_from_db()
    return file


def _act(cast: Cast, file: Investigation, kind: str) -> Action:
    """An action in the recommendation, due in two weeks; the officer consents where the police are to be told."""
    consent = {"consent_by": cast.officer, "consent_on": cast.today} if kind == "POLICE" else {}
    return alerts.add_action(
        investigation=file,
        version=file.version,
        by=cast.lead,
        on=cast.today,
        kind=kind,
        words="To speak calmly with us.",
        due_on=cast.today + timedelta(days=14),
        **consent,
    )


def recommended(cast: Cast, file: Investigation) -> Investigation:
    """The investigation as it waits for the Head of Service."""
    return alerts.recommend(investigation=file, version=file.version, by=cast.lead, on=cast.today)


@kept
def drafted_alert(cast: Cast, code: str = "VISIT_IN_PAIRS", customer: str = LODGER, **terms: Any) -> Alert:
    """An alert in a file that has every answer and is not recommended yet."""
    return demo.draft(cast, investigated(cast, customer), code, **_complete(cast, terms))


DETAILS: dict[str, dict[str, Any]] = {
    "CHANNELS": {"channels": ["LETTER"]},
    "TIMES": {"days": ["MON"], "first": "10:00", "last": "12:00"},
    "FREQUENCY": {"most": 1, "per": "WEEK"},
    "APPOINTMENT": {"book": "Call us to make one."},
    "OFFICES": {"offices": "our office in Testmouth"},
    "COMPLAINTS": {"route": "EMAIL"},
    "INVOLVEMENT": {"activities": "the residents' panel"},
    "SUSPENDED": {"service": "GROUNDS"},
    "DECLARATION": {"service": "GROUNDS"},
}
"""What each kind of condition has to say, where a test is about something else."""


def _complete(cast: Cast, terms: dict[str, Any]) -> dict[str, Any]:
    if "conditions" not in terms:
        return terms
    return terms | {"conditions": [condition(cast, **each) for each in terms["conditions"]]}


def condition(cast: Cast, kind: str, **terms: Any) -> dict[str, Any]:
    """A condition with everything that its kind has to say."""
    complete = {"words": f"As agreed ({kind.lower()}).", "details": DETAILS.get(kind, {})} | terms
    if kind == "NAMED_OFFICER":
        complete = {"officer": cast.officer, "deputy": cast.manager} | complete
    if kind in ("OFFICES", "COMPLAINTS", "SUSPENDED"):
        complete.setdefault("ends", cast.today + timedelta(days=90))
    return {"kind": kind} | complete


@kept
def proposed(cast: Cast, code: str = "VISIT_IN_PAIRS", customer: str = LODGER, **terms: Any) -> Alert:
    """An alert that waits for the Head of Service."""
    return demo.put_forward(cast, investigated(cast, customer), code, 0, **_complete(cast, terms))


@kept
def taken_out(cast: Cast) -> Alert:
    """An alert that the Lead drafted and took out of the recommendation again."""
    alert = drafted_alert(cast)
    return alerts.withdraw_alert(alert=alert, version=alert.version, by=cast.lead)


def proposed_on(cast: Cast, incident: Incident, code: str = "VISIT_IN_PAIRS") -> Alert:
    """An alert on this incident, as it waits for the Head of Service."""
    return demo.put_forward(cast, demo.investigate(cast, incident, 0), code, 0)


def proposed_together(cast: Cast, *codes: str) -> list[Alert]:
    """Several alerts of one file, as they wait for the Head of Service."""
    file = investigated(cast)
    for code in codes:
        file.refresh_from_db()
        type = AlertType.objects.get(code=code)
        alerts.draft_alert(investigation=file, version=file.version, by=cast.lead, type=type, reason="To be safe.")
    file.refresh_from_db()
    recommended(cast, file)
    return [file.alerts.get(type__code=code) for code in codes]


@kept
def proposed_with_an_action(cast: Cast) -> Alert:
    """An alert that waits for the Head of Service beside a behaviour agreement."""
    return demo.put_forward(cast, with_actions(cast, "AGREEMENT"), "VISIT_IN_PAIRS", 0)


@kept
def proposed_at_an_address(cast: Cast) -> Alert:
    """An alert on a property, where nobody is known, as it waits for the Head of Service."""
    housing = cast.customers[LODGER].service_area
    return proposed_on(cast, logged_at_an_address(cast, service_area=housing), "DANGEROUS_DOGS")


@kept
def proposed_on_third_party_information(cast: Cast) -> Alert:
    """An alert on nothing but what the police told us, as it waits for the Head of Service."""
    return proposed_on(cast, logged(cast, about="THIRD_PARTY", source="Devon and Cornwall Police"))


def proposed_on_one_never_written_to(cast: Cast) -> Alert:
    """An alert on a customer whose post is not safe, as it waits for the Head of Service."""
    never_write(cast)
    return proposed(cast)


def asked_for_more(cast: Cast, alert: Alert, outcome: str = "STRENGTHEN", **answers: Any) -> Alert:
    """The draft that is to take the alert's place, as a review asked for it."""
    reviewed(cast, under_review(cast, alert), outcome=outcome, **answers)
    return alert.replaced_by.get()


def more_proposed(cast: Cast, alert: Alert, outcome: str = "STRENGTHEN", **answers: Any) -> Alert:
    """What a review asked for in the alert's place, as it waits for the Head of Service."""
    draft = asked_for_more(cast, alert, outcome, **answers)
    assert draft.investigation is not None
    recommended(cast, demo.answer(cast, draft.investigation, 0))
    draft.refresh_from_db()
    return draft


def proposed_to_replace(cast: Cast, alert: Alert) -> Alert:
    """An alert of the same type that is to take the place of another."""
    successor = drafted_alert(cast, alert.type.code, replaces=alert)
    file = successor.investigation
    assert file is not None
    file.refresh_from_db()
    recommended(cast, file)
    successor.refresh_from_db()
    return successor


def becomes_known(cast: Cast, what: str = "Hears badly.", customer: str = LODGER) -> Vulnerability:
    """A vulnerability that an agency told us of today."""
    return customers.record_vulnerability(
        customer=cast.customers[customer], by=cast.lead, what=what, told_by="AGENCY", told_on=cast.today
    )


def approved(cast: Cast, alert: Alert, inform: InformAnswer = INFORM) -> Alert:
    """A proposed alert as the Head of Housing approved it today."""
    return demo.approve(cast, alert, 0, inform)


@kept
def active(
    cast: Cast,
    code: str = "VISIT_IN_PAIRS",
    customer: str = LODGER,
    *,
    days: int = 0,
    inform: InformAnswer = INFORM,
    **terms: Any,
) -> Alert:
    """An alert the Head of Housing approved so many days ago."""
    return demo.approve(cast, proposed(cast, code, customer, **terms), days, inform)


def notified(cast: Cast, alert: Alert, *, days: int = 0) -> Letter:
    """The decision letter about it, posted first class so many days ago."""
    return demo.write(cast, alert, days)


def appealed(cast: Cast, decision: Alert | Action, *, received_on: date | None = None, **answers: Any) -> Appeal:
    """The customer's appeal against the alert or the agreed action, as the Lead logged it."""
    return appeals.log_appeal(
        decision=decision,
        by=cast.lead,
        today=cast.today,
        grounds="It will not happen again.",
        channel="LETTER",
        received_on=received_on or cast.today,
        **answers,
    )


def prepared(cast: Cast, decision: Alert | Action, **answers: Any) -> Appeal:
    """An appeal that waits for the Head of Service."""
    return made_ready(cast, appealed(cast, decision, **answers))


def made_ready(cast: Cast, appeal: Appeal) -> Appeal:
    """An accepted appeal as the Lead puts it before the Head of Service."""
    return appeals.prepare_appeal(
        appeal=appeal, version=appeal.version, by=cast.lead, on=cast.today, evidence="Nothing further was reported."
    )


def under_review(cast: Cast, alert: Alert) -> Review:
    """An early review of the alert, opened by the Lead."""
    return alerts.open_review(
        alert=alert,
        version=alert.version,
        by=cast.lead,
        on=cast.today,
        trigger="REQUEST",
        evidence="The customer asked for it.",
    )


# Reviews, letters and appeals

CONDITION = {"kind": "CHANNELS", "words": "Please contact us by letter only.", "ends": None}
KEPT = {"outcome": "KEEP", "reason": "He shouted again in May."}


@kept
def restricted(cast: Cast, customer: str = LODGER, **terms: Any) -> Alert:
    """An active alert that limits contact by one condition."""
    return active(cast, "CONTACT_MANAGEMENT", customer, conditions=[CONDITION], **terms)


@kept
def on_a_property(cast: Cast) -> Alert:
    """An active alert on a property whose people are not known."""
    return approved(cast, proposed_at_an_address(cast), WITHHOLD)


@kept
def carried_over(
    cast: Cast,
    *,
    days: int = 100,
    reviewed: int | None = None,
    customer: str = LODGER,
    code: str = "VISIT_IN_PAIRS",
) -> Alert:
    """An alert that was in force in the housing system, as the import takes it over."""
    return alerts.carry_over_alert(
        type=AlertType.objects.get(code=code),
        customer=cast.customers[customer],
        asset=None,
        effective_from=cast.ago(days),
        period=12,
        reviewed_on=None if reviewed is None else cast.ago(reviewed),
        by=None,
        why="Imported",
    )


def reviewed(
    cast: Cast, review: Review, *, on: date | None = None, inform: InformAnswer = INFORM, **answers: Any
) -> Review:
    """The review as the Lead completed it; kept, where nothing else is said."""
    return alerts.complete_review(
        review=review, version=review.version, by=cast.lead, on=on or cast.today, inform=inform, **(KEPT | answers)
    )


def composed(
    cast: Cast, subject: Any, *, on: date | None = None, method: str = "FIRST_CLASS", words: str = ""
) -> Letter:
    """A letter about an alert, a review or an appeal as it would stand, not yet kept.

    :param words: the Lead's own words about what was reported or why it was decided so.
    """
    kind, facts = _facts(subject, words)
    return letters.compose(
        kind=kind,
        subject=subject,
        facts=facts,
        grants_appeal=_grants_appeal(subject),
        signatory=cast.head if kind == Kind.APPEAL_OUTCOME else cast.lead,
        method=method,
        on=on or cast.today,
        today=cast.today,
    )


def _grants_appeal(subject: Any) -> bool:
    if isinstance(subject, Investigation):
        return bool(subject.told_actions())
    return not isinstance(subject, Appeal) and getattr(subject, "outcome", "") != "REMOVE"


def _facts(subject: Any, words: str) -> tuple[str, dict[str, Any]]:
    if isinstance(subject, Review):
        return Kind.REVIEW_OUTCOME, review_outcome(subject, reason=words or "We are still concerned.")
    if isinstance(subject, Appeal):
        basis = words or "The officer's account is clear."
        if subject.is_open:
            return Kind.APPEAL_ACKNOWLEDGEMENT, acknowledgement(subject)
        if subject.status == "REFUSED":
            return Kind.APPEAL_OUTCOME, appeal_refused(subject, basis=basis)
        return Kind.APPEAL_OUTCOME, appeal_outcome(subject, considered="Your letter of May.", basis=basis)
    if isinstance(subject, Investigation):
        looked_into = words or "We looked into what was reported about a visit in May."
        follows = "Please speak calmly with us."
        return Kind.INVESTIGATION_OUTCOME, investigation_outcome(
            subject, looked_into=looked_into, reason=CONSIDERED, follows=follows
        )
    incident = words or "It was reported to us that you shouted at our officer."
    return Kind.NOTIFICATION, notification(subject, incident=incident, removal=REMOVAL, invite_apology=True)


def drafted(cast: Cast, subject: Any, **plan: Any) -> Letter:
    """A letter kept as a draft."""
    return letters.draft_letter(letter=composed(cast, subject, **plan), by=cast.lead, today=cast.today)


def issued(cast: Cast, subject: Any, **plan: Any) -> Letter:
    """A letter that is frozen and waits for the post."""
    letter = drafted(cast, subject, **plan)
    return letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))


def posted(cast: Cast, subject: Any, **plan: Any) -> Letter:
    """A letter that went out first class today."""
    letter = issued(cast, subject, **plan)
    return letters.record_posting(
        letter=letter, version=letter.version, by=cast.lead, method="FIRST_CLASS", on=cast.today, today=cast.today
    )


@kept
def late(cast: Cast, **terms: Any) -> Appeal:
    """An appeal that came today, after the last day to appeal."""
    alert = active(cast, days=60, **terms)
    notified(cast, alert, days=60)
    return appealed(cast, alert)


@kept
def late_against_contact(cast: Cast) -> Appeal:
    """A late appeal against an alert that limits contact."""
    return late(cast, code="CONTACT_MANAGEMENT", conditions=[CONDITION])


def accepted_late(cast: Cast, **terms: Any) -> Appeal:
    """A late appeal that the Lead accepted."""
    appeal = late(cast, **terms)
    return appeals.accept_appeal(
        appeal=appeal, version=appeal.version, by=cast.lead, on=cast.today, reason="He was in hospital."
    )


def nobody_decides_on_their_own(customer: Customer) -> None:
    """The customer's landlord lets nobody decide an appeal against their own decision."""
    customer.organisation.own_appeals_allowed = False
    customer.organisation.save()


@kept
def refused_as_late(cast: Cast, **terms: Any) -> Appeal:
    """A late appeal that the Head of Service refused."""
    appeal = late(cast, **terms)
    return appeals.refuse_appeal(
        appeal=appeal,
        version=appeal.version,
        by=cast.head,
        on=cast.today,
        reason="Nothing kept him from writing in time.",
    )


def determined(cast: Cast, appeal: Appeal, outcome: str = "NOT_UPHELD", **answers: Any) -> Appeal:
    """A prepared appeal as another member of the Leadership Team decided it."""
    return appeals.determine_appeal(
        appeal=appeal,
        version=appeal.version,
        on=cast.today,
        outcome=outcome,
        authority=Authority(cast.head, "On leave."),
        **({"by": cast.leadership, "findings": "The account of the officer is clear."} | answers),
    )


@kept
def agreed_action(
    cast: Cast, customer: str = LODGER, *, kind: str = "AGREEMENT", declined: bool = False, **facts: Any
) -> Action:
    """A behaviour agreement, or another action, that the Head of Service agreed, or declined."""
    file = investigated(cast, customer, **facts)
    _act(cast, file, kind)
    file.refresh_from_db()
    alerts.recommend(investigation=file, version=file.version, by=cast.lead, on=cast.today)
    return agreed(cast, file, declined=declined)


def agreed(cast: Cast, file: Investigation, *, declined: bool = False) -> Action:
    """The one action of a recommended investigation, as the Head of Service agreed or declined it."""
    file.refresh_from_db()
    action = file.actions.get()
    alerts.agree_investigation(
        investigation=file,
        version=file.version,
        by=cast.head,
        on=cast.today,
        reason="It is enough.",
        declined={action.pk} if declined else frozenset(),
    )
    action.refresh_from_db()
    return action


def declined(cast: Cast, alert: Alert) -> Alert:
    """A proposed alert that the Head of Service did not impose."""
    return alerts.decline_alert(
        alert=alert, version=alert.version, by=cast.head, on=cast.today, reason="A warning is enough."
    )


def considered(cast: Cast, customer: str = LODGER) -> Investigation:
    """An investigation that ended with no alert and no action."""
    file = recommended(cast, nothing_further(cast, customer))
    return alerts.agree_investigation(
        investigation=file, version=file.version, by=cast.head, on=cast.today, reason="It was a bad day."
    )


def ended(cast: Cast, alert: Alert) -> Alert:
    """An alert that the Lead removed between reviews."""
    return alerts.end_alert(
        alert=alert,
        version=alert.version,
        by=cast.lead,
        on=cast.today,
        because="CIRCUMSTANCES",
        reason="He moved away.",
    )


def returned(cast: Cast, letter: Letter) -> Letter:
    """A letter that came back undelivered today."""
    return letters.record_return(letter=letter, version=letter.version, by=cast.lead, on=cast.today)


def cancelled(cast: Cast, letter: Letter) -> Letter:
    """A letter that will not be sent."""
    return letters.cancel_letter(letter=letter, version=letter.version, by=cast.lead, reason="It has a mistake.")


def received(cast: Cast, letter: Letter, *, on: date) -> Letter:
    """A sent letter that the customer is known to have received on a day."""
    return letters.record_receipt(letter=letter, version=letter.version, by=cast.lead, on=on)


def letter_about(subject: Any) -> Letter:
    """The newest letter about an alert, a review or an appeal."""
    return Letter.objects.about(subject)[0]


def asked_about(cast: Cast, appeal: Appeal) -> Appeal:
    """A prepared appeal that the Head of Service sent back with a question."""
    return appeals.send_back_appeal(
        appeal=appeal, version=appeal.version, by=cast.head, question="What did the neighbours see?"
    )


def taken_back(cast: Cast, appeal: Appeal) -> Appeal:
    """An appeal that the customer withdrew."""
    return appeals.withdraw_appeal(
        appeal=appeal, version=appeal.version, by=cast.lead, on=cast.today, words="I have changed my mind."
    )


def promote(colleague: Colleague, role: Role = Role.LEADERSHIP) -> None:
    """Somebody who joined the Leadership Team since, or has another role more."""
    RoleHeld.objects.create(colleague=colleague, role=role)
    vars(colleague).pop("roles", None)


def change_account(cast: Cast, colleague: Colleague, *, active: bool) -> None:
    """The administrator closed the colleague's account, or opened it again."""
    staff.change_colleague(
        colleague=colleague,
        seen=accounts.fingerprint(Colleague.objects.get(pk=colleague.pk)),
        by=cast.admin,
        values={},
        roles=[held.role for held in colleague.held.all()],
        areas=list(colleague.areas.all()),
        active=active,
    )


def lead_for(colleague: Colleague, area: ServiceArea) -> None:
    """Give an Operational Lead one more service area."""
    colleague.areas.add(area)


def comes_to_another_area(customer: Customer) -> None:
    """The customer of Housing, as the next import finds them: with Property Services."""
    customer.refresh_from_db()
    customer.service_area = ServiceArea.objects.get(name="Property Services")
    records.save(customer, by=None, why="Imported")


@kept
def told_by_the_police(cast: Cast) -> Alert:
    """An active alert that rests on third-party information alone."""
    incident = logged(cast, about="THIRD_PARTY", source="Devon and Cornwall Police")
    alert = demo.put_forward(cast, demo.investigate(cast, incident, 0), "WEAPONS", 0)
    return demo.approve(cast, alert, 0, InformAnswer("WITHHOLD", "THIRD_PARTY", "Nothing else has been added."))


def closed(cast: Cast, review: Review) -> Review:
    """A review that was opened in error."""
    return alerts.close_review(review=review, version=review.version, by=cast.lead, reason="It was opened in error.")


def moved_out(cast: Cast, customer: Customer) -> None:
    """The customer's tenancy ended yesterday; where they live now is not known."""
    membership = customer.memberships.get()
    membership.ends = cast.ago(1)
    records.save(membership, by=None, why="Imported")


def moved(cast: Cast, customer: Customer) -> None:
    """The customer lives at another address since today."""
    moved_out(cast, customer)
    asset = Asset(reference="A-NEW", address="1 New Street, Testmouth, Devon", postcode="TQ99 1ZZ")
    records.save(asset, by=None, why="Imported")
    tenancy = Tenancy(reference="T-NEW", group_name="Lodger household", asset=asset, starts=cast.today)
    records.save(tenancy, by=None, why="Imported")
    records.save(Membership(customer=customer, tenancy=tenancy, starts=cast.today), by=None, why="Imported")


# Many rows

PLAIN_TYPES = [
    code for code in procedure.LETTER_TYPE_CODES if code not in ("CONTACT_MANAGEMENT", "SINGLE_POINT_OF_CONTACT")
]
PAIRS = [
    (code, row[0]) for row in demo.CUSTOMERS if row[5] == "Housing" for code in PLAIN_TYPES
]  # one active alert of a type per customer


def many_active(cast: Cast, numbers: range) -> list[Alert]:
    """Alerts of Housing, each of another type or customer, all overdue for review and with a letter owed."""
    return [active(cast, *PAIRS[number], days=400) for number in numbers]


def busy(cast: Cast, numbers: range) -> None:
    """For each number one of everything that waits: for the line manager, the Lead and the Head of Service."""
    for number in numbers:
        proposed(cast, *PAIRS[number])
    for alert in many_active(cast, numbers):
        appealed(cast, alert)
    for number in numbers:
        _, customer = PAIRS[number]
        logged(cast, customer)
        referred(cast, customer)
        if number < len(PAIRS) - 30:
            prepared(cast, active(cast, *PAIRS[-1 - number]))


def eventful(cast: Cast, numbers: range) -> None:
    """For each number an alert on Mr Lodger that was told of, reviewed, appealed and ended."""
    for number in numbers:
        alert = active(cast, PLAIN_TYPES[number % len(PLAIN_TYPES)])
        drafted(cast, alert)
        reviewed(cast, under_review(cast, alert))
        taken_back(cast, appealed(cast, alert))
        alert.refresh_from_db()
        ended(cast, alert)
