"""The forms for logging an appeal, and for each step of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from alerts.alert.policies import could_be_less
from alerts.decisions.forms.head import AuthorityForm
from alerts.decisions.forms.standing import LighterForm, StandingForm
from alerts.models import Action, Alert, Review
from alerts.reviews.selectors import appealable_reviews
from appeals.choices import AppealChannel, AppealSender
from housing_alerts.attachments.forms import FilesField
from housing_alerts.customers.models import Customer, Representative
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague
from housing_alerts.web.fields import DateField, Radios
from housing_alerts.web.forms import Data, Files, PageForm, ReasonField, StepForm, WordsField, field_of
from letters.forms import PlanForm
from letters.subjects import Subject

from . import drafts, selectors, suggestions
from .choices import (
    AGAINST_AN_ACTION,
    AGAINST_AN_ALERT,
    ENDED_SINCE,
    NOT_UPHELD_LATE,
    NOTHING_LESS,
    UPHELD_LATE,
    AppealOutcome,
    AppealStatus,
)
from .mistakes import MistakeMixin
from .models import Appeal

NO, YES = "NO", "YES"
IMPOSED = "IMPOSED"
OWN_DECISION = "They made the decision that is appealed."
"""P9b The default reason why another member of the Leadership Team takes the place of the Head of Service."""


def _stay() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Are the alert's conditions suspended until the appeal is decided?",
        choices=[(NO, "No, they go on"), (YES, "Yes, suspend them")],
        widget=Radios,
        help_text="Only conditions of contact can be suspended. What visitors must do for their safety never is.",
        error_messages={"required": "Choose whether the conditions are suspended"},
    )


def _own_decision_reason() -> WordsField:
    return WordsField(label="Why do you decide an appeal against your own decision?")


def _can_stay(decision: Alert | Action) -> bool:
    """P9b Return whether the decision has conditions to suspend: only an alert in force can."""
    return isinstance(decision, Alert) and decision.is_active and decision.limits(on=timezone.localdate()).exists()


def _until(decision: Alert | Action, review: Review | None = None) -> str:
    """P9a Say until when an appeal against it is in time, as a clause after its name."""
    last = selectors.last_day_against(decision, review)
    return f": in time until {show_date(last)}" if last else ": no letter that was sent gives a last day yet"


class LogAppealForm(PageForm):
    """P9a The form that asks what the customer appeals against, why, how and when."""

    review = forms.ChoiceField(
        label="What is appealed?", widget=Radios, error_messages={"required": "Choose what is appealed"}
    )
    grounds = ReasonField(
        label="What reasons does the customer give?", asks="Write down the reasons the customer gives", rows=6
    )
    documents = WordsField(
        label="Which documents came with it?",
        rows=3,
        help_text="Such as letters or photographs. The letter that acknowledges the appeal lists them.",
    )
    attached = FilesField(label="Do you have those documents as photos or files?", required=False)
    channel = forms.ChoiceField(
        label="How did it reach us?",
        choices=AppealChannel.choices,
        widget=Radios,
        error_messages={"required": "Choose how the appeal reached us"},
    )
    received_on = DateField(label="When did we receive it?", called="the day we received the appeal", past=True)
    sender = forms.ChoiceField(
        label="Who makes the appeal?", widget=Radios, error_messages={"required": "Choose who makes the appeal"}
    )
    other_sender = forms.CharField(
        label="What is their name?",
        help_text="Without their agency: our letter gives the name, and others there may open it.",
        max_length=150,
        required=False,
    )
    authority_asked = WordsField(
        label="Which authority did you ask for?",
        rows=2,
        help_text="For example the customer's signed letter, asked for by telephone today. Until you record them on the "
        "customer's page, they get no letter, and nobody tells them anything of the case.",
    )
    stay = _stay()
    field_order = ["review", "sender", "other_sender", "authority_asked"]

    def __init__(
        self, data: Data = None, files: Files = None, *, decision: Alert | Action, customer: Customer | None
    ) -> None:
        super().__init__(data, files)
        acting = Representative.objects.acting(on=timezone.localdate()).filter(customer=customer)
        self.acting = {str(one.pk): one for one in acting}
        first, other = AppealSender.choices
        by_record = [(key, f"{one.full_name}, who acts for them: {one.authority}") for key, one in self.acting.items()]
        field_of(self, "sender", forms.ChoiceField).choices = [first, *by_record, other]
        self._offer_reviews(decision, appealable_reviews(decision) if isinstance(decision, Alert) else [])
        if not _can_stay(decision):
            del self.fields["stay"]

    def _offer_reviews(self, decision: Alert | Action, reviews: Iterable[Review]) -> None:
        self.reviews = {review.reference: review for review in reviews}
        if not self.reviews:
            del self.fields["review"]
            return
        kept = {
            name: f"The review of {show_date(r.completed_on)}, which kept it ({r})" for name, r in self.reviews.items()
        }
        field_of(self, "review", forms.ChoiceField).choices = [
            (IMPOSED, f"The decision to impose the alert{_until(decision)}"),
            *((name, f"{what}{_until(decision, self.reviews[name])}") for name, what in kept.items()),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("attached") and not data.get("documents", "").strip():
            self.add_error("documents", "Say which documents came with it: the letter to the customer lists them")
        if data.get("sender") == AppealSender.OTHER:
            asks = {
                "other_sender": "Enter the name of the person who makes the appeal",
                "authority_asked": "Say which authority you asked for",
            }
            for name, sentence in asks.items():
                if name not in self.errors and not data.get(name, "").strip():
                    self.add_error(name, sentence)
        return data

    def who_appeals(self) -> dict[str, Any]:
        """Return who makes the appeal, as the service takes it."""
        data = self.cleaned_data
        if data["sender"] == AppealSender.OTHER:
            return {name: data[name] for name in ("other_sender", "authority_asked")}
        return {"representative": self.acting.get(data["sender"])}

    def reviewed(self) -> Review | None:
        """Return the review that is appealed; none where the decision itself is."""
        return self.reviews.get(self.cleaned_data.get("review", ""))


class AcceptForm(StepForm):
    """P9a The form that asks why a late appeal goes ahead."""

    reason = ReasonField(
        label="Why is the late appeal accepted?", asks="Say why the late appeal is accepted all the same"
    )
    stay = _stay()

    def __init__(self, data: Data = None, *, appeal: Appeal) -> None:
        super().__init__(data, version=appeal.version)
        if appeal.in_time:
            del self.fields["reason"]
        if not _can_stay(appeal.decision):
            del self.fields["stay"]


class RefuseForm(StepForm):
    """P9a The form that asks why a late appeal is refused."""

    reason = ReasonField(label="Why is the late appeal refused?", asks="Say why the late appeal is refused")
    own_decision_reason = _own_decision_reason()

    def __init__(self, data: Data = None, *, by: Colleague, appeal: Appeal) -> None:
        super().__init__(data, version=appeal.version)
        if by not in appeal.made_by():
            del self.fields["own_decision_reason"]


class PrepareForm(StepForm):
    """P9b The form for the evidence that the Head of Service reads."""

    answer = ReasonField(
        label="What do you answer?", asks="Answer the question with which the appeal was sent back", rows=3
    )
    evidence = ReasonField(
        label="What is the evidence?",
        asks="Say what evidence you gathered for the Head of Service",
        help_text="What the customer says, what happened since, and what speaks for and against the alert.",
        rows=8,
    )

    def __init__(self, data: Data = None, *, appeal: Appeal) -> None:
        super().__init__(data, version=appeal.version, initial={"evidence": appeal.evidence})
        if not appeal.question:
            del self.fields["answer"]


class SendBackForm(AuthorityForm):
    """P9b The form for a question that the Head of Service asks first."""

    question = ReasonField(
        label="What do you ask the Operational Lead?", asks="Write down the question for the Operational Lead"
    )
    field_order = ["version", "question", "absent_head", "absence_reason"]


class DetermineForm(MistakeMixin, LighterForm, StandingForm, AuthorityForm):
    """P9b The form for the decision on the appeal, with its findings."""

    REMOVES, LIGHTENS = AppealOutcome.UPHELD, AppealOutcome.PARTLY
    FINDS_WRONG = ("outcome", AppealOutcome.UPHELD)
    WRONG_PERSON = (
        "If it is on the wrong person, uphold the appeal: the line manager and the Leads are then asked whose the danger "
        "is."
    )
    outcome = forms.ChoiceField(
        label="What do you decide?",
        choices=AGAINST_AN_ALERT,
        widget=Radios,
        error_messages={"required": "Choose what you decide"},
    )
    vulnerability = ReasonField(
        label="How did you consider vulnerability, health or a disability?",
        asks="Say how you considered vulnerability, health or a disability, or write “None is known”",
        help_text="What is recorded, what came with the appeal, and whether an adjustment would make less do. "
        "If none is known, write “None is known”.",
        rows=3,
    )
    findings = ReasonField(
        label="What are your findings?",
        asks="Give your findings: what you considered and why you decide so",
        help_text="The Lead starts the letter to the customer from your words, and confirms that the customer can read them.",
        rows=6,
    )
    review_by = DateField(
        label="Is it to be reviewed sooner? By when?",
        called="the day by which it is reviewed",
        required=False,
        help_text="Leave it empty if the review that is due is soon enough. The letter tells the customer of the day.",
    )
    own_decision_reason = _own_decision_reason()
    field_order = [
        "version",
        "seen",
        "vulnerability",
        "read",
        "outcome",
        "mistaken",
        "kept_controls",
        "kept_conditions",
        "danger",
        "fall",
        "stays_because",
        "findings",
        "review_by",
        "own_decision_reason",
        "absent_head",
        "absence_reason",
    ]

    def __init__(self, data: Data = None, *, by: Colleague, appeal: Appeal, on: date) -> None:
        head = appeal.head_who_made_it()
        absent = {"absent_head": head.pk, "absence_reason": OWN_DECISION} if head else {}
        case = {"version": appeal.version, "area": appeal.service_area}
        super().__init__(data, by=by, decision=appeal.decision, initial=absent, **case)
        self.order_fields(self.field_order)
        self.since = [each for each in self.happened if appeal.was_before_decider(each.known_at)]
        """P9b The incidents that became known after the Lead's evidence was prepared, so it may not tell of them."""
        self._offer(appeal, on)
        self.ask_of_mistake(appeal)
        if by not in appeal.made_by():
            del self.fields["own_decision_reason"]
        if head and "absent_head" in self.fields:
            self.whose = (
                f"The Head of Service for {appeal.service_area} decides this. {head} made the decision that is appealed, "
                "so you can decide in their place."
            )
            self.fields["absent_head"].label = "Whose place do you take?"
            self.fields["absence_reason"].label = "Why does the Head of Service not decide?"

    def _offer(self, appeal: Appeal, on: date) -> None:
        alert = appeal.alert
        if alert and alert.is_active:
            self.fields["review_by"].help_text += f" It is due by {show_date(alert.review_due_on)}."
            self.offer(alert.controls, alert.present_limits(on=on))
            if not could_be_less(alert, on=on):
                self.leave_out(AppealOutcome.PARTLY, NOTHING_LESS)
            return
        self.had = set()
        del self.fields["review_by"]
        if alert:
            self._offer_after_its_end(alert)
            return
        field_of(self, "outcome", forms.ChoiceField).choices = AGAINST_AN_ACTION
        del self.fields["kept_controls"], self.fields["kept_conditions"]

    def _offer_after_its_end(self, alert: Alert) -> None:
        """P9b Offer only the outcomes that fit an alert that ended meanwhile, and name the one in its place."""
        after, early = selectors.standing_successor(alert), ""
        if after:
            early = f", and {after.type}, {after.reference}, which took its place, is reviewed early"
        outcome = field_of(self, "outcome", forms.ChoiceField)
        outcome.choices = [
            (AppealOutcome.UPHELD.value, f"{UPHELD_LATE}{early}"),
            (AppealOutcome.NOT_UPHELD.value, NOT_UPHELD_LATE),
        ]
        outcome.help_text = ENDED_SINCE
        del self.fields["kept_controls"], self.fields["kept_conditions"]

    def lighter(self) -> dict[str, Any]:
        if "kept_controls" not in self.fields:
            return {}
        return super().lighter() | {"review_by": self.cleaned_data.get("review_by")}


class WithdrawForm(StepForm):
    """P9b The form for a withdrawal: the customer's own words, and the day."""

    words = ReasonField(label="What did the customer say?", asks="Write down the customer's words")
    on = DateField(label="When did they say so?", called="the day the customer withdrew the appeal", past=True)


class AnswerForm(StepForm):
    """P9b P7c The form for an answer without a letter: how it was given, or why nobody can give it, and the day."""

    how = ReasonField(
        label="How was the customer answered, or why can nobody answer them safely?",
        asks="Say how the customer was answered, or why nobody can answer them safely",
    )
    on = DateField(
        label="When were they answered, or was that decided?", called="the day of the answer or decision", past=True
    )


class OutcomeForm(PlanForm[Appeal]):
    """E3 The form for the letter that tells how the appeal ended, or why it was refused as late."""

    considered = ReasonField(
        label="Which information and evidence was considered?",
        asks="Say which information and evidence was considered",
        rows=4,
    )
    basis = ReasonField(label="What is the basis for the decision?", asks="Give the basis for the decision", rows=5)
    same_decider = ReasonField(
        label="Why did the same person decide on the appeal?",
        asks="Say why the same person decided on the appeal",
        help_text="Write to the customer. The record has the reason that was given then.",
        rows=3,
    )
    field_order = ["considered", "basis", "same_decider", "planned_method", "planned_on"]

    def __init__(self, data: Data = None, *, appeal: Appeal) -> None:
        recorded = appeal.findings or appeal.refused_reason
        super().__init__(data, initial={"basis": recorded})
        self.recorded["basis"] = recorded
        self.suggest("basis", suggestions.bases(appeal))
        if appeal.decided_by not in appeal.made_by():
            del self.fields["same_decider"]
        if appeal.status == AppealStatus.REFUSED:
            del self.fields["considered"]
            basis = self.fields["basis"]
            basis.label = "Why is the late appeal refused?"
            basis.help_text = "Write to the customer. The letter says when it came and until when it could."
        else:
            self.suggest("considered", suggestions.considered(appeal))

    def facts(self, appeal: Appeal) -> dict[str, Any]:
        """Return the facts of the letter."""
        data = self.cleaned_data
        said = {"basis": data["basis"], "same_decider": data.get("same_decider", "")}
        if appeal.status == AppealStatus.REFUSED:
            return drafts.appeal_refused(appeal, on=data["planned_on"], **said)
        return drafts.appeal_outcome(appeal, on=data["planned_on"], considered=data["considered"], **said)

    def also(self, appeal: Appeal) -> list[Subject]:
        """P8b List the appealed alert, which the customer knows by this letter, unless one that tells of it follows."""
        return [*drafts.tells_of(appeal, on=self.cleaned_data["planned_on"])]


class AcknowledgementForm(PlanForm[Appeal]):
    """P9b The form for the acknowledgement. The appeal already holds all that the letter says."""

    def facts(self, appeal: Appeal) -> dict[str, Any]:
        """Return the facts of the letter."""
        return drafts.acknowledgement(appeal, on=self.cleaned_data["planned_on"])
