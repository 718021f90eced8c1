"""Build the rows of an appeal's pages, and of the evidence for its decider."""

from datetime import date
from typing import NamedTuple

from alerts.alert.words import reasons, struck
from alerts.choices import ReviewStatus
from alerts.corrections.amendable import amendments
from alerts.decisions.presenters import decided, informing_rows
from alerts.decisions.selectors import Happened
from alerts.incidents.words import account, confirmation, established, of_lead_of_case, told
from alerts.investigations.became_known import known_of
from alerts.models import Action, Alert, Condition, Incident, Review
from alerts.reviews.machine import THE_DANGER
from alerts.reviews.presenters import NO_LONGER_ASKED, considered_rows
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Row, Rows, given
from letters.fate import never_had
from letters.models import Letter

from .evidence import Pack
from .models import Appeal
from .selectors import beside, standing_successor


def appeal_rows(appeal: Appeal) -> Rows:
    """P9a List the rows of the appeal's page: the appealed decision, how the appeal came, and when its answer is due."""
    return [
        ("Against", appeal.against),
        *given(("Namely", f"review {appeal.review.reference}" if appeal.review else "")),
        ("How it reached us", appeal.get_channel_display()),
        *_sender(appeal),
        ("Documents", appeal.documents or "None came with it"),
        ("Received", show_date(appeal.received_on)),
        _last_day(appeal),
        ("Acknowledgement due by, our own standard", show_date(appeal.acknowledge_due_on)),
        ("Answer due by", show_date(appeal.answer_due_on)),
        *given(_conditions(appeal)),
        *_accepted(appeal),
        *_refused(appeal),
        *_answered(appeal),
        *_withdrawn(appeal),
    ]


def _sender(appeal: Appeal) -> Rows:
    """P10b List the rows with the person who made it, and the authority that they have or were asked for."""
    acts = appeal.representative.authority if appeal.representative else ""
    asked = ("No authority on file: asked for", appeal.authority_asked)
    return [("From", appeal.sender), *given(("Who acts for the customer by", acts), asked)]


def _last_day(appeal: Appeal) -> Row:
    unknown = "The time to appeal has not begun: no letter is recorded as sent"
    return ("Last day to appeal", show_date(appeal.reply_by) or unknown)


def _conditions(appeal: Appeal) -> Row:
    if appeal.stay is None or not appeal.alert or not appeal.alert.imposed_conditions():
        return ("Conditions", "")
    return ("Conditions", "Suspended until the appeal is decided" if appeal.stay else "They go on")


def _accepted(appeal: Appeal) -> Rows:
    if not appeal.accepted_reason:
        return []
    return [("Why it was accepted late", appeal.accepted_reason), ("Accepted under", appeal.accepted_under)]


def _refused(appeal: Appeal) -> Rows:
    if not appeal.refused_reason:
        return []
    return [
        ("Why it was refused", appeal.refused_reason),
        ("Refused", _decided_by(appeal)),
        ("Refused under", appeal.procedure_version),
        *given(_own_decision(appeal)),
    ]


def _decided_by(appeal: Appeal) -> str:
    return f"{show_date(appeal.decided_on)} by {appeal.decided_by}"


def _own_decision(appeal: Appeal) -> Row:
    return ("Why they decided on their own decision", appeal.own_decision_reason)


def _answered(appeal: Appeal) -> Rows:
    if appeal.answered_on is None:
        return []
    answered = f"{show_date(appeal.answered_on)}, recorded by {appeal.answered_by}: {appeal.answered_how}"
    return [("Answered without a letter", answered)]


def _withdrawn(appeal: Appeal) -> Rows:
    if appeal.withdrawn_on is None:
        return []
    return [("Withdrawn", f"{show_date(appeal.withdrawn_on)}: {appeal.withdrawn_words}")]


def accept_words(appeal: Appeal) -> str:
    """P9a Return the words of the button: an appeal that came late may be in time by now."""
    return "Accept the appeal" if appeal.in_time else "Accept the late appeal"


def outcome_rows(appeal: Appeal) -> Rows:
    """P9b List the rows of the decision on the appeal; none while it has no outcome."""
    if not appeal.outcome:
        return []
    return [
        ("Outcome", appeal.get_outcome_display()),
        *given(
            ("What no longer applies", " ".join(appeal.taken_away)),
            ("What ends sooner", " ".join(appeal.ends_sooner)),
            (NO_LONGER_ASKED, "; ".join(appeal.given_up)),
        ),
        *given(("How vulnerability, health or a disability was considered", appeal.vulnerability)),
        ("Findings", appeal.findings),
        *given((THE_DANGER, appeal.danger)),
        ("Decided", _decided_by(appeal)),
        *given(("In the place of", appeal.in_place_of), _own_decision(appeal)),
        ("Decided under", appeal.procedure_version),
    ]


def appealed_rows(appeal: Appeal) -> Rows:
    """P9b List the rows about the appealed decision for the colleague who determines the appeal."""
    rows: Rows = [("Why it was decided so", appeal.decision.decision_reason)]
    alert = appeal.alert
    if alert is None:
        return [("What was agreed", _action(appeal).words), *rows]
    rows = [
        ("In force since", show_date(alert.effective_from)),
        *struck([("Why this alert", alert.reason), *rows], alert),
    ]
    if appeal.review:
        kept = alert.struck_through(appeal.review.reason)
        rows.append((f"Why review {appeal.review.reference} kept it", kept))
    return [*rows, *amendments(alert)]


def case_rows(appeal: Appeal) -> Rows:
    """P9b List the rows with the reports, and the side that the customer or their representative gave then."""
    file = appeal.investigation
    if file is None:
        return []
    reported = [f"{show_date(each.occurred_on)}: {told(each)}" for each in file.standing_incidents()]
    sides = [each for each in file.discussions.all() if each.counterpart in each.CUSTOMERS_SIDE]
    said = [f"{show_date(each.on)}: {each.what}" if each.on else each.why_not for each in sides]
    reviewed_by = appeal.review.completed_by if appeal.review else None
    leads = (appeal.prepared_by, *appeal.prepared_before.all(), reviewed_by)
    party = of_lead_of_case(file.standing_incidents(), *leads)
    rows: Rows = [("What was reported", reported), ("The customer’s side then", said or "Nobody asked for it")]
    return rows + given(("Operational Lead", party))


_TOLD = (
    ("What it says was reported", ("incident", "looked_into", "reported")),
    ("Why, as it says", ("reason",)),
    ("What it says follows", ("follows", "asks", "theirs")),
)
"""The words of a letter beside an appeal against it: the name of each row, and the facts that hold them."""


def letter_rows(letter: Letter | None) -> Rows:
    """P9b List the words of the letter that is appealed against. Whoever decides can see a wrong day in them."""
    if letter is None:
        return []
    rows = [(name, "\n".join(letter.facts.get(fact, "") for fact in facts).strip()) for name, facts in _TOLD]
    return [("Sent", show_date(letter.sent_on)), *given(*rows)]


def known_rows(appeal: Appeal, *, on: date) -> Rows:
    """P10a P10b List the rows with what is recorded of the customer, and with what came with the appeal."""
    file, came = appeal.investigation, [appeal.documents, appeal.files_in_words]
    return [
        *(known_of(appeal.customer, since=on, on=on) or [("Recorded on the customer’s file", "Nothing")]),
        *given(("Considered when it was recommended", file.vulnerability if file else "")),
        ("What came with the appeal", [words for words in came if words] or "Nothing"),
    ]


def meanwhile_rows(alert: Alert | None) -> Rows:
    """P9b List the rows with the outcomes of the alert's reviews, and with any alert asked for in its place."""
    if alert is None:
        return []
    rows: Rows = [
        (
            f"Review {each.reference}, {show_date(each.completed_on)}",
            alert.struck_through(f"{each.get_outcome_display()}: {each.reason}"),
        )
        for each in alert.reviews.all()
        if each.status == ReviewStatus.COMPLETED
    ]
    running, asked, successor = alert.open_review(), alert.pending_successor(), standing_successor(alert)
    if alert.ended_on:
        rows.append(("Ended", f"{show_date(alert.ended_on)}: {alert.get_ended_because_display()}"))
    return rows + given(
        ("In its place now", f"{successor.type}, {successor.reference}" if successor else ""),
        ("In force beside it", _beside(alert)),
        ("Under review now", _running(running) if running else ""),
        ("Asked for in its place", f"{asked.type}, investigation {asked.investigation}" if asked else ""),
    )


def _beside(alert: Alert) -> str:
    """Return the words about the other alerts of the case, and what becomes of them."""
    others = ", ".join(f"{each.type}, {each.reference}" for each in beside(alert))
    return f"{others}, on the same reports. Where the appeal is upheld, it is reviewed early" if others else ""


def _running(review: Review) -> str:
    """Return the words about an open review: what calls for it, and what was told of then."""
    return f"{review.reference}, {review.get_trigger_display()}: {review.evidence}".removesuffix(": ")


def _action(appeal: Appeal) -> Action:
    assert appeal.action is not None  # a database constraint: an appeal is against an alert or an action
    return appeal.action


# The evidence

SECTIONS = {
    "appeal": "The appeal",
    "decision": "The decision that is appealed",
    "incidents": "What was reported",
    "investigation": "Discussions and what was considered",
    "since": "What happened since",
    "letters": "Letters",
    "evidence": "The Operational Lead’s evidence",
    "chronology": "Chronology",
}
"""The heading of each section by its id, in the order of the contents."""


class EvidenceRows(NamedTuple):
    """The rows of the evidence, section by section. In a list, each record stands with its own rows."""

    front: Rows
    appeal: Rows
    decision: Rows
    conditions: list[tuple[Condition, Rows]]
    incidents: list[tuple[Incident, Rows]]
    considered: Rows
    since: list[tuple[Happened, Rows]]
    reviews: list[tuple[Review, Rows]]
    letters: list[tuple[Letter, Rows]]
    prepared: Rows


def evidence_rows(appeal: Appeal, pack: Pack) -> EvidenceRows:
    """P9b Return the rows of the evidence for the appeal."""
    alert, file = pack.alert, pack.file
    return EvidenceRows(
        front=_front(appeal),
        appeal=_grounds(appeal),
        decision=_of_alert(alert, pack) if alert else _of_action(_action(appeal), pack),
        conditions=[(each, _of_condition(each)) for each in alert.imposed_conditions()] if alert else [],
        incidents=[(each, _of_incident(each)) for each in pack.incidents],
        considered=[*pack.answers, ("Reasons for the recommendation", reasons(file))] if file else [],
        since=[(known, [] if known.apart else _of_incident(known.incident)) for known in pack.since],
        reviews=[(each, _of_review(each)) for each in pack.reviews],
        letters=[(each, _of_letter(each)) for each in pack.letters],
        prepared=_prepared(appeal),
    )


def _front(appeal: Appeal) -> Rows:
    return [
        ("Customer", f"{appeal.customer}, {appeal.customer.reference}"),
        ("Appeal", appeal.reference),
        ("Against", appeal.against),
        ("Service area", appeal.service_area),
        ("Answer due by", show_date(appeal.answer_due_on)),
    ]


def _grounds(appeal: Appeal) -> Rows:
    in_time = "in time" if appeal.in_time else "late"
    return [
        ("The customer’s reasons", appeal.grounds),
        ("Documents", appeal.documents or "None came with it."),
        ("Photos and files", appeal.files_in_words),
        ("How it reached us", appeal.get_channel_display()),
        *_sender(appeal),
        ("Against review", appeal.review.reference if appeal.review else ""),
        ("Received", f"{show_date(appeal.received_on)}, {in_time}"),
        _last_day(appeal),
        *_accepted(appeal),
        _conditions(appeal),
    ]


def _of_alert(alert: Alert, pack: Pack) -> Rows:
    rows: Rows = [
        ("Alert", f"{alert.type}, {alert.reference}, {alert.get_status_display().lower()}"),
        ("Why this alert", alert.reason),
        ("What to do", alert.instruction),
        ("Controls", alert.control_names),
        ("Decided", decided(alert) or "Taken over from the housing system"),
        ("In the place of", alert.in_place_of),
        ("Why it was approved", alert.decision_reason),
        ("Recommended and not imposed", alert.taken_away),
        ("Known since the recommendation", pack.became_known),
        ("What the decider made of it", alert.known_since),
        *amendments(alert),
        *[(label, words) for label, words in alert.imposed.get("informing", [])],
        ("In force from", show_date(alert.effective_from)),
        ("Next review due", show_date(alert.review_due_on) if alert.is_active else ""),
        ("Decided under", alert.procedure_version),
    ]
    return struck(rows, alert)


def _of_condition(condition: Condition) -> Rows:
    return [
        ("What the customer reads", condition.words),
        ("Named officer", condition.officer),
        ("Deputy", condition.deputy),
        ("Through", condition.representative),
        ("Until", show_date(condition.ends) or "the review"),
        ("Lifted", show_date(condition.lifted_on)),
    ]


def _of_action(action: Action, pack: Pack) -> Rows:
    consent = f"{action.consent_by}, {show_date(action.consent_on)}" if action.consent_by else ""
    return [
        ("Action", action),
        ("What was agreed", action.words),
        ("By when", show_date(action.due_on)),
        ("Who consented", consent),
        ("Agreed", decided(action)),
        ("In the place of", action.in_place_of),
        ("Known since the recommendation", pack.became_known),
        ("What the decider made of it", action.known_since),
        ("Why it was agreed", action.decision_reason),
        ("Live until", action.lasts),
        ("What became of it", action.outcome),
        ("Set aside", show_date(action.set_aside_on)),
        ("Decided under", action.procedure_version),
    ]


def _of_incident(incident: Incident) -> Rows:
    return [
        ("Account", account(incident)),
        *amendments(incident),
        ("How far it is established", established(incident)),
        ("Source", incident.source),
        ("Photos and files", incident.files_in_words),
        ("Reported by", incident.reporter),
        *confirmation(incident),
        ("Danger", ", ".join(danger.label for danger in incident.dangers) or "None reported"),
    ]


def _of_review(review: Review) -> Rows:
    return [
        ("What called for it", review.get_trigger_display()),
        ("Evidence", review.evidence),
        *considered_rows(review),
        ("Reason", review.alert.struck_through(review.reason)),
        *informing_rows(review),
        ("Completed by", review.completed_by),
    ]


def _of_letter(letter: Letter) -> Rows:
    return [
        ("To", letter.addressee),
        ("In the name of", letter.signatory),
        ("Sent", f"{show_date(letter.sent_on)}, {letter.get_sent_method_display().lower()}"),
        ("Received", show_date(letter.received_on)),
        (
            "They said that they never had it" if never_had(letter.answers) else "Came back",
            show_date(letter.returned_on),
        ),
        ("Last day to appeal", show_date(letter.reply_by)),
        ("What it said was reported", letter.facts.get("incident", "")),
        ("The reason it gave", letter.facts.get("reason", letter.facts.get("basis", ""))),
    ]


def _prepared(appeal: Appeal) -> Rows:
    by = f"{appeal.prepared_by}, {show_date(appeal.prepared_on)}" if appeal.prepared_on else ""
    return [("Prepared by", by), *[(label, words) for label, words in appeal.asked]]
