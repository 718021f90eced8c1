"""The part of the form of a report that asks about danger, and who it comes from (D4.1)."""

from typing import Any

from django import forms
from django.utils import timezone

from alerts.choices import About, Circumstance
from alerts.corrections.choices import DangerFrom
from alerts.incidents.choices import DoubtCode
from alerts.incidents.selectors import danger_boxes
from alerts.incidents.words import names_danger
from alerts.writing.at_home import AT_HOME, confided, told_by_another, told_from_afar
from housing_alerts.kernel.refusals import Doubt
from housing_alerts.web.fields import Radios
from housing_alerts.web.forms import PageForm

NO_DANGER = Doubt(
    DoubtCode.NO_DANGER,
    "No colleague is in danger from it, and there was no weapon and no dangerous dog.",
    "nobody hurt or threatened, no weapon, no dog",
)
TOLD_US = Doubt(
    DoubtCode.CONFIDED,
    "The customer above is who did this or may do it, and not who told us. If anybody at home could be harmed because they told "
    "us, it is ticked below, such as domestic abuse.",
    "the customer, not who told us",
)

DANGER_FROM_UNSAID = "Choose who the danger comes from, or that you do not know"


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

    danger_from = danger_from_field()

    def danger_unsaid(self, data: dict[str, Any]) -> list[Doubt]:
        """D4 Return a doubt if no answer says danger, and the account names some, or harm was near."""
        told = names_danger(data.get("account", "")) or data.get("about") == About.NEAR_MISS
        return [NO_DANGER] if told and not self._says_danger(data) else []

    def telling_unsaid(self, data: dict[str, Any]) -> list[Doubt]:
        """P4a P7c Return a doubt if somebody at home may have told us and no answer says so."""
        said = not data.get("customer") or set(AT_HOME).intersection(data.get("circumstances", []))
        account, channel = data.get("account", ""), data.get("channel", "")
        told = confided(account) or told_from_afar(data.get("about", ""), channel)
        told = told or told_by_another(account, channel, data.get("customer"))
        return [TOLD_US] if told and not said else []

    def _says_danger(self, data: dict[str, Any]) -> bool:
        examples = data["examples"]
        named = [*data.get("behaviours", []), *(one.behaviour for one in examples if one.behaviour)]
        said = [data.get("violent"), data.get("weapon"), Circumstance.DANGEROUS_DOG in data.get("circumstances", [])]
        said += [*(behaviour.threatens for behaviour in named), *(example.violent for example in examples)]
        return any(said)

    def clean_danger(self, data: dict[str, Any]) -> None:
        """D4 Ask who the danger comes from, where danger is said and a person is named."""
        if not (self._says_danger(data) and data["customer"]):
            data["danger_from"] = ""
        elif not data.get("danger_from"):
            self.add_error("danger_from", DANGER_FROM_UNSAID)
        elif data["danger_from"] == DangerFrom.THERE and data.get("occurred_at"):
            home = data["customer"].home(on=timezone.localdate(data["occurred_at"]))
            if not (home or data["asset"] or data.get("elsewhere")):
                self.add_error("asset", "Say at which of our properties the danger is")

    @property
    def danger_boxes(self) -> list[str]:
        """D4 Return the boxes that say danger, each as its name and value: the page then asks who it comes from."""
        return [f"{name}={value}" for name, value in danger_boxes()]
