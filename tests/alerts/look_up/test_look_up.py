"""Before you go: who is found by whom, how a look-up is kept, and what is suggested while one types."""

from html import unescape

import lxml.html
import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alerts.look_up.finding import Scope, find
from alerts.models import Condition
from housing_alerts.customers.models import Asset, Membership
from housing_alerts.kernel.audit.models import ReadEvent
from housing_alerts.kernel.records import saving as records
from letters.models import Letter
from tests import scenarios
from tests.look_up import NOTHING, PAIRS, carried_over, change, home_of, housed
from tests.page import words


def test_staff_find_by_name_reference_address_or_postcode(cast, look_up):
    carried_over(cast)
    for query in ["lodger", "LEWIS LOD", "D900001", "sandpiper", "12 Sandpiper Close", "TQ99 1AB", "tq991ab"]:
        assert PAIRS in look_up("officer", query)


def test_a_number_is_a_whole_number(cast, sign_in):
    addresses = ["2 Gannet Row", "2a Gannet Row", "Flat 4, 20 Gannet Row", "22 Gannet Row", "Flat 45, 200 Gannet Row"]
    for position, address in enumerate(addresses):
        records.save(Asset(reference=f"H{position}", address=address, postcode="TQ99 2ZZ"), by=None, why="")
    for typed, found in [
        ("2 Gannet Row", ["2 Gannet Row", "2a Gannet Row"]),
        ("20 Gannet Row", ["Flat 4, 20 Gannet Row"]),
        ("4 Gannet", ["Flat 4, 20 Gannet Row"]),
    ]:
        page = sign_in("officer").get("/look-up/", {"q": typed})
        names = lxml.html.fromstring(page.content.decode()).cssselect("h2.app-place__name")
        assert [name.text_content().split(", TQ99")[0].strip() for name in names] == found


def test_a_contractor_finds_nobody_by_name_and_by_the_whole_reference_without_a_name(cast, look_up):
    carried_over(cast)
    page = look_up("contractor", "Lewis")
    assert "Nothing was found" in page
    assert "You cannot search by a person’s name" in page
    assert PAIRS not in page
    assert "Nothing was found" in look_up("contractor", "D90000")
    page = look_up("contractor", "d900001")
    assert PAIRS in page
    assert "Lodger" not in page
    assert "12 Sandpiper Close" in page


def test_a_whole_reference_finds_that_one_alone(cast, look_up):
    housed(cast, home_of(cast, "D900002"), "D9000011", "Longer")
    assert "Longer" not in look_up("officer", "D900001 Lewis Lodger")
    assert "Longer" in look_up("officer", "D90000")


def test_nothing_found_and_nothing_typed_are_not_no_alert(cast, look_up):
    for query, said in (
        ("zzzz", "Nothing was found"),
        ("🙂", "Nothing was found"),
        ("…", "What you typed has no letter and no number in it. Type a name, an address"),
    ):
        page = look_up("officer", query)
        assert said in page
        assert "This does not mean that there is no alert" in page
        assert NOTHING not in page
    assert "a name, " not in look_up("contractor", "…")
    page = look_up("officer", "  ")
    assert "Look up every address before you visit" in page
    assert "Nothing was looked up" not in page


def _case(cast) -> dict[str, str]:
    """One case with its letters, by what each is called."""
    alert = scenarios.told(cast)
    appeal = scenarios.appealed(cast, alert)
    letter = Letter.objects.latest("pk")
    incident = alert.investigation.incidents.get()
    records = {"alert": alert, "appeal": appeal, "incident": incident, "investigation": alert.investigation}
    return {name: record.reference for name, record in (records | {"letter": letter}).items()}


@pytest.mark.long
def test_what_a_letter_prints_is_found_by_who_may_open_it_and_by_nobody_else(cast, sign_in, look_up):
    client = sign_in("lead")
    case = _case(cast)
    for name, reference in case.items():
        page = client.get(reverse("alerts:look_up"), {"q": f" {reference.lower()} "})
        opens = lxml.html.fromstring(page.content.decode()).xpath(
            "//main//a[text()=$words]", words=f"Open {name} {reference}"
        )
        assert [client.get(link.get("href")).status_code for link in opens] == [200], name
        assert PAIRS in words(page)
        assert "Lewis Lodger" in words(page)
        assert ReadEvent.objects.filter(opened="look-up", reference__contains=reference).count() == 1

    for name, reference in case.items():
        page = look_up("contractor", reference)
        assert "Nothing was found" in page, name
        assert "Lodger" not in page
        assert page.count(reference) == 1, "in the box alone"


def test_a_contractor_finds_their_own_report(cast, look_up):
    incident = scenarios.reported_by(cast, cast.people["contractor"])
    page = look_up("contractor", incident.reference)
    assert f"Open incident {incident.reference}" in page
    assert "Lodger" not in page


def test_a_draft_says_that_it_is_about_nobody_yet(cast, look_up):
    page = look_up("officer", scenarios.draft(cast).reference)
    assert "It does not say yet who or where it is about, so nothing else was looked up." in page
    assert "Nothing was found" not in page


def _found(cast, typed):
    return [hit.reference for hit in find(Scope(cast.officer), typed, on=cast.today).hits]


def test_a_name_is_found_in_plain_letters(cast):
    housed(cast, home_of(cast), "D900091", "Somebody")
    for surname, query in (
        ("Yıldız", "Yildiz"),
        ("Yildiz", "YILDIZ"),
        ("İnce", "ince"),
        ("Cœur", "Coeur"),
        ("Ħamrun", "Hamrun"),
        ("Əliyev", "Aliyev"),
        ("Aliyev", "əliyev"),
        ("Łukasz", "lukasz"),
        ("Núñez", "Nun\u0303ez"),
        ("Weiß", "Weiss"),
        ("Þórsdóttir", "thorsdottir"),
        ("Иванова", "Ivanova"),
    ):
        change("D900091", surname=surname)
        assert _found(cast, f"Petra {query}")[:1] == ["D900091"], query


def test_a_name_is_found_with_an_apostrophe_a_space_or_neither(cast, look_up):
    housed(cast, home_of(cast), "D900091", "Somebody")
    for surname in ("O’Connor", "O'Connor", "OConnor", "O Connor", "Oʼconnor", "Ó`Connor"):
        change("D900091", surname=surname)
        for query in ("O’Connor", "o'connor", "OCONNOR", "O Connor", "O‘Con"):
            assert "D900091" in _found(cast, query), (surname, query)
    assert "Petra Ó`Connor" in unescape(look_up("officer", "O’Connor"))


def test_a_name_is_found_with_its_title_and_a_title_alone_finds_nobody(cast):
    for query in ("Mr Lodger", "Mr Lewis Lodger", "mr. l lodger", "Mr & Mrs Lodger", "Dr Lodger"):
        assert "D900001" in _found(cast, query), query
    for query in ("Mr", "Mr Nobody", "12 Sandpiper Mr"):
        assert "D900001" not in _found(cast, query), query


def test_what_a_letter_stands_apart_from_is_found_by_itself(cast):
    home = home_of(cast)
    home.address = "Flat O Mill House, St John's Road"
    records.save(home, by=None, why="")
    housed(cast, home, "D900091", "O'Connor")
    for query in ("Connor", "John's", "Johns", "St John s", "Mill", "Flat O Mill"):
        assert {"D900091", home.reference} & set(_found(cast, query)), query


def test_people_and_properties_together_count_too(cast, look_up):
    for number in range(15):
        asset = Asset(reference=f"Z{number}", address=f"{number} Kaur Road")
        records.save(asset, by=None, why="")
    for number in range(15):
        other = Asset(reference=f"Y{number}", address=f"{number} Elsewhere Road")
        records.save(other, by=None, why="")
        housed(cast, other, f"X{number}", "Kaur")
    page = look_up("officer", "kaur")
    assert "More than 20 matches" in page
    assert "What to do" not in page
    for number in range(6):
        records.save(Asset(reference=f"W{number}", address=f"2{number} Elsewhere Road"), by=None, why="")
    page = look_up("contractor", "elsewhere")
    assert "More than 20 matches" in page
    assert "a forename" not in page


def test_everybody_can_log_an_incident_from_there(cast, look_up):
    assert f"{reverse('alerts:incident_log')}?customer=D900001" in look_up("officer", "lodger")
    asset = home_of(cast)
    assert f"{reverse('alerts:incident_log')}?asset={asset.reference}" in look_up("contractor", "12 Sandpiper")


def test_a_look_up_is_in_the_read_log_without_what_was_searched_for(cast, sign_in, caplog):
    page = sign_in("officer").get(reverse("alerts:look_up"), {"q": "lodger"})
    assert page["Cache-Control"] == "no-store"
    events = ReadEvent.objects.values_list("by", "opened", "reference")
    assert set(events) == {(cast.officer.pk, "look-up", "D900001"), (cast.officer.pk, "look-up", "D900009")}
    assert "lodger" not in caplog.text


def test_a_failed_look_up_is_a_stop(cast, sign_in, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise OperationalError("no such person: lodger")

    monkeypatch.setattr("alerts.look_up.selectors.look_up", broken)
    page = sign_in("officer").get(reverse("alerts:look_up"), {"q": "lodger"})

    assert page.status_code == 503
    assert "Could not check – treat this as a stop" in page.content.decode()
    assert NOTHING not in page.content.decode()
    assert not ReadEvent.objects.exists()
    assert "Nothing could be recorded or read: OperationalError" in caplog.text
    assert "lodger" not in caplog.text


@pytest.mark.long
def test_the_number_of_queries_does_not_grow(cast, sign_in):
    def street(name: str, houses: int) -> None:
        for house in range(houses):
            asset = Asset(reference=f"{name}{house}", address=f"{house} {name} Street")
            records.save(asset, by=None, why="")
            for person in range(2):  # the reading of one person alone costs a query less
                reference = f"{name}-{house}-{person}"
                housed(cast, asset, reference, "Crowd")
                alert = carried_over(cast, reference, "TO_BE_CONFIRMED")
                records.save(Condition(alert=alert, kind="TIMES", words="Mornings"), by=None, why="")

    street("Short", 1)
    street("Long", 15)
    client, url, counted = sign_in("officer"), reverse("alerts:look_up"), {}
    client.get(url)  # the first look-up in a while clears away what was counted before
    for name in ("Short", "Long"):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url, {"q": f"{name} Street"})
        assert "Mornings" in page.content.decode()
        counted[name] = len(queries)
    assert counted["Short"] == counted["Long"]


def test_suggestions_for_staff(cast, sign_in):
    client = sign_in("officer")

    def suggest(**query):
        return client.get(reverse("alerts:look_up_suggestions"), query).json()

    assert suggest(q="lew") == [
        {"value": "D900001 Lewis Lodger", "label": "Lewis Lodger, 12 Sandpiper Close, Testmouth, Devon (D900001)"}
    ]
    asset = home_of(cast)
    [place] = suggest(q="sandpiper", only="places")
    assert place["value"] == f"{asset.reference} {asset.full_address}"
    assert suggest(q="sandpiper", only="people") == []
    assert suggest(q="lodger", only="places") == []
    assert suggest(q=" ") == []
    assert len(suggest(q="TQ99")) <= 10


def test_suggestions_for_a_contractor_tell_no_name(cast, sign_in):
    client = sign_in("contractor")

    def suggest(query):
        return client.get(reverse("alerts:look_up_suggestions"), {"q": query}).json()

    assert suggest("lodger") == []
    assert suggest("D900001") == [{"value": "D900001", "label": "D900001"}]
    assert "Sandpiper" in suggest("sandpiper")[0]["label"]


def test_suggestions_of_whom_lives_nowhere(cast, sign_in):
    Membership.objects.filter(customer__reference="D900001").update(ends=cast.ago(1))
    [found] = sign_in("officer").get(reverse("alerts:look_up_suggestions"), {"q": "lewis"}).json()
    assert found["label"] == "Lewis Lodger, no address (D900001)"
