"""The page of an alert: what to do, why, who decided, what was written, and what each colleague may do next."""

import pytest

from alerts.models import Alert
from housing_alerts.kernel.audit.models import ReadEvent
from tests import scenarios
from tests.page import words
from tests.step import NO_CASE, assert_only_reads, offered


def _url(alert):
    return f"/alerts/{alert.reference}/"


# Who sees it


@pytest.mark.parametrize("username", ["lead", "head", "head2", "leadership"])
def test_the_leads_of_the_area_and_the_leadership_team_see_it_and_that_is_recorded(cast, sign_in, username):
    alert = scenarios.active(cast)
    said = words(sign_in(username).get(_url(alert)))
    assert "What to do Attend in pairs. Do not go alone. Go with at least one other colleague" in said

    read = ReadEvent.objects.get()
    assert (read.by, read.opened, read.reference) == (cast.people[username], "alert", alert.reference)


@pytest.mark.parametrize("username", NO_CASE)
def test_for_everybody_else_there_is_no_such_page(cast, sign_in, username):
    alert = scenarios.active(cast)
    assert sign_in(username).get(_url(alert)).status_code == 404
    assert not ReadEvent.objects.exists()


def test_of_a_restricted_customer_only_the_named_readers_see_it(cast, sign_in):
    alert = scenarios.active(cast)
    scenarios.restrict(cast, readers=[cast.head])
    assert sign_in("head").get(_url(alert)).status_code == 200
    assert sign_in("lead").get(_url(alert)).status_code == 404


# What it says


def test_it_says_who_decided_when_why_and_under_which_procedure(cast, sign_in):
    alert = scenarios.active(cast)
    said = words(sign_in("lead").get(_url(alert)))
    assert f"{cast.today:%-d %B %Y} by Helen Headley, Head of Service" in said
    assert "The recommendation is proportionate to the risk." in said
    assert "Is the customer informed? Inform the customer" in said
    assert "Contact Management Procedure, approved 1 April 2025" in said


def test_withheld_it_says_why(cast, sign_in):
    alert = scenarios.active(cast, inform=scenarios.WITHHOLD)
    said = words(sign_in("lead").get(_url(alert)))
    assert "Why not Informing would raise the risk of harm to the customer" in said
    assert "How the risk of informing them was assessed Her former partner opens the post." in said
    assert "It was decided not to inform the customer of alert" in said


def test_a_condition_says_what_until_when_and_whom_to_ask(cast, sign_in):
    condition = {
        "kind": "NAMED_OFFICER",
        "words": "Please speak to Lena Ledger.",
        "officer": cast.lead,
        "deputy": cast.manager,
    }
    alert = scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[condition])
    said = words(sign_in("lead").get(_url(alert)))
    assert (
        "(named officer Lena Ledger, deputy Morwenna Manning, until the review): Please speak to Lena Ledger." in said
    )


def test_an_alert_of_the_housing_system_says_so(cast, sign_in):
    alert = scenarios.carried_over(cast)
    said = words(sign_in("lead").get(_url(alert)))
    assert "Taken over from the housing system" in said
    assert "Answer that at a review first." in said


def test_a_type_changed_since_changes_nothing_here(cast, sign_in):
    alert = scenarios.active(cast)
    alert.type.instruction, alert.type.controls = "Attend in threes.", []
    alert.type.save()
    assert "Attend in pairs. Do not go alone." in words(sign_in("lead").get(_url(alert)))


# What each may do next


def _written(cast):
    alert = scenarios.active(cast)
    scenarios.drafted(cast, alert)
    return alert


def _removed(cast):
    alert = scenarios.active(cast)
    scenarios.posted(cast, alert)
    return scenarios.ended(cast, alert)


@pytest.mark.parametrize(
    ("username", "there", "steps"),
    [
        ("lead", scenarios.drafted_alert, ["Say what it restricts", "Take out of the recommendation"]),
        ("head", scenarios.proposed, ["Approve", "Decline"]),
        ("lead", scenarios.active, ["Write the decision letter", "Review", "Log an appeal", "Remove the alert"]),
        ("lead", _written, ["Review", "Log an appeal", "Remove the alert"]),
        ("lead", _removed, ["Write the removal letter", "Log an appeal"]),
        ("head", scenarios.active, []),
        ("lead", lambda cast: scenarios.declined(cast, scenarios.proposed(cast)), []),
    ],
)
def test_the_steps_of_its_status_are_offered(cast, sign_in, username, there, steps):
    alert = there(cast)
    assert offered(sign_in(username).get(_url(alert))) == steps


def test_while_a_review_is_open_it_is_completed(cast, sign_in):
    alert = scenarios.active(cast)
    scenarios.under_review(cast, alert)
    assert "Complete the review" in words(sign_in("lead").get(_url(alert)))


def test_what_somebody_else_does_is_shown_with_why_not(cast, sign_in):
    alert = scenarios.proposed(cast)
    said = words(sign_in("lead").get(_url(alert)))
    assert "Approve Decline The Head of Service for Housing decides this. Procedure §7" in said


def test_to_open_the_page_changes_nothing(cast, sign_in):
    assert_only_reads(sign_in("lead"), _url(scenarios.active(cast)))


def test_a_customer_who_comes_to_another_area_takes_no_case_away_from_its_lead(cast, sign_in):
    alert = scenarios.active(cast)
    letter = scenarios.issued(cast, alert)
    review = scenarios.under_review(cast, alert)
    scenarios.comes_to_another_area(alert.customer)

    client = sign_in("lead")
    for page in (alert, alert.investigation, review, letter):
        folder = {"CM": "alerts", "IV": "investigations", "RV": "reviews", "LT": "letters"}[page.reference[:2]]
        assert client.get(f"/{folder}/{page.reference}/").status_code == 200, page
    assert alert in Alert.objects.visible_to(cast.lead)
