"""The names and addresses in the words of what others get: each is asked about."""

import lxml.html
import pytest

from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from privacy.sharing import services
from tests import scenarios, settling
from tests.page import assert_asks, nothing_changes, send, words
from tests.scenarios.sharing import TOLD

pytestmark = pytest.mark.usefixtures("wednesday")
ASKS = "Tick that this is so. If it is not, tell the Leadership Team today"
RIGHT = "Nobody is in danger because they know this"


def _share(given):
    return {"ground": "CRIME"} | TOLD | {"given": given}


def _url(request):
    return f"/sharing/{request.reference}/share/"


@pytest.mark.clause("P11a", refuses=True)
def test_whoever_reported_is_asked_about_by_name(sign_in, cast):
    for given in ["That {} saw a knife in May, {}."]:
        for whole in [False, True]:
            with settling.undone():
                scenarios.logged(cast)
                request, client = scenarios.asked_by_others(cast), sign_in("dpo")
                name = str(cast.officer) if whole else cast.officer.last_name
                share = _share(given.replace("{}", name))

                with nothing_changes():
                    response = send(client, _url(request), request, **share)
                    assert_asks(response, ASKS, typed=(share["given"],))
                    assert words(response).count(f"Yes. What they got names “{name}”. {RIGHT} name.") == 1
                    with pytest.raises(NotAllowed, match=f"What they got names “{name}”"):
                        services.share(request=request, version=request.version, by=cast.head, on=cast.today, **share)
                boxes = lxml.html.fromstring(response.content.decode()).cssselect("input[name=sure_of]")
                keys = [box.get("value") for box in boxes]
                assert send(client, _url(request), request, **share, sure_of=keys).status_code == 302
                assert AuditEvent.objects.get(action="share").why.endswith("Said to be right: a name in what was given")


@pytest.mark.clause("P11a")
def test_a_colleague_who_reported_nothing_may_be_named(sign_in, cast):
    for who in ["head", "leadership"]:
        with settling.undone():
            scenarios.logged(cast)
            request = scenarios.asked_by_others(cast)
            share = _share(f"That {cast.people[who]} decides on it, and no more of the case.")
            assert send(sign_in("dpo"), _url(request), request, **share).status_code == 302


@pytest.mark.clause("P11a", refuses=True)
def test_the_address_of_a_restricted_file_is_asked_about(sign_in, cast):
    for who in ["dpo", "head"]:
        for way in ["12 Sandpiper Close", "sandpiper close", "TQ99 1AB", "tq991ab"]:
            with settling.undone():
                request = scenarios.asked_by_others(cast)
                share = _share(f"That he lives at {way} since last year.")
                scenarios.restrict_file(cast)
                client = sign_in(who)

                with nothing_changes():
                    response = send(client, _url(request), request, **share)
                    assert_asks(response, ASKS, typed=(share["given"],))
                    assert words(response).count(f"{RIGHT} address.") == 1


@pytest.mark.clause("P11a")
def test_the_address_that_is_not_kept_safe_is_not_asked_about(sign_in, cast):
    request = scenarios.asked_by_others(cast)
    share = _share("That he lives at 12 Sandpiper Close since last year.")
    assert send(sign_in("dpo"), _url(request), request, **share).status_code == 302


@pytest.mark.clause("P11a", refuses=True)
def test_another_home_is_asked_about(sign_in, cast):
    request, client = scenarios.asked_by_others(cast), sign_in("dpo")
    with nothing_changes():
        response = send(client, _url(request), request, **_share("That somebody at 7 Plover Lane rang us."))
    assert f"What they got says “7 Plover Lane”. {RIGHT} address." in words(response)
