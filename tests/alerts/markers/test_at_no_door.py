"""Danger of nobody known and of no property of ours: colleagues read it at the look-up before they type (D4.1)."""

import pytest

from alerts.incidents import services
from alerts.markers import services as markers_services
from alerts.models import Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.models import ServiceArea
from tests import scenarios
from tests.owing import held
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import fill, offered

pytestmark = pytest.mark.clause("D4")
WHERE = "Our office in Market Street"
SAID = "Threat of violence, telephone, on {}. Nobody knows who it was."
WHY = "The police arrested the caller, and nobody rang since."
OFFER = "Say why nobody is warned of it any more"


@pytest.fixture
def threat(cast):
    """A caller whom nobody knows threatened those at an office."""
    return scenarios.logged_at_an_address(cast, "THREAT_OF_VIOLENCE", asset=None, elsewhere=WHERE, channel="TELEPHONE")


def _refer(cast, threat, area="Housing"):
    step = {"incident": threat, "version": threat.version, "by": cast.manager, "on": cast.today}
    return services.refer_incident(**step, service_area=ServiceArea.objects.get(name=area))


def _first_page(sign_in, who="officer"):
    return words(sign_in(who).get("/look-up/"))


def _said(threat):
    return SAID.format(f"{threat.occurred_on:%-d %B %Y}")


@pytest.mark.long
def test_every_colleague_reads_it_at_once_with_whom_to_ring_and_nobody_s_name(cast, sign_in, threat):
    page = _first_page(sign_in)
    assert _said(threat) in page
    assert f"Where: {WHERE}" in page
    assert f"Ring Morwenna Manning: {cast.manager.telephone}" in page
    assert threat.account not in page
    assert _said(threat) in _first_page(sign_in, "lead2")
    assert _said(threat) not in _first_page(sign_in, "contractor")
    assert _said(threat) not in words(sign_in("officer").get("/look-up/?q=12 Sandpiper"))


def test_once_referred_those_of_its_area_read_it(cast, sign_in, threat):
    _refer(cast, threat)
    assert _said(threat) in _first_page(sign_in)
    assert f"Ring Lena Ledger: {cast.lead.telephone}" in _first_page(sign_in)
    assert _said(threat) in _first_page(sign_in, "leadership")
    assert _said(threat) not in _first_page(sign_in, "lead2")


@pytest.mark.clause("D4", refuses=True)
def test_the_lead_ends_it_with_a_reason(cast, sign_in, threat):
    referred = _refer(cast, threat)
    lead, page = sign_in("lead"), f"/incidents/{threat.reference}/"
    assert held(cast.lead, Kind.REFERRED) == [threat.reference]
    assert OFFER in offered(lead.get(page))
    assert "it shows at no door" in words(lead.get(f"{page}marker/none/"))
    asks = "Say why nobody needs to be warned of it any more"
    with nothing_changes():
        assert_asks(fill(lead, f"{page}marker/none/", reason=""), asks)
        with pytest.raises(NotAllowed, match=asks):
            markers_services.need_no_marker(
                incident=referred, version=referred.version, by=cast.lead, on=cast.today, reason=""
            )
    response = fill(lead, f"{page}marker/none/", reason=WHY)
    done = f"Recorded why incident {threat.reference} is no danger to warn of any more."
    assert_done(lead, response, page, done)
    assert _said(threat) not in _first_page(sign_in)
    assert held(cast.lead, Kind.REFERRED) == held(cast.lead, Kind.UNMARKED) == []


def test_what_the_line_manager_settles_is_over(cast, sign_in, threat):
    said = "It was a prank of children, as their school says."
    fill(
        sign_in("manager"),
        f"/incidents/{threat.reference}/settle/",
        actions=["NONE"],
        settlement=said,
    )
    assert Incident.objects.get(pk=threat.pk).status == "SETTLED"
    assert _said(threat) not in _first_page(sign_in)


def test_once_it_is_known_who_it_was_their_door_warns_anew(cast, sign_in, threat):
    referred = _refer(cast, threat)
    step = {"version": referred.version, "by": cast.lead, "on": cast.today}
    ended = markers_services.need_no_marker(incident=referred, reason=WHY, **step)
    named = scenarios.named(cast, ended)
    assert named.marker_asked_on == cast.today
    assert "Danger was reported" in words(sign_in("contractor").get("/look-up/?q=12 Sandpiper"))
    assert _said(threat) not in _first_page(sign_in)


def test_after_weeks_the_row_says_what_to_do(cast, threat):
    Incident.objects.filter(pk=threat.pk).update(known_at=cast.then(30))
    threat.refresh_from_db()
    _refer(cast, threat)
    assert held(cast.lead, Kind.UNMARKED) == [threat.reference]
