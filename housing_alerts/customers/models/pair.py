"""Two files that may be of one person, and what an Operational Lead said of them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from housing_alerts.customers.choices import PairAnswer
from housing_alerts.kernel.records.models import Record

from .people import Customer


class PairQuerySet(models.QuerySet["Pair"]):
    def with_files(self) -> "PairQuerySet":
        """Mark each pair with the keys of its two files, ``new_key`` and ``known_key``: after a merge, of the kept file."""
        return self.annotate(
            new_key=Coalesce("new__merged_into_id", "new_id"), known_key=Coalesce("known__merged_into_id", "known_id")
        )

    def unanswered(self) -> "PairQuerySet":
        """Return the pairs that nobody has answered and whose files are still two, marked as by :meth:`with_files`."""
        return self.with_files().filter(~Q(new_key=F("known_key")), answer="")

    def told(self) -> "PairQuerySet":
        """P11a Return the pairs of which the new file's door tells: of a restricted known file only if the new one is, too."""
        known = Q(known__restricted=False) & (Q(known__merged_into=None) | Q(known__merged_into__restricted=False))
        return self.filter(known | Q(new__restricted=True) | Q(new__merged_into__restricted=True))

    def between(self, keys: list[int]) -> "PairQuerySet":
        """Return the marked pairs whose two files are among these keys."""
        marked: Any = self
        return marked.filter(new_key__in=keys, known_key__in=keys)


class Pair(Record):
    """P11a Two files that may be of one person: the import made ``new``, and it resembles ``known``.

    A merge of the two settles it, and so does an answer. Each names the file that the import found. If that was merged into
    another file, the question is about the kept one.
    """

    new = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="pairs")
    known = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="pairs_of_known")
    answer = models.CharField(max_length=20, choices=PairAnswer.choices, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = "pair of files"
        verbose_name_plural = "pairs of files"
        ordering = ["pk"]
        indexes = [models.Index(fields=["new", "known"], condition=Q(answer=""), name="unanswered_pair")]
        constraints = [
            models.UniqueConstraint(fields=["new", "known"], name="two_files_are_one_pair"),
            models.CheckConstraint(condition=~Q(new=F("known")), name="pair_is_of_two_files"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True, answered_by__isnull=True, reason="")
                | Q(answered_on__isnull=False, answered_by__isnull=False) & ~Q(answer="") & ~Q(reason=""),
                name="pair_answered_by_and_on_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.new.reference} and {self.known.reference}"

    @property
    def new_file(self) -> Customer:
        """The file that now stands for the new one."""
        return self.new.merged_into or self.new

    @property
    def known_file(self) -> Customer:
        """The file that now stands for the known one."""
        return self.known.merged_into or self.known

    @property
    def reference(self) -> str:
        """The reference of the new file."""
        return self.new_file.reference

    @property
    def customer(self) -> Customer:
        """P11a The customer to whose file the pair belongs: the known one if that is restricted, so that few read of it."""
        return self.known_file if self.known_file.restricted else self.new_file
