"""No letter is signed by, or leads the customer to, a colleague whom it keeps nameless (§11)."""

import pytest

from alerts.writing import views
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from letters import services
from letters.choices import Kind
from letters.models import Letter
from letters.printing import rendering
from tests import scenarios

from .samples import letter

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]


def said(written):
    """The letter as text."""
    return " ".join(services.as_text(rendering.source(written.template, written.context())).split())


def affect(cast, alert, *people):
    """These colleagues were affected by the first incident of the alert."""
    alert.investigation.incidents.first().affected.add(*people)


@pytest.mark.clause("P11a", refuses=True)
def test_nobody_is_led_to_the_lead_whom_they_are_to_leave_alone(cast):
    alert = scenarios.active(cast)
    affect(cast, alert, cast.lead)
    text = said(scenarios.composed(cast, alert))
    assert str(cast.lead) not in text
    assert "If you want to, tell one of our managers, who will pass it on." in text
    assert "Please ask for one of our managers." in text
    assert text.endswith(f"Yours sincerely {cast.lead.job_title} Teign Housing")


@pytest.mark.clause("P11a")
def test_another_lead_who_writes_signs_in_their_place(cast):
    alert = scenarios.active(cast)
    scenarios.promote(cast.manager, Role.OPERATIONAL_LEAD)
    assert views.in_whose_name(cast.lead, cast.manager, alert) == cast.lead
    affect(cast, alert, cast.lead)
    assert views.in_whose_name(cast.lead, cast.manager, alert) == cast.manager


@pytest.mark.clause("P11a", refuses=True)
def test_without_a_post_they_are_one_of_our_managers(cast):
    cast.lead.job_title = ""
    cast.lead.save()
    alert = scenarios.active(cast)
    affect(cast, alert, cast.lead)
    written = scenarios.composed(cast, alert)
    assert (written.signatory, written.signatory_title, written.contact) == (
        "One of our managers",
        "",
        "one of our managers",
    )


@pytest.mark.clause("P11a", refuses=True)
def test_a_draft_in_the_name_of_who_turned_out_to_be_affected_is_not_issued(cast):
    alert = scenarios.active(cast)
    draft = scenarios.drafted(cast, alert)
    affect(cast, alert, cast.lead)
    draft = Letter.objects.get(pk=draft.pk)
    with pytest.raises(NotAllowed, match="The letter goes in the name of Lena Ledger, or leads the customer to them."):
        services.issue_letter(letter=draft, version=draft.version, by=cast.lead, now=cast.then(0))


def test_an_acknowledgement_begins_a_sentence_without_a_name():
    text = said(letter(Kind.APPEAL_ACKNOWLEDGEMENT, contact="one of our managers"))
    assert "One of our managers looks after your appeal" in text
