"""The page of the picture, its plots and its PDF: who opens them, what they say, and what they cost (§11)."""

import io
import re
from urllib.parse import parse_qs, urlsplit

import lxml.html
import outloud
import pypdfium2
import pytest

from housing_alerts.staff.models import ServiceArea
from monitoring.choices import Plot
from monitoring.picture import plots
from tests import scenarios
from tests.page import words
from tests.scenarios import HONG, LODGER

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.clause("F1")]
PAGE, PDF, PLOT = "/reports/", "/reports/picture.pdf", "/reports/picture/alerts-by-type.svg"


@pytest.fixture
def some(cast):
    scenarios.posted(cast, scenarios.active(cast, days=20))
    scenarios.active(cast, "WEAPONS", HONG)
    scenarios.logged(cast, violent=True)
    scenarios.carried_over(cast, customer="D900007")


def page(browser, **asked):
    return lxml.html.fromstring(browser.get(PAGE, asked).content.decode())


def test_the_page_says_whose_picture_it_is(cast, sign_in):
    for username, scope in [
        ("leadership", "all service areas"),
        ("head", "Housing"),
        ("head2", "Property Services"),
        ("lead", "Housing"),
    ]:
        said = words(sign_in(username).get(PAGE))
        assert f"This is the picture of {scope}, 1 July 2025 to 10 June 2026." in said


@pytest.mark.long
def test_a_reader_without_an_area_sees_nothing(cast, sign_in, some):
    cast.lead.areas.clear()
    said = words(sign_in("lead").get(PAGE))
    assert "This is the picture of no service area" in said and "No alerts in force on 10 June 2026." in said


@pytest.mark.long
def test_each_plot_stands_above_its_table_with_the_same_numbers(cast, sign_in, some):
    shown = page(sign_in("leadership"))
    figures = shown.xpath("//div[@class='app-picture__figure'][.//img]")
    assert len(figures) > 5
    for figure in figures:
        (image,) = figure.xpath(".//img")
        assert image.get("alt") == figure.xpath("./p")[0].text_content()
        (table,) = figure.xpath(".//table")
        numbers = [int(cell.text_content().split(",", 1)[0].strip()) for cell in table.xpath(".//td[1]")]
        drawn = lxml.html.fromstring(sign_in("leadership").get(image.get("src")).content)
        bars = [
            int(re.search(r"number: (\d+)", each)[1])
            for each in drawn.xpath("//*[@aria-roledescription='bar']/@aria-label")
        ]
        assert set(numbers) <= set(bars)


@pytest.mark.long
def test_each_link_of_a_number_finds_that_number(cast, sign_in, some):
    leadership = sign_in("leadership")
    links = page(leadership).xpath("//td//a[contains(@href, '/reports/all-alerts/')]")
    assert len(links) >= 10
    for link in links:
        number = int(link.text)
        assert re.search(rf"\b{number} alerts? (with|in force)", words(leadership.get(link.get("href"))))


@pytest.mark.long
@pytest.mark.clause("P11a", refuses=True)
def test_no_address_names_anybody(cast, sign_in, some):
    for address in page(sign_in("lead")).xpath("//main//@href | //main//@src"):
        asked = parse_qs(urlsplit(address).query)
        assert set(asked) <= {"area", "period", "as_at", "type", "organisation", "about", "review"}
        assert not re.search(r"D9\d+|Lodger|CM-|IN-", address)


@pytest.mark.clause("P11a", refuses=True)
def test_a_restricted_file_counts_and_leads_nowhere_for_those_who_may_not_read_it(cast, sign_in):
    scenarios.active(cast)
    scenarios.restrict(cast, LODGER, readers=[cast.head])
    assert page(sign_in("leadership")).xpath("//td//a") == []
    assert "1 alert in force on 10 June 2026." in words(sign_in("leadership").get(PAGE))
    assert page(sign_in("head")).xpath("//td//a")
    assert "Restricted files count, as numbers alone." in words(sign_in("leadership").get(PAGE))


@pytest.mark.clause("P11a", refuses=True)
def test_what_no_page_offers_is_refused_in_words(cast, sign_in):
    for asked in [{"area": "x"}, {"area": "-1"}, {"area": "9" * 40}, {"period": "13"}, {"period": "’"}]:
        for address in [PAGE, PDF, PLOT]:
            response = sign_in("lead").get(address, asked)
            if address == PAGE:
                assert "Choose one of those that are shown" in words(response)
                assert "This is the picture of" not in words(response)
            else:
                assert response.status_code == 400


@pytest.mark.clause("P11a", refuses=True)
def test_a_lead_does_not_choose_anothers_area(cast, sign_in):
    for address in [PAGE, PDF, PLOT]:
        area = ServiceArea.objects.get(name="Property Services").pk
        response = sign_in("lead").get(address, {"area": area})
        assert response.status_code == 400 or "Choose one of those that are shown" in words(response)


def test_a_plot_that_is_none_is_not_found(cast, sign_in):
    for name in ["x", "alerts-by-type.svg", "..%2F", "%F0%9F%92%A9"]:
        assert sign_in("lead").get(f"/reports/picture/{name}.svg").status_code == 404


@pytest.mark.long
def test_a_plot_is_a_file_under_the_strict_policy(cast, sign_in, some):
    response = sign_in("leadership").get(PLOT)
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]


@pytest.mark.long
@pytest.mark.on_paper
def test_the_pdf_has_every_figure_with_its_numbers_and_is_tagged(cast, sign_in, some, tmp_path):
    response = sign_in("leadership").get(PDF)
    assert response.headers["Content-Disposition"] == 'inline; filename="picture-2026-06-10-all-service-areas.pdf"'
    with pypdfium2.PdfDocument(io.BytesIO(response.content)) as document:
        said = "\n".join(each.get_textpage().get_text_bounded() for each in document)
    assert all(plot.label in said for plot in Plot)
    assert "3 alerts in force on 10 June 2026" in said and "Lewis" not in said
    kept = tmp_path / "picture.pdf"
    kept.write_bytes(response.content)
    found = outloud.check(str(kept))
    assert found.error is None and [each for each in found.findings if each.severity == "error"] == []


@pytest.mark.long
def test_all_of_it_costs_at_most_twenty_queries(cast, sign_in, queries_of, some):
    for username in ("leadership", "head", "lead"):
        once = queries_of(sign_in(username), PAGE)
        assert once <= 20
        assert queries_of(sign_in(username), PLOT) <= 10
    scenarios.active(cast, "NO_LONE_MALES")
    scenarios.logged(cast)
    assert queries_of(sign_in("lead"), PAGE) == once


def test_the_menu_marks_one_page(cast, sign_in):
    for address, current in [(PAGE, "The picture"), ("/reports/all-alerts/", "All Alerts"), ("/", "Worklist")]:
        marked = lxml.html.fromstring(sign_in("leadership").get(address).content.decode()).xpath(
            "//nav//*[@aria-current]"
        )
        assert [" ".join(each.text_content().split()).split(" (")[0] for each in marked] == [current]


@pytest.mark.long
def test_a_page_leaves_room_for_each_plot(cast, sign_in, some):
    for image in page(sign_in("leadership")).xpath("//main//img"):
        assert int(image.get("width")) == plots.WIDTH and int(image.get("height")) > 40
