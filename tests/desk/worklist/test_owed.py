"""What is owed is what may be written: the queries of the worklist and the policies of the letters say the same (§4, §7)."""

import pytest
from django.db import transaction

from alerts.decisions.answers import InformAnswer
from alerts.models import Action, Alert, Incident, Investigation, Review
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind as DutyKind
from housing_alerts.duties.models import Duty
from letters.choices import Kind
from letters.models import Letter
from tests import scenarios
from tests.deep import DEEP
from tests.scenarios import INFORM, LODGER, WITHHOLD

pytestmark = pytest.mark.usefixtures("wednesday")
HARM_TO_STAFF = InformAnswer("WITHHOLD", "HARM_TO_STAFF", "He said what he would do if we wrote that.")


def imposed(cast):
    scenarios.active(cast)


def withheld(cast):
    scenarios.active(cast, inform=WITHHOLD)


def of_no_letter(cast):
    scenarios.active(cast, "SAFE_CONTACT")


def from_the_housing_system(cast):
    scenarios.carried_over(cast, reviewed=10)


def told_by_the_police(cast):
    scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told_by_the_police(cast)), inform=WITHHOLD)


def told_by_the_police_and_then_by_us(cast):
    """The alert no longer rests on them alone once something of our own is imposed, and a review may inform."""
    alert = scenarios.told_by_the_police(cast)
    scenarios.active(cast)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))


def reviewed(outcome, *informing):
    def case(cast):
        alert = scenarios.active(cast)
        for inform in informing:
            alert.refresh_from_db()
            scenarios.reviewed(cast, scenarios.under_review(cast, alert), outcome=outcome, inform=inform)

    return case


def removed(cast):
    alert = scenarios.active(cast)
    scenarios.posted(cast, alert)
    scenarios.ended(cast, alert)


def removed_and_never_told_of(cast):
    scenarios.ended(cast, scenarios.active(cast))


def replaced_by(code, inform):
    def case(cast):
        alert = scenarios.active(cast)
        scenarios.posted(cast, alert)
        scenarios.approved(cast, scenarios.proposed_to_replace(cast, alert, code), inform)

    return case


def replaced_by_one_that_is_gone(told):
    def case(cast):
        alert = scenarios.active(cast)
        scenarios.posted(cast, alert)
        successor = scenarios.approved(cast, scenarios.proposed_to_replace(cast, alert, "WEAPONS"))
        if told:
            scenarios.posted(cast, successor)
        successor.refresh_from_db()
        scenarios.ended(cast, successor)

    return case


def removed_unheard(cast):
    scenarios.ended(cast, scenarios.active_unheard(cast))


def removed_unheard_at_a_review(cast):
    scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.active_unheard(cast)), outcome="REMOVE")


def removed_and_came_back(cast):
    alert = scenarios.active(cast)
    scenarios.returned(cast, scenarios.posted(cast, alert))
    scenarios.ended(cast, alert)


def removed_after_an_appeal(cast):
    """It came from the housing system; that it stays was the first that a letter of ours told of it."""
    alert = scenarios.carried_over(cast)
    scenarios.posted(cast, scenarios.determined(cast, scenarios.prepared(cast, alert)))
    alert.refresh_from_db()
    scenarios.ended(cast, alert)


def considered(cast):
    scenarios.considered(cast)


def considered_on_what_the_police_said(cast):
    scenarios.agreed_action(cast, about="THIRD_PARTY", source="Devon and Cornwall Police")


def asked_for_more(incidents):
    """A review asked for more and the Head of Service declined; the file has an incident of ours, of the police, or none."""

    def case(cast):
        draft = scenarios.more_proposed(cast, scenarios.active(cast))
        for about in incidents:
            facts = {"about": about} | ({"source": "Devon and Cornwall Police"} if about == "THIRD_PARTY" else {})
            draft.investigation.incidents.add(scenarios.logged(cast, **facts))
        scenarios.declined(cast, draft)

    return case


def agreed(cast):
    scenarios.agreed_action(cast)


def agreed_beside(inform, kind="MEDIATION"):
    return lambda cast: scenarios.action_beside(cast, kind, inform=inform)


def warned_beside_what_was_told(cast):
    action = scenarios.action_beside(cast, "WRITTEN_WARNING", inform=INFORM)
    scenarios.posted(cast, action.investigation.alerts.get())


def agreed_beside_one_that_is_over(cast):
    action = scenarios.action_beside(cast, "MEDIATION", inform=WITHHOLD)
    scenarios.ended(cast, action.investigation.alerts.get())


def warned(cast):
    scenarios.settled(cast, action="WRITTEN_WARNING")


def warned_on_what_the_police_said(cast):
    warned(cast)  # before it was refused
    Incident.objects.update(about="THIRD_PARTY", source="Devon and Cornwall Police")
    duties.rebuild()


CASES = {
    "imposed": imposed,
    "withheld": withheld,
    "of a type without a letter": of_no_letter,
    "from the housing system": from_the_housing_system,
    "told by the police": told_by_the_police,
    "told by the police and then by us": told_by_the_police_and_then_by_us,
    "kept at a review": reviewed("KEEP", INFORM),
    "kept and withheld": reviewed("KEEP", WITHHOLD),
    "withheld and later told": reviewed("KEEP", WITHHOLD, INFORM),
    "told and later withheld": reviewed("KEEP", INFORM, WITHHOLD),
    "removed at a review": reviewed("REMOVE", INFORM),
    "removed at a review and withheld": reviewed("REMOVE", WITHHOLD),
    "removed": removed,
    "removed and never told of": removed_and_never_told_of,
    "removed, never told of and not asked before": removed_unheard,
    "removed at a review, never told of and not asked before": removed_unheard_at_a_review,
    "removed, and its letter came back": removed_and_came_back,
    "removed after an appeal": removed_after_an_appeal,
    "replaced": replaced_by("VISIT_IN_PAIRS", INFORM),
    "replaced by one that is gone untold": replaced_by_one_that_is_gone(told=False),
    "replaced by one that is gone, and was told of": replaced_by_one_that_is_gone(told=True),
    "replaced by one that no letter belongs to": replaced_by("SAFE_CONTACT", INFORM),
    "replaced by one that no letter belongs to, withheld": replaced_by("SAFE_CONTACT", WITHHOLD),
    "considered": considered,
    "considered on what the police said": considered_on_what_the_police_said,
    "asked for more": asked_for_more([]),
    "asked for more on our report": asked_for_more(["BEHAVIOUR", "THIRD_PARTY"]),
    "asked for more on what the police said": asked_for_more(["THIRD_PARTY"]),
    "agreed": agreed,
    "agreed beside an alert": agreed_beside(INFORM),
    "a warning agreed beside an alert": agreed_beside(INFORM, "WRITTEN_WARNING"),
    "a warning agreed beside an alert, and told of": warned_beside_what_was_told,
    "agreed beside one that could harm the customer": agreed_beside(WITHHOLD),
    "agreed beside one that could harm staff": agreed_beside(HARM_TO_STAFF),
    "agreed beside one that is over": agreed_beside_one_that_is_over,
    "warned": warned,
    "warned on what the police said": warned_on_what_the_police_said,
}


def nothing(cast):
    pass


def never_written_to(cast):
    scenarios.never_write(cast)


def died(cast):
    scenarios.dies(cast)


def another_could_harm_the_customer(cast):
    scenarios.active(cast, "NO_LONE_MALES", inform=WITHHOLD)


def another_could_harm_staff(cast):
    scenarios.active(cast, "NO_LONE_MALES", inform=HARM_TO_STAFF)


SINCE = (nothing, never_written_to, died, another_could_harm_the_customer, another_could_harm_staff)


def written(subject, kind):
    return Letter.objects.about(subject).written().filter(kind=kind).exists()


def may_be_written(cast):
    """The page of every letter that its policy allows and nobody has written, whatever a query says."""
    kinds = {
        Alert: lambda alert: [Kind.NOTIFICATION, Kind.REMOVAL],
        Review: lambda review: [Kind.REVIEW_OUTCOME],
        Investigation: lambda file: [Kind.INVESTIGATION_OUTCOME],
        Action: lambda action: [action.letter_kind] if action.letter_kind else [],
    }
    for model, of in kinds.items():
        for subject in model.objects.all():
            for kind in of(subject):
                if subject.why_letter_refused(kind) is None and not written(subject, kind):
                    yield subject, subject.letter_page(kind)


def told_by_another(action, pages):
    """What a letter about the alert or the outcome tells of or will tell of owes nothing; a warning and an agreement do."""
    if action.kind in Action.LETTERS or action.investigation is None:
        return False
    around = [(alert, Kind.NOTIFICATION) for alert in action.investigation.alerts.all()]
    around.append((action.investigation, Kind.INVESTIGATION_OUTCOME))
    return any(subject.letter_page(kind) in pages or written(subject, kind) for subject, kind in around)


LATER = {
    "told by the police and then by us",
    "kept at a review",
    "removed, never told of and not asked before",
    "removed at a review, never told of and not asked before",
    "removed after an appeal",
    "replaced by one that is gone untold",
    "replaced by one that is gone, and was told of",
    "replaced by one that no letter belongs to",
    "asked for more",
    "agreed beside an alert",
    "a warning agreed beside an alert",
    "agreed beside one that is over",
}
"""What is left to ``--deep``: like a case that is asked each time."""
ASKED = [pytest.param(number, id=name, marks=[pytest.mark.long] * (name in LATER)) for number, name in enumerate(CASES)]


@pytest.mark.parametrize("number", ASKED)
@pytest.mark.clause("P7c")
def test_a_letter_is_owed_where_it_may_be_written_and_nowhere_else(cast, number):
    list(CASES.values())[number](cast)
    turn = SINCE[number % len(SINCE)]
    for since in SINCE if DEEP else {nothing: None, turn: None}:
        with transaction.atomic():
            since(cast)
            found = {page: subject for subject, page in may_be_written(cast)}
            wanted = {
                page
                for page, subject in found.items()
                if not (isinstance(subject, Action) and told_by_another(subject, found))
            }
            owed = Duty.objects.shown(on=cast.today).filter(kind=DutyKind.WRITE).exclude(path__contains="/appeals/")
            assert sorted(owed.values_list("path", flat=True)) == sorted(wanted), since.__name__
            transaction.set_rollback(True)
        cast.customers[LODGER].refresh_from_db()
