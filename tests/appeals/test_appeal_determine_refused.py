"""Whoever may not decide an appeal, or not now or not so, is refused in words (§9)."""

from datetime import date, timedelta

import pytest

from appeals import services
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.determining import OWN, SENT, url
from tests.page import (
    assert_asks,
    assert_blocked,
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


@pytest.mark.long
@pytest.mark.parametrize(
    ("head", "why", "refusal"),
    [
        (None, "", "In their absence, name them and say why they are absent."),
        (None, "On leave.", "In their absence, name them and say why they are absent."),
        ("head", " ", "In their absence, name them and say why they are absent."),
    ],
)
def test_leadership_is_refused_until_the_absent_head_is_named_with_why(sign_in, cast, appeal, head, why, refusal):
    client = sign_in("leadership")
    answers = {"absent_head": cast.people[head].pk if head else "", "absence_reason": why}

    with nothing_changes():
        response = send(client, url(appeal), appeal, **SENT | answers)

    assert_refused(response, refusal)
    assert SENT["findings"] in words(response)


@pytest.mark.long
def test_who_imposed_the_alert_is_refused_without_a_recorded_reason(sign_in, appeal):
    client = sign_in("head")
    said = "You made the decision that is appealed. Hugo Heddon or Leonie Strand can decide the appeal instead"
    assert said in words(client.get(url(appeal)))

    with nothing_changes():
        response = send(client, url(appeal), appeal, **SENT | {"own_decision_reason": " "})

    assert_refused(
        response,
        "You made the decision that is appealed. Leave it to somebody else who may decide, "
        "or record why you decide it yourself.",
    )


def test_who_agreed_the_action_is_refused_without_a_recorded_reason(cast):
    appeal = scenarios.prepared(cast, scenarios.agreed_action(cast))

    with pytest.raises(NotAllowed, match="You made the decision that is appealed"):
        services.determine_appeal(
            appeal=appeal,
            version=appeal.version,
            by=cast.head,
            on=cast.today,
            outcome="UPHELD",
            findings=SENT["findings"],
            vulnerability=SENT["vulnerability"],
        )


@pytest.mark.long
def test_the_landlord_can_forbid_to_decide_on_ones_own_decision(sign_in, cast, appeal):
    scenarios.nobody_decides_on_their_own(appeal.customer)
    client = sign_in("head")
    refusal = (
        "You made the decision that is appealed, and Teign Housing lets nobody decide on their own decision. "
        "Hugo Heddon or Leonie Strand can decide this appeal."
    )

    assert_blocked(client.get(url(appeal)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(appeal), appeal, **SENT), refusal)
    assert refusal in words(client.get(f"/appeals/{appeal.reference}/"))
    assert scenarios.determined(cast, appeal).status == "DETERMINED"


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


@pytest.mark.long
def test_an_appeal_against_an_action_is_not_upheld_in_part(sign_in, cast):
    appeal = scenarios.prepared(cast, scenarios.agreed_action(cast))
    client = sign_in("head")
    page = words(client.get(url(appeal)))
    assert "Upheld: the action no longer stands" in page
    assert "Partly upheld" not in page

    with nothing_changes(), pytest.raises(NotAllowed, match="so an appeal against it cannot be upheld in part"):
        scenarios.determined(cast, appeal, "PARTLY")


# The wrong state


@pytest.mark.long
def test_only_what_is_prepared_is_determined(sign_in, cast):
    appeal, client = scenarios.appealed(cast, scenarios.active(cast)), sign_in("head")
    refusal = (
        "This appeal is accepted since Lena Ledger acted on 10 June 2026 at 10:30. "
        '"Determine" needs it to be prepared. Open it again to see where it stands.'
    )

    assert_blocked(client.get(url(appeal)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(appeal), appeal, **SENT), refusal)


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


@pytest.mark.clause("P9b", refuses=True)
def test_one_word_is_no_finding(cast, appeal):
    with nothing_changes(), pytest.raises(NotAllowed, match="."):
        scenarios.determined(cast, appeal, findings="x")


def test_whoever_calls_must_give_findings(cast, appeal):
    with pytest.raises(NotAllowed, match="Give your findings: what you considered and why you decide so"):
        scenarios.determined(cast, appeal, findings=" ")
