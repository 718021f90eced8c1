"""The macros that draw forms and records: what they say, what they escape, how their parts find each other."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template import engines
from jinja2 import UndefinedError
from lxml import html

from housing_alerts.web.components import govuk
from housing_alerts.web.fields import Checkboxes, DateField, Radios

REFUSAL = SimpleNamespace(sentence="Somebody else must decide.", clause=SimpleNamespace(id="P7a", section="§7"))
NASTY = "<script>alert(1)</script>"


class Everything(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    days = forms.IntegerField(min_value=1, required=False, label="Days")
    name = forms.CharField(
        label="Name", max_length=100, help_text="As on the tenancy", error_messages={"required": "Enter the name"}
    )
    account = forms.CharField(widget=forms.Textarea, label="What happened", required=False)
    day = DateField(called="the date it happened", label="When did it happen?")
    how = forms.ChoiceField(choices=[("A", "In person"), ("B", NASTY)], widget=Radios({"A": "At home"}), label="How?")
    why = forms.CharField(label="Why?", required=False)
    what = forms.MultipleChoiceField(choices=[("A", "Shouting"), ("B", "Threats")], widget=Checkboxes(), label="What?")
    area = forms.ChoiceField(
        choices=[("", "Choose"), ("1", "Homes")], label="Area", widget=forms.Select(attrs={"data-autocomplete": True})
    )
    police = forms.BooleanField(required=False, label="The police were told", help_text="Give their reference")
    photograph = forms.FileField(required=False, label="Photograph")
    password = forms.CharField(widget=forms.PasswordInput, required=False, label="Password")


def draw(source, **context):
    """A page of ours made of ``source``, parsed."""
    imports = (
        '{% from "components/forms.html" import govuk_field, all_fields, error_summary, submit, step %}'
        '{% from "components/moj.html" import tag, instruction_card, timeline, task_list, summary_list, table %}'
        '{% from "components/lists.html" import filters, filter_chips, sub_navigation, side_navigation, pagination, '
        "interruption %}"
    )
    text = engines["jinja2"].from_string(imports + source).render(context)
    return html.fromstring(f"<div>{text}</div>")


def words(element):
    return " ".join(" ".join(element.itertext()).split())


def test_every_control_is_drawn_with_a_label_of_its_own():
    page = draw("{{ all_fields(form) }}", form=Everything())
    for control in page.cssselect("input:not([type=hidden]), select, textarea"):
        assert page.cssselect(f"label[for='{control.get('id')}']"), control.get("id")
    ids = [element.get("id") for element in page.cssselect("[id]")]
    assert len(ids) == len(set(ids))


def test_every_description_exists():
    page = draw("{{ all_fields(form) }}", form=Everything({}))
    described = [element.get("aria-describedby").split() for element in page.cssselect("[aria-describedby]")]
    assert described
    assert all(page.cssselect(f"#{each}") for ids in described for each in ids)


def test_every_link_of_the_error_summary_leads_to_a_control():
    page = draw("{{ error_summary(form) }}{{ all_fields(form) }}", form=Everything({}))
    links = page.cssselect(".govuk-error-summary a")
    assert [words(link) for link in links][:2] == ["Enter the name", "Enter the date it happened"]
    assert all(page.cssselect(f"input{link.get('href')}, select{link.get('href')}") for link in links)


def test_a_form_without_errors_has_no_summary():
    assert not draw("{{ error_summary(form) }}", form=Everything()).cssselect(".govuk-error-summary")


def test_an_error_of_the_whole_form_is_said():
    form = Everything({})
    form.add_error(None, "Somebody was quicker.")
    assert "Somebody was quicker." in words(draw("{{ error_summary(form) }}", form=form))


def test_what_was_posted_stands_there_again():
    data = {"version": "3", "name": "Zoë", "account": NASTY, "how": "A", "what": ["B"], "area": "1", "police": "on"}
    page = draw("{{ all_fields(form) }}", form=Everything(data))
    assert page.cssselect("#id_name")[0].get("value") == "Zoë"
    assert page.cssselect("#id_account")[0].text.strip() == NASTY
    assert page.cssselect("input[name=version]")[0].get("value") == "3"
    assert [box.get("value") for box in page.cssselect("input[checked]")] == ["A", "B", "on"]
    assert [option.get("value") for option in page.cssselect("option[selected]")] == ["1"]


def test_no_browser_cuts_or_refuses_what_is_typed():
    page = draw("{{ all_fields(form) }}", form=Everything())
    assert not page.cssselect("[maxlength], [min], [required], [type=number]")
    assert page.cssselect("#id_days[inputmode=numeric]")


def test_a_field_left_empty_is_empty():
    assert not draw("{{ govuk_field(form.account) }}", form=Everything({})).cssselect("textarea")[0].text


def test_text_is_escaped_everywhere():
    source = """{{ all_fields(form) }}{{ tag(nasty) }}{{ instruction_card(nasty, [nasty], note=nasty) }}
        {{ summary_list([(nasty, nasty)]) }}{{ table([nasty], [(nasty,)], nasty) }}{{ submit(nasty) }}
        {{ timeline([{"title": nasty, "url": "#", "by": nasty, "at": at, "words": nasty}]) }}
        {{ filter_chips([(nasty, "#")], "#") }}"""
    assert not draw(source, form=Everything(), nasty=NASTY, at=date(2026, 4, 5)).cssselect("script")


def test_a_choice_may_reveal_a_question():
    page = draw('{{ govuk_field(form.how, conditional={"B": govuk_field(form.why)}) }}', form=Everything())
    assert page.cssselect(".govuk-radios__conditional #id_why")
    assert not page.cssselect("[data-aria-controls]")


def test_a_checkbox_may_reveal_a_question():
    page = draw('{{ govuk_field(form.police, conditional={"on": govuk_field(form.why)}) }}', form=Everything())
    assert page.cssselect("[data-aria-controls=conditional-id_police]")


def test_one_choice_may_go_with_no_other():
    form = Everything()
    form.fields["what"].widget.exclusive = "B"
    page = draw("{{ govuk_field(form.what) }}", form=form)
    assert [words(divider) for divider in page.cssselect(".govuk-checkboxes__divider")] == ["or"]
    assert page.cssselect("input[value=B][data-behaviour=exclusive]")
    assert not page.cssselect("input[value=A][data-behaviour]")


def test_a_question_without_a_choice_says_so():
    form = Everything()
    form.fields["what"].choices = []
    assert words(draw("{{ govuk_field(form.what) }}", form=form)) == "What? There is nothing to choose from."


def test_a_question_may_be_the_heading_of_the_page():
    assert words(draw("{{ govuk_field(form.how, heading=true) }}", form=Everything()).cssselect("h1")[0]) == "How?"


def test_a_refused_button_does_nothing_and_says_why():
    for source in ["{{ submit('Approve', refusal) }}", "{{ step('Approve', '/', refusal) }}"]:
        page = draw(source, refusal=REFUSAL)
        (button,) = page.cssselect("button")
        assert (button.get("type"), button.get("aria-disabled")) == ("button", "true")
        (reason,) = page.cssselect(f"#{button.get('aria-describedby')}")
        assert words(reason) == "Somebody else must decide. Procedure §7"
        assert not page.cssselect("a")


def test_a_button_that_is_not_refused_posts_or_leads():
    assert draw("{{ submit('Approve', None) }}").cssselect("button[type=submit]")
    assert draw("{{ step('Approve', '/alerts/') }}").cssselect("a[href='/alerts/']")


def test_a_task_that_cannot_start_has_no_link_and_says_what_it_waits_for():
    items = [
        {
            "title": "Recommend",
            "url": "",
            "status": "Cannot start yet",
            "done": False,
            "why": "Hear the customer first.",
        }
    ]
    page = draw("{{ task_list(items) }}", items=items)
    assert not page.cssselect("a")
    assert words(page) == "Recommend Hear the customer first. Cannot start yet"


def test_a_table_names_each_cell_for_a_phone():
    page = draw("{{ table(['Name', 'Since'], [('Zoë', None)], 'Alerts') }}")
    assert words(page.cssselect("td")[0]) == "Since"
    assert words(draw("{{ table(['Name'], [], 'Alerts', empty='No alerts.') }}")) == "Alerts No alerts."


def test_a_value_that_is_missing_reads_not_recorded():
    page = draw("{{ summary_list([('Born', None), ('Name', 'Zoë', '/edit/', 'Change')]) }}")
    assert words(page) == "Born Not recorded Name Zoë Change name"


def test_several_values_stand_as_a_list():
    page = draw(
        "{{ summary_list([('Conditions', ['By letter.', nasty]), ('Controls', [])], brief=true) }}", nasty=NASTY
    )
    assert [words(each) for each in page.cssselect("dd li")] == ["By letter.", NASTY]
    assert "Controls" not in words(page)
    assert words(draw("{{ summary_list([('Controls', [])]) }}")) == "Controls Not recorded"


def test_a_timeline_gives_days_and_moments():
    items = [
        {"title": "Approved", "url": "#", "by": "Helen", "at": datetime(2026, 4, 5, 9, 32, tzinfo=UTC), "words": ""}
    ]
    items.append({"title": "Reported", "url": "#", "by": "", "at": date(2026, 4, 4), "words": "In words"})
    page = draw("{{ timeline(items) }}", items=items)
    assert words(page) == "Approved by Helen 5 April 2026 at 10:32am Reported 4 April 2026 In words"


def test_lists_have_their_ways_around():
    page = draw(
        """{{ sub_navigation([("Mine", "#", true, 3)], "Views") }}{{ side_navigation([("One", "#", true)], "Side") }}
        {{ pagination(next="?after=3") }}{{ pagination() }}{{ filter_chips([], "#") }}
        {% call filters("/") %}fields{% endcall %}{% call interruption("Stop") %}words{% endcall %}"""
    )
    assert words(page.cssselect("[aria-current=page]")[0]) == "Mine (3)"
    assert [words(link) for link in page.cssselect(".govuk-pagination a")] == ["Next page"]


def test_an_undefined_variable_fails():
    with pytest.raises(UndefinedError):
        draw("{{ nobody_gave_this }}")


def test_the_parameters_of_a_component_are_escaped():
    assert "&lt;b&gt;" in govuk("inset-text", text="<b>")
