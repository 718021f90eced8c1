"""A letter does not ask about health as if we did not know, and tells whoever opens it nothing of it (§10, §7)."""

import pytest

from housing_alerts.customers import services as customers
from letters import dispatch
from tests import scenarios
from tests.scenarios import LODGER

from .samples import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
ASKED = "Do you have a health condition or a disability that we should take into account?"
NOTED = (
    "We have noted what you told us about your health, or about what you need. Has anything changed, or is there more that we "
    "should know? Please tell us, now or later."
)
WHAT = "He has epilepsy, and takes lamotrigine."


def known(cast, told_by="CUSTOMER"):
    step = {"customer": cast.customers[LODGER], "by": cast.lead, "told_on": cast.today}
    customers.record_vulnerability(what=WHAT, told_by=told_by, **step)


@pytest.mark.clause("P10a", "E1")
def test_what_the_customer_told_us_is_noted_in_general_words(cast):
    alert = scenarios.active(cast)
    assert ASKED in said(scenarios.composed(cast, alert))
    known(cast)
    text = said(scenarios.composed(cast, alert))
    assert NOTED in text
    assert ASKED not in text
    assert not [word for word in ("epilepsy", "lamotrigine") if word in text]


@pytest.mark.clause("P10a", "P10b", refuses=True)
@pytest.mark.parametrize("nothing", ["None is known", "None needed", "None known to us."])
def test_a_row_on_the_file_that_says_that_none_is_known_is_nothing_told_or_agreed(cast, nothing):
    alert = scenarios.active(cast)
    before = said(scenarios.composed(cast, alert))
    step = {"customer": cast.customers[LODGER], "by": cast.lead, "told_on": cast.today}
    customers.record_vulnerability(what=nothing, told_by="CUSTOMER", **step)
    scenarios.adjusted(cast, nothing)
    assert said(scenarios.composed(cast, alert)) == before
    assert ASKED in before
    assert dispatch.asked(scenarios.drafted(cast, alert), on=cast.today) == []


@pytest.mark.clause("P10a", refuses=True)
@pytest.mark.parametrize("told_by", ["AGENCY", "STAFF"])
def test_what_somebody_else_told_us_is_not_said_to_come_from_them(cast, told_by):
    alert = scenarios.active(cast)
    known(cast, told_by)
    text = said(scenarios.composed(cast, alert))
    assert ASKED in text
    assert "noted" not in text


@pytest.mark.clause("P7c", refuses=True)
def test_where_somebody_at_home_could_be_a_danger_nobody_reads_that_they_told_us(cast):
    alert = scenarios.active(cast)
    known(cast)
    scenarios.restrict_file(cast)
    alert.refresh_from_db()
    text = said(scenarios.composed(cast, alert))
    assert ASKED in text
    assert "noted" not in text


@pytest.mark.clause("P10b")
def test_who_has_an_adjustment_is_asked_for_the_rest_as_before(cast):
    alert = scenarios.active(cast)
    known(cast)
    scenarios.adjusted(cast)
    text = said(scenarios.composed(cast, alert))
    assert "Is there anything about your health or a disability that we do not know yet?" in text
    assert NOTED not in text
