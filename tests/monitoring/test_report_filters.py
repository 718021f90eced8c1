"""The filters, the order and the pages of the All Alerts report (Appendix F)."""

import csv
import io
from datetime import date

import lxml.html
import openpyxl
import pytest

from alerts.models import Alert
from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Organisation, ServiceArea
from monitoring.choices import Order
from tests import scenarios
from tests.page import words

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.clause("F1")]
PAGE, FILE, BOOK = "/reports/all-alerts/", "/reports/all-alerts.csv", "/reports/all-alerts.xlsx"


def names(response):
    return [row[0] for row in list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))[1:]]


@pytest.fixture
def three(cast):
    """Mr Lodger’s, overdue for long; Mr Tamblyn’s, due soon; and one on a property."""
    lodger = scenarios.active(cast, days=420)
    tamblyn = scenarios.active(cast, "WEAPONS", "D900005", days=350)
    scenarios.on_a_property(cast)
    return lodger, tamblyn


def test_each_filter_leaves_what_it_says(sign_in, cast, three):
    for asked, found in [
        ({"type": "WEAPONS"}, ["Barnaby Tamblyn"]),
        ({"about": "property"}, [""]),
        ({"about": "person"}, ["Lewis Lodger", "Barnaby Tamblyn"]),
        ({"review": "overdue"}, ["Lewis Lodger"]),
        ({"review": "unreviewed"}, ["Lewis Lodger"]),
        ({"review": "within-30"}, ["Barnaby Tamblyn"]),
        ({"review": "within-30", "about": "property"}, []),
        ({"period": "12", "about": "person"}, ["Lewis Lodger", "Barnaby Tamblyn"]),
        ({"period": "3"}, []),
    ]:
        lead = sign_in("lead")
        assert names(lead.get(FILE, asked)) == found
        page = words(lead.get(PAGE, asked))
        assert f"{len(found)} alert{'' if len(found) == 1 else 's'} with these filters in force on 10 June 2026" in page
        assert all(name in page for name in found)


def test_an_alert_is_unreviewed_from_its_thirtieth_day_on(sign_in, cast):
    alert = scenarios.active(cast, days=400)
    due = alert.review_due_on
    lead = sign_in("lead")
    for on, found in (
        (date.fromordinal(due.toordinal() + 29), []),
        (date.fromordinal(due.toordinal() + 30), ["Lewis Lodger"]),
    ):
        assert names(lead.get(FILE, {"review": "unreviewed", "as_at": on.isoformat()})) == found


def test_the_area_and_the_organisation_are_filters(sign_in, cast, three):
    lead = sign_in("lead")
    mine, other = (ServiceArea.objects.get(name=name) for name in (three[0].service_area.name, "Property Services"))
    assert len(names(lead.get(FILE, {"area": mine.pk}))) == 3
    assert names(lead.get(FILE, {"area": other.pk})) == []
    customer = Customer.objects.get(reference="D900001")
    assert "Lewis Lodger" in names(lead.get(FILE, {"organisation": customer.organisation_id}))
    without = Organisation.objects.exclude(pk=customer.organisation_id).first()
    assert "Lewis Lodger" not in names(lead.get(FILE, {"organisation": without.pk}))


@pytest.mark.long
def test_each_order_is_that_of_the_pages_and_of_the_file(sign_in, cast, three, monkeypatch):
    for order, found in [
        (Order.OLDEST, ["Lewis Lodger", "Barnaby Tamblyn", ""]),
        (Order.NEWEST, ["", "Barnaby Tamblyn", "Lewis Lodger"]),
        (Order.NAME, ["", "Lewis Lodger", "Barnaby Tamblyn"]),
        (Order.DUE, ["Lewis Lodger", "Barnaby Tamblyn", ""]),
    ]:
        lead = sign_in("lead")
        assert names(lead.get(FILE, {"order": order})) == found
        monkeypatch.setattr("monitoring.all_alerts.views.PAGE", 1)
        address, seen = f"{PAGE}?order={order}", []
        while address:
            html = lxml.html.fromstring(lead.get(address).content.decode())
            seen += [each.text_content().strip() for each in html.xpath("//th[@scope='row']")]
            following = html.xpath("//a[@rel='next']/@href")
            address = PAGE + following[0] if following else ""
        on_a_property = Alert.objects.get(customer=None).reference
        assert seen == [name or on_a_property for name in found]


def test_the_files_and_the_next_page_keep_what_was_asked_for_and_each_filter_can_be_taken_away(sign_in, cast, three):
    asked = {"as_at": "2026-06-09", "about": "person", "review": "overdue", "order": "due"}
    html = lxml.html.fromstring(sign_in("lead").get(PAGE, asked).content.decode())
    whole = "as_at=2026-06-09&about=person&review=overdue&order=due"
    assert html.xpath("//a[@download]/@href") == [f"{FILE}?{whole}", f"{BOOK}?{whole}"]
    chips = html.xpath("//a[@class='moj-filter__tag']")
    assert [" ".join(chip.text_content().split()) for chip in chips] == [
        "Remove this filter: About: A person",
        "Remove this filter: Review: Overdue",
    ]
    assert chips[0].get("href") == "?as_at=2026-06-09&review=overdue&order=due"


def test_beside_the_ten_columns_the_page_says_type_lead_and_whether_they_were_informed(sign_in, cast):
    alert = scenarios.active(cast)
    said = words(sign_in("lead").get(PAGE))
    lead = alert.responsible_lead or alert.investigation.lead
    assert f"Type{alert.type} Lead{lead} Informing{alert.get_informing_display()}" in said


def test_a_lead_reads_how_many_there_are_in_all_areas(sign_in, cast, three):
    assert "In all service areas, restricted files apart: 3." in words(sign_in("lead2").get(PAGE))
    assert "restricted files apart: 1." in words(sign_in("lead2").get(PAGE, {"type": "WEAPONS"}))
    scenarios.restrict_file(cast)
    for who in ("lead", "lead2"):
        assert "In all service areas, restricted files apart: 2." in words(sign_in(who).get(PAGE)), who
    assert "restricted files apart" not in words(sign_in("leadership").get(PAGE))


def test_each_export_says_what_it_takes_in(sign_in, cast, three):
    lead2 = sign_in("lead2")
    assert (
        lead2.get(FILE)
        .headers["Content-Disposition"]
        .endswith('"all-alerts-2026-06-10-property-services-and-whatever-you-lead-elsewhere.csv"')
    )
    filtered = sign_in("leadership").get(BOOK, {"type": "WEAPONS"})
    assert 'filename="all-alerts-2026-06-10-all-service-areas-filtered.xlsx"' in filtered.headers["Content-Disposition"]
    about = {
        row[0].value: row[1].value for row in openpyxl.load_workbook(io.BytesIO(filtered.getvalue())).worksheets[1]
    }
    assert about | {"About this file": None} == {
        "About this file": None,
        "As at": "10 June 2026",
        "Of": "all service areas",
        "Filters": "Type: Weapons",
        "In all service areas, restricted files apart": "1",
        "In restricted files today, in all service areas and both landlords": "0",
    }


@pytest.mark.clause("F1", refuses=True)
def test_what_no_page_offers_is_refused_and_shows_no_row(sign_in, cast, three):
    for asked in [
        {"type": "NONE"},
        {"area": "0"},
        {"period": "13"},
        {"order": "worst"},
        {"review": "late"},
        {"as_at": "2030-01-01"},
    ]:
        lead = sign_in("lead")
        page = lead.get(PAGE, asked)
        assert "There is a problem" in words(page)
        assert "Lewis Lodger" not in words(page)
        assert [lead.get(file, asked).status_code for file in (FILE, BOOK)] == [400, 400]
