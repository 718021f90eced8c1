"""The forms for starting a contact strategy, and for each step of it."""

from typing import Any

from django import forms
from django.utils import timezone

from alerts.choices import Channel
from housing_alerts.customers.models import Customer
from housing_alerts.kernel import procedure
from housing_alerts.staff.models import Colleague
from housing_alerts.web.fields import Checkboxes, DateField, DoubtsField
from housing_alerts.web.forms import Data, Initial, PageForm, ReasonField, StepForm, field_of
from monitoring.models import Strategy

from . import policies, selectors
from .answers import Terms

TERMS = ("goal", "officer", "deputy", "channels", "times", "response_days")
PROMISE = f"Enter a number of working days from 1 to {procedure.STRATEGY_RESPONSE_DAYS_MOST}"


def _colleague(label: str, asks: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Colleague.objects.none(),
        label=label,
        widget=forms.Select(attrs={"data-autocomplete": True}),
        empty_label="",
        error_messages={"required": asks},
    )


class TermsForm(forms.Form):
    """P12 The terms of a strategy."""

    goal = ReasonField(
        label="What is it to reach, and how?",
        asks="Say what the strategy is to reach, and how",
        help_text="Such as: one call a week, answered by somebody who knows the case. The customer can ask to see it.",
        rows=3,
    )
    officer = _colleague("Who answers?", "Choose who answers")
    deputy = _colleague("Who answers while they are away?", "Choose who answers while they are away")
    channels = forms.MultipleChoiceField(
        label="By which ways does the customer reach them?",
        choices=Channel.choices,
        widget=Checkboxes,
        error_messages={"required": "Choose at least one way"},
    )
    times = forms.CharField(
        label="On which days and at which times?",
        help_text="Such as “Tuesdays from 10:00 to 12:00”. Leave it empty if at any time.",
        max_length=200,
        required=False,
    )
    response_days = forms.IntegerField(
        label="Within how many working days do we answer?",
        help_text="Our promise to the customer.",
        min_value=1,
        max_value=procedure.STRATEGY_RESPONSE_DAYS_MOST,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), PROMISE),
    )
    review_on = DateField(
        label="By when is it reviewed?",
        called="the day by which it is reviewed",
        help_text="A year from today at most.",
    )

    sure_of = DoubtsField(
        label="An alert or a marker in force says something else. Is this meant?",
        yes="Yes.",
        asks="Change it, or tick that it is meant",
    )

    def offer(self, customer: Customer) -> None:
        """Offer the colleagues who can be named, and ask about what an alert or a marker says otherwise."""
        sent: Any = self.data
        channels = sent.getlist("channels") if hasattr(sent, "getlist") else sent.get("channels", [])
        words, known = f"{sent.get('goal', '')} {sent.get('times', '')}", set(Channel.values)
        on, ways = timezone.localdate(), [way for way in channels if way in known]
        stands = (selectors.limits(customer, on=on), selectors.asked_at_the_door(customer, on=on)) if sent else ([], [])
        doubts = policies.departures(words, ways, *stands)
        field_of(self, "sure_of", DoubtsField).ask(doubts)
        if not doubts:
            del self.fields["sure_of"]
        for name in ("officer", "deputy"):
            field_of(self, name, forms.ModelChoiceField).queryset = selectors.could_answer(customer)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("officer") and data.get("officer") == data.get("deputy"):
            self.add_error("deputy", "Choose somebody else than who answers")
        return data

    def sure(self) -> list[str]:
        """Return the codes of what is meant to differ from an alert or a marker in force."""
        return list(self.cleaned_data.get("sure_of", []))

    def terms(self) -> Terms:
        """Return what was typed, as the service takes it."""
        return Terms(**{name: self.cleaned_data[name] for name in TERMS})


class StartForm(TermsForm, PageForm):
    """P12 Ask for the terms of a new strategy."""

    def __init__(self, data: Data = None, *, customer: Customer, initial: Initial) -> None:
        super().__init__(data, initial=initial)
        self.offer(customer)


class ReviewForm(TermsForm, StepForm):
    """P12 Ask whether the strategy helped, and for its terms from now on."""

    changed = ReasonField(
        label="Did it help, and what changes?", asks="Say whether it helped, and what changes", rows=4
    )
    field_order = ("version", "changed")

    def __init__(self, data: Data = None, *, strategy: Strategy, initial: Initial) -> None:
        shown = {name: getattr(strategy, name) for name in TERMS}
        shown |= {"officer": strategy.officer_id, "deputy": strategy.deputy_id}
        super().__init__(data, version=strategy.version, initial=shown | (initial or {}))
        self.offer(strategy.customer)


class EndForm(StepForm):
    """P12 Ask why the strategy ends."""

    reason = ReasonField(label="Why is it no longer needed?", asks="Say why the strategy is no longer needed")
