"""Audit events and the read log: two chains of rows. Both name a record by its reference, as text."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models

START = "0" * 64
"""The digest that the first row of a chain follows."""
DELETED, BLANKED = "deleted", "blanked"
"""The ways in which a protected row is disposed of."""


class Disposable(models.Model):
    """A protected row that a disposal which runs now may delete or blank. There is none at any other time."""

    batch = models.CharField(max_length=20)
    of_table = models.CharField(max_length=63)
    key = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["of_table", "key"])]

    def __str__(self) -> str:
        return f"{self.of_table} {self.key}, {self.batch}"


class Link(models.Model):
    """A row of a chain that only grows: each row carries a digest of itself and of the row before.

    The digest covers ``content_digest``, not the content. Content that has to be disposed of one day can go, with its salt, and
    the chain still holds.
    """

    APPEND_ONLY = True
    DISPOSED_OF = BLANKED
    CONTENT: ClassVar[tuple[str, ...]] = ("position", "at")
    BLANK: ClassVar[tuple[str, ...]]
    """The fields that disposal empties. Who and when stay: they say nothing of the person whose file is gone."""
    TURN: ClassVar[int]
    """The lock under which rows are appended (:func:`housing_alerts.kernel.records.saving.take_turn`)."""

    position = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    salt = models.CharField(max_length=32)
    content_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        abstract = True

    def content(self) -> dict[str, Any]:
        """Return the content of the row as plain data."""
        found = {name: getattr(self, name) for name in self.CONTENT}
        return found | {"at": self.at.astimezone(UTC).isoformat()}

    def digest_of_content(self) -> str:
        """Return the SHA-256, as hexadecimal digits, of the salt and the content in a fixed order."""
        words = json.dumps(self.content(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(f"{self.salt}{words}".encode()).hexdigest()

    @property
    def is_blank(self) -> bool:
        """Return whether disposal emptied the row."""
        return not any(getattr(self, name) for name in self.BLANK)

    def digest_after(self, before: str) -> str:
        """Return the SHA-256, as hexadecimal digits, of the digest ``before`` and this row's content."""
        return hashlib.sha256(f"{before}{self.content_digest}".encode()).hexdigest()


class Happening(Link):
    """A link that says what a colleague did or read."""

    CONTENT = (*Link.CONTENT, "by_id", "acting_as", "reference", "request")

    acting_as = models.CharField(max_length=200, blank=True, help_text="The colleague's roles at that moment.")
    reference = models.CharField(max_length=40, blank=True, db_index=True)
    request = models.CharField(max_length=32, blank=True, help_text="The request it came from; none for a command.")

    class Meta:
        abstract = True


class AuditEvent(Happening):
    """One step, recorded in the transaction of the step."""

    CONTENT = (*Happening.CONTENT, "action", "customer", "why")
    BLANK = ("acting_as", "reference", "request", "salt", "action", "customer", "why")
    TURN = 1

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=60)
    customer = models.CharField("customer's reference", max_length=40, blank=True, db_index=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["-position"]
        verbose_name = "audit event"

    def __str__(self) -> str:
        return "Disposed of" if self.is_blank else f"{self.action} {self.reference}"


VISIT = timedelta(minutes=5)
"""The time within which the same opening by the same colleague belongs to the same visit."""


class ReadEventQuerySet(models.QuerySet["ReadEvent"]):
    def opened_of_late(self, *, now: datetime, by: int, acting_as: str, opened: str) -> "ReadEventQuerySet":
        """Return the openings of records by the colleague in the same way within :data:`VISIT`."""
        same = self.filter(at__gte=now - VISIT, by_id=by, acting_as=acting_as, opened=opened)
        return same.exclude(reference="").order_by()


AUDIT_SITE = "audit: "
"""The start of the name of each page of the audit site, before the name of its address."""
_SAID = {
    "look-up": "Look-up",
    "name for a report": "The name on the form of a report",
    "suggestions": "Names suggested for what was typed",
    "visits": "Sheet of visits",
    "visits kept on a phone": "Sheet of visits, kept on a phone",
    "visits opened without a connection": "Sheet of visits, opened on a phone without a connection",
    "names for visits": "Names to choose from for a list of visits",
}
_PAGES = {
    "changelist": "the list of {many}",
    "change": "one of the {many}",
    "history": "the history of one of the {many}",
    "export": "the list of {many}, saved as a file",
}


def opened_in_words(opened: str) -> str:
    """Return the name of a page or file that somebody opened, as people say it."""
    if not opened.startswith(AUDIT_SITE):
        return _SAID.get(opened, opened[:1].upper() + opened[1:])
    of, _, page = opened.removeprefix(AUDIT_SITE).rpartition("_")
    app, _, name = of.partition("_")
    if page not in _PAGES or (app, name) not in {
        (one._meta.app_label, one._meta.model_name) for one in apps.get_models()
    }:
        return "Audit site"
    many = str(apps.get_model(app, name)._meta.verbose_name_plural)
    return f"Audit site: {_PAGES[page].format(many=many)}"


class ReadEvent(Happening):
    """One opening of a page or file with sensitive content, written before it is served.

    ``again`` follows from the rows before, so no digest covers it: it only lets a list show one row for a visit.
    """

    CONTENT = (*Happening.CONTENT, "opened")
    BLANK = ("acting_as", "reference", "request", "salt", "opened")
    TURN = 2
    IN_WORDS: ClassVar[dict[str, Callable[[str], str]]] = {"opened": opened_in_words}

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened = models.CharField(max_length=60)
    again = models.BooleanField("in the same visit as an opening before", default=False)

    objects = ReadEventQuerySet.as_manager()

    class Meta:
        ordering = ["-position"]
        verbose_name = "read event"

    def __str__(self) -> str:
        return "Disposed of" if self.is_blank else f"{opened_in_words(self.opened)} {self.reference}".strip()


class Proof(Link):
    """A row of another table as a step left it: a salted digest of each field. It holds no content.

    ``fields_as`` names the list of the fields, in whose order ``digests`` stand; it is empty for a row that was deleted. A proof
    with the key 0 is of no row: it holds the list itself. ``event`` is the newest audit event at that time.
    """

    CONTENT = (*Link.CONTENT, "step", "event", "of_table", "key", "fields_as", "digests")
    BLANK = ("salt", "digests")
    TURN = 1

    step = models.CharField(max_length=60)
    event = models.PositiveBigIntegerField()
    of_table = models.CharField(max_length=63)
    key = models.PositiveBigIntegerField()
    fields_as = models.CharField(max_length=16, blank=True)
    digests = models.TextField(blank=True)

    class Meta:
        ordering = ["-position"]
        indexes = [models.Index(fields=["of_table", "key"], name="proof_of_a_row")]

    def __str__(self) -> str:
        return f"{self.of_table} {self.key}, by {self.step}"


CHAINS: dict[str, type[Link]] = {"audit events": AuditEvent, "read log": ReadEvent, "proofs": Proof}
"""The chains by their names."""
