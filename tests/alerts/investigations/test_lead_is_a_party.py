"""Who was affected by an incident does not investigate it while another Lead can (§6, D3.2)."""

import pytest

from alerts.handing_over.permissions import why_may_not_lead_next
from alerts.investigations import permissions
from alerts.investigations import services as investigations_services
from alerts.models import Investigation
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import nothing_changes, words
from tests.step import assert_not_now, fill, offered


def affected(cast, lead=None, **facts):
    """A referred incident of threats against the Lead."""
    return scenarios.referred(cast, affected=[lead or cast.lead], **facts)


def joined(cast):
    """The other Operational Lead, for Housing too."""
    scenarios.lead_for(cast.lead2, cast.customers[scenarios.LODGER].service_area)
    return cast.lead2


@pytest.mark.clause("D3b", refuses=True)
@pytest.mark.parametrize("reports", [False, True])
def test_a_party_does_not_open_it_and_reads_who_can(cast, sign_in, reports):
    incident = scenarios.reported_anew(scenarios.referred(cast), by=cast.lead) if reports else affected(cast)
    joined(cast)
    happened = "You reported" if reports and incident.affected.exists() else "You were affected by"
    sentence = (
        f"{happened} incident {incident.reference}, so another Operational Lead investigates it: Liam Leduc. "
        "Ask them to open the investigation or, if it is open, to take it over."
    )
    assert_not_now(
        sign_in("lead"),
        f"/investigations/open/?incident={incident.reference}",
        incident,
        sentence,
        incidents=incident.pk,
    )
    with nothing_changes(), pytest.raises(NotAllowed):
        investigations_services.open_investigation(incidents=[incident], by=cast.lead)
    assert investigations_services.open_investigation(incidents=[incident], by=cast.lead2).lead == cast.lead2


@pytest.mark.clause("D3b", refuses=True)
def test_who_reported_what_affected_another_is_refused_too(cast):
    incident = scenarios.reported_anew(scenarios.referred(cast, affected=[cast.officer]), by=cast.lead)
    joined(cast)
    found = permissions.why_may_not_open_investigation(cast.lead, incident)
    assert found and found.sentence.startswith(f"You reported incident {incident.reference}")


def test_what_an_agency_told_or_somebody_typed_for_another_happened_to_nobody_else(cast):
    joined(cast)
    told = scenarios.reported_anew(scenarios.referred(cast, about="RISK"), by=cast.lead)
    typed = scenarios.reported_anew(scenarios.referred(cast), by=cast.officer, typed_by=cast.lead)
    for incident in (told, typed):
        assert permissions.why_may_not_open_investigation(cast.lead, incident) is None


@pytest.mark.clause("D3b", refuses=True)
def test_nor_recommends_nor_takes_it_over(cast, sign_in):
    incident = affected(cast)
    file = investigations_services.open_investigation(incidents=[incident], by=cast.lead)
    assert "You were affected by" not in words(sign_in("lead").get(f"/investigations/{file.reference}/"))
    joined(cast)
    client, page = sign_in("lead"), f"/investigations/{file.reference}/"
    assert "Recommend" not in offered(client.get(page))
    sentence = (
        f"You were affected by incident {incident.reference}, so another Operational Lead investigates it: Liam Leduc."
    )
    assert sentence in words(client.get(f"{page}recommend/"))

    assert fill(sign_in("lead2"), f"{page}take-over/", reason="It happened to her.").status_code == 302
    file = Investigation.objects.get()
    assert file.lead == cast.lead2
    assert sentence in permissions.why_may_not_take_over(cast.lead, file).sentence
    assert sentence in why_may_not_lead_next(file, cast.lead).sentence


def test_whoever_else_is_a_party_or_may_not_open_the_file_or_decided_a_part_cannot_have_it(cast):
    joined(cast)
    both = scenarios.referred(cast, affected=[cast.lead, cast.lead2])
    assert permissions.why_may_not_open_investigation(cast.lead, both) is None
    file = investigations_services.open_investigation(incidents=[affected(cast)], by=cast.lead2)
    file.lead = cast.lead
    assert permissions.why_may_not_recommend(cast.lead, file)
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head])
    file.customer.refresh_from_db()
    assert permissions.why_may_not_recommend(cast.lead, file) is None


@pytest.mark.clause("D3b", "P7a")
@pytest.mark.parametrize("reports", [False, True])
def test_where_nobody_else_leads_the_head_and_the_record_say_so(cast, sign_in, reports):
    said = "The Lead reported this incident." if reports else "The Lead was affected by this incident."
    incident = scenarios.logged(cast, affected=[cast.officer if reports else cast.lead])
    if reports:
        incident = scenarios.reported_anew(incident, by=cast.lead)
    alert = scenarios.proposed_on(cast, incident)
    assert said in words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    scenarios.approved(cast, alert)
    assert said in words(sign_in("head").get(f"/alerts/{alert.reference}/decision/"))
