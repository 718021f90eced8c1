"""A professional's letter, and a contact about which nothing is done yet, reach decisions and the worklist (§10, §12)."""

import pytest
from django.utils import timezone

from alerts.investigations.heard import heard_about, heard_in
from appeals import selectors as appeals_selectors
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from monitoring.contacts import services
from monitoring.contacts.services import Said
from tests import scenarios, settling
from tests.owing import held
from tests.page import words

LETTER = {
    "kind": "PROFESSIONAL",
    "words": "His doctor writes that he has early dementia.",
    "done": "Thanked the surgery for it.",
}


def _said(heard):
    return [each.words for each in heard]


@pytest.mark.clause("P10a")
def test_a_letter_from_a_doctor_is_read_where_vulnerability_is_weighed(cast, sign_in):
    file, letter = scenarios.opened(cast), scenarios.contacted(cast, **LETTER)
    page = words(sign_in("lead").get(f"/investigations/{file.reference}/considerations/"))
    assert LETTER["words"] in page
    assert "In the contact of" in page and "(from a doctor, an advocate or another professional)" in page
    assert "Add a vulnerability to the file" in page

    scenarios.contact_taken_back(cast, letter)
    assert LETTER["words"] not in _said(heard_in(file))


@pytest.mark.clause("P10a", "P9b")
def test_it_is_read_at_the_review_and_at_the_appeal(cast, sign_in):
    alert = scenarios.active(cast)
    appeal = scenarios.prepared(cast, alert)
    scenarios.contacted(cast, **LETTER)
    assert LETTER["words"] in _said(heard_about(alert))
    assert LETTER["words"] in _said(appeals_selectors.heard(appeal))
    assert LETTER["words"] in words(sign_in("head").get(f"/appeals/{appeal.reference}/determine/"))


@pytest.mark.clause("P10a")
def test_other_contacts_are_read_while_they_wait_and_none_of_long_ago(cast):
    for said, read in [
        ({"done": "Nothing yet"}, True),
        ({"done": "Thanked her."}, False),
        ({**LETTER, "days": 800}, False),
    ]:
        with settling.undone():
            contact = scenarios.contacted(cast, **said)
            assert (contact.words in _said(heard_in(scenarios.opened(cast)))) is read


@pytest.mark.clause("P12")
def test_the_lead_owes_what_is_not_done_yet_until_it_is_said(cast):
    for done in ["Nothing yet", "nothing.", "Nothing has been done yet: I ring on Monday.", "Not yet"]:
        with settling.undone():
            contact = scenarios.contacted(cast, **LETTER | {"done": done})
            assert held(cast.lead, Kind.FOLLOW_UP) == ["D900001"]
            duty = Duty.objects.get(kind=Kind.FOLLOW_UP)
            assert duty.path == f"/customers/D900001/contacts/{contact.pk}/correct/"
            assert duty.words.startswith("See to what came in on ")

            said = {name: getattr(contact, name) for name in ("at", "channel", "kind", "words", "done_by")}
            step = {"version": contact.version, "by": cast.lead, "now": timezone.now(), "reason": "Done since."}
            services.correct_contact(contact=contact, **step, said=Said(**said, done="Nothing could be done about it."))
            assert held(cast.lead, Kind.FOLLOW_UP) == []


@pytest.mark.clause("P12", refuses=True)
def test_nobody_owes_what_is_done_or_taken_back(cast):
    scenarios.contacted(cast)
    assert held(cast.lead, Kind.FOLLOW_UP) == []
    scenarios.contact_taken_back(cast, scenarios.contacted(cast, done="Nothing yet"))
    assert held(cast.lead, Kind.FOLLOW_UP) == []
