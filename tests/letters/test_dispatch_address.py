"""Before a letter goes out, it is asked whether the customer still lives there: long not confirmed, or about to move."""

from datetime import timedelta

import pytest

from housing_alerts.customers import services as customers
from housing_alerts.customers.models import Membership
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from letters import copying, dispatch
from tests import scenarios
from tests.letters.sending import KNOWN, issue, post
from tests.owing import held
from tests.page import nothing_changes, words
from tests.scenarios import LODGER

pytestmark = pytest.mark.usefixtures("wednesday")
JORY = "D900009"
"""Who holds the tenancy together with Lewis Lodger."""


# An address not confirmed


@pytest.mark.clause("P9a", refuses=True)
def test_an_address_not_confirmed_for_longer_than_the_setting_stops_the_letter(cast, long_ago):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    with nothing_changes(), pytest.raises(NotAllowed) as stopped:
        issue(cast, letter)
    assert "The address was last confirmed on 6 May 2025, more than 12 months ago." in str(stopped.value)


@pytest.mark.clause("P9a")
def test_the_answer_confirms_the_address(cast, long_ago):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    issued = issue(cast, letter, sure_of=[dispatch.UNCONFIRMED], words=KNOWN)

    long_ago.refresh_from_db()
    assert long_ago.confirmed_on == cast.today
    event = AuditEvent.objects.get(action="confirm address")
    assert (event.reference, event.by, event.why) == (LODGER, cast.lead, KNOWN)
    assert post(cast, issued).status == "SENT"


@pytest.mark.parametrize(("months", "asked"), [(13, True), (14, False)])
@pytest.mark.clause("P9a")
def test_the_organisation_says_after_how_many_months(cast, long_ago, months, asked):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    letter.organisation.address_months = months
    letter.organisation.save()
    assert [doubt.code for doubt in dispatch.asked(letter, on=cast.today)] == [dispatch.UNCONFIRMED] * asked


@pytest.mark.clause("P9a")
def test_an_address_that_nobody_confirmed_is_as_old_as_what_we_were_told(cast):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    known = Membership.objects.get(customer__reference=LODGER).known_on
    a_year, later = (dispatch.asked(letter, on=known + timedelta(days=days)) for days in (365, 370))
    assert [asked.code for asked in a_year] == [dispatch.LATE]
    (asked,) = [asked for asked in later if asked.code != dispatch.LATE]
    assert (asked.code, asked.sentence) == (
        dispatch.UNCONFIRMED,
        "Nobody has confirmed the address. It is known from the housing system since 10 June 2026, more than 12 months ago.",
    )


@pytest.mark.clause("P9a")
def test_a_file_that_says_where_they_live_confirms_nothing(cast, sign_in, long_ago):
    assert "Address last confirmed 6 May 2025" in words(sign_in("lead").get(f"/customers/{LODGER}/"))
    for page in (f"/customers/{JORY}/", f"/customers/{JORY}/address/"):
        said = words(sign_in("lead").get(page))
        assert "nown from the housing system since 10 June 2026" in said
        assert "last confirmed" not in said.lower()


@pytest.mark.clause("P9a", refuses=True)
def test_a_letter_that_came_back_is_not_sent_there_again_unasked(cast):
    alert = scenarios.active(cast)
    back = scenarios.returned(cast, scenarios.posted(cast, alert))
    again = scenarios.drafted(cast, alert)
    with nothing_changes(), pytest.raises(NotAllowed) as stopped:
        issue(cast, again)
    asked = f"Letter {back.reference} came back from this address on {cast.today:%-d %B %Y}. Say that the letter can go"
    assert asked in str(stopped.value)

    issued = issue(cast, again, sure_of=[dispatch.CAME_BACK], words=KNOWN)
    assert post(cast, issued).status == "SENT"
    assert dispatch.asked(scenarios.drafted(cast, scenarios.active(cast, "NO_LONE_MALES")), on=cast.today) == []


# A move


@pytest.mark.clause("P9a", refuses=True)
def test_a_letter_that_arrives_after_the_move_stops(cast):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    place = Membership.objects.get(customer__reference=LODGER)
    place.ends = cast.today
    records.save(place, by=None, why="Imported")
    with nothing_changes(), pytest.raises(NotAllowed, match="no longer lives at this address on .* counts as received"):
        issue(cast, letter)
    issue(cast, letter, sure_of=[dispatch.MOVING], words="The post is sent on to him.")


@pytest.mark.clause("P9a")
def test_where_they_had_left_before_it_was_posted_the_leads_are_asked_what_became_of_it(cast, sign_in):
    letter = scenarios.notified(cast, scenarios.active(cast))
    warning, client = "On the day it was posted, the customer no longer lived at this address.", sign_in("lead")
    assert warning not in words(client.get(f"/letters/{letter.reference}/"))
    place = Membership.objects.get(customer__reference=LODGER)
    place.ends = letter.sent_on - timedelta(days=1)
    records.save(place, by=None, why="Imported")
    duties.settle("import customers", [letter])
    assert held(cast.lead, Kind.ASTRAY) == [letter.reference]
    assert warning in words(client.get(f"/letters/{letter.reference}/"))
    scenarios.returned(cast, letter)
    assert held(cast.lead, Kind.ASTRAY) == []


@pytest.mark.clause("P9a")
def test_where_they_leave_before_it_is_posted_its_row_and_page_say_do_not_send_it(cast, sign_in):
    letter = scenarios.issued(cast, scenarios.active(cast))
    page, client = f"/letters/{letter.reference}/", sign_in("lead")
    assert "Do not send it" not in words(client.get(page))
    place = Membership.objects.get(customer__reference=LODGER)
    for ends, asked in ((cast.ago(1), True), (letter.planned_on, False)):
        place.ends = ends
        records.save(place, by=None, why="Imported")
        duties.settle("import customers", [letter])
        assert held(cast.lead, Kind.ASTRAY) == ([letter.reference] if asked else [])
        assert ("Do not send it: the customer does not" in words(client.get(page))) is asked
    (waits,) = Duty.objects.open().filter(kind=Kind.ASTRAY)
    assert waits.shows_from == letter.planned_on + timedelta(days=1), "it may be posted late"


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
