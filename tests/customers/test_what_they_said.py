"""What a customer said of their health in a case stands beside the question how vulnerability was considered."""

import pytest

from alerts.investigations import services as investigations
from alerts.investigations.heard import heard_in
from housing_alerts.customers.models import Adjustment, Vulnerability
from tests import scenarios, settling
from tests.page import words
from tests.step import fill

pytestmark = [pytest.mark.django_db]
SAID = "I have epilepsy, and I was just coming round from a fit."


def _told(cast, file, counterpart="CUSTOMER"):
    talk = {"counterpart": counterpart, "on": cast.today, "what": SAID, "why_not": "", "side": "GIVEN"}
    investigations.add_discussion(investigation=file, version=file.version, by=cast.lead, today=cast.today, **talk)
    file.refresh_from_db()
    return file


@pytest.mark.clause("P10a")
def test_the_lead_adds_it_to_the_file_from_the_discussion(cast, sign_in):
    file, lead = _told(cast, scenarios.opened(cast)), sign_in("lead")
    page = words(lead.get(f"/investigations/{file.reference}/considerations/"))
    assert SAID in page and "Add a vulnerability to the file" in page
    told = file.discussions.get()
    for noun, model in (("vulnerability", Vulnerability), ("adjustment", Adjustment)):
        url = f"/investigations/{file.reference}/{noun}/?discussion={told.pk}"
        assert SAID in words(lead.get(url))
        fill(lead, url)
        assert model.objects.get(customer=file.customer).what == SAID
        assert SAID not in words(lead.get(f"/investigations/{file.reference}/{noun}/?discussion=0"))


@pytest.mark.clause("P10a", "P9b")
def test_the_lead_adds_it_to_the_file_from_the_appeal(cast, sign_in):
    appeal = scenarios.appealed(cast, scenarios.active(cast))
    lead = sign_in("lead")
    page = words(lead.get(f"/appeals/{appeal.reference}/prepare/"))
    assert appeal.grounds in page and "Add an adjustment to the file" in page
    for noun, model in (("vulnerability", Vulnerability), ("adjustment", Adjustment)):
        url = f"/appeals/{appeal.reference}/{noun}/"
        with settling.undone():
            assert fill(sign_in("lead"), url).status_code == 302
            assert model.objects.get(customer=appeal.customer).what == appeal.grounds
            assert "keeps this customer's file" in words(sign_in("head").get(url)).replace("’", "'")


@pytest.mark.clause("P10a")
def test_the_head_reads_it_before_an_alert_is_imposed(cast, sign_in):
    alert = scenarios.proposed(cast)
    page = words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    assert heard_in(alert.investigation)[0].words in page
    assert "An Operational Lead adds it to the customer’s file" in page
    assert "Add a vulnerability to the file" not in page


@pytest.mark.clause("P10a", "P8a")
def test_the_reviewer_reads_what_they_said_in_the_case(cast, sign_in):
    review = scenarios.under_review(cast, scenarios.active(cast))
    said = heard_in(review.alert.investigation)[0].words
    assert said in words(sign_in("lead").get(f"/reviews/{review.reference}/complete/"))
