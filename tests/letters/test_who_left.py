"""No letter leads the customer to a colleague who has left; who writes in their place signs it."""

import pytest

from alerts.writing import views
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from letters import checklist, services
from letters.models import Letter
from tests import scenarios
from tests.page import nothing_changes, words

pytestmark = pytest.mark.usefixtures("wednesday")
LEFT = "The letter names Lena Ledger, who has left, so nobody would answer there. Write it anew"


def another(cast):
    """Another Operational Lead of the area."""
    scenarios.promote(cast.manager, Role.OPERATIONAL_LEAD)
    scenarios.lead_for(cast.manager, cast.customers[scenarios.LODGER].service_area)
    return cast.manager


@pytest.mark.clause("E1", refuses=True)
def test_a_draft_in_the_name_of_who_left_is_not_issued(cast):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    assert not [point for point in checklist.points(letter, on=cast.today) if point.refusal]
    scenarios.leaves(cast.lead)
    letter = Letter.objects.get(pk=letter.pk)
    (point,) = [point for point in checklist.points(letter, on=cast.today) if point.refusal]
    assert point.about == "Who signs it, and whom it names"
    assert point.refusal.sentence.startswith(LEFT)
    step = {"letter": letter, "version": letter.version, "by": another(cast), "now": cast.then(0)}
    with nothing_changes(), pytest.raises(NotAllowed, match=LEFT):
        services.issue_letter(**step)


@pytest.mark.clause("E1", refuses=True)
def test_nor_is_one_whose_condition_leads_to_them(cast):
    limits = [{"kind": "NAMED_OFFICER", "words": "Please contact Lena Ledger only."}]
    alert = scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=limits)
    letter = scenarios.composed(cast, alert)
    scenarios.leaves(cast.lead)
    letter.signatory = letter.contact = str(cast.manager)
    assert services.why_words_refused(letter)[0].sentence.startswith(LEFT)


@pytest.mark.clause("E1")
def test_who_writes_in_the_place_of_a_lead_who_left_signs(cast):
    subject, lead, by = scenarios.active(cast), cast.lead, another(cast)
    assert views.in_whose_name(lead, by, subject) == lead
    scenarios.leaves(lead)
    assert views.in_whose_name(lead, by, subject) == by
    assert views.in_whose_name(None, by, subject) == by


def test_a_namesake_who_is_here_may_be_named(cast):
    letter = scenarios.composed(cast, scenarios.active(cast))
    scenarios.leaves(cast.lead)
    namesake = another(cast)
    namesake.first_name, namesake.last_name = "Lena", "Ledger"
    namesake.save()
    assert services.why_words_refused(letter) == []


@pytest.mark.clause("P8a")
def test_the_page_of_an_alert_says_that_its_lead_has_left(cast, sign_in):
    alert = scenarios.active(cast)
    another(cast)
    client = sign_in("manager")
    url = f"/alerts/{alert.reference}/"
    assert "Responsible Lead Lena Ledger" in words(client.get(url))
    scenarios.leads_no_longer(cast.lead)
    said = (
        "Responsible Lead Lena Ledger, who is no Operational Lead any more. Another Operational Lead for Housing acts."
    )
    assert said in words(client.get(url))
    scenarios.leaves(cast.lead)
    assert "Responsible Lead Lena Ledger, who has left." in words(client.get(url))
