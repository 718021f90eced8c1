"""Whoever may not decide an appeal, or not now or not so, is refused in words (§9)."""

from datetime import date, timedelta

import pytest

from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.determining import OWN, SENT, url
from tests.page import (
    assert_asks,
    assert_refused,
    nothing_changes,
    send,
    words,
)
from tests.step import shown

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def appeal(cast):
    return scenarios.prepared(cast, scenarios.active(cast))


# The wrong person


@pytest.mark.clause("P9b", refuses=True)
def test_no_lead_decides_it(cast, appeal):
    with pytest.raises(NotAllowed, match=r"The Head of Service for Housing decides appeals\."):
        scenarios.determined(cast, appeal, by=cast.lead)


def test_who_is_away_is_not_offered(cast, appeal):
    scenarios.away(cast, cast.people["head2"], deputy=cast.head)
    assert appeal.other_deciders(on=cast.today) == [cast.leadership]
    assert appeal.other_deciders(on=cast.ago(-9)) == [cast.people["head2"], cast.leadership]


def test_who_had_a_part_in_the_case_or_may_not_open_the_file_is_not_offered(cast, appeal):
    assert appeal.other_deciders() == [cast.people["head2"], cast.leadership]

    scenarios.reported_anew(appeal.alert.investigation.incidents.get(), by=cast.people["head2"])
    appeal = type(appeal).objects.get(pk=appeal.pk)
    assert appeal.other_deciders() == [cast.leadership]

    scenarios.restrict_file(cast)
    appeal = type(appeal).objects.get(pk=appeal.pk)
    assert appeal.other_deciders() == []
    scenarios.nobody_decides_on_their_own(appeal.customer)
    with pytest.raises(NotAllowed, match="Another member of the Leadership Team can decide this appeal"):
        scenarios.determined(cast, appeal, by=cast.head)


def test_who_kept_the_alert_at_the_review_that_is_appealed_made_that_decision(cast):
    scenarios.promote(cast.lead)
    alert = scenarios.carried_over(cast)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))

    appeal = scenarios.appealed(cast, alert, review=review)

    assert appeal.made_by() == [cast.lead]
    assert cast.lead not in appeal.other_deciders()


@pytest.mark.long
def test_the_page_names_the_head_whose_decision_it_is_and_says_why_they_do_not_decide(sign_in, cast, appeal):
    client = sign_in("leadership")
    page = client.get(url(appeal))
    assert "Helen Headley made the decision that is appealed, so you can decide in their place." in words(page)

    answers = {name: values[0] for name, values in shown(page).items()} | SENT
    assert client.post(url(appeal), answers).status_code == 302

    appeal.refresh_from_db()
    assert (appeal.absent_head, appeal.absence_reason) == (cast.head, "They made the decision that is appealed.")


# The wrong state


def test_somebody_elses_change_in_between_is_named_and_nothing_typed_is_lost(sign_in, appeal):
    client = sign_in("head")

    with nothing_changes():
        response = client.post(url(appeal), {"version": appeal.version - 1} | SENT)

    assert_refused(response, "Lena Ledger changed this on 10 June 2026 at 10:30, after you opened the page.")
    assert SENT["findings"] in words(response)


# Bad input


def test_each_error_has_its_own_words_and_what_was_typed_stays(sign_in, appeal):
    for typed, sentences in [
        (
            {"outcome": "", "vulnerability": "", "findings": ""},
            [
                "Say how you considered vulnerability, health or a disability, or write “None is known”",
                "Choose what you decide",
                "Give your findings: what you considered and why you decide so",
            ],
        ),
        ({"findings": "  "}, ["Give your findings: what you considered and why you decide so"]),
    ]:
        client = sign_in("head")

        with nothing_changes():
            response = send(client, url(appeal), appeal, **SENT | typed)

        assert_asks(response, *sentences, typed=(OWN["own_decision_reason"], (SENT | typed)["findings"]))


@pytest.mark.long
@pytest.mark.parametrize(
    ("kept", "refusal"),
    [
        (["AT_LEAST_TWO", "POLICE_ADVICE", "NO_FORCED_ENTRY"], "Say what is taken away, or keep the alert as it is."),
        ([], "Nothing would be left of the alert. Remove it instead."),
    ],
)
def test_a_partly_upheld_appeal_takes_away_something_and_leaves_something(sign_in, cast, kept, refusal):
    appeal = scenarios.prepared(cast, scenarios.active(cast, "WEAPONS"))
    client = sign_in("head")

    with nothing_changes():
        response = send(client, url(appeal), appeal, **SENT | {"outcome": "PARTLY", "kept_controls": kept})

    assert_refused(response, refusal)


def test_a_partly_upheld_appeal_adds_nothing(cast, appeal):
    with nothing_changes(), pytest.raises(NotAllowed, match="A step down can only take away"):
        scenarios.determined(cast, appeal, "PARTLY", controls=["POLICE_ADVICE"])


@pytest.mark.long
@pytest.mark.clause("P9b")
def test_a_condition_of_an_alert_that_is_overdue_for_review_may_be_given_a_last_day(cast):
    alert = scenarios.restricted(cast, days=380)
    condition, sooner = alert.conditions.get(), cast.today + timedelta(days=30)
    appeal = scenarios.prepared(cast, alert)

    scenarios.determined(cast, appeal, "PARTLY", controls=alert.controls, ends={condition.pk: sooner})

    condition.refresh_from_db()
    assert condition.ends == sooner


@pytest.mark.clause("P9b", "P8b", refuses=True)
def test_what_applies_until_the_review_ends_no_later_than_that(cast):
    alert = scenarios.restricted(cast)
    appeal, condition = scenarios.prepared(cast, alert), alert.conditions.get()
    less = {"controls": alert.controls, "ends": {condition.pk: date(2099, 1, 1)}}
    with (
        nothing_changes(),
        pytest.raises(NotAllowed, match="until .* 20.., when the alert is due for review. Give"),
    ):
        scenarios.determined(cast, appeal, "PARTLY", **less)
