"""The forms that ask for successors: one for all of a colleague's records, or another one for a record."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from housing_alerts.staff.models import Colleague
from housing_alerts.web.forms import Data, PageForm, ReasonField

from . import belongings, policies, selectors
from .belongings import Left

ALL = "successor"
NOBODY = "Choose who goes on with it, for everything or for a row"


class SuccessorsForm(PageForm):
    """A form that asks for a successor for each record. ``rows`` are the records that its page shows."""

    rows: Sequence[Left] = ()

    def ask(self, colleague: Colleague, found: Sequence[Left]) -> None:
        """Add the fields for successors: one for all records, and one for each record."""
        self.leaver, self.found = colleague, found
        roles = {role for left in found for role in left.belonging.roles}
        people = selectors.successors(roles, of=colleague)
        takers = {
            left.key: [one for one in people if not policies.why_successor_refused(left, colleague, one)]
            for left in found
        }
        some = {one.pk for taking in takers.values() for one in taking}
        self.fields[ALL] = _choice(
            "Who goes on with it?",
            people,
            [one for one in people if one.pk in some],
            "Choose below, for each",
            hint="Wherever they can: they need the role, the service area and, of a restricted file, to be a named reader.",
        )
        for left in found:
            self.fields[left.key] = _choice(left.words, people, takers[left.key], "As above", hint=self.hint(left))

    def hint(self, left: Left) -> str:
        """Say who looks after the record if no successor is chosen."""
        return f"Where nobody is chosen, {left.belonging.otherwise}."

    def successors(self) -> dict[str, Colleague | None]:
        """Return the successor of each record on the page: the one chosen for it or, if they can, the one for all."""
        return {left.key: self.cleaned_data.get(left.key) or self._of_all(left) for left in self.rows}

    def _of_all(self, left: Left) -> Colleague | None:
        everybodys: Colleague | None = self.cleaned_data.get(ALL)
        return None if everybodys and policies.why_successor_refused(left, self.leaver, everybodys) else everybodys

    def row_fields(self) -> list[forms.BoundField]:
        """Return the fields of the records that the page shows."""
        return [self[left.key] for left in self.rows]

    def check_successors(self, rows: Sequence[Left]) -> None:
        """Add an error to each of these records whose successor cannot take it, or which has none and needs one."""
        successors = self.successors()
        for left in rows:
            if refusal := policies.why_successor_refused(left, self.leaver, successors[left.key]):
                self.add_error(left.key, refusal.sentence)


class HandOverForm(SuccessorsForm):
    """All records of a colleague who stays. A record without a successor stays theirs."""

    reason = ReasonField(label="Why is it handed over?", asks="Say why it is handed over", rows=2)

    def __init__(self, data: Data = None, *, colleague: Colleague) -> None:
        super().__init__(data)
        self.ask(colleague, belongings.of(colleague))
        self.rows = self.found
        self.order_fields([ALL, *(left.key for left in self.rows), "reason"])

    def hint(self, left: Left) -> str:
        return ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        successors = self.successors()
        chosen = [left for left in self.rows if successors[left.key]]
        if not chosen and not self.errors:
            nobody = "They can go on with none of it. Choose somebody else" if data.get(ALL) else NOBODY
            self.add_error(ALL, nobody)
        self.check_successors(chosen)
        return data


def _choice(
    label: str, people: QuerySet[Colleague], offered: Sequence[Colleague], empty: str, hint: str = ""
) -> forms.ModelChoiceField:
    """Return the field. It offers those who can take it; of anybody else who is sent, its check says why they cannot."""
    field = forms.ModelChoiceField(people, label=label, required=False, help_text=hint)
    field.choices = [("", empty), *((one.pk, str(one)) for one in offered)]
    return field
