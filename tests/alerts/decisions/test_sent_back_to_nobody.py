"""A case goes back to a Lead who is away without a deputy only once the Head says that the question can wait (D3b, §6)."""

import lxml.html
import pytest

from alerts.decisions import services
from alerts.models import Investigation
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Absence
from tests import scenarios
from tests.page import assert_asks, words
from tests.step import assert_kept, fill, shown

QUESTION = "Was mediation offered?"
ASKS = "Tick that the question can wait, or ask another Operational Lead to take the investigation over"


@pytest.fixture
def file(cast):
    return scenarios.proposed(cast).investigation


def _away(cast, deputy=None):
    days = {"starts": cast.today, "ends": cast.ago(-7)}
    return records.save(Absence(colleague=cast.lead, deputy=deputy, **days), by=cast.lead, why="Away")


@pytest.mark.clause("D3b", "P6", refuses=True)
def test_the_head_reads_that_the_lead_is_away_and_ticks_it(cast, sign_in, file):
    _away(cast)
    client, page = sign_in("head"), f"/investigations/{file.reference}/send-back/"
    asked = fill(client, page, question=QUESTION)
    assert_asks(asked, ASKS)
    assert_kept(asked, question=QUESTION)
    said = f"It can wait. Lena Ledger is away until {show_date(cast.ago(-7))}, and nobody is the deputy."
    assert f"{said} Nobody answers until then, unless another Operational Lead takes the investigation over." in words(
        asked
    )
    with pytest.raises(NotAllowed, match=r"Ask one of them to take it over, or tick that the question can wait\."):
        services.send_back_investigation(investigation=file, version=file.version, by=cast.head, question=QUESTION)

    box = lxml.html.fromstring(asked.content.decode()).xpath("//main//input[@name='sure_of']/@value")
    assert client.post(page, shown(asked) | {"sure_of": box}).status_code == 302
    assert Investigation.objects.get().question == QUESTION


@pytest.mark.clause("D3b", "P6")
def test_where_somebody_is_the_deputy_nothing_is_asked(cast, sign_in, file):
    _away(cast, deputy=cast.manager)
    assert fill(sign_in("head"), f"/investigations/{file.reference}/send-back/", question=QUESTION).status_code == 302
