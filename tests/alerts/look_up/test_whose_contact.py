"""What limits contact stands with whose it is; what protects whoever goes is for everybody there (§5, §6)."""

import pytest

from alerts.alert import services as alert_services
from alerts.choices import Control
from alerts.models import Alert
from housing_alerts.customers.models import Asset
from housing_alerts.kernel.records import saving as records
from tests import scenarios, settling
from tests.look_up import carried_over, home_of, housed
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")
JORY = "D900009"
HOME = "12 Sandpiper Close"
KEEP = "Keep to the agreed ways and times of contact."
LETTERS = "Please contact us by letter only."
MAIL = {"kind": "CHANNELS", "words": "Please contact us by e-mail only.", "ends": None}
THEIRS = [f"Contact with Lewis Lodger: {KEEP}", "Contact with Lewis Lodger is limited to:"]
SOMEBODYS = [f"Contact with somebody here: {KEEP}", "Contact with somebody here is limited to:"]


@pytest.fixture
def card(sign_in):
    """What to do, as the colleague reads it for the query."""

    def asked(username: str, query: str) -> str:
        return words(sign_in(username).get("/look-up/", {"q": query})).partition("Who lives here")[0]

    return asked


@pytest.mark.clause("P5", "P9b", refuses=True)
def test_a_limit_stands_with_the_name_of_whose_it_is_and_not_of_who_lives_with_them(cast, sign_in, card):
    alert = scenarios.restricted(cast)
    kept = scenarios.visits(cast, JORY)

    lead = sign_in("lead")
    for page in ("/look-up/?q=Jory Lodger", f"/customers/{JORY}/"):
        said = words(lead.get(page))
        assert [one for one in THEIRS if one not in said] == [], page
        assert "What contact is limited to" not in said
    said = words(sign_in("officer").get(f"/visits/{kept.pk}/"))
    assert [one for one in THEIRS if one not in said] == []
    assert "They limit how somebody here contacts us." in said
    alert_services.stay_alert(alert, by=cast.lead, on=cast.today)
    assert "Contact with Lewis Lodger: All limits of contact are suspended" in card("officer", "Jory Lodger")


@pytest.mark.clause("P5", refuses=True)
def test_two_limits_are_not_mixed(cast, card):
    scenarios.restricted(cast)
    scenarios.active(cast, "CONTACT_MANAGEMENT", JORY, conditions=[MAIL])

    said = card("officer", HOME)
    hers, his = said.index("Contact with Jory Lodger is limited to:"), said.index(THEIRS[1])
    assert hers < said.index(MAIL["words"]) < his < said.index(LETTERS)
    assert f"Contact with Jory Lodger: {KEEP}" in said

    said = card("contractor", HOME)
    assert said.count(SOMEBODYS[1]) == 2
    assert SOMEBODYS[0] in said
    assert "Lodger" not in said


@pytest.mark.clause("P11a", "P5")
def test_the_limit_of_a_closed_file_names_nobody(cast, card):
    scenarios.restricted(cast)
    with settling.undone():
        scenarios.restrict(cast, JORY, readers=[cast.lead])
        said = card("officer", "Jory Lodger")
        assert SOMEBODYS[0] in said
        assert not [words for words in ("Contact with Jory", "Lewis") if words in said]
    scenarios.restrict_file(cast, readers=[cast.lead, cast.leadership])

    for said in (card("officer", "Jory Lodger"), card("contractor", HOME)):
        assert SOMEBODYS[0] in said
        assert "Contact with somebody here is limited: ask before you make any." in said
        assert "Lewis" not in said


@pytest.mark.clause("P7b", "P5")
def test_what_protects_whoever_goes_is_for_everybody_there(cast, card):
    alert = scenarios.restricted(cast)
    controls = [Control.AGREED_CONTACT, Control.AT_LEAST_TWO]
    Alert.objects.filter(pk=alert.pk).update(controls=controls, instruction=f"Do not go alone. {KEEP}")
    carried_over(cast, JORY, code="WEAPONS")

    said = card("officer", HOME)
    assert f"Do not go alone. {KEEP} What it says of contact is about Lewis Lodger." in said
    assert "Contact with Lewis Lodger:" not in said


@pytest.mark.clause("P5", "P7b")
def test_a_control_of_contact_beyond_the_words_stands_with_the_name_too(cast, card):
    alert = carried_over(cast)
    controls = [Control.AT_LEAST_TWO, Control.NAMED_OFFICER, Control.NO_FORCED_ENTRY]
    Alert.objects.filter(pk=alert.pk).update(controls=controls)

    said = card("officer", HOME)
    assert f"Contact with Lewis Lodger: {Control.NAMED_OFFICER.label}" in said
    assert f"Contact with Lewis Lodger: {Control.NO_FORCED_ENTRY.label}" not in said


@pytest.mark.clause("P5", "P6")
def test_under_another_reference_of_the_address_nobody_is_named(cast, card):
    home = home_of(cast)
    asset = Asset(reference="A-AGAIN", address=home.address, postcode=home.postcode)
    records.save(asset, by=None, why="")
    petra = housed(cast, asset, "D900091", "Pipit")
    scenarios.restricted(cast)

    said = card("officer", petra.full_name)
    assert said.index("What to do at this address") < said.index(SOMEBODYS[1])
    assert "Lewis" not in said


@pytest.mark.clause("P5")
def test_of_somebody_who_lives_alone_the_words_need_no_name(cast, card):
    scenarios.active(cast, "CONTACT_MANAGEMENT", scenarios.HONG, conditions=[MAIL])
    said = card("officer", scenarios.HONG)
    assert "What contact is limited to:" in said
    assert "Contact with" not in said
