"""The last check of the trail, and the last try that failed."""

from datetime import datetime

from django.db import models


class TrailCheck(models.Model):
    """P11a The result of the last check that ended, and the tries that have failed since. One row.

    ``found`` holds the first records that no step left so, each with what is wrong with it: references and the names of fields,
    and no content. ``found_count`` counts all.
    """

    begun_at = models.DateTimeField("when the first check began")
    started_at = models.DateTimeField("when the last check that ended began", null=True)
    ended_at = models.DateTimeField(null=True)
    positions = models.PositiveBigIntegerField("rows of the trail", default=0)
    rows = models.PositiveBigIntegerField("records", default=0)
    checkpoints = models.PositiveIntegerField("checkpoints to compare with", default=0)
    found_count = models.PositiveIntegerField("what no step left so", default=0)
    found: models.JSONField[list[list[str]]] = models.JSONField(default=list)
    broken_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField("tries in a row that failed", default=0)
    failed_at = models.DateTimeField(null=True)
    failed_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(found_count=0, broken_since__isnull=True)
                | models.Q(found_count__gt=0, broken_since__isnull=False),
                name="trail_broken_since_it_was_found",
            )
        ]

    def __str__(self) -> str:
        return "The trail"

    @property
    def reference(self) -> str:
        """The name of the check in the trail itself."""
        return "Trail"

    @property
    def is_broken(self) -> bool:
        """Return whether the last check that ended found something."""
        return self.found_count > 0

    @classmethod
    def present(cls, *, now: datetime) -> "TrailCheck":
        """Return the one row. If no check was ever begun, the row begins now."""
        return cls.objects.get_or_create(pk=1, defaults={"begun_at": now})[0]
