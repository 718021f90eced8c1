"""The forms for the Operational Lead's file: open, discuss, consider, draft and withdraw."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from alerts.alert.models import Alert
from alerts.catalogue.models import AlertType
from alerts.choices import Counterpart, OpenMatter, Side
from alerts.incidents.models import Incident
from alerts.incidents.words import told
from housing_alerts.customers.choices import ToldBy
from housing_alerts.kernel import procedure
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, ServiceArea
from housing_alerts.web.fields import Checkboxes, DateField, Radios, RowsField
from housing_alerts.web.forms import Data, Files, Initial, PageForm, ReasonField, StepForm, WordsField, field_of

from . import policies
from .gates import fields_asked
from .models import Investigation

BESIDE = "BESIDE"
CONSULTED = {"consulted_manager", "consulted_on"}
"""The fields that are asked together or not at all."""
OF_THE_RECOMMENDATION = (
    "last_resort",
    "adjustment_clash",
    "legal_action",
    "consulted_manager",
    "consulted_on",
    "alert_considered",
    "recommendation",
    "no_further_action",
)
"""The fields about the recommendation, in the order of the page."""


class _IncidentsField(RowsField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.reference}: {obj.get_channel_display()}, {obj.occurred_on:%-d %B %Y}"


class OpenInvestigationForm(PageForm):
    """D3b The form that asks on which referred incidents the file is opened."""

    incidents = _IncidentsField(
        Incident.objects.none(),
        label="Which incidents is it about?",
        widget=Checkboxes(hints=told),
        error_messages={
            "required": "Choose at least one incident",
            "invalid_choice": "One of these incidents is taken up already. Choose from those that are shown",
        },
    )

    def __init__(
        self, data: Data = None, files: Files = None, *, waiting: QuerySet[Incident], initial: Initial = None
    ) -> None:
        super().__init__(data, files, initial=initial)
        field = field_of(self, "incidents", RowsField)
        field.queryset = field.initial = waiting


class AddIncidentsForm(StepForm, OpenInvestigationForm):
    """D3b The form that asks which further referred incidents are added to the file."""


class DiscussionForm(StepForm):
    """D3b The form for one discussion, or for the reason why there was none."""

    counterpart = forms.ChoiceField(
        label="With whom?",
        choices=Counterpart.choices,
        widget=Radios,
        error_messages={"required": "Choose with whom the discussion was"},
    )
    heard = forms.ModelChoiceField(
        Colleague.objects.none(),
        label="Which colleague was heard?",
        help_text="Only of a talk with the member of staff: one of those whom it happened to.",
        required=False,
        widget=Radios,
        empty_label=None,
    )
    on = DateField(label="On which day?", called="the day of the discussion", past=True, required=False)
    what = WordsField(label="What was said?", help_text="Leave the day and this empty if there was no discussion.")
    side = forms.ChoiceField(
        label="Did the customer, or who represents them, give their side?",
        choices=Side.choices,
        widget=Radios,
        required=False,
        help_text="Only of a talk with one of them. A letter thanks them for it only where they did.",
    )
    why_not = WordsField(label="If there was none, why not?")

    def __init__(self, data: Data = None, *, investigation: Investigation, initial: Initial = None) -> None:
        super().__init__(data, version=investigation.version, initial=initial or {})
        self.affected = list(investigation.employees())
        field_of(self, "heard", forms.ModelChoiceField).queryset = investigation.employees()
        if len(self.affected) < 2:
            del self.fields["heard"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        held, reason = data.get("what", "").strip(), data.get("why_not", "").strip()
        if held and reason:
            self.add_error("why_not", "Say what was said, or why there was no discussion – not both")
        elif not held and not reason:
            self.add_error("what", "Say what was said or, below, why there was no discussion")
        elif held and not data.get("on") and "on" not in self.errors:
            self.add_error("on", "Enter the day of the discussion")
        elif reason and data.get("on"):
            self.add_error("on", "Leave the day empty where there was no discussion")
        self._ask_for_side(data, held=bool(held))
        self._ask_who_was_heard(data, held=bool(held))
        return data

    def _ask_who_was_heard(self, data: dict[str, Any], *, held: bool) -> None:
        asked = held and "heard" in self.fields and "heard" not in self.errors
        if asked and policies.why_heard_unclear(data.get("counterpart", ""), data.get("heard"), self.affected):
            self.add_error("heard", "Choose which colleague was heard")

    def _ask_for_side(self, data: dict[str, Any], *, held: bool) -> None:
        if policies.why_customer_side_missing(data.get("counterpart", ""), data.get("side", ""), held=held):
            self.add_error("side", "Say whether they gave their side")


class ConsiderationsForm(StepForm):
    """P5 P7a P10a P10b D2 The form for all that must be weighed before a recommendation, over several days if need be."""

    read_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    answer = WordsField(label="What do you answer the Head of Service?")
    vulnerability = WordsField(
        label="How was the customer's vulnerability considered?",
        help_text="What we know from the customer, from staff and from agencies. If nothing is known, write “None is known”.",
    )
    vulnerability_told_by = forms.ChoiceField(
        label="Who told us?", choices=ToldBy.choices, required=False, widget=Radios
    )
    adjustments = WordsField(
        label="Which reasonable adjustments were considered?",
        help_text="What the customer needs so that they can use our services and keep to what we ask. If nothing, write "
        "“None is needed”.",
    )
    adjustment_clash = WordsField(
        label="How do the conditions and the adjustments go together?",
        help_text="Only where an alert has conditions. For example, letters only do not suit somebody who cannot write.",
    )
    support = WordsField(
        label="Who acts for the customer or supports them?",
        help_text="Agencies and representatives, and what they said. If nobody does, write “There is none”.",
    )
    alternatives = WordsField(
        label="What else was tried or considered?",
        help_text="For example a warning, mediation or an agreement about future behaviour.",
    )
    open_matter_kinds = forms.MultipleChoiceField(
        label="Which matters are open with the customer?",
        choices=OpenMatter.choices,
        required=False,
        widget=Checkboxes(exclusive=OpenMatter.NONE),
    )
    open_matters = WordsField(
        label="What exactly is open?", help_text="Say whether it bears on what you recommend.", rows=3
    )
    proportionality = WordsField(label="Why is what you recommend proportionate, and why would less not do?")
    last_resort = WordsField(
        label="Why is it the last resort?", help_text="Only where an alert restricts contact or a service."
    )
    consulted_manager = forms.ModelChoiceField(
        Colleague.objects.none(),
        label="Which departmental manager did you consult?",
        required=False,
        widget=forms.Select(attrs={"data-autocomplete": True}),
        empty_label="",
    )
    consulted_on = DateField(
        label="When did you consult them?", called="the day you consulted the manager", past=True, required=False
    )
    alert_considered = WordsField(
        label="Why do you recommend no alert?", help_text="Only where violence was reported and you recommend no alert."
    )
    legal_action = WordsField(
        label="If you do not recommend legal action, why not?",
        help_text="Only where the customer breached alerts in force repeatedly. Legal action is a referral for an "
        "injunction or for possession: recommend it as an action.",
    )
    recommendation = WordsField(label="What are the reasons for your recommendation?")
    no_further_action = forms.BooleanField(label="I recommend no further action", required=False)

    def __init__(self, data: Data = None, *, version: int, investigation: Investigation) -> None:
        names = sorted(Investigation.CONSIDERED)
        shown = {name: getattr(investigation, name) for name in names} | {"read_at": timezone.now().isoformat()}
        super().__init__(data, version=version, initial=shown)
        kept = fields_asked(investigation) | {name for name in names if shown[name] or self._was_sent(name)}
        kept |= CONSULTED if kept & CONSULTED else set()
        for name in set(names) - kept:
            del self.fields[name]
        self.considered = [name for name in names if name in self.fields]
        self.alerts = {f"less_{alert.pk}": alert for alert in self._each_by_itself(investigation)}
        self._offer_managers(investigation)

    def edits(self) -> list[str]:
        return [*self.considered, *self.alerts]

    def _was_sent(self, name: str) -> bool:
        """Return whether the sent page has words in that field, which must not be lost."""
        return any(box == name or box.startswith(f"{name}_") for box, typed in self.data.items() if typed)

    def _each_by_itself(self, investigation: Investigation) -> list[Alert]:
        """P5 Ask for each alert why less would not do, where there are several, and return those alerts."""
        alerts = investigation.alerts_put_forward()
        if len(alerts) < 2:
            return []
        if "proportionality" in self.considered and not self._was_sent("proportionality"):
            del self.fields["proportionality"]
            self.considered.remove("proportionality")
        first = min(alert.pk for alert in alerts)
        for alert in alerts:
            said = alert.proportionality or (investigation.proportionality if alert.pk == first else "")
            label = f"{alert.type.name}: why is it proportionate, and why would less not do?"
            self.fields[f"less_{alert.pk}"] = WordsField(label=label, initial=said)
        return alerts

    @property
    def recommended(self) -> list[Any]:
        """Return the bound fields about the recommendation, as far as they are asked."""
        names = ["proportionality", *self.alerts, *OF_THE_RECOMMENDATION]
        return [self[name] for name in names if name in self.fields]

    def rationales(self) -> dict[int, str]:
        """Return the reasons why less would not do, by the primary key of the alert."""
        return {alert.pk: self.cleaned_data[name] for name, alert in self.alerts.items()}

    def _offer_managers(self, investigation: Investigation) -> None:
        if "consulted_manager" not in self.fields:
            return
        manager = field_of(self, "consulted_manager", forms.ModelChoiceField)
        line_managers = Q(is_active=True, held__role=Role.LINE_MANAGER)
        named = Q(pk=investigation.consulted_manager_id)
        manager.queryset = Colleague.objects.exclude(pk=investigation.lead_id).filter(line_managers | named).distinct()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["read_at"] = min(data.get("read_at") or timezone.now(), timezone.now())
        if OpenMatter.NONE in data.get("open_matter_kinds", []) and len(data["open_matter_kinds"]) > 1:
            self.add_error("open_matter_kinds", "Choose the matters that are open, or “None known” – not both")
        manager, on = data.get("consulted_manager"), data.get("consulted_on")
        if bool(manager) != bool(on) and not {"consulted_manager", "consulted_on"} & set(self.errors):
            missing = "consulted_on" if manager else "consulted_manager"
            self.add_error(missing, "Give both the manager you consulted and the day")
        return data


class DraftAlertForm(StepForm):
    """P7b The form that adds one alert to the recommendation. Its restrictions are added on a page of their own."""

    type = forms.ModelChoiceField(
        AlertType.objects.offered(),
        label="Which alert?",
        widget=Radios(hints=lambda type: type.instruction),
        empty_label=None,
        error_messages={"required": "Choose which alert you recommend"},
    )
    reason = ReasonField(label="Why this alert?", asks="Say why you recommend this alert")
    proportionality = ReasonField(
        label="Why would less than this not do?",
        asks="Say why less than this would not do",
        help_text="Another alert is recommended already, so each says it for itself.",
    )
    first_period = forms.IntegerField(
        label="Months to the first review",
        help_text="12 at most. Leave it empty for the usual period of this alert.",
        required=False,
        min_value=1,
        max_value=procedure.REVIEW_MONTHS,
        error_messages={
            "max_value": "An alert is reviewed within 12 months. Enter 12 or fewer",
            "min_value": "Enter 1 month or more",
            "invalid": "Enter the months as a number, such as 6",
        },
    )
    replaces = forms.ChoiceField(
        label="Does it take the place of an active alert?", required=False, initial=BESIDE, widget=Radios
    )

    def __init__(
        self, data: Data = None, *, version: int, active: QuerySet[Alert], replacing: Alert | None, beside: bool
    ) -> None:
        """Build the form.

        :param beside: whether another alert is put forward already.
        """
        super().__init__(data, version=version)
        if not beside:
            del self.fields["proportionality"]
        self.active = {alert.reference: alert for alert in active}
        field = field_of(self, "replaces", forms.ChoiceField)
        named = [(one.reference, f"Yes, of {one.type}, {one}") for one in active]
        field.choices = [(BESIDE, "No, it stands beside them"), *named]
        if replacing and replacing.reference in self.active:
            field.initial = replacing.reference
        if not active:
            del self.fields["replaces"]

    def replaced(self) -> Alert | None:
        """Return the active alert that the new one replaces."""
        return self.active.get(self.cleaned_data.get("replaces", ""))

    def _clean_replaces(self, type: AlertType) -> None:
        rival = next((alert for alert in self.active.values() if alert.type_id == type.pk), None)
        if rival and self.replaced() != rival:
            self.add_error(
                "replaces",
                f"{rival.subject} already has an active {type.name} alert. Review it on this evidence, "
                "or say here that the new one takes its place",
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("type") and "replaces" not in self.errors:
            self._clean_replaces(data["type"])
        return data


class ServiceAreaForm(StepForm):
    """P7a The form that asks to which service area the case belongs."""

    area = forms.ModelChoiceField(
        ServiceArea.objects.none(),
        label="Which service area does the case belong to?",
        widget=Radios,
        empty_label=None,
        error_messages={"required": "Choose the service area the case belongs to"},
    )
    reason = ReasonField(label="Why?", asks="Say why the case belongs to another area")

    def __init__(self, data: Data = None, *, investigation: Investigation) -> None:
        super().__init__(data, version=investigation.version)
        others = ServiceArea.objects.exclude(pk=investigation.service_area_id)
        led = others.filter(colleagues__is_active=True, colleagues__held__role=Role.OPERATIONAL_LEAD)
        field_of(self, "area", forms.ModelChoiceField).queryset = others.filter(pk__in=led)
        self.without_lead = list(others.exclude(pk__in=led))


class TakeOverForm(StepForm):
    """D3b The form that asks why another Lead takes the case over. It asks nothing where the case's Lead has left."""

    reason = ReasonField(label="Why can they not go on with it?", asks="Say why they cannot go on with it")

    def __init__(self, data: Data = None, *, investigation: Investigation) -> None:
        super().__init__(data, version=investigation.version)
        if not investigation.lead.still_leads():
            del self.fields["reason"]


class RecommendForm(StepForm):
    """D3b D4 The form that asks why no interim marker is needed, if an alert is about visits."""

    no_marker_reason = ReasonField(
        label="Why is no interim marker needed until it is decided?",
        asks="Say why no interim marker is needed, or place one",
    )

    def __init__(self, data: Data = None, *, investigation: Investigation, unprotected: list[str]) -> None:
        super().__init__(data, version=investigation.version)
        if not unprotected:
            del self.fields["no_marker_reason"]


class WithdrawForm(StepForm):
    """D3b The form that asks why the file is closed without a recommendation."""

    reason = ReasonField(label="Why is the investigation withdrawn?", asks="Say why the investigation is withdrawn")
