"""The form on which an incident is logged."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from alerts.catalogue.models import Behaviour, Example
from alerts.choices import (
    AS_CIRCUMSTANCE,
    About,
    Channel,
    Circumstance,
    Factor,
    Notice,
    SourceKind,
    Standing,
    Step,
)
from alerts.incidents.choices import Affected
from alerts.incidents.selectors import EXAMPLES
from alerts.look_up import people as look_up_people
from housing_alerts.attachments.forms import FilesField
from housing_alerts.kernel import procedure
from housing_alerts.staff.models import Colleague
from housing_alerts.web.fields import Checkboxes, DateTimeField, Radios, RowsField
from housing_alerts.web.forms import Data, Files, ReasonField

from .danger import DangerForm
from .whom import WhomForm


def _examples(family: procedure.Family) -> RowsField:
    return RowsField(
        Example.objects.offered().filter(family=family.value),
        label=procedure.FAMILY_NAMES[family],
        required=False,
        widget=Checkboxes,
    )


def _colleague(label: str, *, asks: str = "") -> forms.ModelChoiceField:
    """Return a field that chooses a colleague.

    :param asks: the error if nobody was chosen. Without it the field is optional.
    """
    return forms.ModelChoiceField(
        Colleague.objects.none(),
        label=label,
        required=bool(asks),
        widget=forms.Select(attrs={"data-autocomplete": True}),
        empty_label="",
        error_messages={"required": asks} if asks else None,
    )


NOTHING_NAMED = "Choose at least one behaviour or one example, or say below what danger there was"
OF_AN_AGENCY = ("source_kind", "source", "notice", "source_reference")
"""P4b The fields that are asked only if another agency told us."""
FOLDED = {
    "place": ("asset", "elsewhere"),
    "examples": EXAMPLES,
    "risk": ("factors", "circumstances"),
}
"""The parts that the page folds away until they are asked for or hold a value."""


CIRCUMSTANCES = [choice for choice in Circumstance.choices if choice[0] not in AS_CIRCUMSTANCE.values()]
"""P4a The circumstances that the page asks for. Others, such as a dangerous dog, are asked for with the danger."""


HIDDEN = forms.HiddenInput(attrs={"autocomplete": "off"})


class KeysForm(forms.Form):
    """P2 The keys of a report: its page, the opening of that page, and how often a draft was kept before.

    They are no part of the report.
    """

    page = forms.UUIDField(widget=HIDDEN, required=False)
    opening = forms.UUIDField(widget=HIDDEN, required=False)
    seen = forms.IntegerField(widget=HIDDEN, required=False, min_value=0, max_value=1_000_000)


class IncidentForm(KeysForm, DangerForm, WhomForm):
    """P2 P3 P4a P4b Ask for one report. ``customer`` and ``asset`` are found from the typed words."""

    about = forms.ChoiceField(
        label="What do you want to report?",
        choices=About.choices,
        widget=Radios,
        error_messages={"required": "Choose what you want to report"},
    )
    asset = forms.CharField(
        label="Where was it?",
        help_text="The address, the postcode or the property's reference. Of somebody whom you name, only where it was not "
        "at their home.",
        required=False,
        widget=forms.TextInput(attrs={"data-suggestions": "places"}),
    )
    place = forms.ChoiceField(label="Which property do you mean?", required=False, widget=Radios)
    elsewhere = forms.CharField(
        label="Or was it somewhere else?",
        help_text="Not at one of our properties: say where, for example “the car park of the surgery in Market Street”, or which "
        "of our offices. After danger from somebody unknown, all colleagues read these words: name nobody in them.",
        required=False,
        max_length=300,
    )
    occurred_at = DateTimeField(
        label="When did it happen?", called="the date it happened", at="the time it happened", past=True
    )
    channel = forms.ChoiceField(
        label="How were you in contact?",
        choices=Channel.choices,
        widget=Radios,
        error_messages={"required": "Choose how you were in contact"},
    )
    behaviours = RowsField(
        Behaviour.objects.offered(),
        label="Which behaviours did you meet?",
        required=False,
        help_text="Choose none if it was a dog alone: it is asked below.",
        widget=Checkboxes(
            hints=lambda behaviour: behaviour.definition, attrs={"data-fold-hints": "What do these words mean?"}
        ),
    )
    examples_abuse = _examples(procedure.Family.AGGRESSIVE_OR_ABUSIVE)
    examples_demands = _examples(procedure.Family.UNREASONABLE_DEMANDS)
    examples_persistence = _examples(procedure.Family.UNREASONABLE_PERSISTENCE)
    account = ReasonField(
        label="What happened?",
        asks="Say in your own words what happened",
        help_text="What was said and done, in your own words. Keep to what you saw and heard: the customer can ask to read it.",
        rows=6,
    )
    source_kind = forms.ChoiceField(
        label="What kind of agency?", choices=SourceKind.choices, required=False, widget=Radios
    )
    source = forms.CharField(label="Which agency told us, and who there?", max_length=200, required=False)
    notice = forms.ChoiceField(
        label="Did they serve a Community Protection Warning or Notice?",
        choices=Notice.choices,
        required=False,
        widget=Radios,
    )
    source_reference = forms.CharField(label="Their reference, if they gave one", max_length=60, required=False)
    standing = forms.ChoiceField(
        label="How far is it established?", choices=Standing.choices[:-1], required=False, widget=Radios
    )
    steps = forms.MultipleChoiceField(
        label="What did you do at the time?", choices=Step.choices, required=False, widget=Checkboxes
    )
    police_reference = forms.CharField(label="Police reference, if you have one", max_length=60, required=False)
    who = forms.MultipleChoiceField(
        label="Who was affected?",
        choices=Affected.choices,
        widget=Checkboxes(exclusive=Affected.NOBODY),
        error_messages={"required": "Choose who was affected"},
    )
    on_behalf_of = _colleague("Which colleague?")
    colleagues_affected = RowsField(
        Colleague.objects.none(),
        label="Which colleagues?",
        required=False,
        widget=forms.SelectMultiple(attrs={"multiple": True, "data-autocomplete-several": True}),
    )
    others_affected = forms.CharField(label="Who was it?", max_length=300, required=False)
    factors = forms.MultipleChoiceField(
        label="Is any of this known to add to the risk?", choices=Factor.choices, required=False, widget=Checkboxes
    )
    circumstances = forms.MultipleChoiceField(
        label="Does any of this apply?", choices=CIRCUMSTANCES, required=False, widget=Checkboxes
    )
    line_manager = _colleague(
        "Which line manager is told?", asks="Choose the line manager who is told of this incident"
    )
    field_order = (
        "page",
        "about",
        "source_kind",
        "source",
        "customer",
        "candidate",
        "asset",
        "place",
        "elsewhere",
        "occurred_at",
        "channel",
        "account",
        "behaviours",
        *EXAMPLES,
        "dangers",
    )

    attached = FilesField(label="Do you have photos or files of it?", required=False)

    def __init__(
        self,
        data: Data = None,
        files: Files = None,
        *,
        by: Colleague,
        initial: dict[str, Any],
        began: Colleague | None = None,
    ) -> None:
        """Offer the colleagues who are here, and whoever began a report that was handed over."""
        super().__init__(data, files, by=by, initial=initial)
        active = Colleague.objects.filter(is_active=True)
        whose = Q(is_active=True) | Q(pk=began.pk if began else None)
        self.among("on_behalf_of", Colleague.objects.filter(whose).exclude(pk=by.pk))
        self.among("colleagues_affected", active.exclude(pk=by.pk))
        where = self.searched("asset")
        self._found["place"] = self._offer("place", look_up_people.find_assets(by, where) if where.strip() else [])
        self.offer_managers(by)

    @property
    def unfolded(self) -> list[str]:
        """Return the folded parts that already hold a value or ask a question."""
        held = {part for part, names in FOLDED.items() if any(self[name].value() for name in names)}
        asked = {"place"} if "customer" in self.errors or not self.by_name else set()
        asked |= {"place"} if "asset" in self.errors else set()
        return sorted(held | asked)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["customer"] = self.chosen("customer", "candidate", data, "customer")
        data["asset"] = self.chosen("asset", "place", data, "property")
        asked = {"customer", "candidate", "asset", "place"} & set(self.errors)
        if not (data["customer"] or data["asset"] or data.get("elsewhere") or asked):
            self.add_error("customer", "Say who it is about or, if you do not know, where it was")
        data["examples"] = [example for name in FOLDED["examples"] for example in data.get(name, [])]
        self._clean_what(data)
        self._clean_who(data)
        self.clean_danger(data)
        return data

    def _clean_what(self, data: dict[str, Any]) -> None:
        named = data.get("behaviours") or data["examples"] or self.says_danger(data)
        if data.get("about") == About.BEHAVIOUR and not named:
            self.add_error("behaviours", NOTHING_NAMED)
        if data.get("about") != About.THIRD_PARTY:
            return
        if not data.get("source_kind"):
            self.add_error("source_kind", "Choose what kind of agency told us")
        if not data.get("source", "").strip():
            self.add_error("source", "Say which agency told us")
        if not data.get("standing"):
            self.add_error("standing", "Choose how far it is established")

    def _clean_who(self, data: dict[str, Any]) -> None:
        who = data.get("who", [])
        if Affected.NOBODY in who and len(who) > 1:
            self.add_error("who", "Choose who was affected, or that nobody was")
        if Affected.COLLEAGUE in who and not data.get("on_behalf_of"):
            self.add_error("on_behalf_of", "Choose the colleague who was affected")
        if Affected.COLLEAGUES in who and not data.get("colleagues_affected"):
            self.add_error("colleagues_affected", "Choose the other colleagues who were affected")
        if Affected.OTHER in who and not data.get("others_affected", "").strip():
            self.add_error("others_affected", "Say who was affected")

    def facts(self) -> dict[str, Any]:
        """Return the reported fields of the incident. The agency's fields are included only if an agency told us."""
        names = [
            "about",
            "customer",
            "asset",
            "elsewhere",
            "occurred_at",
            "channel",
            "account",
            "steps",
            "violent",
            "weapon",
        ]
        names += ["police_reference", "others_affected", "factors", "circumstances", "line_manager", "danger_from"]
        told = self.cleaned_data["about"] == About.THIRD_PARTY
        names += [*OF_AN_AGENCY, "standing"] if told else []
        facts = {name: self.cleaned_data[name] for name in names}
        return facts | ({} if Affected.OTHER in self.cleaned_data["who"] else {"others_affected": ""})

    def affected(self) -> list[Colleague]:
        """Return the colleagues who were affected."""
        who, data = self.cleaned_data["who"], self.cleaned_data
        found = [self.by] if Affected.ME in who else []
        found += [data["on_behalf_of"]] if Affected.COLLEAGUE in who else []
        return found + (list(data["colleagues_affected"]) if Affected.COLLEAGUES in who else [])

    def begin_apart(self, page: UUID) -> None:
        """Continue as another report, and keep the typed answers."""
        kept = QueryDict(mutable=True)
        kept.update(self.data)
        kept["page"] = str(page)
        self.data = kept

    def on_behalf(self) -> Colleague | None:
        """Return the colleague for whom somebody else typed the report, or None."""
        return self.cleaned_data["on_behalf_of"] if Affected.COLLEAGUE in self.cleaned_data["who"] else None


def typed(data: QueryDict) -> dict[str, list[str]]:
    """Return the contents of a page of the form, complete or not, as a draft keeps them: by the names of its boxes.

    A box for files is left out: it holds no words, and a browser sends an empty one but the script does not.
    """
    kept: dict[str, list[str]] = {}
    for name, field in IncidentForm.base_fields.items():
        if isinstance(field.widget, forms.FileInput):
            continue
        boxes = [f"{name}_{part}" for part in getattr(field.widget, "parts", ())] or [name]
        kept |= {box: _lines(data.getlist(box)) for box in boxes if box in data and name not in KeysForm.base_fields}
    return kept


def _lines(values: list[str]) -> list[str]:
    """Return the values with one kind of line end, and without NUL.

    Browser and script send different line ends. No draft can keep NUL.
    """
    return [value.replace("\r\n", "\n").replace("\0", "") for value in values]


def typed_before(kept: dict[str, list[str]]) -> dict[str, Any]:
    """Return the initial values of a page that continues a draft."""
    data = MultiValueDict(kept)
    values = {
        name: field.widget.value_from_datadict(data, {}, name) for name, field in IncidentForm.base_fields.items()
    }
    return {name: value for name, value in values.items() if value is not None}
