"""Before you go: who is found by whom, how a look-up is kept, and what is suggested while one types."""

import re
from html import unescape

import lxml.html
import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alerts.models import Condition
from housing_alerts.customers.models import Asset, Membership
from housing_alerts.kernel.audit.models import ReadEvent
from housing_alerts.kernel.records import saving as records
from letters.models import Letter
from tests import scenarios, settling
from tests.look_up import NOTHING, PAIRS, VISITORS, carried_over, home_of, housed
from tests.page import words

# What is found


@pytest.mark.parametrize(
    "query", ["lodger", "LEWIS LOD", "D900001", "sandpiper", "12 Sandpiper Close", "TQ99 1AB", "tq991ab"]
)
def test_staff_find_by_name_reference_address_or_postcode(cast, look_up, query):
    carried_over(cast)
    assert PAIRS in look_up("officer", query)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2 Gannet Row", ["2 Gannet Row", "2a Gannet Row"]),
        ("20 Gannet Row", ["Flat 4, 20 Gannet Row"]),
        ("4 Gannet", ["Flat 4, 20 Gannet Row"]),
    ],
)
def test_a_number_is_a_whole_number(cast, sign_in, typed, found):
    addresses = ["2 Gannet Row", "2a Gannet Row", "Flat 4, 20 Gannet Row", "22 Gannet Row", "Flat 45, 200 Gannet Row"]
    for position, address in enumerate(addresses):
        records.save(Asset(reference=f"H{position}", address=address, postcode="TQ99 2ZZ"), by=None, why="")
    page = sign_in("officer").get("/look-up/", {"q": typed})
    names = lxml.html.fromstring(page.content.decode()).cssselect("h2.app-place__name")
    assert [name.text_content().split(", TQ99")[0].strip() for name in names] == found


@pytest.mark.parametrize("username", VISITORS)
def test_everybody_who_visits_reads_what_to_do(cast, look_up, username):
    carried_over(cast)
    assert PAIRS in look_up(username, "12 Sandpiper")


@pytest.mark.parametrize("query", ["lodger", "Lewis"])
def test_a_contractor_finds_nobody_by_name(cast, look_up, query):
    carried_over(cast)
    page = look_up("contractor", query)
    assert "Nothing was found" in page
    assert "You cannot search by a person’s name" in page
    assert PAIRS not in page


def test_a_contractor_finds_by_the_whole_reference_and_is_told_no_name(cast, look_up):
    carried_over(cast)
    assert "Nothing was found" in look_up("contractor", "D90000")
    page = look_up("contractor", "d900001")
    assert PAIRS in page
    assert "Lodger" not in page
    assert "12 Sandpiper Close" in page


def test_a_whole_reference_finds_that_one_alone(cast, look_up):
    housed(cast, home_of(cast, "D900002"), "D9000011", "Longer")
    assert "Longer" not in look_up("officer", "D900001 Lewis Lodger")
    assert "Longer" in look_up("officer", "D90000")


@pytest.mark.parametrize("username", ["dpo", "admin"])
def test_who_visits_nobody_does_not_find_the_page(sign_in, username):
    client = sign_in(username)
    assert client.get(reverse("alerts:look_up"), {"q": "lodger"}).status_code == 404
    assert client.get(reverse("alerts:look_up_suggestions"), {"q": "lodger"}).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client, db):
    assert client.get(reverse("alerts:look_up"), {"q": "lodger"}).status_code == 302


def test_nothing_found_is_not_no_alert(cast, look_up):
    page = look_up("officer", "zzzz")
    assert "This does not mean that there is no alert" in page
    assert NOTHING not in page


@pytest.mark.parametrize("query", ["", "  "])
def test_nothing_to_look_for_shows_the_form_alone(cast, look_up, query):
    page = look_up("officer", query)
    assert "Look up every address before you visit" in page
    assert "Nothing was looked up" not in page


@pytest.mark.parametrize("query", ["%", "!?", "…"])
def test_what_has_no_letter_and_no_number_gets_an_answer(cast, look_up, query):
    page = look_up("officer", query)
    assert "What you typed has no letter and no number in it. Type a name, an address" in page
    assert "This does not mean that there is no alert." in page
    assert "a name, " not in look_up("contractor", query)


def test_an_emoji_finds_nothing_and_that_is_no_all_clear(cast, look_up):
    page = look_up("officer", "🙂")
    assert "Nothing was found" in page
    assert "This does not mean that there is no alert." in page


# The references that our letters print


def _case(cast) -> dict[str, str]:
    """One case with its letters, by what each is called."""
    alert = scenarios.told(cast)
    appeal = scenarios.appealed(cast, alert)
    letter = Letter.objects.latest("pk")
    incident = alert.investigation.incidents.get()
    records = {"alert": alert, "appeal": appeal, "incident": incident, "investigation": alert.investigation}
    return {name: record.reference for name, record in (records | {"letter": letter}).items()}


@pytest.mark.long
def test_what_a_letter_prints_is_found_by_who_may_open_it(cast, sign_in):
    client = sign_in("lead")
    for name, reference in _case(cast).items():
        page = client.get(reverse("alerts:look_up"), {"q": f" {reference.lower()} "})
        opens = lxml.html.fromstring(page.content.decode()).xpath(
            "//main//a[text()=$words]", words=f"Open {name} {reference}"
        )
        assert [client.get(link.get("href")).status_code for link in opens] == [200], name
        assert PAIRS in words(page)
        assert "Lewis Lodger" in words(page)
        assert ReadEvent.objects.filter(opened="look-up", reference__contains=reference).count() == 1


@pytest.mark.long
@pytest.mark.parametrize("username", ["manager", "lead2", "contractor"])
def test_for_others_it_is_nothing(cast, look_up, username):
    for name, reference in _case(cast).items():
        if (username, name) != ("manager", "incident"):  # which they triaged
            page = look_up(username, reference)
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


@pytest.mark.parametrize(
    ("surname", "query"),
    [
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
    ],
)
def test_a_name_is_found_in_plain_letters(cast, look_up, surname, query):
    housed(cast, home_of(cast), "D900091", surname)
    assert surname in look_up("officer", f"Petra {query}")


@pytest.mark.parametrize("surname", ["O’Connor", "O'Connor", "OConnor", "O Connor", "Oʼconnor", "Ó`Connor"])
@pytest.mark.parametrize("query", ["O’Connor", "o'connor", "OCONNOR", "O Connor", "O‘Con"])
def test_a_name_is_found_with_an_apostrophe_a_space_or_neither(cast, look_up, surname, query):
    housed(cast, home_of(cast), "D900091", surname)
    assert f"Petra {surname}" in unescape(look_up("officer", query))


@pytest.mark.parametrize("query", ["Mr Lodger", "Mr Lewis Lodger", "mr. l lodger", "Mr & Mrs Lodger", "Dr Lodger"])
def test_a_name_is_found_with_its_title(look_up, query):
    assert "Lewis Lodger" in look_up("officer", query)


@pytest.mark.parametrize("query", ["Mr", "Mr Nobody", "12 Sandpiper Mr"])
def test_a_title_alone_or_elsewhere_finds_nobody(look_up, query):
    assert "Lewis Lodger" not in look_up("officer", query)


@pytest.mark.parametrize("query", ["Connor", "John's", "Johns", "St John s", "Mill", "Flat O Mill"])
def test_what_a_letter_stands_apart_from_is_found_by_itself(cast, look_up, query):
    home = home_of(cast)
    home.address = "Flat O Mill House, St John's Road"
    records.save(home, by=None, why="")
    housed(cast, home, "D900091", "O'Connor")
    assert "Petra O'Connor" in unescape(look_up("officer", query))


def test_more_than_twenty_matches_ask_for_more_words(cast, look_up):
    asset = home_of(cast)
    for number in range(21):
        housed(cast, asset, f"X{number}", "Kaur")
    page = look_up("officer", "kaur")
    assert "More than 20 matches" in page
    assert "What to do" not in page


def test_more_than_twenty_properties_ask_for_more_words(cast, look_up):
    for number in range(21):
        records.save(Asset(reference=f"Z{number}", address=f"{number} Elsewhere Road"), by=None, why="")
    page = look_up("contractor", "elsewhere")
    assert "More than 20 matches" in page
    assert "a forename" not in page


def test_people_and_properties_together_count_too(cast, look_up):
    for number in range(15):
        asset = Asset(reference=f"Z{number}", address=f"{number} Kaur Road")
        records.save(asset, by=None, why="")
    for number in range(15):
        other = Asset(reference=f"Y{number}", address=f"{number} Elsewhere Road")
        records.save(other, by=None, why="")
        housed(cast, other, f"X{number}", "Kaur")
    assert "More than 20 matches" in look_up("officer", "kaur")


def test_everybody_can_log_an_incident_from_there(cast, look_up):
    assert f"{reverse('alerts:incident_log')}?customer=D900001" in look_up("officer", "lodger")
    asset = home_of(cast)
    assert f"{reverse('alerts:incident_log')}?asset={asset.reference}" in look_up("contractor", "12 Sandpiper")


# How it is kept


def test_a_look_up_is_in_the_read_log_without_what_was_searched_for(cast, look_up, caplog):
    look_up("officer", "lodger")
    events = ReadEvent.objects.values_list("by", "opened", "reference")
    assert set(events) == {(cast.officer.pk, "look-up", "D900001"), (cast.officer.pk, "look-up", "D900009")}
    assert "lodger" not in caplog.text


def test_no_cache_keeps_it(cast, sign_in):
    assert sign_in("officer").get(reverse("alerts:look_up"), {"q": "lodger"})["Cache-Control"] == "no-store"


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


def test_posting_is_refused(sign_in):
    assert sign_in("officer").post(reverse("alerts:look_up"), {"q": "lodger"}).status_code == 405


@pytest.mark.long
@pytest.mark.parametrize("username", ["officer", "contractor", "lead"])
def test_the_number_of_queries_does_not_grow(cast, sign_in, username):
    client = sign_in(username)
    url = reverse("alerts:look_up")

    def street(name: str, houses: int, people: int) -> None:
        for house in range(houses):
            asset = Asset(reference=f"{name}{house}", address=f"{house} {name} Street")
            records.save(asset, by=None, why="")
            for person in range(people):
                reference = f"{name}-{house}-{person}"
                housed(cast, asset, reference, "Crowd")
                alert = carried_over(cast, reference, "TO_BE_CONFIRMED")
                records.save(Condition(alert=alert, kind="TIMES", words="Mornings"), by=None, why="")

    street("Short", 1, 2)  # the reading of one person alone costs a query less
    street("Long", 15, 2)
    counted = {}
    client.get(url)  # the first look-up in a while clears away what was counted before
    for name in ("Short", "Long"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get(url, {"q": f"{name} Street"})
        assert "Mornings" in page.content.decode()
        counted[name] = len(queries)
    assert counted["Short"] == counted["Long"]


# While one types


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


MOST_QUERIES = 12
NOT_COUNTED = re.compile(r'"(django_session|audit_readevent)"|AS "deputises"|SAVEPOINT|pg_advisory')
"""The session with its colleague, and the trail."""


@pytest.mark.parametrize("typed", ["12 sandpiper close", "lodger", "D900001"])
def test_an_answer_takes_few_queries(cast, sign_in, typed):
    """It is read at a door, on a phone. The count at the top of the page and the limit of requests are among them."""
    carried_over(cast)
    client = sign_in("officer")
    client.get(f"/look-up/?q={typed}")
    settling.settled()
    with CaptureQueriesContext(connection) as found:
        assert PAIRS in words(client.get(f"/look-up/?q={typed}"))
    asked = [one["sql"] for one in found if not NOT_COUNTED.search(one["sql"])]
    assert len(asked) <= MOST_QUERIES, "\n".join(sql[:150] for sql in asked)


@pytest.mark.long
def test_an_answer_with_an_alert_a_marker_and_danger_takes_few_queries(cast, sign_in):
    carried_over(cast, code="TO_BE_CONFIRMED")
    scenarios.marked(cast, "D900009")
    scenarios.logged(cast, "D900001", violent=True)
    client = sign_in("officer")
    client.get("/look-up/?q=12 sandpiper close")
    settling.settled()
    with CaptureQueriesContext(connection) as found:
        assert "nobody has decided yet" in words(client.get("/look-up/?q=12 sandpiper close"))
    asked = [one["sql"] for one in found if not NOT_COUNTED.search(one["sql"])]
    assert len(asked) <= MOST_QUERIES, "\n".join(f"{number} {sql[:150]}" for number, sql in enumerate(asked))
