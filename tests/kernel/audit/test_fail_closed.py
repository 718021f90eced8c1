"""Where the trail cannot be written, nothing is done and nothing is shown (§11)."""

import contextlib
import uuid

import pytest
from django.db import connection, transaction
from django.utils import timezone

from housing_alerts.customers.imports import import_customers
from housing_alerts.customers.models import Customer
from housing_alerts.importing.reading import Silent
from housing_alerts.kernel.audit import chain, protection
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from tests import exports, scenarios
from tests.architecture.addresses import addresses
from tests.databases import signed_in_as
from tests.page import nothing_changes, words
from tests.permissions.records import PAGES

LOGGED = [name for name, view in addresses().items() if hasattr(view, "opens") and name in PAGES]
SENTENCE = "nothing was changed and nothing is shown"
STOP = "We do not know whether there is an alert."
AT_A_DOOR = ("alerts:look_up", "alerts:visit_list")
NAMES = ("Lodger", "Hồng", "Sandpiper")


def _opened(client, url):
    """What is answered to whoever opens it. A few pages are opened by what is sent to them."""
    answer = client.get(url)
    return client.post(url) if answer.status_code == 405 else answer


@contextlib.contextmanager
def no_rows(table):
    """The database takes no row of that table: on PostgreSQL we are a role meanwhile whose right to it was revoked."""
    if connection.vendor == "postgresql":
        role = f"service_{uuid.uuid4().hex[:8]}"  # the whole server's; it is gone with the test's transaction
        sql(f"CREATE ROLE {role}")
        sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        sql(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
        sql(f"REVOKE INSERT ON {table} FROM {role}")
        sql(f"SET ROLE {role}")
        yield
        sql("RESET ROLE")
    else:
        blocked(table)
        yield


def blocked(table):
    """A trigger that is not ours takes no row."""
    on = f"BEFORE INSERT ON {table}"
    if connection.vendor == "postgresql":
        sql(f"CREATE TRIGGER blocked {on} FOR EACH ROW EXECUTE FUNCTION refuse_append_only()")
    else:
        sql(f"CREATE TRIGGER blocked {on} BEGIN SELECT RAISE(ABORT, 'blocked'); END")


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def assert_closed(client, url, name):
    """A page that opens is not shown while the read log takes no row. Call it within what is undone."""
    with no_rows("audit_readevent"):
        answer = _opened(client, url)
        assert answer.status_code == 503
        assert (STOP if name in AT_A_DOOR else SENTENCE) in words(answer)
        assert not [canary for canary in NAMES if canary in answer.content.decode()]


def test_a_database_that_takes_the_row_and_keeps_none_is_found_out(cast, sign_in):
    client = sign_in("lead")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
            cursor.execute(
                "CREATE TRIGGER quiet BEFORE INSERT ON audit_readevent FOR EACH ROW EXECUTE FUNCTION quiet()"
            )
        else:
            cursor.execute("CREATE TRIGGER quiet BEFORE INSERT ON audit_readevent BEGIN SELECT RAISE(IGNORE); END")
    assert client.get("/customers/D900001/").status_code == 503
    assert protection.unprotected() == ["audit_readevent"]


def test_a_trigger_that_is_not_ours_is_seen(cast, sign_in):
    blocked("audit_readevent")
    assert protection.unprotected() == ["audit_readevent"]


@pytest.mark.long
def test_the_audit_site_is_not_shown_either(cast, sign_in):
    client, customer = sign_in("dpo"), cast.customers["D900001"]
    kinds = ["", f"{customer.pk}/change/", f"{customer.pk}/history/", "export.csv"]
    pages = ["/admin/", "/admin/customers/", *(f"/admin/customers/customer/{kind}" for kind in kinds)]
    pages += ["/admin/audit/auditevent/", "/admin/audit/readevent/export.csv"]
    assert {client.get(one).status_code for one in pages} == {200}
    with no_rows("audit_readevent"):
        for one in pages:
            answer = client.get(one)
            assert answer.status_code == 503, one
            assert not [canary for canary in NAMES if canary in answer.content.decode()]


def test_who_reads_the_audit_site_is_read_too(cast, sign_in):
    customer = cast.customers["D900001"]
    sign_in("dpo").get(f"/admin/customers/customer/{customer.pk}/history/")
    read = ReadEvent.objects.get()
    assert (read.by, read.opened, read.reference) == (
        cast.people["dpo"],
        "audit: customers_customer_history",
        "D900001",
    )


def test_no_step_is_taken_where_its_event_cannot_be_written(cast, sign_in):
    incident, client = scenarios.logged(cast), sign_in("manager")
    before = AuditEvent.objects.count()
    with no_rows("audit_auditevent"):
        answer = client.post(
            f"/incidents/{incident.reference}/settle/",
            {
                "version": incident.version,
                "actions": ["NONE"],
                "settlement": "We talked it over.",
            },
        )
    assert answer.status_code == 503
    assert SENTENCE in words(answer)
    incident.refresh_from_db()
    assert (incident.status, AuditEvent.objects.count()) == ("LOGGED", before)


SETTLED = {"actions": ["NONE"], "settlement": "We talked it over."}


@pytest.mark.clause("P11a", refuses=True)
def test_no_step_is_taken_where_its_proof_cannot_be_written(cast, sign_in):
    incident, client = scenarios.logged(cast), sign_in("manager")
    with nothing_changes(), no_rows("audit_proof"):
        answer = client.post(f"/incidents/{incident.reference}/settle/", {"version": incident.version} | SETTLED)
    assert answer.status_code == 503
    assert SENTENCE in words(answer)
    incident.refresh_from_db()
    assert incident.status == "LOGGED"


def test_nothing_of_an_import_is_kept_where_its_proofs_cannot_be_written(cast, tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_bytes(exports.text([exports.ROSE, exports.SAM], exports.CONTACTS).encode())
    with no_rows("audit_proof"), pytest.raises(chain.CannotRecord), transaction.atomic():
        import_customers(path, today=cast.today, progress=Silent)
    assert not Customer.objects.filter(reference__in=["C1", "C2"]).exists()


def test_a_row_that_no_step_saves_is_not_saved_where_its_proof_cannot_be_written(cast):
    area = cast.lead.areas.get()
    area.name = "Elsewhere"
    with no_rows("audit_proof"), pytest.raises(chain.CannotRecord), transaction.atomic():
        area.save()
    area.refresh_from_db()
    assert area.name != "Elsewhere"


def test_every_event_names_the_request_it_came_from(cast, sign_in):
    answer = sign_in("lead").get("/customers/D900001/")
    assert ReadEvent.objects.get().request == answer["X-Request-ID"]
    assert len(answer["X-Request-ID"]) == 32


def test_a_look_up_names_whom_it_showed(cast, sign_in):
    client = sign_in("officer")
    client.get("/look-up/?q=12+Sandpiper")
    shown = set(ReadEvent.objects.values_list("opened", "reference"))
    assert ("look-up", "D900001") in shown
    client.get("/look-up/?q=nobody+at+all")
    assert ReadEvent.objects.first().reference == ""


# The same on PostgreSQL, where the right to write was taken from the service's own role


@contextlib.contextmanager
def right_taken_away(table, roles):
    """We are the service, and may add no row to that table any more."""
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE INSERT ON {table} FROM {roles.service}")
    with signed_in_as(roles.service):
        yield


@pytest.mark.postgres
def test_no_page_of_a_case_is_shown_where_the_service_may_not_write_the_read_log(roles, client):
    cast = scenarios.set_the_scene(timezone.localdate())
    alert = scenarios.active(cast)
    letter = scenarios.issued(cast, alert)
    case = [f"/alerts/{alert.reference}/", f"/letters/{letter.reference}/", "/customers/D900001/"]
    client.force_login(cast.lead)
    assert [client.get(url).status_code for url in case] == [200, 200, 200]

    with right_taken_away("audit_readevent", roles):
        for url, sentence in [*((url, SENTENCE) for url in case), ("/look-up/?q=12+Sandpiper", STOP)]:
            answer = client.get(url)
            assert answer.status_code == 503, url
            assert sentence in words(answer)
            assert not [canary for canary in NAMES if canary in answer.content.decode()]


@pytest.mark.postgres
def test_no_step_is_taken_where_the_service_may_not_write_its_event(roles, client):
    cast = scenarios.set_the_scene(timezone.localdate())
    incident = scenarios.logged(cast)
    client.force_login(cast.manager)

    with right_taken_away("audit_auditevent", roles):
        answer = client.post(
            f"/incidents/{incident.reference}/settle/",
            {
                "version": incident.version,
                "actions": ["NONE"],
                "settlement": "We talked it over.",
            },
        )
        assert answer.status_code == 503
        assert SENTENCE in words(answer)
        assert not [canary for canary in NAMES if canary in answer.content.decode()]
    incident.refresh_from_db()
    assert incident.status == "LOGGED"
