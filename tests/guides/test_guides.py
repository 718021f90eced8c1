"""The guides as pages, and the link from each page to its task."""

import pytest
from django.contrib.staticfiles import finders
from django.test import RequestFactory
from django.urls import resolve, reverse

from housing_alerts.guides.documents import NAMES, OF_A_ROLE, anchor, guides
from housing_alerts.guides.pages import TASKS
from housing_alerts.guides.views import how_to
from housing_alerts.staff.choices import Role
from tests import scenarios
from tests.architecture.source import ROOT
from tests.permissions.table import TABLE, rows

pytestmark = pytest.mark.same_on_both
NO_TASK = {
    "account_login": "nobody is signed in yet",
    "account_logout": "one button",
    "alerts:alert_decision_pdf": "a file",
    "alerts:incident_draft": "answers the script",
    "alerts:incident_file": "a file",
    "alerts:incident_triage": "leads on to the page of the chosen stage",
    "alerts:investigation_decision_pdf": "a file",
    "alerts:look_up_suggestions": "answers the script",
    "alerts:visit_list_changed": "answers the script",
    "alerts:visit_list_keep": "answers the script",
    "alerts:visit_list_opened": "answers the script",
    "alerts:review_form": "a file",
    "appeals:appeal_evidence": "a file",
    "appeals:appeal_file": "a file",
    "desk:calendar_feed": "answers a calendar",
    "guides:guide": "a guide itself",
    "health_live": "answers the monitoring",
    "health_ready": "answers the monitoring",
    "health_worker": "answers the monitoring",
    "letters:letter_pdf": "a file",
    "monitoring:all_alerts_csv": "a file",
    "monitoring:all_alerts_xlsx": "a file",
    "monitoring:picture_pdf": "a file",
    "monitoring:picture_plot": "a file",
    "privacy:request_file": "a file",
}


def test_each_page_of_the_permission_table_has_its_task():
    pages = {name for name, _ in rows(TABLE)}
    assert TASKS.keys() | NO_TASK.keys() == pages
    assert TASKS.keys() & NO_TASK.keys() == set()


def test_each_task_of_a_page_stands_in_a_guide():
    for name in TASKS:
        known = {anchor for guide in guides().values() for anchor in guide.tasks}
        assert TASKS[name]
        assert set(TASKS[name]) <= known


def test_each_document_is_a_page_and_each_role_has_one():
    assert set(NAMES) == {path.stem for path in (ROOT / "docs/staff").glob("*.md")}
    assert OF_A_ROLE.keys() == set(Role)


def test_an_anchor_is_a_heading_without_its_marks():
    assert anchor("Keep the customer's file") == "keep-the-customers-file"


def test_a_page_leads_to_its_task_in_the_guide_of_ones_own_role(sign_in):
    for username, place, expected in [
        ("officer", "/", "/guide/everybody/#see-what-waits-for-you"),
        ("officer", "/incidents/log/", "/guide/officer/#log-an-incident"),
        ("contractor", "/incidents/log/", "/guide/contractor/#log-an-incident"),
        ("lead", "/incidents/log/", "/guide/officer/#log-an-incident"),
        ("contractor", "/look-up/", "/guide/contractor/#look-up-before-you-go"),
        ("admin", "/colleagues/", "/guide/administrator/#add-a-colleague"),
        ("dpo", "/guide/officer/", "/guide/data-protection-officer/"),
    ]:
        assert f'<a class="govuk-link" href="{expected}">' in sign_in(username).get(place).content.decode()


def test_one_page_is_another_task_for_another_role(cast, sign_in):
    for username, expected in [
        ("officer", "/guide/officer/#follow-what-became-of-your-report"),
        ("manager", "/guide/line-manager/#triage-an-incident"),
        ("lead", "/guide/operational-lead/#open-an-investigation"),
    ]:
        incident = scenarios.referred(cast)
        page = sign_in(username).get(reverse("alerts:incident", args=[incident.reference])).content.decode()
        assert f'<a class="govuk-link" href="{expected}">How to do this: ' in page


def test_a_page_that_is_not_found_and_a_stranger_are_led_nowhere(client, db):
    assert how_to(RequestFactory().get("/")) == {}
    assert "/guide/" not in client.get("/sign-in/").content.decode()


def test_the_link_asks_the_database_nothing(cast, django_assert_num_queries):
    request, lead = RequestFactory().get("/"), cast.lead
    request.user, request.resolver_match = lead, resolve("/")
    assert lead.roles
    with django_assert_num_queries(0):
        assert how_to(request)["how_to"].url.startswith("/guide/")


def test_a_guide_shows_its_tasks_and_its_pictures(sign_in):
    for name in NAMES:
        page = sign_in("officer").get(f"/guide/{name}/").content.decode()
        for each, title in guides()[name].tasks.items():
            assert f'href="#{each}">' in page
            assert f' id="{each}"' in page
            assert title
        assert 'href="../' not in page
        assert '.md"' not in page


def test_a_picture_of_a_guide_is_served(sign_in):
    page = sign_in("officer").get("/guide/officer/").content.decode()
    assert 'src="/static/guides/03-log-390.png" alt="The report on a phone"' in page
    assert finders.find("guides/03-log-390.png")


def test_a_guide_leads_to_another_and_to_no_document_that_has_no_page(sign_in):
    page = sign_in("admin").get("/guide/administrator/").content.decode()
    assert '<a href="/guide/everybody/" class="govuk-link">' in page
    assert "<a>Install and run</a>" in page


def test_there_is_no_other_guide(sign_in):
    assert sign_in("officer").get("/guide/nobody/").status_code == 404
