"""Who acts for the customer gets a copy of a letter, on the day it goes out and at their address (§10)."""

from datetime import timedelta

import pytest
import time_machine

from housing_alerts.customers import services as customers
from housing_alerts.customers.models import Customer, Representative
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from letters import copying, dispatch
from letters.models import Letter
from tests import scenarios
from tests.letters.sending import KNOWN, issue, post
from tests.page import assert_blocked, assert_refused, nothing_changes, send, words
from tests.scenarios import LODGER
from tests.step import fill

pytestmark = pytest.mark.usefixtures("wednesday")


def represented(cast, **changed):
    details = {"name": "Rita Reader", "agency": "Shore Advice", "authority": "A form.", "address": "1 Quay Street"}
    details |= {"copy_letters": True} | changed
    return customers.record_representative(customer=cast.customers[LODGER], by=cast.lead, details=details)


def ends(cast, acts, on=None):
    today = cast.today
    acts.refresh_from_db()
    return customers.end_representative(
        representative=acts, version=acts.version, by=cast.lead, on=on or today, today=today, reason="She moved away."
    )


def gone(cast, acts):
    ends(cast, acts, cast.ago(1))


def readdressed(cast, acts):
    acts.address = "2 Quay Street"
    records.save(acts, by=cast.lead, why="She moved.")


@pytest.mark.parametrize("departs", [gone, readdressed])
@pytest.mark.clause("P10b", refuses=True)
def test_a_copy_to_who_no_longer_acts_stops_the_letter(cast, sign_in, departs):
    acts, issued = represented(cast), scenarios.issued(cast, scenarios.active(cast))
    draft = scenarios.drafted(cast, scenarios.active(cast, "NO_LONE_MALES"))
    departs(cast, acts)
    sentence = "Rita Reader, Shore Advice no longer acts for Lewis Lodger, or has another address"
    for step, letter in ((issue, draft), (post, issued)):
        with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
            step(cast, letter, sure_of=[dispatch.SHARED], words=KNOWN)
    assert_blocked(sign_in("lead").get(f"/letters/{draft.reference}/issue/"), sentence)
    asks = words(sign_in("lead").get(f"/letters/{issued.reference}/posting/"))
    assert f"Has it left us already? Yes, it has. {sentence}" in asks


@pytest.mark.clause("P10b")
def test_on_the_last_day_of_their_authority_they_get_a_copy(cast):
    acts, alert = represented(cast), scenarios.active(cast)
    letter = scenarios.issued(cast, alert)
    ends(cast, acts, cast.today)
    assert post(cast, letter, copies=copying.CopiesSent([acts.full_name])).status == "SENT"
    with time_machine.travel(cast.then(-1), tick=False):
        assert scenarios.composed(cast, alert, on=cast.today + timedelta(days=1)).copies == []


@pytest.mark.clause("P10b", refuses=True)
def test_a_copy_without_an_address_stops_the_letter(cast):
    represented(cast, address=" ")
    with pytest.raises(NotAllowed, match="No address is known for Rita Reader, Shore Advice, who gets a copy"):
        scenarios.drafted(cast, scenarios.active(cast))


@pytest.mark.clause("P10b", refuses=True)
def test_who_came_since_gets_a_copy_until_it_is_issued(cast):
    draft = scenarios.drafted(cast, scenarios.active(cast, "NO_LONE_MALES"))
    issued = scenarios.issued(cast, scenarios.active(cast))
    represented(cast)
    with pytest.raises(NotAllowed, match="gets a copy, and this letter does not name them"):
        issue(cast, draft)
    assert post(cast, issued).status == "SENT", "what was issued named who acted then"


@pytest.mark.clause("P10b")
def test_a_copy_goes_to_who_acts_on_the_day_it_is_planned_for(cast):
    """Whose authority ends before that day gets none, and does not stand in its way."""
    ends(cast, represented(cast), cast.today)
    letter = scenarios.issued(cast, scenarios.active(cast), on=cast.today + timedelta(days=1))
    assert (letter.status, letter.copies) == ("ISSUED", [])


@pytest.mark.clause("P10b", refuses=True)
def test_after_a_merge_is_undone_no_copy_goes_to_who_acts_for_the_other_person(cast):
    """The letter was written while both files were one."""
    represented(cast)
    merge = scenarios.merged(cast, other=LODGER, kept="D900005")
    letter = scenarios.drafted(cast, scenarios.active(cast, customer="D900005"))
    assert letter.copies_go_to.startswith("Rita Reader")
    scenarios.unmerged(cast, merge)
    with pytest.raises(NotAllowed, match="Rita Reader, Shore Advice no longer acts for Barnaby Tamblyn"):
        issue(cast, Letter.objects.get(pk=letter.pk))


def test_the_offers_say_that_a_copy_stands_in_the_way(cast, sign_in):
    acts = represented(cast)
    letter = scenarios.drafted(cast, scenarios.active(cast))
    gone(cast, acts)
    assert "no longer acts for Lewis Lodger" in words(sign_in("lead").get(f"/letters/{letter.reference}/"))
    assert Representative.objects.acting(on=cast.today).count() == 0
    assert Customer.objects.get(reference=LODGER).representatives.count() == 1
    assert_refused(
        send(sign_in("lead"), f"/letters/{letter.reference}/issue/", letter),
        "Cancel this letter, and compose it again.",
    )


# Whether the copy went


COPY = "The copy for Rita Reader, Shore Advice went too"
UNSAID = (
    "The letter says that Rita Reader, Shore Advice gets a copy. "
    "Send it and tick that it went too, or say why it did not go."
)


@pytest.mark.clause("P10b", refuses=True)
def test_the_sending_is_not_recorded_while_nobody_says_whether_the_copy_went(cast, sign_in):
    represented(cast)
    letter = scenarios.issued(cast, scenarios.active(cast))
    with nothing_changes(), pytest.raises(NotAllowed) as refused:
        post(cast, letter)
    assert str(refused.value) == UNSAID
    client, url = sign_in("lead"), f"/letters/{letter.reference}/posting/"
    assert COPY in words(client.get(url))
    with nothing_changes():
        assert_refused(fill(client, url), UNSAID)
    with nothing_changes():
        short = f"“No stamps.” says too little: use 5 different words or more. {UNSAID}"
        assert_refused(fill(client, url, not_copied="No stamps."), short)


@pytest.mark.clause("P10b")
@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"copied": ["Rita Reader, Shore Advice"]}, "It went too."),
        ({"not_copied": "She asked us not to send this one."}, "It was not sent. She asked us not to send this one."),
    ],
)
def test_what_is_said_of_the_copy_is_kept(cast, sign_in, said, kept):
    represented(cast)
    letter = scenarios.issued(cast, scenarios.active(cast))
    client = sign_in("lead")
    assert fill(client, f"/letters/{letter.reference}/posting/", **said).status_code == 302
    letter.refresh_from_db()
    asked = letter.answers[-1]
    assert (asked["asked"], asked["said"]) == ("The copy for Rita Reader, Shore Advice", kept)
    assert f"The copy for Rita Reader, Shore Advice {kept}" in words(client.get(f"/letters/{letter.reference}/"))
    why = AuditEvent.objects.filter(action="record posting of letter").latest("pk").why
    assert why.endswith(f". A copy: {kept.rstrip('.')}")
    assert letter.history.first().history_change_reason == why


def test_nothing_is_asked_where_nobody_gets_a_copy(cast, sign_in):
    letter = scenarios.issued(cast, scenarios.active(cast))
    assert "went too" not in words(sign_in("lead").get(f"/letters/{letter.reference}/posting/"))
