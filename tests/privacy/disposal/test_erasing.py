"""Disposal knows every table and field of the service, or it is written down why one stays (P13a)."""

from django.apps import apps
from django.db import models

from housing_alerts.customers.models import Asset, AtHome, Customer, Membership, Tenancy, Word
from housing_alerts.kernel.audit.models import AuditEvent, Disposable, Proof, ReadEvent
from housing_alerts.kernel.records.models import Record
from housing_alerts.outbox.models import Message
from letters.models import AlsoAbout
from privacy.bundle.held import BOOKKEEPING, HELD, fields_of
from privacy.disposal import sweeping
from privacy.disposal.erasing import OURS, PLAN, joined
from tests.privacy.bundle.test_held import NOT_HELD, _tables

GOES = {each.model for each in PLAN}
BY_REFERENCE = {Message, AuditEvent, Proof, ReadEvent}
"""What goes, or is emptied, because it names what goes."""
STAYS = {
    Customer: "as the import brings it; what is ours is emptied",
    Tenancy: "brought by the import",
    Membership: "brought by the import",
    Asset: "brought by the import",
}
GOES_THOUGH_NOT_HELD = {"AttachedBytes", "AlsoAbout", "WelfareCheck", "Disclosure", "Telling", "VisitNotice"}
"""What the bundle gives by another table, or not at all, and a disposal deletes all the same."""
BROUGHT = {
    "reference",
    "organisation",
    "service_area",
    "title",
    "forenames",
    "surname",
    "known_as",
    "born",
    "died",
    "death_known_at",
    "telephone",
    "email",
    "merged_into",
}
"""What of a customer the import brings, or follows from it."""
FLAGS = {"never_write", "never_message"}


def test_each_table_with_something_about_a_person_goes_or_says_why_it_stays():
    held = {each.model for each in HELD}
    assert held - GOES - BY_REFERENCE - set(STAYS) == set()
    assert {model.__name__ for model in GOES - held} == GOES_THOUGH_NOT_HELD


def test_each_other_table_says_why_nothing_of_it_goes():
    named = {model if not isinstance(model, str) else apps.get_model(model) for model in NOT_HELD}
    assert set(_tables()) - GOES - BY_REFERENCE - set(STAYS) - named == set()


def test_each_field_of_a_customer_is_brought_kept_or_emptied():
    emptied = set(OURS) | {"readers"}
    assert fields_of(Customer) == BROUGHT | FLAGS | emptied
    assert not emptied & (BROUGHT | FLAGS)
    assert "search_text" in BOOKKEEPING, "it is made anew of the names"


def test_each_field_of_the_trail_is_emptied_or_says_nothing_of_the_person():
    for model in [AuditEvent, ReadEvent]:
        assert {field.name for field in model._meta.concrete_fields} - set(model.BLANK) - {"again"} == {
            "position",
            "at",
            "by",
            "content_digest",
            "digest",
        }


def test_of_a_proof_the_salt_and_the_digests_go():
    assert {field.name for field in Proof._meta.concrete_fields} - set(Proof.BLANK) == {
        "position",
        "at",
        "step",
        "event",
        "of_table",
        "key",
        "fields_as",
        "content_digest",
        "digest",
    }


def test_each_key_of_what_goes_is_followed_from_a_table_that_goes():
    """A row that names a row which goes, goes with it, or its whole batch would be undone."""
    for each in PLAN:
        before = {other.model for other in PLAN[: PLAN.index(each)]}
        assert {each.model._meta.get_field(name).related_model for name in each.follows} <= before
        names = {field.name for field in each.model._meta.concrete_fields if field.related_model is Customer}
        assert set(each.of) == names
        keys = {field.name for field in each.model._meta.concrete_fields}
        assert each.about == ("subject_id" in keys and each.model not in (_letter(), AlsoAbout))


def _letter():
    return apps.get_model("letters.Letter")


MAY_NAME = {
    ("Incident", "breach_of"): "its two files go together, or neither does",
    ("Marker", "changed_to"): "both are on one person, or of one incident",
    ("Alert", "investigation"): "both are of one person",
    ("Alert", "replaces"): "both are of one person",
    ("Letter", "replaces"): "both are to one person",
    ("Investigation", "from_review"): "both are of one person",
    ("Condition", "representative"): "whoever acts for the person of the alert",
    ("Appeal", "alert"): "both are of one person",
    ("Appeal", "action"): "both are of one person",
    ("Appeal", "review"): "both are of one person",
    ("Appeal", "representative"): "whoever acts for the person of the appeal",
}
"""The keys between what goes that are not followed, because both ends go by their person."""


def test_whatever_names_what_goes_goes_too():
    unknown = set()
    for model in apps.get_models(include_auto_created=True):
        if hasattr(model, "instance_type"):
            continue
        plan = next((each for each in PLAN if each.model is model), None)
        joins = {through for each in GOES for through, _ in joined(each)}
        for field in model._meta.concrete_fields:
            if field.related_model in GOES and model not in joins:
                followed = plan is not None and field.name in plan.follows
                if not followed and (model.__name__, field.name) not in MAY_NAME:
                    unknown.add(f"{model._meta.label}.{field.name}")
    assert unknown == set()


def test_every_history_and_every_join_is_swept_with_its_table():
    swept = set(sweeping._touched())
    kept_in = {model for model in apps.get_models(include_auto_created=True) if _is_of(model)}
    assert kept_in - swept == set()
    assert swept - kept_in <= GOES | BY_REFERENCE | {Disposable, Customer, Word, AtHome}


def _is_of(model: type[models.Model]) -> bool:
    """Whether it is the past of what goes, or joins it to something."""
    going = {*GOES, Customer}
    past = {each.history.model for each in going if issubclass(each, Record)}
    through = {joining for each in going for joining, _ in joined(each)}
    named = {field.related_model for field in model._meta.concrete_fields}
    return model in past | through or bool(named & past)
