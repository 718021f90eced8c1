"""Who can go on with an incident, an investigation or an alert that was another colleague's (§7, §8, D3.1, D3.2)."""

import pytest

from alerts.choices import IncidentStatus
from alerts.handing_over import services
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import ServiceArea
from tests import scenarios
from tests.page import day
from tests.step import fill


@pytest.fixture
def other(cast):
    """Another Operational Lead for Housing."""
    found = scenarios.joined("lead3", Role.OPERATIONAL_LEAD)
    found.areas.set(ServiceArea.objects.filter(name="Housing"))
    return found


def give(cast, step, record, to):
    return step(record, to=to, by=cast.admin, on=cast.today, why="She has left.")


def test_an_incident_is_triaged_by_a_line_manager_or_a_lead(cast, other):
    incident = scenarios.logged(cast)
    with pytest.raises(
        NotAllowed, match="Helen Headley is no line manager. Choose one, or an Operational Lead, to triage"
    ):
        give(cast, services.hand_over_incident, incident, cast.head)
    assert give(cast, services.hand_over_incident, incident, other).line_manager == other


def test_an_incident_that_was_triaged_stays_and_nobody_finishes_one_that_was_logged(cast, other):
    with pytest.raises(NotAllowed, match="needs it to be logged"):
        give(cast, services.hand_over_incident, scenarios.referred(cast), other)
    with pytest.raises(NotAllowed, match="needs it to be draft"):
        give(cast, services.hand_over_draft, scenarios.logged(cast), other)


def test_an_investigation_goes_to_no_lead_who_decided_a_part_of_it(cast, other):
    file = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS")[0].file
    scenarios.promote(cast.head, Role.OPERATIONAL_LEAD)
    part = file.alerts.first()
    scenarios.approved(cast, part)
    file.refresh_from_db()
    with pytest.raises(NotAllowed, match="Helen Headley decided a part of investigation"):
        give(cast, services.hand_over_investigation, file, cast.head)
    assert give(cast, services.hand_over_investigation, file, other).lead == other


def test_who_led_it_before_does_not_decide_it(cast, other):
    file = give(cast, services.hand_over_investigation, scenarios.opened(cast), other)
    assert cast.lead in file.former_leads.all()


@pytest.mark.parametrize("step", ["hand_over_investigation", "hand_over_alert"])
def test_a_case_goes_to_a_lead_of_its_area(cast, step):
    record = scenarios.opened(cast) if step == "hand_over_investigation" else scenarios.active(cast)
    with pytest.raises(
        NotAllowed, match="Liam Leduc is no Operational Lead for Housing. Choose one who is, to go on with"
    ):
        give(cast, getattr(services, step), record, cast.lead2)


def test_to_be_handed_a_case_opens_no_restricted_file(cast, other):
    alert = scenarios.active(cast)
    scenarios.restrict_file(cast)
    with pytest.raises(NotAllowed, match="is on a restricted file, and .* is not one of its named readers"):
        give(cast, services.hand_over_alert, alert, other)


def test_an_alert_at_an_address_goes_to_another_lead(cast, other):
    alert = scenarios.on_a_property(cast)
    assert give(cast, services.hand_over_alert, alert, other).responsible_lead == other


@pytest.mark.clause("P2")
def test_a_report_that_a_leaver_began_stays_theirs_and_is_finished_by_a_line_manager_or_a_lead(cast, other, sign_in):
    draft = scenarios.draft(cast, account="He holds a knife behind his back.", who="ME")
    with pytest.raises(
        NotAllowed, match="Helen Headley is no line manager. Choose one, or an Operational Lead, to finish"
    ):
        give(cast, services.hand_over_draft, draft, cast.head)
    draft = give(cast, services.hand_over_draft, draft, other)
    assert (draft.created_by, draft.reported_by) == (other, cast.officer)
    (told,) = draft.typed["account"]
    assert told.startswith("He holds a knife behind his back.\n\nBegun by Oliver Fisk on ")

    scenarios.leaves(cast.officer)
    client, page = sign_in("lead3"), f"/incidents/{draft.reference}/"
    rest = {"about": "BEHAVIOUR", "channel": "HOME_VISIT", "dangers": "WEAPON", "danger_from": "NAMED"}
    when = {**day("occurred_at", cast.ago(1)), "occurred_at_time": "10:30"}
    fill(client, f"{page}log/", line_manager=cast.manager.pk, **rest, **when)
    draft.refresh_from_db()
    assert (draft.status, draft.reporter, list(draft.affected.all())) == (
        IncidentStatus.LOGGED,
        f"{other} for Oliver Fisk",
        [cast.officer],
    )


def test_beside_another_colleague_whoever_began_it_is_named_in_words(cast, other):
    draft = scenarios.draft(cast, who="ME")
    draft.typed |= {"who": ["ME", "COLLEAGUE"], "on_behalf_of": [str(cast.manager.pk)]}
    records.save(draft, by=cast.officer, why="Typed")
    typed = give(cast, services.hand_over_draft, draft, other).typed
    assert (typed["who"], typed["others_affected"]) == (["COLLEAGUE", "OTHER"], ["Oliver Fisk"])
