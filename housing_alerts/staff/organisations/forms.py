"""The form for a landlord's details and settings."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from housing_alerts.kernel import procedure
from housing_alerts.staff.choices import Answer
from housing_alerts.staff.models import TELEPHONE, Organisation
from housing_alerts.staff.selectors import COMPLAINTS, DATA_PROTECTION, OWN_STANDARDS, POLICE, SUPPORT, letterhead
from housing_alerts.web.fields import Radios
from housing_alerts.web.forms import Data, PageForm, ReasonField, WordsField

ADDRESS_LINES, ADDRESS_LETTERS = 8, 300
"""E1 The most lines and letters that the head of a letter has room for."""
_NO_ADDRESS = re.compile(r"(https?:)?/*(www\.?)?", re.IGNORECASE)


POLICE_NUMBER = RegexValidator(r"^\+?[0-9 ]{3,}$", "Enter a telephone number such as 101")


def leads_somewhere(text: str) -> None:
    """Check that no line is only the beginning of a web address. :raises ValidationError: if one is."""
    if any(line.strip() and _NO_ADDRESS.fullmatch(line.strip()) for line in text.splitlines()):
        raise ValidationError("Enter the whole address, such as https://www.example.org/help")


def fits_the_letterhead(address: str) -> None:
    """Check that the address fits the head of a letter. :raises ValidationError: if it is too long."""
    if len(address.splitlines()) > ADDRESS_LINES or len(address) > ADDRESS_LETTERS:
        room = f"{ADDRESS_LINES} lines and {ADDRESS_LETTERS} letters"
        raise ValidationError(f"The head of a letter has room for {room}: shorten the address")


LANDLORD = (
    *("address", "telephone", "email", "website"),
    *OWN_STANDARDS,
    *("address_months", "own_appeals_allowed", "markers_allowed"),
    *SUPPORT,
    *POLICE,
    *COMPLAINTS,
    *DATA_PROTECTION,
)
"""The fields that the page of a landlord changes."""


def _number(label: str, *, most: int, of: str, help_text: str) -> forms.IntegerField:
    """Return the field of a standard that the landlord sets itself: a number from 1 to ``most``."""
    asks = f"Enter a number of {of} from 1 to {most}"
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        help_text=help_text,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), asks),
    )


def _answer(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=Answer.choices,
        widget=Radios,
        error_messages={"required": "Choose whether you confirm or refuse it"},
    )


class ConfirmLetterheadForm(PageForm):
    """P6 D4 The answers of a second person to what another colleague asked for, each by itself."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    address = _answer("The new address and e-mail")
    markers = _answer("That no interim marker may be placed")
    reason = WordsField(label="If you refuse, why?", rows=2)

    def __init__(self, data: Data = None, *, organisation: Organisation) -> None:
        super().__init__(data, initial={"seen": letterhead(organisation)})
        if not organisation.address_waits:
            del self.fields["address"]
        if not organisation.asked_markers_off:
            del self.fields["markers"]


class OrganisationForm(PageForm):
    """E1 P9b The details that a landlord's letters give, and its settings, such as who may decide an appeal."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    address = ReasonField(
        label="Address",
        asks="Enter the address",
        help_text="One line for each line of the letterhead. Appeals by post come here.",
        rows=5,
    )
    telephone = forms.CharField(
        label="Telephone",
        max_length=40,
        validators=[TELEPHONE],
        error_messages={"required": "Enter the telephone number"},
    )
    email = forms.EmailField(
        label="E-mail for appeals and questions",
        error_messages={
            "required": "Enter the e-mail address",
            "invalid": "Enter an e-mail address such as name@example.org",
        },
    )
    website = forms.RegexField(
        r"^(https?://)?[\w-]+(\.[\w-]+)+(/\S*)?$",
        label="Website",
        max_length=100,
        error_messages={"required": "Enter the website", "invalid": "Enter the website like www.example.org.uk"},
    )
    withheld_months = forms.IntegerField(
        label="Within how many months is an alert reviewed of which the customer is not told?",
        min_value=1,
        max_value=procedure.REVIEW_MONTHS,
        help_text="Your own standard: the procedure asks for a review within 12 months, whoever is told (§8).",
        error_messages={
            "required": "Enter a number of months",
            "invalid": "Enter a number of months, such as 6",
            "min_value": "Enter a number of months from 1 to 12",
            "max_value": "Enter a number of months from 1 to 12",
        },
    )
    acknowledge_days = forms.IntegerField(
        label="Within how many working days is an appeal acknowledged?",
        min_value=1,
        max_value=procedure.ACKNOWLEDGE_BUSINESS_DAYS,
        help_text="Your own standard: the procedure asks for the answer alone, within 28 days (§9).",
        error_messages={
            "required": "Enter a number of working days",
            "invalid": "Enter a number of working days, such as 5",
            "min_value": "Enter a number of working days from 1 to 5",
            "max_value": "Enter a number of working days from 1 to 5",
        },
    )
    contact_weeks = _number(
        "In how many weeks are a customer’s contacts counted?",
        most=procedure.CONTACT_WEEKS_MOST,
        of="weeks",
        help_text="Your own standard: the procedure asks for monitoring alone (§12).",
    )
    contact_floor = _number(
        "How many contacts in these weeks are never high?",
        most=procedure.CONTACT_FLOOR_MOST,
        of="contacts",
        help_text="Your own standard. A customer with as many or fewer is on no list, whatever others make.",
    )
    contact_most = _number(
        "Of each 1,000 customers with any contact, how many at most are high?",
        most=procedure.CONTACT_MOST_MOST,
        of="customers",
        help_text="Your own standard. With 5 it is those above 99.5 in 100 of the others.",
    )
    address_months = forms.IntegerField(
        label="After how many months is an address confirmed again?",
        min_value=1,
        max_value=120,
        help_text="Before a letter goes to an address that was confirmed longer ago, the Operational Lead is asked.",
        error_messages={
            "required": "Enter a number of months",
            "invalid": "Enter a number of months, such as 12",
            "min_value": "Enter a number of months from 1 to 120",
            "max_value": "Enter a number of months from 1 to 120",
        },
    )
    lone_working_policy = forms.CharField(
        label="Where is the Lone Working Policy?",
        help_text="An address that begins with https://, or where to find it.",
        max_length=200,
        required=False,
    )
    health_and_safety_policy = forms.CharField(
        label="Where is the Health and Safety Policy?", max_length=200, required=False
    )
    wellbeing_name = forms.CharField(
        label="Who looks after colleagues after an incident?",
        help_text="Such as a well-being team, or a confidential helpline.",
        max_length=100,
        required=False,
    )
    wellbeing_contact = forms.CharField(
        label="How do colleagues reach them?",
        help_text="A telephone number, an e-mail address, or an address that begins with https://.",
        max_length=200,
        required=False,
    )
    police_name = forms.CharField(
        label="Who gives police advice before a visit?",
        help_text="As it stands in a sentence, such as “PC Ann Example, our police liaison officer”, or “the police”.",
        max_length=100,
        error_messages={"required": "Enter who gives police advice"},
    )
    police_telephone = forms.CharField(
        label="Their telephone number",
        help_text="Shown to tap, wherever an alert asks to take police advice. 101 is the police’s own number.",
        max_length=40,
        validators=[POLICE_NUMBER],
        error_messages={"required": "Enter the telephone number for police advice"},
    )
    ombudsman_name = forms.CharField(
        label="Which ombudsman can customers take a complaint to?",
        help_text="As it stands in a sentence, such as “the Housing Ombudsman”. Empty where the landlord is no member of a "
        "scheme: its letters then name none.",
        max_length=100,
        required=False,
    )
    ombudsman_contact = WordsField(
        label="How do customers reach the ombudsman?",
        help_text="The address, the telephone number and the website, in a line each.",
        rows=3,
    )
    ico_contact = ReasonField(
        label="How do customers reach the Information Commissioner’s Office?",
        asks="Enter how customers reach the Information Commissioner’s Office",
        help_text="The address, the telephone number and the website, in a line each.",
        rows=3,
    )
    data_protection_name = forms.CharField(
        label="Who answers for data protection?",
        help_text="As it stands in a sentence, such as “our Data Protection Officer” or “Ann Example, our Data Protection "
        "Officer”.",
        max_length=100,
        error_messages={"required": "Enter who answers for data protection"},
    )
    data_protection_email = forms.EmailField(
        label="E-mail for data protection",
        error_messages={
            "required": "Enter the e-mail address for data protection",
            "invalid": "Enter an e-mail address such as name@example.org",
        },
    )
    data_protection_address = WordsField(
        label="Where does post about data protection go?",
        help_text="One line for each line of the address. Empty where it goes to the address above.",
        rows=4,
    )
    privacy_notice = forms.CharField(
        label="Where is your privacy notice?",
        help_text="A web address, as short as it can be typed. The Data Protection Officer finds words for it under Register.",
        max_length=200,
        error_messages={"required": "Enter where the privacy notice is"},
    )
    own_appeals_allowed = forms.BooleanField(
        label="Whoever made a decision may decide the appeal against it",
        required=False,
        help_text="They record why. Without this, another member of the Leadership Team must decide.",
    )
    markers_allowed = forms.BooleanField(
        label="A line manager or an Operational Lead may place an interim marker",
        required=False,
        help_text="Unconfirmed, for safety only, and for ten working days at most. Those in force stay until they lapse. To "
        "switch it off, a second person confirms it.",
    )

    def __init__(self, data: Data = None, *, organisation: Organisation) -> None:
        shown = {name: getattr(organisation, name) for name in LANDLORD}
        if organisation.waits:
            shown |= {"address": organisation.asked_address, "email": organisation.asked_email}
            shown |= {"markers_allowed": organisation.markers_allowed and not organisation.asked_markers_off}
        super().__init__(data, initial={"seen": letterhead(organisation), **shown})

        self.fields["address"].validators.append(fits_the_letterhead)
        for name in ("website", "privacy_notice", "ombudsman_contact", "ico_contact", *SUPPORT):
            self.fields[name].validators.append(leads_somewhere)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("wellbeing_name")) != bool(data.get("wellbeing_contact")):
            self.add_error(
                "wellbeing_contact", "Give both who looks after colleagues and how to reach them, or neither"
            )
        if bool(data.get("ombudsman_name")) != bool(data.get("ombudsman_contact", "").strip()):
            self.add_error("ombudsman_contact", "Give both which ombudsman it is and how to reach them, or neither")
        return data
