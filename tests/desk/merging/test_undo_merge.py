"""Make two files again of one that was two people after all (§11)."""

from datetime import date

import pytest

from alerts.incidents import services as incidents_services
from desk.merging import policies, services
from housing_alerts.customers.models import Customer, Membership, Merge, Representative
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed, when
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from letters import services as letters
from tests import scenarios
from tests.alerts.incidents.reporting import make_void
from tests.page import assert_blocked, assert_done, words
from tests.scenarios import LODGER, TWIN
from tests.step import assert_not_now, fill

URL, FILE = f"/customers/{TWIN}/undo-merge/", f"/customers/{TWIN}/"
ANSWERS = {"reason": "They are cousins."}


@pytest.fixture
def twin(cast):
    return scenarios.second_file(cast)


@pytest.fixture
def merge(cast, twin):
    return scenarios.merged(cast)


def _state():
    """Whose each row is, and what each of the two files says; how often they were changed does not count."""
    people = Customer.objects.filter(reference__in=[LODGER, TWIN]).order_by("pk")
    rows = {
        (person.reference, name): sorted(row.pk for row in getattr(person, name).all())
        for person in people
        for name in ("incidents", "investigations", "alerts", "letters", "appeals", "memberships", "vulnerabilities")
    }
    kept = (
        "died",
        "telephone",
        "format",
        "restricted",
        "restricted_because",
        "merged_into_id",
        "search_text",
    )
    files = [[getattr(person, name) for name in kept] + [set(person.readers.all())] for person in people]
    places = list(
        Membership.objects.filter(customer__in=people).values_list("customer", "starts", "ends").order_by("pk")
    )
    return rows, files, places


# It works


@pytest.mark.long
def test_everything_is_as_it_was(cast, sign_in, twin):
    alert = scenarios.active(cast, customer=TWIN)
    scenarios.notified(cast, alert)
    scenarios.appealed(cast, alert)
    scenarios.becomes_known(cast, customer=TWIN)
    scenarios.never_write(cast, TWIN)
    scenarios.restrict_file(cast, TWIN)
    scenarios.lives_at(twin, "T-D2", starts=date(2012, 5, 1), ends=date(2014, 12, 31))
    before = _state()
    scenarios.merged(cast)
    assert _state() != before
    client = sign_in("lead")
    response = fill(client, URL, **ANSWERS)

    done = f"Merge undone. {TWIN} is a file of its own again. Each lives where its own line in Cx"
    assert_done(client, response, FILE, done)
    assert _state() == before
    assert AuditEvent.objects.filter(action="undo merge of customers", reference=TWIN, customer=LODGER).count() == 1


def test_what_was_changed_of_the_two_since_stays(cast, merge):
    lodger = Customer.objects.get(reference=LODGER)
    assert lodger.telephone == "01632 960001"
    lodger.telephone = "01632 960002"
    records.save(lodger, by=None, why="Imported")
    place = lodger.memberships.get()
    place.take_days(place.days_of_each() | {LODGER: ["2010-01-01", ""]})
    records.save(place, by=None, why="Imported")
    scenarios.restrict_file(cast)
    scenarios.unmerged(cast, merge)

    lodger.refresh_from_db()
    assert (lodger.telephone, lodger.restricted, lodger.memberships.get().starts) == (
        "01632 960002",
        True,
        date(2010, 1, 1),
    )


def test_the_stricter_answer_on_contact_stays_with_both(cast, sign_in, twin):
    scenarios.never_write(cast, TWIN)
    scenarios.dies(cast, TWIN)
    scenarios.unmerged(cast, scenarios.merged(cast))
    files = Customer.objects.filter(reference__in=[LODGER, TWIN]).order_by("reference")
    assert list(files.values_list("never_write", "never_message", "died")) == [(True, True, False), (True, True, True)]


def test_what_is_said_on_contact_of_the_one_file_is_said_of_both(cast, merge):
    lodger = scenarios.never_write(cast)
    twin = Customer.objects.get(reference=TWIN)
    assert (twin.never_write, twin.never_message, twin.version) == (True, True, merge.merged.version + 1)
    safe = {"format": "", "never_write": False, "never_message": False, "why": "He lives alone now."}
    letters.set_safe_contact(customer=lodger, version=lodger.version, by=cast.lead, **safe)
    scenarios.unmerged(cast, merge)
    assert not Customer.objects.filter(reference__in=[LODGER, TWIN], never_write=True).exists()


def test_a_restriction_whose_readers_were_changed_since_stays_with_both(cast, twin):
    scenarios.restrict_file(cast, TWIN)
    merge = scenarios.merged(cast)
    scenarios.restrict_file(cast, readers=[cast.lead, cast.leadership])
    scenarios.unmerged(cast, merge)
    for reference in (LODGER, TWIN):
        assert set(Customer.objects.get(reference=reference).readers.all()) == {cast.lead, cast.leadership}


def test_a_place_of_both_over_the_same_days_has_them_again(cast, twin):
    ours = Customer.objects.get(reference=LODGER).memberships.get()
    theirs = twin.memberships.get()
    theirs.starts = ours.starts
    records.save(theirs, by=None, why="Imported")
    scenarios.unmerged(cast, scenarios.merged(cast))
    for place in (Customer.objects.get(reference=each).memberships.get() for each in (LODGER, TWIN)):
        assert (place.starts, place.ends, place.days_under) == (ours.starts, ours.ends, {})


def test_a_restriction_that_both_had_stays_with_both(cast, twin):
    scenarios.restrict_file(cast)
    scenarios.merged(cast)
    assert Customer.objects.get(reference=TWIN).restricted
    scenarios.unmerged(cast, Customer.objects.get(reference=TWIN).merged_by.get())
    assert [Customer.objects.get(reference=each).restricted for each in (LODGER, TWIN)] == [True, False]


def test_a_file_of_the_person_that_changed_goes_back_as_it_is_now(cast, twin):
    scenarios.lives_at(twin, "T-D2", starts=date(2012, 5, 1))
    merge = scenarios.merged(cast)
    place = Membership.objects.get(tenancy__reference="T-D2", customer__reference=LODGER)
    place.take_days({TWIN: ["2012-05-01", cast.ago(1).isoformat()]})
    records.save(place, by=None, why="Imported")
    scenarios.unmerged(cast, merge)
    place.refresh_from_db()
    assert (place.customer.reference, place.ends) == (TWIN, cast.ago(1))


# It refuses the wrong person


def test_once_it_is_undone_both_files_must_be_open(cast, sign_in, merge):
    scenarios.unmerged(cast, merge)
    scenarios.restrict(cast, TWIN, readers=[cast.head])
    assert sign_in("lead").get(URL).status_code == 404
    assert sign_in("lead").get("/customers/D900002/undo-merge/").status_code == 404


# It refuses where it cannot be, and a change in between


def test_it_says_why_and_is_undone_once(cast, sign_in, merge):
    step = {"merge": merge, "version": merge.version, "by": cast.lead, "on": cast.today}
    with pytest.raises(NotAllowed, match=r"Say why these are two people after all\."):
        services.undo_merge(**step, reason=" ")
    merge = scenarios.unmerged(cast, merge)
    sentence = f"This merge was undone on {cast.today:%-d %B %Y} already."
    assert_not_now(sign_in("lead"), URL, merge, sentence, **ANSWERS)


@pytest.mark.long
def test_the_file_leads_to_the_undo_or_says_what_bars_it(cast, sign_in, twin):
    alert = scenarios.active(cast, customer=TWIN)
    scenarios.merged(cast)
    told, offer = f"Lewis Lodgar ({TWIN}) was merged into this file", f"Undo the merge of {TWIN}"
    page = f"/customers/{LODGER}/"
    assert offer in words(sign_in("lead").get(page))
    assert offer not in words(sign_in("head").get(page))

    alert.refresh_from_db()
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    said = words(sign_in("lead").get(page))
    assert (told in said, offer in said, policies.INSTEAD in said) == (True, False, True)


@pytest.mark.long
def test_what_moved_and_was_worked_on_since_stays(cast, sign_in, twin):
    alert = scenarios.active(cast, customer=TWIN)
    merge = scenarios.merged(cast)
    alert.refresh_from_db()
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    alert.refresh_from_db()
    sentence = f"The alert {alert} came with the merge and was worked on since, last on {when(alert)}"
    assert_not_now(sign_in("lead"), URL, merge, sentence, **ANSWERS)


def test_nothing_new_may_rest_on_what_moved(cast, sign_in, twin):
    alert = scenarios.active(cast, customer=TWIN)
    merge = scenarios.merged(cast)
    alert.refresh_from_db()
    letter = scenarios.drafted(cast, alert)
    sentence = f"The letter {letter} was added since and rests on alert {alert}, which came with the merge."
    assert_not_now(sign_in("lead"), URL, merge, sentence, **ANSWERS)


@pytest.mark.clause("P11a")
def test_a_report_made_void_does_not_bar_it_and_what_does_says_the_way_out(cast, sign_in, twin):
    incident = scenarios.logged(cast, customer=TWIN)
    alert = scenarios.active(cast, customer=TWIN)
    merge = scenarios.merged(cast)
    incident.refresh_from_db()
    incident = incidents_services.settle_incident(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        actions=["WRITTEN_WARNING"],
        settlement="I wrote to him.",
    )
    page = sign_in("lead").get(URL)
    once_void = "The merge can be undone once its line manager has made it void. Log it afterwards where it belongs."
    assert_blocked(page, once_void)
    assert "Procedure §11" in words(page)

    make_void(cast, incident, "It was her husband.")
    assert policies.why_not_undo(merge) is None
    alert.refresh_from_db()
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    assert policies.why_not_undo(merge).sentence.endswith(policies.INSTEAD)
    alert.refresh_from_db()
    assert "under a new reference: the next import begins a file for it" in policies.INSTEAD


@pytest.mark.long
def test_a_marker_that_moved_goes_back_and_one_placed_since_stands_in_the_way(cast, sign_in, twin):
    marker = scenarios.marked(cast, customer=TWIN)
    other = scenarios.logged(cast, customer=TWIN, violent=True)
    merge = scenarios.merged(cast)
    assert sign_in("lead").get(URL).status_code == 200
    scenarios.unmerged(cast, merge)
    marker.refresh_from_db()
    assert marker.customer == twin

    merge = scenarios.merged(cast)
    scenarios.mark(cast, other)
    sentence = (
        f"The interim marker of {other} was added since and rests on incident {other}, which came with the merge."
    )
    assert_not_now(sign_in("lead"), URL, merge, sentence, **ANSWERS)


def test_nobody_is_left_to_act_for_somebody_else(cast, sign_in, twin):
    rita = scenarios.represented(cast, TWIN)
    before = scenarios.active(cast, customer=TWIN, conditions=[{"kind": "THIRD_PARTY", "representative": rita}])
    merge = scenarios.merged(cast)
    scenarios.unmerged(cast, merge)
    before.refresh_from_db()
    assert before.customer == twin

    merge = scenarios.merged(cast)
    rita = Representative.objects.get()
    alert = scenarios.active(cast, "WEAPONS", conditions=[{"kind": "THIRD_PARTY", "representative": rita}])
    sentence = f"The alert {alert} names Rita Reader, who came with the merge and acts for the other person."
    assert_not_now(sign_in("lead"), URL, merge, sentence, **ANSWERS)


@pytest.mark.long
def test_an_appeal_is_not_left_with_somebody_elses_representative(cast, twin):
    alert = scenarios.active(cast)
    scenarios.notified(cast, alert)
    rita = scenarios.represented(cast, TWIN)
    own = scenarios.represented(cast)
    merge = scenarios.merged(cast)
    first = scenarios.appealed(cast, alert, representative=own)
    assert policies.why_not_undo(merge) is None
    scenarios.taken_back(cast, first)
    rita.refresh_from_db()
    appeal = scenarios.appealed(cast, alert, representative=rita)
    with pytest.raises(NotAllowed, match=f"The appeal {appeal} names Rita Reader"):
        scenarios.unmerged(cast, merge)


@pytest.mark.long
def test_what_is_new_and_rests_on_nothing_that_moved_stands_in_no_way(cast, twin):
    scenarios.logged(cast, customer=TWIN)
    merge = scenarios.merged(cast)
    alert = scenarios.active(cast)
    scenarios.notified(cast, alert)
    scenarios.unmerged(cast, merge)
    assert Customer.objects.get(reference=LODGER).alerts.get() == alert
    assert Customer.objects.get(reference=TWIN).incidents.count() == 1


@pytest.mark.clause("P11a")
def test_what_was_reported_since_is_listed_and_its_managers_and_leads_are_asked_whose_it_is(cast, sign_in, twin):
    before = scenarios.logged(cast, customer=TWIN)
    scenarios.merged(cast)
    incident = scenarios.logged(cast)
    scenarios.becomes_known(cast)
    assert not Duty.objects.filter(kind=Kind.WHOSE).exists()

    since = words(sign_in("lead").get(URL)).partition("Recorded since the merge")[2]
    for said in (f"{show_date(cast.today)}: incident {incident.reference}", ": hears badly."):
        assert said in since, since
    assert before.reference not in since
    scenarios.unmerged(cast, Merge.objects.get())

    asked = Duty.objects.open().filter(kind=Kind.WHOSE)
    assert {(duty.reference, duty.colleague, duty.role) for duty in asked} == {
        (incident.reference, cast.manager, ""),
        (incident.reference, None, Role.OPERATIONAL_LEAD),
    }
    assert {duty.words for duty in asked} == {f"If it is about {TWIN}, make it void and log it there"}
    assert f"If it is about {TWIN}, make it void and log it there" in words(sign_in("manager").get("/"))

    incident.refresh_from_db()
    make_void(cast, incident, "It was her cousin.")
    assert not Duty.objects.open().filter(kind=Kind.WHOSE).exists()
    assert list(duties.differing()) == []


def test_the_last_merge_is_undone_first(cast, sign_in, merge):
    scenarios.second_file(cast, reference="D900098", tenancy="T-D2")
    later = scenarios.merged(cast, "D900098")
    sentence = "File D900098 was merged into this one since. Undo the later merge first."
    assert_not_now(sign_in("lead"), URL, merge, sentence, **ANSWERS)
    scenarios.unmerged(cast, later)
    scenarios.unmerged(cast, merge)


def test_a_file_that_was_merged_further_comes_back_first(cast, sign_in, merge):
    scenarios.second_file(cast, reference="D900098", tenancy="T-D2")
    further = scenarios.merged(cast, LODGER, "D900098")
    sentence = "File D900001 itself was merged into D900098. Undo that first."
    assert_not_now(sign_in("lead"), URL, merge, sentence, **ANSWERS)
    scenarios.unmerged(cast, further)
    assert Customer.objects.get(reference=TWIN).merged_into.reference == LODGER


# Who reads it


def test_whoever_opens_the_page_has_read_both_files(sign_in, merge):
    sign_in("lead").get(URL)
    assert set(ReadEvent.objects.values_list("reference", flat=True)) == {LODGER, TWIN}
