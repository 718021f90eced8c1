"""Ask who is told of a report: the line manager or, while that one is away, whoever stands in (§2, §6)."""

from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from alerts.incidents.selectors import to_tell
from alerts.look_up import people as look_up_people
from housing_alerts.staff import selectors as staff
from housing_alerts.staff.choices import TRIAGE, Role
from housing_alerts.staff.models import Colleague, RoleHeld
from housing_alerts.web.forms import field_of

from .subject import SubjectForm

NO_MANAGER = "You have no line manager who triages reports, so you can choose an Operational Lead too."


def _told(by: Colleague) -> list[str]:
    """P2 Return the roles that can be told: line managers and, if the reporter's own does not triage, Leads."""
    own = by.line_manager
    managed = own is not None and own.is_active and own.holds(Role.LINE_MANAGER)
    return [Role.LINE_MANAGER] if managed else [Role.LINE_MANAGER, Role.OPERATIONAL_LEAD]


def _said_away(colleague: Colleague, instead: Colleague | None, here: Collection[Colleague], *, chosen: bool) -> str:
    then = (
        f"{'Chosen in their place' if chosen else 'The deputy'} is {instead}."
        if instead in here
        else "Choose somebody else."
    )
    return f"{colleague} is away. {then}"


class WhomForm(SubjectForm):
    """P2 Offer the colleagues who can be told, for a form with the boxes ``asset`` and ``line_manager``."""

    def _told(self, by: Colleague) -> list[str]:
        """P2 Return the roles that can be told. Of a line manager's own matter, Leads can be told too."""
        whose = self.data.get("on_behalf_of", "")
        of_a_manager = whose.isdecimal() and RoleHeld.objects.filter(colleague=int(whose[:9]), role=Role.LINE_MANAGER)
        return [Role.LINE_MANAGER, Role.OPERATIONAL_LEAD] if of_a_manager else _told(by)

    def offer_managers(self, by: Colleague) -> None:
        """P2 P6 Offer who can be told and is here today, or the deputies of those who are away.

        Where no line manager is, Leads can be told too. The reporter's own line manager is chosen already or, while they are
        away, whoever stands in for them: of the area of the person or place, where that is known, else of the reporter's.
        """
        today = timezone.localdate()
        away = staff.deputies_on(today)
        roles, own = self._told(by), by.line_manager
        tries = (to_tell(by, roles, away), to_tell(by, TRIAGE, away), to_tell(by, TRIAGE, {}))
        offered = next((found for found in tries if found), tries[0])
        gone = own if own and own.pk in away else None
        others = staff.in_place_of(gone, areas=self._areas(by), away=away, on=today) if gone else []
        others = [one for one in others if one != by]
        offered = Colleague.objects.filter(Q(pk__in=offered.values("pk")) | Q(pk__in=[one.pk for one in others]))
        self.among("line_manager", offered)
        field = self.fields["line_manager"]
        chosen = [one for one in (own, *others) if one and one in offered]
        field.initial = chosen[0].pk if chosen else None
        said = [
            _said_away(one, others[0] if one == gone and others else away[one.pk], offered, chosen=one == gone)
            for one in to_tell(by, roles, {}).filter(pk__in=away)
        ]
        unmanaged = [NO_MANAGER] if Role.OPERATIONAL_LEAD in _told(by) else []
        field.help_text = " ".join([*said, *unmanaged])

    def _areas(self, by: Colleague) -> frozenset[int]:
        """P2 Return the area of the person or place, where exactly one is typed or the page was opened for it."""
        places = self._found["place"] or self._begun("asset", look_up_people.find_assets)
        people = self._found["candidate"] or self._begun("customer", look_up_people.find_customers)
        if len(people) == 1 and not people[0].restricted:
            return frozenset({people[0].service_area_id})
        area = look_up_people.area_at(places[0], on=timezone.localdate()) if len(places) == 1 else None
        return frozenset({area.pk}) if area else by.area_ids

    def _begun(self, box: str, find: Callable[[Colleague, str], list[Any]]) -> list[Any]:
        """Return what the words mean with which the page was opened."""
        words = str(self.initial.get(box) or "").strip()
        return find(self.by, words) if words and not self.is_bound else []

    def among(self, name: str, colleagues: QuerySet[Colleague]) -> None:
        field_of(self, name, forms.ModelChoiceField).queryset = colleagues
