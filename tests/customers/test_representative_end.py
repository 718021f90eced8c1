"""Record that somebody no longer acts for the customer (§10)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alerts.models import Investigation
from housing_alerts.customers import services
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios
from tests.page import assert_asks, assert_blocked, assert_done, assert_refused, day, nothing_changes, send, words
from tests.step import fill

WHY = "She moved away."
ENDED = "Rita Reader no longer acts for the customer. A letter that names them cannot go out: compose it again."


@pytest.fixture
def acts(cast):
    return scenarios.represented(cast)


@pytest.fixture
def url(acts):
    return f"/customers/D900001/representative/{acts.pk}/end/"


@pytest.mark.clause("P10b")
def test_the_lead_records_until_when_they_acted(cast, sign_in, acts, url):
    client, yesterday = sign_in("lead"), cast.ago(1)
    assert f'href="{url}"' in client.get("/customers/D900001/").content.decode()
    response = fill(client, url, reason=WHY, **day("on", yesterday))

    assert_done(client, response, "/customers/D900001/", ENDED)
    acts.refresh_from_db()
    assert (acts.ends, acts.history.first().history_change_reason) == (yesterday, f"Authority ended: {WHY}")
    said = words(client.get("/customers/D900001/"))
    assert f"Rita Reader acted for the customer until {show_date(yesterday)}." in said
    assert AuditEvent.objects.filter(action="end representative", reference="D900001", by=cast.lead, why=WHY).exists()


@pytest.mark.clause("P10b", refuses=True)
def test_an_authority_ends_once_and_on_its_last_day_they_still_act(cast, sign_in, acts, url):
    client = sign_in("lead")
    with nothing_changes():
        response = client.post(url, {"version": acts.version - 1, "reason": WHY} | day("on", cast.today))
    assert_refused(response, "Lena Ledger changed this on")
    assert client.get(f"/customers/D900005/representative/{acts.pk}/end/").status_code == 404, "they act for another"
    fill(client, url, reason=WHY, **day("on", cast.today))
    assert f"acts for the customer until {show_date(cast.today)}." in words(client.get("/customers/D900001/"))
    sentence = f"Rita Reader acted for the customer until {show_date(cast.today)}. That has been recorded."
    assert_blocked(client.get(url), sentence)
    acts.refresh_from_db()
    with nothing_changes():
        assert_refused(send(client, url, acts, reason=WHY, **day("on", cast.today)), sentence)


def test_each_error_has_its_own_words(cast, sign_in, url):
    client, tomorrow = sign_in("lead"), cast.today + timedelta(days=1)
    with nothing_changes():
        response = fill(client, url, reason=" ", **day("on", tomorrow))
    assert_asks(
        response,
        "The last day of their authority must be today or in the past",
        "Say why they no longer act for the customer",
    )


def test_the_service_too_asks_why_and_for_no_day_to_come(cast, acts):
    ask = {"representative": acts, "version": acts.version, "by": cast.lead, "today": cast.today}
    with pytest.raises(NotAllowed, match="Say why they no longer act for the customer"):
        services.end_representative(**ask, on=cast.today, reason=" ")
    with pytest.raises(NotAllowed, match="An authority ends today or has ended. Record it when it does"):
        services.end_representative(**ask, on=timezone.localdate() + timedelta(days=1), reason=WHY)


@pytest.mark.long
@pytest.mark.clause("P10b", refuses=True)
def test_who_no_longer_acts_is_offered_nowhere(cast, sign_in, acts, url):
    """Neither for an appeal nor as who speaks for the customer, nor among what a decision weighs."""
    alert, client = scenarios.active(cast), sign_in("lead")
    draft = scenarios.drafted_alert(cast, "CONTACT_MANAGEMENT")
    pages = [f"/appeals/log/?alert={alert.reference}", f"/alerts/{draft.reference}/conditions/add/?kind=THIRD_PARTY"]
    assert ["Rita Reader" in words(client.get(page)) for page in pages] == [True, True]
    assert weighed(draft, cast.today) == ["Rita Reader"]

    fill(client, url, reason=WHY, **day("on", cast.ago(1)))
    client.get("/customers/D900001/")  # which says what was done, once
    assert ["Rita Reader" in words(client.get(page)) for page in pages] == [False, False]
    assert weighed(draft, cast.today) == []


def weighed(alert, on):
    """Who acts for the customer, as the case has it to be weighed."""
    recorded = Investigation.objects.get(pk=alert.investigation_id).recorded(on=on)
    return [words for kind, words in recorded if kind == "Representative"]
