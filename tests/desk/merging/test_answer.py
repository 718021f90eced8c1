"""One person, two files: who has another reference is asked about, and whoever goes there is warned meanwhile (§11)."""

import pytest
from django.db import transaction
from django.utils import timezone

from alerts.look_up import selectors as look_up
from desk.merging import services
from housing_alerts.customers import services as customers
from housing_alerts.customers.choices import PairAnswer
from housing_alerts.customers.imports import import_customers
from housing_alerts.customers.models import Customer, Pair
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.importing.reading import Silent
from housing_alerts.kernel.refusals import NotAllowed
from tests import exports, scenarios
from tests.look_up import NOTHING, change
from tests.owing import held
from tests.page import assert_done, nothing_changes, words
from tests.scenarios import LODGER
from tests.step import assert_not_now, fill

NEW, DOOR = "D900098", "9 Elm Road"
LINE = exports.ROSE | {
    "Contact Reference": NEW,
    "Title": "Mr",
    "Forenames": "Lewis",
    "Surname": "Lodger",
    "Date of Birth": "",
    "Tenancy Reference": "T-98",
    "Asset Reference": "A-98",
    "Asset Address": f"{DOOR}, Testmouth, Devon",
    "Telephone": "01632 960001",
    "Email": "",
}
SISTER = {"Company": "Templer HomeBuild"}
BOTH = "The files are in Housing and Property Services. The Leadership Team, or an Operational Lead for both, makes one file"
WARNED = "Somebody here may be a person whom we know under another file, and with whom care is needed."


@pytest.fixture
def moves(cast, tmp_path):
    """Mr Lodger has a Weapons alert. The housing system gives him another reference at another address."""

    def arrives(**line):
        change(LODGER, telephone="01632 960001")
        scenarios.active(cast, "WEAPONS")
        path = tmp_path / "contacts.csv"
        path.write_bytes(exports.text([LINE | line], exports.CONTACTS).encode())
        for _ in range(2):
            assert import_customers(path, today=cast.today, progress=Silent).kept
        return Pair.objects.get(new__reference=NEW, known__reference=LODGER)

    return arrives


@pytest.fixture
def at_the_door(cast, sign_in):
    """What a contractor reads who looks the new address up."""
    return lambda: words(sign_in("contractor").get("/look-up/", {"q": DOOR}))


@pytest.mark.clause("P11a")
def test_who_moves_to_the_sister_landlord_is_warned_of_until_a_lead_has_answered(cast, sign_in, moves, at_the_door):
    pair = moves(**SISTER)

    said = at_the_door()
    assert f"{WARNED} Nobody has checked this yet." in said and f"ring {cast.lead} before you go" in said
    assert cast.customers[LODGER].alerts.get().instruction in said
    assert f"{cast.lead}: {cast.lead.telephone}" in said
    assert NOTHING not in said and LODGER not in said and "Lodger" not in said
    (row,) = Duty.objects.open().filter(kind=Kind.ONE_PERSON)
    assert (held(cast.lead, Kind.ONE_PERSON), held(cast.head, Kind.ONE_PERSON), row.urgent) == ([NEW], [], True)

    client, file = sign_in("lead"), f"/customers/{NEW}/"
    assert f"Say whether {LODGER} is this person" in words(client.get(file))
    answer = fill(client, row.path, answer=PairAnswer.RECORDED_HERE, reason="He said so; CM-1 is recorded here.")
    assert_done(client, answer, file, f"Answer recorded on files {NEW} and {LODGER}.")
    assert "One person, two files?" not in words(client.get(file))
    assert NOTHING in at_the_door()
    assert not Duty.objects.open().filter(kind=Kind.ONE_PERSON) and list(duties.differing()) == []
    pair.refresh_from_db()
    assert_not_now(sign_in("lead"), row.path, pair, "This was answered on", answer="TWO_PEOPLE", reason="No.")


def test_a_merge_settles_it_and_an_undo_says_that_they_are_two_people(cast, moves, at_the_door):
    pair = moves()
    assert WARNED in at_the_door()
    refused = {"pair": pair, "version": pair.version, "by": cast.lead, "on": cast.today, "reason": "He told us."}
    with pytest.raises(NotAllowed, match="merge the two files"):
        services.answer_pair(**refused, answer=PairAnswer.RECORDED_HERE)
    with pytest.raises(NotAllowed, match="Say how you know whether it is one person."):
        services.answer_pair(**refused | {"reason": " "}, answer=PairAnswer.TWO_PEOPLE)

    merge = scenarios.merged(cast, NEW)
    assert WARNED not in at_the_door() and not Duty.objects.open().filter(kind=Kind.ONE_PERSON)
    with pytest.raises(NotAllowed, match=f"The two were merged: all is on file {LODGER}"):
        services.answer_pair(**refused, answer=PairAnswer.TWO_PEOPLE)

    scenarios.unmerged(cast, merge)
    pair.refresh_from_db()
    assert (pair.answer, pair.answered_by, pair.reason) == (PairAnswer.TWO_PEOPLE, cast.lead, "They are cousins.")
    assert NOTHING in at_the_door()
    assert list(duties.differing()) == []


@pytest.mark.clause("P11a")
def test_of_a_restricted_file_the_door_tells_what_to_do_and_only_its_readers_have_the_row(cast, moves, at_the_door):
    pair = moves()
    scenarios.restrict_file(cast)
    said = at_the_door()
    assert WARNED in said and cast.customers[LODGER].alerts.get().instruction in said
    assert LODGER not in said and "Lodger" not in said
    pair.new.refresh_from_db()
    assert (pair.new.restricted, set(pair.new.readers.all())) == (True, {cast.lead, cast.head})
    assert held(cast.lead, Kind.ONE_PERSON) == held(cast.head, Kind.ONE_PERSON) == [NEW]
    scenarios.lead_for(cast.lead2, pair.new.service_area)
    assert held(cast.lead2, Kind.ONE_PERSON) == []
    with pytest.raises(NotAllowed, match="One of its named readers says whether it is the same person"):
        services.answer_pair(
            pair=pair, version=pair.version, by=cast.lead2, on=cast.today, answer=PairAnswer.TWO_PEOPLE, reason="No."
        )


def test_where_the_two_have_other_readers_only_who_reads_both_has_the_row(cast, moves):
    moves()
    scenarios.restrict_file(cast)
    scenarios.restrict_file(cast, NEW, readers=[cast.lead, cast.head2])
    assert [held(one, Kind.ONE_PERSON) for one in (cast.lead, cast.head, cast.head2)] == [[NEW], [], []]


@pytest.mark.clause("P11a")
def test_who_fled_to_another_area_is_answered_for_by_her_readers(cast, moves, sign_in, at_the_door):
    scenarios.restrict_file(cast)
    pair = moves(**{"Service Area": "Property Services"})
    assert pair.new.restricted and not pair.new.is_visible_to(cast.lead)
    assert WARNED in at_the_door()
    (row,) = Duty.objects.open().filter(kind=Kind.ONE_PERSON, colleague=cast.lead)
    assert sign_in("lead2").get(row.path).status_code == 404
    client = sign_in("lead")
    said = words(client.get(row.path))
    assert f"you cannot do that. {BOTH}" in said
    assert "merge the two files instead" not in said
    answer = fill(client, row.path, answer=PairAnswer.TWO_PEOPLE, reason="She was born in another year.")
    assert_done(client, answer, f"/customers/{LODGER}/", f"Answer recorded on files {NEW} and {LODGER}.")
    assert not Duty.objects.open().filter(kind=Kind.ONE_PERSON)
    assert NOTHING in at_the_door()


@pytest.mark.long
@pytest.mark.clause("P11a", refuses=True)
def test_a_reader_who_leads_nothing_does_not_answer(cast, moves):
    scenarios.restrict_file(cast)
    pair = moves()
    pair.new.readers.add(cast.officer)
    pair.known.readers.add(cast.officer)
    with pytest.raises(NotAllowed, match="An Operational Lead for Housing says which files are of one person"):
        services.answer_pair(
            pair=pair, version=pair.version, by=cast.officer, on=cast.today, answer=PairAnswer.TWO_PEOPLE, reason="No."
        )


@pytest.mark.clause("P11a")
def test_a_new_file_that_may_be_of_a_restricted_one_keeps_its_address_too(cast, moves, sign_in):
    scenarios.restrict_file(cast)
    pair = moves()
    assert pair.new.restricted
    assert DOOR not in words(sign_in("officer").get("/look-up/", {"q": "Lodger"}))
    page = f"/customers/{NEW}/"
    assert (sign_in("officer").get(page).status_code, sign_in("lead").get(page).status_code) == (404, 200)
    asked = sign_in("lead").get(f"/pairs/{pair.pk}/")
    assert f"{NEW} is restricted likewise." in words(asked)


@pytest.mark.long
def test_a_pair_follows_a_file_that_was_merged_into_a_third(cast, moves):
    moves()
    scenarios.second_file(cast, born=None)
    scenarios.merged(cast, NEW, scenarios.TWIN)
    twin = Customer.objects.get(reference=scenarios.TWIN)
    (row,) = Duty.objects.open().filter(kind=Kind.ONE_PERSON)
    assert (row.customer, row.reference) == (twin, scenarios.TWIN)
    there = [place for place in look_up.at_home_of(cast.lead, twin, on=timezone.localdate()) if place.do]
    assert any(said.startswith(WARNED) for place in there for said in place.do)


def test_the_same_question_of_two_files_that_became_one_closes_with_one_answer(cast, moves):
    pair = moves()
    scenarios.second_file(cast, born=None)
    with transaction.atomic():
        same = customers.pair_files(new=pair.new, known=Customer.objects.get(reference=scenarios.TWIN), why="Imported")
    scenarios.merged(cast)
    scenarios.told_apart(cast, Pair.objects.get(pk=pair.pk))
    same.refresh_from_db()
    assert same.answer == PairAnswer.TWO_PEOPLE


@pytest.mark.long
def test_the_row_becomes_urgent_once_the_known_file_asks_for_care(cast):
    scenarios.paired(cast)
    (row,) = Duty.objects.open().filter(kind=Kind.ONE_PERSON)
    assert not row.urgent
    scenarios.logged(cast, violent=True)
    assert Duty.objects.open().get(kind=Kind.ONE_PERSON).urgent


@pytest.mark.long
@pytest.mark.clause("P11a")
@pytest.mark.parametrize(
    "who",
    [
        "lead2",
        "leadership",
    ],
)
def test_of_two_areas_the_leads_of_either_are_asked_and_the_leadership_team_may_answer(cast, moves, sign_in, who):
    pair = moves(**{"Service Area": "Property Services"})
    assert held(cast.lead, Kind.ONE_PERSON) == held(cast.lead2, Kind.ONE_PERSON) == [NEW]
    client, url = sign_in(who), f"/pairs/{pair.pk}/"
    said = words(client.get(url))
    assert "The two files side by side" in said
    assert ("merge the two files instead" in said, BOTH in said) == (who == "leadership", who != "leadership")
    answer = fill(client, url, answer=PairAnswer.TWO_PEOPLE, reason="She was born in another year.")
    assert answer.status_code == 302
    pair.refresh_from_db()
    assert pair.answer == PairAnswer.TWO_PEOPLE
    assert not Duty.objects.open().filter(kind=Kind.ONE_PERSON)


@pytest.mark.clause("P11a", refuses=True)
def test_of_two_areas_nobody_else_answers(cast, moves):
    pair = moves(**{"Service Area": "Property Services"})
    with nothing_changes(), pytest.raises(NotAllowed, match="The files are in Property Services and Housing"):
        services.answer_pair(
            pair=pair, version=pair.version, by=cast.officer, on=cast.today, answer=PairAnswer.TWO_PEOPLE, reason="No."
        )
