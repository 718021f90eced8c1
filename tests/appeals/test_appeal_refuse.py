"""Refusing a late appeal: ``/appeals/AP-…/refuse/``"""

from datetime import date

import pytest

from appeals import services
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios, settling
from tests.page import (
    assert_asks,
    assert_blocked,
    assert_done,
    assert_refused,
    nothing_changes,
    send,
    words,
)

pytestmark = pytest.mark.usefixtures("wednesday")
REASON = "It came a month late without a cause."
OWN = "Nobody else is here this month."


def url(appeal):
    return f"/appeals/{appeal.reference}/refuse/"


@pytest.mark.long
def test_the_relevant_head_refuses_it_with_a_reason(sign_in, cast):
    appeal, client = scenarios.late(cast), sign_in("head")

    response = send(client, url(appeal), appeal, reason=REASON, own_decision_reason=OWN)

    page = f"/appeals/{appeal.reference}/"
    assert_done(
        client,
        response,
        page,
        f"Appeal {appeal.reference} refused as late. Next: the Operational Lead writes to Lewis Lodger.",
    )
    appeal.refresh_from_db()
    assert (appeal.status, appeal.refused_reason) == ("REFUSED", REASON)
    assert (appeal.decided_by, appeal.decided_on) == (cast.head, cast.today)
    shown = words(client.get(page))
    assert f"Why it was refused {REASON} Refused 10 June 2026 by Helen Headley" in shown
    assert f"Why they decided on their own decision {OWN}" in shown


# The wrong person


@pytest.mark.clause("P9a", refuses=True)
def test_only_the_relevant_head_may_refuse(cast):
    appeal = scenarios.late(cast)
    step = {"by": cast.leadership, "on": cast.today, "reason": REASON, "own_decision_reason": OWN}
    with pytest.raises(NotAllowed, match=r"Only the Head of Service for Housing may refuse a late appeal\."):
        services.refuse_appeal(appeal=appeal, version=appeal.version, **step)


def test_while_nobody_is_head_nobody_refuses_it_and_a_lead_accepts(sign_in, cast):
    appeal, client = scenarios.late(cast), sign_in("leadership")
    scenarios.leaves(cast.head)
    refusal = (
        "Nobody is Head of Service for Housing, so nobody may refuse a late appeal. An Operational Lead accepts it."
    )

    assert_blocked(client.get(url(appeal)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(appeal), appeal, reason=REASON, own_decision_reason=OWN), refusal)


def test_nobody_refuses_what_they_had_a_part_in(sign_in, cast):
    for part in ["reported", "affected"]:
        with settling.undone():
            appeal, client = scenarios.late(cast), sign_in("head")
            incident = appeal.alert.investigation.incidents.get()
            if part == "reported":
                scenarios.reported_anew(incident, by=cast.head)
            else:
                incident.affected.add(cast.head)
            refusal = (
                "You had a part in this case, so you may not refuse the appeal as late. Another Head of Service for Housing can, "
                "or an Operational Lead accepts it."
            )

            assert_blocked(client.get(url(appeal)), refusal)
            with nothing_changes():
                assert_refused(send(client, url(appeal), appeal, reason=REASON, own_decision_reason=OWN), refusal)
            assert refusal in words(client.get(f"/appeals/{appeal.reference}/"))


@pytest.mark.long
def test_another_head_of_the_area_is_asked_for_no_such_reason(sign_in, cast):
    appeal = scenarios.late(cast)
    head = cast.people["head2"]
    head.areas.add(appeal.service_area)
    client = sign_in("head2")
    assert "You made the decision" not in words(client.get(url(appeal)))

    assert send(client, url(appeal), appeal, reason=REASON).status_code == 302

    appeal.refresh_from_db()
    assert (appeal.decided_by, appeal.own_decision_reason) == (head, "")


def test_the_landlord_can_forbid_to_refuse_an_appeal_against_ones_own_decision(sign_in, cast):
    appeal, client = scenarios.late(cast), sign_in("head")
    scenarios.nobody_decides_on_their_own(appeal.customer)
    refusal = "You made the decision that is appealed, so you may not refuse the appeal as late."

    assert_blocked(client.get(url(appeal)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(appeal), appeal, reason=REASON, own_decision_reason=OWN), refusal)


# The wrong state


def test_an_appeal_that_a_later_receipt_brought_in_time_cannot_be_refused(sign_in, cast):
    appeal, client = scenarios.late(cast), sign_in("head")
    scenarios.received(cast, scenarios.letter_about(appeal.alert), on=date(2026, 5, 20))

    with nothing_changes():
        response = send(client, url(appeal), appeal, reason=REASON, own_decision_reason=OWN)

    assert_refused(response, "The appeal is in time, so it cannot be refused. Accept it.")


@pytest.mark.long
@pytest.mark.clause("P9a", refuses=True)
def test_while_the_letter_of_a_review_gives_longer_an_appeal_against_the_alert_is_not_refused(cast):
    appeal = scenarios.late(cast)
    scenarios.posted(cast, scenarios.reviewed(cast, scenarios.under_review(cast, appeal.alert)))

    with nothing_changes(), pytest.raises(NotAllowed, match="The appeal is in time"):
        services.refuse_appeal(
            appeal=appeal, version=appeal.version, by=cast.head, on=cast.today, reason=REASON, own_decision_reason=OWN
        )


def test_an_appeal_whose_letter_came_back_cannot_be_refused(cast):
    appeal = scenarios.late(cast)
    scenarios.returned(cast, scenarios.letter_about(appeal.alert))

    with pytest.raises(NotAllowed, match="The appeal is in time"):
        services.refuse_appeal(
            appeal=appeal, version=appeal.version, by=cast.head, on=cast.today, reason=REASON, own_decision_reason=OWN
        )


# Bad input


def test_it_asks_for_the_reason(sign_in, cast):
    for typed in ["", "  "]:
        with settling.undone():
            appeal = scenarios.late(cast)
            client = sign_in("head")

            with nothing_changes():
                response = send(client, url(appeal), appeal, reason=typed, own_decision_reason=OWN)

            assert_asks(response, "Say why the late appeal is refused", typed=(typed,))
