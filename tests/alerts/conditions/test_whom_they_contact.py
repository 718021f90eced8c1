"""A colleague whom a condition names for the customer, and who leaves or is threatened afterwards (P5)."""

import pytest

from alerts.models import Condition
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from letters.choices import Kind as LetterKind
from tests import scenarios, settling
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")
REVIEW = "Review the alert first, and strengthen it."


@pytest.fixture
def alert(cast):
    """Contact with a named officer only, which no letter has told yet."""
    named = {"kind": "NAMED_OFFICER", "words": f"Please contact {cast.lead2} only."}
    return scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[named])


@pytest.fixture
def officer(alert):
    """The named officer."""
    return Condition.objects.get().officer


@pytest.mark.long
@pytest.mark.clause("P5", refuses=True)
def test_no_letter_sends_the_customer_to_an_officer_who_was_threatened_since(cast, sign_in, alert, officer):
    assert alert.why_letter_refused(LetterKind.NOTIFICATION) is None

    scenarios.logged(cast, days=0, affected=[officer])

    refusal = alert.why_letter_refused(LetterKind.NOTIFICATION)
    assert refusal.sentence.startswith(f"{officer} was affected by an incident with this customer")
    assert refusal.sentence.endswith(REVIEW)
    assert REVIEW in words(sign_in("lead").get(f"/alerts/{alert.reference}/letter/"))


@pytest.mark.clause("P5", "P8a")
def test_where_the_officer_leaves_the_lead_is_told_and_no_letter_names_them(cast, alert, officer):
    scenarios.void(cast, days=0, affected=[officer])
    assert alert.why_letter_refused(LetterKind.NOTIFICATION) is None, "a void report closes nobody"
    with settling.undone():
        Condition.objects.update(lifted_on=cast.today)
        scenarios.leaves(officer)
        assert not Duty.objects.open().filter(kind=Kind.DEPARTED, words__contains=str(officer)).exists()
    officer.refresh_from_db()

    scenarios.leaves(officer)

    (duty,) = Duty.objects.open().filter(kind=Kind.DEPARTED, reference=alert.reference)
    assert duty.words == f"{officer}, whom the customer contacts, left: review it"
    assert duty.role == Role.OPERATIONAL_LEAD, "whoever of the area is first"
    assert alert.why_letter_refused(LetterKind.NOTIFICATION).sentence == (
        f"{officer} has left, so the customer is not sent to them. Name somebody else. {REVIEW}"
    )
    Condition.objects.update(words="Please contact your named officer only.")
    alert.refresh_from_db()
    assert alert.why_letter_refused(LetterKind.NOTIFICATION) is None, "where the words name nobody the deputy is enough"


@pytest.mark.clause("P5", "P8b", refuses=True)
def test_no_review_keeps_words_that_name_who_has_left(cast, alert, officer):
    review = scenarios.under_review(cast, alert)
    scenarios.leaves(officer)

    with pytest.raises(NotAllowed, match=f"{officer} has left.*change its type to name others"):
        scenarios.reviewed(cast, review)


@pytest.mark.long
@pytest.mark.clause("P5")
def test_the_officer_and_the_deputy_learn_that_all_contact_goes_through_them(cast, sign_in):
    named = {"kind": "NAMED_OFFICER", "officer": cast.manager, "deputy": cast.lead2}
    found = scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[named], days=0)

    told = {duty.colleague: duty.words for duty in Duty.objects.open().filter(kind=Kind.ANSWERS)}
    assert told == {
        cast.manager: "You are the only contact of the customer",
        cast.lead2: f"You stand in for {cast.manager}, the only contact of the customer",
    }
    (duty, _) = Duty.objects.filter(kind=Kind.ANSWERS)
    assert found.instruction in words(sign_in("manager").get(duty.path))
    scenarios.ended(cast, found)
    assert not Duty.objects.open().filter(kind=Kind.ANSWERS).exists()
