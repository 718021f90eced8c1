"""How long each landlord keeps what, and changing it: ``/retention/periods/``"""

import pytest

from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.models import Organisation
from privacy.choices import Keeping
from privacy.models import RetentionRule
from privacy.retention import services
from privacy.retention.policies import MONTHS
from privacy.retention.selectors import fingerprint, months_of
from tests import scenarios
from tests.page import assert_asks, assert_done, nothing_changes, words

pytestmark = pytest.mark.usefixtures("wednesday")
URL = "/retention/periods/teign/"
REASON = "Our retention policy of May says so."
SENT = {**MONTHS, "SANCTION": 36, "seen": fingerprint(MONTHS), "reason": REASON}


def _teign() -> Organisation:
    return Organisation.objects.get(code="teign")


@pytest.mark.clause("P13a")
def test_the_data_protection_officer_changes_a_period(sign_in, cast):
    client = sign_in("dpo")

    response = client.post(URL, SENT)

    said = "The periods of Teign Housing are changed. They count from now on."
    assert_done(client, response, "/retention/periods/", said)
    assert months_of(_teign()) == MONTHS | {Keeping.SANCTION: 36}
    rule = RetentionRule.objects.get()
    assert (rule.keeping, rule.months, rule.changed_by, rule.reference) == (
        Keeping.SANCTION,
        36,
        cast.people["dpo"],
        "teign",
    )
    assert str(rule) == "Teign Housing, A file with a sanction: 36 months"
    assert rule.history.get().history_change_reason == REASON
    event = AuditEvent.objects.get(action="change retention periods")
    assert event.reference == "teign"
    assert event.why == f"A file with a sanction: 24 to 36 months. {REASON}"


def test_the_page_shows_the_periods_of_each_landlord(sign_in, cast):
    scenarios.kept_for(cast, SANCTION=36)

    said = words(sign_in("dpo").get("/retention/periods/"))

    assert (
        "A file with a sanction RunsFrom the day the last sanction ended Teign Housing36 months Templer HomeBuild24"
        in said
    )
    assert "Change the periods of Teign Housing" in said


def test_a_period_that_was_changed_is_changed_again(cast):
    scenarios.kept_for(cast, SANCTION=36)
    scenarios.kept_for(cast, SANCTION=24, MAIL=6)

    assert {rule.keeping: (rule.months, rule.version) for rule in RetentionRule.objects.all()} == {
        Keeping.SANCTION: (24, 2),
        Keeping.MAIL: (6, 1),
    }


@pytest.mark.clause("P13a", refuses=True)
def test_nobody_else_changes_one(cast):
    with pytest.raises(NotAllowed, match="Only the Data Protection Officer changes how long things are kept"):
        services.change_rules(
            organisation=_teign(), seen=fingerprint(MONTHS), by=cast.head, months=MONTHS, reason=REASON
        )


def test_a_landlord_that_is_not_there_is_not_found(sign_in, cast):
    assert sign_in("dpo").get("/retention/periods/nobody/").status_code == 404


def test_each_error_has_its_own_words(sign_in, cast):
    for typed, sentences in [
        (
            {"SANCTION": "", "reason": " "},
            ["Enter a number of months from 1 to 120", "Say why the periods are changed"],
        ),
        ({"MAIL": "0"}, ["Enter a number of months from 1 to 120"]),
        ({"MAIL": "121"}, ["Enter a number of months from 1 to 120"]),
        ({"MAIL": "a year"}, ["Enter a number of months from 1 to 120"]),
    ]:
        client = sign_in("dpo")
        sentences = [f"{each}, such as the policy" if each.startswith("Say why") else each for each in sentences]
        with nothing_changes():
            assert_asks(client.post(URL, SENT | typed), *sentences)


@pytest.mark.clause("P13a", refuses=True)
def test_whoever_calls_says_what_the_page_asks(cast):
    for months, reason, sentence in [
        (MONTHS, REASON, "These are the periods that count already. Change one, or leave the page."),
        (MONTHS | {Keeping.MAIL: 0}, REASON, "for how many months it is kept: from 1 to 120"),
        (MONTHS | {Keeping.MAIL: 6}, "Policy.", "Say why the periods are changed, such as the policy."),
    ]:
        with pytest.raises(NotAllowed, match=sentence):
            services.change_rules(
                organisation=_teign(), seen=fingerprint(MONTHS), by=cast.people["dpo"], months=months, reason=reason
            )
