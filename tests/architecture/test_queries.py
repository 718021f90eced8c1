"""A list costs the same number of queries, however many rows it has."""

import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alerts.carrying_over import services as carrying_over_services
from alerts.models import AlertType
from housing_alerts.kernel.audit.admin import ReadOnlyAdmin
from tests import scenarios
from tests.deep import MANY


@pytest.fixture
def queries(sign_in):
    """How many queries a page costs that colleague. The first reading warms what Django keeps."""

    def counted(username, url):
        browser = sign_in(username)
        browser.get(url)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            response = browser.get(url)
        assert response.status_code == 200
        b"".join(response) if response.streaming else response.content
        return len(captured)

    return counted


def _overdue(cast):
    """One alert after another, of another customer or type, whose review is overdue."""
    types = AlertType.objects.filter(needs_conditions=False, imported_only=False)
    for type, customer in itertools.product(types, cast.customers.values()):
        yield carrying_over_services.carry_over_alert(
            type=type,
            customer=customer,
            asset=None,
            effective_from=cast.ago(800),
            period=12,
            reviewed_on=cast.ago(400),
            by=None,
            why="Imported",
        )


@pytest.mark.parametrize("url", ["/", "/reports/all-alerts/", "/reports/all-alerts.csv"])
def test_a_list_of_alerts(cast, queries, url):
    alerts = _overdue(cast)
    next(alerts)
    once = queries("lead", url)
    list(itertools.islice(alerts, MANY - 1))
    assert queries("lead", url) == once


@pytest.mark.parametrize("username", ["manager", "officer"])
def test_a_worklist_of_incidents(cast, queries, username):
    scenarios.logged(cast)
    once = queries(username, "/")
    for days in range(MANY - 1):
        scenarios.logged(cast, days=days + 1)
    assert queries(username, "/") == once


def test_a_worklist_of_recommendations(cast, queries):
    scenarios.proposed(cast)
    once = queries("head", "/")
    for customer in ("D900002", "D900003", "D900004", "D900005"):
        scenarios.proposed(cast, customer=customer)
    assert queries("head", "/") == once


def _owe_every_letter(cast, customer):
    """A letter of each kind that a Lead may owe the customer."""
    removed = scenarios.active(cast, "WEAPONS", customer)
    scenarios.posted(cast, removed)
    scenarios.ended(cast, removed)
    scenarios.active(cast, "NO_LONE_FEMALES", customer)
    scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast, customer=customer)))
    scenarios.settled(cast, customer, action="WRITTEN_WARNING")
    action = scenarios.agreed_action(cast, customer)
    scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast, "NO_LONE_MALES", customer)))
    return action


def test_a_worklist_of_letters_owed(cast, queries, sign_in):
    _owe_every_letter(cast, scenarios.LODGER)
    once = queries("lead", "/")
    page = sign_in("lead").get("/").content.decode()
    for kind in ("Outcome", "Decision", "Removal", "Review", "Appeal"):
        assert f"{kind} letter owed" in page
    for kind in ("Written warning", "Behaviour agreement"):
        assert f"{kind} owed in writing" in page

    _owe_every_letter(cast, scenarios.HONG)

    assert queries("lead", "/") == once


def test_the_page_of_a_customer(cast, queries):
    url = f"/customers/{scenarios.LODGER}/"
    scenarios.notified(cast, scenarios.active(cast))
    scenarios.appealed(cast, scenarios.active(cast, "WEAPONS"))
    once = queries("lead", url)
    for code in ("DANGEROUS_DOGS", "NO_LONE_MALES", "NO_LONE_FEMALES"):
        scenarios.notified(cast, scenarios.active(cast, code))
    assert queries("lead", url) == once


@pytest.mark.parametrize("url", ["/admin/customers/membership/", "/admin/customers/tenancy/"])
def test_a_list_of_the_audit_site(cast, queries, monkeypatch, url):
    monkeypatch.setattr(ReadOnlyAdmin, "list_per_page", 1)
    once = queries("dpo", url)
    monkeypatch.setattr(ReadOnlyAdmin, "list_per_page", 50)
    assert queries("dpo", url) == once
