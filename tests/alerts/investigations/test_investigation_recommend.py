"""Put the case to the Head of Service, once every gate is answered."""

import pytest

from alerts.investigations import services as investigations_services
from alerts.models import Investigation
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios
from tests.page import assert_done, words
from tests.step import assert_not_now, fill

WHY = {"no_marker_reason": scenarios.NO_MARKER}


@pytest.fixture
def file(cast):
    """A file with everything answered and an alert in it."""
    return scenarios.drafted_alert(cast).investigation


def _url(file):
    return f"/investigations/{file.reference}/recommend/"


# It works


def test_the_lead_recommends_and_each_alert_is_proposed(cast, sign_in, file):
    client = sign_in("lead")
    assert "This goes to the Head of Service for Housing." in words(client.get(_url(file)))
    response = fill(client, _url(file), **WHY)

    said = f"Investigation {file.reference} is with the Head of Service for Housing."
    assert_done(client, response, f"/investigations/{file.reference}/", said)
    found = Investigation.objects.get()
    assert (found.status, found.recommended_by, found.recommended_on) == ("RECOMMENDED", cast.lead, cast.today)
    assert [alert.status for alert in found.alerts.all()] == ["PROPOSED"]


@pytest.mark.clause("P7a")
def test_while_nobody_is_head_it_goes_to_the_leadership_team(cast, sign_in, file):
    scenarios.leaves(cast.head)
    client = sign_in("lead")
    assert "This goes to the Leadership Team." in words(client.get(_url(file)))
    said = f"Investigation {file.reference} is with the Leadership Team."
    assert_done(client, fill(client, _url(file), **WHY), f"/investigations/{file.reference}/", said)


# It refuses what has not happened yet


def test_a_discussion_in_the_future_is_to_be_held_first(cast, file):
    file.refresh_from_db()
    tomorrow = cast.ago(-1)
    talk = {"counterpart": "AGENCY", "on": tomorrow, "what": "They will come.", "why_not": "", "today": tomorrow}
    investigations_services.add_discussion(investigation=file, version=file.version, by=cast.lead, **talk)
    with pytest.raises(NotAllowed, match="A discussion is recorded for a day in the future. Hold it first."):
        scenarios.recommended(cast, Investigation.objects.get())


@pytest.mark.clause("P6", refuses=True)
def test_a_second_alert_of_a_type_is_not_recommended_once_the_first_is_in_force(cast, sign_in):
    file = scenarios.drafted_alert(cast).investigation
    rival = scenarios.carried_over(cast)
    file.refresh_from_db()
    sentence = (
        f"Lewis Lodger has an active Visit in Pairs alert by now, {rival.reference}. Take this one out of the "
        "recommendation, and review the other on this evidence, or draft it anew to take its place."
    )
    assert_not_now(sign_in("lead"), _url(file), file, sentence, **WHY)

    scenarios.ended(cast, rival)
    assert fill(sign_in("lead"), _url(file), **WHY).status_code == 302


@pytest.mark.clause("P7b", refuses=True)
def test_nor_is_one_of_a_type_that_was_retired_since(cast, sign_in):
    file = scenarios.drafted_alert(cast, "SAFE_CONTACT").investigation
    scenarios.retired(cast, "SAFE_CONTACT")
    file.refresh_from_db()
    sentence = (
        f"Safe contact is not recommended any more since {show_date(cast.today)}. Take the alert out of the recommendation, "
        "and choose another type."
    )
    assert_not_now(sign_in("lead"), _url(file), file, sentence, **WHY)


@pytest.mark.clause("P7b", "P8b")
def test_an_alert_of_such_a_type_may_still_be_strengthened(cast):
    alert = scenarios.active(cast, "SAFE_CONTACT")
    scenarios.retired(cast, "SAFE_CONTACT")

    stronger = scenarios.more_proposed(cast, alert, further=["AT_LEAST_TWO"])

    assert scenarios.approved(cast, stronger).is_active


def test_a_manager_is_not_consulted_in_the_future(cast, file):
    file.refresh_from_db()
    answers = {"consulted_manager": cast.manager, "consulted_on": cast.ago(-1)}
    file = investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations=answers
    )
    with pytest.raises(NotAllowed, match="The departmental manager cannot have been consulted in the future."):
        scenarios.recommended(cast, file)


# It refuses the wrong state


def test_while_a_gate_is_open_it_is_refused(cast, sign_in):
    file = scenarios.opened(cast)
    sentence = "Record the discussion with the member of staff, or why there was none."
    assert_not_now(sign_in("lead"), _url(file), file, sentence, **WHY)
