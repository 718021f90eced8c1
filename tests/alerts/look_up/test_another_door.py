"""Before you go: a look-up that finds another flat than the typed one says so, as the list of visits does (Appendix D 4.1)."""

import pytest

from housing_alerts.customers.models import Asset
from housing_alerts.kernel.records import saving as records
from tests.look_up import NOTHING, housed
from tests.page import words

EXACTLY = "Nothing is called exactly “{}”."
FLAT = "Flat 2, Kestrel House, 7 Osprey Road"


@pytest.fixture
def answer(sign_in):
    def look(username: str, typed: str) -> str:
        return words(sign_in(username).get("/look-up/", {"q": typed}))

    return look


@pytest.mark.clause("D4", refuses=True)
def test_a_flat_is_no_answer_for_the_house_without_a_word(answer):
    for typed in ["20 Heron Way", "20 Heron Way, TQ99 2AF", "Flat4"]:
        for username in ["contractor", "officer"]:
            page = answer(username, typed)
            assert NOTHING in page
            assert f"{EXACTLY.format(typed)} Shown: Flat 4, 20 Heron Way" in page
            assert "If you go elsewhere, treat this as a stop." in page


@pytest.mark.clause("D4")
def test_what_is_called_so_a_street_and_a_postcode_are_answered_as_before(answer):
    for typed in [
        "Flat 4, 20 Heron Way",
        "A-D3",
        "12 Sandpiper Close",
        "Teal Gardens",
        "31 Teal Gardns",
        "TQ99 1FP",
        "Lodger",
    ]:
        assert EXACTLY.format(typed) not in answer("officer", typed)


@pytest.mark.clause("D4", refuses=True)
def test_somebody_at_another_door_is_no_answer_without_a_word(cast, answer):
    place = Asset(reference="K1", address=FLAT, postcode="TQ99 9ZZ")
    records.save(place, by=None, why="")
    housed(cast, place, "D900091", "Penhale")
    for typed in ["Penhale, 2 Osprey Road", "7 Osprey Road", "Kestrel House"]:
        assert f"{EXACTLY.format(typed)} Shown: {FLAT}" in answer("officer", typed)
    for exact in ("Penhale", "Penhale, 7 Osprey Road", "TQ99 9ZZ"):
        assert "called exactly" not in answer("officer", exact)
