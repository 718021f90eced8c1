"""The page of one appeal: its grounds, its clock, and the steps it offers."""

from datetime import date

import pytest

from housing_alerts.customers.models import Customer
from tests import scenarios, settling
from tests.page import refusals, words

pytestmark = pytest.mark.usefixtures("wednesday")


def url(appeal):
    return f"/appeals/{appeal.reference}/"


def test_it_shows_the_appeal_to_who_may_see_the_case(sign_in, cast):
    appeal = scenarios.appealed(cast, scenarios.active(cast), documents="A letter from his doctor.")

    page = words(sign_in("head").get(url(appeal)))

    assert "It will not happen again." in page
    assert "Documents A letter from his doctor." in page
    assert "The time to appeal has not begun: no letter is recorded as sent" in page
    assert "Answer due by 8 July 2026" in page


def test_a_restricted_file_opens_for_its_named_readers_only(sign_in, cast):
    appeal = scenarios.appealed(cast, scenarios.active(cast))
    Customer.objects.filter(pk=appeal.customer.pk).update(restricted=True)
    appeal.customer.readers.add(cast.head)

    assert sign_in("head").get(url(appeal)).status_code == 200
    assert [sign_in(who).get(url(appeal)).status_code for who in ("lead", "head2", "leadership")] == [404] * 3


def test_the_28_days_count_down_and_a_breach_is_shown(sign_in, cast):
    for received, clock in [
        (date(2026, 6, 10), "28 days left to answer"),
        (date(2026, 5, 13), "0 days left to answer"),
        (date(2026, 5, 12), "1 day late"),
    ]:
        with settling.undone():
            appeal = scenarios.appealed(cast, scenarios.active(cast, days=60), received_on=received)

            assert clock in words(sign_in("lead").get(url(appeal)))


@pytest.mark.long
def test_the_clock_runs_on_until_the_answer_is_sent(sign_in, cast):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)))
    client = sign_in("lead")
    assert "28 days left to answer" in words(client.get(url(appeal)))

    letter = scenarios.issued(cast, appeal)
    assert "28 days left to answer" in words(client.get(url(appeal)))

    scenarios.sent(cast, letter)
    assert "to answer" not in words(client.get(url(appeal)))


def test_the_clock_stops_where_the_appeal_is_taken_back(sign_in, cast):
    appeal = scenarios.taken_back(cast, scenarios.appealed(cast, scenarios.active(cast)))

    assert "to answer" not in words(sign_in("lead").get(url(appeal)))


@pytest.mark.long
@pytest.mark.parametrize(
    ("received", "tag"), [(date(2026, 6, 3), "govuk-tag--orange"), (date(2026, 6, 2), "govuk-tag--red")]
)
def test_until_it_is_acknowledged_the_page_says_by_when(sign_in, cast, received, tag):
    appeal = scenarios.appealed(cast, scenarios.active(cast, days=60), received_on=received)
    client, due = sign_in("lead"), date(2026, 6, received.day + 7)
    shown = f'<strong class="govuk-tag {tag}">Acknowledge by {due:%-d %B %Y}</strong>'
    assert shown in client.get(url(appeal)).content.decode()
    assert "Write the acknowledgement" in words(client.get(url(appeal)))

    scenarios.posted(cast, appeal)

    assert "Acknowledge by" not in words(client.get(url(appeal)))
    assert "Write the acknowledgement" not in words(client.get(url(appeal)))


def test_who_can_decide_instead_is_named_where_the_decision_is_the_heads_own(sign_in, cast):
    appeal = scenarios.prepared(cast, scenarios.active(cast))

    said = (
        "Helen Headley made the decision that is appealed. Hugo Heddon or Leonie Strand can decide the appeal instead."
    )
    assert said in words(sign_in("lead").get(url(appeal)))
    assert "can decide the appeal instead" not in words(sign_in("lead").get(url(scenarios.determined(cast, appeal))))


def test_a_late_appeal_can_be_accepted_or_refused(sign_in, cast):
    appeal = scenarios.late(cast)

    response = sign_in("head").get(url(appeal))

    (refused,) = refusals(response)
    assert "Received Late" in words(response)
    assert "Refuse the late appeal" in words(response)
    assert "Refuse the late appeal" not in refused
    assert "Accept the late appeal" in refused
    assert "An Operational Lead for Housing logs and prepares appeals." in refused


def test_an_appeal_against_an_action_names_it(sign_in, cast):
    appeal = scenarios.appealed(cast, scenarios.agreed_action(cast))

    shown = words(sign_in("head").get(url(appeal)))
    assert "Lewis Lodger, Behaviour agreement" in shown
    assert "Against Behaviour agreement, agreed by Helen Headley on 10 June 2026" in shown
    assert f"Open investigation {appeal.action.investigation.reference}" in shown
    assert "Conditions" not in shown
