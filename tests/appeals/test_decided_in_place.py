"""A Head of Service in whose place somebody else decided is told of it (§7, §9)."""

import pytest

from alerts.decisions.answers import Authority
from appeals import duties
from appeals.models import Appeal
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import to
from tests import scenarios
from tests.owing import held

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.mark.clause("P9b")
def test_the_absent_head_is_told_how_an_appeal_was_decided(cast):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)), "NOT_UPHELD")
    assert appeal.absent_head == cast.head
    assert held(cast.head, Kind.IN_PLACE) == [appeal.reference]


@pytest.mark.clause("P7a")
def test_the_absent_head_is_told_how_a_case_was_decided(cast):
    alert = scenarios.proposed(cast)
    away = Authority(cast.head, "On leave.")
    alert = scenarios.declined(cast, alert, by=cast.leadership, authority=away)
    (reference,) = held(cast.head, Kind.IN_PLACE)
    assert reference == alert.investigation.reference
    assert held(cast.leadership, Kind.IN_PLACE) == []


@pytest.mark.clause("P9b", refuses=True)
def test_who_decided_alone_is_not_told_of_their_own_decision(cast):
    scenarios.approved(cast, scenarios.proposed(cast))
    assert held(cast.head, Kind.IN_PLACE) == []


@pytest.mark.clause("P9b", "P7a")
def test_the_absent_head_has_the_news_of_an_overturned_decision_once(cast):
    """It says the same: the outcome, its day, who decided and why."""
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)), "UPHELD")
    assert (held(cast.head, Kind.IN_PLACE), held(cast.head, Kind.OVERTURNED)) == ([], [appeal.reference])


@pytest.mark.parametrize(("first", "hears"), [("head", "OVERTURNED"), ("leadership", "IN_PLACE")])
@pytest.mark.clause("P9b", "P7a")
def test_so_has_one_who_heads_the_area_no_more(cast, first, hears):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)), "UPHELD")
    scenarios.heads_no_longer(cast.head)
    appeal = Appeal.objects.get(pk=appeal.pk)
    appeal.alert.decided_by = getattr(cast, first)
    news = [owed.kind for owed in duties.duties(appeal) if owed.holder == to(cast.head)]
    assert news == [hears]
