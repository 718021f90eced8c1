"""The audit site: the Data Protection Officer reads every record, and nobody changes any."""

import re

import lxml.html
import pytest
from django.contrib import admin

from alerts.models import Alert
from housing_alerts.customers import services as customers
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit import admin as audit_admin
from housing_alerts.kernel.audit.admin import HistoryAdmin, ReadOnlyAdmin
from housing_alerts.kernel.audit.models import opened_in_words
from housing_alerts.staff.choices import Role
from tests import scenarios
from tests.page import nothing_changes, words

SHOWN = [model for model, shown in admin.site._registry.items() if isinstance(shown, ReadOnlyAdmin)]


def _everything(cast):
    """At least one row of each record."""
    lodger = cast.customers["D900001"]
    customers.record_vulnerability(customer=lodger, by=cast.lead, what="Deaf.", told_by="STAFF", told_on=cast.today)
    customers.record_adjustment(customer=lodger, by=cast.lead, what="Write first.", starts=cast.today, ends=None)
    customers.record_representative(customer=lodger, by=cast.lead, details={"name": "Ruth", "authority": "A form"})
    alert = scenarios.restricted(cast, days=1)
    scenarios.notified(cast, alert, days=1)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    scenarios.appealed(cast, alert)
    scenarios.confirmed(cast, alert)
    scenarios.agreed_action(cast, scenarios.HONG)
    scenarios.restrict_file(cast, scenarios.HONG, readers=[cast.lead, cast.head, cast.people["dpo"]])
    scenarios.break_glass(cast, cast.head2, scenarios.HONG)
    scenarios.paired(cast)
    scenarios.merged(cast)
    scenarios.with_photo(cast, alert.investigation.incidents.get())
    scenarios.marked(cast, scenarios.HONG)
    scenarios.ask_for(cast, cast.manager, Role.LEADERSHIP)
    scenarios.away(cast)
    scenarios.decided(cast, scenarios.identified(cast))
    scenarios.held(cast)
    scenarios.contacted(cast)
    scenarios.high_contact(cast)
    scenarios.strategy(cast, officer=cast.head, deputy=cast.lead)
    scenarios.asked_by_others(cast)
    scenarios.compared(cast, "D900005")
    scenarios.kept_for(cast, SANCTION=36)
    scenarios.disposed_of(cast, "D900004")
    scenarios.disposal_proposed(cast, "D900006")


def _url(model, page, *args):
    start = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    return start + "".join(f"{arg}/" for arg in args) + (f"{page}/" if page else "")


def test_every_page_of_every_record_can_be_read_and_nothing_changed(cast, client, sign_in):
    _everything(cast)
    sign_in("lead").get("/customers/D900001/")
    client = sign_in("dpo")
    assert client.get("/admin/").status_code == 200
    with nothing_changes(attempts=2):  # a letter about what is over is not to be changed here either
        for model in SHOWN:
            row = model._default_manager.first()
            assert row is not None, model
            said = client.get(_url(model, "change", row.pk))
            listed = client.get(_url(model, ""))
            assert (said.status_code, listed.status_code) == (200, 200), model
            for page in (said, listed):
                assert 'name="_save"' not in page.content.decode(), model
                assert "deletelink" not in page.content.decode(), model
            refused = [
                client.post(_url(model, "change", row.pk), {"reference": "IN-1999-00001"}),
                client.post(_url(model, "delete", row.pk), {"post": "yes"}),
                client.post(_url(model, "add"), {}),
                client.get(_url(model, "add")),
            ]
            assert {page.status_code for page in refused} == {403}, model
            if isinstance(admin.site._registry[model], HistoryAdmin):
                assert client.get(_url(model, "history", row.pk)).status_code == 200, model


def test_a_superuser_changes_nothing_either(cast, sign_in):
    alert = scenarios.active(cast)
    cast.dpo.is_superuser = cast.dpo.is_staff = True
    cast.dpo.save()
    client = sign_in("dpo")
    with nothing_changes():
        assert client.post(_url(Alert, "change", alert.pk), {"status": "ENDED"}).status_code == 403


@pytest.mark.long
def test_the_audit_events_are_found_by_reference_and_by_colleague(cast, sign_in):
    incident = scenarios.referred(cast)
    client = sign_in("dpo")

    def found(query):
        page = lxml.html.fromstring(client.get(f"/admin/audit/auditevent/?q={query}").content.decode())
        return [cell.text_content() for cell in page.cssselect("#result_list td.field-action")]

    assert found(incident.reference) == found("D900001") == ["refer incident", "log incident"]
    assert found("manager") == found("Manning") == ["refer incident"]
    assert found("IN-1999") == []


JARGON = re.compile(
    r"_|\b(id|asset(?! reference)|digest|salt|withhold code|absent head|decided as|breach of|acting as|stayed)\b"
    r"|\b(from review|hangs on|UPRN)\b|^informing$",
    re.IGNORECASE,
)


@pytest.mark.long
def test_every_field_has_a_name_in_plain_words_and_none_shows_plain_data(cast, sign_in):
    _everything(cast)
    client = sign_in("dpo")
    for model in SHOWN:
        row = model._default_manager.first()
        page = lxml.html.fromstring(client.get(_url(model, "change", row.pk)).content.decode())
        names = [label.text_content().strip().removesuffix(":") for label in page.cssselect(".form-row label")]
        assert names, model
        assert [name for name in names if JARGON.search(name)] == [], model
        values = [value.text_content().strip() for value in page.cssselect(".form-row .readonly")]
        assert [value for value in values if value[:1] in "{[" and value] == [], model


def test_what_was_opened_is_said_in_words():
    for opened, said in [
        ("incident", "Incident"),
        ("suggestions", "Names suggested for what was typed"),
        ("audit: alerts_alert_changelist", "Audit site: the list of alerts"),
        ("audit: alerts_investigation_history", "Audit site: the history of one of the investigations"),
        ("audit: audit_readevent_export", "Audit site: the list of read events, saved as a file"),
        ("audit: index", "Audit site"),
        ("audit: no_such_change", "Audit site"),
    ]:
        assert opened_in_words(opened) == said


def test_the_read_log_says_in_words_what_was_opened(sign_in, cast):
    scenarios.active(cast)
    client = sign_in("dpo")
    client.get("/admin/alerts/alert/")
    log = words(client.get("/admin/audit/readevent/"))
    assert "Audit site: the list of alerts" in log
    assert "alerts_alert" not in log
    assert "alerts_alert" not in client.get("/admin/audit/readevent/export.csv").getvalue().decode()


@pytest.mark.long
def test_lists_and_kinds_of_record_are_called_as_people_say_them(sign_in, cast):
    scenarios.paired(cast)
    scenarios.merged(cast)
    client = sign_in("dpo")
    client.get("/admin/alerts/alert/")
    log = client.get("/admin/audit/readevent/")
    assert {"When", "Who", "In which role", "What was opened"} <= set(_headings(log))
    assert "When;Who;In which role" in client.get("/admin/audit/readevent/export.csv").getvalue().decode().replace(
        ",", ";"
    )
    kinds = words(client.get("/admin/"))
    for said in ("Properties", "Roles asked for", "Interim markers", "Places in tenancies", "Subject requests"):
        assert said in kinds
    assert not {"Assets", "Grants", "Memberships", "Disclosures"} & set(kinds.split())
    assert "Merge of two files" in _headings(client.get("/admin/customers/merge/"))


def _headings(page):
    found = lxml.html.fromstring(page.content.decode()).cssselect("#result_list thead .text")
    return [" ".join(heading.text_content().split()) for heading in found]


def test_a_long_list_is_counted_some_pages_ahead_and_read_to_its_end(cast, sign_in, monkeypatch):
    monkeypatch.setattr(audit_admin, "AHEAD", 1)
    monkeypatch.setattr(ReadOnlyAdmin, "list_per_page", 2)
    client, number = sign_in("dpo"), Customer.objects.count()
    assert "More than 4 customers" in words(client.get(_url(Customer, "")))
    assert "More than 6 customers" in words(client.get(_url(Customer, "") + "?p=2"))
    assert "More than 4 customers" in words(client.get(_url(Customer, "") + "?p=the+last"))
    last = words(client.get(_url(Customer, "") + f"?p={-(-number // 2)}"))
    assert f" {number} customers" in last and "More than" not in last
