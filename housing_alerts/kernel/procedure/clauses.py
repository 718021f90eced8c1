"""The clauses of the procedure: the id of each requirement, its place in the procedure, and which are kept so far."""

from dataclasses import dataclass

VERSION = "Contact Management Procedure, approved 1 April 2025"
"""The name of the procedure that every decision keeps as the one under which it was made (P6)."""


@dataclass(frozen=True)
class Clause:
    """A requirement of the procedure: its id, its place in the procedure, and its demand in a few words."""

    id: str
    section: str
    words: str


TWO_ORGANISATIONS = Clause("P1", "§1", "Each customer and letter stands under its own organisation")
REPORTING = Clause("P2", "§2", "Anyone may report; the line manager is always involved")
BEHAVIOUR_FAMILIES = Clause("P3", "§3", "What is defined as unacceptable behaviour")
FACTORS = Clause("P4a", "§4", "Underlying factors and circumstances")
THIRD_PARTY = Clause("P4b", "§4", "No letter follows from third-party information alone")
OPTIONS = Clause("P5", "§5", "Options are proportionate, and less was considered")
CONSISTENT = Clause("P6", "§6", "Every decision is consistent and made at the right level")
HEAD_DECIDES = Clause("P7a", "§7", "The relevant Head of Service imposes an alert")
LETTER_TYPES = Clause("P7b", "§7", "Nine types of alert need a decision letter")
INFORM_OR_WITHHOLD = Clause("P7c", "§7", "Whether to inform the customer is assessed for each alert")
YEARLY_REVIEW = Clause("P8a", "§8", "Every alert is reviewed at least every 12 months")
REMOVAL = Clause("P8b", "§8", "An alert is removed when the risk is reduced")
APPEAL_WINDOW = Clause("P9a", "§9", "The customer may appeal within 28 days of receiving the notification")
APPEAL_ANSWER = Clause("P9b", "§9", "The Head of Service answers an appeal within 28 days of receiving it")
VULNERABILITY_CONSIDERED = Clause("P10a", "§10", "Known vulnerabilities are considered first")
ADJUSTMENTS = Clause("P10b", "§10", "Reasonable adjustments are recorded and used")
RECORDING = Clause("P11a", "§11", "Every case is kept on the relevant file")
EQUALITY = Clause("P11b", "§11", "No group or individual is discriminated against")
CONFIRMED_YEARLY = Clause("P11c", "§11", "Each case is confirmed in the housing system once a year, until its disposal")
CONTACT_LEVELS = Clause("P12", "§12", "Contact is monitored, and customers with high levels of it have a strategy")
RETENTION = Clause(
    "P13a", "§13", "What is held is kept while a sanction lasts and for a period after it, unless a hold stops its end"
)
SUBJECT_ACCESS = Clause("P13b", "§13", "Who asks for what is held about them gets all of it, in one bundle, in time")
FORMAL_OR_INFORMAL = Clause("D1", "Appendix D 1.0", "The behaviours and the stage each proposes")
LAST_RESORT = Clause("D2", "Appendix D 2.1", "Denying a service is the last resort")
INFORMAL_STEPS = Clause("D3a", "Appendix D 3.1", "Informal action, with circumstances, date and time")
FORMAL_STAGE = Clause("D3b", "Appendix D 3.2", "Formal action: investigate, discuss, decide, record")
VIOLENCE = Clause("D4", "Appendix D 4.1", "Violent and aggressive behaviour")
FAILURE_TO_COMPLY = Clause("D5", "Appendix D 5.1", "Failure to comply with sanctions")
NOTIFICATION = Clause("E1", "Appendix E", "The letter that tells of an alert")
REVIEW_OUTCOME = Clause("E2", "Appendix E", "The letter that tells how a review ended")
APPEAL_OUTCOME = Clause("E3", "Appendix E", "The letter that tells how an appeal ended")
INVESTIGATION_OUTCOME = Clause("E4", "Appendix D 3.2", "The letter on an investigation that imposed nothing")
ALL_ALERTS = Clause("F1", "Appendix F", "The All Alerts report")

KEPT = (
    TWO_ORGANISATIONS,
    REPORTING,
    BEHAVIOUR_FAMILIES,
    FACTORS,
    THIRD_PARTY,
    OPTIONS,
    CONSISTENT,
    HEAD_DECIDES,
    LETTER_TYPES,
    INFORM_OR_WITHHOLD,
    YEARLY_REVIEW,
    REMOVAL,
    APPEAL_WINDOW,
    APPEAL_ANSWER,
    VULNERABILITY_CONSIDERED,
    ADJUSTMENTS,
    RECORDING,
    CONFIRMED_YEARLY,
    CONTACT_LEVELS,
    RETENTION,
    SUBJECT_ACCESS,
    FORMAL_OR_INFORMAL,
    LAST_RESORT,
    INFORMAL_STEPS,
    FORMAL_STAGE,
    VIOLENCE,
    FAILURE_TO_COMPLY,
    NOTIFICATION,
    REVIEW_OUTCOME,
    APPEAL_OUTCOME,
    INVESTIGATION_OUTCOME,
    ALL_ALERTS,
)
"""The clauses kept so far: each has a test that keeps it and one that refuses."""
