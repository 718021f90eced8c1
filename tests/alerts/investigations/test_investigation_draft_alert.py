"""Put an alert into the recommendation. What it restricts is said on a page of its own."""

import pytest

from alerts.investigations import services as investigations_services
from alerts.models import Alert, AlertType
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import (
    chosen,
    fill,
)
from tools import demo

REASON = "So that nobody faces this alone."


@pytest.fixture
def file(cast):
    return scenarios.opened(cast)


def _type(code):
    return AlertType.objects.get(code=code).pk


@pytest.fixture
def pairs(db):
    return {"type": _type("VISIT_IN_PAIRS"), "reason": REASON}


def _url(file):
    return f"/investigations/{file.reference}/draft-alert/"


# It works


def test_the_lead_recommends_an_alert(cast, sign_in, file, pairs):
    client = sign_in("lead")
    response = fill(client, _url(file), **pairs, first_period=6)

    assert_done(client, response, f"/investigations/{file.reference}/", "Alert added to the recommendation.")
    alert = Alert.objects.get()
    assert (alert.status, alert.type.code, alert.customer, alert.investigation) == (
        "DRAFT",
        "VISIT_IN_PAIRS",
        file.customer,
        file,
    )
    assert (alert.reason, alert.first_period, list(alert.conditions.all())) == (REASON, 6, [])


def test_no_type_is_preselected_and_what_only_an_import_uses_is_not_offered(sign_in, file):
    response = sign_in("lead").get(_url(file))
    assert chosen(response, "type") == []
    assert "Single Point of Contact" in words(response)
    assert "To be confirmed" not in words(response)


def test_where_the_type_needs_a_condition_the_page_of_conditions_is_next(cast, sign_in, file):
    client = sign_in("lead")
    response = fill(client, _url(file), type=_type("CONTACT_MANAGEMENT"), reason=REASON)

    alert = Alert.objects.get()
    said = "Alert added to the recommendation. Next: say what it restricts."
    assert_done(client, response, f"/alerts/{alert.reference}/conditions/", said)


def test_on_a_property_only_what_can_hang_on_it(cast, sign_in):
    file = scenarios.opened_at_an_address(cast)
    client = sign_in("lead")
    response = fill(client, _url(file), type=_type("VISIT_IN_PAIRS"), reason=REASON)
    assert response.status_code == 403
    assert "Visit in Pairs is about a person, and no customer is known here." in words(response)

    fill(client, _url(file), type=_type("DANGEROUS_DOGS"), reason=REASON, proportionality=demo.NOTHING_LESS)
    alert = Alert.objects.get()
    assert (alert.customer, alert.asset) == (None, file.asset)


# Beside an active alert


@pytest.mark.long
def test_a_second_of_a_type_is_evidence_at_the_review_of_the_first_or_takes_its_place(cast, sign_in, pairs):
    active = scenarios.active(cast)
    file = scenarios.opened(cast)
    client = sign_in("lead")
    page = client.get(_url(file))
    assert f'href="/alerts/{active.reference}/review/"' in page.content.decode()
    assert chosen(page, "replaces") == ["BESIDE"]

    with nothing_changes():
        response = fill(client, _url(file), **pairs)
    assert_asks(
        response,
        "Lewis Lodger already has an active Visit in Pairs alert. Review it on this evidence, "
        "or say here that the new one takes its place",
    )
    fill(client, _url(file), **pairs, replaces=active.reference)
    assert Alert.objects.get(status="DRAFT").replaces == active


def test_the_service_refuses_a_second_and_one_that_replaces_what_is_not_there(cast, file):
    type = AlertType.objects.get(code="VISIT_IN_PAIRS")
    step = {"investigation": file, "version": file.version, "by": cast.lead, "type": type, "reason": REASON}
    others = scenarios.active(cast, customer=scenarios.HONG)
    ended = scenarios.ended(cast, scenarios.active(cast, "WEAPONS"))
    for gone in (others, ended):
        with pytest.raises(NotAllowed, match="is no active alert on Lewis Lodger, so nothing can take its place"):
            investigations_services.draft_alert(**step, replaces=gone)
    scenarios.active(cast)
    with pytest.raises(NotAllowed, match="Review that one on this evidence, or say that the new one takes its place"):
        investigations_services.draft_alert(**step)


# It refuses bad input


def test_each_error_has_its_own_words(sign_in, file, pairs):
    client = sign_in("lead")
    for changed, sentence in [
        ({"type": ""}, "Choose which alert you recommend"),
        ({"first_period": 13}, "An alert is reviewed within 12 months. Enter 12 or fewer"),
        ({"first_period": 0}, "Enter 1 month or more"),
        ({"first_period": "six"}, "Enter the months as a number, such as 6"),
    ]:
        with nothing_changes():
            response = fill(client, _url(file), **pairs | changed)
        assert_asks(response, sentence, typed=(REASON,))


def test_the_reason_is_said_in_words(cast, sign_in, file, pairs):
    assert_asks(fill(sign_in("lead"), _url(file), **pairs | {"reason": " "}), "Say why you recommend this alert")
    pairs_type = AlertType.objects.get(code="VISIT_IN_PAIRS")
    with pytest.raises(NotAllowed, match="Give the reason for it"):
        investigations_services.draft_alert(
            investigation=file, version=file.version, by=cast.lead, type=pairs_type, reason=" "
        )


def test_the_service_too_refuses_a_first_review_that_is_never_or_too_late(cast, file):
    pairs_type = AlertType.objects.get(code="VISIT_IN_PAIRS")
    draft = {"investigation": file, "version": file.version, "by": cast.lead, "type": pairs_type, "reason": REASON}
    for months in [0, 13]:
        with pytest.raises(NotAllowed, match="The first review is due within 12 months. Choose 1 or more."):
            investigations_services.draft_alert(**draft, first_period=months)
