"""Say what everybody does at the door because of an adjustment; why it was agreed stays with who needs to know (§10)."""

import pytest

from housing_alerts.customers import services
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, words
from tests.step import assert_kept, assert_not_now, fill

WHY = "He is deaf, so we write first."
DOOR = "Knock loudly and wait at the door."
LOOK_UP = "/look-up/?q=12 Sandpiper"


@pytest.fixture
def agreed(cast):
    return scenarios.adjusted(cast)


@pytest.fixture
def url(agreed):
    return f"/customers/D900001/adjustment/{agreed.pk}/door/"


@pytest.mark.clause("P10b")
def test_everybody_who_may_knock_reads_it_and_no_contractor_why(cast, sign_in, agreed, url):
    assert WHY not in words(sign_in("contractor").get(LOOK_UP))

    client = sign_in("lead")
    assert f'href="{url}"' in client.get("/customers/D900001/").content.decode()
    response = fill(client, url, at_the_door=DOOR)

    assert_done(client, response, "/customers/D900001/", "Everybody who looks it up reads what to do at the door.")
    assert AuditEvent.objects.filter(action="say at the door", reference="D900001", by=cast.lead).exists()
    assert f"{WHY} At the door: {DOOR} Change what to do at the door" in words(client.get("/customers/D900001/"))
    assert_kept(client.get(url), at_the_door=DOOR)
    for who in ("contractor", "officer", "lead2"):
        said = words(sign_in(who).get(LOOK_UP))
        assert f"Agreed with who lives here {DOOR}" in said
        assert (WHY in said) is (who != "contractor")


def test_it_stands_beside_an_alert_and_of_a_restricted_file_without_why_until_it_ends(cast, sign_in):
    agreed = scenarios.adjusted(cast, at_the_door=DOOR)
    scenarios.active(cast)
    said = words(sign_in("contractor").get("/look-up/?q=D900001"))
    assert said.index("Attend in pairs. Do not go alone.") < said.index(DOOR)
    scenarios.restrict_file(cast)
    for who in ("contractor", "officer"):
        said = words(sign_in(who).get(LOOK_UP))
        assert DOOR in said
        assert WHY not in said
    type(agreed).objects.update(ends=cast.ago(1), starts=cast.ago(2))
    assert DOOR not in words(sign_in("contractor").get(LOOK_UP))


def test_who_is_no_lead_of_the_area_is_offered_nothing_and_refused(sign_in, agreed, url):
    client, sentence = sign_in("head"), "An Operational Lead for Housing keeps this customer's file."
    assert f'href="{url}"' not in client.get("/customers/D900001/").content.decode()
    assert_not_now(client, url, agreed, sentence, at_the_door=DOOR)


@pytest.mark.clause("P10b", refuses=True)
def test_page_and_service_ask_for_words_and_refuse_what_changed_meanwhile(cast, sign_in, agreed, url):
    client = sign_in("lead")
    with nothing_changes():
        assert client.get(f"/customers/D900005/adjustment/{agreed.pk}/door/").status_code == 404, "it is of another"
        assert_asks(fill(client, url, at_the_door=" "), "Say what to do at the door")
        with pytest.raises(NotAllowed, match="Say what to do at the door."):
            services.record_door_instruction(adjustment=agreed, version=agreed.version, by=cast.lead, at_the_door=" ")
        response = client.post(url, {"version": agreed.version - 1, "at_the_door": DOOR})
        assert_refused(response, "Lena Ledger changed this on")
