"""The review form of Appendix C as a PDF: ``/reviews/RV-…/form.pdf``"""

import pytest

from alerts.models import Alert
from housing_alerts.kernel.audit.models import ReadEvent
from housing_alerts.kernel.records import saving as records
from tests import scenarios
from tests.letters.reader import text
from tests.page import nothing_changes
from tests.scenarios import WITHHOLD

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.same_on_both, pytest.mark.on_paper]
QUESTIONS = [
    "Is the risk reduced?",
    "What does the customer say?",
    "How were vulnerability and adjustments considered?",
]


def printed(client, review):
    """The words of the form."""
    with nothing_changes():
        response = client.get(f"/reviews/{review.reference}/form.pdf")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf"), response.content
    assert response["Content-Disposition"] == f'inline; filename="{review.reference}-form.pdf"'
    return text(response.content)


@pytest.mark.clause("P8a")
def test_an_open_review_asks_its_questions_and_shows_what_happened(sign_in, cast):
    alert = scenarios.restricted(cast, days=30)
    since = scenarios.logged(cast, days=5)

    form = printed(sign_in("lead"), scenarios.under_review(cast, alert))

    for said in [
        "Review of Contact Management",
        "Mr Lewis Lodger, D900001",
        alert.instruction,
        "Keep to the agreed ways and times of contact",
        "Contact by certain means only (until the review): Please contact us by letter only.",
        "The customer asked. The customer asked for it.",
        "To be completed by 8 July 2026",
        "What happened since 11 May 2026, when the alert began",
        f"Incident {since.reference}: aggressive (home visit), by Oliver Fisk",
        "Has there been an incident? Recorded: 1.",
        *QUESTIONS,
        "Strengthen the alert",
        "No, we do not write to them",
        "Signature and date",
        f"Printed by {cast.lead} on 10 June 2026 at 10:30am.",
    ]:
        assert said in form, said
    assert (ReadEvent.objects.get().opened, ReadEvent.objects.get().by) == ("review", cast.lead)


@pytest.mark.long
def test_a_completed_review_says_what_was_answered_by_whom_and_when(sign_in, cast):
    alert = scenarios.active(cast, "WEAPONS", days=30)
    review = scenarios.reviewed(
        cast,
        scenarios.under_review(cast, alert),
        outcome="STEP_DOWN",
        controls=["AT_LEAST_TWO", "POLICE_ADVICE"],
        inform=WITHHOLD,
        considered={
            "risk": "It has gone down since April.",
            "customers_side": "",
            "vulnerability": "None is known to us yet.",
        },
    )

    form = printed(sign_in("lead"), review)

    for said in [
        "Is the risk reduced? It has gone down since April.",
        "What does the customer say? Nothing was written down.",
        "Outcome Step the alert down",
        "What no longer applies If nobody lets us in, we follow extra safety rules.",
        "Why not Informing would raise the risk of harm to the customer",
        "How the risk of informing them was assessed Her former partner opens the post.",
        "Completed 10 June 2026 by Lena Ledger",
        "Next review due 10 December 2026",
    ]:
        assert said in form, said
    assert "Signature and date" not in form


def test_a_review_that_asks_for_more_says_where(sign_in, cast):
    draft = scenarios.asked_for_more(cast, scenarios.active(cast))
    file = draft.investigation

    assert f"What is asked for Investigation {file.reference}" in printed(sign_in("lead"), file.from_review)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (
            lambda cast: scenarios.closed(cast, scenarios.under_review(cast, scenarios.active(cast))),
            "None: it was closed Reason It was opened in error.",
        ),
        (
            lambda cast: scenarios.carried_over(cast, reviewed=20).reviews.get(),
            "Completed in the housing system, which keeps no outcome Completed 21 May 2026",
        ),
    ],
    ids=["closed", "of the housing system"],
)
def test_without_an_outcome_it_says_so(sign_in, cast, left, said):
    assert said in printed(sign_in("lead"), left(cast))


@pytest.mark.long
def test_of_a_condition_that_was_lifted_it_says_when(sign_in, cast):
    alert = scenarios.active(cast, "WEAPONS", conditions=[scenarios.CONDITION])
    lifted = {"outcome": "STEP_DOWN", "controls": alert.controls, "lifted": [alert.conditions.get().pk]}
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), **lifted)

    form = printed(sign_in("lead"), scenarios.under_review(cast, Alert.objects.get(pk=alert.pk)))

    assert "(until the review): Please contact us by letter only. Lifted on 10 June 2026." in form


def test_on_a_property_it_stands_under_the_landlord_of_who_lives_or_lived_there(sign_in, cast):
    review = scenarios.under_review(cast, scenarios.on_a_property(cast))
    for leave in (False, True):
        for membership in review.alert.asset.tenancies.get().memberships.all() if leave else []:
            membership.ends = cast.ago(1)
            records.save(membership, by=None, why="Imported")
        form = printed(sign_in("lead"), review)
        assert form.startswith("Teign Housing Confidential.")
        assert "Property 12 Sandpiper Close, Testmouth, Devon, TQ99 1AB" in form


def test_what_cannot_be_printed_is_said_in_words(sign_in, cast):
    alert = scenarios.active(cast)
    review = scenarios.under_review(cast, alert)
    review.evidence = "He wrote \N{FIRE}."
    records.save(review, by=cast.lead, why="Typed")

    response = sign_in("lead").get(f"/reviews/{review.reference}/form.pdf")

    assert response.status_code == 409
    assert "cannot print" in response.content.decode()
