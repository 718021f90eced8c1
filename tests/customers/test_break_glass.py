"""Break glass: open a restricted file for an hour, in an emergency (§11)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from housing_alerts.customers import services
from housing_alerts.customers.models import Customer, EmergencyAccess
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, words
from tests.step import assert_kept, assert_not_now, fill

URL, FILE = "/customers/D900001/break-glass/", "/customers/D900001/"
ANSWERS = {"reason": "He threatens to harm himself now."}
NEVER = ("officer", "contractor", "manager", "lead2", "admin")
"""Whose role would not open the file even if it were not restricted."""


@pytest.fixture
def lodger(wednesday, cast):
    return scenarios.restrict_file(cast)


@pytest.fixture(autouse=True)
def _restricted(lodger):
    pass


def test_whose_role_it_would_be_learns_that_the_file_is_restricted_and_nothing_else(cast, sign_in):
    alert = scenarios.active(cast)
    for username in ["head2", "leadership", "dpo"]:
        response = sign_in(username).get(FILE)
        assert response.status_code == 200
        page = response.content.decode()
        assert "This file is restricted" in page
        assert URL in page
        told = (
            "Lodger",
            "Lewis",
            "Sandpiper",
            "Safeguarding",
            "Children live there",
            "Lena",
            alert.reference,
            "Housing",
        )
        assert not [word for word in told if word in words(response)]
        assert "Lodger" not in page
        assert ("look-up" in words(response)) is (username != "dpo")
        assert not ReadEvent.objects.exists()


def test_the_file_is_open_for_an_hour_to_this_colleague_alone(cast, sign_in):
    alert = scenarios.active(cast)
    scenarios.restrict_file(cast, "D900003")
    client = sign_in("head2")
    page = client.get(URL)
    assert "D900001" in words(page)
    assert "Lodger" not in page.content.decode()
    with nothing_changes():
        assert_asks(client.post(URL, {"reason": "  "}), "Say why you need the file now")
    response = fill(client, URL, **ANSWERS)

    told = "The file is open to you until 11:30. The Data Protection Officer reviews it."
    assert_done(client, response, FILE, told)
    said = words(client.get(FILE))
    assert "Mr Lewis Lodger" in said
    assert "Open to you until 11:30 by break glass. The Data Protection Officer reviews it." in said
    assert "by break glass" not in words(sign_in("head").get(FILE)), "who is named reads it anyway"
    access = EmergencyAccess.objects.get()
    assert (access.customer.reference, access.colleague, access.reason) == ("D900001", cast.head2, ANSWERS["reason"])
    assert access.expires_at - access.opened_at == timedelta(minutes=procedure.BREAK_GLASS_MINUTES)
    event = AuditEvent.objects.get(action="break glass")
    assert (event.reference, event.by, event.why) == ("D900001", cast.head2, ANSWERS["reason"])
    with nothing_changes():
        response = client.post(URL, ANSWERS)
    assert_refused(response, "This file is open to you already. You need not break glass.")
    assert_kept(response, **ANSWERS)
    assert "This file is restricted" in words(sign_in("leadership").get(FILE))
    assert "This file is restricted" in words(sign_in("head2").get("/customers/D900003/"))
    for minutes, opens in ((59, True), (60, False)):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
            client = sign_in("head2")
            assert ("Mr Lewis Lodger" in words(client.get(FILE))) is opens
            assert client.get(f"/alerts/{alert.reference}/").status_code == (200 if opens else 404)


def test_a_lead_of_the_area_who_is_not_named_may(cast, sign_in):
    cast.lead2.areas.set(cast.lead.areas.all())
    fill(sign_in("lead2"), URL, **ANSWERS)
    assert sign_in("lead2").get(FILE).status_code == 200


def test_the_data_protection_officer_reads_it_in_the_audit_site(cast, sign_in, lodger):
    client = sign_in("dpo")
    response = fill(client, URL, **ANSWERS)
    assert (response.status_code, response["Location"]) == (302, f"/admin/customers/customer/{lodger.pk}/change/")
    assert Customer.objects.open_to(cast.dpo).filter(pk=lodger.pk).exists()
    assert client.get(FILE).status_code in (200, 404)
    assert "Mr Lewis Lodger" not in client.get(FILE).content.decode()


@pytest.mark.clause("P11a", refuses=True)
def test_the_service_refuses_them_too(cast, lodger):
    sentence = (
        "Only an Operational Lead for Housing, the Leadership Team or the Data Protection Officer may break glass."
    )
    for username in NEVER:
        with pytest.raises(NotAllowed) as refused:
            scenarios.break_glass(cast, cast.people[username])
        assert str(refused.value) == sentence


def test_a_named_reader_need_not(sign_in, lodger):
    sentence = "This file is open to you already. You need not break glass."
    assert_not_now(sign_in("lead"), URL, lodger, sentence, **ANSWERS)


def test_a_file_that_is_not_restricted_has_no_glass(sign_in, cast):
    sentence = "This file is not restricted: there is no glass to break."
    url = "/customers/D900003/break-glass/"
    assert_not_now(sign_in("head2"), url, cast.customers["D900003"], sentence, **ANSWERS)


def test_the_service_too_asks_why(cast, lodger):
    with pytest.raises(NotAllowed, match=r"Say why you need the file now\."):
        services.break_glass(customer=lodger, by=cast.head2, reason=" ", now=timezone.now())
    with pytest.raises(NotAllowed, match="Say why you need the file"):
        services.break_glass(customer=lodger, by=cast.head2, reason="x", now=timezone.now())


def test_an_access_ends_and_is_reviewed_by_another(cast, lodger):
    access = scenarios.break_glass(cast, cast.head2)
    now = timezone.now()
    for changed in (
        {"expires_at": access.opened_at},
        {"reviewed_at": now},
        {"review_note": "Fine."},
        {"reviewed_by": cast.dpo, "reviewed_at": now, "review_note": ""},
        {"reviewed_by": cast.head2, "reviewed_at": now, "review_note": "Fine."},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            EmergencyAccess.objects.filter(pk=access.pk).update(**changed)
