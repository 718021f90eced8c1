"""The removal of an alert from the housing system, which does not record whether the customer was told of it."""

import pytest

from letters.choices import Kind
from tests import scenarios
from tests.page import assert_done, send, words

pytestmark = pytest.mark.usefixtures("wednesday")
ASKED = "If the customer knows of the alert, how?"
OBJECTED = "He objected to it in writing on 3 June."
REASON = "He moved into supported housing, where we never visit."


@pytest.mark.clause("P8b", "P7c")
def test_a_customer_who_knows_of_it_is_told_that_it_ended(cast, sign_in):
    alert, client = scenarios.carried_over(cast), sign_in("lead")
    page = f"/alerts/{alert.reference}/"
    assert ASKED in words(client.get(f"{page}end/"))

    ended = send(client, f"{page}end/", alert, because="ERROR", reason=REASON, known=OBJECTED)

    assert_done(client, ended, page, f"Alert {alert.reference} removed. Next: write to {alert.customer}.")
    assert OBJECTED in words(client.get(page))
    assert "Removal letter owed" in words(client.get("/"))
    assert client.get(f"{page}removal-letter/").status_code == 200
    assert "They know of nothing, so nobody writes." not in words(client.get(f"{page}removal-letter/"))


@pytest.mark.clause("P8b", refuses=True)
def test_where_nothing_shows_that_they_know_nobody_writes(cast, sign_in):
    alert, client = scenarios.carried_over(cast), sign_in("lead")
    page = f"/alerts/{alert.reference}/"
    ended = send(client, f"{page}end/", alert, because="RISK_REDUCED", reason=REASON)
    assert_done(client, ended, page, f"Alert {alert.reference} removed.")
    alert.refresh_from_db()
    assert "They know of nothing, so nobody writes." in alert.why_letter_refused(Kind.REMOVAL).sentence


def test_of_our_own_alert_it_is_recorded_whether_they_were_told(cast, sign_in):
    alert = scenarios.active(cast, inform=scenarios.WITHHOLD)
    assert ASKED not in words(sign_in("lead").get(f"/alerts/{alert.reference}/end/"))
    ended = scenarios.ended(cast, alert, known=OBJECTED)
    assert ended.informing_reason != OBJECTED
