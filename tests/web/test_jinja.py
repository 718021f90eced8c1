"""Dates as people write them, and the error pages, which must come out when everything else is broken."""

from datetime import UTC, date, datetime

from django.template import engines, loader


def show(source, **context):
    return engines["jinja2"].from_string(source).render(context)


def test_a_moment_is_shown_as_people_write_it():
    for moment, shown in [
        (datetime(2026, 4, 5, 9, 32, tzinfo=UTC), "5 April 2026 at 10:32am"),
        (datetime(2026, 1, 5, 0, 5, tzinfo=UTC), "5 January 2026 at 12:05am"),
        (datetime(2026, 1, 5, 12, 0, tzinfo=UTC), "5 January 2026 at 12:00pm"),
        (None, ""),
    ]:
        assert show("{{ moment|datetime }}", moment=moment) == shown


def test_a_day_is_the_day_in_london():
    for day, shown in [
        (date(2026, 4, 5), "5 April 2026"),
        (datetime(2026, 7, 5, 23, 30, tzinfo=UTC), "6 July 2026"),
        (None, ""),
    ]:
        assert show("{{ day|date }}", day=day) == shown


def test_an_error_page_needs_nothing():
    for name in ["400", "403", "403_csrf", "404", "500"]:
        page = loader.get_template(f"{name}.html").render()
        assert "<h1" in page
        assert "app.css" in page
