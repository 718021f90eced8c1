"""Deciding what becomes of each item of a bundle: ``/subject-access/SA-…/sections/…/`` and ``…/items/…/``"""

import pytest

from alerts.models import Incident
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from privacy.bundle.redacting import REMOVED, redacted
from privacy.choices import Group
from privacy.models import Disclosure
from privacy.subject_access import selectors, services
from tests import scenarios
from tests.page import assert_blocked, assert_refused, nothing_changes, words
from tests.step import assert_kept, fill, shown

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def request_(cast):
    scenarios.with_photo(cast, scenarios.logged(cast, others_affected="Rita Hall, next door"))
    return scenarios.identified(cast)


@pytest.fixture
def incident(request_):
    return next(each for each in selectors.reviewed(request_) if each.item.title.startswith("Incident"))


def _section(request, group):
    return f"/subject-access/{request.reference}/sections/{group}/"


def _item(request, reviewed):
    return f"/subject-access/{request.reference}/items/{reviewed.item.key}/"


CUT = {"verdict": "REDACT", "exemption": "OTHER_PERSON", "reason": "She told us in confidence and has not agreed."}


def test_all_that_names_nobody_else_is_released_at_once(sign_in, cast, request_):
    client = sign_in("dpo")

    response = fill(client, _section(request_, Group.PERSON))

    assert response.status_code == 302
    assert "items to be released." in words(client.get(response["Location"]))
    waiting = [each for each in selectors.reviewed(request_, Group.PERSON) if not each.decided]
    assert all(each.found for each in waiting)
    assert {each.verdict for each in request_.disclosures.all()} == {"RELEASE"}


@pytest.mark.long
def test_an_item_that_came_since_the_page_was_opened_is_not_released_unread(sign_in, cast, request_):
    """P13b The page showed other items than those that would be decided on."""
    client = sign_in("dpo")
    shown = selectors.fingerprint(selectors.reviewed(request_, Group.PERSON))
    lodger = request_.customer
    lodger.known_as = "Louis the First"
    records.save(lodger, by=cast.lead, why="Known as")

    with nothing_changes():
        response = client.post(_section(request_, Group.PERSON), {"seen": shown})

    assert_refused(response, "Somebody changed this part of the bundle after you opened the page. Open it again")
    assert not request_.disclosures.exists()


@pytest.mark.long
def test_a_file_is_released_only_by_somebody_who_looked_at_it(sign_in, cast, request_):
    client = sign_in("dpo")

    seen = selectors.fingerprint(selectors.reviewed(request_, Group.FILES))
    client.post(_section(request_, Group.FILES), {"seen": seen})

    (photo,) = selectors.reviewed(request_, Group.FILES)
    assert not photo.decided
    saved = client.get(f"{_item(request_, photo)}file/")
    assert (saved.status_code, saved["Content-Type"]) == (200, "image/jpeg")
    assert saved.content == photo.item.file.read()


@pytest.mark.long
def test_a_damaged_file_is_not_shown(sign_in, cast, request_, monkeypatch):
    (photo,) = selectors.reviewed(request_, Group.FILES)
    monkeypatch.setattr("privacy.bundle.collecting._reads", lambda *_: lambda: None)

    response = sign_in("dpo").get(f"{_item(request_, photo)}file/")

    assert response.status_code == 409
    assert "is not as it was kept" in response.content.decode()


@pytest.mark.long
def test_the_words_that_are_ticked_and_written_go(sign_in, cast, request_, incident):
    client = sign_in("dpo")
    page = client.get(_item(request_, incident))

    response = client.post(_item(request_, incident), shown(page) | CUT | {"further": "the path\n\n blocked "})

    assert response.status_code == 302
    decided = request_.disclosures.get()
    assert redacted(incident.item.text, decided.taken_out).count(REMOVED) >= 3
    assert {"Rita Hall, next door", "the path", "blocked"} <= set(decided.taken_out)
    again = client.get(_item(request_, incident))
    assert_kept(again, further="the path\nblocked", reason=CUT["reason"])


@pytest.mark.long
def test_an_answered_request_stays_as_it_is(sign_in, cast):
    scenarios.logged(cast)
    request, client = scenarios.given(cast), sign_in("dpo")
    reviewed = selectors.reviewed(request)[0]
    refusal = "This request is released, so nothing in its bundle changes."

    assert_blocked(client.get(_item(request, reviewed)), refusal)
    sent = {"version": reviewed.disclosure.version, "seen": reviewed.item.fingerprint, "verdict": "RELEASE"}
    with nothing_changes():
        assert_refused(client.post(_item(request, reviewed), sent), refusal)


def test_what_changed_meanwhile_is_read_again(sign_in, cast, request_, incident):
    client = sign_in("dpo")
    sent = shown(client.get(_item(request_, incident))) | CUT | {"seen": "0" * 64}

    response = client.post(_item(request_, incident), sent)

    assert_refused(response, "What stands in this item changed after you opened the page. Read it again, then decide.")
    assert_kept(response, seen=incident.item.fingerprint, reason=CUT["reason"])


def test_each_decision_says_what_the_law_asks(cast, request_, incident):
    for facts, sentence in [
        ({"verdict": "BURN"}, "Choose what becomes of this item"),
        ({"verdict": "RELEASE", "reason": ""}, "Others are named in this item. Say why it is released all the same"),
        ({"verdict": "WITHHOLD", "exemption": ""}, "Choose the exemption by which it is kept back"),
        ({"taken_out": []}, "Choose or write the words that are taken out"),
        ({"taken_out": ["Nobody Atall"]}, "“Nobody Atall” does not stand in this item. Write the words as they stand"),
        ({"reason": " "}, "Say why it is kept back. The reason stays with us"),
    ]:
        step = {"request": request_, "reviewed": incident, "seen": incident.item.fingerprint, "version": 0}
        with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
            services.decide_item(**step, by=cast.people["dpo"], **CUT | {"taken_out": ["Rita Hall"]} | facts)


def test_what_was_kept_back_is_named_whether_it_has_a_number_or_gives_many_rows():
    for key, said in [("duties.duty", "Duties"), ("alerts.alert.17", "Alert 17")]:
        assert Disclosure(key=key).item == said


def test_a_request_is_read_after_many_rows_together_were_withheld(sign_in, cast):
    given = scenarios.given(cast)
    why = {"verdict": "WITHHOLD", "exemption": "SERIOUS_HARM", "reason": "Her former partner would read it."}
    withheld = Disclosure(request=given, key="duties.duty", fingerprint="0" * 64, **why)
    records.save(withheld, by=cast.people["dpo"], why="Withheld")
    page = words(sign_in("dpo").get(f"/subject-access/{given.reference}/"))
    assert "Her former partner would read it." in page


@pytest.mark.clause("P13b", refuses=True)
def test_words_that_are_taken_out_once_are_looked_for_in_each_item(sign_in, cast):
    """Nobody knew that they concern somebody else: what was decided waits again, and nothing with them goes out unread."""
    told = "He says that it was the stranger with the red van."
    for days in (1, 2, 3):
        scenarios.logged(cast, occurred_at=cast.then(days))
    Incident.objects.update(account=told)
    request = scenarios.identified(cast)
    first, second, third = (
        each for each in selectors.reviewed(request, Group.REPORTS) if each.item.title.startswith("Incident")
    )
    client = sign_in("dpo")
    fill(client, _item(request, second), verdict="RELEASE", reason="It names nobody whom we know.")
    assert request.disclosures.get(key=second.item.key).fingerprint == second.item.fingerprint

    fill(client, _item(request, first), **CUT, further="the stranger with the red van")

    now = {each.item.key: each for each in selectors.reviewed(request, Group.REPORTS)}
    again, waiting = now[second.item.key], now[third.item.key]
    assert (now[first.item.key].decided, again.decided, again.clean, waiting.clean) == (True, False, False, False)
    assert "the stranger with the red van" in [each.words for each in again.found if each.suggested]
    assert "taken out of another item" in words(client.get(_item(request, third)))
