"""Whoever reported, was affected or told us is not named to the customer (§4, §11)."""

import pytest

from housing_alerts.customers import services as customers
from housing_alerts.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, day, nothing_changes

NAMED = "You shouted at OLIVER FISK, our officer, at your door."


def sentence(name):
    return f"The letter names {name}, who reported an incident or was affected by one."


@pytest.fixture
def alert(cast):
    return scenarios.active(cast)


def test_a_letter_that_names_the_reporter_is_refused(cast, alert):
    with pytest.raises(NotAllowed, match=sentence("Oliver Fisk")):
        scenarios.drafted(cast, alert, words=NAMED)


def test_the_page_says_so_and_nothing_typed_is_lost(cast, alert, sign_in):
    sent = {
        "incident": NAMED,
        "removal": "Calm visits will count in your favour.",
        "planned_method": "FIRST_CLASS",
    } | day("planned_on", cast.today)
    client = sign_in("lead")
    with nothing_changes():
        response = client.post(f"/alerts/{alert.reference}/letter/", sent)
    assert_asks(response, f"{sentence('Oliver Fisk')} Say “a member of our staff” instead.", typed=(NAMED,))


def test_in_the_letters_of_a_review_and_of_an_appeal_too(cast, alert):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    with pytest.raises(NotAllowed, match=sentence("Oliver Fisk")):
        scenarios.drafted(cast, review, words="Oliver Fisk told us again.")
    alert.refresh_from_db()
    appeal = scenarios.determined(cast, scenarios.prepared(cast, alert))
    with pytest.raises(NotAllowed, match=sentence("Oliver Fisk")):
        scenarios.drafted(cast, appeal, words="We believe Oliver Fisk.")


@pytest.mark.parametrize("words", ["Mr Fisk told us.", "O. Fisk told us."])
def test_the_surname_alone_names_them_too(cast, alert, words):
    with pytest.raises(NotAllowed, match=sentence("Oliver Fisk")):
        scenarios.drafted(cast, alert, words=words)


def test_a_surname_that_is_the_customers_own_is_no_name_of_the_reporter(cast, alert):
    cast.officer.last_name = "Lodger"
    cast.officer.save()
    assert scenarios.drafted(cast, alert, words="You, Mr Lodger, shouted.").status == "DRAFT"


def test_who_reported_since_is_not_named_in_the_letter_of_a_review(cast, alert):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    scenarios.reported_by(cast, cast.lead2)
    with pytest.raises(NotAllowed, match=sentence(str(cast.lead2))):
        scenarios.drafted(cast, review, words=f"{cast.lead2} told us again.")


def test_who_was_affected_is_not_named_either(cast):
    incident = scenarios.logged(cast)
    incident.affected.add(cast.manager)
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, incident))
    with pytest.raises(NotAllowed, match=sentence("Morwenna Manning")):
        scenarios.drafted(cast, alert, words="Morwenna Manning was hurt.")


def test_an_officer_whom_the_customer_is_to_speak_to_is_named(cast):
    condition = {"kind": "NAMED_OFFICER", "words": "Please speak to Oliver Fisk.", "officer": cast.officer}
    alert = scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[condition])
    assert scenarios.drafted(cast, alert).status == "DRAFT"


def test_an_alert_of_the_housing_system_has_no_reporter(cast):
    alert = scenarios.carried_over(cast)
    assert alert.kept_nameless() == []


# Who is no colleague


def third_party(**said):
    """An alert on a report that says who else was affected, or on what an agency told us."""

    def left(cast):
        return scenarios.approved(cast, scenarios.proposed_on(cast, scenarios.logged(cast, **said)))

    return left


AFFECTED = third_party(others_affected="Mrs. A. Pender and the Gas Engineer, at 12 Sandpiper Close")


@pytest.mark.clause("P4b", refuses=True)
@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("You shouted at Mrs Pender.", "Pender"),
        ("Pender heard you.", "Pender"),
        ("You pushed the Gas Engineer.", "Gas Engineer"),
    ],
)
def test_who_was_affected_and_is_no_colleague_is_not_named(cast, words, named):
    sentence = f"The letter names “{named}”: the case says that they told us something, or were affected."
    alert = AFFECTED(cast)
    with pytest.raises(NotAllowed, match=sentence):
        scenarios.drafted(cast, alert, words=words)


@pytest.mark.clause("P4b")
@pytest.mark.parametrize(
    "words", ["You pushed the gas engineer.", "We came to 12 Sandpiper Close.", "Your Pendant lamp fell on somebody."]
)
def test_what_is_no_name_or_no_secret_may_be_said(cast, words):
    assert scenarios.drafted(cast, AFFECTED(cast), words=words).status == "DRAFT"


@pytest.mark.clause("P4b", refuses=True)
@pytest.mark.parametrize(
    ("source", "words", "named"),
    [
        ("Devon and Cornwall Police", "DEVON AND CORNWALL POLICE told us.", "Cornwall Police"),
        ("PC Rowe of Devon Police", "A Devon Police officer saw you.", "Devon Police"),
        ("Devon Police and a neighbour", "Devon Police told us.", "Devon Police"),
        ("PC Rowe of Devon Police", "Constable Rowe saw you.", "Rowe"),
    ],
)
def test_who_told_us_is_not_named_either(cast, source, words, named):
    alert = third_party(source=source)(cast)
    with pytest.raises(NotAllowed, match=f"The letter names “{named}”"):
        scenarios.drafted(cast, alert, words=words)


@pytest.mark.clause("P4b")
@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("the police", "We told the police."),
        ("Ms Ruth Sample of Example Advocacy", "We spoke to Ruth Sample of Example Advocacy."),
        ("Teign Housing", "You shouted at Teign Housing."),
        ("Mr Lodger", "You told us so, Mr Lodger."),
    ],
)
def test_who_acts_for_the_customer_is_no_secret_to_them(cast, source, words):
    alert = third_party(source=source)(cast)
    acting = {"name": "Ruth Sample", "agency": "Example Advocacy", "authority": "A form", "address": "1 Example Street"}
    customers.record_representative(customer=alert.customer, by=cast.lead, details=acting | {"copy_letters": False})
    assert scenarios.drafted(cast, alert, words=words).status == "DRAFT"
