"""The forms for a type of alert, a behaviour and an example."""

from typing import Any

from django import forms

from alerts.choices import Control, HangsOn
from housing_alerts.kernel import procedure
from housing_alerts.kernel.procedure import Stage
from housing_alerts.web.fields import Checkboxes, Radios
from housing_alerts.web.forms import Data, Initial, PageForm, ReasonField, WordsField, field_of

from .models import AlertType, Behaviour, Example
from .selectors import type_shown

TOLD = ("measure", "consequence", "consequence_kept", "consequence_removed")
FIXED = ("name", "letter_required", "needs_conditions", "affects_service", "hangs_on", "offered")
"""The fields that the form does not ask for the nine types of §7."""
ASKS = {
    "measure": "Write what the customer reads of the measure",
    "consequence": "Write what it means for the customer",
    "consequence_kept": "Write what it means when a review keeps it",
    "consequence_removed": "Write what it means when it is removed",
}


class AddAlertTypeForm(PageForm):
    """P7b Ask for the controls and instruction of a type, its letters, and the customer's wording."""

    name = forms.CharField(label="Name", max_length=100, error_messages={"required": "Enter the name of the type"})
    controls = forms.MultipleChoiceField(
        label="Which controls does it have?", choices=Control.choices, required=False, widget=Checkboxes
    )
    needs_conditions = forms.BooleanField(
        label="Each alert of this type needs a condition of contact or service", required=False
    )
    instruction = ReasonField(
        label="What do colleagues do?",
        asks="Say what colleagues do",
        help_text="They read it at the door, without the reason.",
        rows=2,
    )
    affects_service = forms.BooleanField(
        label="It affects the service that the customer gets",
        required=False,
        help_text="Then the departmental manager is consulted before it is recommended.",
    )
    hangs_on = forms.ChoiceField(
        label="What does it hang on?",
        choices=HangsOn.choices,
        widget=Radios,
        error_messages={"required": "Choose what it hangs on"},
    )
    period = forms.IntegerField(
        label="Months to the review",
        help_text="12 at most. A recommendation can ask for fewer.",
        min_value=1,
        max_value=procedure.REVIEW_MONTHS,
        initial=procedure.REVIEW_MONTHS,
        error_messages={
            "required": "Enter the months to the review",
            "max_value": "An alert is reviewed within 12 months. Enter 12 or fewer",
            "min_value": "Enter 1 month or more",
            "invalid": "Enter the months as a number, such as 6",
        },
    )
    letter_required = forms.BooleanField(label="It needs a decision letter", required=False)
    measure = WordsField(label="The measure", help_text="For example: Two people come together to visits.", rows=2)
    consequence = WordsField(label="What it means for the customer", rows=2)
    consequence_kept = WordsField(label="What it means when a review keeps it", rows=2)
    consequence_removed = WordsField(label="What it means when it is removed", rows=2)
    ukhds = forms.CharField(label="UKHDS 3.5 code", max_length=40, required=False)
    ukhds_draft = forms.CharField(label="Code of the draft of 2025", max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("controls") and not self._fixed("needs_conditions", data):
            self.add_error("controls", "Choose at least one control, or say that each alert needs a condition")
        if self._fixed("letter_required", data):
            for name in TOLD:
                if not data.get(name, "").strip() and name not in self.errors:
                    self.add_error(name, ASKS[name])
        return data

    def _fixed(self, name: str, data: dict[str, Any]) -> bool:
        return bool(data.get(name))

    def values(self) -> dict[str, Any]:
        """Return the values of the type's fields."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "offered")}


class ChangeAlertTypeForm(AddAlertTypeForm):
    """P7b Ask for changes to an existing type. The fields that §7 fixes for its nine types are not asked."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    offered = forms.BooleanField(
        label="Offered for new alerts",
        required=False,
        help_text="Take this away to retire the type. Its active alerts go on as they are.",
    )

    def __init__(self, data: Data = None, *, type: AlertType) -> None:
        self.type = type
        asked = type.as_asked()
        shown = {name: getattr(asked, name) for name in AddAlertTypeForm.base_fields}
        shown |= {"seen": type_shown(type), "offered": type.retired_on is None}
        super().__init__(data, initial=shown)
        fixed = FIXED if type.is_named else ()
        for name in (*fixed, *(["offered"] if type.imported_only else [])):
            del self.fields[name]

    def _fixed(self, name: str, data: dict[str, Any]) -> bool:
        return bool(data.get(name, getattr(self.type, name)))

    def is_offered(self) -> bool:
        """Return whether Leads may recommend the type from now on."""
        return bool(self.cleaned_data.get("offered", True))


class ConfirmAlertTypeForm(PageForm):
    """P7b Carry the fingerprint of the waiting type that the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Data = None, *, type: AlertType) -> None:
        super().__init__(data, initial={"seen": type_shown(type)})


STAGES = [(Stage.FORMAL, "Formal"), (Stage.INFORMAL, "Informal"), (Stage.EITHER, "Informal or formal")]


class _Kept(PageForm):
    """Ask for changes to an existing row, and whether it can be chosen.

    ``seen`` is the fingerprint of the row that the page showed. The fields that the procedure fixes are not asked.
    """

    FIXED: tuple[str, ...]
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    offered = forms.BooleanField(
        label="Can be chosen on a report",
        required=False,
        help_text="Take this away to retire it. Reports that chose it still show it.",
    )

    def __init__(self, data: Data = None, *, row: Behaviour | Example) -> None:
        shown: dict[str, Any] = {"seen": type_shown(row), "offered": row.retired_on is None}
        names = set(self.base_fields) - {"seen", "offered"}
        super().__init__(data, initial={name: getattr(row, name) for name in names} | shown)
        for name in (*self.FIXED, "offered") if row.is_named else ():
            del self.fields[name]

    def is_offered(self) -> bool:
        """Return whether the row can be chosen from now on."""
        return bool(self.cleaned_data.get("offered", True))


class AddBehaviourForm(PageForm):
    """D1 Ask for the name and meaning of a behaviour, and the stage that it proposes."""

    name = forms.CharField(label="Name", max_length=100, error_messages={"required": "Enter the name of the behaviour"})
    definition = ReasonField(
        label="What does it mean?", asks="Say what it means", help_text="Whoever reports reads it.", rows=3
    )
    stage = forms.ChoiceField(
        label="Which stage does it propose?",
        choices=STAGES,
        widget=Radios,
        error_messages={"required": "Choose which stage it proposes"},
    )
    threatens = forms.BooleanField(
        label="It is a threat of violence",
        required=False,
        help_text="Then an interim marker is offered at once, and the report stands on top.",
    )

    def values(self) -> dict[str, Any]:
        """Return the values of the behaviour's fields."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "offered")}


class ChangeBehaviourForm(_Kept, AddBehaviourForm):
    """D1 Ask for changes to an existing behaviour. For the nine of Appendix D only the definition is asked."""

    FIXED = ("name", "stage", "threatens")
    field_order = ["seen", "name", "definition", "stage", "threatens", "offered"]


class AddExampleForm(PageForm):
    """P3 Ask for the words of an example, its family, and the behaviour that it illustrates."""

    VIOLENT = "VIOLENT"
    family = forms.ChoiceField(
        label="To which family does it belong?",
        choices=[(family.value, name) for family, name in procedure.FAMILY_NAMES.items()],
        widget=Radios,
        error_messages={"required": "Choose to which family it belongs"},
    )
    words = forms.CharField(label="The example", max_length=200, error_messages={"required": "Enter the example"})
    behaviour = forms.ChoiceField(
        label="What is it an example of?",
        widget=Radios,
        error_messages={"required": "Choose what it is an example of"},
    )

    def __init__(self, data: Data = None, *, initial: Initial = None) -> None:
        super().__init__(data, initial=initial)
        named = [(behaviour.code, behaviour.name) for behaviour in Behaviour.objects.offered()]
        choices = [*named, (self.VIOLENT, "Actual physical violence")]
        field_of(self, "behaviour", forms.ChoiceField).choices = choices

    def values(self) -> dict[str, Any]:
        """Return the values of the example's fields."""
        asked = {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "offered")}
        if "behaviour" not in asked:
            return asked
        code = asked.pop("behaviour")
        return asked | {"violent": code == self.VIOLENT, "behaviour": Behaviour.objects.filter(code=code).first()}


class ChangeExampleForm(_Kept, AddExampleForm):
    """P3 Ask for changes to an existing example. For those that §3 lists only the words are asked."""

    FIXED = ("family", "behaviour")
    field_order = ["seen", "family", "words", "behaviour", "offered"]

    def __init__(self, data: Data = None, *, row: Example) -> None:
        super().__init__(data, row=row)
        self.initial["behaviour"] = self.VIOLENT if row.violent else row.behaviour and row.behaviour.code
