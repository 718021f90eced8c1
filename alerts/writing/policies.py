"""The rules for letters about any part of a case: they name no reporter, third party or person affected (§11)."""

import re
from collections.abc import Collection, Iterator
from itertools import dropwhile, groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from alerts.choices import IncidentStatus, Informing, InvestigationStatus
from alerts.conditions.policies import why_no_way_known
from alerts.incidents.blame import tells_of_behaviour
from alerts.writing.awaited import awaiting_answer, upheld
from housing_alerts.customers.models import fold
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.names import Named, names_of
from letters import naming, proofreading
from letters.choices import Kind

if TYPE_CHECKING:
    from alerts.actions.models import Action
    from alerts.alert.models import Alert
    from alerts.incidents.models import Incident
    from alerts.investigations.models import Investigation
    from housing_alerts.customers.models import Customer
    from letters.subjects import Subject


def why_person_named(subject: "Subject", facts: dict[str, Any]) -> Refusal | None:
    """P11a P4b Refuse a letter that names a reporter, third party or person affected, unless as the officer to speak to."""
    text = proofreading.typed(facts)
    return (
        _why_colleague_named(subject, text)
        or _why_third_party_named(subject, text)
        or _why_withheld_alert_named(subject, facts)
    )


def why_answer_not_awaited(alert: "Alert", facts: dict[str, Any]) -> Refusal | None:
    """P9b Refuse a letter that names an appeal as one that waits for our answer, once it waits no more."""
    named = facts.get("appealed_on", "")
    if not named or named in awaiting_answer(alert):
        return None
    return Refusal(
        procedure.APPEAL_ANSWER,
        f"The letter speaks of an appeal of {named} that waits for our answer, and it waits no more. Cancel it, and write to "
        "the customer as things stand now.",
    )


def why_told_by_answer(alert: "Alert") -> Refusal | None:
    """P8b E3 Refuse a second letter on the end of the alert, where the answer to an upheld appeal says it."""
    appeal = upheld(alert)
    if not appeal:
        return None
    return Refusal(
        procedure.REMOVAL,
        f"Appeal {appeal} was upheld, and our answer to it also says that the alert ended. Write that letter: the customer is "
        "owed no second one.",
    )


def why_contact_refused(alert: "Alert") -> Refusal | None:
    """P5 Refuse to name a colleague who has left or was affected, or a way of contact that is gone."""
    told = alert.present_conditions()
    found = next(filter(None, (each.why_leads_astray() or why_no_way_known(each) for each in told)), None)
    return found and Refusal(found.clause, f"{found.sentence} Review the alert first, and strengthen it.")


def _why_withheld_alert_named(subject: "Subject", facts: dict[str, Any]) -> Refusal | None:
    """P7c Refuse a letter that names an alert kept from the customer, unless they know of one of that name."""
    known = {facts.get("alert_name"), facts.get("replaces"), facts.get("replaced_by")}
    for told in facts.get("alerts", []):
        known |= {told.get("name"), told.get("replaces")}
    alerts = subject.customer.alerts.all() if subject.customer else []
    kept = [alert.type.name for alert in alerts if alert.is_active and alert.informing == Informing.WITHHOLD]
    if not any(re.search(rf"\b{re.escape(name)}\b", str(facts), re.IGNORECASE) for name in kept if name not in known):
        return None
    return Refusal(
        procedure.INFORM_OR_WITHHOLD,
        "The letter names an alert that is in force and of which the customer is not to know. Take that out.",
    )


def _why_colleague_named(subject: "Subject", text: str) -> Refusal | None:
    names = (name for person in subject.kept_nameless() for name in names_of(person) if name.last_name)
    named = next((name for name in names if _says(text, name, subject.customer)), None)
    if named is None:
        return None
    return Refusal(
        procedure.RECORDING,
        f"The letter names {named}, who reported an incident or was affected by one. Say “a member of our staff” instead.",
    )


def _says(text: str, name: Named, customer: "Customer | None") -> bool:
    """Return whether the text has the whole name, however it is written, or the surname alone.

    The customer's own surname does not count. A surname that is a month or another ordinary word ("May", "Will") counts
    after a title or an initial only.
    """
    whole = f" {fold(str(name))} " in f" {fold(text)} "
    shared = customer is not None and fold(name.last_name) in fold(customer.full_name).split()
    before = rf"(?:(?:{_TITLES})\.?|[A-Z]\.)\s+" if fold(name.last_name) in naming.ORDINARY else ""
    return whole or (not shared and bool(re.search(rf"\b{before}{re.escape(name.last_name)}\b", text)))


def _why_third_party_named(subject: "Subject", text: str) -> Refusal | None:
    told = _third_parties(subject.customer) if subject.customer else iter(())
    named = next((name for name in told if name.stands_in(text)), None)
    if named is None:
        return None
    return Refusal(
        procedure.THIRD_PARTY,
        f"The letter names “{named.words}”: the case says that they told us something, or were affected. Leave the name out.",
    )


class _Name(NamedTuple):
    """A name as the case has it. Where ``spelled``, only that spelling counts: "Gas Engineer", not "gas engineer"."""

    words: str
    spelled: bool = False

    def stands_in(self, text: str) -> bool:
        if self.spelled:
            return bool(re.search(rf"\b{re.escape(self.words)}\b", " ".join(text.split())))
        return f" {fold(self.words)} " in f" {fold(text)} "


_TITLES = "Mr|Mrs|Ms|Miss|Mx|Dr|PC|DC|PCSO|Sgt|Cllr|Rev"
_JOINING = ("and", "of", "the", "for")
_PARTICLES = ("de", "der", "van", "von", "al")
_DESCRIBING = """
a an another anonymous caller care carer caretaker cleaner community contractor council daughter doctor doctors door downstairs
engineer estate family father friend gas health housing husband landlord local manager member mother neighbour neighbours next
nurse officer officers operative our partner person police postman public relative repairs resident residents school sister
brother social son staff support surveyor teacher team tenant tenants the upstairs visitor warden wife worker workers
"""
_DESCRIPTIONS = frozenset(_DESCRIBING.split())
"""Words that describe somebody without naming them: "Housing Officer", "The Next Door Neighbour"."""


def _third_parties(customer: "Customer") -> Iterator[_Name]:
    """P4b Yield the names of third parties who told us or were affected, as far as the words show them."""
    known = _no_secret(customer)
    for source, affected in customer.incidents.exclude(status=IncidentStatus.VOID).values_list(
        "source", "others_affected"
    ):
        for text, spelled in ((source, False), (affected, True)):
            for run in _runs(text):
                yield from (name for name in _in_run(run, spelled) if f" {fold(name.words)} " not in known)


def _in_run(run: list[str], spelled: bool) -> Iterator[_Name]:
    """Yield the names in a run of capitalised words.

    "PC Rowe of Devon Police" gives the surname and the agency; "Ann Pender and Bo Lee" gives each; a single word none.
    """
    parts = [list(part) for joins, part in groupby(run, key=lambda word: word in _JOINING) if not joins]
    for part in parts:
        if re.fullmatch(_TITLES, part[0]):
            name = " ".join(part) if fold(part[-1]) in naming.ORDINARY else part[-1]
            yield from [_Name(name, spelled=True)] if len(part) > 1 else []
        elif len(part) > 1 and (spelled or not _describes(part)):
            yield _Name(" ".join(part), spelled)
    if len(parts) > 1 and not re.fullmatch(_TITLES, run[0]) and (spelled or not _describes(run)):
        yield _Name(" ".join(run), spelled)


def _describes(words: list[str]) -> bool:
    """Return whether all the words together name nobody."""
    return all(fold(word) in _DESCRIPTIONS or word in _JOINING for word in words)


def _runs(text: str) -> Iterator[list[str]]:
    """Yield each run of capitalised words, such as "Devon and Cornwall Police" or "Mrs Pender"."""
    words = re.findall(r"[\w'’-]+|[^\w\s]", re.sub(rf"\b({_TITLES}|[A-Z])\.", r"\1", text))
    between = (*_JOINING, *_PARTICLES)
    for capital, together in groupby(words, key=lambda word: word[0].isupper() or word in between):
        run = list(dropwhile(lambda word: word in between, together))
        while run and run[-1] in between:
            run.pop()
        if capital and run:
            yield run


def _no_secret(customer: "Customer") -> str:
    """Return words the customer may read: their own name and addresses, their landlord, and their representatives."""
    acting = [f"{one.name} {one.agency}" for one in customer.representatives.all()]
    homes = [place.tenancy.asset.full_address for place in customer.memberships.all()]
    return f" {fold(' '.join([customer.full_name, customer.organisation.name, *acting, *homes]))} "


def why_outcome_letter_refused(investigation: "Investigation") -> Refusal | None:
    """E4 Refuse the letter on how the investigation ended while it may not exist. Asked at draft, issue and posting."""
    if investigation.status != InvestigationStatus.CONCLUDED:
        return Refusal(
            procedure.INVESTIGATION_OUTCOME,
            f"Investigation {investigation.reference} is {investigation.get_status_display().lower()}: there is no "
            "outcome to tell.",
        )
    if not investigation.imposed_nothing():
        return Refusal(
            procedure.INVESTIGATION_OUTCOME,
            "An alert was imposed on this investigation. The letter about the alert tells the customer.",
        )
    if not (investigation.heard_customer() or investigation.told_actions()):
        return Refusal(
            procedure.INVESTIGATION_OUTCOME,
            "There is no account of the customer’s side, and they have nothing to do. They know of nothing, so nobody writes.",
        )
    return why_customer_not_informed_of_case(investigation)


def why_customer_not_informed_of_case(investigation: "Investigation") -> Refusal | None:
    """P7c P4b Refuse any letter about the case, or the actions agreed in it, where the customer may not be told.

    A customer who may not read of an alert may not read of the events that would lead to it either.
    """
    customer, withheld = investigation.customer, investigation.withheld_alert()
    if withheld:
        return withheld.why_customer_not_informed()
    if customer is None:
        return Refusal(
            procedure.INVESTIGATION_OUTCOME, "Nobody is known at this address, so there is nobody to write to."
        )
    if customer.died:
        return Refusal(procedure.INVESTIGATION_OUTCOME, f"{customer} has died. No letter can be made.")
    if customer.never_write:
        return Refusal(
            procedure.INFORM_OR_WITHHOLD,
            f"{customer} must never be written to: a letter about this case could fall into the wrong hands.",
        )
    if investigation.rests_on_third_party_alone():
        return Refusal(
            procedure.THIRD_PARTY,
            "This investigation rests on third-party information alone. No letter about it goes to the customer.",
        )
    return None


def why_outcome_facts_refused(investigation: "Investigation", facts: dict[str, Any]) -> Refusal | None:
    """E4 Refuse a letter that names a reporter, or that is not true about the agreed actions."""
    if facts.get("terms") == investigation.terms():
        return why_person_named(investigation, facts)
    return Refusal(
        procedure.INVESTIGATION_OUTCOME,
        f"What was agreed on investigation {investigation.reference} has changed since this letter was composed. Cancel "
        "it, and write to the customer as things stand now.",
    )


BESIDE_ANOTHER = (Kind.NOTIFICATION, Kind.INVESTIGATION_OUTCOME)
"""The letters that tell of an action beside their own subject; the subject's own rules decide on them."""


def why_action_letter_refused(action: "Action", kind: str) -> Refusal | None:
    """D3a D3b Refuse a letter of this kind about the action while it may not exist. Asked at draft, issue and posting."""
    if kind in BESIDE_ANOTHER:
        return None
    if kind == Kind.REMOVAL:
        return _why_not_taken_back(action) or why_customer_not_informed_of_action(action)
    if kind != action.letter_kind:
        return Refusal(procedure.OPTIONS, f"No letter of this kind belongs to this action: {action}.")
    return _why_nothing_agreed(action) or why_customer_not_informed_of_action(action)


def _why_not_taken_back(action: "Action") -> Refusal | None:
    """P11a P8b Refuse to take back an action that stands, that the customer does not know, or that another letter takes back."""
    if action.set_aside_on is None:
        return Refusal(procedure.REMOVAL, f"This action was not set aside, so nothing was taken back: {action}.")
    if not action.was_told():
        return Refusal(procedure.REMOVAL, f"No letter told the customer of it, so none takes it back: {action}.")
    if action.is_taken_back_elsewhere():
        return Refusal(
            procedure.REMOVAL,
            "The answer to the appeal, or the letter that the alert is gone, says that this does not stand.",
        )
    return None


def _why_nothing_agreed(action: "Action") -> Refusal | None:
    file = action.file
    if action.investigation and file.status != InvestigationStatus.CONCLUDED:
        return Refusal(
            procedure.FORMAL_STAGE,
            f"Investigation {file.reference} is {file.get_status_display().lower()}. Write to the customer once all of it "
            "is decided.",
        )
    if action.incident and file.status == IncidentStatus.VOID:
        return Refusal(
            procedure.INFORMAL_STEPS, f"Incident {file.reference} is void. No letter about it goes to the customer."
        )
    if action.set_aside_on:
        return Refusal(
            procedure.FORMAL_STAGE,
            f"This action was set aside on {action.set_aside_on:%-d %B %Y}, so no letter tells of it any more.",
        )
    if not action.agreed:
        return Refusal(procedure.FORMAL_STAGE, f"This action was not agreed, so there is nothing to tell: {action}.")
    return why_nothing_to_warn_of(action.reference, action.incidents()) if action.kind in action.WARNINGS else None


def why_customer_not_informed_of_action(action: "Action") -> Refusal | None:
    """P7c P4b Refuse any letter about the action where the customer may not be told of it.

    An alert kept from them forbids it only where a letter could do them harm, whatever it is about. Beside any other
    such alert the letter goes, and says nothing of the alert.
    """
    customer = action.customer
    if customer is None:
        return Refusal(
            procedure.INFORMAL_STEPS,
            "Nobody is known at this address, so there is nobody to write to about the action. Say first who it was.",
        )
    if customer.died:
        return Refusal(procedure.INFORMAL_STEPS, f"{customer} has died. No letter can be made about the action.")
    if customer.never_write:
        return Refusal(
            procedure.INFORM_OR_WITHHOLD,
            f"{customer} must never be written to: a letter about the action could fall into the wrong hands.",
        )
    if action.rests_on_third_party_alone():
        return Refusal(
            procedure.THIRD_PARTY,
            f"{action.reference} rests on third-party information alone. No letter about the action goes to the customer.",
        )
    return _why_harmful(action)


def _why_harmful(action: "Action") -> Refusal | None:
    alerts = action.customer.alerts.all() if action.customer else []
    kept = next((alert for alert in alerts if alert.is_kept_for_harm), None)
    if kept is None:
        return None
    return Refusal(
        procedure.INFORM_OR_WITHHOLD,
        f"It was decided not to inform the customer of alert {kept.reference}, because a letter could do them harm. That "
        "goes for a letter about the action too. Tell them in a way that is safe.",
    )


def why_action_facts_refused(action: "Action", facts: dict[str, Any]) -> Refusal | None:
    """D3b Refuse a letter about the action that is not true, or not true any more when it is sent.

    It may not betray an alert kept from the customer, nor name a reporter. Where the action is told of beside another
    subject, that subject's terms are checked.
    """
    if "planned_on" not in facts:
        return None
    if facts.get("terms") != action.terms():
        return Refusal(
            procedure.FORMAL_STAGE,
            f"The action of {action.reference} is no longer as this letter tells it. Cancel it, and write to the customer as "
            "things stand now.",
        )
    return _why_over(action, facts) or why_withheld_alert_revealed(action, facts) or why_person_named(action, facts)


def _why_over(action: "Action", facts: dict[str, Any]) -> Refusal | None:
    until = action.live_until
    if until is None or facts["planned_on"] <= until.isoformat():
        return None
    return Refusal(
        procedure.INFORMAL_STEPS,
        f"{action} is live until {until:%-d %B %Y} only. A letter that is sent later would not be true.",
    )


def why_withheld_alert_revealed(action: "Action", facts: dict[str, Any]) -> Refusal | None:
    """P7c Refuse a letter about the action that speaks of any alert, while one is kept from the customer."""
    kept = action.withheld_beside()
    names = [re.escape(each.type.name) for each in kept] + [r"\balerts?\b"]
    if not kept or not re.search("|".join(names), str(facts), re.IGNORECASE):
        return None
    return Refusal(
        procedure.INFORM_OR_WITHHOLD,
        "The letter speaks of an alert, and one is in force of which the customer is not to know. Say what was agreed, and "
        "nothing of any alert.",
    )


def why_nothing_to_warn_of(case: str, incidents: "Collection[Incident]") -> Refusal | None:
    """D3a Refuse to warn the customer where no report of the case tells of behaviour of their own."""
    if tells_of_behaviour(incidents):
        return None
    return Refusal(
        procedure.OPTIONS,
        f"Nothing that was reported in {case} is the customer’s own behaviour, so there is nothing to warn them of. Choose "
        "another step.",
    )
