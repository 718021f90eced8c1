"""The forms for the accounts of colleagues, their roles and their passwords."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db.models import Q

from housing_alerts.web.fields import Checkboxes, DateField, RowsField
from housing_alerts.web.forms import Data, PageForm, ReasonField, StepForm, WordsField, field_of

from . import policies
from .choices import Role
from .handing_over import belongings
from .handing_over.forms import ALL, SuccessorsForm
from .models import (
    TELEPHONE,
    WHY_POSTCODE,
    Colleague,
    Grant,
    RoleHeld,
    ServiceArea,
)
from .selectors import fingerprint

DUTY = ("duty_from", "duty_until")
OWN = ("first_name", "last_name", "email", "telephone", "job_title", "employer", "postcode", "line_manager", *DUTY)
"""The colleague's own fields, apart from the roles and service areas."""
NEEDS_AREA = {Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE}
ROLE_HINTS = {
    Role.OFFICER: "Logs incidents and looks up what to do.",
    Role.CONTRACTOR: "Looks up what to do by address or reference only, and logs incidents.",
    Role.LINE_MANAGER: "Triages the incidents of their staff.",
    Role.DUTY_MANAGER: "Places and lifts interim markers like a line manager, in every service area, on the days below.",
    Role.OPERATIONAL_LEAD: "Investigates, recommends, writes letters and reviews, in their service areas.",
    Role.HEAD_OF_SERVICE: "Imposes or declines alerts and decides appeals, in their service areas. In the Leadership Team.",
    Role.LEADERSHIP: "Sees all service areas, and decides in a Head of Service’s absence.",
    Role.DATA_PROTECTION_OFFICER: "Reads the audit pages.",
    Role.EQUALITY_OFFICER: "Records and monitors the characteristics of customers. Goes with no role that manages or decides.",
    Role.ADMINISTRATOR: "Keeps the accounts of colleagues. Sees no case.",
}


class PasswordField(forms.CharField):
    """A new password."""

    def __init__(self, label: str = "Password", *, asks: str = "Enter a password") -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        super().__init__(
            label=label,
            help_text="At least 12 characters. Three unrelated words are easy to remember and hard to guess.",
            strip=False,
            widget=widget,
            error_messages={"required": asks},
        )


class ColleagueForm(PageForm):
    """A colleague's details, roles and service areas."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    first_name = forms.CharField(
        label="First name", max_length=150, error_messages={"required": "Enter the first name"}
    )
    last_name = forms.CharField(label="Last name", max_length=150, error_messages={"required": "Enter the last name"})
    email = forms.EmailField(
        label="E-mail",
        required=False,
        error_messages={"invalid": "Enter an e-mail address such as name@example.org"},
    )
    telephone = forms.CharField(
        label="Telephone",
        max_length=40,
        required=False,
        validators=[TELEPHONE],
        help_text="Where colleagues ring them when there was danger. A customer who may contact only them gets it in a letter.",
    )
    job_title = forms.CharField(
        label="Job title", max_length=100, required=False, help_text="It stands below their name in letters."
    )
    employer = forms.CharField(
        label="Employer", max_length=100, required=False, help_text="The landlord, or the contractor’s company."
    )
    postcode = forms.CharField(label="Home postcode", max_length=10, required=False, help_text=WHY_POSTCODE)
    line_manager = forms.ModelChoiceField(
        Colleague.objects.none(),
        label="Line manager",
        required=False,
        empty_label="",
        widget=forms.Select(attrs={"data-autocomplete": True}),
    )
    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=Role.choices,
        widget=Checkboxes(hints=ROLE_HINTS),
        error_messages={"required": "Choose at least one role"},
    )
    duty_from = DateField(label="First day as duty manager", called="the first day as duty manager", required=False)
    duty_until = DateField(label="Last day as duty manager", called="the last day as duty manager", required=False)
    areas = RowsField(ServiceArea.objects.all(), label="Service areas", required=False, widget=Checkboxes)
    why = WordsField(
        label="Why do they need it?",
        rows=3,
        help_text="Only for a new Head of Service, a further area of theirs, Leadership Team, Data Protection Officer or "
        "System administrator. Whoever confirms it reads this; until then the role does not count.",
    )

    def __init__(self, data: Data = None, *, colleague: Colleague | None = None) -> None:
        super().__init__(data, initial=_initial(colleague) if colleague else {})
        self.colleague = colleague
        if not settings.HOME_POSTCODES:
            del self.fields["postcode"]
        if colleague and colleague.waits_for:
            self.fields["roles"].required = False  # the only role may be the one that waits
        contractors = RoleHeld.objects.filter(role=Role.CONTRACTOR).values("colleague")
        own = colleague.line_manager if colleague else None
        manage = Q(pk__in=RoleHeld.objects.filter(role=Role.LINE_MANAGER).values("colleague")) & ~Q(pk__in=contractors)
        managers = Colleague.objects.filter(manage | Q(pk=own.pk if own else None), is_active=True)
        field = field_of(self, "line_manager", forms.ModelChoiceField)
        field.queryset = managers.exclude(pk=colleague.pk if colleague else 0)
        if own and own.is_active and not own.holds(Role.LINE_MANAGER):
            field.help_text = (
                f"{own} does not hold the role Line manager, so triages none of their reports. Choose another."
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if NEEDS_AREA & set(data.get("roles", [])) and not data.get("areas"):
            self.add_error("areas", "Choose the service areas of an Operational Lead or Head of Service")
        elif missing := policies.why_not_ask(policies.to_confirm(self.colleague, self.wanted()), data.get("why", "")):
            self.add_error("why", missing.sentence)
        if "line_manager" in data and (unmanaged := policies.why_unmanaged(self.wanted(), data["line_manager"])):
            self.add_error("line_manager", unmanaged.sentence)
        self._clean_duty(data)
        return data

    def _clean_duty(self, data: dict[str, Any]) -> None:
        """D4 Require a first and a last day of a duty manager, and remove both for anybody else."""
        if Role.DUTY_MANAGER not in data.get("roles", []):
            data.update(dict.fromkeys(DUTY))
            return
        for name in DUTY:
            if name not in self.errors and not data.get(name):
                self.add_error(name, self.fields[name].error_messages["required"])
        first, last = (data.get(name) for name in DUTY)
        if first and last and last < first:
            self.add_error("duty_until", "The last day as duty manager must be the first day or later")

    def wanted(self) -> policies.Account:
        """Return the chosen roles and service areas."""
        data = self.cleaned_data
        return policies.Account(data.get("roles", []), list(data.get("areas", [])), data.get("is_active", True))

    def values(self) -> dict[str, Any]:
        """Return the colleague's own fields. The home postcode is kept only if the installation keeps postcodes."""
        return {"postcode": ""} | {name: self.cleaned_data[name] for name in OWN if name in self.fields}


def _initial(colleague: Colleague) -> dict[str, Any]:
    return {name: getattr(colleague, name) for name in (*OWN, "is_active")} | {
        "roles": [held.role for held in colleague.held.all()],
        "areas": list(colleague.areas.all()),
        "seen": fingerprint(colleague),
    }


class AddColleagueForm(ColleagueForm):
    """A new colleague, with the user name and password with which they sign in."""

    username = forms.CharField(
        label="User name",
        max_length=40,
        help_text="What they sign in with. It cannot be changed later.",
        validators=[UnicodeUsernameValidator()],
        error_messages={"required": "Enter a user name"},
    )
    password = PasswordField()

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        if Colleague.objects.filter(username__iexact=username).exists():
            raise ValidationError(f"Somebody already signs in as {username}. Choose another user name")
        return str(username)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        password = data.get("password")
        if password:
            named = {name: data.get(name, "") for name in ("username", "first_name", "last_name", "email")}
            self._check(password, Colleague(**named))
        if password and self.errors and "password" not in self.errors:
            self.add_error("password", "Enter the password again: no page sends one back")
        return data

    def _check(self, password: str, colleague: Colleague) -> None:
        try:
            password_validation.validate_password(password, colleague)
        except ValidationError as fault:
            self.add_error("password", fault)


class ChangeColleagueForm(SuccessorsForm, ColleagueForm):
    """An existing colleague, with the successors for the work that they leave behind."""

    is_active = forms.BooleanField(
        label="May sign in",
        required=False,
        help_text="Take this away when somebody leaves. Their name stays on what they did.",
    )

    def __init__(self, data: Data = None, *, colleague: Colleague) -> None:
        super().__init__(data, colleague=colleague)
        self.ask(colleague, belongings.of(colleague, private=True) if data else [])

    def clean(self) -> dict[str, Any]:
        """Return the valid input. If the colleague leaves work behind, the page then asks for successors."""
        data = super().clean()
        if self.colleague is None or self.errors or policies.why_area_left_without(self.colleague, self.wanted()):
            return data
        self.rows = belongings.left_behind(self.colleague, self.wanted())
        if self.rows and "asked" not in self.data:
            self.add_error(ALL, f"Say who goes on with what is {self.colleague}’s")
        else:
            self.check_successors(self.rows)
        return data


class SetPasswordForm(PageForm):
    """A new password for a colleague."""

    password = PasswordField()

    def __init__(self, data: Data = None, *, colleague: Colleague) -> None:
        self.colleague = colleague
        super().__init__(data)

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        password_validation.validate_password(password, self.colleague)
        return password


class ConfirmForm(StepForm):
    """P6 The confirmation of a role that another colleague asked for."""


class RefuseForm(StepForm):
    """P6 The reason to refuse a role that was asked for."""

    answer = ReasonField(label="Why is it refused?", asks="Say why the role is refused.")

    def __init__(self, data: Data = None, *, grant: Grant) -> None:
        super().__init__(data, version=grant.version)


class OwnPasswordForm(PageForm):
    """The present password of a colleague, and the new one that they choose."""

    present_password = forms.CharField(
        label="Your present password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your present password"},
    )
    password = PasswordField("New password", asks="Enter a new password")

    def __init__(self, data: Data = None, *, colleague: Colleague) -> None:
        self.colleague = colleague
        super().__init__(data)

    def clean_present_password(self) -> str:
        """Return the present password if it is right. A wrong one counts like a wrong one at sign-in.

        :raises ValidationError: if the password is wrong.
        """
        present = str(self.cleaned_data["present_password"])
        if not get_adapter().reauthenticate(self.colleague, present):
            raise ValidationError("This is not your present password. Check it and try again")
        return present

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if password == self.cleaned_data.get("present_password"):
            raise ValidationError("Choose another password than the present one")
        password_validation.validate_password(password, self.colleague)
        return password
