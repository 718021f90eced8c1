"""What customers say of their protected characteristics: recorded apart from the file, and read by one role alone (§11)."""

import pytest
from django.db import IntegrityError, transaction

from desk.merging import services as merging
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.refusals import NotAllowed
from monitoring.equality import selectors, services
from monitoring.equality.choices import ANSWERS, GROUPS, RECORDED, Group, Protected
from monitoring.equality.policies import Said
from monitoring.models import Characteristic
from privacy.bundle.collecting import collect
from privacy.disposal.erasing import PLAN
from tests import scenarios
from tests.page import assert_refused, nothing_changes, words
from tests.scenarios import HONG, LODGER, TWIN
from tests.scenarios.contacts import WORDS
from tests.step import assert_kept, fill, shown

FIND = "/characteristics/"
URL = f"{FIND}of/{LODGER}/"


def _answers(customer):
    return {key: said for key, said in selectors.answers(customer).items() if said.group}


@pytest.fixture
def officer(cast, sign_in):
    return sign_in("equality")


# Recorded


@pytest.mark.clause("P11b")
def test_the_equality_officer_records_what_a_customer_says(cast, officer):
    found = officer.post(FIND, {"customer": LODGER.lower()})
    assert found["Location"] == URL
    answer = fill(
        officer, URL, sex="FEMALE", race="GYPSY", religion="DESCRIBED", religion_words="Quaker", disability="NOT_SAID"
    )
    assert answer["Location"] == FIND
    assert _answers(cast.customers[LODGER]) == {
        Protected.DISABILITY: Said(Group.NOT_SAID),
        Protected.RACE: Said(Group.GYPSY),
        Protected.RELIGION: Said(Group.DESCRIBED, "Quaker"),
        Protected.SEX: Said(Group.FEMALE),
    }
    event = AuditEvent.objects.get(action="record characteristics")
    assert (event.reference, event.by, event.why) == (LODGER, cast.people["equality"], "")


def test_the_page_shows_what_is_recorded_and_nothing_of_the_file(cast, officer):
    scenarios.described(cast)
    page = officer.get(URL)
    held = shown(page)
    assert (held["sex"], held["religion"], held["religion_words"]) == (["FEMALE"], ["DESCRIBED"], [WORDS])
    assert "Lodger" not in words(page)
    assert "Lewis" not in words(page)
    assert ReadEvent.objects.filter(opened="characteristics", reference=LODGER).count() == 1


@pytest.mark.clause("P11b")
def test_an_answer_can_be_taken_away_again(cast, officer):
    scenarios.described(cast)
    fill(officer, URL, religion="", religion_words="")
    assert _answers(cast.customers[LODGER]) == {Protected.SEX: Said(Group.FEMALE)}
    assert Characteristic.objects.get(protected=Protected.RELIGION).history.count() == 2


def test_what_stays_the_same_is_not_saved_again(cast, officer):
    scenarios.described(cast)
    fill(officer, URL, sex="MALE")
    assert dict(Characteristic.objects.values_list("protected", "version")) == {"SEX": 2, "RELIGION": 1}


@pytest.mark.clause("P11b", refuses=True)
def test_nobody_else_takes_the_step(cast):
    customer = cast.customers[LODGER]
    before = selectors.answers(customer)
    with pytest.raises(NotAllowed, match="Only the Equality Officer records the characteristics of customers"):
        services.record_characteristics(
            customer=customer, seen=selectors.fingerprint(before), by=cast.head, answers=before
        )


@pytest.mark.clause("P11b", refuses=True)
def test_words_go_with_the_answer_that_asks_for_them(cast, officer):
    for answers, why in [
        (
            {"religion": "DESCRIBED"},
            "Say about religion or belief what the customer says in their own words.",
        ),
        (
            {"religion": "SIKH", "religion_words": "Sikh"},
            "Choose “In their own words” about religion or belief, or take the words away.",
        ),
    ]:
        with nothing_changes():
            page = fill(officer, URL, sex="MALE", **answers)
            assert_refused(page, why)
        assert_kept(page, sex="MALE", **answers)


@pytest.mark.clause("P11b", refuses=True)
def test_a_group_of_another_characteristic_is_no_answer(cast):
    customer = cast.customers[LODGER]
    before = selectors.answers(customer)
    wrong = before | {Protected.SEX: Said(Group.SIKH)}
    with pytest.raises(NotAllowed, match="Choose one of the answers about sex"):
        services.record_characteristics(
            customer=customer, seen=selectors.fingerprint(before), by=cast.people["equality"], answers=wrong
        )


@pytest.mark.parametrize(
    "row",
    [
        {"protected": Protected.SEX, "group": Group.SIKH},
        {"protected": Protected.SEX, "group": Group.DESCRIBED},
        {"protected": Protected.SEX, "group": Group.MALE, "words": "Man"},
        {"protected": Protected.AGE, "group": Group.UNDER_25},
    ],
)
def test_the_database_keeps_no_other_row(cast, row):
    scenarios.described(cast)
    kept = Characteristic.objects.filter(protected=Protected.SEX)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.update(**row)


def test_somebody_who_was_quicker_is_not_written_over(cast, officer):
    page = officer.get(URL)
    scenarios.described(cast)
    with nothing_changes():
        late = officer.post(URL, {**shown(page), "sex": "MALE"})
        assert_refused(late, "Somebody changed these answers after you opened the page.")


@pytest.mark.clause("P11b")
def test_the_share_of_what_is_not_known_is_shown(cast, officer):
    scenarios.described(cast)
    scenarios.described(cast, HONG, SEX=Said(Group.NOT_SAID))
    assert "Sex Known1 Prefer not to say1 Not known7 Share not known78%" in words(officer.get(FIND))


def test_each_characteristic_has_its_groups_and_no_group_two():
    assert list(GROUPS) == list(Protected)
    assert len(RECORDED) == 8
    named = [group for groups in GROUPS.values() for group in groups]
    assert sorted(named) == sorted(set(Group) - {Group.DESCRIBED, Group.NOT_SAID, Group.NOT_KNOWN})
    assert all(ANSWERS[each][-2:] == (Group.DESCRIBED, Group.NOT_SAID) for each in RECORDED)


# With the file


@pytest.mark.clause("P11b")
def test_two_files_of_one_person_are_read_as_one(cast):
    scenarios.second_file(cast)
    scenarios.described(cast)
    scenarios.described(cast, TWIN, SEX=Said(Group.MALE), RACE=Said(Group.ARAB))
    merge = scenarios.merged(cast)
    lodger = cast.customers[LODGER]
    both = {Protected.SEX: Said(Group.FEMALE), Protected.RELIGION: Said(Group.DESCRIBED, WORDS)}
    assert _answers(lodger) == both | {Protected.RACE: Said(Group.ARAB)}
    assert Characteristic.objects.standing().count() == 3
    assert selectors.find(TWIN) == lodger

    merging.undo_merge(merge=merge, version=merge.version, by=cast.lead, on=cast.today, reason="They are two.")
    assert _answers(lodger) == both
    assert _answers(cast.customers[TWIN]) == {Protected.SEX: Said(Group.MALE), Protected.RACE: Said(Group.ARAB)}


@pytest.mark.clause("P11b")
def test_the_person_gets_their_own_in_the_bundle(cast):
    scenarios.described(cast)
    found = [item for item in collect(scenarios.identified(cast)) if item.key.startswith("monitoring.characteristic")]
    text = "\n".join(item.text for item in found)
    assert len(found) == 2
    assert "Female" in text
    assert WORDS in text


def test_it_goes_with_the_file():
    (goes,) = [each for each in PLAN if each.model is Characteristic]
    assert goes.of == ("customer",)
