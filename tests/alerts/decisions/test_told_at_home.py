"""A decision to inform is asked about by name where somebody at home may have told us of what it rests on (§7)."""

import lxml.html
import pytest

from alerts.alert.choices import ground_in_words
from alerts.choices import Informing, WithholdCode
from alerts.decisions import policies
from alerts.decisions.answers import InformAnswer
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, words
from tests.step import assert_kept, shown

ANSWERS = {
    "reason": "It is proportionate to the risk.",
    "informing": "INFORM",
    "due_regard": scenarios.DUE_REGARD,
    "informing_reason": "A letter puts nobody at risk.",
}
WROTE = "Mrs Lodger wrote: my husband says that the next one gets the poker. Please do not tell him."
ASKS = "Tick that a letter puts nobody at home in danger, or choose not to inform"
SAID = "A report reads as if somebody at home told us. A letter may tell the customer who spoke to us."
AT_HOME = "Informing would raise the risk of harm to the customer, or to somebody else at home"


def _told(cast):
    return scenarios.proposed_on(cast, scenarios.logged_in_words(cast, WROTE, channel="EMAIL", violent=True))


def _ticks(response):
    page = lxml.html.fromstring(response.content.decode())
    return [box.get("value") for box in page.xpath("//main//input[@name='safe']")]


@pytest.mark.clause("P7c", "P4a", refuses=True)
def test_it_is_approved_only_once_the_risk_to_whoever_told_us_is_ticked(cast, sign_in):
    alert, client = _told(cast), sign_in("head")
    page = f"/alerts/{alert.reference}/approve/"
    opened = client.get(page)
    assert f"No, nobody is in danger through it. {SAID}" in words(opened)
    asked = client.post(page, shown(opened) | ANSWERS)
    assert_asks(asked, ASKS)
    assert_kept(asked, reason=ANSWERS["reason"])
    with pytest.raises(NotAllowed, match=r"told us\. A letter may tell .* Choose not to inform, or tick that it puts"):
        scenarios.approved(cast, alert, InformAnswer(Informing.INFORM, reason=ANSWERS["informing_reason"]))

    assert client.post(page, shown(asked) | {"safe": _ticks(asked)}).status_code == 302
    alert.refresh_from_db()
    assert alert.informing == Informing.INFORM


@pytest.mark.long
@pytest.mark.clause("P7c")
def test_not_to_inform_asks_no_tick_and_names_somebody_at_home(cast, sign_in):
    alert, client = _told(cast), sign_in("head")
    page = f"/alerts/{alert.reference}/approve/"
    opened = client.get(page)
    assert AT_HOME in words(opened)
    kept = {"informing": "WITHHOLD", "withhold_code": WithholdCode.HARM_TO_CUSTOMER.value}
    assert client.post(page, shown(opened) | ANSWERS | kept).status_code == 302
    alert.refresh_from_db()
    assert alert.harm_of_telling == f"{AT_HOME}: {ANSWERS['informing_reason']}"
    assert ground_in_words(alert.withhold_code, known=False).endswith("harm to somebody who lives there")


@pytest.mark.long
@pytest.mark.clause("P7c")
def test_nothing_is_asked_of_other_reports_or_once_a_letter_has_told_them(cast, sign_in):
    other = scenarios.proposed(cast)
    assert _ticks(sign_in("head").get(f"/alerts/{other.reference}/approve/")) == []
    alert = _told(cast)
    assert [doubt.sentence for doubt in policies.told_at_home(alert)] == [SAID]
    scenarios.posted(cast, scenarios.approved(cast, alert))
    alert.refresh_from_db()
    assert policies.told_at_home(alert) == []


@pytest.mark.long
@pytest.mark.clause("P7c", "E1")
def test_the_check_of_the_letter_does_not_call_what_it_tells_in_order(cast, sign_in):
    letter = scenarios.drafted(cast, scenarios.approved(cast, _told(cast)))
    said = words(sign_in("lead").get(f"/letters/{letter.reference}/"))
    assert "What it tells You will be asked A report reads as if somebody at home told us. Read the letter as" in said
    assert "What it tells In order" not in said
