"""The form fields that find the customer of a report.

They find the customer from the typed words, and ask which one is meant if several match.
"""

from typing import Any

from django import forms
from django.utils import timezone

from alerts.corrections.policies import tells_of_danger
from alerts.incidents.models import Incident
from alerts.look_up import people as look_up_people
from alerts.look_up.finding import STAFF, closed_among
from alerts.look_up.people import MOST
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.staff.models import Colleague
from housing_alerts.web.fields import Radios
from housing_alerts.web.forms import Data, Files, PageForm, ReasonField, StepForm, field_of

REFERENCE_ALONE = "Names are closed to you. Type the reference from your job or, without one, say below where it was."
"""The message for colleagues who do not look people up by name."""


class SubjectForm(PageForm):
    """Ask for a customer, and which of several is meant."""

    customer = forms.CharField(
        label="Who is it about?",
        help_text="A name or a customer's reference, such as C100000.",
        required=False,
        widget=forms.TextInput(attrs={"data-suggestions": "people"}),
    )
    candidate = forms.ChoiceField(label="Which customer do you mean?", required=False, widget=Radios)

    def __init__(self, data: Data = None, files: Files = None, *, by: Colleague, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.by = by
        self.by_name = by.holds(*STAFF)
        if not self.by_name:
            self.fields["customer"].help_text = REFERENCE_ALONE
        self._found: dict[str, list[Any]] = {"candidate": self._offer("candidate", self._customers())}

    def _customers(self) -> list[Customer]:
        typed = self.searched("customer")
        return look_up_people.find_customers(self.by, typed) if typed.strip() else []

    def searched(self, name: str) -> str:
        """Return the words typed in that box, for the search before the field is cleaned. NUL is removed: no name has it."""
        return str(self.data.get(name, "")).replace("\0", "")

    def _offer(self, name: str, found: list[Any]) -> list[Any]:
        """Offer the records that match the typed words as choices, and return them all."""
        typed = self.searched("customer")
        people = [row.pk for row in found if isinstance(row, Customer)]
        closed = closed_among(self.by, people) if people else set()
        choices = [(row.reference, _described(row, typed, closed)) for row in found]
        self._choices(name, choices[:MOST] if len(found) > 1 else choices)
        return found

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field_of(self, name, forms.ChoiceField).choices = choices

    @property
    def ambiguous(self) -> list[str]:
        """Return the questions "Which one do you mean?" that the page has to ask."""
        return [name for name, found in self._found.items() if len(found) > 1]

    def chosen(self, typed: str, choice: str, data: dict[str, Any], noun: str) -> Any:
        """Return the record that is meant, or None with an error on its field if that is not clear."""
        text, found = str(data.get(typed, "")).strip(), self._found[choice]
        if not text:
            return None
        if len(found) > 1:
            found = [row for row in found if row.reference == data.get(choice)]
            if not found:
                self.add_error(choice, f"Several match “{text}”. Choose the {noun} you mean, or type more")
                return None
        if found:
            return found[0]
        closed = typed == "customer" and not self.by_name
        other = REFERENCE_ALONE if closed else "Check the spelling, or try the reference"
        self.add_error(typed, f"No {noun} matches “{text}”. {other.removesuffix('.')}")
        return None


class NamedLaterForm(SubjectForm, StepForm):
    """P2 D4 Ask for the customer or the property of an incident that is logged already."""

    asset = forms.CharField(
        label="At which of our properties was it?",
        help_text="The address, the postcode or the property's reference. Colleagues who look it up are then told of danger.",
        required=False,
        widget=forms.TextInput(attrs={"data-suggestions": "places"}),
    )
    place = forms.ChoiceField(label="Which property do you mean?", required=False, widget=Radios)

    def __init__(
        self, data: Data = None, *, by: Colleague, incident: Incident, initial: dict[str, str] | None = None
    ) -> None:
        super().__init__(data, version=incident.version, by=by, initial=initial or {})
        self.incident = incident
        where = self.searched("asset")
        self._found["place"] = self._offer("place", look_up_people.find_assets(by, where) if where.strip() else [])

    def clean_named(self, data: dict[str, Any], unnamed: str) -> None:
        """Find the person and the property.

        :param unnamed: the error where neither is named; empty if they need not be.
        """
        data["customer"] = self.chosen("customer", "candidate", data, "customer")
        data["asset"] = self.chosen("asset", "place", data, "property")
        found = data["customer"] or data["asset"]
        if unnamed and not found and not {"customer", "candidate", "asset", "place"} & set(self.errors):
            self.add_error("customer", unnamed)


class NameCustomerForm(NamedLaterForm):
    """P2 D4 Ask for the customer, if the reporter did not know the person. If the report has no property, ask for that too."""

    field_order = ("version", "customer", "candidate", "asset", "place")

    def __init__(self, data: Data = None, *, by: Colleague, incident: Incident) -> None:
        super().__init__(data, by=by, incident=incident)
        if incident.asset_id:
            del self.fields["asset"], self.fields["place"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        where = "" if self.incident.asset_id else " or, if nobody knows, where it was"
        self.clean_named(data, f"Say who it was{where}")
        return data


class VoidForm(StepForm):
    """P11a D4 Ask why the report is void and, after danger, whether that is dealt with."""

    reason = ReasonField(label="Why is the report void?", asks="Say why the report is void")
    dealt_with = forms.BooleanField(
        label="Its danger is dealt with: there was none, or it is logged where it belongs",
        error_messages={
            "required": "Tick that its danger is dealt with: nobody is warned because of this report any more"
        },
    )

    def __init__(self, data: Data = None, *, incident: Incident) -> None:
        super().__init__(data, version=incident.version)
        if not tells_of_danger(incident):
            del self.fields["dealt_with"]


def _described(row: Customer | Asset, typed: str, closed: set[int]) -> str:
    """Return the name or address by which the choice shows the record.

    :param closed: the customers whose restricted file the reporter cannot open.
    """
    if isinstance(row, Asset):
        return f"{row.full_address} ({row.reference})"
    home = row.home(on=timezone.localdate())
    at = home.full_address if home else "no current address"
    return look_up_people.to_choose(row, typed, at, closed=row.pk in closed)
