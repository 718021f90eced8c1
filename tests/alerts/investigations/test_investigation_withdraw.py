"""Close the file without a recommendation. Its incidents stay referred."""

import pytest

from alerts.decisions import services as decisions_services
from alerts.models import Investigation
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.alerts.incidents.reporting import make_void
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import assert_not_now, fill

ANSWERS = {"reason": "The officer was mistaken about him."}


@pytest.fixture
def file(cast):
    return scenarios.drafted_alert(cast).investigation


def _url(file):
    return f"/investigations/{file.reference}/withdraw/"


# It works


def test_the_lead_withdraws_it_with_its_drafted_alerts(sign_in, file):
    client = sign_in("lead")
    with nothing_changes():
        assert_asks(fill(client, _url(file), reason=" "), "Say why the investigation is withdrawn")
    response = fill(client, _url(file), **ANSWERS)

    said = f"Investigation {file.reference} withdrawn. Its incidents stay referred."
    assert_done(client, response, f"/investigations/{file.reference}/", said)
    found = Investigation.objects.get()
    assert (found.status, found.withdrawn_reason) == ("WITHDRAWN", "The officer was mistaken about him.")
    assert [alert.status for alert in found.alerts.all()] == ["WITHDRAWN"]
    assert [(i.status, i.awaits_lead()) for i in found.incidents.all()] == [("REFERRED", True)]
    assert "The officer was mistaken about him." in words(client.get(f"/investigations/{file.reference}/"))


# It refuses the wrong state


def _sent_back(cast, file):
    file.refresh_from_db()
    question = {"question": "Is the second one needed?"}
    return decisions_services.send_back_investigation(
        investigation=file, version=file.version, by=cast.head, **question
    )


def _imposed(cast):
    """One of two alerts is imposed after violence, the other sent back."""
    imposed, _ = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS", violent=True)
    scenarios.approved(cast, imposed)
    return _sent_back(cast, imposed.investigation)


def _declined(cast):
    declined, _ = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS")
    scenarios.declined(cast, declined)
    return _sent_back(cast, declined.investigation)


def _agreed(cast):
    """An action is agreed, and the alert beside it sent back."""
    alert = scenarios.proposed_with_an_action(cast)
    scenarios.agreed(cast, alert.investigation)
    return _sent_back(cast, alert.investigation)


@pytest.mark.clause("D3b", refuses=True)
@pytest.mark.parametrize("left", [_imposed, _agreed])
def test_a_file_of_which_a_part_is_imposed_or_agreed_is_not_withdrawn(cast, sign_in, left):
    file = left(cast)
    sentence = "The Head of Service has imposed or agreed a part of this. Take out what you no longer recommend, then recommend"
    assert_not_now(sign_in("lead"), _url(file), file, sentence, **ANSWERS)


@pytest.mark.clause("D3b")
def test_where_a_part_was_declined_and_the_report_turned_out_to_be_void_it_is_withdrawn(cast, sign_in):
    file = _declined(cast)
    (incident,) = file.incidents.all()
    make_void(cast, incident)

    fill(sign_in("lead"), _url(file), **ANSWERS)

    found = Investigation.objects.get()
    assert (found.status, [alert.status for alert in found.alerts.order_by("pk")]) == (
        "WITHDRAWN",
        ["DECLINED", "WITHDRAWN"],
    )


@pytest.mark.clause("D3b", refuses=True)
def test_what_an_imposed_alert_or_an_agreed_action_rests_on_stays(cast):
    (incident,) = _agreed(cast).incidents.all()
    with pytest.raises(NotAllowed, match="rests on this incident and is open. Ask its Operational Lead."):
        make_void(cast, incident)


@pytest.mark.long
@pytest.mark.clause("D3b")
def test_it_is_concluded_without_what_is_withdrawn(cast, sign_in):
    file, lead = _imposed(cast), sign_in("lead")
    draft = file.alerts.get(status="DRAFT")
    fill(lead, f"/alerts/{draft.reference}/withdraw/")
    url = f"/investigations/{file.reference}/"
    fill(lead, f"{url}considerations/", no_further_action="on", answer="No: one is enough.")
    fill(lead, f"{url}recommend/")

    head = sign_in("head")
    fill(head, f"{url}agree/", reason="One alert is enough for him.")

    file = Investigation.objects.get()
    assert (file.status, [alert.status for alert in file.alerts.order_by("pk")]) == (
        "CONCLUDED",
        ["ACTIVE", "WITHDRAWN"],
    )
    record = words(head.get(f"{url}decision/"))
    assert "Visit in Pairs, CM-2026-00001: imposed" in record
    assert "One alert is enough for him." in record[record.index("No further action") :]
    assert "No further action" not in words(head.get("/alerts/CM-2026-00001/decision/"))
