"""Before you go: what each role finds, what it is told to do, and what it is never told."""

from datetime import date, timedelta

import lxml.html
import pytest
import time_machine
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alerts import services
from alerts.models import Alert, AlertType, Condition
from housing_alerts.audit.models import ReadEvent
from housing_alerts.customers.models import Adjustment, Asset, Customer, Membership, Tenancy
from housing_alerts.records import saving as records
from tests import scenarios

NOTHING = "No alert is recorded. Use your usual lone working precautions."
PAIRS = "Attend in pairs. Do not go alone."
VISITORS = ["officer", "contractor", "manager", "lead", "lead2", "head", "head2", "leadership"]


@pytest.fixture
def look_up(sign_in):
    """The text of the page that the colleague gets for the query."""

    def look(username: str, query: str) -> str:
        page = sign_in(username).get(reverse("alerts:look_up"), {"q": query})
        assert page.status_code == 200
        return page.content.decode()

    return look


def carried_over(cast, customer: str = "D900001", code: str = "VISIT_IN_PAIRS", **terms) -> Alert:
    return services.carry_over_alert(
        type=AlertType.objects.get(code=code),
        customer=Customer.objects.get(reference=customer),
        by=None,
        why="",
        **{"effective_from": cast.ago(30), "asset": None, "period": 12, "reviewed_on": None} | terms,
    )


def change(customer: str, **values) -> None:
    found = Customer.objects.get(reference=customer)
    for name, value in values.items():
        setattr(found, name, value)
    records.save(found, by=None, why="")


def housed(cast, asset: Asset, reference: str, surname: str, *, starts: date | None = None) -> Customer:
    """Somebody more who lives there."""
    like = Customer.objects.get(reference="D900001")
    customer = Customer(
        reference=reference,
        forenames="Petra",
        surname=surname,
        organisation=like.organisation,
        service_area=like.service_area,
    )
    records.save(customer, by=None, why="")
    tenancy = Tenancy(reference=f"T-{reference}", group_name=surname, asset=asset, starts=starts)
    records.save(tenancy, by=None, why="")
    records.save(Membership(customer=customer, tenancy=tenancy, starts=starts), by=None, why="")
    return customer


def home_of(cast, customer: str = "D900001") -> Asset:
    asset = Customer.objects.get(reference=customer).home(on=cast.today)
    assert asset is not None
    return asset


# What is found


@pytest.mark.parametrize(
    "query", ["lodger", "LEWIS LOD", "D900001", "sandpiper", "12 Sandpiper Close", "TQ99 1AB", "tq991ab"]
)
def test_staff_find_by_name_reference_address_or_postcode(cast, look_up, query):
    carried_over(cast)
    assert PAIRS in look_up("officer", query)


@pytest.mark.parametrize("username", VISITORS)
def test_everybody_who_visits_reads_what_to_do(cast, look_up, username):
    carried_over(cast)
    page = look_up(username, "12 Sandpiper")
    assert PAIRS in page
    assert "Go with at least one other colleague" in page


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


@pytest.mark.parametrize("query", ["", "  ", "!?", "\x00"])
def test_nothing_to_look_for_shows_the_form_alone(cast, look_up, query):
    page = look_up("officer", query)
    assert "Look up every address before you visit" in page


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


# What to do


def test_no_alert_is_not_called_safe(cast, look_up):
    page = look_up("officer", "12 Sandpiper")
    assert NOTHING in page
    assert "app-instruction--clear" not in page


def test_what_everybody_who_lives_there_asks_is_merged(cast, look_up):
    carried_over(cast)
    petra = housed(cast, home_of(cast), "P1", "Partner")
    carried_over(cast, "P1", "NO_LONE_FEMALES")

    page = look_up("officer", "lodger")

    assert PAIRS in page
    assert "No woman attends alone." in page
    assert petra.full_name in page


def test_each_instruction_and_control_is_said_once(cast, look_up):
    carried_over(cast)
    housed(cast, home_of(cast), "P1", "Partner")
    carried_over(cast, "P1")
    assert look_up("contractor", "12 Sandpiper").count(PAIRS) == 1


def test_a_property_alert_shows_at_the_property(cast, look_up):
    alert = carried_over(cast)
    Alert.objects.filter(pk=alert.pk).update(customer=None, asset=home_of(cast))
    page = look_up("officer", "12 Sandpiper")
    assert PAIRS in page
    assert "For the property" in page


def test_a_property_where_nobody_lives(cast, look_up):
    records.save(Asset(reference="Z1", address="1 Empty Road"), by=None, why="")
    page = look_up("officer", "empty road")
    assert "Nobody is recorded as living here." in page
    assert f"{reverse('alerts:incident_log')}?asset=Z1" in page


def test_an_alert_goes_with_the_person_and_never_shows_on_the_next_occupier(cast, look_up):
    carried_over(cast)
    before = home_of(cast)
    membership = Membership.objects.get(customer__reference="D900001")
    membership.ends = cast.ago(1)
    records.save(membership, by=None, why="")
    after = Asset(reference="Z1", address="7 New Road")
    records.save(after, by=None, why="")
    tenancy = Tenancy(reference="T-new", group_name="Lodger", asset=after)
    records.save(tenancy, by=None, why="")
    records.save(Membership(customer=membership.customer, tenancy=tenancy), by=None, why="")
    housed(cast, before, "P1", "Nextby", starts=cast.today)

    assert PAIRS not in look_up("officer", "12 Sandpiper")
    assert PAIRS not in look_up("officer", "nextby")
    assert PAIRS in look_up("officer", "7 New Road")
    assert "7 New Road" in look_up("officer", "lodger")


def test_an_alert_tied_to_a_person_and_a_former_home_goes_with_the_person(cast, look_up):
    carried_over(cast, asset=home_of(cast, "D900002"))
    assert PAIRS not in look_up("officer", "3 Curlew Rise")
    assert PAIRS in look_up("officer", "lodger")


def test_somebody_who_lives_nowhere_is_found_with_their_own_alert(cast, look_up):
    carried_over(cast)
    Membership.objects.filter(customer__reference="D900001").update(ends=cast.ago(1))

    page = look_up("officer", "lodger")
    assert "No current address is recorded." in page
    assert PAIRS in page

    page = look_up("contractor", "D900001")
    assert "Customer D900001" in page
    assert PAIRS in page
    assert f"{reverse('alerts:incident_log')}?customer=D900001" in page


def test_only_what_is_in_force_today_counts(cast, look_up):
    alert = carried_over(cast)
    services.end_alert(
        alert=alert, version=alert.version, by=cast.lead, on=cast.today, because="RISK_REDUCED", reason="Nothing since."
    )
    assert NOTHING in look_up("officer", "lodger")


def test_an_alert_decided_here_shows_with_its_conditions_and_officers(cast, look_up):
    alert = scenarios.active(cast, "VISIT_IN_PAIRS")
    condition = Condition(
        alert=alert, kind="NAMED_OFFICER", words="Speak to Lena Ledger only", officer=cast.lead, deputy=cast.manager,
        ends=cast.today + timedelta(days=9),
    )  # fmt: skip
    records.save(condition, by=None, why="")
    for words, values in [
        ("Lifted", {"lifted_on": cast.today}),
        ("Over", {"ends": cast.ago(1)}),
        ("Not yet", {"starts": cast.today + timedelta(days=1)}),
    ]:
        records.save(Condition(alert=alert, kind="TIMES", words=words, **values), by=None, why="")

    page = look_up("contractor", "12 Sandpiper")

    assert "What contact is limited to:" in page
    assert "Contact with a named officer only: Speak to Lena Ledger only. Named officer: Lena Ledger" in page
    assert "or Morwenna Manning as deputy. Until" in page
    assert not any(word in page for word in ("Lifted", "Over.", "Not yet"))


def test_a_stay_suspends_the_conditions_and_never_the_instruction(cast, look_up):
    alert = scenarios.active(cast)
    records.save(Condition(alert=alert, kind="TIMES", words="Mornings only"), by=None, why="")
    services.stay_alert(alert, by=cast.lead, on=cast.today)

    page = look_up("officer", "lodger")

    assert "Mornings only" not in page
    assert PAIRS in page


def test_whom_to_ask_is_named(cast, look_up):
    alert = carried_over(cast, code="TO_BE_CONFIRMED")
    assert "Ask an Operational Lead for Housing: Lena Ledger." in look_up("officer", "lodger")

    alert.responsible_lead = cast.lead
    records.save(alert, by=None, why="")
    assert "The responsible Lead is Lena Ledger." in look_up("officer", "lodger")


def test_an_alert_without_an_instruction_says_whom_to_ask(cast, look_up):
    alert = carried_over(cast)
    Alert.objects.filter(pk=alert.pk).update(instruction="")
    page = look_up("officer", "lodger")
    assert "Ask the responsible Lead before you go." in page
    assert "Ask an Operational Lead for Housing: Lena Ledger." in page


def test_never_write_and_never_message_are_instructions(cast, look_up):
    change("D900001", never_write=True, never_message=True)

    page = look_up("officer", "12 Sandpiper")
    assert "Leave no voice message, text or card for Lewis Lodger." in page
    assert "Send no letter to Lewis Lodger." in page
    assert NOTHING not in page

    page = look_up("contractor", "12 Sandpiper")
    assert "Leave no voice message, text or card." in page
    assert "Lodger" not in page


def test_agreed_adjustments_show_to_staff_while_they_run(cast, look_up):
    customer = Customer.objects.get(reference="D900001")
    for what, ends in [("Knock loudly", None), ("Ring twice", cast.ago(1))]:
        records.save(Adjustment(customer=customer, what=what, starts=cast.ago(20), ends=ends), by=None, why="")

    page = look_up("officer", "lodger")
    assert "Knock loudly" in page
    assert "Ring twice" not in page
    assert "Knock loudly" not in look_up("contractor", "12 Sandpiper")


def test_somebody_who_died_is_not_asked_for(cast, look_up):
    change("D900001", died=True)
    assert "Has died" in look_up("officer", "lodger")


# What is not told


@pytest.mark.parametrize("username", VISITORS)
def test_the_reason_is_never_told(cast, look_up, username):
    alert = scenarios.active(cast)
    page = look_up(username, "12 Sandpiper")
    assert PAIRS in page
    assert alert.reason
    assert alert.reason not in page
    assert "He shouted at me" not in page
    assert "Proportionate" not in page


def test_only_those_who_may_see_the_case_are_shown_its_type_and_state(cast, look_up):
    alert = carried_over(cast, code="TO_BE_CONFIRMED", period=1)
    Alert.objects.filter(pk=alert.pk).update(review_due_on=cast.ago(1))
    for username in ("officer", "contractor", "manager"):
        page = look_up(username, "12 Sandpiper")
        assert not any(word in page for word in ("Unconfirmed", "Review overdue", alert.reference, "Open the file"))
    for username in ("lead", "head", "leadership"):
        page = look_up(username, "12 Sandpiper")
        assert all(word in page for word in ("Unconfirmed", "Review overdue", alert.reference, "Open the file"))


def test_a_lead_of_another_area_is_offered_neither_file_nor_alert(cast, look_up):
    alert = carried_over(cast)
    page = look_up("lead2", "lodger")
    assert PAIRS in page
    assert alert.reference not in page
    assert "Open the file" not in page


# A restricted file


CLOSED_TO = ["officer", "contractor", "manager", "lead2", "head", "head2", "leadership"]
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


@pytest.mark.parametrize("username", [one for one in CLOSED_TO if one not in ("contractor", "leadership")])
@pytest.mark.parametrize("typed", ["lodger", "lewis", "D900001"])
def test_a_search_for_the_person_says_what_to_do_and_never_where_they_live(look_up, restricted, username, typed):
    change("D900009", forenames="Jory", surname="Sanders")
    page = look_up(username, typed)
    assert PAIRS in page
    assert ("Lewis Lodger" in page) is (typed != "D900001")
    assert "restricted file" in page.casefold()
    assert "The address is not shown: restricted file." in page
    assert not [words for words in [HOME, "A-D1", "Open the file", *content_of(restricted)] if words in page]


def test_a_search_for_the_reference_gives_that_back_and_never_the_name(look_up, restricted):
    change("D900001", never_write=True)
    page = look_up("officer", "D900001")
    assert "Customer D900001" in page
    assert 'A person with a restricted file <span class="app-quiet">D900001<' in page
    assert "Send no letter to a person with a restricted file." in page
    assert not [name for name in ("Lewis", "Lodger") if name in page]
    assert "Lewis Lodger" in look_up("officer", "D900001 Lewis Lodger")  # as a suggestion for the name fills it in
    assert "Lewis Lodger" in look_up("lead", "D900001")


@pytest.mark.parametrize("username", [one for one in CLOSED_TO if one != "leadership"])
def test_a_search_for_the_address_says_what_to_do_and_never_who_lives_there(look_up, restricted, username):
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


def test_where_contact_is_limited_it_says_whom_to_ask(look_up, restricted):
    page = look_up("officer", "lewis")
    assert "Contact is limited: ask before you make any. The responsible Lead is Lena Ledger." in page
    assert "Contact is limited" not in look_up("lead", "lewis")


def test_whether_and_how_to_write_stands_without_the_name(look_up, restricted):
    change("D900001", never_write=True, never_message=True)
    page = look_up("officer", HOME)
    assert "Send no letter to a person with a restricted file." in page
    assert "Leave no voice message, text or card for a person with a restricted file." in page
    assert "Send no letter to Lewis Lodger." in look_up("officer", "lewis")


def test_a_contractor_with_the_reference_gets_no_address(look_up, restricted):
    page = look_up("contractor", "D900001")
    assert PAIRS in page
    assert "The address is not shown: restricted file." in page
    assert HOME not in page


@pytest.mark.parametrize("username", ["lead", "leadership"])
def test_a_named_reader_finds_it_as_ever(look_up, restricted, username):
    for typed in ("lewis", HOME):
        page = look_up(username, typed)
        assert all(words in page for words in (HOME, "Lewis Lodger", restricted.reference, "Open the file"))
        assert "He needs large print." in page


def test_who_broke_glass_finds_it_as_ever(cast, look_up, restricted):
    scenarios.break_glass(cast, cast.head)
    page = look_up("head", "lewis")
    assert all(words in page for words in (HOME, restricted.reference, "Open the file"))
    assert "Break glass" not in page


@pytest.mark.parametrize(
    ("username", "offered"),
    [("officer", False), ("contractor", False), ("manager", False), ("lead2", False), ("head", True), ("head2", True)],
)
def test_break_glass_is_offered_to_those_who_may(look_up, restricted, username, offered):
    link = reverse("customers:break_glass", args=["D900001"])
    assert (link in look_up(username, "D900001")) is offered
    assert link not in look_up(username, HOME)


def test_no_suggestion_says_where_they_live_or_more_of_the_name_than_was_typed(cast, sign_in, restricted):
    def suggested(username, typed="lewis"):
        found = sign_in(username).get(reverse("alerts:look_up_suggestions"), {"q": typed}).json()
        return [(one["label"], one["value"]) for one in found]

    named = "D900001 Lewis Lodger"
    assert suggested("officer") == [("Lewis Lodger, restricted file (D900001)", named)]
    assert suggested("officer", "D900001") == [("Restricted file (D900001)", "D900001")]
    assert suggested("contractor") == []
    assert suggested("lead") == [("Lewis Lodger, 12 Sandpiper Close, Testmouth, Devon (D900001)", named)]


def test_the_report_form_does_not_name_whom_it_was_given_by_reference(sign_in, restricted):
    form = f"{reverse('alerts:incident_log')}?customer=D900001"
    assert 'value="D900001"' in sign_in("officer").get(form).content.decode()
    assert 'value="D900001 Lewis Lodger"' in sign_in("lead").get(form).content.decode()
    asked = sign_in("officer").post(reverse("alerts:incident_log"), {"customer": "D90000"}).content.decode()
    assert "Restricted file (D900001)" in asked
    assert "Jory Lodger, 12 Sandpiper Close" in asked
    assert "Lewis" not in asked


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

    monkeypatch.setattr("alerts.selectors.look_up.look_up", broken)
    page = sign_in("officer").get(reverse("alerts:look_up"), {"q": "lodger"})

    assert page.status_code == 503
    assert "Could not check – treat this as a stop" in page.content.decode()
    assert NOTHING not in page.content.decode()
    assert not ReadEvent.objects.exists()
    assert "A look-up failed: OperationalError" in caplog.text
    assert "lodger" not in caplog.text


def test_posting_is_refused(sign_in):
    assert sign_in("officer").post(reverse("alerts:look_up"), {"q": "lodger"}).status_code == 405


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

    street("Short", 1, 1)
    street("Long", 15, 2)
    counted = {}
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


VERIFY = f"{PAIRS} {Alert.UNREVIEWED}"


@pytest.mark.clause("P8b")
@pytest.mark.parametrize("who", VISITORS)
def test_an_unreviewed_alert_reads_so_for_everybody_who_may_knock(cast, look_up, who):
    carried_over(cast, effective_from=cast.ago(500))

    page = look_up(who, "A-D1")

    assert VERIFY in page
    assert "Ask an Operational Lead for Housing: Lena Ledger" in page


@pytest.mark.clause("P8b", refuses=True)
def test_before_the_thirtieth_day_an_overdue_alert_reads_as_it_was_imposed(cast, look_up):
    due = carried_over(cast, effective_from=cast.ago(360)).review_due_on
    with time_machine.travel(due + timedelta(days=29)):
        assert Alert.UNREVIEWED not in look_up("officer", "A-D1")
    with time_machine.travel(due + timedelta(days=30)):
        assert VERIFY in look_up("officer", "A-D1")


@pytest.mark.clause("P8b")
def test_of_a_restricted_file_too_an_unreviewed_alert_reads_so(cast, look_up):
    carried_over(cast, effective_from=cast.ago(500))
    scenarios.restrict_file(cast)

    assert VERIFY in look_up("officer", "A-D1")


def test_what_a_reviewed_alert_says_as_well_stands_beyond_doubt(cast, look_up):
    carried_over(cast, effective_from=cast.ago(500))
    carried_over(cast, "D900009")

    (card,) = lxml.html.fromstring(look_up("officer", "A-D1")).cssselect(".app-instruction")
    assert card.cssselect(".app-instruction__do")[0].text_content() == PAIRS


@pytest.mark.clause("P8b")
def test_an_early_review_that_nobody_completes_makes_the_alert_unreviewed(cast, look_up):
    alert = carried_over(cast)
    review = scenarios.under_review(cast, alert)
    assert Alert.UNREVIEWED not in look_up("officer", "A-D1")
    with time_machine.travel(review.due_on + timedelta(days=30)):
        assert VERIFY in look_up("officer", "A-D1")
