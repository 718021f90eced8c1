"""A letter that tells of a removal says so once in its heading and once in its text (§8)."""

import pytest

from tests import scenarios

from .samples import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
HEDGE = {"kind": "SUSPENDED", "words": "For now we do not cut your hedge."}
REST = "Everything else that came with this alert has ended too."
NEWS = ("have removed", "removed the", "no longer applies", "has not applied", "have ended with it", "is no longer on")


@pytest.mark.parametrize("code", ["VISIT_IN_PAIRS", "DANGEROUS_DOGS"])
@pytest.mark.clause("P8b")
def test_that_it_is_gone_is_not_said_again_and_again(cast, code):
    text = said(scenarios.composed(cast, scenarios.ended(cast, scenarios.told(cast, code))))
    name = {"VISIT_IN_PAIRS": "Visit in Pairs", "DANGEROUS_DOGS": "Dangerous Dogs"}[code]
    assert f"We have removed the “{name}” alert from your record".upper() in text
    assert f"We removed the “{name}” alert from your record on 10 June 2026." in text
    assert sum(text.count(words) for words in NEWS) == 1


@pytest.mark.clause("P8b", "E3")
def test_what_came_with_it_beside_its_own_words_is_said_to_have_ended_once(cast):
    def told(*more):
        return scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, *more])

    again = f"You can contact us in every usual way again. {REST}"
    alert = told(HEDGE)
    assert again in said(scenarios.composed(cast, scenarios.ended(cast, alert)))
    won = said(scenarios.composed(cast, scenarios.determined(cast, scenarios.prepared(cast, told(HEDGE)), "UPHELD")))
    assert REST not in won
    assert "Nobody has to keep to it any more: - “Please contact us by letter only.”" in won
    for plain in (told(), scenarios.told(cast)):
        assert REST not in said(scenarios.composed(cast, scenarios.ended(cast, plain)))
