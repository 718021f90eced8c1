"""The page of one letter and its PDF: for whoever may open the customer's file."""

import pytest
import time_machine

from housing_alerts.customers import services as customers
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit.models import ReadEvent
from letters import services
from letters.models import IssuedPdf
from tests import scenarios
from tests.letters.reader import text
from tests.page import refusals, words
from tests.scenarios import INFORM, WITHHOLD

pytestmark = pytest.mark.usefixtures("wednesday")


def url(letter, page=""):
    return f"/letters/{letter.reference}/{page}"


def url_of(alert):
    return f"/alerts/{alert.reference}/"


@pytest.mark.parametrize("who", ["lead", "head", "head2", "leadership"])
def test_who_may_open_the_file_may_read_its_letters(sign_in, cast, who):
    letter, client = scenarios.posted(cast, scenarios.active(cast)), sign_in(who)

    page = words(client.get(url(letter)))
    pdf = client.get(url(letter, "pdf/"))

    assert "Sent First class post, 10 June 2026" in page
    assert "Last day to appeal 10 July 2026, 30 days left to appeal" in page
    assert pdf["Content-Disposition"] == f'inline; filename="{letter.reference}.pdf"'
    assert [read.opened for read in ReadEvent.objects.all()] == ["letter", "letter"]


@pytest.mark.parametrize(
    ("days", "left"),
    [(29, "1 day left to appeal"), (30, "0 days left to appeal"), (31, "the time to appeal has passed")],
)
@pytest.mark.clause("P9a")
def test_the_alert_counts_the_days_left_to_appeal(sign_in, cast, days, left):
    alert = scenarios.active(cast)
    letter = scenarios.posted(cast, alert)
    with time_machine.travel(cast.then(-days), tick=False):
        assert f"appeal until {letter.reply_by:%-d %B %Y}, {left}" in words(sign_in("head").get(url_of(alert)))


def test_without_a_time_to_appeal_none_is_counted(sign_in, cast):
    letter = scenarios.issued(cast, scenarios.active(cast))

    assert "left to appeal" not in words(sign_in("lead").get(url(letter)))


@pytest.mark.clause("P10b")
def test_who_acts_for_the_customer_gets_a_copy_where_it_is_ticked(sign_in, cast):
    alert = scenarios.active(cast)
    acting = {"authority": "A form", "address": "1 Example Street"}
    for name, agency, copied in [("Ruth Sample", "Example Advocacy", True), ("Ann Other", "", False)]:
        details = acting | {"name": name, "agency": agency, "copy_letters": copied}
        customers.record_representative(customer=alert.customer, by=cast.lead, details=details)
    letter = scenarios.issued(cast, alert)

    assert "Send a copy to Ruth Sample, Example Advocacy 1 Example Street" in words(sign_in("lead").get(url(letter)))
    told = words(sign_in("lead").get(url(letter, "text/")))
    assert "Who gets a copy gets it in an e-mail or envelope of their own: Ruth Sample, Example Advocacy." in told
    assert "no copies" not in told
    printed = text(bytes(IssuedPdf.objects.get(letter=letter).content))
    assert "Copy to: Ruth Sample" in printed
    assert "Example Advocacy" not in printed
    assert "Ann Other" not in printed


def test_a_restricted_file_keeps_its_letters_to_its_named_readers(sign_in, cast):
    letter = scenarios.posted(cast, scenarios.active(cast))
    Customer.objects.filter(pk=letter.customer.pk).update(restricted=True)
    letter.customer.readers.add(cast.lead)

    assert sign_in("lead").get(url(letter, "pdf/")).status_code == 200
    assert sign_in("leadership").get(url(letter, "pdf/")).status_code == 404


def test_a_step_that_is_not_theirs_is_shown_with_why_not(sign_in, cast):
    letter = scenarios.drafted(cast, scenarios.active(cast))

    (refused,) = refusals(sign_in("head").get(url(letter)))

    assert refused.startswith("Issue")
    assert "An Operational Lead for Housing writes and sends the letters." in refused


@pytest.mark.parametrize("route", ["draft", "issue", "post"])
def test_no_route_leads_to_a_letter_about_a_withheld_alert(cast, route):
    """Even where a letter that was begun earlier is still at hand, as in the browser of somebody else."""
    alert = scenarios.active(cast, inform=INFORM)
    begun = {"draft": scenarios.composed, "issue": scenarios.drafted, "post": scenarios.issued}[route](cast, alert)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), inform=WITHHOLD)
    step = {
        "draft": lambda: services.draft_letter(letter=begun, by=cast.lead, today=cast.today),
        "issue": lambda: services.issue_letter(letter=begun, version=begun.version, by=cast.lead, now=cast.then(0)),
        "post": lambda: services.record_posting(
            letter=begun, version=begun.version, by=cast.lead, method="FIRST_CLASS", on=cast.today, today=cast.today
        ),
    }[route]

    with pytest.raises(
        services.NotAllowed,
        match=r"It was decided not to inform the customer|This letter is cancelled|after you opened the page",
    ):
        step()
