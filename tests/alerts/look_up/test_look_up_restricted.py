"""Before you go: what is never told, of a restricted file above all."""

import pytest
from django.urls import reverse

from alerts.models import Alert
from housing_alerts.customers.models import Adjustment, Asset, Customer
from housing_alerts.kernel.records import saving as records
from tests import scenarios
from tests.look_up import PAIRS, VISITORS, carried_over, change, home_of, housed


def test_the_reason_is_never_told(cast, look_up):
    alert = scenarios.active(cast)
    assert alert.reason
    for username in VISITORS:
        page = look_up(username, "12 Sandpiper")
        assert PAIRS in page
        assert not [words for words in (alert.reason, "He shouted at me", "Proportionate") if words in page]


def test_only_those_who_may_see_the_case_are_shown_its_type_and_state(cast, look_up):
    alert = carried_over(cast, code="TO_BE_CONFIRMED", period=1)
    Alert.objects.filter(pk=alert.pk).update(review_due_on=cast.ago(1))
    assert alert.reference not in look_up("lead2", "12 Sandpiper")
    assert "Open the file" not in look_up("lead2", "12 Sandpiper")
    for username in ("officer", "contractor", "manager"):
        page = look_up(username, "12 Sandpiper")
        assert not any(word in page for word in ("Unconfirmed", "Review overdue", alert.reference, "Open the file"))
    for username in ("lead", "head"):
        page = look_up(username, "12 Sandpiper")
        assert all(word in page for word in ("Unconfirmed", "Review overdue", alert.reference, "Open the file"))


CLOSED_TO = ["officer", "lead2", "head"]
"""Of each kind one: who sees no case, who sees those of another area, who may break glass. A contractor types no name."""
HOME = "12 Sandpiper Close"


@pytest.fixture
def restricted(cast):
    """Mr Lodger's file, with much in it; the Lead and a member of the Leadership Team are its named readers."""
    alert = scenarios.restricted(cast, days=400)
    carried_over(cast)
    carried_over(cast, code="DANGEROUS_DOGS", asset=home_of(cast))
    customer = Customer.objects.get(reference="D900001")
    agreed = Adjustment(customer=customer, what="He needs large print.", starts=cast.ago(3))
    records.save(agreed, by=None, why="")
    change("D900001", died=True)
    scenarios.restrict_file(cast, readers=[cast.lead, cast.leadership])
    return alert


def content_of(alert) -> list[str]:
    everything = [*Alert.objects.all(), *alert.conditions.all()]
    said = [getattr(one, "reference", "") or one.words for one in everything]
    return [*said, "He needs large print.", "Has died", "Review overdue", "Unconfirmed"]


def test_a_search_for_the_person_says_what_to_do_and_never_where_they_live(look_up, restricted):
    change("D900009", forenames="Jory", surname="Sanders")
    for username in CLOSED_TO:
        for typed in ("lewis lodger", "LODGER, Lewis", "D900001"):
            _tells_what_to_do_alone(look_up, restricted, username, typed)


def _tells_what_to_do_alone(look_up, restricted, username, typed):
    page = look_up(username, typed)
    assert PAIRS in page
    assert ("Lewis Lodger" in page) is (typed != "D900001")
    assert "restricted file" in page.casefold()
    assert "The address is not shown: restricted file." in page
    assert not [words for words in [HOME, "A-D1", "Open the file", *content_of(restricted)] if words in page]


def test_a_search_for_one_of_the_names_says_what_to_do_and_neither_name_nor_reference(look_up, restricted):
    change("D900009", forenames="Jory", surname="Sanders")
    for typed in ["lodger", "lewis"]:
        page = look_up("officer", typed)
        assert PAIRS in page
        assert "A person with a restricted file" in page
        assert "Type the whole name, or" in page
        assert not [words for words in ["Lewis", "Lodger", "D900001", HOME, "break-glass"] if words in page]


def test_letters_of_a_name_or_a_reference_do_not_find_the_person(look_up, restricted):
    """Else the names could be spelled out, letter by letter."""
    change("D900009", forenames="Jory", surname="Sanders")
    for username in CLOSED_TO:
        for typed in ("l", "lo", "lodge", "lewis lodge", "lew lodger"):
            page = look_up(username, typed)
            assert not [words for words in ["restricted file", "Lewis", "Lodger", "D900001", HOME] if words in page]
        assert "D900001" not in look_up(username, "D90000")
    assert "Lewis Lodger" in look_up("lead", "lew lodger")


def test_a_whole_name_may_be_written_in_each_of_its_ways(cast, look_up):
    change("D900001", forenames="Siân Mair", surname="O'Connor", known_as="Conny")
    scenarios.restrict_file(cast)
    for typed in ["Siân O'Connor", "sian oconnor", "Conny O Connor", "O’Connor Sian"]:
        assert "Siân Mair O&#39;Connor" in look_up("officer", typed)


def test_who_has_no_forename_is_named_by_the_surname(cast, look_up):
    change("D900001", forenames="", surname="Sukarno")
    scenarios.restrict_file(cast)
    assert "Sukarno" in look_up("officer", "sukarno")


def test_a_search_for_the_reference_gives_that_back_and_never_the_name(look_up, restricted):
    change("D900001", never_write=True, never_message=True)
    assert "Send no letter to Lewis Lodger." in look_up("officer", "lewis lodger")
    page = look_up("officer", HOME)
    assert "Leave no voice message, text or card for a person with a restricted file." in page
    page = look_up("officer", "D900001")
    assert "Customer D900001" in page
    assert 'A person with a restricted file <span class="app-quiet">D900001<' in page
    assert "Send no letter to a person with a restricted file." in page
    assert not [name for name in ("Lewis", "Lodger") if name in page]
    assert "Lewis Lodger" in look_up("officer", "D900001 Lewis Lodger")
    assert "Lewis Lodger" in look_up("lead", "D900001")


def test_a_search_for_the_address_says_what_to_do_and_never_who_lives_there(look_up, restricted):
    for username in [*CLOSED_TO, "contractor"]:
        page = look_up(username, HOME)
        assert PAIRS in page
        assert HOME in page
        assert not [words for words in ["Lewis", "D900001", *content_of(restricted)] if words in page]
        assert ("A person with a restricted file" in page) is (username != "contractor")


def test_a_search_for_who_lives_with_them_does_not_name_them(look_up, restricted):
    page = look_up("officer", "jory")
    assert "Jory Lodger" in page
    assert "A person with a restricted file" in page
    assert "Lewis" not in page
    assert f"?asset={Asset.objects.get(address__startswith=HOME).reference}" in page


def test_what_to_do_at_the_door_of_the_property_stands_there_too(look_up, restricted):
    dogs = Alert.objects.get(type__code="DANGEROUS_DOGS")
    assert dogs.instruction in look_up("officer", "D900001")


@pytest.mark.clause("P6", "P11a")
def test_what_stands_of_somebody_they_live_with_counts_there_too(cast, look_up):
    """Whoever goes to the restricted person meets the other one at the same door."""
    scenarios.active(cast)
    scenarios.restrict(cast, "D900009", readers=[cast.lead])

    for role in ["officer", "contractor"]:
        page = look_up(role, "D900009" if role == "contractor" else "Jory Lodger")

        assert "Attend in pairs. Do not go alone." in page
        assert not [words for words in ("Lewis", HOME, "Sandpiper") if words in page]


def test_where_contact_is_limited_it_says_whom_to_ask(look_up, restricted):
    page = look_up("officer", "lewis lodger")
    assert "Contact with Lewis Lodger is limited: ask before you make any. The responsible Lead is Lena Ledger." in page
    assert "ask before you make any" not in look_up("lead", "lewis")


def test_a_contractor_with_the_reference_gets_no_address(look_up, restricted):
    page = look_up("contractor", "D900001")
    assert PAIRS in page
    assert "The address is not shown: restricted file." in page
    assert HOME not in page


def test_a_named_reader_finds_it_as_ever(look_up, restricted):
    for username in ["lead", "leadership"]:
        for typed in ("lewis", HOME):
            page = look_up(username, typed)
            assert all(words in page for words in (HOME, "Lewis Lodger", restricted.reference, "Open the file"))
            assert "He needs large print." in page


def test_who_broke_glass_finds_it_as_ever(cast, look_up, restricted):
    scenarios.break_glass(cast, cast.head)
    page = look_up("head", "lewis")
    assert all(words in page for words in (HOME, restricted.reference, "Open the file"))
    assert "Break glass" not in page


def test_break_glass_is_offered_to_those_who_may(look_up, restricted):
    link = reverse("customers:break_glass", args=["D900001"])
    for username, offered in [("officer", False), ("contractor", False), ("lead2", False), ("head2", True)]:
        assert (link in look_up(username, "D900001")) is offered
        assert link not in look_up(username, HOME)


def test_nobody_is_suggested_whose_file_is_closed_but_by_the_whole_reference(cast, sign_in, restricted):
    def suggested(username, typed):
        found = sign_in(username).get(reverse("alerts:look_up_suggestions"), {"q": typed}).json()
        return [(one["label"], one["value"]) for one in found if "D900001" in one["value"]]

    named = [("Lewis Lodger, 12 Sandpiper Close, Testmouth, Devon (D900001)", "D900001 Lewis Lodger")]
    for typed in ("le", "lewis", "lewis lodger", "d900001", "D9000"):
        whole = typed == "d900001"
        by_reference = [("Restricted file (D900001)", "D900001")] if whole else []
        assert suggested("officer", typed) == suggested("head", typed) == by_reference
        assert suggested("contractor", typed) == ([("D900001", "D900001")] if whole else [])
        assert suggested("lead", typed) == named


def test_the_report_form_does_not_name_whom_it_was_given_by_reference(sign_in, restricted):
    form = f"{reverse('alerts:incident_log')}?customer=D900001"
    assert 'value="D900001"' in sign_in("officer").get(form).content.decode()
    assert 'value="D900001 Lewis Lodger"' in sign_in("lead").get(form).content.decode()


def test_the_report_form_offers_nobody_of_whom_a_part_was_typed_and_takes_the_whole_name(cast, sign_in, restricted):
    twin = housed(cast, home_of(cast, "D900002"), "D900077", "Lodger")
    change(twin.reference, forenames="Wenna")
    client = sign_in("officer")
    for typed in ("D90000", "lodger", "lewis", "le"):
        asked = client.post(reverse("alerts:incident_log"), {"customer": typed}).content.decode()
        assert not [words for words in ("D900001", "Lewis") if words in asked], typed
    change(twin.reference, forenames="Lewis")
    asked = client.post(reverse("alerts:incident_log"), {"customer": "lewis lodger"}).content.decode()
    assert "Lewis Lodger, restricted file (D900001)" in asked
    assert HOME not in asked
