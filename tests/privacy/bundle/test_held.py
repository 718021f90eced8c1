"""Every table and field of the service is in the bundle, or it is written down why not (P13b)."""

from django.apps import apps
from django.contrib.auth.models import Group as AuthGroup
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models

from alerts.models import AlertType, Behaviour, Example, Reconciliation, VisitList, VisitNotice, WelfareCheck
from housing_alerts.attachments.models import AttachedBytes
from housing_alerts.customers.models import AtHome, Customer, Word
from housing_alerts.duties.models import CalendarAddress, Choice, Telling
from housing_alerts.kernel.audit.models import Disposable, Proof
from housing_alerts.kernel.records.models import Count, ReferenceSeries
from housing_alerts.outbox.models import DailyRun, Pulse
from housing_alerts.staff.models import Absence, Colleague, Grant, Organisation, RoleHeld, ServiceArea
from letters.models import AlsoAbout, Wording
from monitoring.models import ContactLoad, Publication, Response
from privacy.bundle.held import BOOKKEEPING, HELD, fields_of
from privacy.models import Disclosure, DisposalBatch, RetentionRule, Tombstone, TrailCheck

_OF_COLLEAGUES = "about a colleague, and no customer"
_LISTS = "a list of the service, about nobody"
NOT_HELD: dict[type[models.Model] | str, str] = {
    AttachedBytes: "the bytes of a photo or file, given as that file",
    AlsoAbout: "joins a letter to what its words tell of",
    WelfareCheck: "tells how a colleague was after an incident, and nothing of the customer",
    Disclosure: "made while a request is answered: what was kept back, and why",
    VisitList: _OF_COLLEAGUES,
    VisitNotice: "that a colleague was told that something changed; the alert or marker is given",
    Telling: "that a colleague was told of a duty, which is given",
    Word: "the words of names and addresses, which are given with these",
    AtHome: "the words of names and addresses, which are given with these",
    Colleague: _OF_COLLEAGUES,
    RoleHeld: _OF_COLLEAGUES,
    Grant: _OF_COLLEAGUES,
    Absence: _OF_COLLEAGUES,
    CalendarAddress: _OF_COLLEAGUES,
    Choice: _OF_COLLEAGUES,
    "account.EmailAddress": _OF_COLLEAGUES,
    "account.EmailConfirmation": _OF_COLLEAGUES,
    Session: "that a colleague is signed in",
    "admin.LogEntry": "the library's own log of its site, in which nobody can change anything",
    Permission: "the library's own; the service uses none",
    AuthGroup: "the library's own; the service uses none",
    ContentType: _LISTS,
    ReferenceSeries: _LISTS,
    Count: "how often something was tried; its keys name nobody",
    Pulse: "a sign of life of the worker",
    DailyRun: "which job ran on which day",
    "django_tasks_database.DBTaskResult": "jobs of the worker, which name a message by its number",
    Organisation: _LISTS,
    ServiceArea: _LISTS,
    Reconciliation: "how many alerts differed; each row is given",
    ContactLoad: "how many contacts came from which system; the contacts are given",
    Publication: "totals, in which nobody can be found",
    Response: "what was done about such totals",
    Wording: _LISTS,
    RetentionRule: _LISTS,
    DisposalBatch: "names nobody; the files in it are given",
    Tombstone: "says what went, of nobody in particular",
    TrailCheck: "references and names of fields, until the next night",
    Proof: "digests of rows that are given; it holds no content",
    Disposable: "rows that go while a disposal runs; it is empty at any other time",
    Behaviour: _LISTS,
    Example: _LISTS,
    AlertType: _LISTS,
}
"""The table, or its label where a library has it."""
NO_PART_OF_THE_SERVICE = ("tools",)
"""The demonstration, which no installation has."""

OURS = {model: reason for model, reason in NOT_HELD.items() if not isinstance(model, str)}


def _tables():
    """Every table, those that keep what another was before left out: they go with it."""
    return [
        model
        for model in apps.get_models()
        if not hasattr(model, "instance_type") and model._meta.app_label not in NO_PART_OF_THE_SERVICE
    ]


def test_each_table_is_held_or_says_why_not():
    held = {each.model for each in HELD}
    known = held | set(OURS) | {apps.get_model(label) for label in NOT_HELD if isinstance(label, str)}
    assert {model._meta.label for model in _tables()} - {model._meta.label for model in known} == set()
    assert {model._meta.label for model in held & set(OURS)} == set()


def test_each_field_is_given_or_says_why_not():
    for held in HELD:
        given, left_out = set(held.fields), set(held.left_out)
        assert fields_of(held.model) == given | left_out
        assert given & left_out == set()
        assert set(held.of_others) | set(held.words_in) <= given
        assert all(reason.strip() for reason in held.left_out.values())


def test_what_hangs_on_a_customer_is_found_from_the_customer():
    """A table with a key of a customer is held by it, or says why nothing of it is given."""
    for model in list(_tables()):
        keys = {field.name for field in model._meta.concrete_fields if field.related_model is Customer}
        ways = next((set(each.ways) for each in HELD if each.model is model), set())
        assert model in OURS or model is Customer or keys <= ways


def test_what_every_row_has_is_nothing_else():
    assert BOOKKEEPING.isdisjoint({name for each in HELD for name in each.fields})
