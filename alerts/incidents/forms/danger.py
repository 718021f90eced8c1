"""The part of the form of a report that asks about danger, and who it comes from (D4.1)."""

from typing import Any

from django import forms
from django.utils import timezone

from alerts.catalogue.models import Behaviour
from alerts.choices import AS_CIRCUMSTANCE, Danger
from alerts.corrections.choices import DangerFrom
from alerts.incidents.selectors import danger_boxes
from housing_alerts.kernel import procedure
from housing_alerts.web.fields import Checkboxes, Radios
from housing_alerts.web.forms import PageForm

NONE = "NONE"
"""The choice that there was no danger, or none besides the reported ones."""
ASKED = {
    Danger.VIOLENCE: "There was actual physical violence",
    Danger.SEXUAL: "There was sexual assault or sexual harassment, by touch, words or gestures",
    Danger.THREAT: "Violence was threatened",
    Danger.HELD: "Somebody was kept from leaving, blocked in or followed",
    Danger.WEAPON: "There was a weapon, used, shown or kept at hand",
    Danger.DOG: "There was a dangerous dog",
}
BOTH_SAID = "Choose what there was, or that there was none"
CHOSEN_ABOVE = "What you chose above tells of danger. Choose it here too, or take it back there"
DANGER_FROM_UNSAID = "Choose who the danger comes from, or that you do not know"


def dangers_field() -> forms.MultipleChoiceField:
    """D4 Return the question whether there was danger. A report is not taken without an answer."""
    return forms.MultipleChoiceField(
        label="Was there any of this?",
        choices=[*((danger.value, words) for danger, words in ASKED.items()), (NONE, "None of these")],
        widget=Checkboxes(exclusive=NONE),
        error_messages={"required": "Choose whether there was any of this"},
    )


def danger_from_field() -> forms.ChoiceField:
    """D4 Return the question who the danger comes from. Its form says when it has to be answered."""
    return forms.ChoiceField(
        label="Who does the danger come from?",
        help_text="So that colleagues are warned in the right place: wherever that person lives, at this home, or at both.",
        choices=[*DangerFrom.choices[:-1], (DangerFrom.UNKNOWN.value, "I do not know")],
        required=False,
        widget=Radios,
    )


class DangerForm(PageForm):
    """D4 Ask who the danger comes from, once a report tells of danger and names a person."""

    dangers = dangers_field()
    danger_from = danger_from_field()

    def says_danger(self, data: dict[str, Any]) -> bool:
        """D4 Return whether any answer tells of danger."""
        return bool(set(data.get("dangers", [])) - {NONE}) or self._chosen_above(data)

    def _chosen_above(self, data: dict[str, Any]) -> bool:
        """D4 Return whether a chosen behaviour or example tells of danger."""
        named = [*data.get("behaviours", []), *(one.behaviour for one in data["examples"] if one.behaviour)]
        return any(behaviour.threatens for behaviour in named) or any(example.violent for example in data["examples"])

    def clean_danger(self, data: dict[str, Any]) -> None:
        """D4 Ask whether there was danger and, where there was and a person is named, who it comes from."""
        said, dangers = self.says_danger(data), data.get("dangers", [])
        if NONE in dangers and said:
            self.add_error("dangers", CHOSEN_ABOVE if dangers == [NONE] else BOTH_SAID)
        self._fill_in(data, dangers)
        if not (said and data.get("customer")):
            data["danger_from"] = ""
        elif not data.get("danger_from"):
            self.add_error("danger_from", DANGER_FROM_UNSAID)
        elif data["danger_from"] == DangerFrom.THERE and data.get("occurred_at"):
            home = data["customer"].home(on=timezone.localdate(data["occurred_at"]))
            if not (home or data.get("asset") or data.get("elsewhere")):
                self.add_error("asset", "Say at which of our properties the danger is")

    def _fill_in(self, data: dict[str, Any], dangers: list[str]) -> None:
        """D4 Set the facts by which a report tells of these dangers."""
        data["violent"], data["weapon"] = Danger.VIOLENCE in dangers, Danger.WEAPON in dangers
        kept = [circumstance.value for danger, circumstance in AS_CIRCUMSTANCE.items() if danger in dangers]
        data["circumstances"] = [*data.get("circumstances", []), *kept]
        if Danger.THREAT in dangers:
            threats = Behaviour.objects.filter(code=procedure.THREAT_OF_VIOLENCE)
            data["behaviours"] = [*{*data.get("behaviours", []), *threats}]

    @property
    def danger_boxes(self) -> list[str]:
        """D4 Return the boxes that say danger, each as its name and value: the page then asks who it comes from."""
        return [f"{name}={value}" for name, value in danger_boxes()]
