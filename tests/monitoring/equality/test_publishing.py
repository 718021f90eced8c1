"""The table of a closed quarter: counted once, published as it is, and answered (§11)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from housing_alerts.customers.models import Customer
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from monitoring.equality import counting, presenters, services
from monitoring.equality.choices import Finding, Group, Measure, Protected
from monitoring.equality.policies import Said
from monitoring.equality.quarters import Quarter, closed, quarter_of
from monitoring.equality.tables import ALL, Figure
from monitoring.models import Publication
from tests import scenarios, settling
from tests.page import nothing_changes, words
from tests.scenarios import HONG, LODGER, TWIN
from tests.step import fill

LIST, PUBLISH = "/equality/", "/equality/publish/"


def _now(cast):
    """The running quarter, in which the scenarios happen."""
    return Quarter(cast.today - timedelta(days=60), cast.today)


def _rows(counts, protected):
    return {
        group: {measure.name: number for measure, number in row.items() if number}
        for group, row in counts[protected].items()
    }


# The quarter


def test_a_quarter_has_its_days():
    assert quarter_of(date(2026, 11, 29)) == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarter_of(date(2026, 3, 31)) == (date(2026, 1, 1), date(2026, 3, 31))
    assert [str(quarter) for quarter in closed(date(2026, 2, 1), 3)] == [
        "October to December 2025",
        "July to September 2025",
        "April to June 2025",
    ]


# What is counted


@pytest.mark.clause("P11b")
def test_each_thing_that_happened_is_counted_of_the_group_to_which_it_happened(cast):
    scenarios.described(cast)
    scenarios.described(cast, HONG, SEX=Said(Group.MALE))
    scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)), "UPHELD")
    counted = _rows(counting.counts(_now(cast)), Protected.SEX)
    assert counted[Group.FEMALE] == {
        "CUSTOMERS": 1,
        "REPORTED": 1,
        "REFERRED": 1,
        "IMPOSED": 1,
        "APPEALED": 1,
        "UPHELD": 1,
    }
    assert counted[Group.MALE] == {"CUSTOMERS": 1}
    assert counted[Group.NOT_KNOWN] == {"CUSTOMERS": 7}


@pytest.mark.clause("P11b")
def test_what_is_withheld_or_declined_is_counted(cast):
    scenarios.described(cast)
    scenarios.described(cast, HONG, SEX=Said(Group.MALE))
    scenarios.active(cast, inform=scenarios.WITHHOLD)
    scenarios.declined(cast, scenarios.proposed(cast, "VISIT_IN_PAIRS", HONG))
    counted = _rows(counting.counts(_now(cast)), Protected.SEX)
    assert counted[Group.FEMALE] == {"CUSTOMERS": 1, "REPORTED": 1, "REFERRED": 1, "IMPOSED": 1, "WITHHELD": 1}
    assert counted[Group.MALE] == {"CUSTOMERS": 1, "REPORTED": 1, "REFERRED": 1, "DECLINED": 1}


def test_nothing_of_another_quarter_is_counted(cast):
    scenarios.active(cast)
    long_ago = Quarter(cast.ago(400), cast.ago(300))
    assert _rows(counting.counts(long_ago), Protected.SEX) == {Group.NOT_KNOWN: {"CUSTOMERS": 9}}


def test_a_merged_person_is_counted_once_by_what_the_kept_file_says(cast):
    scenarios.second_file(cast)
    scenarios.described(cast)
    scenarios.described(cast, TWIN, SEX=Said(Group.MALE), RACE=Said(Group.ARAB))
    scenarios.merged(cast)
    counts = counting.counts(_now(cast))
    assert _rows(counts, Protected.SEX) == {Group.FEMALE: {"CUSTOMERS": 1}, Group.NOT_KNOWN: {"CUSTOMERS": 8}}
    assert _rows(counts, Protected.RACE)[Group.ARAB] == {"CUSTOMERS": 1}


def test_age_is_that_of_the_last_day(cast):
    last = cast.today
    Customer.objects.filter(reference=LODGER).update(born=procedure.add_months(last, -12 * 25))
    Customer.objects.filter(reference=HONG).update(born=procedure.add_months(last, -12 * 25) + timedelta(days=1))
    counted = _rows(counting.counts(_now(cast)), Protected.AGE)
    assert counted[Group.FROM_25] == {"CUSTOMERS": 1}
    assert counted[Group.UNDER_25] == {"CUSTOMERS": 1}


def test_who_died_before_the_quarter_is_counted_no_more(cast):
    Customer.objects.filter(reference=LODGER).update(died=True, death_known_at=cast.then(61))
    assert _rows(counting.counts(_now(cast)), Protected.SEX) == {Group.NOT_KNOWN: {"CUSTOMERS": 8}}


# Published


@pytest.mark.clause("P11b")
def test_the_equality_officer_publishes_a_quarter_that_is_over(cast, sign_in):
    client, quarter = sign_in("equality"), closed(cast.today, 1)[0]
    answer = fill(client, PUBLISH, quarter=quarter.first.isoformat())
    publication = Publication.objects.get()
    assert answer["Location"] == f"/equality/tables/{publication.reference}/"
    assert (publication.first, publication.created_by) == (quarter.first, cast.people["equality"])
    assert AuditEvent.objects.get(action="publish equality table").reference == publication.reference
    assert str(quarter) in words(sign_in("leadership").get(LIST))


@pytest.mark.clause("P11b", refuses=True)
def test_a_quarter_is_published_once(cast, sign_in):
    scenarios.published(cast)
    first = closed(cast.today, 1)[0].first
    with nothing_changes(), pytest.raises(NotAllowed, match="is published already. It stays as it is"):
        services.publish_quarter(first=first, by=cast.people["equality"], on=cast.today)
    assert first.isoformat() not in sign_in("equality").get(PUBLISH).content.decode()


@pytest.mark.clause("P11b", refuses=True)
def test_a_running_quarter_is_not_published(cast):
    with nothing_changes(), pytest.raises(NotAllowed, match="Choose one of the last 4 quarters that are over"):
        services.publish_quarter(first=cast.today, by=cast.people["equality"], on=cast.today)


@pytest.mark.clause("P11b", refuses=True)
def test_nobody_else_publishes_or_answers(cast):
    with nothing_changes(), pytest.raises(NotAllowed, match="Only the Equality Officer publishes the table"):
        services.publish_quarter(first=closed(cast.today, 1)[0].first, by=cast.people["leadership"], on=cast.today)
    publication = scenarios.published(cast)
    with nothing_changes(), pytest.raises(NotAllowed, match="Only the Leadership Team and the Equality Officer say"):
        services.respond(publication=publication, by=cast.lead, words="Nothing.")


def test_where_every_quarter_is_published_none_is_offered(cast, sign_in):
    for quarter in closed(cast.today, 4):
        services.publish_quarter(first=quarter.first, by=cast.people["equality"], on=cast.today)
    assert "Each quarter that is over is published." in words(sign_in("equality").get(PUBLISH))


def test_a_published_table_is_one_of_nine_people_of_whom_few_are_told(cast, sign_in):
    """Each group of a small landlord is hidden: all customers are shown, and nothing else."""
    scenarios.described(cast)
    page = words(sign_in("head").get(f"/equality/tables/{scenarios.published(cast).reference}/"))
    assert "No group differs from other customers by more than chance would explain." in page
    assert "Female Customers–" in page


# In words

FIGURES = [
    Figure(ALL, ALL, Measure.CUSTOMERS, 5000, 5000),
    *(Figure(ALL, ALL, measure, 600, 5000) for measure in Measure if measure != Measure.CUSTOMERS),
    Figure(Protected.RACE, Group.AFRICAN, Measure.CUSTOMERS, 500, 500),
    *(
        Figure(Protected.RACE, Group.AFRICAN, measure, None, None)
        for measure in Measure
        if measure not in (Measure.CUSTOMERS, Measure.IMPOSED, Measure.REPORTED)
    ),
    Figure(Protected.RACE, Group.AFRICAN, Measure.IMPOSED, 110, 500, Finding.MORE),
    Figure(Protected.RACE, Group.AFRICAN, Measure.REPORTED, 60, 500, Finding.NONE),
]


@pytest.mark.clause("P11b")
def test_a_finding_is_said_in_a_sentence():
    assert presenters.sentences(FIGURES) == [
        "Race, Black: African: they had an alert imposed more often than other customers (22% against 12% of all)."
    ]


def test_a_cell_has_the_number_the_rate_and_its_interval_or_a_dash():
    ((title, (everybody, african)),) = presenters.tables(FIGURES)
    assert title == "Race"
    assert everybody[:3] == ("All customers", "5,000 (100%)", "600 (12%, 11% to 13%)")
    assert african[:3] == ("Black: African", "500 (10%)", "60 (12%, 9% to 15%)")
    assert african[presenters.headings().index("Alert imposed")] == "110 (22%, 19% to 26%). More often than others"
    assert african[-1] == "–"


# Answered


@pytest.mark.clause("P11b")
def test_what_was_done_stands_beside_the_table(cast, sign_in):
    for username in ["leadership", "equality"]:
        with settling.undone():
            publication = scenarios.published(cast)
            client, url = sign_in(username), f"/equality/tables/{publication.reference}/"
            assert fill(client, f"{url}respond/", words="We looked at ten reports.")["Location"] == url
            page = words(client.get(url))
            assert "We looked at ten reports." in page
            assert str(cast.people[username]) in page
            assert publication.responses.get().created_at.date() <= timezone.now().date()


@pytest.mark.clause("P11b", refuses=True)
def test_an_answer_says_something(cast, sign_in):
    publication, client = scenarios.published(cast), sign_in("leadership")
    with nothing_changes():
        page = client.post(f"/equality/tables/{publication.reference}/respond/", {"words": " "})
        assert "Say what was done" in words(page)
    with pytest.raises(NotAllowed, match=r"Say what was done\."):
        services.respond(publication=publication, by=cast.people["leadership"], words=" ")


def test_the_database_keeps_one_table_a_quarter(cast):
    publication = scenarios.published(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(
            first=publication.first, figures=[], reference="EQ-1", created_at=timezone.now(), changed_at=timezone.now()
        )
