"""Take an action out of the recommendation. What it said stays on record."""

import pytest

from alerts.actions import services as actions_services
from alerts.decisions import services as decisions_services
from alerts.models import Action, Investigation
from housing_alerts.kernel.refusals import NotAllowed, when
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios
from tests.page import assert_blocked, assert_done, words
from tests.step import assert_not_found, assert_not_now, fill


@pytest.fixture
def file(cast):
    return scenarios.with_actions(cast, "POSSESSION", "MEDIATION")


def _url(file, kind="POSSESSION"):
    return f"/investigations/{file.reference}/actions/{file.actions.get(kind=kind).pk}/withdraw/"


def _sent_back(cast, file):
    file = Investigation.objects.get(pk=file.pk)
    return decisions_services.send_back_investigation(
        investigation=file, version=file.version, by=cast.head, question="Drop the possession referral, please."
    )


# It works


@pytest.mark.clause("P5")
def test_the_lead_takes_it_out_and_recommends_the_rest(cast, sign_in, file):
    client, page = sign_in("lead"), f"/investigations/{file.reference}/"
    assert f'href="{_url(file)}"' in client.get(page).content.decode()
    assert "To speak calmly with us." in words(client.get(_url(file)))
    response = fill(client, _url(file))

    said = "Taken out of the recommendation: referral for possession proceedings."
    assert_done(client, response, page, said)
    assert file.actions.get(kind="POSSESSION").taken_out_on == cast.today
    assert [str(action) for action in Investigation.objects.get().open_actions()] == ["Mediation"]
    assert "Referral for possession proceedings" not in words(client.get(page))


@pytest.mark.long
def test_without_it_the_case_is_decided_and_no_record_says_that_it_was_declined(cast, sign_in):
    file = _sent_back(cast, scenarios.recommended(cast, scenarios.with_actions(cast, "POSSESSION", "MEDIATION")))
    fill(sign_in("lead"), _url(file))
    file = scenarios.recommended(cast, Investigation.objects.get())

    client, page = sign_in("head"), f"/investigations/{file.reference}/agree/"
    assert "Referral for possession proceedings" not in words(client.get(page))
    taken_out, mediation = (file.actions.get(kind=kind).pk for kind in ("POSSESSION", "MEDIATION"))
    response = fill(client, page, reason="It is enough for us now.", agreed=[taken_out])
    assert "Choose one of those that are shown" in words(response)
    fill(client, page, reason="It is enough for us now.", agreed=[mediation])

    assert Investigation.objects.get(pk=file.pk).status == "CONCLUDED"
    assert file.actions.get(kind="POSSESSION").agreed is None
    record = words(sign_in("head").get(f"/investigations/{file.reference}/decision/"))
    assert "Mediation: agreed" in record
    assert "Referral for possession proceedings" not in record
    like = words(sign_in("lead").get(f"/investigations/{scenarios.investigated(cast).reference}/"))
    assert "possession proceedings" not in like


# It refuses the wrong person


def test_another_file_has_no_such_action(cast, sign_in, file):
    other = scenarios.opened(cast)
    assert_not_found(sign_in("lead"), _url(file).replace(file.reference, other.reference), other)


# It refuses the wrong state


@pytest.mark.clause("D3b", refuses=True)
def test_a_file_that_was_recommended_stays_as_it_is(cast, sign_in, file):
    file = scenarios.recommended(cast, file)
    by_whom = f"Lena Ledger acted on {when(file)}"
    sentence = f"Investigation {file.reference} is recommended since {by_whom}, so its file stays as it is."
    assert_not_now(sign_in("lead"), _url(file), file, sentence)


@pytest.mark.clause("P5", refuses=True)
def test_what_was_decided_stays(cast, sign_in):
    alert = scenarios.proposed_with_an_action(cast)
    scenarios.agreed(cast, alert.investigation)
    file = _sent_back(cast, alert.investigation)
    sentence = f"The Head of Service decided on this action on {show_date(cast.today)}, so it stays in the file."
    assert_not_now(sign_in("lead"), _url(file, "AGREEMENT"), file, sentence)


def test_it_is_withdrawn_once(cast, sign_in, file):
    client = sign_in("lead")
    fill(client, _url(file))
    sentence = f"This action was taken out on {show_date(cast.today)}. To recommend it after all, add it anew."
    assert_blocked(client.get(_url(file)), sentence)
    action, file = Action.objects.get(kind="POSSESSION"), Investigation.objects.get()
    with pytest.raises(NotAllowed, match="This action was taken out on"):
        actions_services.withdraw_action(action=action, version=file.version, by=cast.lead, on=cast.today)
