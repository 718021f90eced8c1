"""Logging an incident, and its triage."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from alerts import selectors
from alerts.models import Action, Behaviour, Channel, Example, Incident
from alerts.models.incident import About, Circumstance, Factor, Step
from alerts.selectors.people import MOST
from housing_alerts import procedure
from housing_alerts.attachments.forms import FilesField
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.fields import Checkboxes, DateTimeField, Radios
from housing_alerts.forms import PageForm, ReasonField, StepForm, WordsField
from housing_alerts.staff.models import Colleague, Role, ServiceArea


class Affected:
    """The choices of who was affected."""

    ME, COLLEAGUE, OTHER, NOBODY = "ME", "COLLEAGUE", "OTHER", "NOBODY"
    CHOICES = [
        (ME, "I was"),
        (COLLEAGUE, "A colleague was, and I report it for them"),
        (OTHER, "Somebody else was"),
        (NOBODY, "Nobody was"),
    ]


def _examples(family: procedure.Family) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        Example.objects.offered().filter(family=family.value),
        label=procedure.FAMILY_NAMES[family],
        required=False,
        widget=Checkboxes,
    )


def _colleagues(label: str, queryset: QuerySet[Colleague], **kwargs: Any) -> forms.ModelChoiceField:
    widget = forms.Select(attrs={"data-autocomplete": True})
    return forms.ModelChoiceField(queryset, label=label, widget=widget, empty_label="", **kwargs)


class IncidentForm(PageForm):
    """P2 P3 P4a One report. ``customer`` and ``asset`` are found from what was typed."""

    about = forms.ChoiceField(
        label="What do you want to report?",
        choices=About.choices,
        widget=Radios,
        initial=About.BEHAVIOUR,
        error_messages={"required": "Choose what you want to report"},
    )
    customer = forms.CharField(
        label="Who is it about?",
        help_text="A name or a customer's reference, such as C100000.",
        required=False,
        widget=forms.TextInput(attrs={"data-suggestions": "people"}),
    )
    candidate = forms.ChoiceField(label="Which customer do you mean?", required=False, widget=Radios)
    asset = forms.CharField(
        label="Where was it?",
        help_text="Only if you do not know the person: the address, the postcode or the property's reference.",
        required=False,
        widget=forms.TextInput(attrs={"data-suggestions": "places"}),
    )
    place = forms.ChoiceField(label="Which property do you mean?", required=False, widget=Radios)
    occurred_at = DateTimeField(
        label="When did it happen?", called="the date it happened", at="the time it happened", past=True
    )
    channel = forms.ChoiceField(
        label="How were you in contact?",
        choices=Channel.choices,
        widget=Radios,
        error_messages={"required": "Choose how you were in contact"},
    )
    behaviours = forms.ModelMultipleChoiceField(
        Behaviour.objects.offered(),
        label="Which behaviours did you meet?",
        required=False,
        widget=Checkboxes(
            hints=lambda behaviour: behaviour.definition, attrs={"data-fold-hints": "What do these words mean?"}
        ),
    )
    examples_abuse = _examples(procedure.Family.AGGRESSIVE_OR_ABUSIVE)
    examples_demands = _examples(procedure.Family.UNREASONABLE_DEMANDS)
    examples_persistence = _examples(procedure.Family.UNREASONABLE_PERSISTENCE)
    violent = forms.BooleanField(label="There was actual physical violence", required=False)
    account = ReasonField(
        label="What happened?",
        asks="Say in your own words what happened",
        help_text="What was said and done, in your own words. Keep to what you saw and heard: the customer can ask to read it.",
        rows=6,
    )
    source = forms.CharField(label="Which agency told us, and who there?", max_length=200, required=False)
    steps = forms.MultipleChoiceField(
        label="What did you do at the time?", choices=Step.choices, required=False, widget=Checkboxes
    )
    police_reference = forms.CharField(label="Police reference, if you have one", max_length=60, required=False)
    who = forms.ChoiceField(
        label="Who was affected?",
        choices=Affected.CHOICES,
        widget=Radios,
        error_messages={"required": "Choose who was affected"},
    )
    on_behalf_of = _colleagues("Which colleague?", Colleague.objects.none(), required=False)
    others_affected = forms.CharField(label="Who was it?", max_length=300, required=False)
    factors = forms.MultipleChoiceField(
        label="Is any of this known to add to the risk?", choices=Factor.choices, required=False, widget=Checkboxes
    )
    circumstances = forms.MultipleChoiceField(
        label="Does any of this apply?", choices=Circumstance.choices, required=False, widget=Checkboxes
    )
    line_manager = _colleagues(
        "Which line manager is told?",
        Colleague.objects.none(),
        error_messages={"required": "Choose the line manager who is told of this incident"},
    )

    attached = FilesField(label="Do you have photos or files of it?", required=False)

    def __init__(self, *args: Any, by: Colleague, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        active = Colleague.objects.filter(is_active=True)
        self._colleague_field("on_behalf_of").queryset = active.exclude(pk=by.pk)
        self._colleague_field("line_manager").queryset = (
            active.filter(held__role=Role.LINE_MANAGER).exclude(pk=by.pk).distinct()
        )
        self.fields["line_manager"].initial = by.line_manager_id
        self._offer_candidates()

    def _colleague_field(self, name: str) -> forms.ModelChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        return field

    def _offer_candidates(self) -> None:
        """Where what was typed fits several, the page asks which one is meant."""
        typed, where = self.data.get("customer", ""), self.data.get("asset", "")
        customers = selectors.find_customers(self.by, typed) if typed.strip() else []
        assets = selectors.find_assets(where) if where.strip() else []
        closed = selectors.closed_among(self.by, [customer.pk for customer in customers])
        self._found: dict[str, list[Any]] = {"candidate": customers, "place": assets}
        for name, found in self._found.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            choices = [(row.reference, _described(row, typed, closed)) for row in found]
            field.choices = choices[:MOST] if len(found) > 1 else choices

    @property
    def ambiguous(self) -> list[str]:
        """Which of the two questions "which one do you mean?" the page has to ask."""
        return [name for name, found in self._found.items() if len(found) > 1]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["customer"] = self._chosen("customer", "candidate", data, "customer")
        data["asset"] = None if data["customer"] else self._chosen("asset", "place", data, "property")
        asked = {"customer", "candidate", "asset", "place"} & set(self.errors)
        if not (data["customer"] or data["asset"] or asked):
            self.add_error("customer", "Say who it is about or, if you do not know, where it was")
        data["examples"] = [
            example
            for name in ("examples_abuse", "examples_demands", "examples_persistence")
            for example in data.get(name, [])
        ]
        if data.get("about") == About.BEHAVIOUR and not (
            data.get("behaviours") or data["examples"] or data.get("violent")
        ):
            self.add_error("behaviours", "Choose at least one behaviour, or one example below")
        if data.get("about") == About.THIRD_PARTY and not data.get("source", "").strip():
            self.add_error("source", "Say which agency told us")
        if data.get("who") == Affected.COLLEAGUE and not data.get("on_behalf_of"):
            self.add_error("on_behalf_of", "Choose the colleague who was affected")
        if data.get("who") == Affected.OTHER and not data.get("others_affected", "").strip():
            self.add_error("others_affected", "Say who was affected")
        return data

    def _chosen(self, typed: str, choice: str, data: dict[str, Any], noun: str) -> Customer | Asset | None:
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
        self.add_error(typed, f"No {noun} matches “{text}”. Check the spelling, or try the reference")
        return None

    def facts(self) -> dict[str, Any]:
        """The fields of the incident as they were reported."""
        names = ["about", "customer", "asset", "occurred_at", "channel", "account", "source", "steps", "violent"]
        names += ["police_reference", "others_affected", "factors", "circumstances", "line_manager"]
        return {name: self.cleaned_data[name] for name in names}

    def affected(self) -> list[Colleague]:
        """The colleagues who were affected."""
        who = self.cleaned_data["who"]
        return {Affected.ME: [self.by], Affected.COLLEAGUE: [self.cleaned_data["on_behalf_of"]]}.get(who, [])

    def on_behalf(self) -> Colleague | None:
        """The colleague whose report this is, when somebody else typed it."""
        return self.cleaned_data["on_behalf_of"] if self.cleaned_data["who"] == Affected.COLLEAGUE else None


def _described(row: Customer | Asset, typed: str, closed: set[int]) -> str:
    """:param closed: whose restricted file the reporter cannot open."""
    if isinstance(row, Asset):
        return f"{row.full_address} ({row.reference})"
    home = row.home(on=timezone.localdate())
    at = home.full_address if home else "no current address"
    return selectors.to_choose(row, typed, at, closed=row.pk in closed)


class TriageForm(StepForm):
    """What both ways of the triage share: why no marker was placed, and the reason for departing from Appendix D."""

    no_marker_reason = ReasonField(
        label="Why is no interim marker needed?",
        asks="Say why no interim marker is needed, or place one first",
        help_text="Violence was reported, and no interim marker was placed.",
        rows=2,
    )
    departure_reason = WordsField(label="Why not the stage that Appendix D proposes?")

    def __init__(self, *args: Any, departs: bool, asks_marker: bool, **kwargs: Any) -> None:
        """
        :param departs: this way departs from the proposed stage, so the reason is asked for and required.
        :param asks_marker: it was violent, and no marker was placed.
        """
        super().__init__(*args, **kwargs)
        if not asks_marker:
            del self.fields["no_marker_reason"]
        if departs:
            self.fields["departure_reason"].required = True
            self.fields["departure_reason"].error_messages["required"] = (
                "Give your reason for departing from Appendix D"
            )
        else:
            del self.fields["departure_reason"]


class SettleForm(TriageForm):
    """D3a What was done informally, or why nothing was needed."""

    actions = forms.MultipleChoiceField(
        label="What informal action was taken?",
        choices=[*((kind.value, kind.label) for kind in Action.INFORMAL), ("NONE", "None was needed")],
        widget=Checkboxes(exclusive="NONE"),
        error_messages={"required": "Choose what informal action was taken"},
    )
    settlement = ReasonField(
        label="What was done, or why was nothing needed?",
        asks="Say what was done, or why nothing was needed",
        help_text="The person who reported it reads this, and the customer can ask to.",
    )
    field_order = ["version", "no_marker_reason", "actions", "settlement", "departure_reason"]

    def clean_actions(self) -> list[str]:
        actions: list[str] = self.cleaned_data["actions"]
        if "NONE" in actions and len(actions) > 1:
            raise forms.ValidationError("Choose what was done, or “None was needed” – not both")
        return [action for action in actions if action != "NONE"]


class ReferForm(TriageForm):
    """D3b Refer to the formal stage."""

    service_area = forms.ModelChoiceField(
        ServiceArea.objects.all(),
        label="Which service area takes it up?",
        widget=Radios,
        empty_label=None,
        error_messages={"required": "Choose which service area takes it up"},
    )

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if incident.service_area_id:
            del self.fields["service_area"]


class VoidForm(StepForm):
    """P11a Why the report is void."""

    reason = ReasonField(label="Why is the report void?", asks="Say why the report is void")
