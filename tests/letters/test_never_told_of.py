"""Who learns of an alert only when it is gone learns what was reported (§8, E2)."""

import pytest

from alerts.models import Alert
from letters.choices import Kind
from letters.policies import why_part_empty
from tests import scenarios
from tests.page import assert_asks, words
from tests.step import fill

from .samples import letter, said

pytestmark = pytest.mark.django_db

ASKED = "What was reported when the alert was put on the record?"
APPEALED = "you will still get our answer"


def gone(cast, how):
    alert = scenarios.active(cast)
    if how == "review":
        return scenarios.removed_at_a_review(cast, alert)
    return Alert.objects.get(pk=scenarios.ended(cast, alert).pk)


def url(record):
    return (
        f"/reviews/{record.reference}/letter/"
        if record.reference.startswith("RV")
        else (f"/alerts/{record.reference}/removal-letter/")
    )


@pytest.mark.parametrize("how", ["review", "removal"])
@pytest.mark.clause("P8b", "E2")
def test_the_lead_says_what_was_reported_and_the_letter_tells_it(cast, sign_in, how):
    record = gone(cast, how)
    page = fill(sign_in("lead"), url(record), reason="Since then nothing more was reported to us.", reported="")
    assert_asks(page, "Say what was reported then")
    draft = scenarios.composed(cast, record)
    assert draft.facts["reported"]
    assert draft.facts["reported"] in said(draft)


@pytest.mark.parametrize("kind", [Kind.REVIEW_OUTCOME, Kind.REMOVAL])
@pytest.mark.clause("P8b", "E2", refuses=True)
def test_without_it_the_letter_is_not_whole_and_speaks_of_no_appeal(kind):
    facts = {"untold_since": "1 May 2026", "outcome": "REMOVE", "review_by": ""}
    written = letter(kind, facts=facts, grants_appeal=False, reply_by=None)
    assert "what was reported" in why_part_empty(written).sentence
    assert APPEALED not in said(written).lower()
    assert APPEALED in said(letter(Kind.REMOVAL, facts={"appealed_on": "1 May 2026"})).lower()


@pytest.mark.clause("P8b")
def test_of_an_alert_that_was_told_it_is_not_asked(cast, sign_in):
    alert = scenarios.ended(cast, scenarios.told(cast))
    assert ASKED not in words(sign_in("lead").get(f"/alerts/{alert.reference}/removal-letter/"))
