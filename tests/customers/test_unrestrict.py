"""Open a restricted file again (§11)."""

import pytest

from housing_alerts.customers import services
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed, when
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, send
from tests.step import assert_kept, assert_not_now, assert_only_reads, fill

URL, FILE = "/customers/D900001/unrestrict/", "/customers/D900001/"
ANSWERS = {"reason": "The safety plan has ended."}


@pytest.fixture
def lodger(cast):
    return scenarios.restrict_file(cast, readers=[cast.lead, cast.head, cast.leadership])


@pytest.fixture(autouse=True)
def _restricted(lodger):
    pass


# It works


@pytest.mark.long
@pytest.mark.parametrize("username", ["lead", "head"])
def test_a_named_reader_lifts_the_restriction(cast, sign_in, username):
    client = sign_in(username)
    response = fill(client, URL, **ANSWERS)

    assert_done(client, response, FILE, "The file is no longer restricted.")
    found = Customer.objects.get(reference="D900001")
    assert (found.restricted, found.restricted_because, list(found.readers.all())) == (False, "", [])
    event = AuditEvent.objects.get(action="open file")
    assert (event.reference, event.by, event.why) == ("D900001", cast.people[username], ANSWERS["reason"])
    assert sign_in("head2").get(FILE).status_code == 200


def test_who_broke_the_glass_before_does_not_see_the_file_that_is_restricted_anew(cast, sign_in):
    scenarios.break_glass(cast, cast.head2)
    fill(sign_in("lead"), URL, **ANSWERS)
    found = scenarios.restrict_file(cast)

    assert not found.is_open_to(cast.head2)


# It refuses the wrong person


def test_a_named_reader_who_is_neither_lead_nor_head_of_the_area_is_refused(sign_in, lodger):
    sentence = "An Operational Lead or a Head of Service for Housing says who may read this file."
    assert_not_now(sign_in("leadership"), URL, lodger, sentence, **ANSWERS)


def test_who_broke_glass_does_not_lift_it(cast, sign_in):
    customer = scenarios.restrict_file(cast, readers=[cast.lead, cast.leadership])
    scenarios.break_glass(cast, cast.head)
    sentence = "You read this file by break glass. Only a named reader changes who may read it: ask Lena Ledger."
    assert_not_now(sign_in("head"), URL, customer, sentence, **ANSWERS)


# It refuses where nothing is to lift, and a change in between


def test_a_file_that_is_not_restricted_has_nothing_to_lift(sign_in, cast):
    other = cast.customers["D900003"]
    sentence = "This file is not restricted: there is nothing to lift."
    assert_not_now(sign_in("lead"), "/customers/D900003/unrestrict/", other, sentence, **ANSWERS)


def test_a_change_in_between_is_refused_and_nothing_typed_is_lost(cast, sign_in, lodger):
    version = lodger.version
    changed = scenarios.restrict_file(cast)
    response = sign_in("lead").post(URL, ANSWERS | {"version": version})
    assert_refused(response, f"Lena Ledger changed this on {when(changed)}, after you opened the page.")
    assert_kept(response, **ANSWERS, version=changed.version)


# It refuses bad input


def test_without_a_reason_it_asks(sign_in, lodger):
    client = sign_in("lead")
    with nothing_changes():
        response = send(client, URL, lodger, reason=" ")
    assert_asks(response, "Say why the file needs no restriction any more")


def test_the_service_too_asks_why(cast, lodger):
    with pytest.raises(NotAllowed, match=r"Say why the file needs no restriction any more\."):
        services.open_file(customer=lodger, version=lodger.version, by=cast.lead, reason=" ", now=cast.then(0))


# GET changes nothing


def test_to_open_the_page_changes_nothing(sign_in):
    assert_only_reads(sign_in("lead"), URL)
