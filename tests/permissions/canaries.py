"""Words of their own in every field of a customer's file, to be looked for where they must not be."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models

from alerts.models import Action, Alert, Condition, Discussion, Entry, Incident, Investigation, Marker, Review
from appeals.models import Appeal
from housing_alerts.attachments.models import Attachment
from housing_alerts.customers.models import Adjustment, Customer, Merge, Pair, Representative, Tenancy, Vulnerability
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.models import Record
from letters.models import Letter
from monitoring.models import Contact, Strategy
from tests.letters import reader

MARK = "Canary"
NAME = "Whinchat"
"""The mark in names: whoever typed one is shown it again, and nobody else (decision 7)."""
FILE: list[type[Record]] = [Incident, Investigation, Alert, Condition, Discussion, Action, Review, Appeal, Letter]
FILE += [Attachment, Entry, Vulnerability, Adjustment, Representative, Marker, Merge, Pair, Contact, Strategy]
FOR_EVERYBODY = {(Alert, "instruction"), (Alert, "controls"), (Marker, "controls"), (Customer, "search_text")}
FOR_EVERYBODY |= {(Adjustment, "at_the_door")}
"""What to do at the door is for all who go there. (The words of the search are made of the names, which stand for them.)"""
CODES = {
    (Condition, "details"),
    (Alert, "recommended_terms"),
    (Attachment, "sha256"),
    (Letter, "sha256"),
    (Merge, "moved"),
    (Contact, "external_reference"),
    (Strategy, "channels"),
    (Merge, "changed"),
}
"""Choices by their codes: what is said of them follows from the code. And what proves that a file or a letter is as it was
kept, or what a step reads back and no page shows."""
NAMES = {(Customer, "forenames"), (Customer, "surname"), (Customer, "known_as"), (Tenancy, "group_name")}
EMPTY: dict[type[models.Model], list[str]] = {
    Action: ["absence_reason", "became_known", "known_since"],
    Alert: [
        "absence_reason",
        "amendments",
        "became_known",
        "decided_upon",
        "end_reason",
        "known_since",
        "proportionality",
        "taken_away",
        "withheld_before",
    ],
    Appeal: [
        "absence_reason",
        "accepted_reason",
        "answered_how",
        "asked",
        "authority_asked",
        "danger",
        "ends_sooner",
        "evidence",
        "findings",
        "given_up",
        "other_sender",
        "own_decision_reason",
        "question",
        "refused_reason",
        "taken_away",
        "vulnerability",
        "withdrawn_words",
    ],
    Condition: ["declaration"],
    Strategy: ["reviews"],
    Customer: ["email", "telephone"],
    Entry: ["words"],
    Incident: [
        "amendments",
        "circumstances",
        "correction",
        "elsewhere",
        "factors",
        "no_marker_reason",
        "others_affected",
        "police_consent_words",
        "police_reference",
        "settlement",
        "source",
        "typed",
        "void_reason",
    ],
    Investigation: [
        "absence_reason",
        "alert_considered",
        "answer",
        "asked",
        "became_known",
        "decision_reason",
        "known_since",
        "led_before",
        "legal_action",
        "open_matters",
        "question",
        "withdrawn_reason",
    ],
    Letter: ["answers", "cancelled_reason", "confirmed", "put_right"],
    Representative: ["address"],
    Review: ["closed_reason", "danger", "ends_sooner", "given_up", "taken_away"],
}
"""Fields that the steps of the planted case leave empty: each gets its word all the same."""
MAY_BE_FILLED = NAMES | {(model, name) for model, names in EMPTY.items() for name in names}
SHAPES: dict[tuple[type[models.Model], str], Callable[[str], Any]] = {
    (Alert, "decided_upon"): lambda word: [["What it rested on", [["Then", [["Said", word]]]], ""]],
    (Appeal, "asked"): lambda word: [[word, word]],
    **dict.fromkeys(
        [(Alert, "amendments"), (Incident, "amendments")],
        lambda word: [{"at": "2026-01-02T09:00:00+00:00", "request": word, "struck": "", "words": word}],
    ),
    (Incident, "typed"): lambda word: {"account": word},
    (Investigation, "asked"): lambda word: [[word, word]],
    (Investigation, "led_before"): lambda word: [[word, word, "2026-01-02", word]],
    (Strategy, "reviews"): lambda word: [["2026-01-02", word]],
    (Letter, "answers"): lambda word: [{"asked": word, "about": [], "by": word, "on": "2026-01-02", "said": word}],
}
"""What plain data looks like where an empty field tells nothing of its form."""
LEFT_EMPTY = {
    (Alert, "earlier_stays"): "days alone",
    (Alert, "ended_under"): "the version of the procedure",
    (Alert, "lifelines"): "codes alone",
    (Appeal, "procedure_version"): "the version of the procedure",
    (Entry, "reference"): "a constraint wants it empty until it was entered",
    (Incident, "steps"): "codes alone",
    (Investigation, "open_matter_kinds"): "codes alone",
    (Investigation, "procedure_version"): "the version of the procedure",
    (Contact, "taken_back_reason"): "a constraint wants it empty until it was taken back",
    (Strategy, "ended_reason"): "a constraint wants it empty until it has ended",
    (Merge, "undone_reason"): "a constraint wants it empty until it was undone",
}
"""What gets no word, and why."""
FOLLOWED = ("alerts:incident", "alerts:investigation_open")
"""The pages of an incident. Whoever reported it or triages it reads there what they themselves wrote or were told."""
WHO_FOLLOWS = ("officer", "manager")


def plant_all(customer: Customer) -> list[str]:
    """A word in each field of everything that hangs on the customer, and in their names. :returns: the words."""
    words = [word for model in FILE for record in model._default_manager.all() for word in plant(record)]
    tenancy = customer.memberships.get(tenancy__reference="T-D1").tenancy
    return [*words, *plant(customer), *plant(tenancy)]


def plant(record: Record) -> list[str]:
    """A word of its own in each field of text, and in the history. Constraints that want a field empty have their way.

    The version stays, so that what a page showed before is still the present one.
    """
    record.refresh_from_db()
    words = []
    for field in fields(record):
        if getattr(record, field.name) or (type(record), field.name) in MAY_BE_FILLED:
            mark = NAME if (type(record), field.name) in NAMES else MARK
            word = f"{mark}{type(record).__name__}{field.name.replace('_', '')}"[: field.max_length]
            shape = SHAPES.get((type(record), field.name), lambda text: [text])
            planted = _planted(field, getattr(record, field.name), word) or shape(word)
            setattr(record, field.name, planted)
            words += [word] if word in str(planted) else []
    record.version -= 1
    records.save(record, by=record.created_by, why=f"{MARK}Why{type(record).__name__}")
    return words


def fields(record: models.Model) -> Iterator[Any]:
    for field in record._meta.concrete_fields:
        plain = isinstance(field, models.CharField | models.TextField) and not field.choices and not field.unique
        plain = plain and field.name != "status"
        if (plain or isinstance(field, models.JSONField)) and (type(record), field.name) not in FOR_EVERYBODY | CODES:
            yield field


def _planted(field: Any, value: Any, word: str) -> Any:
    """The word; in the place of every text where the value is plain data.

    The terms that a step compares are left alone, and codes, which are of the product and of no customer.
    """
    if isinstance(field, models.EmailField):
        return f"{word}@example.org"
    if not isinstance(field, models.JSONField):
        return word
    if isinstance(value, dict):
        return {key: one if key == "terms" else _planted(field, one, word) for key, one in value.items()}
    if isinstance(value, list):
        return [_planted(field, one, word) for one in value]
    return word if isinstance(value, str) and value and not value.isupper() else value


def said(response: Any) -> str:
    """Every byte of the answer, headers included; a PDF as the text that is read in it."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Type", "").startswith("application/pdf"):
        return reader.text(content)
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return headers + content.decode(errors="replace")
