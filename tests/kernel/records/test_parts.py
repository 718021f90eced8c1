"""Parts of a record are read when they are first asked for: each kind once, for all of its peers at once."""

import pytest
from django.db.models import Prefetch

from alerts.models import Action, Alert, Discussion, Incident, Investigation
from housing_alerts.kernel.records.parts import Taken, not_empty, rows_with_parts, with_parts
from tests import scenarios


@pytest.fixture
def file(cast) -> Investigation:
    """An investigation with two incidents, read anew."""
    return Investigation.objects.get(pk=scenarios.proposed(cast).investigation.pk)


def test_nothing_is_read_until_it_is_asked_for(file, django_assert_num_queries):
    with django_assert_num_queries(0):
        with_parts(file, "discussions", "incidents__behaviours")


def test_each_part_is_read_once(file, django_assert_num_queries):
    held = list(file.discussions.all())
    with_parts(file, "discussions", "incidents__behaviours")

    with django_assert_num_queries(1):
        assert list(file.discussions.all()) == held
        assert list(file.discussions.all()) == held
    assert held


def test_a_part_comes_with_whom_it_names(file, django_assert_num_queries):
    with_parts(file, Prefetch("discussions", Discussion.objects.select_related("created_by")))

    with django_assert_num_queries(1):
        assert all(talk.created_by.username for talk in file.discussions.all())


@pytest.mark.long
def test_what_hangs_on_a_part_is_read_for_all_of_its_rows(cast, django_assert_num_queries):
    scenarios.active(cast, "WEAPONS")
    scenarios.active(cast, "NO_LONE_FEMALES")
    customer = with_parts(Alert.objects.first().customer, "alerts__reviews", "alerts__conditions")

    with django_assert_num_queries(2):
        found = [list(alert.reviews.all()) for alert in customer.alerts.all()]
    assert len(found) == 2


def test_a_relation_that_nobody_named_is_asked_each_time(file, django_assert_num_queries):
    with_parts(file, "discussions")

    with django_assert_num_queries(2):
        list(file.actions.all())
        list(file.actions.all())


def test_a_part_that_was_changed_is_asked_again(file, cast):
    with_parts(file, "former_leads")
    assert list(file.former_leads.all()) == []

    file.former_leads.add(cast.lead2)

    assert list(file.former_leads.all()) == [cast.lead2]


def test_one_query_says_which_of_the_seldom_parts_there_are(file, django_assert_num_queries):
    names = ("actions", "confirmations", "discussions")
    with_parts(file, *names, seldom=names)

    with django_assert_num_queries(1):
        assert list(file.actions.all()) == list(file.confirmations.all()) == []
    with django_assert_num_queries(1):
        assert list(file.discussions.all())
        assert list(file.actions.all()) == []


def test_a_part_can_be_taken_from_rows_that_another_record_has_too(file, django_assert_num_queries):
    alerts = list(Alert.objects.filter(customer=file.customer))
    with_parts(file, Taken("alerts", lambda: alerts))
    with_parts(file.customer, Taken("alerts", lambda: alerts))

    with django_assert_num_queries(0):
        (alert,) = file.alerts.all()
        assert file.customer.alerts.all()[0] is alert


@pytest.mark.long
def test_the_parts_of_several_rows_are_read_at_once(cast, django_assert_num_queries):
    scenarios.active(cast, "WEAPONS")
    scenarios.active(cast, "NO_LONE_FEMALES")

    with django_assert_num_queries(2):
        found = [list(alert.conditions.all()) for alert in rows_with_parts(Alert.objects.all(), "conditions")]
    assert len(found) == 2


def test_one_query_says_which_kinds_have_rows(file, django_assert_num_queries):
    rows = [
        Incident.objects.order_by("pk"),
        Action.objects.all(),
        Alert.objects.none(),
        Alert.objects.prefetch_related("reviews"),
    ]

    with django_assert_num_queries(1):
        assert not_empty(rows) == {0, 3}
