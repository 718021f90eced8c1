"""A behaviour and an example as an administrator types them."""

from typing import Any

from django import forms

from housing_alerts.kernel import procedure
from housing_alerts.web.fields import Radios
from housing_alerts.web.forms import PageForm, ReasonField

from .models import Behaviour, Example
from .selectors import type_shown

STAGES = [("FORMAL", "Formal"), ("INFORMAL", "Informal"), ("EITHER", "Informal or formal")]


class _Kept(PageForm):
    """A row there is: what the page showed of it, and whether it can be chosen. What the procedure fixes is not asked."""

    FIXED: tuple[str, ...]
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    offered = forms.BooleanField(
        label="Can be chosen on a report",
        required=False,
        help_text="Take this away to retire it. Reports that chose it still show it.",
    )

    def __init__(self, *args: Any, row: Behaviour | Example, **kwargs: Any) -> None:
        shown: dict[str, Any] = {"seen": type_shown(row), "offered": row.retired_on is None}
        names = set(self.base_fields) - {"seen", "offered"}
        super().__init__(*args, initial={name: getattr(row, name) for name in names} | shown, **kwargs)
        for name in (*self.FIXED, "offered") if row.is_named else ():
            del self.fields[name]

    def is_offered(self) -> bool:
        """Whether it can be chosen from now on."""
        return bool(self.cleaned_data.get("offered", True))


class AddBehaviourForm(PageForm):
    """D1 What a behaviour is called, what it means, and the stage that it proposes."""

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

    def values(self) -> dict[str, Any]:
        """The fields of the behaviour."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "offered")}


class ChangeBehaviourForm(_Kept, AddBehaviourForm):
    """D1 A behaviour there is. Of the nine of Appendix D only the definition is asked."""

    FIXED = ("name", "stage")
    field_order = ["seen", "name", "definition", "stage", "offered"]


class AddExampleForm(PageForm):
    """P3 What an example says, to which family it belongs, and what it is an example of."""

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["behaviour"]
        assert isinstance(field, forms.ChoiceField)
        named = [(behaviour.code, behaviour.name) for behaviour in Behaviour.objects.offered()]
        field.choices = [*named, (self.VIOLENT, "Actual physical violence")]

    def values(self) -> dict[str, Any]:
        """The fields of the example."""
        asked = {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "offered")}
        if "behaviour" not in asked:
            return asked
        code = asked.pop("behaviour")
        return asked | {"violent": code == self.VIOLENT, "behaviour": Behaviour.objects.filter(code=code).first()}


class ChangeExampleForm(_Kept, AddExampleForm):
    """P3 An example there is. Of those that §3 lists only the words are asked."""

    FIXED = ("family", "behaviour")
    field_order = ["seen", "family", "words", "behaviour", "offered"]

    def __init__(self, *args: Any, row: Example, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial["behaviour"] = self.VIOLENT if row.violent else row.behaviour and row.behaviour.code
