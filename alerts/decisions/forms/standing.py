"""The forms for decisions on an alert in force: what stays, what was seen, and what becomes of the danger."""

from typing import Any, ClassVar

from django import forms

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.choices import Control
from alerts.conditions.models import Condition
from alerts.decisions.answers import Rest
from alerts.decisions.policies import why_danger_unanswered
from alerts.decisions.selectors import Behind, Happened, behind, falls_with, happened_beside, left_to_danger
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.web.fields import Checkboxes, DateField, RowsField, offer_rows
from housing_alerts.web.forms import Data, StepForm, WordsField, field_of


class LighterForm(forms.Form):
    """P8b The form that asks which parts of an alert stay when it goes on with less."""

    kept_controls = forms.MultipleChoiceField(label="Which controls stay?", required=False, widget=Checkboxes)
    kept_conditions = RowsField(
        Condition.objects.none(), label="Which conditions stay?", required=False, widget=Checkboxes
    )

    def offer(self, had: list[str], limits: list[Condition]) -> None:
        """Offer these controls and these conditions, all of them ticked."""
        controls = field_of(self, "kept_controls", forms.MultipleChoiceField)
        conditions = field_of(self, "kept_conditions", RowsField)
        controls.choices = [(c.value, c.label) for c in Control if c in had]
        controls.initial = had
        self.had = {condition.pk for condition in limits}
        conditions.initial = limits
        offer_rows(conditions, limits)
        if not self.had:
            del self.fields["kept_conditions"]
        for condition in limits:
            self.fields[f"ends_{condition.pk}"] = _last_day(condition)

    def leave_out(self, outcome: str, why: str) -> None:
        """Remove the outcome by which the alert would go on with less, and say why beside the choices."""
        choice: Any = self.fields["outcome"]
        choice.choices = [each for each in choice.choices if each[0] != outcome]
        choice.help_text = why

    def last_days(self) -> list[Any]:
        """List the bound fields in which a condition's last day is brought forward."""
        return [self[f"ends_{pk}"] for pk in sorted(self.had)]

    def lighter(self) -> dict[str, Any]:
        """Return the controls that stay, the conditions that end, and those that end sooner, as the services take them."""
        data = self.cleaned_data
        lifted = self.had - {condition.pk for condition in data.get("kept_conditions", [])}
        ends = {pk: data[f"ends_{pk}"] for pk in self.had - lifted if data.get(f"ends_{pk}")}
        return {"controls": data.get("kept_controls", []), "lifted": lifted, "ends": ends}


def _last_day(condition: Condition) -> DateField:
    return DateField(
        label=f"An earlier last day for “{condition.words}”",
        called="the earlier last day",
        help_text=f"Leave it empty, and it applies {condition.span}.",
        required=False,
    )


class StandingForm(StepForm):
    """P8a P9b D5 A form for a decision on what is in force. It asks about danger where the decision takes protection away.

    It carries which incidents its page listed, so that nobody decides over one they have not seen.
    """

    REMOVES: ClassVar[str] = ""
    LIGHTENS: ClassVar[str] = ""
    """The outcomes that remove the alert, and by which it goes on with less. A form that asks for no outcome removes it."""
    WRONG_PERSON: ClassVar[str] = ""
    """What to do here where the alert is on the wrong person, so that somebody is asked whose the danger is."""

    FINDS_WRONG: ClassVar[tuple[str, str] | None] = None
    """The field and the answer that find the alert wrong, so that the other actions of its case are asked about."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    danger = WordsField(
        label="What becomes of the danger that was reported?",
        help_text="Needed where the alert ends, or asks for less of what keeps colleagues safe.",
        rows=3,
    )
    fall = RowsField(
        Action.objects.none(),
        label="What falls with the alert?",
        required=False,
        widget=Checkboxes,
        help_text="These were decided with the alert. If the alert was wrong, tick each that was wrong too: it is set aside.",
    )
    stays_because = WordsField(
        label="Why does the rest stay?",
        help_text="Needed for each that you do not tick, where the alert was wrong.",
        rows=3,
    )

    def __init__(self, data: Data = None, *, decision: Alert | Action, **kwargs: Any) -> None:
        self.happened, self.behind = happened_beside(decision), behind(decision)
        kwargs["initial"] = {**kwargs.get("initial", {}), "seen": self._keys()}
        super().__init__(data, **kwargs)
        known = self.data.get("seen", "").split(",")
        self.unseen = [each for each in self.happened if self.is_bound and each.key not in known]
        """The incidents that were reported, marked as a breach or corrected after the page was opened."""
        self.alert = decision if isinstance(decision, Alert) and decision.is_active else None
        if self.alert is None or not left_to_danger(self.alert, self.happened):
            del self.fields["danger"]
        else:
            self.fields["danger"].help_text += f" {self.WRONG_PERSON}"
        self._ask_about_the_rest()

    def _ask_about_the_rest(self) -> None:
        """P9b P8b Offer the actions of the case, none ticked, where its last alert can be found wrong here."""
        actions = falls_with(self.alert) if self.FINDS_WRONG else []
        if not actions:
            del self.fields["fall"], self.fields["stays_because"]
            return
        offer_rows(field_of(self, "fall", RowsField), actions)

    def rest(self) -> Rest:
        """Return what becomes of the other actions of the case, as the services take it."""
        data = self.cleaned_data
        return Rest([action.pk for action in data.get("fall", [])], data.get("stays_because", ""))

    def full_clean(self) -> None:
        """Validate the form. A page shown again for an error lists the unseen incidents, and so counts them as seen."""
        super().full_clean()
        if self.errors:
            self.show_now({"seen": self._keys()})

    def _keys(self) -> str:
        known: list[Behind | Happened] = [*self.behind, *self.happened]
        return ",".join(each.key for each in known)

    def shows(self) -> dict[str, str]:
        """Return the hidden values of the page, with the incidents that it lists now."""
        return super().shows() | {"seen": self._keys()}

    def seen_keys(self) -> list[str]:
        """Return the keys of the incidents that the page listed when it was opened."""
        return str(self.cleaned_data["seen"]).split(",")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.alert:
            left = left_to_danger(self.alert, self.happened, stay=self._stay(data, self.alert.controls))
            if unsaid := why_danger_unanswered(left, data.get("danger", "")):
                self.add_error("danger", unsaid.sentence)
        if unanswered := self._why_rest_unanswered(data):
            self.add_error("fall", unanswered.sentence)
        return data

    def _why_rest_unanswered(self, data: dict[str, Any]) -> Refusal | None:
        if self.FINDS_WRONG is None or "fall" not in self.fields:
            return None
        name, wrong = self.FINDS_WRONG
        return self.rest().why_not(falls_with(self.alert)) if data.get(name) == wrong else None

    def _stay(self, data: dict[str, Any], controls: list[str]) -> list[str] | None:
        """Return those of the ``controls`` with which the alert goes on; None where it is removed."""
        outcome = data.get("outcome")
        if outcome == self.REMOVES or "outcome" not in self.fields:
            return None
        return list(data.get("kept_controls", [])) if outcome == self.LIGHTENS else controls
