"""Say in which format, and whether at all, the customer may be written to (§7, §10)."""

import pytest

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import when
from letters.models import Letter
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, words
from tests.step import assert_kept, fill

URL = "/customers/D900001/safe-contact/"
ANSWERS = {
    "format": "LARGE_PRINT",
    "never_write": "on",
    "never_message": "on",
    "why": "The former partner opens the post.",
}


@pytest.fixture
def lodger(cast):
    return cast.customers["D900001"]


# It works


def test_the_lead_says_how_contact_is_safe(cast, sign_in):
    client = sign_in("lead")
    response = fill(client, URL, **ANSWERS)

    assert_done(client, response, "/customers/D900001/", "Safe contact recorded.")
    found = Customer.objects.get(reference="D900001")
    assert (found.format, found.never_write, found.never_message) == ("LARGE_PRINT", True, True)
    said = words(client.get("/customers/D900001/"))
    assert "Send no letter to Lewis Lodger." in said
    assert "Leave no voice message, text or card for Lewis Lodger." in said
    event = AuditEvent.objects.get(action="set safe contact")
    assert (event.reference, event.by, event.why) == ("D900001", cast.lead, "The former partner opens the post.")


def test_what_stands_is_shown_and_can_be_taken_back(sign_in):
    client = sign_in("lead")
    fill(client, URL, **ANSWERS)
    assert_kept(client.get(URL), format="LARGE_PRINT", never_write="on", never_message="on", why="")

    fill(client, URL, format="", never_write=[], never_message=[], why="He lives alone now.")
    found = Customer.objects.get(reference="D900001")
    assert (found.format, found.never_write, found.never_message) == ("", False, False)


def test_where_writing_is_no_longer_safe_the_unsent_letters_are_cancelled(cast, sign_in):
    alert = scenarios.active(cast)
    draft = scenarios.drafted(cast, alert)
    fill(sign_in("lead"), URL, **ANSWERS | {"never_write": []})
    assert Letter.objects.get(pk=draft.pk).status == "DRAFT"

    fill(sign_in("lead"), URL, **ANSWERS)
    cancelled = Letter.objects.get(pk=draft.pk)
    assert (cancelled.status, cancelled.cancelled_reason) == ("CANCELLED", "The customer must never be written to")


@pytest.mark.clause("P9a", refuses=True)
def test_an_issued_letter_is_asked_about_because_it_may_be_in_the_post(cast, sign_in):
    issued = scenarios.issued(cast, scenarios.active(cast))
    client = sign_in("lead")
    assert "one may be in the post" in words(client.get(URL))
    response = fill(client, URL, **ANSWERS)
    assert_refused(response, f"Letter {issued.reference} is issued, and may be in the post.")
    assert_kept(response, why=ANSWERS["why"])

    fill(client, f"/letters/{issued.reference}/posting/")
    fill(client, URL, **ANSWERS)
    assert Letter.objects.get(pk=issued.pk).status == "SENT"
    assert Customer.objects.get(reference="D900001").never_write


def test_an_issued_letter_that_is_still_here_is_cancelled(cast, sign_in):
    issued = scenarios.issued(cast, scenarios.active(cast))
    fill(sign_in("lead"), URL, **ANSWERS, still_here=[issued.reference])
    assert Letter.objects.get(pk=issued.pk).status == "CANCELLED"
    assert "one may be in the post" not in words(sign_in("lead").get(URL))


# It refuses a change in between


def test_a_change_in_between_is_refused_and_nothing_typed_is_lost(sign_in, lodger):
    client = sign_in("lead")
    fill(client, URL, **ANSWERS | {"why": "First."})
    response = client.post(URL, ANSWERS | {"version": lodger.version})
    lodger.refresh_from_db()
    assert_refused(response, f"Lena Ledger changed this on {when(lodger)}, after you opened the page.")
    assert_kept(response, **ANSWERS, version=lodger.version)


# It refuses bad input


def test_each_error_has_its_own_words(sign_in):
    for changed, sentence in [
        ({"why": " "}, "Say why contact with the customer changes"),
        ({"format": "SMOKE_SIGNALS"}, "Choose one of those that are shown"),
    ]:
        client = sign_in("lead")
        with nothing_changes():
            response = fill(client, URL, **ANSWERS | changed)
        assert_asks(response, sentence)
        assert_kept(response, never_write="on", never_message="on")
