"""Each figure of the picture says what happened, by dates and in the scope of its reader (§11)."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from housing_alerts.customers.models import Customer
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, ServiceArea
from monitoring.choices import Period, Plot
from monitoring.picture import columns, permissions, sections, selectors, work
from monitoring.picture.filters import Asked
from monitoring.picture.statistics import within
from monitoring.picture.tables import Line
from tests import scenarios
from tests.scenarios import HONG, LODGER

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.clause("F1")]
TAMBLYN, YELLAND = "D900005", "D900007"


def picture_of(cast, username="leadership", *, area=None, period=Period.YEAR):
    reader = Colleague.objects.get(username=username)
    areas = selectors.areas(reader)
    chosen = next((each for each in areas.values() if each.name == area), None)
    everywhere = permissions.sees_all_areas(reader) and chosen is None
    return Asked(reader, cast.today, areas, chosen, everywhere, period)


def numbers(asked, plot):
    """The lines of a figure that are not all zero, by their names."""
    lines = sections.figure(asked, plot).lines
    return {line.name: line.numbers for line in lines if any(line.numbers)}


def addresses(asked, plot):
    return {line.name: line.addresses[0] for line in sections.figure(asked, plot).lines}


# Alerts


@pytest.fixture
def some(cast):
    """Two of Mr Lodger's, one of Ms Hồng's, and one on a property."""
    scenarios.active(cast, days=100)
    scenarios.active(cast, "WEAPONS", days=40)
    scenarios.active(cast, customer=HONG)
    scenarios.on_a_property(cast)


def test_alerts_in_force_by_type_area_and_organisation(cast, some):
    asked = picture_of(cast)
    assert numbers(asked, Plot.TYPES) == {"Visit in Pairs": (2,), "Weapons": (1,), "Dangerous Dogs": (1,)}
    assert numbers(asked, Plot.AREAS) == {"Housing": (4,)}
    assert numbers(asked, Plot.ORGANISATIONS) == {
        "Teign Housing": (2,),
        "Templer HomeBuild": (1,),
        "A property alone": (1,),
    }
    words = sections.figure(asked, Plot.ORGANISATIONS).words
    assert words == "4 alerts in force on 10 June 2026, most often “Teign Housing”: 2."


@pytest.mark.long
def test_a_month_has_what_stood_at_its_end_and_what_started_and_ended_in_it(cast):
    scenarios.active(cast, days=100)  # 2 March
    scenarios.ended(cast, scenarios.active(cast, "WEAPONS", days=40))  # 1 May to 10 June
    scenarios.carried_over(cast, days=800, customer=HONG)
    asked = picture_of(cast, period=Period.QUARTER)
    assert [month.code for month in asked.months] == ["2026-04", "2026-05", "2026-06"]
    assert numbers(asked, Plot.MONTHS) == {"April 2026": (2,), "May 2026": (3,), "June 2026": (2,)}
    assert numbers(asked, Plot.BEGUN) == {"May 2026": (1, 0), "June 2026": (0, 1)}
    words = sections.figure(asked, Plot.MONTHS).words
    assert words == "2 alerts in force today; 2 at the end of April 2026."
    assert sections.figure(asked, Plot.BEGUN).words == "1 alert started and 1 ended since 1 April 2026."


@pytest.mark.long
def test_each_month_end_is_what_all_alerts_counts_on_that_day(cast, some, sign_in):
    asked = picture_of(cast)
    for month, (name, (number,)) in zip(asked.months[-3:], list(numbers(asked, Plot.MONTHS).items())[-3:], strict=True):
        page = sign_in("leadership").get("/reports/all-alerts/", {"as_at": month.last.isoformat()}).content.decode()
        assert name == str(month) and f"{number} alert" in " ".join(page.split())


@pytest.mark.long
def test_how_long_alerts_lasted_that_ended(cast):
    for code, days in (("VISIT_IN_PAIRS", 40), ("WEAPONS", 100), ("NO_LONE_MALES", 200)):
        scenarios.ended(cast, scenarios.active(cast, code, days=days))
    asked = picture_of(cast)
    assert selectors.lengths(asked) == Counter({40: 1, 100: 1, 200: 1})
    assert numbers(asked, Plot.LENGTHS) == {"Less than 3 months": (1,), "3 to 6 months": (1,), "6 to 12 months": (1,)}
    words = sections.figure(asked, Plot.LENGTHS).words
    assert words == "3 alerts ended since 1 July 2025: half had lasted 100 days or less, nine in ten 200 days or less."


# Reviews


@pytest.mark.clause("P8b")
def test_reviews_due_and_overdue_are_those_of_all_alerts(cast, sign_in):
    scenarios.carried_over(cast, days=800, reviewed=400)  # overdue for 35 days
    scenarios.carried_over(cast, days=370, code="WEAPONS")  # overdue for 5
    scenarios.carried_over(cast, days=385, customer=HONG)  # overdue for 20
    scenarios.carried_over(cast, days=320, customer=TAMBLYN)  # due in 45
    asked = picture_of(cast)
    assert numbers(asked, Plot.DUE) == {"Within 60 days": (1,), "Within 90 days": (1,)}
    overdue = sections.figure(asked, Plot.OVERDUE)
    assert [line.numbers for line in overdue.lines] == [(1,), (1,), (1,)]
    assert overdue.words == "3 reviews overdue, 1 for 30 days or more."
    for address, number in ((overdue.whole, 3), (overdue.lines[-1].addresses[0], 1)):
        page = " ".join(sign_in("leadership").get(address).content.decode().split())
        assert f"{number} alert{'s' if number > 1 else ''} with these filters" in page


# Incidents


def test_incidents_by_behaviour_channel_and_place(cast):
    scenarios.logged(cast)
    scenarios.logged(cast, behaviour="HARASSMENT", channel="TELEPHONE")
    scenarios.logged(cast, channel="OFFICE")
    scenarios.logged_at_an_address(cast)
    scenarios.logged(cast, elsewhere="In the car park of the supermarket", channel="ELSEWHERE")
    scenarios.void(cast)
    scenarios.draft(cast)
    asked = picture_of(cast)
    assert numbers(asked, Plot.BEHAVIOURS) == {"Aggressive": (4,), "Harassment": (1,)}
    assert numbers(asked, Plot.CHANNELS) == {
        "Home visit": (2,),
        "Telephone": (1,),
        "At one of our offices": (1,),
        "Face to face, elsewhere": (1,),
    }
    assert numbers(asked, Plot.PLACES) == {
        "TQ99": (2,),
        "Not face to face": (1,),
        "At one of our offices": (1,),
        "Away from our properties": (1,),
    }


@pytest.mark.clause("P11a", refuses=True)
def test_of_a_restricted_file_an_incident_counts_and_its_place_is_not_told(cast):
    scenarios.logged(cast)
    scenarios.restrict(cast, LODGER, readers=[cast.head])
    assert numbers(picture_of(cast), Plot.PLACES) == {"No place is told": (1,)}


def test_a_place_is_the_first_half_of_a_postcode():
    for place, said in [
        ("TQ12 4AB", "TQ12"),
        ("tq124ab", "TQ12"),
        ("4AB", "No place is told"),
        ("Not face to face", "Not face to face"),
    ]:
        assert columns.district(place) == said


def test_places_where_little_happened_count_together(cast):
    found = {"place": Counter({f"TQ{number}": 20 - number for number in range(12)})}
    lines = work.places(picture_of(cast), found).lines
    assert len(lines) == 11
    assert [line.numbers for line in lines if line.name == "Other districts"] == [(19,)]


@pytest.mark.clause("D4")
def test_violence_against_colleagues_by_month(cast):
    scenarios.logged(cast, violent=True, days=2, affected=[cast.officer, cast.manager])
    scenarios.logged(cast, violent=True, days=40)
    scenarios.logged(cast, days=3)
    against_a_neighbour = scenarios.logged(cast, violent=True, days=4)
    against_a_neighbour.affected.clear()
    scenarios.logged(cast, violent=True, days=5, about="RISK")
    asked = picture_of(cast)
    assert numbers(asked, Plot.VIOLENCE) == {"May 2026": (1, 1), "June 2026": (1, 2)}
    words = sections.figure(asked, Plot.VIOLENCE).words
    assert words == "2 violent incidents affected 3 colleagues since 1 July 2025."


@pytest.mark.clause("D4")
def test_a_marker_that_nobody_lifted_lapsed_undecided_after_its_last_day(cast):
    lapsed = scenarios.mark(cast, scenarios.logged(cast, violent=True, days=60), days=59)
    scenarios.lifted(cast, scenarios.marked(cast))
    last_day = scenarios.mark(cast, scenarios.logged(cast, violent=True, days=30, behaviour="HARASSMENT"), days=14)
    assert lapsed.lapses_on < cast.today == last_day.lapses_on
    asked = picture_of(cast)
    month = f"{lapsed.lapses_on:%B %Y}"
    assert numbers(asked, Plot.MARKERS) == {month: (1, 0), "June 2026": (0, 1)}
    words = sections.figure(asked, Plot.MARKERS).words
    assert words == "1 interim marker lapsed undecided since 1 July 2025; 1 was lifted."


# Our own work


@pytest.mark.long
@pytest.mark.clause("P9a")
def test_appeals_in_time_and_their_outcomes(cast):
    scenarios.posted(cast, scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)), "UPHELD"))
    scenarios.refused_as_late(cast, customer=HONG)
    scenarios.appealed(cast, scenarios.active(cast, "WEAPONS"))
    scenarios.taken_back(cast, scenarios.appealed(cast, scenarios.active(cast, "NO_LONE_MALES")))
    asked = picture_of(cast)
    made = numbers(asked, Plot.APPEALS)
    assert (made["Made in time"], made["Made late"]) == ((3,), (1,))
    assert numbers(asked, Plot.OUTCOMES) == {
        "Upheld": (1,),
        "Refused as late": (1,),
        "Withdrawn": (1,),
        "Not decided yet": (1,),
    }
    assert made["Answered in time"] == (1,) and made["Still to be answered"] == (2,)


@pytest.mark.clause("P9b")
def test_an_appeal_that_nobody_answered_in_its_days_is_late(cast, wednesday):
    scenarios.appealed(cast, scenarios.active(cast))
    wednesday.move_to(timezone.now() + timedelta(days=40))
    asked = picture_of(cast)._replace(today=timezone.localdate())
    assert numbers(asked, Plot.APPEALS) == {"Made in time": (1,), "Answered late, or overdue": (1,)}


@pytest.mark.long
@pytest.mark.clause("E1")
def test_letters_sent_on_the_day_of_issue(cast, wednesday):
    scenarios.posted(cast, scenarios.active(cast))
    later = scenarios.issued(cast, scenarios.active(cast, "WEAPONS"))
    scenarios.issued(cast, scenarios.active(cast, "NO_LONE_MALES"))
    scenarios.cancelled(cast, scenarios.issued(cast, scenarios.active(cast, "NO_LONE_FEMALES")))
    assert numbers(picture_of(cast), Plot.LETTERS) == {"June 2026": (3, 1, 0, 2)}
    wednesday.move_to(timezone.now() + timedelta(days=2))
    tomorrow = scenarios.Cast(cast.people, cast.customers, timezone.localdate())
    scenarios.sent(tomorrow, later)
    assert numbers(picture_of(tomorrow), Plot.LETTERS) == {"June 2026": (3, 1, 1, 1)}


def closed_duty(cast, kind, days, *, colleague=None, customer=LODGER, area="Housing", until=1, hours=1):
    """A duty that was open for so many days, until so many days ago."""
    found, closed = cast.customers[customer], cast.then(until)
    holder = {"colleague": colleague} if colleague else {"role": Role.OPERATIONAL_LEAD}
    if not colleague and area:
        holder["area"] = ServiceArea.objects.get(name=area)
    return Duty.objects.create(
        kind=kind,
        subject_type=ContentType.objects.get_for_model(Customer),
        subject_id=found.pk,
        reference=found.reference,
        customer=found,
        words="Look",
        path="/",
        clause="D3b",
        opened_at=closed - timedelta(days=days, hours=hours),
        opened_by="log incident",
        closed_at=closed,
        closed_by="refer incident",
        **holder,
    )


def test_a_stage_lasts_from_the_day_its_duty_opened_until_it_was_closed(cast):
    for days in range(10):  # 0 to 9 full days
        closed_duty(cast, Kind.TRIAGE, days)
    closed_duty(cast, Kind.TRIAGE, 30, area="Property Services")
    closed_duty(cast, Kind.INVESTIGATE, 20, colleague=cast.lead, hours=0)
    closed_duty(cast, Kind.REVIEW, 300)  # is no stage: it opens a year before it can be done
    closed_duty(cast, Kind.DECIDE, 3, until=400)  # before the first month
    asked = picture_of(cast)
    figure = sections.figure(asked, Plot.STAGES)
    assert figure.lines == (Line("Triage", (5, 9, 11)), Line("Investigation", (20, 20, 1)))
    assert figure.words == "The longest stage is “Investigation”: nine in ten took 20 days or less."
    by_area, by_lead = work.stage_tables(asked, selectors.stages(asked))
    assert by_area.rows == [
        ("Triage", "Housing", "4", "8", "10"),
        ("Triage", "Property Services", "30", "30", "1"),
        ("Investigation", "Housing", "20", "20", "1"),
    ]
    assert by_lead.rows == [("Investigation", "Lena Ledger", "20", "20", "1")]


@pytest.mark.clause("P11a", refuses=True)
def test_a_lead_reads_no_other_leads_times(cast):
    closed_duty(cast, Kind.INVESTIGATE, 20, colleague=cast.lead)
    closed_duty(cast, Kind.INVESTIGATE, 10, colleague=cast.lead2)  # took over a case of Housing

    def leads(username):
        asked = picture_of(cast, username)
        return {row[1] for row in work.stage_tables(asked, selectors.stages(asked))[1].rows}

    assert leads("lead") == {"Lena Ledger"}
    assert leads("head") == leads("leadership") == {"Lena Ledger", "Liam Leduc"}


def test_percentiles_are_of_the_nearest_rank():
    for days, half, nine_in_ten in [
        ({7: 1}, 7, 7),
        ({1: 1, 2: 1}, 1, 2),
        ({0: 9, 50: 1}, 0, 0),
        ({0: 8, 50: 2}, 0, 50),
        ({5: 0, 6: 3}, 6, 6),
    ]:
        assert (within(days, 50), within(days, 90)) == (half, nine_in_ten)


def test_of_nothing_there_is_no_percentile():
    with pytest.raises(ValueError, match="nothing was done"):
        within({}, 50)


# Scope


@pytest.mark.clause("P11a", refuses=True)
def test_each_reader_sees_their_areas(cast):
    scenarios.carried_over(cast)
    scenarios.carried_over(cast, customer=YELLAND)
    for username, area, found in [
        ("leadership", None, {"Housing": (1,), "Property Services": (1,)}),
        ("leadership", "Property Services", {"Property Services": (1,)}),
        ("head", None, {"Housing": (1,)}),
        ("head2", None, {"Property Services": (1,)}),
        ("lead", None, {"Housing": (1,)}),
        ("lead2", None, {"Property Services": (1,)}),
    ]:
        assert numbers(picture_of(cast, username, area=area), Plot.AREAS) == found


@pytest.mark.long
@pytest.mark.clause("P11a", refuses=True)
def test_every_figure_keeps_to_the_areas_of_its_reader(cast):
    scenarios.posted(cast, scenarios.active(cast))
    scenarios.ended(cast, scenarios.active(cast, "WEAPONS", days=10))
    scenarios.appealed(cast, scenarios.carried_over(cast, days=370, customer=HONG))
    scenarios.carried_over(cast, days=340, customer=TAMBLYN)
    scenarios.lifted(cast, scenarios.marked(cast))
    closed_duty(cast, Kind.TRIAGE, 3)
    ours, theirs = picture_of(cast, "lead"), picture_of(cast, "lead2")
    assert [plot for plot in Plot if sections.figure(ours, plot).is_empty] == []
    assert [plot for plot in Plot if not sections.figure(theirs, plot).is_empty] == []


# The lists behind the numbers


@pytest.mark.long
def test_a_number_of_alerts_leads_to_all_alerts_with_its_filter(cast, some):
    asked = picture_of(cast)
    assert addresses(asked, Plot.TYPES)["Weapons"] == "/reports/all-alerts/?type=WEAPONS"
    assert addresses(asked, Plot.ORGANISATIONS)["A property alone"] == "/reports/all-alerts/?about=property"
    assert addresses(asked, Plot.MONTHS)["May 2026"] == "/reports/all-alerts/?as_at=2026-05-31"
    housing = ServiceArea.objects.get(name="Housing").pk
    assert addresses(asked, Plot.AREAS) == {"Housing": f"/reports/all-alerts/?area={housing}"}
    assert addresses(picture_of(cast, "head"), Plot.TYPES)["Weapons"] == (
        f"/reports/all-alerts/?area={housing}&type=WEAPONS"
    )


@pytest.mark.long
@pytest.mark.clause("P11a", refuses=True)
def test_a_number_that_is_all_closed_to_the_reader_leads_nowhere(cast):
    scenarios.active(cast)
    scenarios.active(cast, customer=HONG)
    scenarios.active(cast, "WEAPONS", HONG)
    scenarios.restrict(cast, HONG, readers=[cast.head])
    asked = picture_of(cast)
    assert numbers(asked, Plot.TYPES) == {"Visit in Pairs": (2,), "Weapons": (1,)}
    assert addresses(asked, Plot.TYPES) == {"Visit in Pairs": "/reports/all-alerts/?type=VISIT_IN_PAIRS", "Weapons": ""}
    assert all(addresses(picture_of(cast, "head"), Plot.TYPES).values())


@pytest.mark.long
def test_no_list_has_just_several_areas_so_a_reader_of_two_chooses_one(cast, some):
    scenarios.lead_for(cast.lead, ServiceArea.objects.get(name="Property Services"))
    assert set(addresses(picture_of(cast, "lead"), Plot.TYPES).values()) == {""}
    assert all(addresses(picture_of(cast, "lead"), Plot.AREAS).values())
    assert all(addresses(picture_of(cast, "lead", area="Housing"), Plot.TYPES).values())


# Nothing yet


def test_an_empty_database_has_a_picture(cast):
    for section in sections.picture(picture_of(cast)):
        assert all(figure.is_empty and figure.words.endswith(".") for figure in section.figures)
        assert all(table.rows == [] for table in section.tables)


def test_each_plot_stands_in_one_section(cast):
    shown = [figure.plot for section in sections.picture(picture_of(cast)) for figure in section.figures]
    assert sorted(shown) == sorted(Plot)


def test_the_months_go_back_over_a_year(cast):
    asked = picture_of(cast)
    assert (asked.first, asked.months[-1].last, len(asked.months)) == (date(2025, 7, 1), cast.today, 12)
    assert asked.months[0].last == date(2025, 7, 31)
    assert len(picture_of(cast, period=Period.TWO_YEARS).months) == 24
