"""Recording that the bundle was given, as it was made and in the form in which it was made: ``/subject-access/SA-…/release/``"""

import pytest

from housing_alerts.kernel.refusals import NotAllowed
from privacy.bundle import sealing
from privacy.bundle.collecting import collect
from privacy.subject_access import selectors, services
from tests import scenarios
from tests.page import assert_asks, assert_refused, day, words
from tests.step import chosen, fill

pytestmark = pytest.mark.usefixtures("wednesday")
HANDED_OVER = {"way": "COLLECTED", "how": "By hand to him at our office."}


def _url(request, verb=""):
    return f"/subject-access/{request.reference}/{verb}"


@pytest.fixture
def made(cast):
    """A bundle on paper, with the channels of his contact strategy in it."""
    scenarios.strategy(cast)
    return scenarios.made(cast, scenarios.decided(cast, scenarios.identified(cast)))


@pytest.mark.clause("P13b", refuses=True)
def test_it_is_recorded_as_it_was_made_whatever_changed_since(sign_in, cast, made):
    client, edition = sign_in("dpo"), made.made_digest
    incident = scenarios.logged(cast)
    given = HANDED_OVER | day("on", cast.today)
    page = client.get(_url(made, "release/"))
    asked = "Yes. It was given as it was made. What leaves changed since then."

    assert chosen(page, "given_as") == ["PAPER"]
    assert asked in words(page)
    step = {"request": made, "version": made.version, "by": cast.people["dpo"], "today": cast.today, "on": cast.today}
    with pytest.raises(NotAllowed, match="Tick that this is so. If nobody has it yet, make the bundle again"):
        services.release_request(**step, **HANDED_OVER, given_as="PAPER")
    assert_asks(
        fill(client, _url(made, "release/"), **given),
        "Tick that it was given as it was made, or make the bundle again and give that one",
    )
    assert fill(client, _url(made, "release/"), **given, sure_of=selectors.AS_IT_WAS_MADE.key).status_code == 302
    made.refresh_from_db()
    assert (made.status, made.digest, made.given_as) == ("RELEASED", edition, "PAPER")
    assert incident.reference in "".join(item.text for item in collect(made))


@pytest.mark.long
@pytest.mark.clause("P13b", refuses=True)
def test_no_form_is_recorded_in_which_none_was_made(sign_in, cast, made):
    given = HANDED_OVER | day("on", cast.today) | {"given_as": "ENCRYPTED"}
    client = sign_in("dpo")
    refusal = "No bundle was made in this form. Choose the form in which the person got it, or make it so first."

    assert_refused(fill(client, _url(made, "release/"), **given), refusal)
    sent = {"passphrase": sealing.passphrase(), "given_as": "ENCRYPTED"}
    assert client.post(_url(made, "bundle/"), sent).status_code == 200
    assert chosen(client.get(_url(made, "release/")), "given_as") == ["ENCRYPTED"]
    assert fill(client, _url(made, "release/"), **given).status_code == 302


@pytest.mark.long
@pytest.mark.clause("P13b")
def test_the_bundle_has_words_for_codes_and_what_was_kept_back_its_reference(sign_in, cast, made):
    (strategy,) = [item for item in collect(made) if item.key.startswith("monitoring.strategy.")]
    said = dict(strategy.lines)["Ways of contact"]
    assert said == made.customer.contact_strategies.get().ways
    reviewed = next(each for each in selectors.reviewed(made) if each.item == strategy)
    services.decide_item(
        request=made,
        reviewed=reviewed,
        seen=strategy.fingerprint,
        version=reviewed.disclosure.version,
        by=cast.people["dpo"],
        verdict="WITHHOLD",
        exemption="NEGOTIATION",
        reason="The goal would tell him how far we go.",
    )
    made.refresh_from_db()
    request = scenarios.made(cast, made)
    client = sign_in("dpo")
    fill(client, _url(request, "release/"), **HANDED_OVER, **day("on", cast.today))
    page = words(client.get(_url(request)))
    assert strategy.title == f"Contact strategy {made.customer.contact_strategies.get().reference}"
    assert strategy.title in page
