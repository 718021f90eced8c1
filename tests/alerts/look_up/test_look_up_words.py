"""Before you go: what people type at a door is found, whichever way they write it."""

import pytest

from alerts.look_up.finding import MOST_READ, Scope, find
from housing_alerts.customers.models import Asset, AtHome, Customer, Membership, Tenancy
from housing_alerts.kernel.records import saving as records
from tests.look_up import change, home_of


@pytest.fixture
def found(cast):
    """What the colleague finds: the references of people and places, the nearest first."""

    def look(typed: str, username: str = "officer") -> list[str]:
        hits = find(Scope(cast.people[username]), typed, on=cast.today).hits
        return [hit.reference for hit in hits]

    return look


def test_what_people_type_is_found(found):
    for typed, reference in [
        ("Mrs Vosper", "D900008"),
        ("Ms Thi Hong", "D900003"),
        ("Prof. Vosper", "D900008"),
        ("45 avocet rd", "A-D5"),
        ("teal gdns", "A-D8"),
        ("Teal Gardns", "A-D8"),
        ("Tamblin", "D900005"),
        ("Keziah Northcote", "D900006"),
        ("Louis Lodger", "D900001"),
        ("Vosper Teal Gardens", "D900008"),
        ("teal gdns vosper", "D900008"),
        ("31 vospr teal", "D900008"),
        ("No 31 Teal Gardens", "A-D8"),
        ("Flat4", "A-D3"),
        ("flat4 heron way", "A-D3"),
        ("31teal", "A-D8"),
        ("TQ99 IFP", "A-D8"),
        ("tq991fp", "A-D8"),
        ("d 900008", "D900008"),
        ("900008", "D900008"),
        ("TealGardens", "A-D8"),
        ("Sand piper Close", "A-D1"),
        ("Ottolien Vosper", "D900008"),
        ("O Vospr", "D900008"),
        ("O Connor", "D900002"),
    ]:
        assert found(typed)[:1] == [reference], typed


def test_a_postcode_comes_before_the_number_of_a_house(found):
    assert set(found("TQ99 1")) == {"A-D1", "A-D2", "A-D8"}, "and not 1 Knot Hill, TQ99 4EN"
    assert found("1 TQ99") == ["A-D7"]


def test_whole_words_come_before_the_beginnings_of_others(cast, found):
    change("D900009", forenames="Lew")
    assert found("lew lodger") == ["D900009", "D900001"]


@pytest.fixture
def people(cast):
    """A function that adds people of these names, without a home, and returns them."""

    def add(forenames: str, surname: str, number: int) -> list[Customer]:
        like = cast.customers["D900001"]
        kept = {"version": 1, "created_at": cast.then(0), "changed_at": cast.then(0)}
        of = {"organisation_id": like.organisation_id, "service_area_id": like.service_area_id, **kept}
        named = {"forenames": forenames, "surname": surname, **of}
        added = [Customer(reference=f"ZZ{surname}{n}", **named) for n in range(number)]
        for one in added:
            one.search_text = one.spelled()
        return Customer.objects.bulk_create(added)

    return add


def test_whole_words_are_found_where_more_people_have_names_that_begin_so_than_are_read(people, found):
    people("", "Leeson", MOST_READ + 1)
    people("", "Lee", 1)
    assert found("lee")[0] == "ZZLee0"
    assert len(found("lee")) == MOST_READ + 1


@pytest.fixture
def house(cast):
    """A function that lets the customer live at a new address, and returns the property."""

    def move_in(customer: Customer, address: str, postcode: str = "TQ98 1AB") -> Asset:
        number = Asset.objects.count()
        home = Asset(reference=f"H{number}", address=address, postcode=postcode)
        records.save(home, by=None, why="")
        tenancy = Tenancy(reference=f"H{number}", group_name=customer.surname, asset=home)
        records.save(tenancy, by=None, why="")
        records.save(Membership(customer=customer, tenancy=tenancy), by=None, why="")
        return home

    return move_in


def test_a_name_that_many_share_is_found_with_its_home(people, house, found):
    last = people("Jacob", "Leeson", MOST_READ + 1)[-1]
    house(last, "9 Plover Row, Testmouth")
    for typed in ("Jacob Leeson Plover Row", "Leeson 9 Plover", "Jacob Leeson 9", "Lees Plo 9", "Leesno Plover"):
        assert found(typed) == [last.reference]


def test_a_surname_is_found_with_a_town_of_many_homes(cast, people, house, found):
    sought = people("Zelah", "Quillfeather", 1)[0]
    strangers = people("Ann", "Stranger", 3)
    streets = [house(one, f"{n} Plover Row, Dawlish, Devon") for n, one in enumerate([*strangers, sought], 1)]
    some = [Asset(reference=f"D{n}", address=f"{n} Heron Row, Dawlish, Devon") for n in range(4 * MOST_READ)]
    kept = {"version": 1, "created_at": cast.then(0), "changed_at": cast.then(0)}
    for one in some:
        one.search_text = one.spelled()
        vars(one).update(kept)
    Asset.objects.bulk_create(some)
    assert found("Quillfeather Dawlish") == found("quillfether dawlish devon") == [sought.reference]
    assert found("4 Plover Row, Dawlish") == [streets[-1].reference]


def test_a_name_with_a_whole_address_of_words_that_are_names_too_is_found(people, house, found):
    for surname in ("Newton", "Abbot", "Church", "Hill", "Devon", "Victoria"):
        people("", surname, 1)
    lane = people("Jacob", "Lane", 1)[0]
    house(lane, "14 Church Hill, Newton Abbot, Devon", "TQ98 1ZZ")
    assert found("Jacob Lane, 14 Church Hill, Newton Abbot, Devon, TQ98 1ZZ") == [lane.reference]
    assert found("Jacob Lnae, 14 Church Hill, Newton Abbot, Devon, TQ98 1ZZ") == [lane.reference]


def test_a_slip_in_the_name_is_mended_where_the_street_has_words_that_are_names(people, house, found):
    people("", "Victoria", 1)
    marsh = people("", "Marsh", 1)[0]
    house(marsh, "9 Victoria Road, Testmouth")
    assert found("Marhs 9 Victoria Road") == [marsh.reference]
    assert found("Marsh 9 Victroia Road") == [marsh.reference]


def test_a_name_of_two_letters_is_found_with_its_home(people, house, found):
    woods = people("Bo", "Woods", 1)[0]
    house(woods, "42 Bovey Close, Testmouth")
    assert found("Bo Woods 42") == found("Bo Woods Bovey") == [woods.reference]


def test_the_database_itself_keeps_who_lives_where(cast, found):
    """Whoever moves, is renamed, or lives in a home that is called otherwise from now on is found as it is now."""
    vosper, home = cast.customers["D900008"], home_of(cast, "D900008")
    place = Membership.objects.get(customer=vosper, tenancy__asset=home)
    change("D900008", surname="Fieldfare")
    assert found("Fieldfare Teal Gardens") == ["D900008"]
    assert found("Vosper Teal Gardens") == []
    home.address = "31 Wagtail Gardens, Testmouth, Devon"
    home.save()
    assert found("Fieldfare Wagtail") == ["D900008"]
    elsewhere = home_of(cast, "D900005")
    Tenancy.objects.filter(pk=place.tenancy_id).update(asset=elsewhere)
    assert found(f"Fieldfare {elsewhere.address.split(',')[0]}")[:1] == ["D900008"]
    assert AtHome.objects.filter(pk=place.pk).exists()
    Membership.objects.filter(pk=place.pk)._raw_delete("default")
    assert not AtHome.objects.filter(pk=place.pk).exists()


def test_whoever_has_two_homes_in_a_street_is_found_once_by_name_and_street(cast, found):
    old = home_of(cast, "D900008")
    beside = Asset(reference="N2", address="33 Teal Gardens, Testmouth, Devon", postcode=old.postcode)
    records.save(beside, by=None, why="")
    group = Tenancy(reference="N2", group_name="Vosper", asset=beside)
    records.save(group, by=None, why="")
    records.save(Membership(customer=cast.customers["D900008"], tenancy=group), by=None, why="")
    assert found("Vosper Teal Gardens") == found("Vospr Teal Gardens") == ["D900008"]


def test_a_telephone_a_uprn_and_a_tenancy_are_found_however_they_are_written(cast, found):
    change("D900008", telephone="+44 (0)1632 960 123", former_names="Ottoline Quillfeather")
    home = home_of(cast, "D900008")
    home.uprn = "000100040"
    home.save()
    tenancy = Tenancy.objects.get(asset=home)
    assert [found(typed) for typed in ("01632 960123", "+44 1632 960123", "Quillfeather")] == [["D900008"]] * 3
    assert [found(typed) for typed in ("100040", tenancy.reference.lower())] == [["A-D8"]] * 2
    assert found("01632 960123", "contractor") == []


def test_the_beginning_of_a_telephone_number_is_no_number(found):
    change("D900008", telephone="01632 960123")
    assert found("01632") == found("960123") == []


def test_no_number_is_corrected(found):
    """Another house is another house."""
    for typed in ["32 Teal Gardens", "30 Teal Gardns", "D900018", "TQ98 1FP", "01632 960124"]:
        assert found(typed) == [], typed


def test_nobody_is_nobody(found):
    for typed in ["zzzz", "Ottoline Yelland", "Vosper Curlew Rise", "Smith", "12 Nowhere Street"]:
        assert found(typed) == [], typed


def test_a_contractor_finds_nobody_by_a_name_however_it_is_written(found):
    for typed in ("Vosper", "Vospr", "Vosper Teal Gardens"):
        assert found(typed, "contractor") == [], typed
    assert found("Teal Gardns", "contractor") == ["A-D8"]


def test_a_corrected_answer_says_so(look_up):
    page = look_up("officer", "Teal Gardns")
    assert "Nothing is called “Teal Gardns”. <strong>Shown: Teal Gardens.</strong>" in page
    assert "31 Teal Gardens" in page
    assert "Nothing is called" not in look_up("officer", "Teal Gdns")
    assert "Nothing is called" not in look_up("officer", "Vosper Teal Gardens")


def test_a_corrected_postcode_is_written_like_one(look_up):
    assert "<strong>Shown: TQ99 1FP.</strong>" in look_up("contractor", "TQ99 IFP")


def test_where_nothing_is_found_the_nearest_are_asked_about(look_up):
    page = look_up("officer", "32 Teal Gardens")
    assert "Nothing was found" in page
    assert "This does not mean that there is no alert." in page
    assert "Did you mean" in page
    assert "31 Teal Gardens, Testmouth, Devon, TQ99 1FP</a>" in page
    assert "Did you mean" not in look_up("officer", "zzzz")


def test_at_most_three_are_asked_about_and_no_contractor_about_a_person(look_up):
    page = look_up("officer", "Ottoline Lodger")
    assert page.count("?q=Jory%20Lodger") == page.count("?q=Lewis%20Lodger") == page.count("?q=Ottoline%20Vosper") == 1
    assert "Did you mean" not in look_up("contractor", "Ottoline Lodger")


def test_what_a_place_is_called_from_now_on_corrects_and_what_it_was_called_does_not(cast, found):
    home = home_of(cast, "D900008")
    home.address = "31 Peregrine Drive, Testmouth, Devon"
    home.save()
    assert found("Peregrin") == ["A-D8"]
    assert found("Teal Gardns") == []


def test_a_new_place_and_one_that_goes_are_kept_by_the_database_itself(cast, found):
    new = Asset(reference="N1", address="1 Peregrine Drive", created_at=cast.then(0), changed_at=cast.then(0))
    new.search_text = new.spelled()
    Asset.objects.bulk_create([new])
    assert found("Peregrin Drive") == ["N1"]
    Asset.objects.filter(reference="N1").delete()
    assert found("Peregrin Drive") == found("Peregrine Drive") == []


def test_a_name_that_another_still_has_stays_when_one_is_renamed(cast, found):
    change("D900001", surname="Quillfeather")
    assert found("Lodgr") == ["D900009"]
    Customer.objects.filter(reference="D900009").update(search_text=" d900009 jory")
    assert found("Lodgr") == []
