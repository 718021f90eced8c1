"""The customer, and their places in tenancies over time."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from housing_alerts.customers.choices import Format, MembershipKind, RestrictedBecause
from housing_alerts.customers.naming import greeting
from housing_alerts.customers.spelling import of_reference, spellings, telephone, terms
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import Record, Referenced
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Organisation, ServiceArea

from .glass import EmergencyAccess
from .properties import Asset, Tenancy
from .searching import Searchable
from .spans import DaysUnder, days_of, span
from .words import asked

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from housing_alerts.staff.models import Colleague

    from .known import Adjustment, Representative, Vulnerability


KEEPERS = [Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE]
"""The roles in which a named reader may change who can read the file."""


def _keeping(roles: Collection[str] = KEEPERS) -> "models.QuerySet[Any]":
    """Return the links to named readers who hold one of the roles for the area of the outer query's file."""
    return Customer.readers.through.objects.filter(
        customer=OuterRef("pk"),
        colleague__is_active=True,
        colleague__areas=OuterRef("service_area"),
        colleague__held__role__in=roles,
    )


def _let_in(colleague: "Colleague") -> Q:
    """P11a Match the restricted files that the colleague may open as a named reader or after breaking glass."""
    named = Customer.readers.through.objects.filter(colleague=colleague)
    glass = EmergencyAccess.objects.running(now=timezone.now()).filter(colleague=colleague)
    return Q(pk__in=named.values("customer")) | Q(pk__in=glass.values("customer"))


def _in_scope(colleague: "Colleague") -> Q:
    """Match the files in the colleague's scope, without those that were merged into another."""
    standing = Q(merged_into__isnull=True)
    if colleague.holds(Role.LEADERSHIP):
        return standing
    if colleague.holds(Role.OPERATIONAL_LEAD):
        return standing & Q(service_area__in=colleague.area_ids)
    return Q(pk__in=[])


class CustomerQuerySet(models.QuerySet["Customer"]):
    def standing(self) -> "CustomerQuerySet":
        """Return each person once: a merged file is left out, because the kept file stands for it."""
        return self.filter(merged_into__isnull=True)

    def of_reference(self, reference: str) -> "CustomerQuerySet":
        """Return the person with exactly that reference, or the one into whom that person was merged."""
        own = Q(reference__iexact=reference)
        return self.standing().filter(own | Q(merged_from__reference__iexact=reference)).distinct()

    def visible_to(self, colleague: "Colleague") -> "CustomerQuerySet":
        """Return the customers whose file the colleague may open: in their scope, and open to them if it is restricted."""
        return self.in_scope_of(colleague).open_to(colleague)

    def in_scope_of(self, colleague: "Colleague") -> "CustomerQuerySet":
        """Return the customers in the colleague's scope: for Leads those of their areas, for the Leadership Team all."""
        return self.filter(_in_scope(colleague))

    def open_to(self, colleague: "Colleague") -> "CustomerQuerySet":
        """P11a Return the customers whose file no restriction closes to the colleague, whatever their role.

        A restricted file is open to its named readers and, for an hour, to a colleague who broke glass.
        """
        return self.filter(Q(restricted=False) | _let_in(colleague))

    def kept_from(self, colleague: "Colleague") -> "CustomerQuerySet":
        """P11a Return the restricted files that are closed to the colleague, whatever their role.

        They are few, so a query that leaves these out is quicker than one for all that are open.
        """
        return self.filter(restricted=True).exclude(_let_in(colleague))

    def closed_to(self, colleague: "Colleague") -> "CustomerQuerySet":
        """P11a Return the restricted files that the colleague cannot open."""
        restricted = self.filter(restricted=True)
        if not colleague.holds(Role.LEADERSHIP, Role.OPERATIONAL_LEAD):  # nothing is in their scope
            return restricted
        return restricted.exclude(_in_scope(colleague) & _let_in(colleague))

    def without_keepers(self) -> "CustomerQuerySet":
        """P11a Return the restricted files that have no named reader left who could change who may read them."""
        return self.filter(~Exists(_keeping()), restricted=True)

    def with_keepers(self) -> "CustomerQuerySet":
        """P11a Return the restricted files. ``led`` on each says whether a Lead of its area reads it and can work there.

        ``headed`` says the same of a Head of Service, and ``kept`` whether any reader is left who could name one.
        """
        led, headed = (Exists(_keeping([role])) for role in KEEPERS)
        return self.filter(restricted=True).annotate(led=led, headed=headed, kept=Exists(_keeping()))

    def kept_alone_by(self, colleague: "Colleague", roles: Collection[str] = KEEPERS) -> "CustomerQuerySet":
        """P11a Return the restricted files whose only reader with one of the roles is the colleague."""
        keeping = _keeping(roles)
        alone = Exists(keeping.filter(colleague=colleague)), ~Exists(keeping.exclude(colleague=colleague))
        return self.standing().filter(*alone, restricted=True)

    def with_words(self, expression: str) -> "CustomerQuerySet":
        """Return the customers whose names, references and telephone, those merged included, are as the expression asks."""
        return self.standing().filter(search_text__words=expression)

    def matching(self, query: str) -> "CustomerQuerySet":
        """Return the customers that match. Each word of ``query`` begins a word of a name, or is a reference or telephone."""
        said = terms(query)
        return self.with_words(asked(said)) if said else self.none()

    def living_at(self, asset: Asset, *, on: date) -> "CustomerQuerySet":
        """Return the people who live at the property on that day."""
        return self.filter(memberships__in=Membership.objects.current(on=on).filter(tenancy__asset=asset)).distinct()


class Customer(Searchable, Referenced):
    """A tenant, leaseholder or household member, with a file.

    ``reference`` is the housing system's Contact Reference; CU-YYYY-NNNNN if the person was added by hand. ``never_write``,
    ``never_message``, ``format`` and the restriction of the file are ours: no import touches them. A person who was found to be
    the same as another is ``merged_into`` that one, and has no file of their own any more.
    """

    PREFIX = "CU"
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    service_area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT)
    title = models.CharField(max_length=20, blank=True)
    forenames = models.CharField(max_length=100, blank=True)
    surname = models.CharField(max_length=100)
    known_as = models.CharField(max_length=100, blank=True)
    former_names = models.TextField(blank=True, editable=False)
    born = models.DateField(null=True, blank=True)
    died = models.BooleanField("has died", default=False)
    death_known_at = models.DateTimeField("when the death became known", null=True, blank=True, editable=False)
    telephone = models.CharField(max_length=40, blank=True)
    email = models.EmailField("e-mail", blank=True)
    format = models.CharField("preferred format", max_length=20, choices=Format.choices, blank=True)
    never_write = models.BooleanField(
        default=False, help_text="No letter may go to this person: it could fall into the wrong hands."
    )
    never_message = models.BooleanField(default=False, help_text="Leave no voice message, text or card.")
    restricted = models.BooleanField(default=False, help_text="Only the named readers may open this file.")
    restricted_since = models.DateTimeField("when the file was restricted", null=True, blank=True, editable=False)
    restricted_because = models.CharField(max_length=20, choices=RestrictedBecause.choices, blank=True)
    readers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="files_named", verbose_name="named readers"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="merged_from"
    )
    _history_m2m_fields = (readers,)

    objects = CustomerQuerySet.as_manager()

    if TYPE_CHECKING:
        merged_from: RelatedManager["Customer"]
        memberships: RelatedManager["Membership"]
        vulnerabilities: RelatedManager["Vulnerability"]
        adjustments: RelatedManager["Adjustment"]
        representatives: RelatedManager["Representative"]

    class Meta:
        ordering = ["surname", "forenames", "reference"]
        indexes = [
            models.Index(fields=["surname", "forenames"]),
            models.Index(fields=["service_area", "surname"]),
            models.Index(fields=["born"]),
            models.Index(
                fields=["id", "merged_into", "service_area"], condition=Q(restricted=True), name="restricted_file"
            ),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="merged_file"),
            models.Index(fields=["telephone"], condition=~Q(telephone=""), name="customer_with_a_telephone"),
            models.Index(fields=["email"], condition=~Q(email=""), name="customer_with_an_email"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(restricted=True) | Q(restricted_because=""), name="only_a_restricted_file_says_why"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")), name="nobody_is_merged_into_themselves"
            ),
        ]

    def is_child(self, *, on: date) -> bool:
        """P2 Return whether the customer is known to be younger than 18 on that day."""
        return self.born is not None and procedure.is_child(self.born, on=on)

    def asks_age(self, *, on: date) -> str:
        """P10a Return the words for whoever weighs a case of a child, or of somebody who may be one; empty for an adult."""
        if self.is_child(on=on):
            return "This is a child. Speak and write to a parent or carer too, and record them as representative."
        if self.born is None:
            return "No date of birth is recorded. If this may be a child, ask, and record a parent or carer as representative."
        return ""

    def __str__(self) -> str:
        return self.full_name

    def spelled(self) -> str:
        people = [self, *(self.merged_from.all() if self.pk else [])]
        return spellings(" ".join(each._words() for each in people))

    def _words(self) -> str:
        names = f"{self.full_name} {self.known_as} {self.former_names}"
        return f"{of_reference(self.reference)} {names} {telephone(self.telephone)}"

    @property
    def full_name(self) -> str:
        """The forenames and surname, as in the All Alerts report's Contact Name."""
        return f"{self.forenames} {self.surname}".strip()

    @property
    def addressee(self) -> str:
        """The title and name, as on an envelope."""
        return f"{self.title} {self.full_name}".strip()

    def is_visible_to(self, colleague: "Colleague") -> bool:
        """Return whether the colleague may open the file, by the same rule as :meth:`CustomerQuerySet.visible_to`."""
        reads = colleague.holds(Role.LEADERSHIP) or colleague.holds_in(Role.OPERATIONAL_LEAD, self.service_area_id)
        return reads and self.merged_into_id is None and self.is_open_to(colleague)

    def is_open_to(self, colleague: "Colleague") -> bool:
        """Return whether the colleague may open the file as far as restrictions go."""
        return not self.restricted or Customer.objects.open_to(colleague).filter(pk=self.pk).exists()

    def is_named(self, colleague: "Colleague") -> bool:
        """Return whether the colleague is a named reader of the restricted file."""
        return self.readers.filter(pk=colleague.pk).exists()

    def keepers(self) -> "models.QuerySet[Colleague]":
        """Return the named readers who can still change who may read the file."""
        named = self.readers.filter(is_active=True, areas=self.service_area_id)
        return named.filter(held__role__in=KEEPERS).distinct()

    def readers_shut_out(self) -> "list[Colleague]":
        """P11a List the named readers who cannot open the file any more: they left, or lost the role or the area for it."""
        return [reader for reader in self.readers.all() if not (reader.is_active and self.is_visible_to(reader))]

    def adjustments_since(self, day: date) -> "list[Adjustment]":
        """P10b List the adjustments agreed with the person, without those that ended before that day."""
        return [each for each in self.adjustments.all() if each.ends is None or each.ends >= day]

    @property
    def salutation(self) -> str:
        """The name that a letter greets: "Mr Lodger", or the full name if no title is known."""
        return greeting(self.title, self.forenames, self.surname)

    def home(self, *, on: date) -> "Asset | None":
        """Return the property where the person lives on that day: that of the tenancy which began last, if there are two."""
        membership = self.membership(on=on)
        return membership.tenancy.asset if membership else None

    def membership(self, *, on: date) -> "Membership | None":
        """Return the person's place in a tenancy on that day."""
        current = [m for m in self.memberships.all() if m.holds(on=on)]
        return max(current, key=lambda m: (m.tenancy.starts or date.min, m.pk), default=None)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, *, on: date) -> "MembershipQuerySet":
        """Return the places that hold on that day, each with its tenancy. Nobody is counted twice."""
        return self.holding(on=on).filter(customer__merged_into__isnull=True)

    def holding(self, *, on: date) -> "MembershipQuerySet":
        """Return the places that hold on that day, those of a merged file too."""
        begun = Q(starts__isnull=True) | Q(starts__lte=on)
        let = Q(tenancy__starts__isnull=True) | Q(tenancy__starts__lte=on)
        return self.filter(_running(on), begun, let)

    def not_over(self, *, on: date) -> "MembershipQuerySet":
        """Return the places that hold on that day or begin later, as far as is known."""
        return self.filter(_running(on), customer__merged_into__isnull=True)


def _running(on: date) -> Q:
    return (Q(ends__isnull=True) | Q(ends__gte=on)) & (Q(tenancy__ends__isnull=True) | Q(tenancy__ends__gte=on))


class Membership(Record):
    """A person's place in a tenancy, from one day to another. The last day still counts.

    ``days_under`` holds the days that the housing system gives under each reference of a person who has two, so that an undone
    merge gives each its own. It is empty where the person's own reference alone says that they live there.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="memberships")
    tenancy = models.ForeignKey(Tenancy, on_delete=models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=15, choices=MembershipKind.choices, default=MembershipKind.TENANT)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField("last day", null=True, blank=True)
    confirmed_on = models.DateField("address confirmed on", null=True, blank=True)
    came_known_at = models.DateTimeField("when it became known that they came back", null=True, editable=False)
    left_known_at = models.DateTimeField("when it became known that they leave", null=True, editable=False)
    days_under = models.JSONField("days under each reference", default=dict, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "place in a tenancy"
        verbose_name_plural = "places in tenancies"
        constraints = [models.UniqueConstraint(fields=["customer", "tenancy"], name="one_place_in_a_tenancy")]

    def __str__(self) -> str:
        return f"{self.customer} in {self.tenancy}"

    def days_of_each(self) -> DaysUnder:
        """Return the days that the housing system gives, by the reference of the person."""
        return self.days_under or {self.customer.reference: days_of(self)}

    def take_days(self, under: DaysUnder) -> None:
        """Take the days that each reference gives: the place runs from the earliest first day to the latest last day."""
        self.days_under = {} if set(under) == {self.customer.reference} else under
        self.starts, self.ends = span(under)

    def holds(self, *, on: date) -> bool:
        """Return whether the person lives there on that day, by the same rule as :meth:`MembershipQuerySet.current`."""
        spans = ((self.starts, self.ends), (self.tenancy.starts, self.tenancy.ends))
        return all((starts is None or starts <= on) and (ends is None or ends >= on) for starts, ends in spans)

    @property
    def last_day(self) -> date | None:
        """The last day on which the person lives there: the earlier one of theirs and the tenancy's; None if none is known."""
        return min((day for day in (self.ends, self.tenancy.ends) if day), default=None)

    @property
    def known_at(self) -> datetime:
        """The moment since which we know that the person lives there: the first, or that of their return."""
        return self.came_known_at or self.created_at

    def is_over(self, *, on: date) -> bool:
        """Return whether the place had ended before that day, by the same rule as :meth:`MembershipQuerySet.not_over`."""
        return self.last_day is not None and self.last_day < on

    @property
    def begins(self) -> date | None:
        """The first day on which the person lives there: the later one of theirs and the tenancy's; None if no day is known."""
        return max((day for day in (self.starts, self.tenancy.starts) if day), default=None)

    @property
    def known_on(self) -> date:
        """P9a The day on which the address was confirmed or, if it never was, first loaded from a file.

        A file that says the same again confirms nothing; the page that shows the day says which of the two it is.
        """
        return self.confirmed_on or timezone.localdate(self.created_at)
