"""The forms for logging a sharing request, and for each step of it."""

from collections.abc import Collection

from django import forms

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.refusals import Doubt
from housing_alerts.staff.models import Colleague
from housing_alerts.web.fields import DateField, DoubtsField, Radios
from housing_alerts.web.forms import Data, Initial, PageForm, ReasonField, StepForm, field_of
from privacy.choices import Asker, SharingGround
from privacy.models import SharingRequest

from . import selectors

UNKNOWN = (
    "No customer that you may ask about has this reference. Copy it from the look-up or, as the Data Protection Officer, from "
    "Audit, Customers"
)


class LogForm(PageForm):
    """P11a Ask who asks, about whom, for what and why, and by when."""

    customer = forms.CharField(
        label="About whom do they ask?",
        max_length=30,
        help_text="The customer’s reference, such as D900001.",
        error_messages={"required": "Enter the customer’s reference"},
    )
    asker = forms.ChoiceField(
        label="Who asks?", choices=Asker.choices, widget=Radios, error_messages={"required": "Say who asks"}
    )
    asked_by = ReasonField(
        label="Their name, their office, and how you know that it is them",
        asks="Write down who asks: name, office, and how you know that it is them",
        help_text="Ring back a number that you looked up yourself.",
        rows=2,
    )
    received_on = DateField(label="When did it reach us?", called="the day on which it reached us", past=True)
    due_on = DateField(label="By when do they need it?", called="the day by which they need it")
    urgent = forms.BooleanField(label="Somebody’s life or safety depends on it now", required=False)
    asks = ReasonField(label="What do they ask for?", asks="Write down what they ask for")
    basis = ReasonField(
        label="Why do they need it?",
        asks="Write down why they need it, or which law or order they name",
        help_text="Their own words, and the law or the order that they name.",
    )

    def __init__(self, data: Data, *, by: Colleague, initial: Initial) -> None:
        super().__init__(data, initial=initial)
        self.by = by

    def clean_customer(self) -> Customer:
        """Return the person about whom they ask."""
        found = selectors.customer(self.by, self.cleaned_data["customer"])
        if found is None:
            raise forms.ValidationError(UNKNOWN)
        return found


class ShareForm(StepForm):
    """P11a Ask on which ground, what was given, how, and why no more."""

    ground = forms.ChoiceField(
        label="On which ground do you share it?",
        choices=SharingGround.choices,
        widget=Radios,
        error_messages={"required": "Say on which ground you share it"},
    )
    given = ReasonField(
        label="What did they get?",
        asks="Write down what was given, fact by fact",
        help_text="Each fact, or each document by its name. Nobody who reported anything is named.",
    )
    given_how = ReasonField(
        label="Who got it, and how?", asks="Write down to whom it was given, and how it reached them", rows=2
    )
    reason = ReasonField(label="Why this much?", asks="Say why they need this much, and why less would not do")
    sure_of = DoubtsField(
        label="Whoever gets it could tell the person, find them, or take somebody else for them. Is this so?",
        yes="Yes.",
        asks="Tick that this is so. If it is not, tell the Leadership Team today",
    )

    def __init__(self, data: Data, *, request: SharingRequest, doubts: Collection[Doubt]) -> None:
        super().__init__(data, version=request.version)
        field_of(self, "sure_of", DoubtsField).ask(doubts)
        if not doubts:
            del self.fields["sure_of"]
        offered = [SharingGround.OTHER_PURPOSE] if request.is_for_another_purpose else list(SharingGround)[:-1]
        field_of(self, "ground", forms.ChoiceField).choices = [(each.value, each.label) for each in offered]


class TellForm(StepForm):
    """P9b P11a Ask when and how whoever got it was told what was found wrong since."""

    told_on = DateField(label="When were they told?", called="the day on which they were told", past=True)
    how = ReasonField(
        label="Who was told, and how?",
        asks="Write down who was told, and how it reached them",
        help_text="Tell whoever got it, and ask them to tell whoever they gave it to.",
        rows=2,
    )
    sure_of = DoubtsField(
        label="Do they know?",
        yes="Yes.",
        asks="Tick each that they were told, or of which nothing was given. If one is open, tell them first",
    )

    def __init__(self, data: Data, *, request: SharingRequest, doubts: Collection[Doubt], initial: Initial) -> None:
        super().__init__(data, version=request.version, initial=initial)
        field_of(self, "sure_of", DoubtsField).ask(doubts)
        if not doubts:
            del self.fields["sure_of"]


class RefuseForm(StepForm):
    """P11a Ask why they get nothing."""

    reason = ReasonField(label="Why do they not get it?", asks="Say why they do not get it")


class WithdrawForm(StepForm):
    """P11a Ask who no longer asks for it."""

    reason = ReasonField(
        label="Who told us that it is no longer asked for, and when?",
        asks="Say who told us that it is no longer asked for, and when",
    )
