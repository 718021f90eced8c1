"""The page of an alert: what to do, why, who decided, what was written, and what each colleague may do next."""

from alerts.models import Alert
from housing_alerts.kernel.audit.models import ReadEvent
from tests import scenarios, settling
from tests.page import words
from tests.step import offered


def _url(alert):
    return f"/alerts/{alert.reference}/"


def test_it_says_what_to_do_who_decided_when_and_why_and_that_it_was_read_is_recorded(cast, sign_in):
    alert = scenarios.active(cast)
    said = words(sign_in("lead").get(_url(alert)))
    assert "What to do Attend in pairs. Do not go alone. Go with at least one other colleague" in said
    assert f"{cast.today:%-d %B %Y} by Helen Headley, Head of Service" in said
    assert "The recommendation is proportionate to the risk." in said
    assert "Is the customer informed? Inform the customer" in said
    assert "Contact Management Procedure, approved 1 April 2025" in said

    read = ReadEvent.objects.get()
    assert (read.by, read.opened, read.reference) == (cast.lead, "alert", alert.reference)


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


def test_the_steps_of_its_status_are_offered(cast, sign_in):
    def steps(username="lead"):
        return offered(sign_in(username).get(_url(alert)))

    with settling.undone():
        alert = scenarios.drafted_alert(cast)
        assert steps() == ["Say what it restricts", "Take out of the recommendation"]
    alert = scenarios.proposed(cast)
    assert steps("head") == ["Approve", "Decline"]
    said = words(sign_in("lead").get(_url(alert)))
    assert "Approve Decline The Head of Service for Housing decides this. Procedure §7" in said
    with settling.undone():
        scenarios.declined(cast, alert)
        assert steps() == []
    alert = scenarios.approved(cast, alert)
    assert steps("head") == []
    assert steps() == ["Write the decision letter", "Review", "Log an appeal", "Remove the alert"]
    with settling.undone():
        scenarios.drafted(cast, alert)
        assert steps() == ["Review", "Log an appeal", "Remove the alert"]
        scenarios.under_review(cast, alert)
        assert "Complete the review" in steps()
    scenarios.posted(cast, alert)
    scenarios.ended(cast, Alert.objects.get(pk=alert.pk))
    assert steps() == ["Write the removal letter", "Log an appeal"]


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
