"""Make one file of two files of one person (§11)."""

from datetime import date

import pytest

from alerts.incidents import services as incidents_services
from alerts.look_up.people import find_customers
from alerts.look_up.selectors import look_up
from desk.merging import policies, services
from housing_alerts.customers import services as customers
from housing_alerts.customers.models import Customer, Membership
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import Doubt, NotAllowed
from tests import scenarios
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.scenarios import LODGER, TWIN
from tests.step import assert_not_now, fill

URL, FILE = f"/customers/{LODGER}/merge/?other={TWIN}", f"/customers/{LODGER}/"
SPELT = f"The last name is Lodger in {LODGER}, and Lodgar in {TWIN}."
ANSWERS = {"reason": "He told us himself.", "sure_of": [Doubt("SURNAMES", SPELT, "").key]}


@pytest.fixture
def twin(cast):
    return scenarios.second_file(cast)


def _sent(cast):
    return {"other_version": Customer.objects.get(reference=TWIN).version, **ANSWERS}


# It works


def test_all_that_is_of_the_other_file_moves_and_its_reference_leads_to_the_one_that_stays(cast, sign_in, twin):
    alert = scenarios.active(cast, customer=TWIN)
    scenarios.notified(cast, alert)
    scenarios.appealed(cast, alert)
    scenarios.becomes_known(cast, customer=TWIN)
    client = sign_in("lead")
    response = fill(client, URL, **ANSWERS)

    assert_done(client, response, FILE, f"File {TWIN} merged into this one. Its reference leads here from now on.")
    lodger = Customer.objects.get(reference=LODGER)
    alert.refresh_from_db()
    assert alert.customer == lodger
    for name in ("incidents", "investigations", "alerts", "letters", "appeals", "vulnerabilities"):
        assert (getattr(lodger, name).count(), getattr(twin, name).count()) == (1, 0), name
    assert client.get(f"/customers/{TWIN}/")["Location"] == FILE
    assert AuditEvent.objects.filter(action="merge customers", reference=TWIN, customer=LODGER).count() == 1
    assert alert.history.first().history_change_reason == f"Merged {TWIN} into {LODGER}: He told us himself."


def test_what_is_reported_of_the_other_file_meanwhile_is_of_the_one_that_stays(cast, twin):
    nobody_named = scenarios.logged_at_an_address(cast)
    scenarios.merged(cast)

    logged = scenarios.logged(cast, customer=TWIN)  # as a page held it that was opened before
    named = incidents_services.name_customer(
        incident=nobody_named, version=nobody_named.version, by=cast.manager, on=cast.today, customer=twin
    )

    assert [each.customer.reference for each in (logged, named)] == [LODGER, LODGER]


def test_the_stricter_answers_stay_and_what_the_file_lacks_is_filled_in(cast, twin):
    scenarios.never_write(cast, TWIN)
    scenarios.restrict_file(cast, TWIN)
    kept, other = (Customer.objects.get(reference=reference) for reference in (LODGER, TWIN))
    assert policies.said_of_both(kept, other) == ["never_write", "never_message"]
    scenarios.merged(cast)

    lodger = Customer.objects.get(reference=LODGER)
    assert (lodger.never_write, lodger.never_message, lodger.restricted) == (True, True, True)
    assert set(lodger.readers.all()) == {cast.lead, cast.head}
    assert (lodger.telephone, lodger.surname) == ("01632 960001", "Lodger")


@pytest.mark.long
def test_a_letter_that_may_no_longer_go_out_is_cancelled(cast, twin):
    alert = scenarios.active(cast)
    letter = scenarios.drafted(cast, alert)
    scenarios.never_write(cast, TWIN)
    scenarios.merged(cast)
    letter.refresh_from_db()
    assert letter.get_status_display() == "Cancelled"


def test_in_a_tenancy_of_both_there_is_one_person_from_the_earlier_first_day(cast, twin):
    scenarios.merged(cast)
    place = Membership.objects.get(customer__reference=LODGER)
    assert (place.starts, place.ends) == (date(2015, 1, 1), None)
    here = Customer.objects.living_at(place.tenancy.asset, on=cast.today)
    assert {person.reference for person in here} == {LODGER, "D900009"}


@pytest.mark.long
def test_whoever_looks_for_the_other_reference_or_name_finds_the_one_person(cast, twin):
    scenarios.active(cast, customer=TWIN)
    scenarios.merged(cast)
    for colleague, typed in [(cast.officer, TWIN), (cast.officer, "Lodgar"), (cast.contractor, TWIN)]:
        (place,) = look_up(colleague, typed, on=cast.today).places
        assert place.do, typed
        assert [person.customer.reference for person in place.people if person.matched] == [LODGER]
    assert [found.reference for found in find_customers(cast.officer, TWIN)] == [LODGER]


def test_a_file_that_others_were_merged_into_takes_them_along(cast, twin):
    scenarios.second_file(cast, reference="D900098", tenancy="T-D2")
    scenarios.merged(cast, "D900098", TWIN)
    scenarios.merged(cast)
    assert set(Customer.objects.get(reference=LODGER).merged_from.values_list("reference", flat=True)) == {
        TWIN,
        "D900098",
    }


def test_a_restriction_under_which_nobody_could_decide_moves_to_no_file(cast, twin):
    scenarios.restrict_file(cast, TWIN)
    Customer.objects.get(reference=TWIN).readers.set([cast.lead])
    kept, other = (Customer.objects.get(reference=reference) for reference in (LODGER, TWIN))
    assert "No decision or review could be made" in str(policies.why_not_merge(kept, other))
    other.readers.add(cast.head)
    assert policies.why_not_merge(kept, other) is None


def test_a_restriction_and_its_lifting_reach_the_name_that_was_merged(cast, twin):
    scenarios.merged(cast)
    scenarios.restrict_file(cast)
    merged = Customer.objects.get(reference=TWIN)
    assert merged.restricted and set(merged.readers.all()) == {cast.lead, cast.head}


def test_what_was_begun_on_the_other_file_before_the_merge_is_written_on_the_one_that_stays(cast, twin):
    incident = scenarios.logged_at_an_address(cast, service_area=twin.service_area)
    scenarios.merged(cast)
    assert twin.merged_into is None, "the page was opened before"
    said = {"customer": twin, "by": cast.lead}
    incidents_services.name_customer(incident=incident, version=incident.version, on=cast.today, **said)
    customers.record_vulnerability(what="Hears badly.", told_by="AGENCY", told_on=cast.today, **said)
    customers.record_adjustment(what="Large print.", starts=cast.today, ends=None, **said)
    customers.record_representative(details={"name": "Rita Reader", "authority": "A letter."}, **said)

    lodger = Customer.objects.get(reference=LODGER)
    for name in ("incidents", "vulnerabilities", "adjustments", "representatives"):
        assert (getattr(lodger, name).count(), getattr(twin, name).count()) == (1, 0), name


# Who may be the same person


@pytest.mark.long
def test_the_lead_is_told_who_may_be_the_same_person(cast, sign_in, twin):
    said = words(sign_in("lead").get(FILE))
    assert f"May be the same person as Lewis Lodgar ({TWIN}): the same address." in said
    assert "May be the same" not in words(sign_in("head").get(FILE))


@pytest.mark.long
def test_nobody_is_told_of_a_file_that_is_closed_to_them(cast, sign_in, twin):
    scenarios.restrict(cast, TWIN, readers=[cast.head])
    client = sign_in("lead")
    assert "Lodgar" not in words(client.get(FILE))
    closed = f"No file that you can open has the reference {TWIN}"
    assert_asks(client.get(URL), closed)


# It refuses the wrong person


def test_of_two_areas_a_lead_of_both_or_the_leadership_team_merges(cast, sign_in, twin):
    scenarios.comes_to_another_area(twin)
    with nothing_changes(), pytest.raises(NotAllowed, match="The files are in Housing and Property Services"):
        scenarios.merged(cast)
    page = words(sign_in("leadership").get(URL))
    assert "Operational Lead" not in page


@pytest.mark.long
def test_who_broke_glass_merges_nothing(cast, sign_in, twin):
    scenarios.restrict_file(cast, TWIN)
    twin.refresh_from_db()
    twin.readers.remove(cast.lead)
    scenarios.break_glass(cast, cast.lead, TWIN)
    sentence = f"File {TWIN} is restricted. One of its named readers says whether it is the same person."
    assert_not_now(sign_in("lead"), URL, cast.customers[LODGER], sentence, **_sent(cast))


# It refuses where the two exclude each other, and a change in between


def test_two_restrictions_that_differ_are_made_the_same_first(cast, sign_in, twin):
    lodger = scenarios.restrict_file(cast)
    scenarios.restrict_file(cast, TWIN, because="HIGH_PROFILE")
    sentence = (
        "Both files are restricted, for another reason or to other readers. Make the two restrictions the same first."
    )
    assert_not_now(sign_in("lead"), URL, lodger, sentence, **_sent(cast))


@pytest.mark.long
def test_a_customer_of_each_organisation_has_a_file_of_each(cast, sign_in, twin):
    lodger, url = cast.customers[LODGER], f"/customers/{LODGER}/merge/?other=D900003"
    sentence = "D900001 is a customer of Teign Housing and D900003 of Templer HomeBuild. Each writes under its own name"
    sent = {"other_version": cast.customers["D900003"].version, **ANSWERS}
    assert_not_now(sign_in("lead"), url, lodger, sentence, **sent)


def test_the_service_too_refuses_one_file_one_that_was_merged_already_and_no_reason(cast, twin):
    lodger = cast.customers[LODGER]
    step = {"kept": lodger, "version": lodger.version, "other": twin, "other_version": twin.version, "by": cast.lead}
    with pytest.raises(NotAllowed, match=r"Say how you know that it is the same person\."):
        services.merge_customers(**step, on=cast.today, reason=" ", sure_of=["SURNAMES"])
    with pytest.raises(NotAllowed, match=r"This is the same file\. Choose the other one\."):
        scenarios.merged(cast, LODGER)
    scenarios.merged(cast)
    with pytest.raises(NotAllowed, match=f"File {TWIN} was merged into {LODGER} already."):
        scenarios.merged(cast)


# It refuses bad input


def _speaks_against_it(cast):
    """Mr Lodger, and a file with another date of birth and another home."""
    lodger = cast.customers[LODGER]
    lodger.born = date(1980, 3, 1)
    records.save(lodger, by=None, why="Imported")
    return lodger, scenarios.second_file(cast, tenancy="T-D2", surname="Lodger", born=date(1981, 3, 1))


@pytest.mark.clause("P11a", refuses=True)
def test_the_service_too_asks_what_speaks_against_one_person(cast):
    lodger, twin = _speaks_against_it(cast)
    step = {"kept": lodger, "version": lodger.version, "other": twin, "other_version": twin.version, "by": cast.lead}
    said = {
        "BORN": f"{LODGER} was born on 1 March 1980, {TWIN} on 1 March 1981.",
        "HOMES": f"{LODGER} lives at {lodger.home(on=cast.today)}, {TWIN} at {twin.home(on=cast.today)}.",
    }
    for sure_of, open in [([], ["BORN", "HOMES"]), (["BORN"], ["HOMES"]), (["HOMES"], ["BORN"])]:
        with nothing_changes(), pytest.raises(NotAllowed) as refused:
            services.merge_customers(**step, on=cast.today, reason="He told us himself.", sure_of=sure_of)
        asked = [*(said[code] for code in open), "Check the two files, and tick what is right."]
        assert str(refused.value.refusal) == " ".join(asked)


@pytest.mark.long
def test_what_speaks_against_one_person_is_asked(cast, sign_in):
    lodger, twin = _speaks_against_it(cast)
    born, homes = (doubt.key for doubt in policies.contradictions(lodger, twin, on=cast.today))
    client = sign_in("lead")
    said = words(client.get(URL))
    assert f"Yes, this is right. {LODGER} was born on 1 March 1980, {TWIN} on 1 March 1981." in said
    assert f"Yes, this is right. {LODGER} lives at " in said
    for ticked in ([], [born]):
        with nothing_changes():
            response = fill(client, URL, reason=ANSWERS["reason"], sure_of=ticked)
        assert_asks(response, "Check the two files, and tick what is right")
    fill(client, URL, reason=ANSWERS["reason"], sure_of=[born, homes])

    assert Customer.objects.get(reference=TWIN).merged_into == lodger
    why = "He told us himself. Said to be right: two dates of birth; two homes."
    assert AuditEvent.objects.get(action="merge customers").why == why


@pytest.mark.long
@pytest.mark.clause("P11a", refuses=True)
def test_two_brothers_at_one_address_are_not_one_person_without_a_question(cast, sign_in):
    brother = scenarios.second_file(cast, forenames="Leonard", surname="LODGER")
    doubts = policies.contradictions(cast.customers[LODGER], brother, on=cast.today)
    asked = f"The first name is Lewis in {LODGER}, and Leonard in {TWIN}."
    assert [(doubt.code, doubt.sentence) for doubt in doubts] == [("FORENAMES", asked)]
    client = sign_in("lead")
    assert f"Yes, this is right. {asked}" in words(client.get(URL))
    with nothing_changes():
        assert_asks(fill(client, URL, reason=ANSWERS["reason"]), "Check the two files, and tick what is right")


def test_a_file_that_lacks_the_first_name_is_not_asked_about(cast):
    lodger = cast.customers[LODGER]
    nameless = scenarios.second_file(cast, forenames="", surname="Lodger")
    assert not policies.contradictions(lodger, nameless, on=cast.today)


@pytest.mark.long
def test_who_decides_reads_that_the_file_was_two(cast, sign_in, twin):
    alert = scenarios.active(cast, customer=TWIN)
    scenarios.notified(cast, alert)
    appeal = scenarios.appealed(cast, alert)
    waiting = scenarios.proposed(cast, "WEAPONS", customer=TWIN)
    pages = [
        f"/alerts/{alert.reference}/",
        f"/appeals/{appeal.reference}/",
        f"/alerts/{waiting.reference}/approve/",
        f"/investigations/{waiting.investigation.reference}/",
    ]
    client = sign_in("head")
    told = "This file was made one with the file of Lewis Lodgar"
    assert all(told not in words(client.get(page)) for page in pages)
    scenarios.merged(cast)
    for page in pages:
        assert f"{told} ({TWIN}) on {cast.today:%-d %B %Y}." in words(client.get(page)), page


# The name of a restricted file


def test_the_name_that_was_merged_is_no_way_to_a_restricted_file(cast, sign_in, twin):
    scenarios.active(cast)
    scenarios.merged(cast)
    scenarios.restrict_file(cast)
    for username in ("officer", "contractor", "lead2", "leadership"):
        client = sign_in(username)
        for url in (
            "/look-up/?q=Lodgar",
            f"/look-up/?q={TWIN}",
            f"/look-up/suggestions/?q={TWIN}",
            f"/customers/{TWIN}/",
        ):
            said = client.get(url, follow=True).content.decode().replace("q=Lodgar", "").replace('value="Lodgar"', "")
            assert "Lewis" not in said, (username, url)
            assert "Sandpiper" not in said, (username, url)
