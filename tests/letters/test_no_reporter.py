"""Whoever reported, or was affected, is not named to the customer (§11)."""

import pytest

from housing_alerts.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_refused, day, nothing_changes, words

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
    assert_refused(response, sentence("Oliver Fisk"))
    assert NAMED in words(response)


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
