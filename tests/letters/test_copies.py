"""Who acts for the customer gets a copy of a letter, on the day it goes out and at their address (§10)."""

from datetime import timedelta

import pytest
import time_machine

from housing_alerts.customers import services as customers
from housing_alerts.customers.spelling import name_alone
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from letters import copying, dispatch
from letters.choices import Kind
from letters.models import IssuedPdf, Letter
from tests import scenarios
from tests.page import assert_blocked, assert_refused, nothing_changes, words
from tests.scenarios import LODGER
from tests.step import fill

from .reader import text
from .samples import letter as sample
from .samples import said
from .sending import KNOWN, issue, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


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


@pytest.mark.long
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
        assert_refused(fill(client, url, not_copied="No stamp."), UNSAID)


@pytest.mark.long
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


def url(letter, page=""):
    return f"/letters/{letter.reference}/{page}"


@pytest.mark.long
@pytest.mark.clause("P10b")
def test_who_acts_for_the_customer_gets_a_copy_where_it_is_ticked(sign_in, cast):
    alert = scenarios.active(cast)
    acting = {"authority": "A form", "address": "1 Example Street"}
    for name, agency, copied in [("Ruth Sample", "Example Advocacy", True), ("Ann Other", "", False)]:
        details = acting | {"name": name, "agency": agency, "copy_letters": copied}
        customers.record_representative(customer=alert.customer, by=cast.lead, details=details)
    letter = scenarios.issued(cast, alert)

    assert "Send a copy to Ruth Sample, Example Advocacy 1 Example Street" in words(sign_in("lead").get(url(letter)))
    told = words(sign_in("lead").get(url(letter, "text/")))
    assert "Who gets a copy gets it in an e-mail or envelope of their own: Ruth Sample, Example Advocacy." in told
    assert "no copies" not in told
    printed = text(bytes(IssuedPdf.objects.get(letter=letter).content))
    assert "Copy to: Ruth Sample" in printed
    assert "Example Advocacy" not in printed
    assert "Ann Other" not in printed


# A copy of a letter whose address somebody must not know


@pytest.mark.clause("P7c", "P11a", refuses=True)
def test_a_copy_of_a_letter_to_a_restricted_file_stops_whoever_gets_it(cast):
    details = {"name": "Gethin Pellew", "authority": "A form.", "address": "2 Quay, Testmouth", "copy_letters": True}
    customers.record_representative(customer=cast.customers[LODGER], by=cast.lead, details=details)
    alert = scenarios.active(cast)
    scenarios.restrict_file(cast)
    letter = scenarios.drafted(cast, alert)
    with nothing_changes(), pytest.raises(NotAllowed, match="A copy goes to Gethin Pellew. The copy shows the address"):
        issue(cast, letter)
    sure = [copying.COPIED, dispatch.SHARED]
    assert issue(cast, letter, sure_of=sure, words="He is her solicitor.").status == "ISSUED"


@pytest.mark.long
@pytest.mark.clause("P7c", refuses=True)
def test_a_copy_that_would_show_the_new_address_stops(cast):
    details = {"name": "Rita Reader", "authority": "A letter.", "address": "2 Quay, Testmouth", "copy_letters": True}
    acts = customers.record_representative(customer=cast.customers[LODGER], by=cast.lead, details=details)
    letter = scenarios.drafted(cast, scenarios.active(cast))
    assert dispatch.asked(letter, on=cast.today) == []
    acts.created_at = cast.then(3)
    acts.save()
    scenarios.moved(cast, cast.customers[LODGER])
    letter = scenarios.drafted(cast, scenarios.active(cast, "NO_LONE_MALES"))
    with (
        nothing_changes(),
        pytest.raises(NotAllowed, match="who was recorded before the customer came to this address"),
    ):
        issue(cast, letter)
    assert issue(cast, letter, sure_of=[copying.COPIED], words="She still speaks for him.").status == "ISSUED"


# No letter tells whoever opens it which agency the customer turned to (§7, §10)


@pytest.mark.clause("P7c", "P10b")
def test_a_copy_is_named_without_the_agency_which_staff_still_read(cast):
    alert = scenarios.active(cast)
    details = {"name": "Rosa Bright", "agency": "Haven Refuge", "authority": "A form.", "address": "1 Quay Street"}
    customers.record_representative(customer=alert.customer, by=cast.lead, details=details | {"copy_letters": True})
    draft = scenarios.drafted(cast, alert)
    text = said(sample(Kind.NOTIFICATION, facts={"copies": draft.copies}))
    assert "Copy to: Rosa Bright" in text
    assert "Haven" not in text
    assert draft.copies_go_to == "Rosa Bright, Haven Refuge\n1 Quay Street"


@pytest.mark.clause("P7c")
def test_of_somebody_who_appeals_for_them_the_letter_says_the_name_alone():
    for typed in [
        *("Rosa Bright", "Rosa Bright, Haven Refuge", "Rosa Bright (Haven Refuge)", "Rosa Bright of Haven Refuge"),
        *(
            "Rosa Bright from Haven",
            "Rosa Bright - Haven Refuge",
            "Rosa Bright – Haven",
            "Rosa Bright on behalf of Haven",
        ),
    ]:
        assert name_alone(typed) == "Rosa Bright"


@pytest.mark.clause("P7c", "P9b")
def test_the_acknowledgement_says_the_name_alone(cast):
    other = {"other_sender": "Rosa Bright of Haven Refuge", "authority_asked": "A form of authority, by telephone."}
    appeal = scenarios.appealed(cast, scenarios.told(cast), **other)
    assert scenarios.composed(cast, appeal).facts["by"] == "Rosa Bright"
