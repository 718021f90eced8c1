"""Dates and times as people type them, and what is said when they cannot be read."""

from datetime import UTC, date, datetime

import time_machine
from django import forms

from housing_alerts.web.fields import Checkboxes, DateField, DateTimeField, Radios


class Question(forms.Form):
    day = DateField(called="the date it happened", past=True)
    moment = DateTimeField(called="the date you met", at="the time you met", past=True, required=False)
    where = forms.ChoiceField(
        choices=[("HOME", "At home"), ("OFFICE", "At our office")], widget=Radios({"HOME": "Or its garden"})
    )
    what = forms.MultipleChoiceField(
        choices=[("A", "Shouting"), ("B", "Threats")],
        widget=Checkboxes(lambda value: f"Behaviour {value}"),
        required=False,
    )


def ask(day=("5", "4", "2026"), moment=("", "", "", "")):
    data = dict(zip(("day_day", "day_month", "day_year"), day, strict=True)) | {"where": "HOME"}
    data |= dict(zip(("moment_day", "moment_month", "moment_year", "moment_time"), moment, strict=True))
    with time_machine.travel("2026-11-24 12:00", tick=False):
        form = Question(data)
        form.is_valid()
    return form


def test_a_month_may_be_a_number_or_a_name():
    for month in ["4", "04", "April", "apr", "APRIL"]:
        assert ask(day=("5", month, "2026")).cleaned_data["day"] == date(2026, 4, 5)


def test_a_day_that_cannot_be_read_is_refused_in_words():
    for day, sentence in [
        (("", "", ""), "Enter the date it happened"),
        (("5", "", "2026"), "The date it happened must include a month"),
        (("", "4", ""), "The date it happened must include a day and a year"),
        (("31", "2", "2026"), "The date it happened must be a real date, such as 5 4 2026"),
        (("5", "Smarch", "2026"), "The date it happened must be a real date, such as 5 4 2026"),
        (("5", "4", "26"), "The year of the date it happened must have 4 numbers, such as 2026"),
        (("25", "11", "2026"), "The date it happened must be today or in the past"),
    ]:
        assert ask(day=day).errors["day"] == [sentence]


def test_today_is_not_the_future():
    assert ask(day=("24", "11", "2026")).cleaned_data["day"] == date(2026, 11, 24)


def test_a_time_may_be_written_in_many_ways():
    for text, hour, minute in [
        ("10:32", 10, 32),
        ("10.32", 10, 32),
        ("1032", 10, 32),
        ("932", 9, 32),
        ("9", 9, 0),
        ("2pm", 14, 0),
        ("2:15 p.m.", 14, 15),
        ("12am", 0, 0),
        ("12:30pm", 12, 30),
        ("midday", 12, 0),
        ("Midnight", 0, 0),
    ]:
        moment = ask(moment=("5", "1", "2026", text)).cleaned_data["moment"]
        assert moment.astimezone(UTC) == datetime(2026, 1, 5, hour, minute, tzinfo=UTC)


def test_a_summer_time_is_london_time():
    moment = ask(moment=("5", "7", "2026", "10:32")).cleaned_data["moment"]
    assert moment.astimezone(UTC) == datetime(2026, 7, 5, 9, 32, tzinfo=UTC)


def test_a_moment_that_cannot_be_read_is_refused_in_words():
    for moment, sentence in [
        (("5", "4", "2026", ""), "Enter the time you met"),
        (("5", "4", "2026", "25:00"), "The time you met must be a time, such as 10:32 or 2:15pm"),
        (("5", "4", "2026", "14pm"), "The time you met must be a time, such as 10:32 or 2:15pm"),
        (("5", "4", "2026", "soon"), "The time you met must be a time, such as 10:32 or 2:15pm"),
        (("29", "3", "2026", "1:30"), "The time you met did not exist: the clocks went forward that night"),
        (("24", "11", "2026", "12:01"), "The date you met and the time you met must be in the past"),
    ]:
        assert ask(moment=moment).errors["moment"] == [sentence]


def test_a_moment_that_is_not_asked_for_may_be_left_out():
    assert ask().cleaned_data["moment"] is None


def test_an_unchanged_date_is_no_change():
    data = {"day_day": "5", "day_month": "4", "day_year": "2026", "where": "HOME"}
    assert Question(data, initial={"day": date(2026, 4, 5), "where": "HOME"}).changed_data == []


def test_what_was_typed_is_shown_again():
    form = ask(day=("31", "2", "2026"))
    assert form["day"].field.widget.shown(form["day"].value()) == [("day", "31"), ("month", "2"), ("year", "2026")]


def test_an_initial_moment_is_shown_in_london():
    widget = Question.base_fields["moment"].widget
    shown = widget.shown(datetime(2026, 7, 5, 9, 32, tzinfo=UTC))
    assert shown == [("day", "5"), ("month", "7"), ("year", "2026"), ("time", "10:32")]


def test_choices_bear_their_hints():
    assert Question.base_fields["where"].widget.hint("HOME") == "Or its garden"
    assert Question.base_fields["where"].widget.hint("OFFICE") == ""
    assert Question.base_fields["what"].widget.hint("") == ""
    assert Question.base_fields["what"].widget.hint("A") == "Behaviour A"
