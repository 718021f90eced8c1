"""A letter that may not be written is written by no route, whoever tries; and each attempt is on record (§4, §7).

An attempt is what is sent by somebody who sees the case: to the page that composes a letter, its preview included, or that
issues or posts one; a call of a service, from wherever; and what is sent to the audit site, which writes nothing. For who
does not see the case there is no such page (404), so they attempted nothing. To open a page is no attempt either: its
button is refused.
"""

import pytest
from django.core.management import call_command, get_commands
from django.urls import reverse
from django.utils import timezone

from alerts.models import Alert
from alerts.writing.drafts import REMOVAL, notification
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import chain
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from letters import services
from letters.attempts import TRIED
from letters.choices import Kind
from letters.models import IssuedPdf, Letter
from tests import exports, scenarios
from tests.page import day
from tests.scenarios import INFORM, LODGER, WITHHOLD

SEES = ("lead", "head", "head2", "leadership")
"""Who sees a case of Housing: what they send to the page of a letter is an attempt."""


def withheld(cast):
    return scenarios.active(cast, inform=WITHHOLD)


def third_party(cast):
    return scenarios.told_by_the_police(cast)


def never_written_to(cast):
    alert = scenarios.active(cast)
    scenarios.never_write(cast)
    return alert


def died(cast):
    alert = scenarios.active(cast)
    scenarios.dies(cast)
    return alert


CASES = {withheld: "P7c", third_party: "P4b", never_written_to: "P7c", died: "E1"}


@pytest.fixture(params=CASES, ids=lambda case: case.__name__)
def case(request, cast):
    alert = request.param(cast)
    alert.refresh_from_db()
    return alert, CASES[request.param]


def typed(cast):
    planned = {"planned_method": "FIRST_CLASS"} | day("planned_on", cast.today)
    said = ("incident", "removal", "reason", "considered", "basis", "looked_into")
    return planned | dict.fromkeys(said, "You shouted at our officer, and so we decided this.")


def attempts():
    """Each attempt on record: on what, by whom, and the event's words."""
    rows = AuditEvent.objects.filter(action=TRIED).order_by("position").select_related("by")
    return [(row.reference, row.by.username if row.by else "", row.why) for row in rows]


def no_letter():
    return not Letter.objects.exclude(status="CANCELLED").exists() and not IssuedPdf.objects.exists()


# By page


@pytest.mark.clause("P7c", refuses=True)
@pytest.mark.clause("P4b", refuses=True)
def test_no_page_writes_it_and_each_attempt_is_on_record(cast, sign_in, case):
    alert, clause = case
    url = f"/alerts/{alert.reference}/letter/"
    who_tries = SEES if clause == "E1" else ("lead",)
    for who in who_tries:
        client = sign_in(who)
        assert client.get(url).status_code == 200
        assert client.post(url, typed(cast)).status_code == 403
        assert client.post(f"{url}?preview", typed(cast)).status_code == 403
        assert client.post(url, {}).status_code == 200

    assert no_letter()
    found = attempts()
    assert [(reference, by) for reference, by, _ in found] == [
        (alert.reference, who) for who in who_tries for _ in range(3)
    ]
    section = next(kept.section for kept in procedure.KEPT if kept.id == clause)
    assert {why.rpartition("(")[2] for _, _, why in found} == {f"Procedure {section})"}


@pytest.mark.long
@pytest.mark.clause("P7c", refuses=True)
def test_nor_do_the_pages_of_a_review_an_appeal_or_an_investigation(cast, sign_in):
    alert = withheld(cast)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert), inform=WITHHOLD)
    appeal = scenarios.determined(cast, scenarios.prepared(cast, alert))
    case = scenarios.considered(cast)
    client = sign_in("lead")
    for url in (
        f"/reviews/{review.reference}/letter/",
        f"/appeals/{appeal.reference}/letter/",
        f"/appeals/{appeal.reference}/acknowledge/",
        f"/investigations/{case.reference}/letter/",
    ):
        assert client.post(url, typed(cast)).status_code == 403, url
    assert no_letter()
    tried = [(review, "lead"), (appeal, "lead"), (appeal, "lead"), (case, "lead")]
    assert [(reference, by) for reference, by, _ in attempts()] == [(one.reference, by) for one, by in tried]


@pytest.mark.clause("P7c", refuses=True)
def test_nor_is_what_is_sent_to_its_pages_with_nothing_filled_in(cast, sign_in):
    _, draft, issued = scenarios.begun(cast)
    pages = [(draft, "issue"), (issued, "posting")]
    client = sign_in("lead")
    for letter, page in pages:
        assert client.post(f"/letters/{letter.reference}/{page}/").status_code == 200
    assert attempts() == [], "it may be told of, so nothing was tried"

    scenarios.never_write(cast)
    for letter, page in pages:
        client.post(f"/letters/{letter.reference}/{page}/")
    assert [(reference, by) for reference, by, _ in attempts()] == [(letter.reference, "lead") for letter, _ in pages]


@pytest.mark.long
@pytest.mark.clause("P7c", refuses=True)
def test_what_may_not_be_told_beside_something_else_is_an_attempt_too(cast):
    """The letter is about one alert, which may be told, and tells of another, which may be told no longer."""
    proposed = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS", "NO_LONE_MALES", "DANGEROUS_DOGS")
    pairs, weapons, alone, dogs = (scenarios.approved(cast, one) for one in proposed)
    draft = scenarios.drafted(cast, pairs, beside=[weapons])
    issued = scenarios.issued(cast, alone, beside=[dogs])
    unkept = scenarios.composed(cast, pairs, beside=[weapons])
    for kept in (weapons, dogs):
        scenarios.reviewed(cast, scenarios.under_review(cast, kept), inform=WITHHOLD)
    draft.refresh_from_db(), issued.refresh_from_db(), weapons.refresh_from_db()

    posted = {"method": "FIRST_CLASS", "on": cast.today, "today": cast.today}
    for call in (
        lambda: scenarios.composed(cast, pairs, beside=[weapons]),
        lambda: services.draft_letter(letter=unkept, by=cast.lead, today=cast.today),
        lambda: services.issue_letter(letter=draft, version=draft.version, by=cast.lead, now=timezone.now()),
        lambda: services.record_posting(letter=issued, version=issued.version, by=cast.lead, **posted),
    ):
        with pytest.raises(NotAllowed):
            call()
    tried = [(weapons, ""), (weapons, "lead"), (draft, "lead"), (issued, "lead")]
    assert [(reference, by) for reference, by, _ in attempts()] == [(one.reference, by) for one, by in tried]


@pytest.mark.long
@pytest.mark.clause("P7c")
def test_an_action_is_told_beside_an_alert_that_answers_for_it(cast):
    """Alone it would be told by no letter, for another alert is kept from the customer."""
    action = scenarios.action_beside(cast)
    scenarios.active(cast, "WEAPONS", inform=WITHHOLD)
    alert = action.investigation.alerts.get()
    assert action.why_customer_not_informed() is not None
    assert scenarios.drafted(cast, alert).status == "DRAFT"
    assert attempts() == []


WHY = "Whether to inform the customer is assessed for each alert (Procedure §7)"


# By a service, from wherever it is called


@pytest.mark.clause("P7c", refuses=True)
@pytest.mark.parametrize("who", ["officer", "lead"])
def test_no_service_writes_it_whoever_calls(cast, who):
    alert, draft, issued = scenarios.begun(cast)
    unkept = scenarios.composed(cast, alert)
    scenarios.never_write(cast)
    by = cast.people[who]
    draft.refresh_from_db(), issued.refresh_from_db()
    alert.refresh_from_db()

    calls = [
        lambda: services.compose(
            kind=Kind.NOTIFICATION,
            subject=alert,
            facts=notification(
                alert, on=cast.today, incident="So.", reason="So.", removal=REMOVAL, invite_apology=False
            ),
            grants_appeal=True,
            signatory=cast.lead,
            method="FIRST_CLASS",
            on=cast.today,
            today=cast.today,
            by=by,
        ),
        lambda: services.draft_letter(letter=unkept, by=by, today=cast.today),
        lambda: services.issue_letter(letter=draft, version=draft.version, by=by, now=timezone.now()),
        lambda: services.record_posting(
            letter=issued, version=issued.version, by=by, method="EMAIL", on=cast.today, today=cast.today
        ),
    ]
    for call in calls:
        with pytest.raises(NotAllowed):
            call()

    assert Letter.objects.filter(status="CANCELLED").count() == Letter.objects.exclude(status="SENT").count() == 2
    on = [alert.reference, alert.reference, draft.reference, issued.reference]
    assert [(reference, by) for reference, by, _ in attempts()] == [(one, who) for one in on]
    verbs = ["compose", "draft", "issue", "post"]
    assert [why for _, _, why in attempts()] == [f"Tried to {verb} a letter. Refused: {WHY}" for verb in verbs]


@pytest.mark.clause("P7c", refuses=True)
def test_the_attempt_names_nobody_but_by_reference(cast, sign_in):
    alert = never_written_to(cast)
    sign_in("lead").post(f"/alerts/{alert.reference}/letter/", typed(cast))

    event = AuditEvent.objects.get(action=TRIED)
    assert (event.reference, event.customer) == (alert.reference, LODGER)
    assert event.why == f"Tried to compose a letter. Refused: {WHY}"
    assert chain.first_fault(AuditEvent) == ""


@pytest.mark.clause("P7c", refuses=True)
def test_who_has_no_account_any_more_is_on_record_too(cast):
    unkept = scenarios.composed(cast, scenarios.active(cast))
    scenarios.never_write(cast)
    scenarios.lead_for(cast.people["lead2"], cast.customers[scenarios.LODGER].service_area)
    scenarios.change_account(cast, cast.lead, active=False)
    with pytest.raises(NotAllowed, match="must never be written to"):
        services.draft_letter(letter=unkept, by=cast.lead, today=cast.today)
    assert [by for _, by, _ in attempts()] == ["lead"]


@pytest.mark.clause("P7c")
def test_where_a_letter_may_be_written_a_refusal_is_no_attempt(cast, sign_in):
    alert = scenarios.active(cast)
    assert sign_in("head").post(f"/alerts/{alert.reference}/letter/", typed(cast)).status_code == 403
    with pytest.raises(NotAllowed):
        services.draft_letter(letter=scenarios.composed(cast, alert), by=cast.officer, today=cast.today)
    scenarios.posted(cast, alert)
    assert attempts() == []


# In bulk, by the audit site, by a command


@pytest.mark.clause("P7c", refuses=True)
def test_letters_are_not_written_in_bulk(cast):
    alert = scenarios.active(cast)
    unkept = scenarios.composed(cast, alert)
    with pytest.raises(NotAllowed, match="Each letter is written by itself, by the step that drafts it"):
        Letter.objects.bulk_create([unkept])
    assert attempts() == []

    scenarios.never_write(cast)
    with pytest.raises(NotAllowed):
        Letter.objects.bulk_create([unkept, unkept])
    assert no_letter()
    assert [(reference, by) for reference, by, _ in attempts()] == [(alert.reference, "")] * 2


def test_nor_are_letters_about_nothing(cast):
    with pytest.raises(NotAllowed, match="Each letter is written by itself, by the step that drafts it"):
        Letter.objects.bulk_create([Letter(kind=Kind.NOTIFICATION)])
    assert attempts() == []


@pytest.mark.clause("P7c", refuses=True)
def test_the_audit_site_writes_none_and_keeps_who_tried(cast, sign_in):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    scenarios.never_write(cast)
    add, change = reverse("admin:letters_letter_add"), reverse("admin:letters_letter_change", args=[letter.pk])
    client = sign_in("dpo")
    assert [client.post(url, {"status": "SENT"}).status_code for url in (add, change)] == [403, 403]
    assert [client.get(url).status_code for url in (add, change)] == [403, 200]
    for who in ("lead", "head", "admin"):
        assert sign_in(who).post(change, {"status": "SENT"}).status_code == 404

    assert no_letter()
    why = "Tried to write a letter in the audit site, which changes nothing"
    assert attempts() == [("dpo", "dpo", why), (letter.reference, "dpo", why)]


WRITE_NO_CASE = {
    "all_alerts",
    "bench",
    "check_trail",
    "checkpoint",
    "clear_messages",
    "clear_visits",
    "contact_sheets",
    "count_contacts",
    "database_roles",
    "describe",
    "duties",
    "keep_checkpoints",
    "load_contacts",
    "load_demo",
    "make_administrator",
    "retention",
    "screenshots",
    "send_digests",
    "tell_what_begins",
    "verify_audit",
    "worker",
}
"""Our commands that write nothing on a case that was there; the demo and the benchmark fill a database of their own."""
OURS = ("housing_alerts", "letters", "alerts", "appeals", "desk", "monitoring", "privacy")
LEWIS = exports.ROSE | {
    "Contact Reference": LODGER,
    "Title": "Mr",
    "Forenames": "Lewis",
    "Surname": "Lodger",
    "Date of Birth": "",
    "Group Name": "Lodger household",
    "Tenancy Reference": "T-D1",
    "Tenancy Start": "01/04/2019",
    "Asset Reference": "A-D1",
    "Asset Address": "12 Sandpiper Close, Testmouth, Devon",
    "Postcode": "TQ99 1AB",
}
IN_FORCE = {
    "Contact Name": "Lewis Lodger",
    "Group Name": "Lodger household",
    "Asset Reference": "A-D1",
    "Asset Address": "12 Sandpiper Close, Testmouth, Devon, TQ99 1AB",
}


@pytest.mark.clause("P7c", refuses=True)
def test_no_command_writes_one(cast, tmp_path):
    alert = withheld(cast)
    ours = {name for name, app in get_commands().items() if str(app).partition(".")[0] in OURS}
    assert ours - WRITE_NO_CASE == {"import_alerts", "import_customers"}

    people, listed = tmp_path / "contacts.csv", tmp_path / "alerts.csv"
    people.write_text(exports.text([LEWIS], exports.CONTACTS))
    listed.write_text(exports.text([exports.ALERT | IN_FORCE], exports.ALERTS))
    call_command("import_customers", str(people))
    call_command("import_alerts", str(listed), "--exported-on", "2026-01-01", "--type", "WEAPONS")
    assert Alert.objects.filter(customer=alert.customer).count() == 2
    assert no_letter()


@pytest.mark.usefixtures("wednesday")
@pytest.mark.parametrize("route", ["draft", "issue", "post"])
def test_no_route_leads_to_a_letter_about_a_withheld_alert(cast, route):
    """Even where a letter that was begun earlier is still at hand, as in the browser of somebody else."""
    alert = scenarios.active(cast, inform=INFORM)
    begun = {"draft": scenarios.composed, "issue": scenarios.drafted, "post": scenarios.issued}[route](cast, alert)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), inform=WITHHOLD)
    step = {
        "draft": lambda: services.draft_letter(letter=begun, by=cast.lead, today=cast.today),
        "issue": lambda: services.issue_letter(letter=begun, version=begun.version, by=cast.lead, now=cast.then(0)),
        "post": lambda: services.record_posting(
            letter=begun, version=begun.version, by=cast.lead, method="FIRST_CLASS", on=cast.today, today=cast.today
        ),
    }[route]

    with pytest.raises(
        services.NotAllowed,
        match=r"It was decided not to inform the customer|This letter is cancelled|after you opened the page",
    ):
        step()
