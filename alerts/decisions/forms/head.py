"""The forms for decisions of a Head of Service, or of the Leadership Team in the Head's absence."""

from typing import Any

from django import forms
from django.utils import timezone

from alerts.actions.models import Action
from alerts.alert.choices import ground_in_words
from alerts.alert.models import Alert
from alerts.choices import AlertStatus, Informing, WithholdCode
from alerts.conditions.policies import why_lifelines_open
from alerts.decisions.answers import Authority, InformAnswer, KnownAnswer, Lighter
from alerts.decisions.policies import told_at_home
from alerts.decisions.selectors import Lifting, against_strategy
from alerts.investigations.models import Investigation
from alerts.markers.policies import why_protection_given_up
from alerts.writing.selectors import organisation
from housing_alerts.kernel import procedure
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, ServiceArea
from housing_alerts.web.fields import Checkboxes, DoubtsField, Radios, RowsField, offer_rows
from housing_alerts.web.forms import Data, Initial, ReasonField, StepForm, WordsField, field_of

from .standing import LighterForm


class AuthorityForm(StepForm):
    """P7a A form in which a decider who is not the relevant Head says why they decide.

    They name the absent Head and say why that Head is absent or, where there is none, why the post is vacant.
    """

    absent_head = forms.ModelChoiceField(
        Colleague.objects.none(), label="Which Head of Service is absent?", required=False, empty_label=""
    )
    absence_reason = WordsField(label="Why are they absent?", rows=2)

    def __init__(
        self, data: Data = None, *, version: int, by: Colleague, area: ServiceArea, initial: Initial = None
    ) -> None:
        super().__init__(data, version=version, initial=initial or {})
        if by.holds_in(Role.HEAD_OF_SERVICE, area.pk):
            del self.fields["absent_head"], self.fields["absence_reason"]
            return
        self.order_fields([name for name in self.fields if name not in ("absent_head", "absence_reason")])
        heads = list(area.holders(Role.HEAD_OF_SERVICE))
        if not heads:
            del self.fields["absent_head"]
            why = self.fields["absence_reason"]
            why.label, why.required = "Why is the post vacant?", True
            why.error_messages["required"] = "Say why the post is vacant"
            self.whose = f"Nobody is Head of Service for {area}, so the Leadership Team decides this."
            return
        self.whose = f"The Head of Service for {area} decides this. You can decide only in their absence."
        offer_rows(field_of(self, "absent_head", forms.ModelChoiceField), heads)

    def authority(self) -> Authority:
        """Return the authority on which the decision is made."""
        return Authority(self.cleaned_data.get("absent_head"), self.cleaned_data.get("absence_reason", ""))


class KnownForm(AuthorityForm):
    """P10a A form in which the decider answers the facts that became known since the recommendation."""

    known_seen = forms.CharField(widget=forms.HiddenInput, required=False)
    known_since = WordsField(label="What do you make of it?", rows=3)

    def __init__(self, data: Data = None, *, by: Colleague, case: Alert | Investigation) -> None:
        self.known = case.known_now()
        seen = {"known_seen": self._keys()}
        super().__init__(data, by=by, area=case.service_area, version=case.version, initial=seen)
        if not self.known:
            del self.fields["known_seen"], self.fields["known_since"]

    def _keys(self) -> str:
        return ",".join(each.key for each in self.known)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.known and not data.get("known_since", "").strip():
            self.add_error("known_since", "Say what you make of what became known since the recommendation")
            self.show_now({"known_seen": self._keys()})  # what it asks about is listed beside the question
        return data

    def shows(self) -> dict[str, str]:
        """Return the hidden values of the page, with the facts that it lists now."""
        return super().shows() | {"known_seen": self._keys()}

    def known_answer(self) -> KnownAnswer:
        """Return the decider's answer to the facts that the page listed."""
        data = self.cleaned_data
        return KnownAnswer(data.get("known_since", ""), data.get("known_seen", "").split(","))


class LiftingForm(KnownForm):
    """D4 A form in which the decider says why what colleagues were asked for before is not needed any more."""

    unneeded = WordsField(
        label="Why is what colleagues were asked for not needed any more?",
        rows=3,
        help_text="Only where no alert asks colleagues for it then.",
    )

    def __init__(self, data: Data = None, *, by: Colleague, case: Alert | Investigation, lifting: Lifting) -> None:
        super().__init__(data, by=by, case=case)
        self.lifting = lifting
        if not lifting.does:
            del self.fields["unneeded"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and (
            unsaid := why_protection_given_up(self.given_up(), self.unneeded_because(), does=self.lifting.does)
        ):
            self.add_error("unneeded", unsaid.sentence)
        return data

    def given_up(self) -> list[str]:
        """Return what the lifted markers ask for and no alert does, as far as the form has its answers."""
        return self.lifting.given_up()

    def unneeded_because(self) -> str:
        """Return why it is not needed any more."""
        return str(self.cleaned_data.get("unneeded", ""))


class InformMixin(forms.Form):
    """P7c The fields that ask whether to inform or to withhold. No answer is preselected."""

    informing = forms.ChoiceField(
        label="Is the customer informed of the alert?",
        choices=[
            (Informing.INFORM.value, "Yes, we write to the customer"),
            (Informing.WITHHOLD.value, "No, we do not write to them"),
        ],
        widget=Radios,
        help_text="Informing is the rule. Consider whether a letter could be intercepted, or would put somebody at risk.",
        error_messages={"required": "Choose whether the customer is informed"},
    )
    withhold_code = forms.ChoiceField(label="Why not?", choices=WithholdCode.choices, required=False, widget=Radios)
    safe = DoubtsField(
        label="Does a letter put somebody at home in danger?",
        yes="No, nobody is in danger through it.",
        asks="Tick that a letter puts nobody at home in danger, or choose not to inform",
    )
    informing_reason = ReasonField(
        label="How did you assess whether informing them would raise the risk of harm?",
        asks="Say how you assessed the risk of harm",
        help_text="Your assessment is kept, whichever way you answer.",
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("informing") == Informing.WITHHOLD and not data.get("withhold_code"):
            self.add_error("withhold_code", "Choose why the customer is not informed")
        if data.get("informing") != Informing.INFORM:
            self.errors.pop("safe", None)
        return data

    def offer_grounds(self, alert: Alert) -> None:
        """Offer the grounds for withholding, with the day of the review then, and ask whether informing is safe.

        That there is nobody to tell is offered only where no customer is known, or where they died before the decision; a
        letter only where there is somebody.
        """
        doubts = told_at_home(alert)
        field_of(self, "safe", DoubtsField).ask(doubts)
        if not doubts:
            del self.fields["safe"]
        if not alert.type.letter_required:
            self._offer_no_letter(alert.type.name)
        within = organisation(alert, on=timezone.localdate()).withheld_months
        self.fields[
            "withhold_code"
        ].help_text = (
            f"Then it is reviewed within {within} month{'' if within == 1 else 's'}, which is our own standard."
        )
        of_the_dead = alert.customer is not None and alert.customer.died and alert.is_of_a_place()
        if alert.customer and not (of_the_dead and alert.status == AlertStatus.PROPOSED):
            grounds: Any = self.fields["withhold_code"]
            grounds.choices = [
                (code, ground_in_words(code, known=True))
                for code in WithholdCode.values
                if code != WithholdCode.NOBODY_KNOWN
            ]
        else:
            self._offer_nobody(known=alert.customer is not None)

    def _offer_no_letter(self, type_name: str) -> None:
        """P7b Ask only whether they may know of it, as no letter belongs to its type."""
        answers: Any = self.fields["informing"]
        answers.choices = [
            (Informing.INFORM.value, "They may know of it. No letter is written"),
            (Informing.WITHHOLD.value, "They are not to know of it"),
        ]
        answers.label = "May the customer know of the alert?"
        answers.help_text = f"No letter belongs to the type {type_name}."

    def _offer_nobody(self, *, known: bool) -> None:
        """Offer not to inform, because there is nobody to tell: the customer has died, or a home names nobody."""
        answers: Any = self.fields["informing"]
        answers.choices = [each for each in answers.choices if each[0] != Informing.INFORM]
        ground = ground_in_words(WithholdCode.NOBODY_KNOWN, known=known)
        answers.help_text = f"{ground.partition(',')[0]}, so nobody can be written to."
        if not known:
            answers.label = "Is anybody informed of the alert?"
        grounds: Any = self.fields["withhold_code"]
        grounds.choices = [(code, ground_in_words(code, known=known)) for code in WithholdCode.values]

    def inform(self) -> InformAnswer:
        """Return the answer as the services take it."""
        data = self.cleaned_data
        sure_of = data.get("safe", [])
        return InformAnswer(data["informing"], data.get("withhold_code", ""), data["informing_reason"], sure_of)


class DeclineForm(LiftingForm):
    """P7a The form that declines an alert."""

    reason = ReasonField(label="Why do you decline it?", asks="Give the reason for your decision")
    field_order = ["version", "known_seen", "known_since", "reason", "unneeded", "absent_head", "absence_reason"]


class AgreeForm(LiftingForm):
    """D3b The form that agrees the recommended actions, or that nothing further is done."""

    agreed = RowsField(
        Action.objects.none(),
        label="Which actions do you agree?",
        required=False,
        widget=Checkboxes(hints=lambda action: action.words),
        help_text="An action that you leave unticked is declined.",
    )
    reason = ReasonField(label="What is the reason for your decision?", asks="Give the reason for your decision")
    field_order = [
        "version",
        "known_seen",
        "known_since",
        "agreed",
        "reason",
        "unneeded",
        "absent_head",
        "absence_reason",
    ]

    def __init__(self, data: Data = None, *, by: Colleague, investigation: Investigation, lifting: Lifting) -> None:
        super().__init__(data, by=by, case=investigation, lifting=lifting)
        self.order_fields(self.field_order)
        self.actions = investigation.open_actions()
        offer_rows(field_of(self, "agreed", RowsField), self.actions)
        if not self.actions:
            del self.fields["agreed"]

    def declined(self) -> set[int]:
        """Return the primary keys of the actions that were left unticked."""
        agreed = {action.pk for action in self.cleaned_data.get("agreed", [])}
        return {action.pk for action in self.actions} - agreed


AS_RECOMMENDED, LESS = "AS_RECOMMENDED", "LESS"


class ApproveForm(InformMixin, LighterForm, LiftingForm):
    """P7a P7c P10a The form that imposes an alert."""

    reason = ReasonField(label="Why do you approve it?", asks="Give the reason for your decision")
    imposed = forms.ChoiceField(
        label="How do you impose it?",
        choices=[(AS_RECOMMENDED, "As it was recommended"), (LESS, "With less than was recommended")],
        initial=AS_RECOMMENDED,
        required=False,
        widget=Radios(hints={LESS: "What is heavier than the recommendation needs a new one: send it back."}),
    )
    lifelines = forms.MultipleChoiceField(
        label="Which of these stay open, whatever is restricted?",
        choices=[(each.code, f"{each.name[:1].upper()}{each.name[1:]}") for each in procedure.LIFELINES],
        required=False,
        widget=Checkboxes,
        help_text="Tick each that no condition touches. Where one does, take it away or send the investigation back.",
    )
    due_regard = ReasonField(
        label="How did you weigh equality, and a disability or health condition?",
        asks="Say how you weighed equality, and a disability or health condition, or write “None is known”",
        help_text="Where one is known: may what happened arise from it, and which adjustment was tried? "
        "If none is known, write “None is known”.",
        rows=3,
    )
    sure_of = DoubtsField(
        label="The customer’s contact strategy says something else. Is this meant?",
        help_text="If you tick it, a Lead is asked at once to change the strategy.",
        yes="Yes.",
        asks="Impose less, or tick that it is meant",
    )
    months = forms.IntegerField(
        label="Months to the first review",
        required=False,
        min_value=1,
        error_messages={
            "min_value": "Enter 1 month or more",
            "invalid": "Enter the months as a number, such as 6",
        },
    )
    field_order = [
        "version",
        "known_seen",
        "known_since",
        "imposed",
        "kept_controls",
        "kept_conditions",
        "months",
        "lifelines",
        "sure_of",
        "due_regard",
        "read",
        "reason",
        "unneeded",
        "informing",
        "withhold_code",
        "safe",
        "informing_reason",
        "absent_head",
        "absence_reason",
    ]

    def __init__(self, data: Data = None, *, by: Colleague, alert: Alert, lifting: Lifting) -> None:
        self.alert = alert
        super().__init__(data, by=by, case=alert, lifting=lifting)
        self.offer(alert.asked_controls, alert.present_conditions())
        self.offer_grounds(alert)
        if not alert.asked_controls:
            del self.fields["kept_controls"]
        self.conditions = alert.present_conditions()
        if not self.conditions:
            del self.fields["lifelines"]
        if not alert.customer:
            del self.fields["due_regard"]
        self.first_period = alert.first_period
        self.fields["months"].help_text = f"Recommended: {alert.first_period}. Leave it empty to keep that."
        self._ask_beside_strategy()
        self.order_fields(self.field_order)

    def _ask_beside_strategy(self) -> None:
        """P12 P5 Ask about each part that would be imposed beside a contact strategy that says something else."""
        sent: Any = self.data
        less = sent.get("imposed") == LESS and hasattr(sent, "getlist")
        stay = sent.getlist("kept_controls") if less else self.alert.asked_controls
        kept = (
            {str(one) for one in sent.getlist("kept_conditions")} if less else {str(one.pk) for one in self.conditions}
        )
        without = [one.pk for one in self.conditions if str(one.pk) not in kept]
        doubts = against_strategy(self.alert, stay, without)
        field_of(self, "sure_of", DoubtsField).ask(doubts)
        if not doubts:
            del self.fields["sure_of"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("imposed") == LESS and data.get("months") and data["months"] > self.first_period:
            self.add_error("months", f"You can only shorten the period. Enter {self.first_period} or fewer")
        if not self.errors and (
            untold := why_lifelines_open(self.conditions, self.lifelines_open(), without=self.less().without)
        ):
            self.add_error("lifelines", untold.sentence)
        return data

    def given_up(self) -> list[str]:
        """Return what the lifted markers ask for, and neither this alert nor another does."""
        return self.lifting.given_up(self.less().kept(self.alert))

    def lifelines_open(self) -> list[str]:
        """List the codes of the lifelines that are confirmed to stay open."""
        return list(self.cleaned_data.get("lifelines", []))

    def less(self) -> Lighter:
        """Return the parts that are taken away from the recommended alert."""
        data = self.cleaned_data
        if data["imposed"] != LESS:
            return Lighter()
        lighter = self.lighter()
        return Lighter(lighter["controls"], frozenset(lighter["lifted"]), lighter["ends"], data["months"])
