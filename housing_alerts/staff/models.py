"""Organisations, service areas, colleagues and the roles they hold."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import Record

from .absences.deputising import Deputising
from .choices import TRIAGE, Role

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from .absences.models import AbsenceQuerySet


class Organisation(models.Model):
    """P1 One of the two landlords, with the details for its letters and its own time limits, which are never harsher."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=100, unique=True)
    address = models.TextField(help_text="One line for each line of the letterhead.")
    telephone = models.CharField(max_length=40)
    email = models.EmailField("e-mail for appeals and questions")
    website = models.CharField(max_length=100)
    colour = models.CharField(max_length=7, default="#1d4f5c", help_text="The letterhead's colour, as #rrggbb.")
    appeal_days = models.PositiveSmallIntegerField(default=procedure.APPEAL_DAYS)
    answer_days = models.PositiveSmallIntegerField(default=procedure.ANSWER_DAYS)
    acknowledge_days = models.PositiveSmallIntegerField(default=procedure.ACKNOWLEDGE_BUSINESS_DAYS)
    withheld_months = models.PositiveSmallIntegerField(
        "months to the review of an alert of which the customer is not told, at most",
        default=procedure.REVIEW_MONTHS_WITHHELD,
    )
    address_months = models.PositiveSmallIntegerField(
        "months after which an address is confirmed again before a letter goes there",
        default=procedure.ADDRESS_MONTHS,
    )
    contact_weeks = models.PositiveSmallIntegerField(default=procedure.CONTACT_WEEKS)
    contact_floor = models.PositiveSmallIntegerField(default=procedure.CONTACT_FLOOR)
    contact_most = models.PositiveSmallIntegerField(default=procedure.CONTACT_MOST)
    own_appeals_allowed = models.BooleanField(
        "whoever made a decision may decide the appeal against it, with a recorded reason", default=True
    )
    markers_allowed = models.BooleanField("interim safety markers may be placed", default=True)
    lone_working_policy = models.CharField("where the Lone Working Policy is", max_length=200, blank=True)
    health_and_safety_policy = models.CharField("where the Health and Safety Policy is", max_length=200, blank=True)
    wellbeing_name = models.CharField("who looks after colleagues' well-being", max_length=100, blank=True)
    wellbeing_contact = models.CharField("how to reach them", max_length=200, blank=True)
    police_name = models.CharField("who gives police advice", max_length=100, default="the police")
    police_telephone = models.CharField("their telephone number", max_length=40, default="101")
    ombudsman_name = models.CharField("whose ombudsman scheme it is a member of", max_length=100, blank=True)
    ombudsman_contact = models.TextField("how to reach the ombudsman", blank=True)
    ico_contact = models.TextField("how to reach the Information Commissioner's Office")
    data_protection_name = models.CharField("who answers for data protection, in a sentence", max_length=100)
    data_protection_email = models.EmailField("e-mail for data protection")
    data_protection_address = models.TextField("where post about data protection goes, if elsewhere", blank=True)
    privacy_notice = models.CharField("where the privacy notice is", max_length=200)
    asked_address = models.TextField("address that a second person has to confirm", blank=True)
    asked_email = models.EmailField("e-mail that a second person has to confirm", blank=True)
    asked_markers_off = models.BooleanField("that a second person has to confirm: no interim markers", default=False)
    asked_by = models.ForeignKey("Colleague", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField("when that was asked for", null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(appeal_days__gte=procedure.APPEAL_DAYS), name="appeal_window_is_28_days_or_longer"
            ),
            models.CheckConstraint(
                condition=models.Q(answer_days__lte=procedure.ANSWER_DAYS), name="appeal_answer_is_28_days_or_sooner"
            ),
            models.CheckConstraint(
                condition=models.Q(acknowledge_days__lte=procedure.ACKNOWLEDGE_BUSINESS_DAYS),
                name="appeal_acknowledged_in_5_days_or_sooner",
            ),
            models.CheckConstraint(
                condition=models.Q(withheld_months__gte=1, withheld_months__lte=procedure.REVIEW_MONTHS),
                name="withheld_alert_is_reviewed_in_12_months_or_sooner",
            ),
            models.CheckConstraint(
                condition=models.Q(address_months__gte=1), name="address_is_confirmed_after_a_month_or_later"
            ),
            models.CheckConstraint(
                condition=models.Q(contact_weeks__gte=1, contact_floor__gte=1, contact_most__gte=1),
                name="contact_is_high_by_numbers",
            ),
            models.CheckConstraint(
                condition=models.Q(ombudsman_name="", ombudsman_contact="")
                | ~models.Q(ombudsman_contact="") & ~models.Q(ombudsman_name=""),
                name="ombudsman_has_a_name_and_an_address",
            ),
            models.CheckConstraint(
                condition=models.Q(asked_by__isnull=True, asked_at__isnull=True, asked_address="", asked_email="")
                | models.Q(asked_by__isnull=False, asked_at__isnull=False)
                & ~models.Q(asked_address="")
                & ~models.Q(asked_email=""),
                name="letterhead_asked_for_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """The name of the organisation in the trail."""
        return self.code

    @property
    def waits(self) -> bool:
        """Return whether an address for letters, or that no marker may be placed, waits for a second person."""
        return self.asked_at is not None

    @property
    def address_waits(self) -> bool:
        """Return whether an address for letters and appeals waits for a second person."""
        asked = (self.asked_address.splitlines(), self.asked_email)
        return self.waits and asked != (self.address.splitlines(), self.email)


class ServiceArea(models.Model):
    """The part of the landlord with its own Head of Service."""

    name = models.CharField(max_length=100, unique=True)
    history = HistoricalRecords()

    if TYPE_CHECKING:
        colleagues: RelatedManager["Colleague"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """The name of the service area in the trail."""
        return self.name[:40]

    def holders(self, role: str) -> "models.QuerySet[Colleague]":
        """Return the colleagues who may sign in and hold that role for the area."""
        return self.colleagues.filter(is_active=True, held__role=role)

    def has(self, role: str) -> bool:
        """Return whether somebody who may sign in holds that role for the area."""
        return self.holders(role).exists()

    @property
    def decider(self) -> str:
        """P7a Name the decider for the area: the Leadership Team while the area has no Head of Service."""
        return f"the Head of Service for {self}" if self.has(Role.HEAD_OF_SERVICE) else "the Leadership Team"


TELEPHONE = RegexValidator(r"^\+?[0-9 ]{5,}$", "Enter a telephone number such as 01626 555 0123")
WHY_POSTCODE = "Only so that the Data Protection Officer sees who opens the file of a neighbour or relative."


class Colleague(Deputising, AbstractUser):
    """A person who works for a landlord or one of its contractors, and signs in."""

    employer = models.CharField(max_length=100, blank=True, help_text="The landlord, or the contractor's company.")
    job_title = models.CharField(max_length=100, blank=True)
    telephone = models.CharField(max_length=40, blank=True, validators=[TELEPHONE])
    postcode = models.CharField("home postcode", max_length=10, blank=True, help_text=WHY_POSTCODE)
    line_manager = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="staff")
    former_names = models.JSONField(default=list, blank=True, editable=False)
    areas = models.ManyToManyField(ServiceArea, blank=True, related_name="colleagues")
    closed_on = models.DateField("account closed on", null=True, blank=True, editable=False)
    duty_from = models.DateField("first day as duty manager", null=True, blank=True)
    duty_until = models.DateField("last day as duty manager", null=True, blank=True)
    must_change_password = models.BooleanField(
        default=False,
        editable=False,
        help_text="Somebody else knows the password. Nothing else opens until it is changed.",
    )
    password_set_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="Who knew the password before the colleague chose one, so that the two may have been one person since.",
    )
    password_set_at = models.DateTimeField("password set on", null=True, blank=True, editable=False)
    history = HistoricalRecords(excluded_fields=["password", "last_login"], m2m_fields=[areas])

    if TYPE_CHECKING:
        held: RelatedManager["RoleHeld"]
        grants: RelatedManager["Grant"]
        absences: "AbsenceQuerySet"
        files_named: Any

    class Meta:
        ordering = ["last_name", "first_name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(duty_from__isnull=True, duty_until__isnull=True)
                | models.Q(duty_from__isnull=False, duty_until__gte=models.F("duty_from")),
                name="duty_manager_from_until",
            ),
            models.CheckConstraint(
                condition=models.Q(password_set_by__isnull=True, password_set_at__isnull=True)
                | models.Q(password_set_by__isnull=False, password_set_at__isnull=False),
                name="password_set_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def reference(self) -> str:
        """The name of the colleague in the trail: their user name."""
        return self.username[:40]

    @property
    def telephone_link(self) -> str:
        """The address that rings the colleague, or "" if no number is recorded."""
        return f"tel:{self.telephone.replace(' ', '')}" if self.telephone else ""

    @cached_property
    def roles(self) -> frozenset[str]:
        """Every role that the colleague holds, with the roles that these imply."""
        return self._with_implied({held.role for held in self.held.all()})

    @staticmethod
    def _with_implied(roles: set[str]) -> frozenset[str]:
        return frozenset(roles | ({Role.LEADERSHIP.value} if Role.HEAD_OF_SERVICE in roles else set()))

    @property
    def role_names(self) -> list[str]:
        """The names of the held roles, in the procedure's order."""
        return [role.label for role in Role if role in self.roles]

    @cached_property
    def area_ids(self) -> frozenset[int]:
        """The keys of the service areas for which this colleague works."""
        return frozenset(area.pk for area in self.areas.all())

    def take_posts(self, roles: set[str], areas: set[int], *, deputises: bool) -> None:
        """Take the posts that were read with the colleague, so that nobody reads them again."""
        self.roles, self.area_ids = self._with_implied(roles), frozenset(areas)
        if not deputises:
            self._deputising = []

    def is_last(self, *roles: str) -> bool:
        """Return whether the colleague, and nobody else who may sign in, holds one of ``roles``."""
        active = Colleague.objects.filter(is_active=True, held__role__in=roles)
        return active.filter(pk=self.pk).exists() and not active.exclude(pk=self.pk).exists()

    def areas_held_alone(self, role: str) -> "list[ServiceArea]":
        """List the service areas for which nobody else who may sign in holds ``role``."""
        if not self.is_active or not self.holds(role):
            return []
        return [area for area in self.areas.all() if not area.holders(role).exclude(pk=self.pk)]

    def holds(self, *roles: str) -> bool:
        """Return whether the colleague holds any of ``roles``."""
        return bool(self.roles.intersection(roles))

    def still_leads(self) -> bool:
        """D3b Return whether the colleague may sign in and is an Operational Lead. If not, others have their cases and alerts."""
        return self.is_active and self.holds(Role.OPERATIONAL_LEAD)

    def triages(self) -> bool:
        """D3a Return whether the colleague may sign in and triages reports: a line manager, or a Lead in the place of one."""
        return self.is_active and self.holds(*TRIAGE)

    def on_duty(self, on: date) -> bool:
        """D4 Return whether the colleague is the duty manager on that day."""
        return self.holds(Role.DUTY_MANAGER) and bool(
            self.duty_from and self.duty_until and self.duty_from <= on <= self.duty_until
        )

    def holds_in(self, role: str, area_id: int) -> bool:
        """Return whether the colleague holds ``role`` for that service area."""
        return role in self.roles and area_id in self.area_ids

    @cached_property
    def may_be(self) -> "list[Colleague]":
        """P6 List the people who may have signed in as the colleague: themselves, who set their password, who set that one's."""
        found: list[Colleague] = []
        somebody: Colleague | None = self
        while somebody is not None and somebody not in found:
            found.append(somebody)
            somebody = somebody.password_set_by
        return found

    @property
    def waits_for(self) -> "list[Grant]":
        """List the roles that were asked for the colleague and that nobody has confirmed or refused."""
        return [grant for grant in self.grants.all() if grant.waits]


class RoleHeld(models.Model):
    """One role that one colleague holds."""

    colleague = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="held")
    role = models.CharField(max_length=30, choices=Role.choices)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["colleague", "role"], name="role_held_once")]

    def __str__(self) -> str:
        return f"{self.colleague}: {self.get_role_display()}"


class GrantQuerySet(models.QuerySet["Grant"]):
    """Roles that were asked for colleagues."""

    def waiting(self) -> "GrantQuerySet":
        """Return the roles that nobody has answered, the oldest first."""
        return self.filter(answered_at__isnull=True).order_by("pk")

    def answered(self) -> "GrantQuerySet":
        """Return the roles that were confirmed or refused, the last one first."""
        return self.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")

    def to_confirm(self, by: Colleague) -> "GrantQuerySet":
        """Return the waiting roles that are neither for this colleague nor asked for by them."""
        return self.waiting().exclude(models.Q(colleague=by) | models.Q(created_by=by))


class Grant(Record):
    """P6 A role that was asked for a colleague. It does not count until a second person has confirmed it.

    With an ``area`` it is one more service area of somebody who is a Head of Service already.
    """

    colleague = models.ForeignKey(Colleague, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30, choices=Role.choices)
    area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField()
    confirmed = models.BooleanField(null=True, blank=True)
    answered_by = models.ForeignKey(Colleague, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "role asked for"
        verbose_name_plural = "roles asked for"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed__isnull=True, answered_by__isnull=True, answered_at__isnull=True)
                | models.Q(confirmed__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
                name="grant_answered_by_and_at",
            ),
            models.CheckConstraint(
                condition=~models.Q(confirmed=True)
                | (~models.Q(answered_by=models.F("created_by")) & ~models.Q(answered_by=models.F("colleague"))),
                name="grant_confirmed_by_another",
            ),
            models.UniqueConstraint(
                fields=["colleague", "role"],
                condition=models.Q(answered_at__isnull=True, area__isnull=True),
                name="role_asked_for_once",
            ),
            models.UniqueConstraint(
                fields=["colleague", "area"], condition=models.Q(answered_at__isnull=True), name="area_asked_for_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.colleague}: {self.words}"

    @property
    def words(self) -> str:
        """The role that was asked for, such as "Head of Service for Housing"."""
        areas = [self.area] if self.area else self.colleague.areas.all() if self.role == Role.HEAD_OF_SERVICE else []
        where = " and ".join(str(area) for area in areas)
        return f"{self.get_role_display()} for {where}" if where else self.get_role_display()

    @property
    def waits(self) -> bool:
        """Return whether nobody has confirmed or refused the role yet."""
        return self.answered_at is None

    @property
    def reference(self) -> str:
        """The name of the grant in the trail: the reference of the colleague whom it is for."""
        return self.colleague.reference


from .absences.models import Absence as Absence  # noqa: E402 - it hangs on what stands above
