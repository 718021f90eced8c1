"""The day's visits: ``/visits/`` and the sheet. What is typed, what it means, and what the sheet says of each place."""

from datetime import timedelta

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from alerts.models import Visit, VisitList
from alerts.visits.forms import MOST_LINES
from alerts.visits.models import KEPT, SHIFT
from alerts.visits.services import clear, record_openings
from alerts.visits.views import MOST_A_MINUTE
from housing_alerts.customers.models import Adjustment, Asset
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.records import saving as records
from tests import scenarios, settling
from tests.look_up import NOTHING, PAIRS, carried_over, change, home_of, housed
from tests.page import words

VISITS = reverse("alerts:visits")
NO_TEXT = "This is not a text or CSV file. Save the list as CSV, or type the lines"


@pytest.fixture
def plan(sign_in):
    """The page that the colleague gets who sends these lines."""

    def sent(username, *lines, women=1, men=0, **more):
        data = {"lines": "\n".join(lines), "women": women, "men": men, **more}
        return sign_in(username).post(VISITS, data, follow=True)

    return sent


def stops(page):
    """The places of a sheet: the words of each, by its heading."""
    tree = lxml.html.fromstring(page.content.decode())
    found = tree.cssselect("section.app-visit")
    text = [" ".join(each.text_content().split()) for each in found]
    names = [" ".join(each.cssselect("h2")[0].text_content().split()) for each in found]
    return dict(zip(names, text, strict=True))


def errors(page):
    tree = lxml.html.fromstring(page.content.decode())
    return [" ".join(one.text_content().split()) for one in tree.cssselect(".govuk-error-summary__list li")]


@pytest.mark.long
def test_the_sheet_says_what_to_do_and_that_this_team_may_not_go(cast, plan):
    carried_over(cast)
    page = plan("officer", "12 Sandpiper Close")
    [(name, said)] = stops(page).items()
    assert name.startswith("1. 12 Sandpiper Close")
    assert name.endswith("Stop")
    assert PAIRS in said
    assert "Fails Go with at least one other colleague. 1 woman goes." in said
    assert "Not like this Take a colleague along. Otherwise do not go." in said


def test_the_same_place_passes_for_two(cast, plan):
    carried_over(cast)
    [(name, said)] = stops(plan("officer", "12 Sandpiper Close", women=1, men=1)).items()
    assert name.endswith("Go as it says")
    assert "Passes Go with at least one other colleague. 1 woman and 1 man go." in said
    assert "Not like this" not in said


def test_a_person_and_their_address_are_one_visit(cast, plan):
    carried_over(cast)
    page = plan("officer", "12 Sandpiper Close", "Lewis Lodger", "D900001")
    [(name, said)] = stops(page).items()
    assert name.startswith("1. Lewis Lodger")
    assert "On your list: 12 Sandpiper Close; Lewis Lodger; D900001" in said


def test_what_is_not_found_is_a_stop_and_says_whom_to_ring(cast, plan):
    manager = cast.people["manager"]
    manager.telephone = "01626 555 0123"
    manager.save()
    said = stops(plan("officer", "Nowhere Xyzzy"))["1. Nowhere Xyzzy Stop"]
    assert "We could not find this: treat it as a stop." in said
    assert "This does not mean that there is no alert." in said
    assert f"Ring {manager}: 01626 555 0123" in said
    assert NOTHING not in said
    page = plan("officer", "12 Sandpiper Close", women=2, men=1, who="Ann, Ben, Cy")
    [(name, said)] = stops(page).items()
    assert name.endswith("No alert")
    assert NOTHING in said
    assert "2 women and 1 man: Ann, Ben, Cy" in words(page)
    assert "Check again before each visit." in words(page)
    cast.officer.line_manager = None
    cast.officer.save()
    assert "Ask your line manager or an Operational Lead." in words(plan("officer", "Nowhere Xyzzy"))


def test_the_customer_was_not_told_and_what_was_agreed_at_the_door(cast, plan):
    carried_over(cast)
    agreed = Adjustment(
        customer=cast.customers["D900001"], what="Large print", at_the_door="Knock loudly", starts=cast.ago(9)
    )
    records.save(agreed, by=None, why="")
    [said] = stops(plan("officer", "D900001")).values()
    assert "do not mention it, to them or to anybody else there" in said
    assert "Agreed with who lives here Knock loudly" in said
    assert "Agreed with Lewis Lodger: Large print" in said


@pytest.mark.long
def test_danger_on_which_nobody_decided_is_something_first(cast, plan):
    scenarios.unprotected(cast)
    [(name, said)] = stops(plan("officer", "D900001", women=1, men=1)).items()
    assert name.endswith("Something first")
    assert "before you go" in said


@pytest.mark.long
def test_a_marker_is_on_the_sheet(cast, plan):
    scenarios.marked(cast)
    [(name, said)] = stops(plan("officer", "D900001")).items()
    assert "Fails" in said
    assert name.endswith("Stop")


@pytest.mark.long
def test_two_references_of_one_address_are_no_question(cast, plan):
    home = home_of(cast)
    records.save(Asset(reference="H-AGAIN", address=home.address, postcode=home.postcode), by=None, why="")
    assert list(stops(plan("officer", home.full_address)))


@pytest.fixture
def two(cast):
    housed(cast, home_of(cast), "D900091", "Penhale")
    return housed(cast, home_of(cast, "D900002"), "D900092", "Penhale")


def _options(page):
    tree = lxml.html.fromstring(page.content.decode())
    labels = {one.get("for"): one.text_content().strip() for one in tree.cssselect("label")}
    return {labels[one.get("id")]: (one.get("name"), one.get("value")) for one in tree.cssselect("input[type=radio]")}


@pytest.mark.long
def test_a_line_that_may_mean_several_asks_and_what_was_typed_stays(two, plan):
    page = plan("officer", "Penhale", "D900001", men=2)
    assert errors(page) == ["Choose which one “Penhale” is"]
    assert "Penhale\nD900001" in page.content.decode()
    options = _options(page)
    assert [label.rpartition("(")[2] for label in options] == [
        "D900091)",
        "D900092)",
        "None of these: treat it as a stop",
    ]
    assert not VisitList.objects.exists()
    assert ReadEvent.objects.filter(opened="names for visits").count() == 1

    name, value = next(pair for label, pair in options.items() if "D900092" in label)
    page = plan("officer", "Penhale", "D900001", men=2, **{name: value})
    assert next(iter(stops(page))).startswith("1. Petra Penhale")
    assert Visit.objects.get(position=1).customer == two


def test_none_of_these_is_a_stop_and_what_was_not_offered_is_asked_again(two, plan):
    assert errors(plan("officer", "Penhale", line_1="elsewhere")) == ["Choose which one “Penhale” is"]
    [(name, said)] = stops(plan("officer", "Penhale", line_1="nothing")).items()
    assert name == "1. Penhale Stop"
    assert "treat it as a stop" in said


def test_what_is_only_spelled_alike_is_asked_about(plan):
    page = plan("officer", "Sandpipper Close")
    assert "Nothing is called exactly that." in words(page)
    assert any("12 Sandpiper Close" in label for label in _options(page))


def test_of_many_the_first_are_offered(cast, plan):
    for number in range(10):
        records.save(Asset(reference=f"G{number}", address=f"{number} Gannet Row", postcode=""), by=None, why="")
    page = plan("officer", "Gannet Row")
    assert "More match: add a house number or a forename above to see others." in words(page)
    assert len(_options(page)) == 9


@pytest.mark.long
def test_a_whole_name_is_meant_before_one_that_it_begins(cast, plan):
    housed(cast, home_of(cast), "D900091", "Penhale")
    housed(cast, home_of(cast, "D900002"), "D900093", "Penhaleson")
    assert next(iter(stops(plan("officer", "Penhale")))).startswith("1. Petra Penhale")


def test_each_error_has_its_own_words_and_what_was_typed_stays(sign_in):
    for sent, said in [
        ({"lines": " \n %% \n"}, ["Type or paste at least one address, reference or name"]),
        ({"women": "", "men": ""}, ["Say how many women and how many men go: at least one person"]),
        ({"women": "two"}, ["Women must be a number, such as 1"]),
        ({"men": "-1"}, ["Men must be 0 or more"]),
        ({"men": "21"}, ["Men must be 20 or fewer"]),
        ({"lines": "12 Sandpiper Close\n" * (MOST_LINES + 1)}, ["Keep at most 60 visits on one list: these are 61"]),
    ]:
        with settling.undone():
            page = sign_in("officer").post(VISITS, {"lines": "12 Sandpiper Close", "women": "1", "men": "0"} | sent)
            assert errors(page) == said
            assert not VisitList.objects.exists()
            if "lines" not in sent:
                assert "12 Sandpiper Close" in page.content.decode()


def test_a_file_says_where_to_go(cast, plan):
    for name, raw in [
        ("visits.txt", "12 Sandpiper Close\nD900002\n"),
        ("visits.csv", "Time,Reference,Address\n09:00,,12 Sandpiper Close\n10:00,D900002,elsewhere\n"),
        ("visits.csv", "Name;Job\nLewis Lodger;1\nD900002;2\n;3\n"),
        ("visits.csv", "\ufeffAddress,Postcode\n12 Sandpiper Close,TQ99 1AB\nD900002,\n"),
    ]:
        with settling.undone():
            page = plan("officer", file=SimpleUploadedFile(name, raw.encode()))
            assert errors(page) == []
            assert [line.customer and line.customer.reference for line in Visit.objects.all()][1] == "D900002"
            assert len(stops(page)) == 2


def test_the_lines_of_a_file_stay_when_something_else_is_wrong(plan):
    page = plan("officer", "D900001", women=0, file=SimpleUploadedFile("visits.txt", b"12 Sandpiper Close"))
    assert "D900001\n12 Sandpiper Close</textarea>" in page.content.decode()


def test_a_file_that_is_none_is_refused(plan):
    for raw, said in [
        (b"", "The file is empty. Choose another"),
        (b"x" * 200_001, "Choose a file with one day’s visits. This one is too large"),
        (
            b"\x81",
            "The file is neither UTF-8 nor Windows-1252: line 1 has a byte of neither. Save the list as CSV, or type the lines",
        ),
        *(
            (raw, NO_TEXT)
            for raw in (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n", b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"a\0b")
        ),
    ]:
        with settling.undone():
            assert errors(plan("officer", "D900001", file=SimpleUploadedFile("visits.csv", raw))) == [said]


@pytest.mark.long
def test_lists_are_made_a_few_times_a_minute(cast, plan, sign_in):
    for _ in range(MOST_A_MINUTE):
        plan("officer", "D900001")
    page = plan("officer", "D900001")
    assert page.status_code == 429
    assert "You asked more often than 6 times in a minute" in words(page)
    assert sign_in("officer").get(VISITS).status_code == 200


def test_a_contractor_finds_nobody_by_name_and_reads_none(cast, plan):
    carried_over(cast)
    page = plan("contractor", "Lewis Lodger", "12 Sandpiper Close", "D900001")
    by_name, place = stops(page).values()
    assert "We could not find this" in by_name
    assert PAIRS in place
    assert "Lodger" not in place
    assert "Who lives here" not in place


@pytest.mark.long
def test_a_list_is_its_keepers_alone(cast, plan, sign_in):
    plan("officer", "D900001")
    kept = VisitList.objects.get()
    for username in ("manager", "lead", "leadership", "contractor"):
        client = sign_in(username)
        assert client.get(reverse("alerts:visit_list", args=[kept.pk])).status_code == 404
        assert client.get(reverse("alerts:visit_list_change", args=[kept.pk])).status_code == 404
        assert client.post(reverse("alerts:visit_list_give_up", args=[kept.pk])).status_code == 404
    assert VisitList.objects.exists()


@pytest.mark.long
def test_each_record_on_the_sheet_is_one_reading(cast, plan, sign_in):
    page = plan("officer", "12 Sandpiper Close", "D900002", "Lewis Lodger")
    read = ReadEvent.objects.filter(opened="visits")
    assert sorted(read.values_list("reference", flat=True)) == ["D900001", "D900002", "D900009"]
    sign_in("officer").get(page.redirect_chain[-1][0])
    assert read.filter(again=False).count() == 3
    assert "Lodger" not in page.redirect_chain[-1][0]


@pytest.mark.long
def test_the_steps_are_in_the_trail_without_a_name(plan, sign_in):
    plan("officer", "Lewis Lodger")
    kept = VisitList.objects.get()
    sign_in("officer").post(reverse("alerts:visit_list_give_up", args=[kept.pk]))
    events = AuditEvent.objects.order_by("position").values_list("action", "reference", "customer", "why")
    assert list(events)[-2:] == [
        ("keep visits", f"Visits {kept.pk}", "", ""),
        ("give up visits", f"Visits {kept.pk}", "", ""),
    ]


@pytest.mark.long
def test_a_list_is_changed_and_asks_nothing_again(two, plan, sign_in):
    page = plan("officer", "Penhale", **dict([next(iter(_options(plan("officer", "Penhale")).values()))]))
    kept = VisitList.objects.get()
    url = reverse("alerts:visit_list_change", args=[kept.pk])
    client = sign_in("officer")
    assert "Penhale</textarea>" in client.get(url).content.decode()
    page = client.post(url, {"lines": "Penhale\nNowhere Xyzzy\nD900002", "women": 0, "men": 2}, follow=True)
    assert len(stops(page)) == 3
    assert "2 men" in words(page)
    page = client.post(url, {"lines": "Nowhere Xyzzy", "women": 0, "men": 2}, follow=True)
    assert list(stops(page)) == ["1. Nowhere Xyzzy Stop"]


@pytest.mark.long
def test_a_list_of_another_day_is_shown_and_not_changed(cast, plan, sign_in):
    plan("officer", "D900001")
    kept = VisitList.objects.get()
    VisitList.objects.update(on=cast.ago(1), kept_at=timezone.now() - SHIFT)
    client = sign_in("officer")
    assert "Change the list" not in words(client.get(reverse("alerts:visit_list", args=[kept.pk])))
    assert client.get(reverse("alerts:visit_list_change", args=[kept.pk])).status_code == 404
    assert client.post(reverse("alerts:visit_list_keep", args=[kept.pk])).status_code == 404, (
        "nobody is told of changes"
    )


@pytest.mark.clause("P13a")
def test_a_list_goes_seven_days_after_its_day(cast, plan):
    plan("officer", "D900001")
    assert KEPT.days == 7
    for days, left in ((7, 1), (8, 0)):
        VisitList.objects.update(on=cast.ago(days))
        clear(on=cast.today)
        assert VisitList.objects.count() == left
    assert not Visit.objects.exists()


@pytest.mark.long
def test_who_was_merged_since_is_found_under_the_other_file(cast, plan, sign_in):
    page = plan("officer", "D900002")
    change("D900002", merged_into=cast.customers["D900001"])
    again = sign_in("officer").get(page.redirect_chain[-1][0])
    assert next(iter(stops(again))).startswith("1. Lewis Lodger")


@pytest.mark.clause("P11a")
def test_each_opening_without_a_connection_is_on_record(cast):
    kept = scenarios.visits(cast, scenarios.LODGER)
    record_openings(kept=kept, by=cast.officer, moments=[timezone.now()])
    assert AuditEvent.objects.get(action="open visits").why.startswith("Without a connection: ")


@pytest.mark.clause("P11a")
@pytest.mark.parametrize("deleted", [False, True])
def test_openings_are_taken_late_and_of_a_list_that_was_deleted(cast, sign_in, deleted):
    """Also from a phone whose clock is fast. What is no time is left out."""
    kept = scenarios.visits(cast, scenarios.LODGER)
    opened = reverse("alerts:visit_list_opened", args=[kept.pk])
    if deleted:
        sign_in("officer").post(reverse("alerts:visit_list_give_up", args=[kept.pk]))
    times = [
        (timezone.now() - timedelta(days=3)).isoformat(),
        (timezone.now() + timedelta(minutes=5)).isoformat(),
        "0001-01-01T00:00:00+00:00",
        "yesterday",
    ]
    assert sign_in("officer").post(opened, {"at": times}).status_code == 200
    event = AuditEvent.objects.get(action="open visits")
    assert (event.by, event.reference) == (cast.officer, f"Visits {kept.pk}")
    assert event.why.count(" at ") == 2
    read = ReadEvent.objects.filter(opened="visits opened without a connection")
    assert set(read.values_list("reference", flat=True)) == ({""} if deleted else {scenarios.LODGER, "D900009"})
    assert sign_in("manager").post(opened, {"at": times}).status_code == 404
