"""For each address a record in a status where the step is possible, and what its rightful role sends."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from alerts.catalogue import selectors as catalogue_selectors
from alerts.catalogue import services as catalogue_services
from alerts.models import Action, Alert, AlertType, Investigation, Review, WelfareCheck
from appeals.models import Appeal
from desk.calendar import services as calendar_services
from desk.merging import policies as merging_policies
from housing_alerts.customers import services as customers_services
from housing_alerts.customers.models import Customer, EmergencyAccess
from housing_alerts.duties.choices import Kind
from housing_alerts.outbox import services as outbox
from housing_alerts.outbox.models import Message
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Absence, Colleague, Grant, RoleHeld, ServiceArea
from housing_alerts.staff.selectors import DEMO_PASSWORD as PASSWORD
from letters.models import Letter
from monitoring.choices import Plot
from monitoring.equality.quarters import closed
from monitoring.equality.selectors import answers, fingerprint
from tests import scenarios, settling
from tests.attachments.uploads import pdf, sent
from tests.permissions.offices import LONG, OFFICES
from tests.permissions.sent import TYPED, Page, day
from tests.scenarios import Cast

READ_DUTIES = ("desk:worklist", "desk:calendar", "staff:hand_over", "staff:grant_", "letters:letters_owed")
READ_DUTIES += ("alerts:incident_log", "alerts:entries", "alerts:reconciliation", "privacy:request")
"""The pages that show what is owed, or take a step by it."""


def page(cast: Cast, name: str) -> Page:
    """The page of that name, in a case that is ready for it."""
    found = PAGES[name](cast)
    if name.startswith(READ_DUTIES):
        settling.settled()  # once, and not for each who asks and whose request is undone
    if isinstance(found, Page):
        return found
    if isinstance(found, dict):
        return Page(reverse(name), found)
    record, sent = found
    named = record.pk if isinstance(record, Absence | Colleague | EmergencyAccess | Grant) else record.reference
    return Page(reverse(name, args=[named]), {"version": _version(record), **sent})


def _version(record: Any) -> int:
    record.refresh_from_db()
    return getattr(record, "version", 0)


# Cases


def _with_another_incident(cast: Cast) -> tuple[Investigation, dict[str, Any]]:
    file = scenarios.opened(cast)
    return file, {"incidents": [scenarios.referred(cast, days=3).pk]}


def _under_an_alert(cast: Cast) -> tuple[Any, dict[str, Any]]:
    """An incident that happened while an alert was in force, which it can have breached."""
    scenarios.active(cast, days=200)
    return scenarios.logged(cast), {"alert": "NONE"}


def _with_an_action(cast: Cast) -> tuple[Investigation, dict[str, Any]]:
    file = scenarios.recommended(cast, scenarios.with_actions(cast, "WRITTEN_WARNING"))
    return file, {"agreed": [file.actions.get().pk], "reason": TYPED}


def _under_review(cast: Cast) -> Review:
    return scenarios.under_review(cast, scenarios.active(cast))


def _prepared(cast: Cast) -> Appeal:
    return scenarios.prepared(cast, scenarios.active(cast))


def _drafted(cast: Cast) -> Letter:
    return scenarios.drafted(cast, scenarios.active(cast))


def _sent(cast: Cast) -> Letter:
    return scenarios.posted(cast, scenarios.active(cast))


def _referred(cast: Cast) -> Page:
    incident = scenarios.referred(cast)
    return Page(f"{reverse('alerts:investigation_open')}?incident={incident.reference}", {"incidents": [incident.pk]})


def _to_ask_after(cast: Cast) -> Page:
    check = WelfareCheck.objects.get(incident=scenarios.logged(cast, days=0, violent=True))
    sent = {"how": "TELEPHONE", "support": TYPED, "injured": "no", "version": check.version}
    url = reverse("alerts:incident_welfare", args=[check.incident.reference, check.pk])
    return Page(url, sent | day("asked_on", cast.today))


def _to_appeal(cast: Cast) -> Page:
    alert = scenarios.active(cast)
    sent = {"sender": "CUSTOMER", "grounds": TYPED, "channel": "LETTER"} | day("received_on", cast.today)
    return Page(f"{reverse('appeals:log')}?alert={alert.reference}", sent)


def _adjusted(cast: Cast) -> Page:
    agreed = scenarios.adjusted(cast)
    url = reverse("customers:adjustment_door", args=[agreed.customer.reference, agreed.pk])
    return Page(url, {"version": agreed.version, "at_the_door": TYPED})


def _said(cast: Cast) -> dict[str, Any]:
    what = {"channel": "LETTER", "kind": "APOLOGY", "words": TYPED, "done": TYPED, "done_by": cast.lead.pk}
    return what | day("at", cast.ago(1)) | {"at_time": "10:30"}


def _listed(cast: Cast, name: str) -> Page:
    scenarios.high_contact(cast)
    return Page(reverse(name), {})


def _terms(cast: Cast) -> dict[str, Any]:
    said = {"goal": LONG, "officer": cast.officer.pk, "deputy": cast.manager.pk, "channels": ["TELEPHONE"]}
    return said | {"response_days": 2} | day("review_on", cast.ago(-90))


def _export(cast: Cast) -> dict[str, Any]:
    scenarios.carried_over(cast)
    line = f"{scenarios.LODGER},{cast.ago(9):%d/%m/%Y}"
    content = f"Contact Reference,Effective From Date\n{line}\n".encode()
    return {"file": sent("alerts.csv", content)} | day("exported_on", cast.today)


def _difference(cast: Cast) -> Page:
    row = scenarios.compared(cast)
    url = reverse("alerts:difference", args=[row.run.reference, row.number])
    return Page(url, {"version": row.version, "answer": "RIGHT", "reason": TYPED})


def _calls() -> Any:
    return sent("calls.csv", b"External Reference,Date and Time,Telephone\n1,2/6/2026 10:00,01626 555 0000\n")


def _answers() -> Any:
    return sent("answers.csv", b"Customer Reference,Sex\nD900001,Female\n")


def _characteristics(cast: Cast) -> Page:
    customer = scenarios.described(cast)
    url = reverse("monitoring:characteristics", args=[customer.reference])
    return Page(url, {"seen": fingerprint(answers(customer)), "sex": "MALE"})


def _contacted(cast: Cast, verb: str, sent: dict[str, Any]) -> Page:
    contact = scenarios.contacted(cast)
    url = reverse(f"monitoring:contact_{verb}", args=[contact.customer.reference, contact.pk])
    return Page(url, {"version": contact.version, "reason": TYPED} | sent)


def _represented(cast: Cast) -> Page:
    acts = scenarios.represented(cast)
    url = reverse("customers:representative_end", args=[acts.customer.reference, acts.pk])
    return Page(url, {"version": acts.version, "reason": TYPED} | day("on", cast.today))


def _acts_for_another(cast: Cast) -> tuple[Customer, dict[str, Any]]:
    details = {"name": "Lewis Lodger", "authority": TYPED}
    acts = customers_services.record_representative(
        customer=cast.customers["D900003"], by=cast.lead, details=details, known=TYPED
    )
    return scenarios.restrict_file(cast), {"safe": [acts.pk], "known": TYPED}


def _agreed(cast: Cast) -> Page:
    action = scenarios.agreed_action(cast)
    assert action.investigation is not None
    url = reverse("alerts:investigation_action_outcome", args=[action.investigation.reference, action.pk])
    sent = {"version": action.version, "words": TYPED, "signed": "yes"}
    return Page(url, sent | day("happened_on", cast.today))


def _recommended(cast: Cast) -> Page:
    file = scenarios.with_actions(cast, "MEDIATION")
    url = reverse("alerts:investigation_action_withdraw", args=[file.reference, file.actions.get().pk])
    return Page(url, {"version": file.version})


def _to_write(cast: Cast, case: str, action: Action) -> Page:
    url = reverse(f"alerts:{case}_action_letter", args=[action.reference, action.pk])
    return Page(url, {"incident": TYPED, "reason": TYPED, "asks": TYPED} | _plan(cast))


def _removed(cast: Cast) -> Alert:
    alert = scenarios.active(cast)
    scenarios.posted(cast, alert)
    return scenarios.ended(cast, alert)


def _to_enter(cast: Cast) -> Page:
    entry = scenarios.active(cast).entries.get()
    return Page(reverse("alerts:entry", args=[entry.pk]), {"version": entry.version} | day("entered_on", cast.today))


def _to_enter_today(cast: Cast) -> Page:
    (entry,) = scenarios.active(cast).entries.all()
    sent = {f"done-{entry.pk}": "on", f"version-{entry.pk}": entry.version, f"reference-{entry.pk}": ""}
    return Page(reverse("alerts:entries"), sent)


def _entered(cast: Cast) -> Page:
    entry = scenarios.entered(cast, scenarios.active(cast))
    return Page(reverse("alerts:entry_correct", args=[entry.pk]), {"version": entry.version, "reason": TYPED})


def _to_restrict_contact(cast: Cast) -> Page:
    alert = scenarios.drafted_alert(cast)
    url = reverse("alerts:alert_condition_add", args=[alert.reference])
    return Page(f"{url}?kind=CHANNELS", {"version": alert.version, "channels": ["LETTER"]})


def _drafted_condition(cast: Cast, verb: str, sent: dict[str, Any]) -> Page:
    alert = scenarios.drafted_alert(cast, conditions=[scenarios.CONDITION])
    url = reverse(f"alerts:alert_condition_{verb}", args=[alert.reference, alert.conditions.get().pk])
    return Page(url, {"version": alert.version} | sent)


def _marked(cast: Cast) -> Page:
    marker = scenarios.marked(cast)
    url = reverse("alerts:incident_marker_lift", args=[marker.incident.reference])
    return Page(url, {"version": marker.version, "reason": TYPED})


def _to_be_declared(cast: Cast) -> Page:
    condition = scenarios.awaiting_declaration(cast)
    url = reverse("alerts:alert_condition_declaration", args=[condition.alert.reference, condition.pk])
    sent = {"version": condition.alert.version, "words": TYPED}
    return Page(url, sent | day("received_on", cast.today))


def _lodger(cast: Cast) -> Any:
    return cast.customers[scenarios.LODGER]


def _said_dead(cast: Cast) -> tuple[Any, dict[str, Any]]:
    scenarios.dies(cast)
    return _lodger(cast), {"reason": TYPED}


def _to_restrict(cast: Cast) -> tuple[Any, dict[str, Any]]:
    """Lead and Head of Service name each other and themselves."""
    return _lodger(cast), {"because": "SAFEGUARDING", "readers": [cast.lead.pk, cast.head.pk], "reason": TYPED}


def _glass_broken(cast: Cast) -> EmergencyAccess:
    scenarios.restrict_file(cast)
    return scenarios.break_glass(cast, cast.head2, minutes=90)


def _file(cast: Cast, name: str, subject: Any, sent: dict[str, Any]) -> Page:
    attachment = scenarios.with_photo(cast, subject, by=cast.officer if subject.PREFIX == "IN" else cast.lead)
    return Page(
        reverse(name, args=[subject.reference, attachment.reference]), {"version": attachment.subject.version} | sent
    )


def _to_merge(cast: Cast) -> Page:
    other = scenarios.second_file(cast)
    sent = {"version": _version(_lodger(cast)), "other_version": _version(other), "reason": TYPED}
    sent["sure_of"] = [doubt.key for doubt in merging_policies.contradictions(_lodger(cast), other, on=cast.today)]
    return Page(f"{reverse('desk:merge', args=[scenarios.LODGER])}?other={other.reference}", sent)


def _to_undo(cast: Cast) -> tuple[Any, dict[str, Any]]:
    scenarios.second_file(cast)
    return scenarios.merged(cast), {"reason": TYPED}


def _to_answer(cast: Cast) -> Page:
    pair = scenarios.paired(cast)
    sent = {"version": pair.version, "answer": "TWO_PEOPLE", "reason": TYPED}
    return Page(reverse("desk:answer", args=[pair.pk]), sent)


def _parked(cast: Cast) -> Message:
    message = outbox.write(to=cast.lead, subject="Something to do", body=TYPED, now=timezone.now())
    outbox.park(message, why="Refused", now=timezone.now())
    return message


# What is sent


def _report(cast: Cast) -> dict[str, Any]:
    """A report to a line manager who is not in the table: nobody triages their own."""
    told = Colleague.objects.create(username="manager2", last_name="Marsh")
    RoleHeld.objects.create(colleague=told, role=Role.LINE_MANAGER)
    return {
        "about": "BEHAVIOUR",
        "customer": scenarios.LODGER,
        **day("occurred_at", cast.ago(1)),
        "occurred_at_time": "10:30",
        "channel": "HOME_VISIT",
        "dangers": "VIOLENT",
        "danger_from": "NAMED",
        "account": TYPED,
        "who": "NOBODY",
        "line_manager": told.pk,
    }


def _plan(cast: Cast) -> dict[str, Any]:
    return {"planned_method": "FIRST_CLASS", **day("planned_on", cast.today)}


def _type() -> dict[str, Any]:
    return {"name": "Ring first", "controls": ["ASK_LEAD"], "instruction": TYPED, "hangs_on": "PERSON", "period": 6}


def _type_to_confirm(cast: Cast) -> Page:
    type = catalogue_selectors.alert_type("SAFE_CONTACT")
    step = {"type": type, "seen": catalogue_selectors.type_shown(type), "by": cast.people["admin"], "on": cast.today}
    asked = catalogue_services.change_alert_type(**step, values={"instruction": TYPED})
    seen = catalogue_selectors.type_shown(asked)
    return Page(reverse("alerts:alert_type_confirm", args=["SAFE_CONTACT"]), {"seen": seen})


VISITS = {"lines": "12 Sandpiper Close\nNowhere Xyzzy", "women": 1, "men": 0}


def _visits(cast: Cast, name: str) -> Page:
    kept = scenarios.visits(cast, scenarios.LODGER)
    return Page(reverse(f"alerts:{name}", args=[kept.pk]), VISITS)


DECISION = {"reason": TYPED}
INFORM = {"informing": "INFORM", "informing_reason": TYPED}

PAGES: dict[str, Callable[[Cast], Any]] = {
    "account_login": lambda cast: {"login": "officer", "password": PASSWORD},
    "account_logout": lambda cast: {},
    "account_reauthenticate": lambda cast: {"password": PASSWORD},
    "health_live": lambda cast: {},
    "health_ready": lambda cast: {},
    "health_worker": lambda cast: {},
    "guides:guide": lambda cast: Page(reverse("guides:guide", args=["officer"]), {}),
    "duties:told": lambda cast: Page(reverse("duties:told"), dict.fromkeys(Kind.values, "DIGEST")),
    "outbox:messages": lambda cast: {},
    "outbox:message": lambda cast: Page(reverse("outbox:message", args=[_parked(cast).pk]), {}),
    "outbox:retry_all": lambda cast: {},
    "desk:worklist": lambda cast: {},
    "desk:worklist_group": lambda cast: Page(reverse("desk:worklist_group", args=["today"]), {}),
    "desk:customer": lambda cast: (_lodger(cast), {}),
    "desk:merge": _to_merge,
    "desk:undo_merge": _to_undo,
    "desk:answer": _to_answer,
    "alerts:look_up": lambda cast: Page(f"{reverse('alerts:look_up')}?q=Sandpiper", {}),
    "alerts:look_up_suggestions": lambda cast: Page(f"{reverse('alerts:look_up_suggestions')}?q=Sandpiper", {}),
    "alerts:visits": lambda cast: VISITS,
    "alerts:visit_list": lambda cast: _visits(cast, "visit_list"),
    "alerts:visit_list_change": lambda cast: _visits(cast, "visit_list_change"),
    "alerts:visit_list_changed": lambda cast: _visits(cast, "visit_list_changed"),
    "alerts:visit_list_keep": lambda cast: _visits(cast, "visit_list_keep"),
    "alerts:visit_list_opened": lambda cast: _visits(cast, "visit_list_opened"),
    "alerts:without_connection": lambda cast: {},
    "alerts:visit_list_seen": lambda cast: _visits(cast, "visit_list_seen"),
    "alerts:visit_news": lambda cast: Page(reverse("alerts:visit_news", args=[scenarios.looked_up(cast).pk]), {}),
    "alerts:visits_unseen": lambda cast: {},
    "alerts:visit_list_give_up": lambda cast: _visits(cast, "visit_list_give_up"),
    "alerts:incident_log": _report,
    "alerts:incident_draft": lambda cast: {"page": str(uuid4()), "account": TYPED},
    "alerts:incident_finish": lambda cast: (scenarios.draft(cast), _report(cast)),
    "alerts:incident_confirm": lambda cast: (scenarios.reported_for(cast), {"answer": "RIGHT", "dangers": "NONE"}),
    "alerts:incident_wrong_person": lambda cast: (scenarios.logged(cast), {"words": TYPED}),
    "alerts:incident_discard": lambda cast: (scenarios.draft(cast), {}),
    "alerts:incident_name_customer": lambda cast: (
        scenarios.logged_at_an_address(cast, service_area=_lodger(cast).service_area),
        {"customer": scenarios.LODGER},
    ),
    "alerts:incident": lambda cast: (scenarios.logged(cast), {}),
    "alerts:incident_triage": lambda cast: (scenarios.logged(cast), {}),
    "alerts:incident_settle": lambda cast: (
        scenarios.logged(cast),
        {"actions": ["ADVICE"], "settlement": TYPED},
    ),
    "alerts:incident_refer": lambda cast: (scenarios.logged(cast), {"note": TYPED}),
    "alerts:incident_void": lambda cast: (scenarios.logged(cast), {"reason": TYPED}),
    "alerts:incident_attach": lambda cast: (scenarios.logged(cast), {"attached": [sent("Note.pdf", pdf())]}),
    "alerts:incident_file": lambda cast: _file(cast, "alerts:incident_file", scenarios.logged(cast), {}),
    "alerts:incident_file_remove": lambda cast: _file(
        cast, "alerts:incident_file_remove", scenarios.logged(cast), {"reason": TYPED}
    ),
    "appeals:appeal_attach": lambda cast: (_prepared(cast), {"attached": [sent("Note.pdf", pdf())]}),
    "appeals:appeal_file": lambda cast: _file(cast, "appeals:appeal_file", _prepared(cast), {}),
    "appeals:appeal_file_remove": lambda cast: _file(
        cast, "appeals:appeal_file_remove", scenarios.appealed(cast, scenarios.active(cast)), {"reason": TYPED}
    ),
    "alerts:incident_marker": lambda cast: (scenarios.logged(cast, violent=True), {"controls": ["AT_LEAST_TWO"]}),
    "alerts:incident_marker_lift": _marked,
    "alerts:incident_marker_none": lambda cast: (scenarios.unprotected(cast), {"reason": TYPED}),
    "alerts:incident_police": lambda cast: (
        scenarios.logged(cast, violent=True),
        {"agreed": [cast.officer.pk], "reference": "5 of 10 June", "consent_words": TYPED} | day("told_on", cast.today),
    ),
    "alerts:incident_welfare": _to_ask_after,
    "alerts:incident_breach": _under_an_alert,
    "alerts:investigation_open": _referred,
    "alerts:investigation": lambda cast: (scenarios.opened(cast), {}),
    "alerts:investigation_incidents": _with_another_incident,
    "alerts:investigation_discussions": lambda cast: (
        scenarios.opened(cast),
        {"counterpart": "STAFF", "why_not": TYPED},
    ),
    "alerts:investigation_considerations": lambda cast: (scenarios.opened(cast), {"alternatives": TYPED}),
    "alerts:investigation_vulnerability": lambda cast: (
        scenarios.opened(cast),
        {"what": TYPED, "told_by": "STAFF"} | day("told_on", cast.today),
    ),
    "alerts:investigation_adjustment": lambda cast: (
        scenarios.opened(cast),
        {"what": TYPED} | day("starts", cast.today),
    ),
    "alerts:investigation_draft_alert": lambda cast: (
        scenarios.opened(cast),
        {"type": AlertType.objects.get(code="VISIT_IN_PAIRS").pk, "reason": TYPED},
    ),
    "alerts:investigation_actions": lambda cast: (
        scenarios.opened(cast),
        {"kind": "MEDIATION", "words": TYPED} | day("due_on", cast.today),
    ),
    "alerts:investigation_action_withdraw": _recommended,
    "alerts:investigation_action_outcome": _agreed,
    "alerts:investigation_service_area": lambda cast: (
        scenarios.opened(cast),
        {"area": ServiceArea.objects.get(name="Property Services").pk, "reason": TYPED},
    ),
    "alerts:investigation_take_over": lambda cast: (scenarios.left_behind(cast), {}),
    "alerts:investigation_letter": lambda cast: (
        scenarios.considered(cast),
        {"looked_into": TYPED, "reason": TYPED} | _plan(cast),
    ),
    "alerts:investigation_action_letter": lambda cast: _to_write(
        cast, "investigation", scenarios.agreed_action(cast, kind="WRITTEN_WARNING")
    ),
    "alerts:incident_action_letter": lambda cast: _to_write(
        cast, "incident", scenarios.settled(cast, action="WRITTEN_WARNING").actions.get()
    ),
    "alerts:investigation_recommend": lambda cast: (
        scenarios.drafted_alert(cast).investigation,
        {"no_marker_reason": TYPED},
    ),
    "alerts:investigation_withdraw": lambda cast: (scenarios.opened(cast), {"reason": TYPED}),
    "alerts:investigation_send_back": lambda cast: (scenarios.proposed(cast).investigation, {"question": TYPED}),
    "alerts:investigation_agree": _with_an_action,
    "alerts:alert": lambda cast: (scenarios.active(cast), {}),
    "alerts:alert_conditions": lambda cast: (scenarios.drafted_alert(cast), {}),
    "alerts:alert_condition_add": _to_restrict_contact,
    "alerts:alert_condition_change": lambda cast: _drafted_condition(cast, "change", {"channels": ["TELEPHONE"]}),
    "alerts:alert_condition_withdraw": lambda cast: _drafted_condition(cast, "withdraw", {}),
    "alerts:alert_condition_declaration": _to_be_declared,
    "alerts:alert_approve": lambda cast: (scenarios.proposed(cast), DECISION | INFORM | {"due_regard": TYPED}),
    "alerts:alert_decline": lambda cast: (scenarios.proposed(cast), DECISION),
    "alerts:alert_withdraw": lambda cast: (scenarios.drafted_alert(cast), {}),
    "alerts:alert_controls": lambda cast: (
        scenarios.asked_for_more(cast, scenarios.active(cast)),
        {"further_controls": ["POLICE_ADVICE"]},
    ),
    "alerts:alert_end": lambda cast: (scenarios.active(cast), {"because": "RISK_REDUCED", "reason": TYPED}),
    "alerts:alert_letter": lambda cast: (
        scenarios.active(cast),
        {"incident": TYPED, "reason": TYPED, "removal": TYPED} | _plan(cast),
    ),
    "alerts:alert_removal_letter": lambda cast: (_removed(cast), {"reason": TYPED} | _plan(cast)),
    "alerts:alert_review": lambda cast: (scenarios.active(cast), {"trigger": "REQUEST", "evidence": TYPED}),
    "alerts:investigation_decision": lambda cast: (scenarios.active(cast).investigation, {}),
    "alerts:investigation_decision_pdf": lambda cast: (scenarios.active(cast).investigation, {}),
    "alerts:alert_decision": lambda cast: (scenarios.active(cast), {}),
    "alerts:alert_decision_pdf": lambda cast: (scenarios.active(cast), {}),
    "alerts:alert_types": lambda cast: {},
    "alerts:alert_type": lambda cast: Page(
        reverse("alerts:alert_type", args=["SAFE_CONTACT"]),
        _type() | {"seen": catalogue_selectors.type_shown(catalogue_selectors.alert_type("SAFE_CONTACT"))},
    ),
    "alerts:alert_type_confirm": _type_to_confirm,
    "alerts:alert_type_add": lambda cast: _type(),
    "alerts:behaviours": lambda cast: {},
    "alerts:behaviour_add": lambda cast: {"name": "Stalking", "definition": TYPED, "stage": "FORMAL"},
    "alerts:behaviour": lambda cast: Page(
        reverse("alerts:behaviour", args=["AGGRESSIVE"]),
        {
            "definition": TYPED,
            "seen": catalogue_selectors.type_shown(catalogue_selectors.behaviour("AGGRESSIVE")),
        },
    ),
    "alerts:example_add": lambda cast: {"family": "UNREASONABLE_DEMANDS", "words": TYPED, "behaviour": "VEXATIOUS"},
    "alerts:example": lambda cast: Page(
        reverse("alerts:example", args=["RUDENESS"]),
        {"words": TYPED, "seen": catalogue_selectors.type_shown(catalogue_selectors.example("RUDENESS"))},
    ),
    "alerts:entries": _to_enter_today,
    "alerts:entry": _to_enter,
    "alerts:entry_correct": _entered,
    "alerts:confirmations": lambda cast: {},
    "alerts:confirmations_check": lambda cast: Page(
        f"{reverse('alerts:confirmations_check')}?case={scenarios.carried_over(cast).reference}", {}
    ),
    "alerts:review": lambda cast: (_under_review(cast), {}),
    "alerts:review_form": lambda cast: (_under_review(cast), {}),
    "alerts:review_complete": lambda cast: (
        _under_review(cast),
        {"outcome": "KEEP", "reason": TYPED} | INFORM,
    ),
    "alerts:review_close": lambda cast: (_under_review(cast), {"reason": TYPED}),
    "alerts:review_letter": lambda cast: (
        scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast))),
        {"reason": TYPED} | _plan(cast),
    ),
    "appeals:log": _to_appeal,
    "appeals:breaches": lambda cast: {},
    "appeals:appeal_evidence": lambda cast: (_prepared(cast), {}),
    "appeals:appeal_acknowledge": lambda cast: (scenarios.appealed(cast, scenarios.active(cast)), _plan(cast)),
    "appeals:appeal": lambda cast: (scenarios.appealed(cast, scenarios.active(cast)), {}),
    "appeals:appeal_accept": lambda cast: (scenarios.late(cast), {"reason": TYPED}),
    "appeals:appeal_refuse": lambda cast: (
        scenarios.late(cast),
        {"reason": TYPED, "own_decision_reason": TYPED},
    ),
    "appeals:appeal_prepare": lambda cast: (scenarios.appealed(cast, scenarios.active(cast)), {"evidence": TYPED}),
    "appeals:appeal_vulnerability": lambda cast: (
        _prepared(cast),
        {"what": TYPED, "told_by": "CUSTOMER"} | day("told_on", cast.today),
    ),
    "appeals:appeal_adjustment": lambda cast: (_prepared(cast), {"what": TYPED} | day("starts", cast.today)),
    "appeals:appeal_send_back": lambda cast: (_prepared(cast), {"question": TYPED}),
    "appeals:appeal_determine": lambda cast: (
        _prepared(cast),
        {"outcome": "UPHELD", "vulnerability": TYPED, "findings": TYPED, "own_decision_reason": TYPED},
    ),
    "appeals:appeal_withdraw": lambda cast: (
        scenarios.appealed(cast, scenarios.active(cast)),
        {"words": TYPED} | day("on", cast.today),
    ),
    "appeals:appeal_answer": lambda cast: (
        scenarios.decided_untold(cast),
        {"how": TYPED} | day("on", cast.today),
    ),
    "appeals:appeal_letter": lambda cast: (
        scenarios.determined(cast, _prepared(cast)),
        {"considered": TYPED, "basis": TYPED} | _plan(cast),
    ),
    "letters:letter": lambda cast: (_sent(cast), {}),
    "letters:letter_pdf": lambda cast: (_sent(cast), {}),
    "letters:letter_text": lambda cast: (_sent(cast), {}),
    "letters:letter_issue": lambda cast: (_drafted(cast), {}),
    "letters:letter_posting": lambda cast: (
        scenarios.issued(cast, scenarios.active(cast)),
        {"method": "FIRST_CLASS"} | day("on", cast.today),
    ),
    "letters:letter_receipt": lambda cast: (_sent(cast), day("on", cast.today)),
    "letters:letter_return": lambda cast: (_sent(cast), {"fate": "CAME_BACK"} | day("on", cast.today)),
    "letters:letter_cancel": lambda cast: (_drafted(cast), {"reason": TYPED}),
    "customers:vulnerability_record": lambda cast: (
        _lodger(cast),
        {"what": TYPED, "told_by": "AGENCY"} | day("told_on", cast.today),
    ),
    "customers:adjustment_record": lambda cast: (_lodger(cast), {"what": TYPED} | day("starts", cast.today)),
    "customers:representative_record": lambda cast: (_lodger(cast), {"name": "Asha Reed", "authority": TYPED}),
    "customers:adjustment_door": _adjusted,
    "customers:representative_end": _represented,
    "customers:record_alive": _said_dead,
    "customers:address_confirm": lambda cast: (_lodger(cast), {"how": TYPED} | day("on", cast.today)),
    "customers:restrict": _to_restrict,
    "customers:say_safe": _acts_for_another,
    "customers:unrestrict": lambda cast: (scenarios.restrict_file(cast), {"reason": TYPED}),
    "customers:break_glass": lambda cast: (scenarios.restrict_file(cast), {"reason": TYPED}),
    "customers:emergency_accesses": lambda cast: {},
    "customers:emergency_access_review": lambda cast: (_glass_broken(cast), {"note": TYPED}),
    "letters:safe_contact": lambda cast: (_lodger(cast), {"format": "LARGE_PRINT", "why": TYPED}),
    "monitoring:equality": lambda cast: {},
    "monitoring:equality_publish": lambda cast: {"quarter": closed(cast.today, 1)[0].first.isoformat()},
    "monitoring:equality_table": lambda cast: (scenarios.published(cast), {}),
    "monitoring:equality_respond": lambda cast: (scenarios.published(cast), {"words": TYPED}),
    "monitoring:characteristics_find": lambda cast: {"customer": scenarios.LODGER},
    "monitoring:characteristics_load": lambda cast: {"check_only": "on", "file": _answers()},
    "monitoring:characteristics": _characteristics,
    "monitoring:high_contacts": lambda cast: _listed(cast, "monitoring:high_contacts"),
    "monitoring:strategy_start": lambda cast: (_lodger(cast), _terms(cast)),
    "monitoring:strategy": lambda cast: (scenarios.strategy(cast), {}),
    "monitoring:strategy_review": lambda cast: (scenarios.strategy(cast), {"changed": LONG} | _terms(cast)),
    "monitoring:strategy_end": lambda cast: (scenarios.strategy(cast), {"reason": LONG}),
    "alerts:reconciliations": _export,
    "alerts:reconciliation": lambda cast: (scenarios.compared(cast).run, {}),
    "alerts:difference": _difference,
    "monitoring:contact_loads": lambda cast: {"source": "TELEPHONY", "check_only": "on", "file": _calls()},
    "monitoring:contacts": lambda cast: (_lodger(cast), {}),
    "monitoring:contact_log": lambda cast: (_lodger(cast), _said(cast)),
    "monitoring:contact_correct": lambda cast: _contacted(cast, "correct", _said(cast)),
    "monitoring:contact_take_back": lambda cast: _contacted(cast, "take_back", {}),
    "monitoring:picture": lambda cast: {},
    "monitoring:picture_pdf": lambda cast: {},
    "monitoring:picture_plot": lambda cast: Page(reverse("monitoring:picture_plot", args=[Plot.TYPES]), {}),
    "monitoring:all_alerts": lambda cast: {},
    "monitoring:all_alerts_csv": lambda cast: {},
    "monitoring:all_alerts_xlsx": lambda cast: {},
    "monitoring:curiosity": lambda cast: {},
    "desk:calendar": lambda cast: {},
    "desk:calendar_make": lambda cast: {},
    "desk:calendar_revoke": lambda cast: {},
    "desk:calendar_feed": lambda cast: Page(
        reverse("desk:calendar_feed", args=[calendar_services.make_address(by=cast.lead, now=timezone.now())]), {}
    ),
    **OFFICES,
}
