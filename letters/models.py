"""A letter, the PDF it was issued as, and the standing words of each kind of letter."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from housing_alerts.customers.models import Customer
from housing_alerts.records.models import Referenced
from housing_alerts.staff.models import Organisation, Role, ServiceArea

from .workflow import LetterStatus, LetterWorkflow

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


class Kind(models.TextChoices):
    """The letters of Appendix E, and those that D3.2 and §9 ask for. The value is the template's name in lower case."""

    NOTIFICATION = "NOTIFICATION", "Notification of an alert"
    REVIEW_OUTCOME = "REVIEW_OUTCOME", "Outcome of a review"
    APPEAL_ACKNOWLEDGEMENT = "APPEAL_ACKNOWLEDGEMENT", "Acknowledgement of an appeal"
    APPEAL_OUTCOME = "APPEAL_OUTCOME", "Outcome of an appeal"
    INVESTIGATION_OUTCOME = "INVESTIGATION_OUTCOME", "Outcome of an investigation"


class Wording(models.Model):
    """The standing words of a kind of letter, in one version: a letter keeps which version it was made with."""

    kind = models.CharField(max_length=30, choices=Kind.choices)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    opening = models.TextField(help_text="Paragraphs are separated by an empty line.")
    closing = models.TextField(help_text="Paragraphs are separated by an empty line.")
    history = HistoricalRecords()

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="one_wording_of_a_version")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, version {self.version}"


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, colleague: "Colleague") -> "LetterQuerySet":
        """Who may open the customer's file may open its letters, and so may the Leads of the case's own area."""
        own = Q(service_area__in=colleague.area_ids) if colleague.holds(Role.OPERATIONAL_LEAD) else Q(pk__in=[])
        ours = own & Q(customer__in=Customer.objects.open_to(colleague))
        return self.filter(ours | Q(customer__in=Customer.objects.visible_to(colleague)))

    def about(self, subject: models.Model) -> "LetterQuerySet":
        """The letters of one subject."""
        return self.filter(subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk)

    def unsent(self) -> "LetterQuerySet":
        """Drafts and issued letters: what a decision to withhold cancels."""
        return self.filter(status__in=[LetterStatus.DRAFT, LetterStatus.ISSUED])

    def sent(self) -> "LetterQuerySet":
        """What went out and did not come back."""
        return self.filter(status=LetterStatus.SENT)


class Letter(LetterWorkflow, Referenced):
    """One letter to one addressee about one subject.

    ``facts`` is what the subject's app says the letter tells (its ``drafts``), as plain data; the template of the
    kind lays it out. ``subject`` is any record with a reference, a customer, a service area, ``why_not_write(kind)``
    and ``why_not_say(facts)``.
    """

    PREFIX = "LT"
    kind = models.CharField(max_length=30, choices=Kind.choices)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="letters")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    service_area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, related_name="+")
    grants_appeal = models.BooleanField("gives a right to appeal")
    addressee = models.CharField(max_length=200)
    address = models.TextField()
    facts = models.JSONField(default=dict)
    confirmed = models.JSONField("what the Lead confirmed to be meant", default=list, blank=True)
    signatory = models.CharField("in whose name", max_length=200)
    signatory_title = models.CharField(max_length=200)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "status"]),
            models.Index(fields=["status", "service_area"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[LetterStatus.DRAFT, LetterStatus.CANCELLED]) | ~Q(sha256=""),
                name="issued_letter_has_its_pdf",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[LetterStatus.ISSUED, LetterStatus.SENT])
                | Q(grants_appeal=False)
                | Q(reply_by__isnull=False),
                name="letter_that_grants_an_appeal_prints_the_last_day",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True, sent_method="") | Q(sent_on__isnull=False) & ~Q(sent_method=""),
                name="letter_sent_on_and_how_together",
            ),
        ]

    @property
    def template(self) -> str:
        """The template that lays this kind of letter out."""
        return f"letters/{self.kind.lower()}.html"

    def window(self, *, on: date) -> str:
        """P9a The days left to appeal, in words; nothing where no time to appeal has begun."""
        if self.status != LetterStatus.SENT or self.reply_by is None:
            return ""
        left = (self.reply_by - on).days
        return f"{left} day{'' if left == 1 else 's'} left to appeal" if left >= 0 else "the time to appeal has passed"

    @property
    def copies(self) -> list[dict[str, str]]:
        """P10b Who gets a copy, each with their address, as the letter says so itself."""
        copies: list[dict[str, str]] = self.facts.get("copies", [])
        return copies

    @property
    def copies_go_to(self) -> str:
        """The names and addresses to which copies go, one below the other."""
        return "\n".join(line for copy in self.copies for line in copy.values() if line)

    @property
    def issued_on(self) -> date | None:
        """The day the letter was issued, London."""
        return timezone.localdate(self.issued_at) if self.issued_at else None

    def context(self) -> dict[str, Any]:
        """What the letter's template is given."""
        return {
            "letter": self,
            "organisation": self.organisation,
            "wording": self.wording,
            "facts": self.facts,
            "large_print": self.customer.format == "LARGE_PRINT",
        }


class IssuedPdf(models.Model):
    """The bytes a letter was issued as. Written once."""

    APPEND_ONLY = True

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="pdf")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"PDF of {self.letter.reference}"
