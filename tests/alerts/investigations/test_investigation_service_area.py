"""Move a case to the service area it belongs to. Whoever leads it goes on."""

import pytest

from alerts.investigations import services as investigations_services
from alerts.models import Alert, Investigation
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.models import ServiceArea
from tests import scenarios
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import (
    assert_kept,
    fill,
    offered,
)

WHY = "It was about a repair."


@pytest.fixture
def file(cast):
    return scenarios.drafted_alert(cast).investigation


@pytest.fixture
def property_services(db):
    return ServiceArea.objects.get(name="Property Services")


@pytest.fixture
def answers(property_services):
    return {"area": property_services.pk, "reason": WHY}


def _url(file):
    return f"/investigations/{file.reference}/service-area/"


# It works


def test_the_case_and_its_drafts_move_and_the_lead_still_leads(sign_in, file, answers, property_services):
    client, page = sign_in("lead"), f"/investigations/{file.reference}/"
    response = fill(client, _url(file), **answers)

    assert_done(client, response, page, "The case was moved. You still lead it.")
    assert (Investigation.objects.get().service_area, Alert.objects.get().service_area) == (property_services,) * 2
    assert "Property Services" in words(client.get(page))


@pytest.mark.long
def test_it_is_lost_to_nobody_from_there_to_the_decision_and_after_it(cast, sign_in, file, answers):
    incident = file.incidents.get()
    fill(sign_in("lead"), _url(file), **answers)
    file.refresh_from_db()
    alert = scenarios.recommended(cast, file).alerts.get()
    pages = [f"/investigations/{file.reference}/", f"/alerts/{alert.reference}/", f"/incidents/{incident.reference}/"]

    assert file.reference in words(sign_in("head2").get("/"))
    client = sign_in("head2")
    answers = {"reason": "It is proportionate to the risk.", "informing": "INFORM", "due_regard": scenarios.DUE_REGARD}
    answers["informing_reason"] = "A letter puts nobody at risk."
    approved = fill(client, f"/alerts/{alert.reference}/approve/", **answers)
    said = f"Alert {alert.reference} approved. Next: an Operational Lead for Property Services writes to Lewis Lodger."
    assert_done(client, approved, pages[1], said)
    for username in ("lead", "lead2", "head", "head2"):
        assert [sign_in(username).get(url).status_code for url in pages] == [200, 200, 200], username
    alert.refresh_from_db()
    assert (alert.decided_by, alert.decided_as, alert.responsible_lead) == (cast.head2, "HEAD", cast.lead)
    assert "Decision letter owed" in words(sign_in("lead2").get("/"))
    assert "Log an appeal" in words(sign_in("lead2").get(pages[1]))
    assert offered(sign_in("lead").get(pages[1])) == ["Review", "Remove the alert"]
    alert.review_due_on = cast.today
    alert.save()
    for username in ("lead", "lead2"):
        assert f"{alert.reference}. Review, Lena Ledger" in words(sign_in(username).get("/")), username


# It refuses bad input


def test_each_error_has_its_own_words(sign_in, file, answers):
    client = sign_in("lead")
    for changed, sentence in [
        ({"area": ""}, "Choose the service area the case belongs to"),
        ({"area": "0"}, "Choose one of those that are shown"),
        ({"reason": " "}, "Say why the case belongs to another area"),
    ]:
        with nothing_changes():
            assert_asks(fill(client, _url(file), **answers | changed), sentence)


def test_an_area_where_nobody_could_decide_is_refused(cast, sign_in, file, answers):
    cast.people["head2"].is_active = False
    cast.people["head2"].save()
    response = fill(sign_in("lead"), _url(file), **answers)
    assert response.status_code == 403
    assert "Property Services has no Head of Service, so nobody could decide the case." in words(response)
    assert_kept(response, **answers)


def test_an_area_without_a_lead_is_not_offered(cast, sign_in, file, answers):
    client = sign_in("lead")
    assert "Not offered" not in words(client.get(_url(file)))
    cast.people["lead2"].is_active = False
    cast.people["lead2"].save()
    assert "Not offered, since nobody is its Operational Lead: Property Services." in words(client.get(_url(file)))
    with nothing_changes():
        assert_asks(fill(client, _url(file), **answers), "Choose one of those that are shown")
    with pytest.raises(NotAllowed, match="Property Services has no Operational Lead, so nobody there could write to"):
        investigations_services.change_service_area(
            investigation=file,
            version=file.version,
            by=cast.lead,
            area=ServiceArea.objects.get(name="Property Services"),
            reason=WHY,
        )


@pytest.mark.clause("P7a", refuses=True)
def test_the_service_refuses_it_too(cast, file):
    for area, reason, sentence in [
        ("Housing", WHY, "The case is with Housing already. Choose another service area."),
        ("Property Services", " ", "Say why the case belongs to another area."),
    ]:
        with pytest.raises(NotAllowed, match=sentence):
            investigations_services.change_service_area(
                investigation=file,
                version=file.version,
                by=cast.lead,
                area=ServiceArea.objects.get(name=area),
                reason=reason,
            )
