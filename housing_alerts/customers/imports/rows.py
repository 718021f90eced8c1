"""Read one line of the contacts export as a person, a home and a place in a tenancy."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Model

from housing_alerts.customers.choices import Format
from housing_alerts.customers.models import Asset, Customer, DaysUnder, Tenancy, fold
from housing_alerts.importing.reading import Column, Line, Refused, Report, nearest
from housing_alerts.staff.models import Organisation

COLUMNS = (
    Column("Contact Reference", required=True),
    Column("Title"),
    Column("Forenames", required=True),
    Column("Surname", required=True),
    Column("Known As"),
    Column("Date of Birth"),
    Column("Group Name", required=True),
    Column("Tenancy Reference", required=True),
    Column("Tenancy Start"),
    Column("Tenancy End"),
    Column("Asset Reference", required=True),
    Column("Asset Address", required=True),
    Column("Postcode"),
    Column("UPRN"),
    Column("Telephone"),
    Column("Email"),
    Column("Company", required=True),
    Column("Service Area", required=True),
    Column("Preferred Format"),
    Column("Deceased"),
    Column("Address Confirmed"),
)

YES, NO = {"y", "yes", "true", "1", "deceased"}, {"n", "no", "false", "0"}
FORMATS = {fold(label): value for value, label in Format.choices} | {"standard": "", "email": Format.EMAIL}
AHEAD = timedelta(days=2 * 366)
"""The time ahead within which a tenancy may begin or end. A later day is taken for a typing error."""
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class Home:
    """A property as one line gives it. An empty part is one that this line does not give."""

    reference: str
    address: str
    postcode: str
    uprn: str


@dataclass(frozen=True)
class Place:
    """A person's place in a tenancy as one line gives it."""

    tenancy: str
    group_name: str
    starts: date | None
    ends: date | None
    confirmed: date | None = None


@dataclass(frozen=True)
class Row:
    """A line that can be imported. Two rows are equal if they say the same, whatever their line number.

    ``days_under`` is filled for a person with two references alone: the days in the tenancy that each of their lines gives.
    """

    line: int = field(compare=False)
    reference: str
    person: dict[str, Any]
    company: str
    area: str
    format: str
    home: Home | None
    place: Place | None
    days_under: DaysUnder = field(default_factory=dict)

    @property
    def place_named(self) -> tuple[str, str]:
        """The references of the person and of the tenancy, which is empty where the line names none."""
        return self.reference, self.place.tenancy if self.place else ""

    @property
    def identity(self) -> tuple[str, date | None]:
        """The folded name and the date of birth, which identify the person."""
        return fold(f"{self.person['forenames']} {self.person['surname']}"), self.person.get("born")


def parse(
    line: Line, companies: Mapping[str, Organisation], areas: Mapping[str, str], today: date, report: Report
) -> Row:
    """Return the line as a row.

    :param areas: the names of the service areas that exist or may be added, by their folded names.
    :raises Refused: if the line cannot be imported.
    """
    if line.torn:
        raise Refused(line.torn)
    reference = line.needed("Contact Reference")
    person = _person(line, today, report)
    home, place = _home(line, report), _place(line, today)
    if home and place is None:
        raise Refused(f"Tenancy Reference is empty, but the line names the property {home.reference}.")
    if place and home is None:
        raise Refused(f"Asset Reference is empty, but the line names the tenancy {place.tenancy}.")
    row = Row(
        line=line.number,
        reference=reference,
        person=person,
        company=_company(line, companies),
        area=_area(line, areas),
        format=_format(line, report),
        home=home,
        place=place,
    )
    _check_lengths(row)
    return row


def _person(line: Line, today: date, report: Report) -> dict[str, Any]:
    surname = line.name("Surname")
    if not surname:
        raise Refused("Surname is empty.")
    person: dict[str, Any] = {"forenames": line.name("Forenames"), "surname": surname}
    if line.has("Title"):
        person["title"] = line.text("Title")
    if line.has("Known As"):
        person["known_as"] = line.name("Known As")
    if line.has("Date of Birth"):
        person["born"] = line.day("Date of Birth", latest=today)
    if line.has("Telephone"):
        person["telephone"] = line.text("Telephone")
    if line.has("Email"):
        person["email"] = _email(line, report)
    died = _died(line)
    return person if died is None else person | {"died": died}


def _email(line: Line, report: Report) -> str:
    email = line.text("Email")
    if email and not _EMAIL.fullmatch(email):
        report.note(line.number, f"Email is “{email}”, which is no e-mail address. It was left out.")
        return ""
    return email


def _died(line: Line) -> bool | None:
    """Return True if the line says that the person has died, False if they live, None if it is blank."""
    said = line.text("Deceased")
    if not said:
        return None
    if said.casefold() in YES | NO:
        return said.casefold() in YES
    line.day("Deceased")
    return True


def _home(line: Line, report: Report) -> Home | None:
    reference = line.text("Asset Reference")
    if not reference:
        return None
    uprn = line.text("UPRN")
    if uprn and not (uprn.isascii() and uprn.isdigit() and len(uprn) <= 12):
        report.note(line.number, f"UPRN is “{uprn}”, which is no UPRN. It was left out.")
        uprn = ""
    return Home(reference, line.text("Asset Address"), _postcode(line.text("Postcode")), uprn)


def _postcode(text: str) -> str:
    found = _POSTCODE.fullmatch(text.upper().replace(" ", ""))
    return f"{found[1]} {found[2]}" if found else text


def _place(line: Line, today: date) -> Place | None:
    tenancy = line.text("Tenancy Reference")
    if not tenancy:
        return None
    starts = line.day("Tenancy Start", latest=today + AHEAD)
    ends = line.day("Tenancy End", latest=today + AHEAD)
    if starts and ends and ends < starts:
        raise Refused(f"Tenancy End {ends:%d/%m/%Y} is before Tenancy Start {starts:%d/%m/%Y}.")
    return Place(tenancy, line.name("Group Name"), starts, ends, line.day("Address Confirmed", latest=today))


def _company(line: Line, companies: Mapping[str, Organisation]) -> str:
    """P1 Return the name of the organisation whose customer the person is.

    :raises Refused: if no such organisation is known.
    """
    said = line.needed("Company")
    known = companies.get(fold(said))
    if known is None:
        names = [organisation.name for organisation in companies.values()]
        meant = nearest(said, names)
        hint = f"Did you mean {meant}?" if meant else f"It must be {' or '.join(names)}."
        raise Refused(f"Company “{said}” is not known. {hint}")
    return known.name


def _area(line: Line, areas: Mapping[str, str]) -> str:
    """P7a Return the service area whose Lead and Head of Service get the customer's case. A misspelt area would have neither.

    :raises Refused: if no such area is known.
    """
    said = line.needed("Service Area")
    known = areas.get(fold(said))
    if known is None:
        meant = nearest(said, areas.values())
        hint = f"Did you mean {meant}? " if meant else ""
        raise Refused(f"Service Area “{said}” is not known. {hint}If it is new, say so by --new-area “{said}”.")
    return known


def _format(line: Line, report: Report) -> str:
    said = line.text("Preferred Format")
    if fold(said) in FORMATS or not said:
        return FORMATS.get(fold(said), "")
    report.note(line.number, f"Preferred Format “{said}” is not known. Set it on the customer's page.")
    return ""


def _check_lengths(row: Row) -> None:
    """Check that every cell fits its field.

    :raises Refused: if a cell is longer than the field can hold.
    """
    cells: list[tuple[type[Model], str, str, str]] = [(Customer, "reference", "Contact Reference", row.reference)]
    cells += [(Customer, name, column, row.person[name]) for name, column in _PERSON.items() if name in row.person]
    if row.home and row.place:
        cells += [
            (Asset, "reference", "Asset Reference", row.home.reference),
            (Asset, "address", "Asset Address", row.home.address),
            (Asset, "postcode", "Postcode", row.home.postcode),
            (Tenancy, "reference", "Tenancy Reference", row.place.tenancy),
            (Tenancy, "group_name", "Group Name", row.place.group_name),
        ]
    for model, name, column, value in cells:
        longest: int | None = getattr(model._meta.get_field(name), "max_length", None)
        if longest and len(value) > longest:
            raise Refused(f"{column} has {len(value)} characters. At most {longest} can be kept.")


_PERSON = {
    "title": "Title",
    "forenames": "Forenames",
    "surname": "Surname",
    "known_as": "Known As",
    "telephone": "Telephone",
    "email": "Email",
}
