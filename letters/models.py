"""A letter, its issued PDF, and the standing words of each kind of letter."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from housing_alerts.customers.choices import Format
from housing_alerts.customers.models import Customer, Membership
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit.models import DELETED
from housing_alerts.kernel.procedure import Method
from housing_alerts.kernel.records.models import Referenced
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Organisation, ServiceArea

from . import attempts, periods, policies
from .choices import Kind, LetterStatus
from .dating import OnRecord
from .fate import came_back, never_had
from .machine import LetterMachine
from .subjects import Subject, as_record, days_on_record

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from housing_alerts.staff.models import Colleague


class Wording(models.Model):
    """One version of the standing words of a kind of letter. A letter keeps the version with which it was made."""

    kind = models.CharField(max_length=30, choices=Kind.choices)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    title_of_several = models.CharField(
        "title where it tells of several alerts", max_length=200, blank=True, help_text="Empty: the title fits both."
    )
    opening = models.TextField(help_text="Paragraphs are separated by an empty line.")
    closing = models.TextField(help_text="Paragraphs are separated by an empty line.")
    history = HistoricalRecords()

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="one_wording_of_a_version")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, version {self.version}"


WRITTEN = (LetterStatus.DRAFT, LetterStatus.ISSUED, LetterStatus.SENT)
"""The statuses of a letter that nobody has to write again: neither cancelled nor returned."""


def _is_about(model: type[models.Model], key: int | OuterRef) -> Q:
    """Return the condition for rows whose subject is that row of the model."""
    return Q(subject_type=ContentType.objects.get_for_model(model), subject_id=key)


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, colleague: "Colleague") -> "LetterQuerySet":
        """Return letters of files that the colleague may open, and of a Lead's areas unless a restriction closes the file."""
        own = Q(service_area__in=colleague.area_ids) if colleague.holds(Role.OPERATIONAL_LEAD) else Q(pk__in=[])
        ours = own & Q(customer__in=Customer.objects.open_to(colleague))
        return self.filter(ours | Q(customer__in=Customer.objects.visible_to(colleague)))

    def about(self, *subjects: Subject) -> "LetterQuerySet":
        """Return the letters that are about one of these subjects, or tell of one beside their own."""
        named = Q(pk__in=[])
        for subject in subjects:
            named |= _is_about(type(as_record(subject)), subject.pk)
        beside = AlsoAbout.objects.filter(named).order_by().values("letter")
        return self.filter(pk__in=Letter.objects.filter(named).order_by().values("pk").union(beside))

    def of_each(self, model: type[models.Model]) -> "LetterQuerySet":
        """Return the letters whose own subject is the row of an outer query of ``model``."""
        return self.filter(_is_about(model, OuterRef("pk")))

    def tell_of_each(self, model: type[models.Model]) -> Q:
        """Return the condition for rows of ``model`` that these letters tell of, as their subject or beside it.

        Each way is a query of its own, so that it takes its index: a look-up at a door asks this of each alert.
        """
        beside = AlsoAbout.objects.filter(_is_about(model, OuterRef("pk")), Exists(self.filter(pk=OuterRef("letter"))))
        return Q(Exists(self.of_each(model))) | Q(Exists(beside))

    def written(self) -> "LetterQuerySet":
        """Return the letters that are drafted, issued or sent."""
        return self.filter(status__in=WRITTEN)

    def unsent(self) -> "LetterQuerySet":
        """Return drafts and issued letters, which a decision to withhold cancels."""
        return self.filter(status__in=[LetterStatus.DRAFT, LetterStatus.ISSUED])

    def sent(self) -> "LetterQuerySet":
        """Return the letters that went out and did not come back."""
        return self.filter(status=LetterStatus.SENT)

    def to_correct(self) -> "LetterQuerySet":
        """P9a Return the letters that were wrong when they were sent, and that no other letter replaces yet."""
        instead = Letter.objects.written().filter(replaces=OuterRef("pk"))
        return self.sent().exclude(put_right="").filter(~Exists(instead))

    def counting(self) -> "Letter | None":
        """P9a Return the sent letter about one decision that gives the longest to appeal; of two alike, the newest.

        A newer letter gives no earlier day than the one it replaces, unless that one was received late or told of more.
        """
        sent: list[Letter] = [one for one in self if one.status == LetterStatus.SENT and one.grants_appeal]
        return max(sent, key=lambda letter: (letter.reply_by, letter.sent_on, letter.pk), default=None)

    def bulk_create(self, objs: "Iterable[Letter]", *args: object, **kwargs: object) -> NoReturn:
        """P7c Refuse to write letters in bulk. :raises NotAllowed: always; an attempt at a forbidden letter is recorded."""
        for letter in objs:
            attempts.note_letter(letter, by=None, doing="write in bulk")
        raise NotAllowed(policies.not_in_bulk())


class Letter(LetterMachine, Referenced):
    """One letter to one addressee about one subject, and about others beside it (:class:`AlsoAbout`).

    ``facts`` is the plain data that the subject's app gives for the letter (its ``drafts``); the template of the kind lays it
    out. ``answers`` holds the questions before it went out, with the words of the answer.
    """

    PREFIX = "LT"
    kind = models.CharField(max_length=30, choices=Kind.choices)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    subject_id = models.PositiveBigIntegerField()
    if TYPE_CHECKING:
        subject: Subject
    else:
        subject = GenericForeignKey("subject_type", "subject_id")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="letters")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    service_area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, related_name="+")
    grants_appeal = models.BooleanField("gives a right to appeal")
    addressee = models.CharField(max_length=200)
    address = models.TextField()
    facts = models.JSONField(default=dict)
    answers = models.JSONField("asked before it went out", default=list, blank=True, editable=False)
    confirmed = models.JSONField("what the Lead confirmed to be meant", default=list, blank=True)
    signatory = models.CharField("in whose name", max_length=200)
    signatory_title = models.CharField(max_length=200)
    contact = models.CharField("whom the customer can ask", max_length=200, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")

    beside: Sequence[Subject] = ()
    """The other subjects of the letter, until it is kept."""

    objects = LetterQuerySet.as_manager()

    if TYPE_CHECKING:
        also: "RelatedManager[AlsoAbout]"

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
    def subjects(self) -> list[Subject]:
        """All subjects that the letter tells of, its own first."""
        return [self.subject, *([each.subject for each in self.also.all()] if self.pk else self.beside)]

    def days_on_record(self) -> OnRecord:
        """E1 Return the days on record of all that the letter tells of."""
        return days_on_record(self.subjects)

    @property
    def in_place_of(self) -> "Letter | None":
        """P9a The sent letter that this one replaces, if this one leaves out nothing of it. One that came back does not count."""
        before = self.replaces
        if before is None or before.sent_on is None or came_back(before.returned_on, before.answers):
            return None
        told = before.to_tell_again() if before.put_right else before.subjects
        return before if set(told) <= set(self.subjects) else None

    def to_tell_again(self) -> list[Subject]:
        """P9a Return the subjects of which a letter of this kind may still tell. A correcting letter leaves none of them out."""
        return [subject for subject in self.subjects if subject.why_letter_refused(self.kind) is None]

    @property
    def references(self) -> list[str]:
        """The references of all that the letter tells of, each once."""
        return list(dict.fromkeys(subject.reference for subject in self.subjects))

    @property
    def tells_of_several(self) -> bool:
        """E1 Say whether the letter tells of more than one alert."""
        return len(self.facts.get("alerts", [])) > 1

    @property
    def title(self) -> str:
        """The title above the letter and of its PDF."""
        several = self.wording.title_of_several if self.tells_of_several else ""
        return several or str(self.facts.get("title") or self.wording.title)

    @property
    def name(self) -> str:
        """The name of the kind of letter, for colleagues."""
        told = str(self.facts.get("title") or self.get_kind_display())
        return told.replace("an alert", "several alerts") if self.tells_of_several else told

    @property
    def template(self) -> str:
        """The template that lays out this kind of letter."""
        return f"letters/{self.kind.lower()}.html"

    def window(self, *, on: date) -> str:
        """P9a Return the days left to appeal, in words, or "" if no time to appeal has begun."""
        if self.status != LetterStatus.SENT or self.reply_by is None:
            return ""
        left = (self.reply_by - on).days
        return f"{left} day{'' if left == 1 else 's'} left to appeal" if left >= 0 else "the time to appeal has passed"

    def counting(self) -> "list[tuple[Subject, Letter | None]]":
        """P9a List each subject of the letter with the letter from which the time to appeal against it runs."""
        return [(subject, Letter.objects.about(subject).counting()) for subject in self.subjects]

    def counts(self) -> str:
        """P9a Say from which letter the time to appeal runs. Return "" if this one grants no appeal.

        If it tells of several subjects and another letter told of some of them, each is named.
        """
        if not self.grants_appeal:
            return ""
        found = self.counting()
        gone = "They never had it" if never_had(self.answers) else "It came back"
        said = f"{gone}, so no time to appeal has begun from it. " if self.status == LetterStatus.RETURNED else ""
        if len({counting for _, counting in found}) == 1:
            return said + self._says(found[0][1])
        return said + "\n".join(f"{subject}. {self._says(counting)}" for subject, counting in found)

    def _says(self, counting: "Letter | None") -> str:
        if counting == self:
            return "This letter counts: the time to appeal runs from it."
        if counting:
            return f"Letter {counting.reference} of {show_date(counting.sent_on)} counts for the time to appeal."
        return "No letter that counts has been sent: no time to appeal has begun."

    def for_email(self) -> bool:
        """P10b Say whether the letter goes out as the text of an e-mail."""
        if self.sent_method or not self.customer.email:
            return self.sent_method == Method.EMAIL
        return self.planned_method == Method.EMAIL or self.customer.format == Format.EMAIL

    @property
    def lacks_email(self) -> bool:
        """P10b True if the customer prefers e-mail but has no address. The letter then goes on paper, and the page says so."""
        return self.customer.format == Format.EMAIL and not self.customer.email

    @property
    def going_out(self) -> str:
        """P9a The word for its going out: "posting" if it goes by post, otherwise "sending"."""
        by_post = (self.sent_method or self.planned_method) in BY_POST and not self.for_email()
        return "posting" if by_post else "sending"

    @property
    def made_elsewhere(self) -> str:
        """P10b The customer's format if it is made from the text of the letter and not printed here, otherwise ""."""
        return str(self.customer.get_format_display()) if self.customer.format in MADE_ELSEWHERE else ""

    @property
    def in_easier_print(self) -> bool:
        """P10b True if the letter is printed for easy reading, in the same words. This is less than real Easy Read."""
        return self.customer.format == Format.EASY_READ

    @property
    def assumed_receipt(self) -> date | None:
        """P9a The day from which its last day to appeal is counted; None if a letter before it gave a later last day."""
        received = procedure.deemed_receipt(Method(self.planned_method), self.planned_on)
        own = procedure.last_day_to_appeal(received, self.organisation.appeal_days)
        return None if self.reply_by and self.reply_by > own else received

    @property
    def copies(self) -> list[dict[str, str]]:
        """P10b The people who get a copy, each with their address, as the letter names them."""
        copies: list[dict[str, str]] = self.facts.get("copies", [])
        return copies

    @property
    def copies_go_to(self) -> str:
        """The names and addresses to which copies go, one below the other."""
        return "\n".join(line for copy in self.copies for line in (copy["name"], copy["address"]) if line)

    @property
    def envelope(self) -> list[str]:
        """P9a The lines in the window of the envelope. If they are too many for the print, they are joined and set smaller."""
        lines = [self.addressee, *self.address.splitlines()]
        return [lines[0], ", ".join(lines[1:-1]), lines[-1]] if self.tight and len(lines) > 3 else lines

    @property
    def tight(self) -> bool:
        """P9a True if the address has more lines than the window shows at the size of the letter's print."""
        most, width = WINDOW_LINES.get(self.customer.format, WINDOW_LINES[""])
        return sum(-(-len(line) // width) for line in [self.addressee, *self.address.splitlines()]) > most

    def places_there(self) -> list[Membership]:
        """Return the customer's places, past and present, at the address of the letter."""
        places = self.customer.memberships.all()
        return [one for one in places if "\n".join(one.tenancy.asset.address_lines) == self.address]

    @property
    def issued_on(self) -> date | None:
        """The day on which the letter was issued, in London."""
        return timezone.localdate(self.issued_at) if self.issued_at else None

    def context(self) -> dict[str, Any]:
        """Return the context for the letter's template."""
        return {
            "letter": self,
            "organisation": self.organisation,
            "wording": self.wording,
            "facts": self.facts,
            "kept": periods.kept_by(self.organisation),
            "large_print": self.customer.format == Format.LARGE_PRINT,
            "easy_read": self.in_easier_print,
        }


BY_POST = (Method.FIRST_CLASS, Method.RECORDED, Method.SECOND_CLASS)
"""The ways of sending a letter by post."""

WINDOW_LINES = {"": (6, 40), Format.EASY_READ: (5, 31), Format.LARGE_PRINT: (5, 27)}
"""P9a The lines of each print that the envelope's window shows, and the characters that surely fit on one."""

MADE_ELSEWHERE = (Format.BRAILLE, Format.AUDIO, Format.OTHER_LANGUAGE)
"""P10b The formats that somebody makes from the text of a letter before it is sent."""


class AlsoAbout(models.Model):
    """Another subject that a letter tells of: another alert of the same decision, or an action that was agreed with it."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="also")
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    subject_id = models.PositiveBigIntegerField()
    if TYPE_CHECKING:
        subject: Subject
    else:
        subject = GenericForeignKey("subject_type", "subject_id")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "subject_type", "subject_id"], name="letter_tells_of_each_thing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter.reference} tells of {self.subject}"


class IssuedPdf(models.Model):
    """The bytes of an issued letter, and the same letter as text. Written once.

    The fingerprint of the bytes stands on the letter, that of the text beside it. A letter that was issued before texts had one
    has none: its text is taken from the bytes.
    """

    APPEND_ONLY = True
    DISPOSED_OF = DELETED

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="pdf")
    content = models.BinaryField()
    text = models.TextField(blank=True)
    text_sha256 = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"PDF of {self.letter.reference}"
