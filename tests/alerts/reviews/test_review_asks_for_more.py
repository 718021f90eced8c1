"""A review that asks for more than the alert: ``/reviews/RV-…/complete/`` opens the file on which the Head decides."""

import pytest

from alerts.choices import NOBODY_GOES
from alerts.decisions import services as decisions_services
from alerts.decisions.answers import Authority
from alerts.incidents import services as incidents_services
from alerts.investigations import services as investigations_services
from alerts.models import AlertType, Investigation
from alerts.reviews import policies as reviews_policies
from alerts.reviews.selectors import appealable_reviews
from housing_alerts.customers.services import record_representative
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from letters import services as letters
from letters.models import IssuedPdf
from tests import scenarios, settling
from tests.letters.reader import text
from tests.page import assert_asks, assert_done, nothing_changes, send, words
from tests.scenarios import WITHHOLD
from tests.step import chosen, fill
from tools import demo

pytestmark = pytest.mark.usefixtures("wednesday")
SENT = {"outcome": "STRENGTHEN", "reason": "He set the dog on us.", "informing": "INFORM", "months": "6"} | {
    "informing_reason": "A letter puts nobody at risk."
}
HOURS = {"kind": "TIMES", "words": "Please ring between ten and noon.", "ends": None}


def url(review):
    return f"/reviews/{review.reference}/complete/"


def a_type(code):
    return AlertType.objects.get(code=code)


def printed(letter):
    return text(bytes(IssuedPdf.objects.get(letter=letter).content))


def now(record):
    return type(record).objects.get(pk=record.pk)


@pytest.mark.long
def test_the_alert_stays_and_an_investigation_opens_with_a_draft(sign_in, cast):
    alert = scenarios.active(cast)
    review, client = scenarios.under_review(cast, alert), sign_in("lead")

    response = send(client, url(review), review, **SENT, further_controls=["POLICE_ADVICE"])

    file = Investigation.objects.get(from_review=review)
    message = (
        f"The next is due by 10 December 2026. Investigation {file.reference} is open. Next: write to Lewis Lodger."
    )
    assert_done(client, response, f"/reviews/{review.reference}/", message)
    assert (now(alert).status, now(alert).controls) == ("ACTIVE", ["AT_LEAST_TWO"])
    assert (file.status, file.lead, file.customer, file.service_area) == (
        "OPEN",
        cast.lead,
        alert.customer,
        alert.service_area,
    )
    assert list(file.incidents.all()) == list(alert.investigation.incidents.all())
    draft = file.alerts.get()
    assert (draft.status, draft.type, draft.replaces, draft.reason) == ("DRAFT", alert.type, alert, SENT["reason"])
    assert draft.asked_controls == ["AT_LEAST_TWO", "POLICE_ADVICE"]
    assert draft.asked_instruction == "Attend in pairs. Do not go alone. Take police advice before you go."
    events = [event.action for event in AuditEvent.objects.order_by("-pk")[:3]]
    assert events == ["draft alert", "open investigation", "complete review"]
    assert f"stands in investigation {file.reference} Open The alert stays as it is until the Head of Service" in words(
        client.get(f"/reviews/{review.reference}/")
    )
    page = words(client.get(f"/investigations/{file.reference}/"))
    assert f"Opened 10 June 2026 by review {review.reference} of Visit in Pairs" in page
    assert f"In the place of Visit in Pairs, {alert.reference}. What colleagues would do: Attend in pairs." in page
    page = words(client.get(f"/alerts/{draft.reference}/"))
    assert f"In the place of Visit in Pairs, alert {alert.reference} What colleagues would do Attend in pairs." in page


@pytest.mark.clause("P8b", "D5")
def test_the_file_rests_on_the_breach_that_was_referred_and_on_what_the_alert_rests_on(cast):
    breach = scenarios.breach(cast, days=1)
    alert, elsewhere = breach.breach_of, scenarios.referred(cast, scenarios.HONG)
    incidents_services.refer_incident(incident=breach, version=breach.version, by=cast.manager, on=cast.today)
    waiting = scenarios.logged(cast, days=1)

    file = scenarios.asked_for_more(cast, now(alert)).investigation

    assert list(file.incidents.all()) == [breach, *alert.investigation.incidents.all()]
    assert elsewhere not in file.incidents.all()
    assert waiting not in file.incidents.all(), "its line manager has not referred it"


@pytest.mark.long
def test_what_still_stands_of_its_conditions_is_asked_for_again(cast):
    over, last_day = scenarios.CONDITION | {"words": "In spring.", "ends": cast.today}, HOURS | {"ends": cast.today}
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, HOURS, over, last_day])
    spring = alert.conditions.get(words="In spring.")
    spring.ends = cast.ago(1)
    records.save(spring, by=cast.lead, why="A day later")
    lifted = alert.conditions.get(words=HOURS["words"], ends=None)
    step_down = {"outcome": "STEP_DOWN", "controls": alert.controls, "lifted": [lifted.pk]}
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), **step_down)

    draft = scenarios.asked_for_more(cast, now(alert))

    asked = [(condition.words, condition.ends) for condition in draft.conditions.all()]
    assert asked == [(scenarios.CONDITION["words"], None), (HOURS["words"], cast.today)]


def test_what_its_conditions_say_is_carried_too_so_that_it_can_be_recommended(cast):
    later = scenarios.CONDITION | {"starts": cast.today}
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[later])

    draft = scenarios.more_proposed(cast, alert)

    (condition,) = draft.conditions.all()
    assert (condition.details, condition.starts) == (alert.conditions.get().details, cast.today)
    assert draft.status == "PROPOSED"


@pytest.mark.clause("P5")
def test_whoever_speaks_for_the_customer_is_carried_too(cast):
    alert, who = scenarios.restricted(cast), {"name": "Asha Reed", "agency": "Aid", "authority": "A form"}
    speaker = record_representative(customer=alert.customer, by=cast.lead, details=who)
    alert.conditions.update(kind="THIRD_PARTY", details={}, representative=speaker)

    assert scenarios.more_proposed(cast, alert).conditions.get().representative == speaker


def test_another_type_has_its_own_controls_period_and_no_conditions_yet(sign_in, cast):
    alert = scenarios.restricted(cast)
    review = scenarios.under_review(cast, alert)
    answers = SENT | {"outcome": "CHANGE_TYPE", "type": a_type("WEAPONS").pk}

    send(sign_in("lead"), url(review), review, **answers)

    draft = alert.replaced_by.get()
    assert (draft.type.code, draft.controls, draft.first_period) == ("WEAPONS", [], a_type("WEAPONS").period)
    assert not draft.conditions.exists()


def test_an_alert_of_the_housing_system_gets_its_type_and_its_file_takes_incidents_in(sign_in, cast):
    alert = scenarios.carried_over(cast, code="TO_BE_CONFIRMED")
    draft = scenarios.asked_for_more(cast, alert, "CHANGE_TYPE", type=a_type("WEAPONS"))
    file, client = draft.investigation, sign_in("lead")
    assert not file.incidents.exists()
    since, elsewhere = scenarios.referred(cast), scenarios.referred(cast, scenarios.HONG)

    page = f"/investigations/{file.reference}/incidents/"
    assert since.reference in words(client.get(page))
    assert elsewhere.reference not in words(client.get(page))
    with pytest.raises(NotAllowed, match="An investigation is about one customer. Open another for the others."):
        investigations_services.add_incidents(
            investigation=file, version=file.version, by=cast.lead, incidents=[elsewhere]
        )
    assert send(client, page, file, incidents=[since.pk]).status_code == 302
    assert file.incidents.get() == since


def test_what_is_drafted_anew_is_asked_first_to_take_the_place_but_once(sign_in, cast):
    alert, client = scenarios.active(cast), sign_in("lead")
    draft = scenarios.asked_for_more(cast, alert)
    page = f"/investigations/{draft.investigation.reference}/draft-alert/"
    assert chosen(client.get(page), "replaces") == ["BESIDE"]

    investigations_services.withdraw_alert(alert=draft, version=draft.version, by=cast.lead)
    assert chosen(client.get(page), "replaces") == [alert.reference]
    fill(client, page, type=a_type("WEAPONS").pk, reason="The police advise it for visits.")

    assert draft.investigation.alerts.get(type__code="WEAPONS").replaces == alert
    assert chosen(client.get(page), "replaces") == ["BESIDE"]


@pytest.mark.clause("P8b")
def test_what_its_lead_says_stands_beside_the_reviewed_alert_leaves_it_in_force(sign_in, cast):
    alert = scenarios.active(cast)
    draft = scenarios.asked_for_more(cast, alert)
    investigations_services.withdraw_alert(alert=draft, version=draft.version, by=cast.lead)
    file = now(draft.investigation)

    answers = {"type": a_type("WEAPONS").pk, "reason": "The police advise it for visits.", "replaces": "BESIDE"}
    fill(sign_in("lead"), f"/investigations/{file.reference}/draft-alert/", **answers)
    scenarios.recommended(cast, demo.answer(cast, now(file), 0))
    scenarios.approved(cast, file.alerts.get(type__code="WEAPONS"))

    assert now(alert).is_active


@pytest.mark.long
def test_who_was_affected_by_what_the_alert_rests_on_does_not_decide(cast):
    incident = scenarios.logged(cast)
    incident.affected.add(cast.head)
    alert = scenarios.proposed_on(cast, incident)
    decisions_services.approve_alert(
        lifelines=scenarios.LIFELINES,
        due_regard=scenarios.DUE_REGARD,
        alert=alert,
        version=alert.version,
        by=cast.leadership,
        on=cast.today,
        reason="It is needed for everybody's safety.",
        inform=scenarios.INFORM,
        authority=Authority(cast.head, "Affected."),
    )

    successor = scenarios.more_proposed(cast, now(alert))

    with pytest.raises(NotAllowed, match="You reported, or were affected by, an incident of this case"):
        scenarios.approved(cast, successor)


def _asked_for_more_and_over(cast, code, kind):
    """A review of an alert that is asked to be strengthened, and all of whose conditions are over meanwhile."""
    alert = scenarios.active(cast, code, conditions=[{"kind": kind}])
    successor = scenarios.more_proposed(cast, alert)
    alert.conditions.update(ends=cast.ago(1))
    return scenarios.under_review(cast, now(alert)), successor


@pytest.mark.clause("P8b", refuses=True)
@pytest.mark.parametrize(
    ("code", "kind"), [("CONTACT_MANAGEMENT", "CHANNELS"), ("SINGLE_POINT_OF_CONTACT", "NAMED_OFFICER")]
)
def test_until_that_is_decided_the_alert_is_kept_though_its_conditions_are_over(cast, code, kind):
    review, successor = _asked_for_more_and_over(cast, code, kind)

    for heavier in ({"outcome": "STRENGTHEN"}, {"outcome": "CHANGE_TYPE", "type": a_type("WEAPONS")}):
        with pytest.raises(NotAllowed, match="Keep the alert until that is decided."):
            scenarios.reviewed(cast, now(review), **heavier)
    with settling.undone():
        kept = scenarios.reviewed(cast, now(review))
        assert (kept.outcome, kept.alert.is_active) == ("KEEP", True)
    scenarios.declined(cast, successor)
    with pytest.raises(NotAllowed, match="there is nothing to keep|It needs the condition that names them"):
        scenarios.reviewed(cast, now(review))


def test_the_letter_says_that_it_stays_and_that_more_is_considered(cast):
    alert = scenarios.told(cast)
    review = scenarios.asked_for_more(cast, alert).investigation.from_review

    read = printed(scenarios.issued(cast, review))

    assert "The “Visit in Pairs” alert stays on your record at this time." in read
    assert "Nothing has been decided about that, and until it is, the alert stays as it is." in read
    assert "We normally ask you for your side first, unless that would put somebody at risk." in read
    assert "Your last day to appeal" in read
    assert list(appealable_reviews(alert)) == [review]


@pytest.mark.long
def test_when_it_was_decided_not_to_ask_for_more_the_letter_no_longer_says_so(cast):
    alert = scenarios.told(cast)
    successor = scenarios.more_proposed(cast, alert)
    review = successor.investigation.from_review
    letter = scenarios.drafted(cast, review)
    scenarios.declined(cast, successor)

    refusal = f"What follows review {review.reference} has been decided since this letter was composed"
    with pytest.raises(NotAllowed, match=refusal):
        letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))
    assert not scenarios.composed(cast, now(review)).facts["considered"]


@pytest.mark.long
@pytest.mark.parametrize(("inform", "named"), [(scenarios.INFORM, "Visit in Pairs"), (WITHHOLD, "")])
def test_the_letter_about_the_successor_names_what_it_replaces_where_the_customer_knew(cast, inform, named):
    alert = scenarios.active(cast)
    more = {"further": ["POLICE_ADVICE"], "inform": inform}
    successor = scenarios.approved(cast, scenarios.more_proposed(cast, alert, **more))

    facts = scenarios.composed(cast, successor).facts

    (told,) = facts["alerts"]
    assert told["replaces"] == named
    assert told["measure"] == successor.type.measure
    assert [each["words"] for each in told["conditions"]] == ["We may ask the police for advice before we visit you."]
    said = "It takes the place of the “Visit in Pairs” alert"
    assert (said in printed(scenarios.issued(cast, successor))) == bool(named)


@pytest.mark.long
def test_what_was_stepped_down_and_then_strengthened_otherwise_lists_what_applies(cast):
    alert = scenarios.active(cast, "WEAPONS")
    scenarios.reviewed(
        cast, scenarios.under_review(cast, alert), outcome="STEP_DOWN", controls=["POLICE_ADVICE", "NO_FORCED_ENTRY"]
    )

    successor = scenarios.approved(cast, scenarios.more_proposed(cast, now(alert), further=["NO_WOMAN"]))

    assert successor.instruction == "No woman visits. Take police advice before you go. Never force entry."
    (told,) = scenarios.composed(cast, successor).facts["alerts"]
    assert told["measure"] == "The measures of this alert are listed below."
    assert told["conditions"][0]["words"] == "Only men come to your home."


def test_all_that_there_is_may_be_asked_for_but_what_contradicts(cast):
    alert = scenarios.active(cast)
    more = [control for control in alert.further_controls if control not in NOBODY_GOES]
    assert reviews_policies.why_outcome_refused(alert, "STRENGTHEN", on=cast.today, further=more) is None


def test_at_a_property_it_becomes_what_is_about_no_person(cast):
    review = scenarios.under_review(cast, scenarios.on_a_property(cast))
    scenarios.reviewed(cast, review, inform=scenarios.NOBODY_KNOWN, outcome="CHANGE_TYPE", type=a_type("WEAPONS"))
    assert now(review.alert).pending_successor().type.code == "WEAPONS"


ANOTHER_TYPE = "Choose which other type of alert it is to become."


def _refused(cast, alert, sentence, **answers):
    review = now(alert).open_review() or scenarios.under_review(cast, now(alert))
    inform = scenarios.INFORM if review.customer else WITHHOLD
    if "type" in answers:
        answers["type"] = a_type(answers["type"])
    with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
        scenarios.reviewed(cast, review, inform=inform, **{"outcome": "STRENGTHEN"} | answers)


def test_whoever_calls_is_refused(cast):
    alert = scenarios.active(cast)
    scenarios.active(cast, "WEAPONS")
    rival = "Lewis Lodger already has an active Weapons alert, CM-2026-00002. Remove this one, or keep it."
    imported = "To be confirmed is for what an import brings. Choose another type."
    _refused(cast, alert, "Ask only for controls that the alert does not have yet.", further=["AT_LEAST_TWO"])
    _refused(cast, alert, ANOTHER_TYPE, outcome="CHANGE_TYPE")
    _refused(cast, alert, ANOTHER_TYPE, outcome="CHANGE_TYPE", type="VISIT_IN_PAIRS")
    _refused(cast, alert, imported, outcome="CHANGE_TYPE", type="TO_BE_CONFIRMED")
    _refused(cast, alert, rival, outcome="CHANGE_TYPE", type="WEAPONS")
    _refused(cast, alert, "Say what becomes of the alert: keep, step down, strengthen, change", outcome="SHRUG")
    scenarios.closed(cast, now(alert).open_review())
    scenarios.asked_for_more(cast, now(alert))
    _refused(
        cast,
        alert,
        "already asks for another alert in the place of this one. Keep the alert until that is decided.",
    )


def test_of_a_property_and_of_an_import_other_things_are_refused(cast):
    nobody = "Visit in Pairs is about a person, and no customer is known here."
    _refused(cast, scenarios.on_a_property(cast), nobody, outcome="CHANGE_TYPE", type="VISIT_IN_PAIRS")
    no_type = "To be confirmed is no type of its own, so it cannot be strengthened. Change its type."
    _refused(cast, scenarios.carried_over(cast, code="TO_BE_CONFIRMED"), no_type)


def test_it_asks_for_the_other_type_and_a_retired_one_is_neither_offered_nor_accepted(sign_in, cast):
    review, client = scenarios.under_review(cast, scenarios.active(cast)), sign_in("lead")

    with nothing_changes():
        response = send(client, url(review), review, **SENT | {"outcome": "CHANGE_TYPE"})
    assert_asks(response, "Choose which type it is to become", typed=(SENT["reason"],))

    AlertType.objects.filter(code="WEAPONS").update(retired_on=cast.today)
    with nothing_changes():
        response = send(client, url(review), review, **SENT | {"outcome": "CHANGE_TYPE", "type": a_type("WEAPONS").pk})
        with pytest.raises(NotAllowed, match="Weapons is no longer recommended. Choose another type."):
            scenarios.reviewed(cast, review, outcome="CHANGE_TYPE", type=a_type("WEAPONS"))
    assert_asks(response, "Choose one of those that are shown")
