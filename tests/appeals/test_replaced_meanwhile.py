"""An appeal against an alert whose place another takes."""

import pytest

from alerts.models import Alert
from housing_alerts.kernel.refusals import NotAllowed
from letters.models import IssuedPdf
from tests import scenarios
from tests.letters.reader import text
from tests.page import words

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.same_on_both]


def test_nothing_takes_its_place_while_its_conditions_are_suspended(cast):
    alert = scenarios.restricted(cast)
    successor = scenarios.more_proposed(cast, alert)
    appeal = scenarios.appealed(cast, Alert.objects.get(pk=alert.pk), stay=True)
    successor.refresh_from_db()

    with pytest.raises(
        NotAllowed, match="whose place this one takes, are suspended while an appeal is decided. Decide"
    ):
        scenarios.approved(cast, Alert.objects.get(pk=successor.pk))
    scenarios.taken_back(cast, appeal)
    assert scenarios.approved(cast, Alert.objects.get(pk=successor.pk)).is_active


@pytest.mark.clause("E3")
@pytest.mark.parametrize(("inform", "named"), [(scenarios.INFORM, True), (scenarios.WITHHOLD, False)])
def test_the_answer_says_what_took_its_place_where_they_know_of_it(sign_in, cast, inform, named):
    alert = scenarios.active(cast)
    successor = scenarios.more_proposed(cast, alert)
    appeal = scenarios.appealed(cast, Alert.objects.get(pk=alert.pk))
    scenarios.approved(cast, successor, inform)
    said = "A “Visit in Pairs” alert took its place on 10 June 2026, and your appeal was not about that one."
    appeal.refresh_from_db()
    assert (said in _printed(cast, appeal)) == named

    appeal = scenarios.determined(cast, scenarios.made_ready(cast, appeal), "UPHELD")

    letter = _printed(cast, appeal)
    assert (said in letter) == named
    assert ("The alert has been removed from your record." in letter) != named
    page = words(sign_in("lead").get(f"/alerts/{successor.reference}/"))
    assert f"An appeal against {alert.reference}, which this one replaced, was upheld on 10 June 2026" in page


def _printed(cast, appeal):
    return text(bytes(IssuedPdf.objects.get(letter=scenarios.issued(cast, appeal)).content))
