"""§5 Managing unacceptable behaviour: what is recommended is proportionate, and less was considered."""

import pytest

from alerts import services
from housing_alerts.refusals import NotAllowed
from tests import scenarios


@pytest.mark.clause("P5", refuses=True)
@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("alternatives", "Say what else was tried or considered"),
        ("proportionality", "Say why what you recommend is proportionate and less would not do"),
        ("recommendation", "Give the reasons for what you recommend"),
    ],
)
def test_a_recommendation_says_what_else_was_tried_and_why_less_would_not_do(cast, missing, sentence):
    file = scenarios.investigated(cast)
    _draft(cast, file)
    file.refresh_from_db()
    file = services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations={missing: ""}
    )

    with pytest.raises(NotAllowed, match=sentence):
        services.recommend(investigation=file, version=file.version, by=cast.lead, on=cast.today)


def _draft(cast, file, code="VISIT_IN_PAIRS", **terms):
    return services.draft_alert(
        investigation=file,
        version=file.version,
        by=cast.lead,
        type=scenarios.AlertType.objects.get(code=code),
        reason="Fear on a lone visit.",
        **terms,
    )


@pytest.mark.clause("P5")
def test_an_action_that_is_no_sanction_is_agreed_by_the_head(cast):
    action = scenarios.agreed_action(cast)

    assert action.agreed
    assert action.decided_by == cast.head
    assert action.investigation.status == "CONCLUDED"


@pytest.mark.clause("P5", refuses=True)
def test_an_alert_and_an_action_have_their_reason(cast):
    file = scenarios.investigated(cast)

    with pytest.raises(NotAllowed, match="Give the reason for it."):
        services.add_action(investigation=file, version=file.version, by=cast.lead, kind="MEDIATION", words=" ")


@pytest.mark.clause("D2", refuses=True)
@pytest.mark.parametrize("code", ["CONTACT_MANAGEMENT", "VISIT_IN_PAIRS"])
def test_restricting_contact_is_the_last_resort(cast, code):
    file = scenarios.investigated(cast)
    _draft(cast, file, code, conditions=[scenarios.CONDITION])
    file.refresh_from_db()
    file = services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations={"last_resort": ""}
    )

    with pytest.raises(NotAllowed, match="Say why this is the last resort"):
        services.recommend(investigation=file, version=file.version, by=cast.lead, on=cast.today)
