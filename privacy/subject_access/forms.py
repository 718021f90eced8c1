"""The forms for logging a subject request, and for each step of it."""

from datetime import date
from typing import Any

from django import forms

from housing_alerts.customers.models import Customer
from housing_alerts.web.fields import Checkboxes, DateField, DoubtsField, Radios, TicksField
from housing_alerts.web.forms import Data, Initial, PageForm, ReasonField, StepForm, WordsField, field_of
from privacy.choices import (
    ASKS,
    Amending,
    Exemption,
    GivenAs,
    Identity,
    Outcome,
    RefusalGround,
    Relation,
    RequestChannel,
    Verdict,
    Way,
)
from privacy.models import SubjectRequest

from . import putting_right, selectors
from .selectors import Reviewed

UNKNOWN = (
    "No customer has this reference. Copy it from the look-up or, as the Data Protection Officer, from the customers of the "
    "audit site; where you cannot find the person, tell the Data Protection Officer today what came"
)


class LogRequestForm(PageForm):
    """P13b Ask for the person, the customer, the channel and the day of a request."""

    customer = forms.CharField(
        label="Whose data?",
        max_length=30,
        help_text="The customer’s reference, such as D900001.",
        error_messages={"required": "Enter the customer’s reference"},
    )
    made_by = forms.CharField(
        label="Who asks, if that is not the customer?",
        max_length=150,
        required=False,
        help_text="Such as a solicitor, a parent or an advocate. Leave it empty where the customer asks.",
    )
    kind = forms.ChoiceField(
        label="What do they want?",
        choices=list(ASKS.items()),
        widget=Radios,
        help_text="Where they want two things, log two requests.",
        error_messages={"required": "Choose what they want"},
    )
    words = ReasonField(label="What do they say?", asks="Write down what they ask for, in their words")
    channel = forms.ChoiceField(
        label="How did it reach us?",
        choices=RequestChannel.choices,
        widget=Radios,
        error_messages={"required": "Choose how the request reached us"},
    )
    received_on = DateField(
        label="When did it reach us?",
        called="the day the request reached us",
        past=True,
        help_text="The day on which any of us had it, whoever that was.",
    )

    def clean_customer(self) -> Customer:
        """Return the person or, where they had two files, the one that was kept."""
        found = selectors.customer(self.cleaned_data["customer"])
        if found is None:
            raise forms.ValidationError(UNKNOWN)
        return found


class IdentityForm(StepForm):
    """P13b Ask how we know who asks."""

    identity = forms.ChoiceField(
        label="How do we know who asks?",
        choices=Identity.choices,
        widget=Radios,
        help_text="Ask for proof only where you doubt who asks. The month then runs from the day on which it reached us.",
        error_messages={"required": "Choose how we know who asks"},
    )
    words = ReasonField(
        label="How did you check it?", asks="Say how you checked who asks", help_text="Keep no copy of a passport."
    )
    authority = WordsField(label="What gives them the authority to ask for the customer?", rows=3)
    on = DateField(label="Since when do we know?", called="the day since which we know who asks", past=True)

    def __init__(self, data: Data = None, *, request: SubjectRequest) -> None:
        super().__init__(data, version=request.version, initial={"on": request.received_on})
        if not request.made_by:
            del self.fields["authority"]


class AskForm(StepForm):
    """P13b Ask for the question that we put to the person. The clock stops with it."""

    question = ReasonField(
        label="What do you ask them to make clear?",
        asks="Write down what you ask the person to make clear",
        help_text="Ask only where you hold so much that you cannot tell what they mean. The clock stands still from today.",
    )


class AnswerForm(StepForm):
    """P13b Ask for the person's answer to our question, and the day on which it came."""

    answer = ReasonField(label="What did they answer?", asks="Write down what the person answered")
    on = DateField(label="When did the answer reach us?", called="the day the answer reached us", past=True)


class ExtendForm(StepForm):
    """P13b Ask why two months more are needed."""

    reason = ReasonField(
        label="Why do you need more time?",
        asks="Say why the request is complex, or which others the person made",
        help_text="Write to the person: you tell them this before the first month is over.",
    )


class DecideForm(StepForm):
    """P13b Ask whether one item is released, released without some words, or withheld."""

    seen = forms.CharField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label="What becomes of it?",
        choices=Verdict.choices,
        widget=Radios,
        error_messages={"required": "Choose what becomes of this item"},
    )
    named = TicksField(
        label="Which of these words are taken out?",
        required=False,
        widget=Checkboxes,
        help_text="Who else is named here, as far as the data tell. Read the item: there may be others.",
    )
    further = WordsField(
        label="Which other words are taken out?", help_text="One piece of text on each line, as it stands above."
    )
    exemption = forms.ChoiceField(
        label="Why may it be kept back?",
        choices=[("", "Nothing is kept back"), *Exemption.choices],
        required=False,
    )
    reason = WordsField(
        label="What are your reasons?",
        help_text="For what is kept back, and for what is released although others are named. The person does not read it.",
    )

    def __init__(self, data: Data = None, *, reviewed: Reviewed) -> None:
        earlier, words = reviewed.disclosure, [each.words for each in reviewed.found]
        close = [Relation.RELATIVE] if reviewed.opened else []
        suggested = [each.words for each in reviewed.found if each.suggested or each.relation in close]
        initial: dict[str, Any] = {"seen": reviewed.item.fingerprint, "named": suggested}
        if suggested:
            initial["exemption"] = Exemption.OTHER_PERSON
        if reviewed.confided or reviewed.telling:
            verdict = Verdict.WITHHOLD if reviewed.confided else Verdict.REDACT
            further = "\n".join(reviewed.telling)
            initial |= {"verdict": verdict, "exemption": Exemption.SERIOUS_HARM, "further": further}
        if reviewed.kept:
            initial |= {"verdict": Verdict.WITHHOLD, "exemption": reviewed.kept.exemption}
        if earlier:
            initial |= {"verdict": earlier.verdict, "exemption": earlier.exemption, "reason": earlier.reason}
        if earlier and earlier.taken_out:
            initial["named"] = [each for each in earlier.taken_out if each in words]
            initial["further"] = "\n".join(each for each in earlier.taken_out if each not in words)
        super().__init__(data, version=earlier.version if earlier else 0, initial=initial)
        self.fingerprint = reviewed.item.fingerprint
        named = field_of(self, "named", TicksField)
        named.choices = [(each.words, f"{each.words} ({each.relation.label})") for each in reviewed.found]
        if not words:
            del self.fields["named"]

    def shows(self) -> dict[str, str]:
        """Return the fingerprints of the earlier decision and of the item, as the page shows them now."""
        return super().shows() | {"seen": self.fingerprint}

    def taken_out(self) -> list[str]:
        """Return the words that are taken out: those that were ticked, and those that were written."""
        return [*self.cleaned_data.get("named", []), *self.cleaned_data["further"].splitlines()]


class ReleaseItemsForm(PageForm):
    """P13b Release the items of a section that name nobody else. It asks for nothing but the button."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Data = None, *, seen: str) -> None:
        super().__init__(data, initial={"seen": seen})


class BundleForm(PageForm):
    """P13b Ask in which form the bundle is made. The passphrase is of this page, and stands nowhere else."""

    passphrase = forms.CharField(widget=forms.HiddenInput)
    given_as = forms.ChoiceField(
        label="In which form?",
        choices=GivenAs.choices,
        widget=Radios(
            {
                GivenAs.ENCRYPTED: "One PDF with the data and the files in it. It opens with the passphrase above alone.",
                GivenAs.PAPER: "A PDF to print, with each file behind it. It is not locked: delete it once it is printed.",
            }
        ),
        error_messages={"required": "Choose how the bundle is given"},
    )


class GivenForm(StepForm):
    """P13b Ask in which way, and on which day, the person got our answer."""

    way = forms.ChoiceField(
        label="In which way was it given?",
        choices=Way.choices,
        widget=Radios,
        error_messages={"required": "Choose in which way the answer was given"},
    )
    on = DateField(label="When?", called="the day it was given", past=True)


class AcknowledgeForm(GivenForm):
    """P13b Ask how and when the person was told that we have their complaint."""

    how = ReasonField(
        label="Who was told, and how?",
        asks="Say who was told, and how",
        help_text="Such as: by e-mail to the customer, with our reference and who answers.",
    )
    field_order = ["version", "way", "how", "on"]


class ReleaseForm(GivenForm):
    """P13b Ask in which form the person got the bundle, how, and when."""

    given_as = forms.ChoiceField(
        label="In which form was it given?",
        choices=GivenAs.choices,
        widget=Radios,
        error_messages={"required": "Choose how the bundle is given"},
    )
    how = ReasonField(
        label="To whom was it given, and how?",
        asks="Say to whom the bundle was given, and how",
        help_text="Such as: by e-mail to the customer, and the passphrase by telephone.",
    )
    sure_of = DoubtsField(
        label="Was it given as it was made?",
        yes="Yes.",
        asks="Tick that it was given as it was made, or make the bundle again and give that one",
    )
    field_order = ["version", "given_as", "sure_of", "way", "how", "on"]

    def __init__(self, data: Data = None, *, request: SubjectRequest, on: date) -> None:
        super().__init__(data, version=request.version, initial={"given_as": request.given_as, "on": on})
        doubts = selectors.edition(request, str(self.data.get("given_as", request.given_as))).doubts
        field_of(self, "sure_of", DoubtsField).ask(doubts)
        if not doubts:
            del self.fields["sure_of"]


class AmendForm(StepForm):
    """P13b Ask what becomes of a statement that the person says is wrong."""

    amending = forms.ChoiceField(
        label="What becomes of it?",
        choices=Amending.choices,
        widget=Radios,
        error_messages={"required": "Say what becomes of the statement"},
    )
    struck = WordsField(
        label="Which words are wrong?",
        help_text="As they stand above. They are struck out wherever they are shown. Leave it empty for a dispute.",
        rows=2,
    )
    words = ReasonField(
        label="What is right, or what do they say?",
        asks="Write down what is right, or what the customer says about it",
        help_text="Everybody who may read them reads this beside them. Name nobody who reported anything.",
    )

    def clean_struck(self) -> str:
        """Return the words without the spaces around them."""
        return str(self.cleaned_data["struck"]).strip()


class ConcludeForm(GivenForm):
    """P13b Ask what was decided on a request to put data right or an objection, and how the person was told."""

    outcome = forms.ChoiceField(
        label="Do we do what they ask?",
        choices=Outcome.choices,
        widget=Radios,
        error_messages={"required": "Say whether we do what they ask"},
    )
    reason = ReasonField(
        label="What was done, and why?",
        asks="Say what was done, and why",
        help_text="The person is told this. Name the report or the alert by its reference, or quote the fact that is put "
        "right. For an objection, say what weighs more than their reasons, if anything does.",
    )
    how = ReasonField(
        label="Who was told, and how?",
        asks="Say who was told, and how",
        help_text="Such as: by e-mail to the customer, with where to complain.",
    )
    sure_of = DoubtsField(
        label="Nothing was done yet. Is it handed on?",
        yes="Yes.",
        asks="Put it right first, or tick that it is handed on",
    )
    field_order = ["version", "outcome", "sure_of", "reason", "way", "how", "on"]

    def __init__(self, data: Data = None, *, request: SubjectRequest, initial: Initial) -> None:
        super().__init__(data, version=request.version, initial=initial)
        outcome, reason = (str(self.data.get(name, "")) for name in ("outcome", "reason"))
        doubts = putting_right.doubts(request, outcome, reason)
        field_of(self, "sure_of", DoubtsField).ask(doubts)
        if not doubts:
            del self.fields["sure_of"]


class RefuseForm(StepForm):
    """P13b Ask on which ground the request is refused, and why."""

    ground = forms.ChoiceField(
        label="On which ground?",
        choices=RefusalGround.choices,
        widget=Radios,
        error_messages={"required": "Choose the ground on which the law lets us refuse"},
    )
    reason = ReasonField(label="Why?", asks="Say why the request is refused", help_text="Write to the person.")


class WithdrawForm(StepForm):
    """P13b Ask how the person took the request back, and when."""

    words = ReasonField(label="What did they say?", asks="Write down how the person withdrew the request")
    on = DateField(label="When?", called="the day it was withdrawn", past=True)
