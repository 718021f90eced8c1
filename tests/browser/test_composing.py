"""The letter beside its form, as it is typed: with our script, and without any."""

import re

import pytest
from playwright.sync_api import expect

from tests import scenarios

pytestmark = [pytest.mark.browser, pytest.mark.same_on_both]


def address(scene):
    review = scenarios.reviewed(scene.cast, scenarios.under_review(scene.cast, scenarios.told(scene.cast)))
    return f"/reviews/{review.reference}/letter/"


def test_the_letter_is_drawn_anew_as_it_is_typed(scene):
    page = scene.seen_by("lead")
    page.goto(address(scene))
    letter, reason = page.locator("[data-preview] img").first, page.get_by_label("What is the reason for the decision?")
    letter.wait_for()
    first = letter.get_attribute("src")

    page.get_by_label("We still think that the alert is needed").check()
    expect(reason).to_have_value(re.compile("^We still think that the alert is needed, because ?$"))
    expect(letter).not_to_have_attribute("src", first)
    second = letter.get_attribute("src")

    reason.fill("You wrote 漢 to us.")
    expect(page.locator("[data-preview] li")).to_have_text(
        "This letter cannot print ‘漢’. Write it in another way, for example in English letters."
    )
    expect(letter).to_have_attribute("src", second)
    expect(page.get_by_label("We still think that the alert is needed")).not_to_be_checked()

    reason.fill("You wrote to us about what happened.")
    expect(page.locator("[data-preview] li")).to_have_count(0)
    expect(letter).not_to_have_attribute("src", second)
    assert page.url.endswith("/letter/")


@pytest.mark.long
def test_without_script_a_button_shows_it(scene, server, browser):
    at, session = address(scene), scene.seen_by("lead").context.cookies()
    context = browser.new_context(base_url=server, java_script_enabled=False)
    context.add_cookies(session)
    page = context.new_page()
    page.goto(at)
    page.get_by_label("What is the reason for the decision?").fill("In my own words.")
    page.get_by_role("button", name="Show the letter").click()
    expect(page.locator("[data-preview] img")).to_have_count(3)
    expect(page.get_by_label("What is the reason for the decision?")).to_have_value("In my own words.")
    assert page.url.endswith(at)
    context.close()


@pytest.mark.long
def test_a_draft_is_read_before_it_is_issued(scene):
    """In one column the letter goes first; where there is room, its steps and checks stay beside it."""
    draft = scenarios.drafted(scene.cast, scenarios.active(scene.cast))
    page = scene.seen_by("lead")
    page.goto(f"/letters/{draft.reference}/")
    letter, issue = page.get_by_label("The letter as it stands"), page.get_by_role("button", name="Issue")
    page.set_viewport_size({"width": 390, "height": 844})
    below, at = letter.bounding_box(), issue.bounding_box()
    assert below["y"] + below["height"] <= at["y"]
    page.set_viewport_size({"width": 1280, "height": 900})
    beside, at = letter.bounding_box(), issue.bounding_box()
    assert at["x"] + at["width"] <= beside["x"]
    assert abs(at["y"] - beside["y"]) < 40
