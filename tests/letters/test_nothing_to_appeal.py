"""The letter on an investigation grants an appeal, and tells of a decision, only where it holds one (E4, §9)."""

import pytest

from alerts.writing.given import grants_appeal
from letters.choices import Kind
from letters.models import Letter
from tests import scenarios
from tests.step import fill

from .samples import letter, said

pytestmark = pytest.mark.django_db

FOR_ITSELF = {"grants_appeal": False, "reply_by": None}


@pytest.mark.clause("E4", "P9a", refuses=True)
def test_where_each_action_has_a_letter_of_its_own_no_appeal_is_granted(cast):
    warning = scenarios.agreed_action(cast, kind="WRITTEN_WARNING")
    assert not grants_appeal([warning])
    outcome = scenarios.composed(cast, warning.investigation)
    text = said(outcome)
    assert not outcome.grants_appeal
    assert "You can appeal against the written warning. Our letter about it says how, and by when." in text
    assert "You have the right to appeal" not in text


@pytest.mark.clause("E4", "P9a")
def test_the_page_grants_none_either_and_one_for_what_it_alone_tells(cast, sign_in):
    warning = scenarios.agreed_action(cast, kind="WRITTEN_WARNING")
    page = f"/investigations/{warning.reference}/letter/"
    told = {
        "looked_into": "We looked into a report of May.",
        "reason": "We believe that it was once.",
        "follows": "Be calm.",
    }
    fill(sign_in("lead"), page, **told)
    assert not Letter.objects.get().grants_appeal
    mediation = scenarios.agreed_action(cast, "D900003", kind="MEDIATION")
    assert grants_appeal([warning, mediation])


@pytest.mark.clause("E4")
def test_of_two_it_says_that_each_letter_tells():
    text = said(letter(Kind.INVESTIGATION_OUTCOME, facts={"apart": ["warning", "agreement"]}, **FOR_ITSELF))
    assert "against the warning and against the agreement. Our letter about each says how, and by when." in text


@pytest.mark.clause("E4")
@pytest.mark.parametrize(
    ("nothing", "opening"),
    [
        (True, "This letter tells you what we have decided, and why."),
        (False, "This letter tells you whether we have put an alert on your record, and why."),
    ],
)
def test_it_promises_no_more_than_it_tells(nothing, opening):
    facts = {"actions": [], "nothing": nothing}
    assert opening in said(letter(Kind.INVESTIGATION_OUTCOME, facts=facts, **FOR_ITSELF))
