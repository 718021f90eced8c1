"""Exports of the housing system as tests write them: a header line and rows, clean unless a test makes them dirty."""

import csv
import io
from pathlib import Path

DATA = Path(__file__).parent / "data"

CONTACTS = [
    "Contact Reference", "Title", "Forenames", "Surname", "Known As", "Date of Birth", "Group Name", "Tenancy Reference",
    "Tenancy Start", "Tenancy End", "Asset Reference", "Asset Address", "Postcode", "UPRN", "Telephone", "Email", "Company",
    "Service Area", "Preferred Format", "Deceased", "Address Confirmed",
]  # fmt: skip

ALERTS = [
    "Contact Name", "Group Name", "Asset Reference", "Asset Address", "Effective From Date", "Review Period",
    "Latest Review Completion Date", "Review Due Date", "Review Last Evaluated", "Overdue",
]  # fmt: skip

ROSE = {
    "Contact Reference": "C1",
    "Title": "Ms",
    "Forenames": "Rose",
    "Surname": "Tenant",
    "Date of Birth": "07/05/1988",
    "Group Name": "Tenant household",
    "Tenancy Reference": "T1",
    "Tenancy Start": "16/01/2017",
    "Asset Reference": "A1",
    "Asset Address": "1 Acorn Close, Testmouth, Devon",
    "Postcode": "TQ99 8GT",
    "Telephone": "07700 900575",
    "Email": "rose@example.org",
    "Company": "Teign Housing",
    "Service Area": "Housing",
}
SAM = ROSE | {"Contact Reference": "C2", "Title": "Mr", "Forenames": "Sam", "Date of Birth": "01/02/1990"}
ALERT = {
    "Contact Name": "Rose Tenant",
    "Group Name": "Tenant household",
    "Asset Reference": "A1",
    "Asset Address": "1 Acorn Close, Testmouth, Devon, TQ99 8GT",
    "Effective From Date": "29/11/2024",
    "Review Period": "12 Months",
    "Review Due Date": "29/11/2025",
    "Overdue": "No",
}


def text(rows: list[dict[str, str]], columns: list[str], *, delimiter: str = ",") -> str:
    """The rows as a file with carriage returns, as the housing system writes it."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
