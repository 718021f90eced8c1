"""Open a restricted file again (§11)."""

import pytest

from housing_alerts.customers import services
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed, when
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, send
from tests.step import assert_kept, assert_not_now, fill

URL, FILE = "/customers/D900001/unrestrict/", "/customers/D900001/"
ANSWERS = {"reason": "The safety plan has ended."}


@pytest.fixture
def lodger(cast):
    return scenarios.restrict_file(cast, readers=[cast.lead, cast.head, cast.leadership])


@pytest.fixture(autouse=True)
def _restricted(lodger):
    pass


def test_a_named_reader_lifts_the_restriction(cast, sign_in):
    scenarios.break_glass(cast, cast.head2)
    client = sign_in("lead")
    response = fill(client, URL, **ANSWERS)

    assert_done(client, response, FILE, "The file is no longer restricted.")
    found = Customer.objects.get(reference="D900001")
    assert (found.restricted, found.restricted_because, list(found.readers.all())) == (False, "", [])
    event = AuditEvent.objects.get(action="open file")
    assert (event.reference, event.by, event.why) == ("D900001", cast.lead, ANSWERS["reason"])
    assert sign_in("head2").get(FILE).status_code == 200
    assert not scenarios.restrict_file(cast).is_open_to(cast.head2), "who broke the glass before sees it no more"


def test_neither_a_reader_who_leads_nothing_there_nor_who_broke_glass_lifts_it(cast, sign_in, lodger):
    sentence = "An Operational Lead or a Head of Service for Housing says who may read this file."
    assert_not_now(sign_in("leadership"), URL, lodger, sentence, **ANSWERS)
    customer = scenarios.restrict_file(cast, readers=[cast.lead, cast.leadership])
    scenarios.break_glass(cast, cast.head)
    sentence = "You read this file by break glass. Only a named reader changes who may read it: ask Lena Ledger."
    assert_not_now(sign_in("head"), URL, customer, sentence, **ANSWERS)


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


def test_without_a_reason_page_and_service_ask(cast, sign_in, lodger):
    client = sign_in("lead")
    with nothing_changes():
        assert_asks(send(client, URL, lodger, reason=" "), "Say why the file needs no restriction any more")
        with pytest.raises(NotAllowed, match=r"Say why the file needs no restriction any more\."):
            services.open_file(customer=lodger, version=lodger.version, by=cast.lead, reason=" ", now=cast.then(0))
