"""§2 When to use this procedure: anyone may report, and the line manager is always involved."""

import pytest

from alerts import services
from alerts.models import Incident
from housing_alerts.refusals import NotAllowed
from tests import scenarios


@pytest.mark.clause("P2")
@pytest.mark.parametrize("who", ["officer", "contractor", "lead", "head"])
def test_anybody_may_report_and_their_line_manager_is_told(cast, who):
    incident = services.log_incident(
        by=cast.people[who], now=cast.then(0), facts=_facts(cast), behaviours=[], examples=[], affected=[]
    )

    assert incident.status == "LOGGED"
    assert incident in Incident.objects.to_triage(cast.manager)


def _facts(cast, **changed):
    return {
        "about": "RISK",
        "customer": cast.customers[scenarios.LODGER],
        "occurred_at": cast.then(1),
        "channel": "HOME_VISIT",
        "account": "His dog is loose in the garden.",
        "line_manager": cast.manager,
        **changed,
    }


@pytest.mark.clause("P2", refuses=True)
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"customer": None}, "Say who it was about or, where you do not know the person, which address it was at"),
        ({"account": " "}, "Say in your own words what happened"),
        ({"line_manager": None}, "Choose the line manager who is told of this incident"),
    ],
)
def test_a_report_says_who_or_where_what_and_to_whom(cast, changed, sentence):
    with pytest.raises(NotAllowed, match=sentence):
        services.log_incident(by=cast.officer, now=cast.then(0), facts=_facts(cast, **changed))


@pytest.mark.clause("P2", refuses=True)
def test_nobody_triages_their_own_report(cast):
    with pytest.raises(NotAllowed, match="Nobody triages their own report. Choose another line manager"):
        services.log_incident(by=cast.manager, now=cast.then(0), facts=_facts(cast))
    with pytest.raises(NotAllowed, match="Nobody triages their own report. Choose another line manager"):
        services.log_incident(by=cast.manager, now=cast.then(0), facts=_facts(cast), on_behalf_of=cast.officer)


@pytest.mark.clause("P2", refuses=True)
def test_nothing_is_reported_from_the_future(cast):
    with pytest.raises(NotAllowed, match="It cannot have happened in the future"):
        services.log_incident(by=cast.officer, now=cast.then(2), facts=_facts(cast))


@pytest.mark.clause("P2")
def test_the_references_on_risk_are_shown_where_it_is_recorded(sign_in):
    page = sign_in("officer").get("/incidents/log/").content.decode()

    assert "Lone Working Policy" in page
    assert "Health and Safety Policy" in page
