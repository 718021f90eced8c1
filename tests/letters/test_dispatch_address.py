"""Before a letter goes out, it is asked whether the customer still lives there, and whether it is safe there (§7, §10)."""

from datetime import timedelta

import pytest

from alerts.writing import at_home
from housing_alerts.customers import services as customers
from housing_alerts.customers.models import Adjustment, Membership
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from letters import dispatch
from tests import scenarios, settling
from tests.owing import held
from tests.page import nothing_changes, words
from tests.scenarios import LODGER

from .samples import said
from .sending import KNOWN, issue, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


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


@pytest.mark.long
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


# What a file says of abuse at home, or of post that somebody else opens


ABUSED = "Domestic abuse: her husband, who lives there, hits her and opens her letters."
OF_FILE = "the file reads as if somebody at home is a danger, or reads the customer’s post"
OF_SOMEBODY = "the file of somebody there asks for care with contact"
NOTED = "We have noted what you told us about your health"


def known(cast, what=ABUSED, of=LODGER, told_by="CUSTOMER", days=0):
    step = {"customer": cast.customers[of], "by": cast.lead, "told_on": cast.ago(days)}
    customers.record_vulnerability(what=what, told_by=told_by, **step)


def known_by_agency(cast):
    known(cast, told_by="AGENCY")


def agreed(cast):
    scenarios.adjusted(cast, "Send letters to her sister: her husband reads all her post.")


def known_of_the_partner(cast):
    known(cast, of=JORY)


TOLD = {known: OF_FILE, known_by_agency: OF_FILE, agreed: OF_FILE, known_of_the_partner: OF_SOMEBODY}


@pytest.mark.long
@pytest.mark.clause("P7c", "P10a", refuses=True)
def test_what_is_recorded_while_a_draft_waits_is_asked_about_at_issue(cast):
    for told in TOLD:
        with settling.undone():
            letter = scenarios.drafted(cast, scenarios.active(cast))
            told(cast)
            asked = f"Somebody else lives at the address, and {TOLD[told]}. Whoever opens the letter would know."
            assert asked in [doubt.sentence for doubt in dispatch.asked(letter, on=cast.today)]
            with nothing_changes(), pytest.raises(NotAllowed, match="Say that the letter can go all the same"):
                issue(cast, letter, sure_of=["ADJUSTED"], words=KNOWN)


@pytest.mark.clause("P7c", "P10a")
def test_what_the_pages_ask_of_it_is_answered_once(cast, sign_in):
    letter = scenarios.drafted(cast, scenarios.active(cast))
    known(cast)
    agreed(cast)
    asked = f"Somebody else lives at the address, and {OF_FILE}. Whoever opens the letter would know."
    draft = words(sign_in("lead").get(f"/letters/{letter.reference}/"))
    assert "Every point is in order" not in draft
    assert asked in words(sign_in("lead").get(f"/letters/{letter.reference}/issue/"))
    issued = issue(cast, letter, sure_of=[dispatch.SHARED, "ADJUSTED"], words=KNOWN)
    assert post(cast, issued).status == "SENT", "what was answered is not asked again"


@pytest.mark.clause("P7c", "P10a", refuses=True)
def test_what_is_recorded_since_the_issue_stops_the_posting(cast):
    for told in TOLD:
        with settling.undone():
            letter = scenarios.issued(cast, scenarios.active(cast))
            told(cast)
            with nothing_changes(), pytest.raises(NotAllowed, match=TOLD[told]):
                post(cast, letter)


@pytest.mark.clause("P7c", "P10a", refuses=True)
def test_the_letter_does_not_say_that_the_customer_told_us(cast):
    alert = scenarios.active(cast)
    known(cast, "She has epilepsy.")
    assert NOTED in said(scenarios.composed(cast, alert))
    known(cast)
    assert NOTED not in said(scenarios.composed(cast, alert))


@pytest.mark.clause("P7c", "P10a", refuses=True)
def test_a_draft_that_says_so_already_is_to_be_composed_again(cast):
    known(cast, "She has epilepsy.")
    letter = scenarios.drafted(cast, scenarios.active(cast))
    known(cast)
    anew = (
        "It says that the customer told us about their health. Cancel it and compose it again: then it leaves that out."
    )
    with nothing_changes(), pytest.raises(NotAllowed, match=anew):
        issue(cast, letter)


@pytest.mark.clause("P7c", "P10a")
def test_health_alone_asks_nothing(cast):
    for what in ["She has epilepsy.", "He cannot read letters without his glasses."]:
        with settling.undone():
            letter = scenarios.drafted(cast, scenarios.active(cast))
            known(cast, what)
            assert dispatch.SHARED not in [doubt.code for doubt in dispatch.asked(letter, on=cast.today)]


@pytest.mark.clause("P7c", "P10a")
def test_the_words_of_a_file_are_read():
    for what, unsafe in [
        ("Her ex-partner is violent.", True),
        ("A survivor of domestic violence", True),
        ("Coercive control by his son", True),
        ("Her son controls her money.", True),
        ("She is afraid of her husband.", True),
        ("He hits her.", True),
        ("The case is at MARAC.", True),
        ("There is a safeguarding plan.", True),
        ("Cuckooed by drug dealers", True),
        ("Her partner opens the post.", True),
        ("Her husband goes through all of her mail.", True),
        ("Her letters are opened by somebody else.", True),
        ("Her post is intercepted.", True),
        ("Never write to her at home.", True),
        ("Do not tell him that she rang.", True),
        ("Alcohol abuse in the past", False),
        ("She controls her diabetes with insulin.", False),
        ("He needs large print, and his daughter helps him.", False),
        ("Panic attacks and depression", False),
        ("She is afraid of dogs.", False),
        ("He opens her letters.", True),
        ("She does not open her letters when she is ill.", False),
    ]:
        assert at_home.unsafe_at_home(what) is unsafe


# What a letter says of health, which whoever opens it may read


ASKED = "Do you have a health condition or a disability that we should take into account?"
NOTED_IN_FULL = (
    "We have noted what you told us about your health, or about what you need. Has anything changed, or is there more that we "
    "should know? Please tell us, now or later."
)
WHAT = "He has epilepsy, and takes lamotrigine."


def told_us(cast, told_by="CUSTOMER"):
    step = {"customer": cast.customers[LODGER], "by": cast.lead, "told_on": cast.today}
    customers.record_vulnerability(what=WHAT, told_by=told_by, **step)


@pytest.mark.clause("P10a", "E1")
def test_what_the_customer_told_us_is_noted_in_general_words(cast):
    alert = scenarios.active(cast)
    assert ASKED in said(scenarios.composed(cast, alert))
    told_us(cast)
    text = said(scenarios.composed(cast, alert))
    assert NOTED_IN_FULL in text
    assert ASKED not in text
    assert not [word for word in ("epilepsy", "lamotrigine") if word in text]


@pytest.mark.clause("P10a", "P10b", refuses=True)
def test_a_row_on_the_file_that_says_that_none_is_known_is_nothing_told_or_agreed(cast):
    for nothing in ["None is known", "None needed", "None known to us."]:
        with settling.undone():
            alert = scenarios.active(cast)
            before = said(scenarios.composed(cast, alert))
            step = {"customer": cast.customers[LODGER], "by": cast.lead, "told_on": cast.today}
            customers.record_vulnerability(what=nothing, told_by="CUSTOMER", **step)
            scenarios.adjusted(cast, nothing)
            assert said(scenarios.composed(cast, alert)) == before
            assert ASKED in before
            assert dispatch.asked(scenarios.drafted(cast, alert), on=cast.today) == []


@pytest.mark.clause("P10a", refuses=True)
def test_what_somebody_else_told_us_is_not_said_to_come_from_them(cast):
    for told_by in ["AGENCY", "STAFF"]:
        with settling.undone():
            alert = scenarios.active(cast)
            told_us(cast, told_by)
            text = said(scenarios.composed(cast, alert))
            assert ASKED in text
            assert "noted" not in text


@pytest.mark.clause("P7c", refuses=True)
def test_where_somebody_at_home_could_be_a_danger_nobody_reads_that_they_told_us(cast):
    alert = scenarios.active(cast)
    told_us(cast)
    scenarios.restrict_file(cast)
    alert.refresh_from_db()
    text = said(scenarios.composed(cast, alert))
    assert ASKED in text
    assert "noted" not in text


@pytest.mark.clause("P10b")
def test_who_has_an_adjustment_is_asked_only_for_what_we_do_not_know(cast):
    alert = scenarios.active(cast)
    known = "Is there anything about your health or a disability that we do not know yet? What we agreed with you before goes on."
    assert known not in said(scenarios.composed(cast, alert))
    adjusted = Adjustment(customer=alert.customer, what="Ring first.", starts=cast.ago(9))
    records.save(adjusted, by=None, why="Agreed")
    text = said(scenarios.composed(cast, alert))
    assert known in text
    assert "Do you have a health condition" not in text
    Adjustment.objects.filter(pk=adjusted.pk).update(ends=cast.ago(1))
    assert known not in said(scenarios.composed(cast, alert))


@pytest.mark.clause("P10b")
def test_what_was_agreed_goes_on_only_where_it_has_no_last_day(cast):
    alert = scenarios.active(cast)
    adjusted = Adjustment(customer=alert.customer, what="Ring first.", starts=cast.ago(9), ends=cast.ago(-7))
    records.save(adjusted, by=None, why="Agreed")
    text = said(scenarios.composed(cast, alert))
    assert "that we do not know yet? Please tell us" in text
