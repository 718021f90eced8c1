"""A subject access request of somebody at whose home an alert, a marker or a report stands of which nobody told them."""

from datetime import timedelta

import pytest

from alerts.decisions.answers import InformAnswer
from alerts.models import Alert
from housing_alerts.customers.models import Membership
from privacy.bundle.untold import untold
from privacy.subject_access import selectors, services
from tests import scenarios
from tests.page import assert_refused, words
from tests.step import chosen, fill, shown
from tools import demo

pytestmark = pytest.mark.usefixtures("wednesday")
POLICE = {"about": "THIRD_PARTY", "source": "Devon and Cornwall Police", "weapon": True, "danger_from": "THERE"}


def _url(request, verb=""):
    return f"/subject-access/{request.reference}/{verb}"


@pytest.fixture
def marker(cast):
    """What the police told us of her new partner, as it stands on her home, with its marker."""
    incident = scenarios.logged_in_words(cast, "Her new partner keeps a machete.", **POLICE)
    assert (incident.customer, incident.asset.reference) == (None, "A-D1")
    return scenarios.mark(cast, incident, controls=("POLICE_ADVICE",))


def _imposed(cast, marker, code="THIRD_PARTY"):
    alert = demo.put_forward(cast, demo.investigate(cast, marker.incident, 0), "WEAPONS", 0)
    return demo.approve(cast, alert, 0, InformAnswer("WITHHOLD", code, "Nothing else has been added."))


@pytest.mark.long
@pytest.mark.clause("P13b", "P7c", refuses=True)
def test_no_button_releases_what_the_police_told_us_of_their_home(sign_in, cast, marker, wednesday):
    alert, incident = _imposed(cast, marker), marker.incident
    wednesday.shift(timedelta(minutes=5))
    request, client = scenarios.identified(cast), sign_in("dpo")
    said = (
        f"has not been told of alert {alert.reference}, which is about a home of theirs: the alert rests on third-party"
    )
    about = {each.item.key: each for each in selectors.reviewed(request)}
    item, trail = about[f"alerts.incident.{incident.pk}"], about["audit.auditevent"]

    assert said in words(client.get(_url(request)))
    assert "place marker" in trail.item.text
    for each in (item, trail):
        assert each.kept and each.kept.record == alert
        assert not each.clean
        page = client.get(_url(request, f"items/{each.item.key}/"))
        assert said in words(page)
        assert f"This item speaks of alert {alert.reference}, of which the customer has not been told." in words(page)
        assert (chosen(page, "verdict"), shown(page)["exemption"]) == (["WITHHOLD"], ["OTHER_PERSON"])
    for group in ("REPORTS", "TRAIL"):
        section = words(client.get(_url(request, f"sections/{group}/")))
        assert said in section
        assert "An alert that they do not know of" in section
    refused = fill(client, _url(request, f"items/{trail.item.key}/"), verdict="RELEASE", exemption="", reason=" ")
    assert_refused(refused, "The customer has not been told of this alert.")
    for group in {each.item.group for each in about.values()}:
        found = selectors.reviewed(request, group)
        seen, by = selectors.fingerprint(found), cast.people["dpo"]
        services.decide_clean_items(request=request, found=found, seen=seen, by=by)
    left = [each for each in selectors.reviewed(request) if each.decided]
    assert left and not [each for each in left if incident.reference in each.item.text]


@pytest.mark.long
@pytest.mark.clause("P13b", "P4b", refuses=True)
def test_a_report_on_their_home_is_kept_before_anybody_decides(sign_in, cast, marker, wednesday):
    wednesday.shift(timedelta(minutes=5))
    request, client = scenarios.identified(cast), sign_in("dpo")
    url = _url(request, "items/audit.auditevent/")
    said = f"has not been told of report {marker.incident.reference}, which is about a home of theirs: another agency told us."

    assert said in words(client.get(url))
    assert "A report that they do not know of" in words(client.get(_url(request, "sections/REPORTS/")))
    assert_refused(fill(client, url, verdict="RELEASE", exemption="", reason=" "), "has not been told of this report.")


@pytest.mark.clause("P7c")
@pytest.mark.parametrize(
    ("facts", "marked", "code"),
    [
        ({}, False, None),
        ({"violent": True}, True, "NOBODY_KNOWN"),
        ({"circumstances": ["DOMESTIC_ABUSE"]}, False, "HARM_TO_CUSTOMER"),
    ],
)
def test_a_report_that_names_nobody_is_kept_with_its_marker_or_where_somebody_at_home_told_us(
    cast, facts, marked, code
):
    incident = scenarios.logged_at_an_address(cast, **facts)
    if marked:
        scenarios.mark(cast, incident)
    found = untold(cast.customers[scenarios.LODGER])
    assert [(each.record, each.code) for each in found] == ([(incident, code)] if code else [])


@pytest.mark.clause("P4b")
def test_what_an_agency_told_us_of_the_person_is_kept_before_anybody_decides(cast):
    incident = scenarios.logged(cast, about="THIRD_PARTY", source="Devon and Cornwall Police")
    (kept,) = untold(cast.customers[scenarios.LODGER])
    assert (
        kept.warning == f"has not been told of report {incident.reference}: another agency told us. Do not mention it."
    )


@pytest.mark.clause("P7c")
@pytest.mark.parametrize(
    ("came", "left", "ended", "kept"),
    [
        (-400, None, False, True),
        (-400, 0, False, True),
        (-400, -30, False, False),
        (1, None, False, True),
        (1, None, True, False),
    ],
)
def test_an_alert_on_a_home_counts_for_whoever_lived_there_then(cast, came, left, ended, kept):
    alert = scenarios.on_a_property(cast)
    if ended:
        scenarios.ended(cast, alert)
    days = {"starts": cast.ago(-came), "ends": None if left is None else cast.ago(-left)}
    Membership.objects.filter(customer__reference=scenarios.LODGER).update(**days)
    Alert.objects.filter(pk=alert.pk).update(effective_from=cast.today)
    found = [each.record for each in untold(cast.customers[scenarios.LODGER]) if isinstance(each.record, Alert)]
    assert found == ([alert] if kept else [])
