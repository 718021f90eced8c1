"""Pages on paper: nothing lies beyond the edge of the sheet."""

import pytest

from tests import scenarios

pytestmark = [pytest.mark.browser, pytest.mark.same_on_both]

MM = 96 / 25.4
PORTRAIT, LANDSCAPE = round(180 * MM), round(277 * MM)
"""How wide the words of an A4 sheet are, in pixels, within its margins."""
BEYOND = """(name) => [...document.querySelectorAll(name)]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.className)"""


def _on_paper(scene, role, address, width):
    page = scene.seen_by(role)
    page.set_viewport_size({"width": width, "height": 1000})
    page.emulate_media(media="print")
    page.goto(address)
    return page


@pytest.mark.long
def test_each_column_of_the_audit_events_is_on_the_sheet(scene):
    scenarios.active(scene.cast)
    page = _on_paper(scene, "dpo", "/admin/audit/auditevent/", LANDSCAPE)
    assert page.locator("#result_list thead th").count() == 7
    assert page.evaluate(BEYOND, "#result_list th, #result_list td, .results") == []
    assert not page.locator("#changelist-filter").is_visible()


@pytest.mark.long
def test_the_letter_is_whole_below_its_details(scene):
    letter = scenarios.notified(scene.cast, scenarios.active(scene.cast, days=1), days=1)
    page = _on_paper(scene, "lead", f"/letters/{letter.reference}/", PORTRAIT)
    assert page.evaluate(BEYOND, ".app-preview, .app-preview img, .govuk-summary-list") == []
    shown = page.locator(".app-preview")
    assert shown.evaluate("one => [getComputedStyle(one).overflowY, getComputedStyle(one).maxHeight]") == [
        "visible",
        "none",
    ]
