"""Documents of a case: long ones print, and one that cannot says where its words stand."""

from types import SimpleNamespace

import pikepdf
import pytest
from django.utils import timezone

from housing_alerts.staff.models import Organisation
from letters import documents
from letters.printing import rendering

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]

ANSWER = "Mr Lodger says that he was frightened, and asked for somebody to come with the officer. "


def _record(answers, length):
    rows = [(f"Question {number}", (ANSWER * length)[:length]) for number in range(answers)]
    part = SimpleNamespace(title="Answers", rows=rows)
    sections = [SimpleNamespace(heading="What was considered", parts=[part], empty="")]
    return {
        "record": SimpleNamespace(reference="CM-2026-00001", has_alert=True, sections=sections),
        "title": "Decision on Weapons",
        "reference": "CM-2026-00001",
        "organisation": Organisation.objects.first(),
        "printed_by": "Lena Lead",
        "printed_at": timezone.now(),
    }


@pytest.mark.long
def test_a_record_of_thirty_pages_is_printed(tmp_path):
    printed = documents.printed("letters/decision_record.html", _record(60, 1500), name="record")
    assert printed.status_code == 200, printed.content
    path = tmp_path / "record.pdf"
    path.write_bytes(printed.content)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) >= 20


def test_a_document_that_is_too_long_says_where_its_words_stand(monkeypatch):
    monkeypatch.setattr(rendering, "LONGEST", 1000)
    answer = documents.printed("letters/decision_record.html", _record(3, 800), name="record")
    assert (answer.status_code, answer.content.decode()) == (409, documents.TOO_LONG)
