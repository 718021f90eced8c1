"""Controls that contradict each other: nobody could do what they ask, so nothing asks for both."""

import pytest

from alerts.catalogue import selectors as catalogue_selectors
from alerts.catalogue import services as catalogue_services
from alerts.choices import Control
from alerts.markers import services as markers_services
from alerts.models import AlertType, Marker
from alerts.reviews import services as reviews_services
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios

NOBODY = "“No woman visits” and “No man visits” contradict each other"
pytestmark = pytest.mark.usefixtures("wednesday")


def _place(cast, incident, controls, another="", dropped=""):
    return markers_services.place_marker(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        controls=controls,
        another=another,
        dropped=dropped,
    )


def test_these_contradict_each_other():
    for controls, pair in [
        ({"NO_WOMAN", "NO_MAN"}, (Control.NO_WOMAN, Control.NO_MAN)),
        ({"NO_WOMAN", "NO_LONE_WOMAN"}, (Control.NO_WOMAN, Control.NO_LONE_WOMAN)),
        ({"NO_MAN", "NO_LONE_MAN"}, (Control.NO_MAN, Control.NO_LONE_MAN)),
        ({"NO_WOMAN", "NO_LONE_MAN", "AT_LEAST_TWO"}, None),
        ({"NO_LONE_WOMAN", "NO_LONE_MAN"}, None),
    ]:
        assert Control.contradiction(controls) == pair


@pytest.mark.clause("D4", refuses=True)
def test_a_marker_asks_for_nothing_that_contradicts_itself_or_what_is_in_force(cast):
    with pytest.raises(NotAllowed, match=f"{NOBODY}. Choose one of them."):
        _place(cast, scenarios.logged(cast), ["NO_WOMAN", "NO_MAN"])

    alert = scenarios.active(cast, "NO_MALE_VISITORS")
    with pytest.raises(NotAllowed, match=f"{NOBODY}: alert {alert.reference} is in force"):
        _place(cast, scenarios.logged(cast), ["NO_WOMAN"])


@pytest.mark.clause("D4", refuses=True)
def test_a_second_marker_says_what_becomes_of_the_first_and_does_not_contradict_it(cast):
    first = scenarios.mark(cast, scenarios.logged(cast), controls=("NO_WOMAN",))
    second = scenarios.logged(cast, days=1)
    with pytest.raises(NotAllowed, match="Say whether what you choose takes its place"):
        _place(cast, second, ["NO_MAN"])
    with pytest.raises(NotAllowed, match=f"{NOBODY}: the marker of {first.incident.reference} is in force"):
        _place(cast, second, ["NO_MAN"], "BESIDE")

    _place(cast, second, ["NO_MAN"], "CHANGE", "The woman who feared him has moved away.")
    assert [marker.controls for marker in Marker.objects.in_force(on=cast.today)] == [["NO_MAN"]]


@pytest.mark.clause("P7b", refuses=True)
def test_a_type_has_no_controls_that_contradict_each_other(cast):
    type = AlertType.objects.get(code="NO_FEMALE_VISITORS")
    step = {"type": type, "seen": catalogue_selectors.type_shown(type), "by": cast.people["admin"], "on": cast.today}
    with pytest.raises(NotAllowed, match=NOBODY):
        catalogue_services.change_alert_type(**step, values={"controls": ["NO_WOMAN", "NO_MAN"]})


@pytest.mark.clause("P7b", refuses=True)
def test_no_alert_asks_for_what_contradicts_another_in_force(cast):
    alert = scenarios.active(cast, "NO_FEMALE_VISITORS")
    with pytest.raises(NotAllowed, match=f"{NOBODY}: No Male Visitors, and No Female Visitors, {alert.reference}"):
        scenarios.proposed(cast, "NO_MALE_VISITORS")

    assert scenarios.proposed_to_replace(cast, alert, "NO_MALE_VISITORS").status == "PROPOSED"


@pytest.mark.clause("P7b")
def test_a_stricter_alert_beside_a_milder_one_is_kept(cast):
    scenarios.active(cast, "NO_LONE_FEMALES")
    assert scenarios.active(cast, "NO_FEMALE_VISITORS").status == "ACTIVE"


@pytest.mark.clause("P7b", refuses=True)
def test_nor_are_two_recommended_together_that_contradict_each_other(cast):
    with pytest.raises(NotAllowed, match=NOBODY):
        scenarios.proposed_together(cast, "NO_FEMALE_VISITORS", "NO_MALE_VISITORS")


@pytest.mark.clause("P7b", refuses=True)
def test_what_came_in_force_meanwhile_is_not_contradicted_by_the_approval(cast):
    waiting = scenarios.proposed(cast, "NO_MALE_VISITORS")
    scenarios.carried_over(cast, code="NO_FEMALE_VISITORS")
    with pytest.raises(NotAllowed, match=NOBODY):
        scenarios.approved(cast, waiting)


@pytest.mark.clause("P8b", refuses=True)
def test_to_strengthen_an_alert_nothing_is_asked_that_contradicts_it(cast):
    draft = scenarios.asked_for_more(cast, scenarios.active(cast, "NO_FEMALE_VISITORS"), further=["POLICE_ADVICE"])
    with pytest.raises(NotAllowed, match=NOBODY):
        reviews_services.ask_for_controls(draft=draft, version=draft.version, by=cast.lead, further=["NO_MAN"])
