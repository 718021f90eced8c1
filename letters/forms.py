"""The forms for the words of any letter, and for the records made after it was issued."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from django import forms
from django.http import QueryDict
from django.utils import timezone

from housing_alerts.customers.choices import Format
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.refusals import Doubt
from housing_alerts.web.fields import Checkboxes, DateField, DoubtsField, Radios
from housing_alerts.web.forms import SENTENCES, Data, Initial, PageForm, ReasonField, StepForm, WordsField, field_of

from .copying import CopiesSent
from .dispatch import BY_HAND
from .fate import Fate
from .machine import METHODS
from .models import Letter
from .subjects import Facts, Subject

S = TypeVar("S")
"""A :class:`~letters.subjects.Subject`. No bound says so: mypy asks for it before it knows the fields of a model."""


class PlanForm(PageForm, Generic[S]):
    """P9a The questions of every letter: how and when it will be sent. The last day to appeal follows from them.

    The form of a kind gives the facts about its letter's subject, and adds its fields of words, each named as the fact that it
    becomes.
    """

    planned_method = forms.ChoiceField(
        label="How will it be sent?",
        choices=METHODS,
        widget=Radios,
        initial=METHODS[0][0],
        error_messages={"required": "Choose how the letter will be sent"},
    )
    planned_on = DateField(label="When will it be sent?", called="the day the letter will be sent")

    may_wait: tuple[str, ...] = ()
    """The fields, apart from those of words, without which the letter can still be drawn."""

    def __init__(self, data: Data = None, *, initial: Initial = None) -> None:
        super().__init__(data, initial={"planned_on": timezone.localdate(), **(initial or {})})
        self.suggested: dict[str, list[str]] = {}
        self.recorded: dict[str, str] = {}
        """The words of the record with which a field begins, by its name. Colleagues wrote them for each other."""
        self.open_questions: list[str] = []

    def facts(self, subject: S) -> Facts:
        """Return the facts that the letter tells of its subject."""
        raise NotImplementedError

    def also(self, subject: S) -> list[Subject]:
        """List the other subjects that the letter tells of."""
        return []

    @property
    def words(self) -> list[str]:
        """The names of the fields in which the Lead writes."""
        return [name for name, field in self.fields.items() if isinstance(field.widget, forms.Textarea)]

    def suggest(self, name: str, texts: Sequence[str]) -> None:
        """E1 E2 E3 Offer words for a field, which the Lead can choose and change.

        A browser with our script copies the chosen words into the field. Without the script, they are sent if the field was left
        as it was; typed words count before chosen ones.
        """
        if not texts:
            return
        chooser = f"{name}_from"
        self.fields[chooser] = forms.ChoiceField(
            label="Suggested words",
            help_text="Choose what fits, then change it as you need.",
            choices=[(str(number), text) for number, text in enumerate(texts)],
            widget=Radios(
                attrs={"class": "govuk-radios--small", "data-suggests": str(self.auto_id) % self.add_prefix(name)}
            ),
            required=False,
            error_messages={"invalid_choice": SENTENCES["invalid_choice"]},
        )
        order = list(self.fields)
        order.remove(chooser)
        order.insert(order.index(name) + 1, chooser)
        self.order_fields(order)
        self.suggested[name] = list(texts)

    def not_their_own(self) -> list[str]:
        """E1 E2 E3 E4 List the statements to confirm for fields that hold suggested words, or words of the record, unchanged."""
        held = {name: _plain(self.cleaned_data.get(name)) for name in self.words}
        return [
            f"“{self.fields[name].label}” holds the suggested words as they are. They say what is so in this case."
            for name, texts in self.suggested.items()
            if held[name] in map(_plain, texts)
        ] + [
            f"“{self.fields[name].label}” holds the words of the record as they are. The customer may read them."
            for name, words in self.recorded.items()
            if words and held.get(name) == _plain(words)
        ]

    def start_from(self, facts: Facts) -> None:
        """Start from the words of an earlier letter instead of the suggested ones."""
        self.initial.update({name: facts[name] for name in self.words if facts.get(name)})

    def full_clean(self) -> None:
        """Put the chosen words into each field that was left as it was, then clean the form."""
        for name, texts in self.suggested.items():
            chosen = self.data.get(f"{name}_from", "")
            untouched = {"", *map(_plain, [*texts, self.get_initial_for_field(self.fields[name], name)])}
            if chosen in map(str, range(len(texts))) and _plain(self.data.get(name, "")) in untouched:
                typed = QueryDict(mutable=True)
                typed.update(self.data)
                typed[name] = texts[int(chosen)]
                self.data = typed
        super().full_clean()

    def ask(self, questions: Sequence[str]) -> None:
        """P11a Ask the Lead about possible mistakes. A question that is not ticked is an error at its box."""
        self.fields["confirmed"] = forms.MultipleChoiceField(
            label="Is this meant?", choices=[(asked, asked) for asked in questions], widget=Checkboxes, required=False
        )
        self.open_questions = [asked for asked in questions if asked not in self.confirmed()]
        if self.open_questions:
            self.add_error("confirmed", "Confirm that it is meant, or write it in another way")

    def confirmed(self) -> list[str]:
        """Return the questions that were ticked."""
        return self.data.getlist("confirmed") if isinstance(self.data, QueryDict) else []

    def left_to_do(self) -> list[str]:
        """List each fault and gap in a sentence, and the open questions."""
        wrong = [str(sentence) for name, errors in self.errors.items() if name != "confirmed" for sentence in errors]
        return wrong + self.open_questions

    def with_gaps(self) -> bool:
        """Fill each field of words that is empty or wrong with its typed words or with its name.

        :returns: whether the letter can be drawn in this way.
        """
        words = self.words
        if any(field not in (*words, *self.may_wait, "confirmed") for field in self.errors):
            return False
        for name in self.may_wait:
            self.cleaned_data.setdefault(name, None)
        for name in words:
            typed = str(self.data.get(name, "")).strip()
            self.cleaned_data.setdefault(name, typed or f"[{self.fields[name].label}]")
        return True


def _plain(text: object) -> str:
    return " ".join(str(text or "").split())


class DispatchForm(StepForm):
    """P7c P9a The questions before a letter goes out, if there are any: is it right, and how does the colleague know?"""

    sure_of = DoubtsField(
        label="Please check. Can the letter go there all the same?",
        yes="Yes, it can.",
        asks="Check the address, and tick what is right. Else cancel the letter",
    )
    words = ReasonField(
        label="How do you know?",
        asks="Say how you know that the letter can go there",
        help_text="For example what the customer told you, when and how. It is kept with the letter.",
        rows=3,
    )

    def __init__(self, data: Data = None, *, letter: Letter, doubts: list[Doubt], initial: Initial = None) -> None:
        super().__init__(data, version=letter.version, initial=initial or {})
        field_of(self, "sure_of", DoubtsField).ask(doubts)
        if any(doubt.code == BY_HAND for doubt in doubts):
            self.fields["words"].label = "Who goes there, and how do you know that it can go?"
        if not doubts:
            del self.fields["sure_of"], self.fields["words"]

    def answer(self) -> dict[str, Any]:
        """Return the answer in the form that the service takes."""
        return {name: self.cleaned_data[name] for name in ("sure_of", "words") if name in self.cleaned_data}


class PostingForm(DispatchForm):
    """P9a The method and the day of the real posting."""

    method = forms.ChoiceField(
        label="How was it sent?",
        choices=METHODS,
        widget=Radios,
        error_messages={"required": "Choose how the letter was sent"},
    )
    on = DateField(label="When was it sent?", called="the day the letter was sent", past=True)
    copied = forms.MultipleChoiceField(label="Which copies went too?", widget=Checkboxes, required=False)
    not_copied = WordsField(
        label="If a copy did not go, why not?", help_text="It is kept with the letter. Else leave it empty.", rows=2
    )
    field_order = ("method", "on", "copied", "not_copied", "sure_of", "words")

    def __init__(self, data: Data = None, *, letter: Letter, doubts: list[Doubt]) -> None:
        planned = {"method": letter.planned_method, "on": min(letter.planned_on, timezone.localdate())}
        super().__init__(data, letter=letter, doubts=doubts, initial=planned)
        sent = [(copy["name"], f"The copy for {copy['name']} went too") for copy in letter.copies]
        field_of(self, "copied", forms.MultipleChoiceField).choices = sent
        if not sent:
            del self.fields["copied"], self.fields["not_copied"]

    def answer(self) -> dict[str, Any]:
        """Return the answers in the form that the service takes: about the address, and about the copies."""
        went = CopiesSent(self.cleaned_data.get("copied", ()), self.cleaned_data.get("not_copied", ""))
        return super().answer() | {"copies": went}

    @classmethod
    def day(cls, typed: QueryDict, letter: Letter) -> date:
        """P9a Return the day for the questions: the typed day or, until there is one, the planned day."""
        field = cls.base_fields["on"]
        try:
            sent: date = field.clean(field.widget.value_from_datadict(typed, {}, "on"))
        except forms.ValidationError:
            return min(letter.planned_on, timezone.localdate())
        return sent

    @staticmethod
    def how(typed: QueryDict) -> str:
        """P7c Return the method for the questions: the typed one, or ""."""
        return typed.get("method", "")


class LeftForm(PostingForm):
    """P9a The posting of a letter that nobody may send any more, but that had left us before."""

    sure_of = DoubtsField(
        label="Nobody may send this letter now. Has it left us already?",
        yes="Yes, it has.",
        asks="Tick that it has left us. If it is still here, take it out of the post, and record nothing",
    )
    words = ReasonField(
        label="How do you know?",
        asks="Say how you know that it has left us",
        help_text="For example who took it to the post, and when. It is kept with the letter.",
        rows=3,
    )


class ReceiptForm(StepForm):
    """P9a The day on which the letter was really received."""

    on = DateField(label="When did the customer receive it?", called="the day the letter was received", past=True)


class ReturnForm(StepForm):
    """P9a The fate of a letter that did not reach the customer, the day, and what they said."""

    fate = forms.ChoiceField(
        label="What became of it?",
        choices=Fate.choices,
        widget=Radios,
        error_messages={"required": "Choose what became of the letter"},
    )

    on = DateField(
        label="When did it come back?",
        help_text="Or the day on which you learned that the customer never had it.",
        called="the day the letter came back",
        past=True,
    )
    said = WordsField(
        label="If the customer never had it, what did they say?",
        help_text="What they told you, when and how. It is kept with the letter.",
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("fate") == Fate.NEVER_HAD and not str(data.get("said", "")).strip():
            self.add_error("said", "Say what the customer told you, and when")
        return data


class CancelForm(StepForm):
    """P7c The reason why the letter will not be sent."""

    reason = ReasonField(label="Why is the letter cancelled?", asks="Say why the letter is cancelled")


class SafeContactForm(StepForm):
    """P7c P10b The format in which we write to the customer, and whether we write at all."""

    format = forms.ChoiceField(label="Preferred format", choices=Format.choices, required=False, widget=Radios)
    never_write = forms.BooleanField(
        label="Never write to this person", help_text="A letter could fall into the wrong hands.", required=False
    )
    still_here = forms.MultipleChoiceField(
        label="Which of these letters are still here?",
        help_text="They are issued. If you choose that this person is never written to, they are cancelled.",
        required=False,
        widget=Checkboxes,
    )
    never_message = forms.BooleanField(label="Leave no voice message, text or card", required=False)
    why = ReasonField(label="Why does this change?", asks="Say why contact with the customer changes", rows=3)

    def __init__(self, data: Data = None, *, customer: Customer, issued: Iterable[Letter] = ()) -> None:
        """Build the form.

        :param issued: the letters to the customer that are issued and not sent.
        """
        names = ("format", "never_write", "never_message")
        shown = {name: getattr(customer, name) for name in names}
        super().__init__(data, version=customer.version, initial=shown)
        choices = [(one.reference, f"{one.get_kind_display()}, letter {one.reference}") for one in issued]
        field_of(self, "still_here", forms.MultipleChoiceField).choices = choices
        if not choices:
            del self.fields["still_here"]
