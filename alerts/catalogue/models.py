"""Reference data: the behaviours of Appendix D, the examples of §3, and the types of alert of §7."""

import copy
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from alerts.choices import Control, HangsOn
from housing_alerts.kernel import procedure


class OfferedQuerySet(models.QuerySet[Any]):
    def offered(self) -> Self:
        """Return the rows that a report can choose. Retired rows are left out."""
        return self.filter(retired_on__isnull=True)


class Behaviour(models.Model):
    """D1 A behaviour of Appendix D, or one added since, with the stage it proposes."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    definition = models.TextField()
    stage = models.CharField(max_length=10, choices=[(stage.value, stage.value.title()) for stage in procedure.Stage])
    threatens = models.BooleanField("is a threat of violence", default=False)
    retired_on = models.DateField("no longer chosen since", null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    history = HistoricalRecords()

    objects = OfferedQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """The name by which the audit trail calls the behaviour: its code."""
        return self.code

    @property
    def is_named(self) -> bool:
        """D1 Whether it is one of the nine behaviours that Appendix D names."""
        return self.code in {behaviour.code for behaviour in procedure.BEHAVIOURS}

    def has_twin(self) -> bool:
        """Return whether another behaviour has this name or code."""
        alike = models.Q(name__iexact=self.name) | models.Q(code=self.code)
        return Behaviour.objects.filter(alike).exclude(pk=self.pk).exists()


class Example(models.Model):
    """P3 An example of unacceptable behaviour, in one of the three families of §3."""

    code = models.CharField(max_length=40, unique=True)
    family = models.CharField(max_length=30, choices=[(f.value, name) for f, name in procedure.FAMILY_NAMES.items()])
    words = models.CharField(max_length=200)
    behaviour = models.ForeignKey(Behaviour, on_delete=models.PROTECT, null=True, related_name="examples")
    violent = models.BooleanField(default=False)
    retired_on = models.DateField("no longer chosen since", null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    history = HistoricalRecords()

    objects = OfferedQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.words

    @property
    def reference(self) -> str:
        """The name by which the audit trail calls the example: its code."""
        return self.code

    @property
    def is_named(self) -> bool:
        """P3 Whether §3 lists the example."""
        return self.code in {example.code for example in procedure.EXAMPLES}

    def has_twin(self) -> bool:
        """Return whether another example has these words or this code."""
        alike = models.Q(words__iexact=self.words) | models.Q(code=self.code)
        return Example.objects.filter(alike).exclude(pk=self.pk).exists()


class AlertTypeQuerySet(models.QuerySet["AlertType"]):
    def offered(self) -> "AlertTypeQuerySet":
        """Return the types that a Lead may recommend: confirmed, not retired, and not made only for an import."""
        return self.filter(imported_only=False, retired_on__isnull=True, unconfirmed=False)

    def to_confirm(self) -> "AlertTypeQuerySet":
        """P7b Return the types that wait for a Head of Service to confirm them or a change of them."""
        return self.filter(models.Q(unconfirmed=True) | ~models.Q(waiting={}))

    def named_alike(self, type: "AlertType") -> "AlertTypeQuerySet":
        """Return the other types that have the same code, or the same name in upper or lower case."""
        alike = models.Q(name__iexact=type.name) | models.Q(code=type.code)
        return self.filter(alike).exclude(pk=type.pk)


class AlertType(models.Model):
    """P7b A type of alert: its instructions to colleagues, and its wording in letters.

    The customer reads ``measure`` and the three consequences. Colleagues read ``instruction``.
    """

    IN_WORDS: ClassVar[dict[str, dict[str, str]]] = {"controls": dict(Control.choices)}
    """The words that the history shows in place of the codes in JSON fields."""
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    controls = models.JSONField(default=list)
    instruction = models.TextField()
    letter_required = models.BooleanField()
    affects_service = models.BooleanField()
    hangs_on = models.CharField(max_length=10, choices=HangsOn.choices)
    needs_conditions = models.BooleanField(default=False)
    period = models.PositiveSmallIntegerField("months between reviews", default=procedure.REVIEW_MONTHS)
    measure = models.TextField("what the customer reads of the measure", blank=True)
    consequence = models.TextField("what it means for the customer", blank=True)
    consequence_kept = models.TextField("what it means when a review keeps it", blank=True)
    consequence_removed = models.TextField("what it means when it is removed", blank=True)
    imported_only = models.BooleanField(default=False)
    retired_on = models.DateField("no longer recommended since", null=True, blank=True)
    unconfirmed = models.BooleanField("new, and not confirmed yet", default=False)
    waiting = models.JSONField("what a Head of Service has to confirm before it is used", default=dict, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    ukhds = models.CharField("UKHDS 3.5 code", max_length=40, blank=True)
    ukhds_draft = models.CharField("code of the draft of 2025", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField()
    history = HistoricalRecords()

    objects = AlertTypeQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period__gte=1, period__lte=procedure.REVIEW_MONTHS),
                name="type_period_is_12_months_at_most",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """The name by which the audit trail calls the type: its code."""
        return self.code

    @property
    def is_named(self) -> bool:
        """P7b Whether it is one of the nine types that §7 names, which need a decision letter."""
        return self.code in procedure.LETTER_TYPE_CODES

    @property
    def control_names(self) -> list[str]:
        """The labels of the type's controls."""
        return [control.label for control in Control if control in self.controls]

    @property
    def awaits(self) -> bool:
        """P7b Whether a Head of Service must confirm the type, or a change of it."""
        return self.unconfirmed or bool(self.waiting)

    def as_asked(self) -> "AlertType":
        """P7b Return a copy of the type as it will be after the Head of Service confirms it."""
        asked = copy.copy(self)
        for name, value in self.waiting.items():
            setattr(asked, name, value)
        return asked

    def has_twin(self) -> bool:
        """Return whether another type has this name or code."""
        return AlertType.objects.named_alike(self).exists()
