"""The forms in which a Lead records facts about a customer."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone

from housing_alerts.staff.models import Colleague
from housing_alerts.web.fields import Checkboxes, DateField, Radios, RowsField, offer_rows
from housing_alerts.web.forms import Data, PageForm, ReasonField, StepForm, WordsField, field_of

from . import selectors
from .choices import RestrictedBecause, ToldBy
from .models import Adjustment, Customer, EmergencyAccess, Representative
from .naming_colleagues import naming, records_naming


class VulnerabilityForm(PageForm):
    """P10a The vulnerability that became known, with its source and the day."""

    what = ReasonField(
        label="What is known?",
        asks="Say what is known",
        help_text="Only what was told, and what matters for how we deal with the customer.",
    )
    told_by = forms.ChoiceField(
        label="Who told us?",
        choices=ToldBy.choices,
        widget=Radios,
        error_messages={"required": "Choose who told us"},
    )
    told_on = DateField(
        label="When were we told?", called="the day we were told", past=True, initial=timezone.localdate
    )


DOOR = "What to do at the door"
DOOR_HINT = (
    "Everybody who may knock reads this, contractors too: say what to do, such as “Knock loudly and wait”, and not why."
)


class AdjustmentForm(PageForm):
    """P10b A reasonable adjustment that was agreed with the customer."""

    what = ReasonField(
        label="What was agreed?",
        asks="Say what was agreed",
        help_text="Colleagues who look the customer up by name read this. Contractors do not. Write what to do, and not why.",
    )
    at_the_door = WordsField(label=DOOR, help_text=DOOR_HINT, rows=2)
    starts = DateField(label="From when?", called="the day the adjustment starts", initial=timezone.localdate)
    ends = DateField(
        label="Until when?",
        called="the last day of the adjustment",
        help_text="Leave it empty if it stays.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", "The last day of the adjustment must be the day it starts or later")
        return data


class AtTheDoorForm(StepForm):
    """P10b The instruction that everybody follows at the door because of an adjustment."""

    at_the_door = ReasonField(label=DOOR, asks="Say what to do at the door", help_text=DOOR_HINT, rows=2)

    def __init__(self, data: Data = None, *, adjustment: Adjustment) -> None:
        super().__init__(data, version=adjustment.version, initial={"at_the_door": adjustment.at_the_door})


class RepresentativeForm(PageForm):
    """P10b A person who acts for the customer, with their authority."""

    name = forms.CharField(label="Name", max_length=150, error_messages={"required": "Enter the representative's name"})
    agency = forms.CharField(label="Agency", max_length=150, required=False)
    authority = forms.CharField(
        label="What says that they may act for the customer?",
        max_length=300,
        help_text="For example a signed form of authority, with its date.",
        error_messages={"required": "Say what gives them the authority"},
    )
    address = WordsField(label="Address", rows=4)
    copy_letters = forms.BooleanField(
        label="They get a copy of each letter", help_text="It goes to the address above.", required=False
    )
    checked = ReasonField(
        label="How do you know that the file is not kept from this person?",
        asks="Say how you know that the file is not kept from this person",
        help_text="It is restricted. A copy of a letter shows where the customer lives.",
        rows=3,
    )

    known = ReasonField(
        label="How do you know that their address is safe here?",
        asks="A customer of ours has this name. Say how you know that their address is safe here",
        help_text="Whoever reads where copies go can find them. If you do not know, ask them, or record no address.",
        rows=3,
    )

    def __init__(self, data: Data = None, *, customer: Customer) -> None:
        super().__init__(data)
        if not customer.restricted:
            del self.fields["checked"]
        typed = {name: str((data or {}).get(name, "")).strip() for name in ("name", "address")}
        if not (typed["address"] and selectors.of_that_name(typed["name"], besides=customer)):
            del self.fields["known"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("copy_letters") and not data.get("address", "").strip():
            self.add_error("address", "Enter the address to which the copies go")
        return data


class EndRepresentativeForm(StepForm):
    """P10b The last day of a representative's authority, and why it ended."""

    on = DateField(
        label="What was the last day of their authority?", called="the last day of their authority", past=True
    )
    reason = ReasonField(
        label="Why do they no longer act for the customer?", asks="Say why they no longer act for the customer", rows=3
    )

    def __init__(self, data: Data = None, *, representative: Representative) -> None:
        super().__init__(data, version=representative.version, initial={"on": timezone.localdate()})


class RecordAliveForm(StepForm):
    """P11a How the Lead knows that a person who is recorded as having died is alive."""

    reason = ReasonField(
        label="How do you know that they are alive?",
        asks="Say how you know that they are alive",
        help_text="For example a call, a visit, or what the housing system says now.",
        rows=3,
    )

    def __init__(self, data: Data = None, *, customer: Customer) -> None:
        super().__init__(data, version=customer.version)


class ConfirmAddressForm(PageForm):
    """P9a The day on which an address was confirmed, and how the Lead knows."""

    on = DateField(
        label="When was it confirmed?", called="the day it was confirmed", past=True, initial=timezone.localdate
    )
    how = ReasonField(
        label="How do you know that the customer lives there?",
        asks="Say how you know that the customer lives there",
        help_text="For example a call, a visit, or what the housing system says.",
        rows=3,
    )


class RestrictForm(StepForm):
    """P11a The reason for a restriction, and the colleagues who may read the file."""

    because = forms.ChoiceField(
        label="Why is the file restricted?",
        choices=RestrictedBecause.choices,
        widget=Radios,
        error_messages={"required": "Choose why the file is restricted"},
    )
    readers = RowsField(
        Colleague.objects.none(),
        label="Who may read it?",
        widget=Checkboxes(),
        error_messages={"required": "Choose who may read the file"},
    )
    reason = ReasonField(label="What is the reason?", asks="Say why only these colleagues may read it", rows=3)

    def __init__(self, data: Data = None, *, customer: Customer, by: Colleague) -> None:
        named = list(customer.readers.all()) if customer.restricted else [by]
        self.naming = records_naming(naming(customer))
        shown = {"because": customer.restricted_because, "readers": list(dict.fromkeys([*named, *self.naming]))}
        super().__init__(data, version=customer.version, initial=shown)
        self.by = by
        readers = field_of(self, "readers", RowsField)
        offer_rows(readers, sorted(selectors.possible_readers(customer), key=self._place))
        readers.widget.hints = self._as_reader
        readers.help_text = (
            f"Only who needs it: yourself, an Operational Lead for {customer.service_area}, "
            "and a Head of Service or a member of the Leadership Team."
        )

    def _place(self, reader: Colleague) -> int:
        """Return the place of a reader in the list: first those who must read it."""
        return 0 if reader == self.by else 1 if reader in self.naming else 2

    def _as_reader(self, reader: Colleague) -> str:
        """P11a Return the roles of a reader and, of one who must read the file, why."""
        areas = ", ".join(str(area) for area in reader.areas.all())
        roles = ", ".join(reader.role_names) + (f": {areas}" if areas else "")
        if reader in self.naming:
            return f"{roles}. Must read it: named in {' and '.join(self.naming[reader])}."
        return f"{roles}. Must read it: you put a mistake right." if reader == self.by else roles


class SayWhereSafeForm(StepForm):
    """P11a The places where the address of a person with a restricted file is safe, and how that is known."""

    safe = RowsField(
        Representative.objects.none(),
        label="Where is their address safe?",
        widget=Checkboxes(hints=lambda acts: f"For {acts.customer.reference}. {acts.authority}"),
        error_messages={"required": "Choose where their address is safe, or end their authority"},
    )
    known = ReasonField(label="How do you know?", asks="Say how you know that the address is safe there", rows=3)

    def __init__(self, data: Data = None, *, customer: Customer, unasked: Collection[Representative]) -> None:
        super().__init__(data, version=customer.version)
        rows = Representative.objects.filter(pk__in=[each.pk for each in unasked])
        field_of(self, "safe", RowsField).queryset = rows.select_related("customer")


class UnrestrictForm(StepForm):
    """P11a The reason to lift a restriction."""

    reason = ReasonField(
        label="Why does the file need no restriction any more?", asks="Say why the file needs no restriction any more"
    )

    def __init__(self, data: Data = None, *, customer: Customer) -> None:
        super().__init__(data, version=customer.version)


class BreakGlassForm(PageForm):
    """P11a The reason why the colleague needs the file now."""

    reason = ReasonField(
        label="Why do you need the file now?",
        asks="Say why you need the file now",
        help_text="The Data Protection Officer reads this.",
    )


class ReviewAccessForm(StepForm):
    """P11a The finding of the Data Protection Officer about an emergency access."""

    note = ReasonField(
        label="What did you find?",
        asks="Say what you found",
        help_text="Whether the reason holds, and what follows from it.",
    )

    def __init__(self, data: Data = None, *, access: EmergencyAccess) -> None:
        super().__init__(data, version=access.version)
