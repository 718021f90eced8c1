"""What is asked of each alert or at each door takes an index: no query goes through all letters, alerts or incidents."""

import pytest

from alerts.investigations.became_known import incidents_meanwhile
from alerts.markers.models import Marker
from alerts.models import Alert, Incident
from alerts.writing.selectors import letters_about, with_told
from appeals.models import Appeal
from housing_alerts.customers.models import Asset, Customer
from letters.models import Letter
from monitoring.all_alerts import selectors
from monitoring.all_alerts.filters import Asked
from monitoring.choices import Order
from tests import scenarios

pytestmark = pytest.mark.same_on_both
"""PostgreSQL goes through a table that has only a few rows, whatever its indexes."""


@pytest.fixture
def alert(cast):
    return scenarios.active(cast)


def _gone_through(found) -> list[str]:
    """The steps of the plan in which SQLite reads a whole table, or all letters that were sent."""
    whole = ("SCAN ", "letters_let_status")
    return [line for line in found.explain().splitlines() if any(each in line for each in whole)]


def test_the_letters_about_an_alert_and_its_reviews(alert):
    assert not _gone_through(letters_about(alert, *alert.reviews.all()).order_by())


def test_whether_a_letter_told_of_each_alert(alert):
    assert not _gone_through(with_told(Alert.objects.filter(pk=alert.pk)).order_by())


@pytest.mark.parametrize("model", [Alert, Incident, Marker])
def test_what_is_at_a_property_has_an_index_without_the_rows_that_are_at_none(model):
    """The index of all rows looks useless to SQLite where most rows name no property, so it went through the table."""
    (index,) = [each for each in model._meta.indexes if each.fields == ["asset"]]
    assert str(index.condition) == "(AND: ('asset__isnull', False))"


def test_the_incidents_around_a_case_and_those_that_became_known_meanwhile(alert):
    assert not _gone_through(Incident.objects.filter(alert.around().incidents()).order_by())
    assert not _gone_through(incidents_meanwhile(alert.investigation).order_by())


def test_a_merged_file_has_an_index_without_all_the_others():
    """Most files are merged into none, so the index of all looked useless too, and 200,000 customers were gone through."""
    (index,) = [each for each in Customer._meta.indexes if each.fields == ["merged_into"]]
    assert str(index.condition) == "(AND: ('merged_into__isnull', False))"


def test_the_other_references_of_a_door_have_an_index(db):
    """Each look-up asks it, of 200,000 homes."""
    assert not _gone_through(Asset.objects.at_doors(["12 sandpiper close, tq991aa"]).order_by())


def test_whose_appeal_somebody_may_see_goes_through_the_restricted_files_alone(cast):
    steps = _gone_through(Appeal.objects.visible_to(cast.lead).filter(pk=1).order_by())
    assert [step for step in steps if "restricted_file" not in step] == []


@pytest.mark.parametrize("order", [Order.OLDEST, Order.NEWEST])
def test_the_first_page_of_the_report_takes_an_index_for_its_order_and_for_each_question_about_reviews(cast, order):
    """Fifty rows of 50,000 are found without the others, and only alerts of one day are put in the order of their names."""
    found = selectors._with_columns(Asked(cast.today, order=order).ordered(Alert.objects.all())[:50], cast.today)
    plan = found.explain()
    assert not _gone_through(found)
    assert "USE TEMP B-TREE FOR LAST 3 TERMS OF ORDER BY" in plan
    for index in (
        "alert_in_force",
        "review_of_an_alert_by_day",
        "early_review_of_an_alert",
        "review_that_was_opened_here",
    ):
        assert index in plan, plan


def test_how_many_alerts_the_report_has_is_counted_in_the_index_of_what_is_in_force(cast):
    assert "alert_in_force" in Asked(cast.today).passed(Alert.objects.all()).order_by().explain()


def test_a_plan_that_goes_through_a_table_is_seen(db):
    assert _gone_through(Letter.objects.filter(signatory="Nobody").order_by())
