"""The forms for the conditions of a drafted alert: each kind asks for its details, its words and its days (§5)."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from alerts.alert.models import Alert
from alerts.choices import ConditionKind
from housing_alerts.customers.models import Representative
from housing_alerts.kernel import procedure
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.policies import ANSWERS
from housing_alerts.web.fields import Checkboxes, DateField, Radios
from housing_alerts.web.forms import Data, PageForm, ReasonField, StepForm, WordsField, field_of

from . import words
from .models import Condition

Kind = ConditionKind
WAYS = [(way.value, f"{words[:1].upper()}{words[1:]}") for way, words in procedure.CONTACT_WAYS.items()]
SERVICES = [(service.value, name) for service, name in procedure.SERVICE_NAMES.items()]
HOURS = [(clock, words.show_hour(clock)) for clock in procedure.CONTACT_HOURS]
OWN_WORDS = "Leave it empty to use the words that follow from your answers."


class ConditionKindForm(PageForm):
    """P5 Ask for the kind of restriction."""

    kind = forms.ChoiceField(
        label="What does it restrict?",
        choices=Kind.choices,
        widget=Radios(
            hints={
                Kind.CHANNELS: "For example by letter only.",
                Kind.NAMED_OFFICER: "One officer, and a deputy for when they are away.",
                Kind.THIRD_PARTY: "Somebody who acts for the customer, as recorded on their page.",
                Kind.OFFICES: "It needs an end.",
                Kind.COMPLAINTS: "One way to complain always stays open. It needs an end.",
                Kind.SUSPENDED: "Repairs and safety checks cannot be suspended. It needs an end.",
                Kind.DECLARATION: "The customer says in writing that it will not happen again.",
            }
        ),
        error_messages={"required": "Choose what the alert restricts"},
    )


class ConditionForm(StepForm):
    """P5 Ask for the parts that every condition has: its words, its first day and its last day."""

    DETAILS: tuple[str, ...] = ()
    END_NEEDED = False
    words = WordsField(label="The condition, as the customer will read it", help_text=OWN_WORDS, rows=3)
    starts = DateField(
        label="First day",
        called="the first day of the condition",
        help_text="Leave it empty if it applies from the decision.",
        required=False,
    )
    ends = DateField(
        label="Last day",
        called="the last day of the condition",
        help_text="Leave it empty for “until the review”.",
        required=False,
    )

    def __init__(self, data: Data = None, *, alert: Alert, kind: str, condition: Condition | None = None) -> None:
        """Build the form.

        :param condition: the condition to change, or None to add one.
        """
        self.alert, self.kind = alert, kind
        initial = self._as_kept(condition) if condition else {}
        super().__init__(data, version=alert.version, initial=initial)
        if self.END_NEEDED:
            self.fields["ends"].required = True
            self.fields["ends"].help_text = "A condition that denies a service has an end."
        self.order_fields([name for name in self.fields if name not in ("words", "starts", "ends")])

    def _as_kept(self, condition: Condition) -> dict[str, Any]:
        """Return the initial values. Suggested words are left empty, so that they follow changed answers."""
        own = {} if condition.words == words.suggested(condition) else {"words": condition.words}
        named = {name: getattr(condition, name) for name in ("officer", "deputy", "representative", "starts", "ends")}
        return {**condition.details, **named, **own}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if ends and ends < timezone.localdate():
            self.add_error("ends", "The last day of the condition must be today or later")
        elif starts and ends and ends < starts:
            self.add_error("ends", "The last day of the condition must be its first day or later")
        return data

    def terms(self) -> dict[str, Any]:
        """Return the fields of the condition, with its words as the customer will read them."""
        data = self.cleaned_data
        names = [name for name in ("officer", "deputy", "representative", "starts", "ends") if name in data]
        terms = {name: data[name] for name in names} | {"details": {name: data[name] for name in self.DETAILS}}
        drafted = Condition(alert=self.alert, kind=self.kind, **terms)
        return terms | {"words": data["words"].strip() or words.suggested(drafted)}


class ChannelsForm(ConditionForm):
    """P5 Ask which ways of contact stay open."""

    DETAILS = ("channels",)
    channels = forms.MultipleChoiceField(
        label="Which ways of contact stay open?",
        choices=WAYS,
        widget=Checkboxes,
        error_messages={"required": "Choose at least one way of contact that stays open"},
    )


class TimesForm(ConditionForm):
    """P5 Ask on which days and between which times contact is open."""

    DETAILS = ("days", "first", "last")
    days = forms.MultipleChoiceField(
        label="On which days may the customer contact us?",
        choices=list(procedure.CONTACT_DAYS.items()),
        widget=Checkboxes,
        error_messages={"required": "Choose at least one day"},
    )
    first = forms.ChoiceField(label="From", choices=[("", "Any time"), *HOURS], required=False)
    last = forms.ChoiceField(label="To", choices=[("", "Any time"), *HOURS], required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first", ""), data.get("last", "")
        if bool(first) != bool(last):
            self.add_error("last" if first else "first", "Give both times, or neither")
        elif first and last <= first:
            self.add_error("last", "The second time must be later than the first")
        return data


class FrequencyForm(ConditionForm):
    """P5 Ask how many contacts are allowed in which period."""

    DETAILS = ("most", "per")
    most = forms.IntegerField(
        label="How many times at most?",
        min_value=1,
        max_value=procedure.CONTACTS_MOST,
        error_messages={
            "required": "Enter how many times at most",
            "invalid": "Enter the number of times as a number, such as 2",
            "min_value": "Enter 1 or more. Contact cannot be ended altogether",
            "max_value": f"Enter {procedure.CONTACTS_MOST} or fewer",
        },
    )
    per = forms.ChoiceField(
        label="In which time?",
        choices=[(period, f"Each {words.removeprefix('a ')}") for period, words in procedure.CONTACT_PERIODS.items()],
        widget=Radios,
        error_messages={"required": "Choose each day, each week or each month"},
    )


def _colleague(label: str, asks: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Colleague.objects.none(),
        label=label,
        widget=forms.Select(attrs={"data-autocomplete": True}),
        empty_label="",
        error_messages={"required": asks},
    )


class NamedOfficerForm(ConditionForm):
    """P5 Ask for the named officer and their deputy."""

    officer = _colleague("Named officer", "Choose the named officer")
    deputy = _colleague("Their deputy", "Choose the deputy, for when the officer is away")

    def __init__(self, data: Data = None, *, alert: Alert, kind: str, condition: Condition | None = None) -> None:
        super().__init__(data, alert=alert, kind=kind, condition=condition)
        here = Colleague.objects.filter(is_active=True, held__role__in=ANSWERS).exclude(held__role=Role.CONTRACTOR)
        offered = here.exclude(pk__in=Condition(alert=alert).affected())
        for name in ("officer", "deputy"):
            field_of(self, name, forms.ModelChoiceField).queryset = offered.distinct()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("officer") and data.get("officer") == data.get("deputy"):
            self.add_error("deputy", "The deputy is somebody else than the officer")
        return data


class AppointmentForm(ConditionForm):
    """P5 Ask how an appointment is made."""

    DETAILS = ("book",)
    book = ReasonField(
        label="How does the customer make an appointment?",
        asks="Say how the customer makes an appointment",
        help_text="For example “Call us to make one.”",
        rows=2,
    )


class ThirdPartyForm(ConditionForm):
    """P5 Ask for the person who speaks for the customer."""

    representative = forms.ModelChoiceField(
        Representative.objects.none(),
        label="Who acts for the customer?",
        widget=Radios(hints=lambda person: person.agency),
        empty_label=None,
        help_text="If they are not listed, record them on the customer’s page first.",
        error_messages={"required": "Choose who acts for the customer"},
    )

    def __init__(self, data: Data = None, *, alert: Alert, kind: str, condition: Condition | None = None) -> None:
        super().__init__(data, alert=alert, kind=kind, condition=condition)
        field_of(self, "representative", forms.ModelChoiceField).queryset = _acting_for(alert)


def _acting_for(alert: Alert) -> QuerySet[Representative]:
    acting = Representative.objects.acting(on=timezone.localdate())
    return acting.filter(customer=alert.customer) if alert.customer else acting.none()


class OfficesForm(ConditionForm):
    """P5 Ask which offices are closed to the customer, and until when."""

    DETAILS, END_NEEDED = ("offices",), True
    offices = forms.CharField(
        label="Which of our offices?",
        max_length=200,
        help_text="For example “our office in Testmouth”.",
        error_messages={"required": "Say which of our offices the customer may not come to"},
    )


class ComplaintsForm(ConditionForm):
    """P5 Ask which one way to complain stays open, and until when."""

    DETAILS, END_NEEDED = ("route",), True
    route = forms.ChoiceField(
        label="Which one way to complain stays open?",
        choices=WAYS,
        widget=Radios,
        help_text="The Housing Ombudsman stays open too, and every letter says so.",
        error_messages={"required": "Choose which one way to complain stays open"},
    )


class InvolvementForm(ConditionForm):
    """P5 Ask which resident involvement is restricted."""

    DETAILS = ("activities",)
    activities = forms.CharField(
        label="Which resident involvement?",
        max_length=200,
        help_text="For example “the residents’ panel”.",
        error_messages={"required": "Say which resident involvement is restricted"},
    )


class DeclarationForm(ConditionForm):
    """P5 Ask which service resumes only after a written declaration."""

    DETAILS = ("service",)
    service = forms.ChoiceField(
        label="Which service?",
        choices=SERVICES,
        widget=Radios,
        help_text="Repairs, safety checks and help with a risk of harm are not in this list: they always go on.",
        error_messages={"required": "Choose the service"},
    )


class SuspendedForm(DeclarationForm):
    """P5 Ask which service is suspended, and until when. No lifeline can be chosen."""

    END_NEEDED = True


class DeclarationReceivedForm(StepForm):
    """D4 Ask when the written declaration came, and for its words."""

    received_on = DateField(label="When did it come?", called="the day it came", past=True)
    words = ReasonField(
        label="What did the customer declare?",
        asks="Say what the customer declared in writing",
        help_text="Their own words, for example “I will not threaten anybody again.”",
        rows=3,
    )


CONDITION_FORMS: dict[str, type[ConditionForm]] = {
    Kind.CHANNELS: ChannelsForm,
    Kind.TIMES: TimesForm,
    Kind.FREQUENCY: FrequencyForm,
    Kind.NAMED_OFFICER: NamedOfficerForm,
    Kind.APPOINTMENT: AppointmentForm,
    Kind.THIRD_PARTY: ThirdPartyForm,
    Kind.OFFICES: OfficesForm,
    Kind.COMPLAINTS: ComplaintsForm,
    Kind.INVOLVEMENT: InvolvementForm,
    Kind.SUSPENDED: SuspendedForm,
    Kind.DECLARATION: DeclarationForm,
}
"""The form for each kind of condition."""
