"""Record that the customer still lives there (§9): a letter to an address that nobody has confirmed lately is asked about."""

from datetime import timedelta

import pytest

from housing_alerts.customers import services
from housing_alerts.customers.models import Membership
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios
from tests.exports import ROSE
from tests.page import assert_asks, assert_done, assert_refused, day, nothing_changes, words
from tests.step import fill

URL = "/customers/D900001/address/"
HOW = "He said so at the door."


@pytest.fixture
def lodger(cast):
    return cast.customers["D900001"]


def confirmed(reference="D900001"):
    return Membership.objects.get(customer__reference=reference).confirmed_on


@pytest.mark.clause("P9a")
def test_the_lead_records_when_and_how_the_address_was_confirmed(cast, sign_in):
    client, yesterday = sign_in("lead"), cast.ago(1)
    assert f"Known from the housing system since {show_date(cast.today)}" in words(client.get(URL))
    response = fill(client, URL, how=HOW, **day("on", yesterday))

    assert_done(client, response, "/customers/D900001/", "Address confirmed: 12 Sandpiper Close, Testmouth, Devon")
    assert confirmed() == yesterday
    assert f"Address last confirmed {show_date(yesterday)}" in words(client.get("/customers/D900001/"))
    event = AuditEvent.objects.get(action="confirm address")
    assert (event.reference, event.by, event.why) == ("D900001", cast.lead, HOW)


@pytest.mark.clause("P9a")
def test_confirmed_twice_on_one_day_it_stays_confirmed(cast, sign_in):
    client = sign_in("lead")
    for how in (HOW, "By telephone, too."):
        fill(client, URL, how=how, **day("on", cast.today))
    assert [event.why for event in AuditEvent.objects.filter(action="confirm address")] == ["By telephone, too.", HOW]


@pytest.mark.clause("P9a", refuses=True)
def test_what_was_confirmed_later_is_not_forgotten(cast, sign_in):
    client = sign_in("lead")
    fill(client, URL, how=HOW, **day("on", cast.today))
    with nothing_changes():
        response = fill(client, URL, how=HOW, **day("on", cast.ago(1)))
    assert_refused(response, f"The address was confirmed on {show_date(cast.today)} already, which is later.")


@pytest.mark.clause("P9a", refuses=True)
def test_whose_home_is_not_known_has_none_to_confirm(cast, sign_in, lodger):
    scenarios.moved_out(cast, lodger)
    client = sign_in("lead")
    with nothing_changes():
        response = fill(client, URL, how=HOW, **day("on", cast.today))
    assert_refused(response, "No address is known for Lewis Lodger on that day. Correct it in the housing system.")


def test_each_error_has_its_own_words(cast, sign_in):
    client = sign_in("lead")
    with nothing_changes():
        response = fill(client, URL, how=" ", **day("on", cast.today + timedelta(days=1)))
    assert_asks(
        response,
        "The day it was confirmed must be today or in the past",
        "Say how you know that the customer lives there",
    )


def test_the_service_too_asks_how_and_for_no_day_to_come(cast, lodger):
    ask = {"customer": lodger, "by": cast.lead, "today": cast.today}
    with pytest.raises(NotAllowed, match="Say how you know that the customer lives there"):
        services.confirm_address(**ask, on=cast.today, how=" ")
    with pytest.raises(NotAllowed, match="An address is confirmed today or has been. Give that day"):
        services.confirm_address(**ask, on=cast.today + timedelta(days=1), how=HOW)


@pytest.mark.clause("P9a")
def test_the_export_may_say_when_the_address_was_confirmed(import_contacts):
    import_contacts(ROSE | {"Address Confirmed": "03/02/2025"})
    assert str(confirmed("C1")) == "2025-02-03"
    import_contacts(ROSE | {"Address Confirmed": "04/05/2025"})
    assert str(confirmed("C1")) == "2025-05-04"


@pytest.mark.clause("P9a", refuses=True)
def test_an_earlier_day_or_none_takes_nothing_back(import_contacts):
    import_contacts(ROSE | {"Address Confirmed": "04/05/2025"})
    rows = Membership.history.count()
    import_contacts(ROSE | {"Address Confirmed": "03/02/2025"})
    import_contacts(ROSE)
    assert (str(confirmed("C1")), Membership.history.count()) == ("2025-05-04", rows)
