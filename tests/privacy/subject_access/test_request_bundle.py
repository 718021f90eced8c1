"""Making what the person gets: ``/subject-access/SA-…/bundle/``"""

import re
from io import BytesIO

import pikepdf
import pytest

from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.refusals import NotAllowed
from privacy.bundle import sealing
from privacy.subject_access import policies, selectors, services
from tests import scenarios
from tests.page import assert_blocked, assert_refused, words
from tests.step import shown

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def ready(cast):
    scenarios.logged(cast)
    return scenarios.decided(cast, scenarios.identified(cast))


def _url(request):
    return f"/subject-access/{request.reference}/bundle/"


@pytest.mark.long
def test_the_passphrase_of_the_page_opens_the_file_and_is_kept_nowhere(sign_in, cast, ready):
    client = sign_in("dpo")
    page = client.get(_url(ready))
    (passphrase,) = shown(page)["passphrase"]
    assert passphrase in words(page)

    response = client.post(_url(ready), {"passphrase": passphrase, "given_as": "ENCRYPTED"})

    ready.refresh_from_db()
    assert ready.made_digest == selectors.digest(ready)
    assert passphrase not in str([event.why for event in AuditEvent.objects.all()])
    assert response["Content-Disposition"] == f'attachment; filename="{ready.reference}.pdf"'
    with pikepdf.open(BytesIO(response.content), password=passphrase) as opened:
        assert opened.is_encrypted
    assert ReadEvent.objects.filter(opened="subject access bundle", reference=ready.reference).exists()
    assert shown(client.get(_url(ready)))["passphrase"] != [passphrase]


@pytest.mark.long
def test_on_paper_it_needs_none(sign_in, cast, ready):
    response = sign_in("dpo").post(_url(ready), {"passphrase": sealing.passphrase(), "given_as": "PAPER"})

    with pikepdf.open(BytesIO(response.content)) as opened:
        assert not opened.is_encrypted


def test_each_passphrase_is_another_and_one_of_ours():
    made = {sealing.passphrase() for _ in range(50)}
    assert len(made) == 50
    assert all(policies.PASSPHRASE.fullmatch(each) for each in made)
    assert not re.search("[ilo01]", "".join(made))


@pytest.mark.long
def test_nothing_is_made_of_what_is_not_decided(sign_in, cast):
    request, client = scenarios.identified(cast), sign_in("dpo")
    refusal = "not decided, or changed since. Decide each: nothing goes out undecided."

    assert_blocked(client.get(_url(request)), refusal)
    sent = {"passphrase": sealing.passphrase(), "given_as": "PAPER"}
    assert_refused(client.post(_url(request), sent), refusal)


def test_whoever_calls_says_what_the_page_asks(cast, ready):
    for sent, sentence in [
        ({"given_as": "FAX", "passphrase": ""}, "Choose how the bundle is given"),
        ({"given_as": "ENCRYPTED", "passphrase": "1234"}, "This is no passphrase of ours. Open the page again"),
    ]:
        with pytest.raises(NotAllowed, match=sentence):
            services.make_bundle(request=ready, by=cast.people["dpo"], on=cast.today, **sent)
