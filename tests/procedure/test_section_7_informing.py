"""§7 Whether the customer is told of the alert: informing is the rule, withholding needs an assessed risk."""

import pytest
from django.db import IntegrityError

from alerts.alert import policies as alert_policies
from alerts.alert.choices import AT_A_HOME, ground_in_words
from alerts.decisions import policies as decisions_policies
from alerts.decisions.answers import InformAnswer
from alerts.decisions.presenters import informing_rows
from alerts.models import Alert
from housing_alerts.customers.models import Customer
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import NotAllowed, refuse_if
from housing_alerts.staff.models import Organisation
from letters import services as letters
from tests import scenarios
from tests.page import words
from tests.scenarios import INFORM
from tests.step import chosen


@pytest.mark.clause("P7c")
def test_informing_is_answered_anew_and_kept_either_way(cast, sign_in):
    alert = scenarios.proposed(cast)
    page = sign_in("head").get(f"/alerts/{alert.reference}/approve/")
    withheld = scenarios.approved(cast, alert, scenarios.WITHHOLD)

    assert chosen(page, "informing") == chosen(page, "withhold_code") == []
    assert (withheld.informing, withheld.withhold_code) == ("WITHHOLD", "HARM_TO_CUSTOMER")
    assert withheld.informing_reason == scenarios.WITHHOLD.reason
    assert scenarios.active(cast, "DANGEROUS_DOGS").informing_reason == scenarios.INFORM.reason
    assert withheld.first_period == procedure.REVIEW_MONTHS_WITHHELD == 6


@pytest.mark.parametrize(("own", "months"), [(12, 12), (3, 3)])
@pytest.mark.clause("P8a")
def test_how_soon_what_is_withheld_is_reviewed_is_the_landlords_own_standard(cast, sign_in, own, months):
    """§8 asks for a year; the landlord of the customer may ask for less of itself, at the decision and at a review."""
    landlord = cast.customers[scenarios.LODGER].organisation
    landlord.withheld_months = own
    landlord.save()
    alert = scenarios.proposed(cast)
    page = words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    assert f"Then it is reviewed within {own} months, which is our own standard." in page

    alert = scenarios.approved(cast, alert, scenarios.WITHHOLD)
    assert alert.first_period == months
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert), inform=scenarios.WITHHOLD, months=12)
    assert review.next_due_on == procedure.add_months(cast.today, months)


@pytest.mark.clause("P4b", "P8a")
def test_a_third_partys_alert_is_reviewed_as_soon_as_any_that_is_withheld(cast):
    assert scenarios.told_by_the_police(cast).first_period == 6


@pytest.mark.parametrize("months", [0, 13])
@pytest.mark.clause("P8a", refuses=True)
def test_no_landlord_sets_itself_more_than_a_year(cast, months):
    with pytest.raises(IntegrityError, match="withheld_alert_is_reviewed_in_12_months_or_sooner"):
        Organisation.objects.update(withheld_months=months)


@pytest.mark.clause("P7c", refuses=True)
def test_informing_is_the_rule_and_withholding_needs_an_assessed_risk(cast):
    alert = scenarios.proposed(cast)

    with pytest.raises(NotAllowed, match="Say which risk of harm informing the customer would raise"):
        scenarios.approved(cast, alert, InformAnswer("WITHHOLD"))
    with pytest.raises(NotAllowed, match="Say which risk of harm informing the customer would raise"):
        scenarios.approved(cast, alert, InformAnswer("WITHHOLD", "SHRUG", "Nobody has asked him about it."))
    with pytest.raises(NotAllowed, match="Say how you assessed whether informing the customer would raise the risk"):
        scenarios.approved(cast, alert, InformAnswer("INFORM"))
    with pytest.raises(NotAllowed, match="The customer is known: Lewis Lodger. Say which risk of harm informing them"):
        scenarios.approved(cast, alert, InformAnswer("WITHHOLD", "NOBODY_KNOWN", "Nobody ever answers the door there."))
    with pytest.raises(NotAllowed, match="Answer whether the customer is informed of the alert"):
        scenarios.approved(cast, alert, InformAnswer(""))


@pytest.mark.clause("P7c")
@pytest.mark.parametrize("code", ["HARM_TO_CUSTOMER", "HARM_TO_STAFF"])
def test_a_risk_of_harm_to_the_customer_or_to_staff_is_a_ground(code):
    assert alert_policies.why_not_withhold(Alert(), code) is None


@pytest.mark.clause("P7c", refuses=True)
def test_a_withheld_alert_can_have_no_letter(cast, sign_in):
    alert = scenarios.active(cast, inform=scenarios.WITHHOLD)

    with pytest.raises(NotAllowed, match="It was decided not to inform the customer of alert"):
        scenarios.drafted(cast, alert)
    page = sign_in("lead").get(f"/alerts/{alert.reference}/letter/").content.decode()
    assert "It was decided not to inform the customer" in page


@pytest.mark.clause("P7c", refuses=True)
def test_who_must_never_be_written_to_is_not_informed(cast):
    alert = scenarios.proposed_on_one_never_written_to(cast)

    with pytest.raises(
        NotAllowed, match="must never be written to: a letter could fall into the wrong hands. Choose not"
    ):
        scenarios.approved(cast, alert)


@pytest.mark.clause("P7c", refuses=True)
def test_a_reason_goes_with_a_change_of_safe_contact(cast):
    customer = cast.customers[scenarios.LODGER]
    step = {"customer": customer, "version": customer.version, "format": "", "never_write": True, "never_message": True}

    with pytest.raises(NotAllowed, match="Say why contact with the customer changes"):
        letters.set_safe_contact(**step, by=cast.lead, why=" ")
    with pytest.raises(NotAllowed, match="An Operational Lead for Housing keeps this customer's file."):
        letters.set_safe_contact(**step, by=cast.lead2, why="Told by her.")


@pytest.mark.clause("P7c", refuses=True)
def test_nobody_is_informed_where_no_customer_is_known(cast):
    alert = scenarios.on_a_property(cast)

    assert (alert.informing, alert.withhold_code) == ("WITHHOLD", "NOBODY_KNOWN")
    with pytest.raises(NotAllowed, match="It is about the home and names nobody"):
        refuse_if(INFORM.why_not(alert))


@pytest.mark.clause("P7c")
def test_of_an_alert_on_a_home_the_page_says_what_is_done_and_offers_reasons_that_are_true(cast, sign_in):
    alert = scenarios.proposed_at_an_address(cast)
    living = Customer.objects.living_at(alert.asset, on=cast.today)
    page = words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    assert living.exists() and "No customer is known" not in page
    assert "So no letter goes to anybody who lives there, also where we know them" in page
    assert "It is about the home and names nobody, so there is nobody to write to" in page
    assert "Informing would raise the risk of harm to somebody who lives there" in page
    assert "risk of harm to the customer" not in page
    imposed = scenarios.approved(cast, alert, scenarios.NOBODY_KNOWN)
    assert ("Why not", AT_A_HOME) in informing_rows(imposed)
    assert ground_in_words("", known=False) == ""


@pytest.mark.clause("P5", "P7c", refuses=True)
def test_a_limit_of_contact_is_imposed_on_nobody_who_is_not_told_of_it(cast):
    alert = scenarios.proposed(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION])
    sentence = (
        "The customer is to keep to the condition “Please contact us by letter only.”, so they have to be told of it."
    )
    with pytest.raises(NotAllowed, match=sentence):
        scenarios.approved(cast, alert, scenarios.WITHHOLD)
    assert scenarios.approved(cast, alert).is_active


@pytest.mark.clause("P7c")
def test_what_colleagues_alone_keep_to_is_imposed_without_its_conditions_where_nobody_is_told(cast):
    alert = scenarios.proposed(cast, conditions=[scenarios.CONDITION])
    conditions = {condition.pk for condition in alert.conditions.all()}
    assert decisions_policies.why_condition_untold(alert, "WITHHOLD", ()) is not None
    assert decisions_policies.why_condition_untold(alert, "WITHHOLD", conditions) is None
