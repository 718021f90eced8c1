"""One letter tells of the end of an alert: the answer to an upheld appeal says that it was removed before (P8b, E3)."""

import pytest

from appeals.models import Appeal
from appeals.policies import doubts_of_mistake
from housing_alerts.duties.choices import Kind
from letters.models import Letter
from tests import scenarios, settling
from tests.letters.samples import said
from tests.owing import held
from tests.page import assert_blocked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
SAID = "our answer to it also says that the alert ended"


def ended_in_error(cast, alert):
    return scenarios.ended(cast, alert, "ERROR")


def removed_at_a_review(cast, alert):
    return scenarios.removed_at_a_review(cast, alert)


def waiting(cast, end):
    appeal = scenarios.prepared(cast, scenarios.told(cast))
    subject = end(cast, appeal.alert)
    return Appeal.objects.get(pk=appeal.pk), type(subject).objects.get(pk=subject.pk)


@pytest.mark.clause("P8b", "E3", refuses=True)
def test_once_the_appeal_is_upheld_its_answer_alone_is_owed(cast, sign_in):
    for end, kind in [(ended_in_error, "REMOVAL"), (removed_at_a_review, "REVIEW_OUTCOME")]:
        with settling.undone():
            appeal, subject = waiting(cast, end)
            assert held(cast.lead, Kind.WRITE) == [subject.reference]
            letter = scenarios.drafted(cast, subject)

            appeal = scenarios.determined(cast, appeal, "UPHELD")

            assert Letter.objects.get(pk=letter.pk).cancelled_reason == f"Appeal {appeal.reference} is decided"
            assert held(cast.lead, Kind.WRITE) == [appeal.reference]
            subject = type(subject).objects.get(pk=subject.pk)
            assert_blocked(sign_in("lead").get(subject.letter_page(kind)), SAID)
            text = said(scenarios.composed(cast, Appeal.objects.get(pk=appeal.pk)))
            assert "We had removed the “Visit in Pairs” alert on 10 June 2026 already." in text
            assert "Two people no longer have to come together" in text


@pytest.mark.clause("P8b", "E3")
def test_an_answer_that_upholds_nothing_says_not_what_ended_so_both_are_owed(cast):
    for end, kind in [(ended_in_error, "REMOVAL"), (removed_at_a_review, "REVIEW_OUTCOME")]:
        with settling.undone():
            appeal, subject = waiting(cast, end)
            meant = [doubt.key for doubt in doubts_of_mistake(appeal, "NOT_UPHELD")]
            scenarios.determined(cast, appeal, "NOT_UPHELD", read=meant)
            assert subject.why_letter_refused(kind) is None
            assert sorted(held(cast.lead, Kind.WRITE)) == sorted([appeal.reference, subject.reference])
