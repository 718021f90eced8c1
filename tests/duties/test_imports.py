"""After an import that moves people, reports deaths, and knows a merged file, what is stored is what is owed."""

import pytest

from housing_alerts.customers.imports import import_customers
from housing_alerts.customers.models import Customer
from housing_alerts.duties import services
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.importing.reading import Silent
from tests import exports, scenarios
from tests.exports import ROSE, SAM

pytestmark = pytest.mark.usefixtures("wednesday")
TWICE = ROSE | {"Contact Reference": "C9", "Known As": "Rose", "Date of Birth": ""}
ELSEWHERE = {"Tenancy Reference": "T9", "Asset Reference": "A9", "Asset Address": "9 Elm Road, Testmouth, Devon"}


@pytest.fixture
def housing_system(cast, tmp_path):
    """The export of the housing system, imported as on the day of the cast."""

    def says(*rows):
        path = tmp_path / "contacts.csv"
        path.write_bytes(exports.text(list(rows), exports.CONTACTS).encode())
        assert import_customers(path, today=cast.today, progress=Silent).kept
        cast.customers |= {each.reference: each for each in Customer.objects.filter(reference__startswith="C")}

    return says


@pytest.fixture
def cases(cast, housing_system):
    """A case of each: of Rose, of her second file, and of Sam, who lives with her."""
    housing_system(ROSE, TWICE, SAM)
    scenarios.active(cast, customer="C1")
    scenarios.active(cast, "DANGEROUS_DOGS", "C9")
    scenarios.drafted(cast, scenarios.active(cast, "WEAPONS", "C2"))
    scenarios.referred(cast, "C9")
    scenarios.merged(cast, "C9", "C1")
    assert list(services.differing()) == []


def waiting(kind: Kind) -> list[str]:
    return sorted(Duty.objects.open().filter(kind=kind).values_list("customer__reference", flat=True))


@pytest.mark.long
def test_who_moves_takes_along_what_is_owed(cases, housing_system):
    housing_system(ROSE | {"Tenancy End": "31/05/2026"}, TWICE | ELSEWHERE | {"Tenancy Start": "01/06/2026"}, SAM)

    assert waiting(Kind.REVIEW) == ["C1", "C1", "C2"]
    assert waiting(Kind.DEPARTED) == []
    assert list(services.differing()) == []


@pytest.mark.long
def test_a_letter_to_the_dead_is_to_be_cancelled(cases, housing_system):
    housing_system(ROSE, TWICE, SAM | {"Deceased": "Yes"})

    (letter,) = Duty.objects.open().filter(kind=Kind.SEND)
    assert (letter.customer.reference, letter.words, letter.urgent) == ("C2", "Cancel it: has died", True)
    assert waiting(Kind.DEPARTED) == ["C2"]
    assert list(services.differing()) == []


@pytest.mark.long
def test_the_line_of_the_merged_file_moves_what_is_owed_of_the_kept_one(cases, housing_system):
    moved = {"Tenancy End": "31/05/2026"}
    housing_system(ROSE | moved, TWICE | moved | {"Deceased": "Yes"}, SAM | ELSEWHERE)

    assert set(waiting(Kind.DEPARTED)) == {"C1"}
    assert list(services.differing()) == []
