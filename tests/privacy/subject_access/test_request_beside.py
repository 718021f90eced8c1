"""What others asked us for, and a legal hold, in a subject access request: nothing of them goes out by one button."""

from datetime import timedelta

import pytest

from privacy.bundle import sealing
from privacy.bundle.untold import kept_from
from privacy.sharing import services as sharing
from privacy.subject_access import selectors, services
from tests import scenarios, settling
from tests.letters import reader
from tests.page import assert_refused, words
from tests.step import chosen, fill, shown

pytestmark = pytest.mark.usefixtures("wednesday")


def _url(request, verb=""):
    return f"/subject-access/{request.reference}/{verb}"


def _asked_by_the_police(cast, client):
    request = scenarios.asked_by_others(cast)
    client.get(f"/sharing/{request.reference}/")
    return request


def _held(cast, client):
    hold = scenarios.held(cast)
    client.get(f"/retention/holds/{hold.reference}/")
    return hold


CASES = [
    (_asked_by_the_police, "sharing request", "CRIME", "others asked for it, for their own work"),
    (_held, "legal hold", "LEGAL_ADVICE", "it may say what our solicitor advises"),
]


@pytest.mark.long
@pytest.mark.clause("P13b", "P7c", refuses=True)
@pytest.mark.parametrize(("placed", "noun", "exemption", "why"), CASES)
def test_no_button_releases_what_speaks_of_it(sign_in, cast, wednesday, placed, noun, exemption, why):
    client = sign_in("dpo")
    record = placed(cast, client)
    settling.settled()
    wednesday.shift(timedelta(minutes=5))
    request = scenarios.identified(cast)
    said = f"has not been told of {noun} {record.reference}: {why}. Ask them before you mention it."
    about = {each.item.key: each for each in selectors.reviewed(request)}
    speaking = [each for each in about.values() if record.reference in each.item.text]

    own = f"{record._meta.label_lower}.{record.pk}"
    assert {own, "audit.auditevent", "audit.readevent"} <= {each.item.key for each in speaking}
    assert said in words(client.get(_url(request)))
    for each in speaking:
        page = client.get(_url(request, f"items/{each.item.key}/"))
        assert f"This item speaks of {noun} {record.reference}, of which the customer has not been told." in words(page)
        assert (chosen(page, "verdict"), shown(page)["exemption"]) == (["WITHHOLD"], [exemption])
        assert f"A {noun} that they do not know of" in words(client.get(_url(request, f"sections/{each.item.group}/")))
    refused = fill(client, _url(request, "items/audit.auditevent/"), verdict="RELEASE", exemption="", reason=" ")
    assert_refused(refused, f"The customer has not been told of this {noun}.")
    for group in {each.item.group for each in about.values()}:
        found = selectors.reviewed(request, group)
        seen, by = selectors.fingerprint(found), cast.people["dpo"]
        services.decide_clean_items(request=request, found=found, seen=seen, by=by)
    left = [each for each in selectors.reviewed(request) if each.decided]
    assert left and not [each for each in left if record.reference in each.item.text]


@pytest.mark.clause("P13b")
def test_what_was_shared_because_the_customer_agreed_is_known_to_them(cast):
    request = scenarios.asked_by_others(cast)
    step = {"request": request, "version": request.version, "by": cast.people["dpo"], "on": cast.today}
    sharing.share(**step, **scenarios.TOLD, ground="AGREED")
    assert kept_from(request.customer) == []


@pytest.mark.clause("P13b", "P7c")
def test_the_bundle_does_not_say_that_something_was_kept_back_because_of_crime(cast):
    scenarios.asked_by_others(cast)
    request = scenarios.decided(cast, scenarios.identified(cast))
    request.disclosures.exclude(exemption="").update(verdict="WITHHOLD", exemption="CRIME", taken_out=[])

    made = selectors.made(request)

    assert made.withheld == []
    printed = reader.text(sealing.document(request, made))
    assert [sign for sign in ("crime", "left out. The Data", "Nothing was left out") if sign in printed] == []
    assert "So we never say, in any answer, that nothing more was left out." in printed
