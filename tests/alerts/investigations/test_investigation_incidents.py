"""Take further referred incidents of the same customer into the file."""

import pytest

from alerts.decisions import services as decisions_services
from alerts.decisions.answers import InformAnswer
from alerts.investigations import services as investigations_services
from alerts.models import Alert
from alerts.reviews import selectors as reviews_selectors
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.alerts.incidents.reporting import make_void
from tests.page import assert_asks, assert_done, nothing_changes
from tests.scenarios import HONG
from tests.step import assert_kept, assert_not_now, fill


@pytest.fixture
def file(cast):
    return scenarios.opened(cast)


@pytest.fixture
def further(cast, file):
    """Another referred incident of the same customer."""
    return scenarios.referred(cast, days=3)


def _url(file):
    return f"/investigations/{file.reference}/incidents/"


# It works


def test_the_lead_takes_them_in(cast, sign_in, file, further):
    scenarios.referred(cast, HONG)
    client = sign_in("lead")
    assert_kept(client.get(_url(file)), incidents=[further.pk])
    response = fill(client, _url(file))

    assert_done(client, response, f"/investigations/{file.reference}/", "Incidents added to the investigation.")
    assert further in file.incidents.all()
    assert not further.awaits_lead()


def test_beside_a_void_incident_further_ones_can_be_taken_in(cast, sign_in, file, further):
    first = file.incidents.get()
    make_void(cast, first)
    fill(sign_in("lead"), _url(file))
    assert further in file.incidents.all()


# It refuses the wrong state


IMPOSED = (
    "The Head of Service has imposed or agreed a part of this, which stays on what it rested on. Open another "
    "investigation for what was reported since."
)


def _sent_back(cast, file):
    file.refresh_from_db()
    question = {"question": "Is the second one needed?"}
    return decisions_services.send_back_investigation(
        investigation=file, version=file.version, by=cast.head, **question
    )


@pytest.mark.long
@pytest.mark.clause("P4b", "P8a", refuses=True)
def test_into_a_file_of_which_a_part_is_imposed_nothing_later_is_taken(cast, sign_in):
    police = {"about": "THIRD_PARTY", "source": "Devon and Cornwall Police"}
    alert, _ = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS", **police)
    alert = scenarios.approved(cast, alert, InformAnswer("WITHHOLD", "THIRD_PARTY", "Only the police told us of it."))
    file = _sent_back(cast, alert.investigation)
    ours = scenarios.referred(cast, days=0, violent=True)

    assert_not_now(sign_in("lead"), _url(file), file, IMPOSED, incidents=[ours.pk])
    with pytest.raises(NotAllowed, match=IMPOSED):
        investigations_services.add_incidents(investigation=file, version=file.version, by=cast.lead, incidents=[ours])
    assert file.rests_on_third_party_alone()
    assert reviews_selectors.calling_for_review(Alert.objects.all()).get().happened == ours.pk
    assert investigations_services.open_investigation(incidents=[ours], by=cast.lead) != file


@pytest.mark.clause("D3b", refuses=True)
def test_nor_into_one_of_which_an_action_is_agreed(cast):
    alert = scenarios.proposed_with_an_action(cast)
    scenarios.agreed(cast, alert.investigation)
    file, later = _sent_back(cast, alert.investigation), scenarios.referred(cast, days=3)

    with pytest.raises(NotAllowed, match=IMPOSED):
        investigations_services.add_incidents(investigation=file, version=file.version, by=cast.lead, incidents=[later])


@pytest.mark.clause("D3b")
def test_where_a_part_was_declined_and_the_rest_sent_back_further_ones_are_taken_in(cast, sign_in):
    declined, _ = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS")
    scenarios.declined(cast, declined)
    file, later = _sent_back(cast, declined.investigation), scenarios.referred(cast, days=3)

    fill(sign_in("lead"), _url(file))
    assert later in file.incidents.all()


def test_an_incident_that_is_investigated_meanwhile_is_refused(cast, sign_in, file, further):
    investigations_services.open_investigation(incidents=[further], by=cast.lead)
    scenarios.referred(cast, days=2)
    client = sign_in("lead")
    with nothing_changes():
        response = client.post(_url(file), {"version": file.version, "incidents": [further.pk]})
    assert_asks(response, "One of these incidents is taken up already. Choose from those that are shown")
    with pytest.raises(NotAllowed, match="is already in an investigation"):
        investigations_services.add_incidents(
            investigation=file, version=file.version, by=cast.lead, incidents=[further]
        )
