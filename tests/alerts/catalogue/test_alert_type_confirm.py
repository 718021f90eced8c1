"""Confirm a type of alert: a Head of Service reads name, controls, instruction and letters together before it is used."""

import pytest

from alerts.catalogue import selectors as catalogue_selectors
from alerts.catalogue import services as catalogue_services
from alerts.investigations import services as investigations_services
from alerts.models import AlertType
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_blocked, assert_done, assert_refused, nothing_changes, words
from tests.step import fill, shown

PAIRS = "/alert-types/VISIT_IN_PAIRS/"
URL = f"{PAIRS}confirm/"


def _pairs():
    return AlertType.objects.get(code="VISIT_IN_PAIRS")


def _ask(cast, type, **values):
    step = {"type": type, "seen": catalogue_selectors.type_shown(type), "by": cast.people["admin"], "on": cast.today}
    return catalogue_services.change_alert_type(**step, values=values)


@pytest.fixture
def asked(cast):
    return _ask(cast, _pairs(), controls=["NO_WOMAN"], ukhds="11")


@pytest.mark.long
@pytest.mark.clause("P7b")
def test_a_change_is_used_once_a_head_of_service_has_read_all_of_it(cast, sign_in, asked):
    before = scenarios.active(cast)
    assert (before.controls, _pairs().ukhds) == (["AT_LEAST_TWO"], "11")

    client = sign_in("head")
    assert "Visit in Pairs Alert types to confirm VISIT_IN_PAIRS. Change of the type" in words(client.get("/"))
    said = words(client.get(URL))
    for part in ("Go with at least one other colleague.", "No woman visits.", "Attend in pairs.", "Two people"):
        assert part in said

    response = fill(client, URL)

    assert_done(client, response, "/", "Visit in Pairs confirmed. It is used from now on.")
    found = _pairs()
    assert (found.controls, found.waiting, found.confirmed_by, found.confirmed_on) == (
        ["NO_WOMAN"],
        {},
        cast.head,
        cast.today,
    )
    assert AuditEvent.objects.get(action="confirm alert type").by == cast.head
    assert "Alert types to confirm" not in words(client.get("/"))
    assert scenarios.active(cast, customer=scenarios.HONG).controls == ["NO_WOMAN"]


@pytest.mark.clause("P7b", refuses=True)
def test_nobody_recommends_a_new_type_before_it_is_confirmed(cast, sign_in):
    values = {
        "name": "Ring first",
        "controls": ["ASK_LEAD"],
        "instruction": "Ring before you go.",
        "hangs_on": "PERSON",
    }
    values |= {"letter_required": False, "affects_service": False}
    type = catalogue_services.add_alert_type(by=cast.people["admin"], values=values)
    file = scenarios.investigated(cast)
    step = {
        "investigation": file,
        "version": file.version,
        "by": cast.lead,
        "reason": "So that nobody faces this alone.",
    }
    with pytest.raises(NotAllowed, match="Ring first is not offered for new alerts"):
        investigations_services.draft_alert(**step, type=type)

    client, url = sign_in("head"), "/alert-types/RING_FIRST/confirm/"
    assert "Ring before you go." in words(client.get(url))
    fill(client, url)

    type.refresh_from_db()
    assert investigations_services.draft_alert(**step, type=type).type == type


def test_as_long_as_nobody_uses_it_a_new_type_is_changed_at_once(cast):
    values = {"name": "Ring first", "controls": ["ASK_LEAD"], "instruction": "Ring.", "hangs_on": "PERSON"}
    type = catalogue_services.add_alert_type(
        by=cast.people["admin"], values=values | {"letter_required": False, "affects_service": False}
    )
    type = _ask(cast, AlertType.objects.get(pk=type.pk), instruction="Ring before you go.")
    assert (type.instruction, type.waiting, type.unconfirmed) == ("Ring before you go.", {}, True)


def test_what_is_put_back_waits_for_nobody(cast, asked):
    assert not _ask(cast, asked, controls=["AT_LEAST_TWO"]).awaits


@pytest.mark.clause("P7a", refuses=True)
def test_the_service_too_wants_a_head_of_service_and_not_who_asked(cast, asked, sign_in):
    step = {"type": asked, "seen": catalogue_selectors.type_shown(asked), "on": cast.today}
    with pytest.raises(NotAllowed, match="A Head of Service confirms a type of alert before it is used."):
        catalogue_services.confirm_alert_type(**step, by=cast.people["admin"])
    AlertType.objects.filter(pk=asked.pk).update(asked_by=cast.head)
    assert_blocked(sign_in("head").get(URL), "You asked for this yourself. Another Head of Service confirms it.")
    assert "Alert types to confirm" not in words(sign_in("head").get("/"))


@pytest.mark.clause("P7b", refuses=True)
def test_where_nothing_waits_there_is_nothing_to_confirm(cast, sign_in):
    assert_blocked(sign_in("head").get(URL), "Nothing of Visit in Pairs waits to be confirmed.")
    client = sign_in("head")
    with nothing_changes():
        assert_refused(
            client.post(URL, {"seen": catalogue_selectors.type_shown(_pairs())}),
            "Nothing of Visit in Pairs waits to be confirmed.",
        )


def test_a_change_in_between_is_refused(cast, sign_in, asked):
    client = sign_in("head")
    held = shown(client.get(URL))
    _ask(cast, _pairs(), controls=["NO_MAN"])
    with nothing_changes():
        assert_refused(client.post(URL, held), "Somebody changed the type Visit in Pairs after you opened the page.")
