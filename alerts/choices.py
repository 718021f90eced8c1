"""Every status, outcome, kind, ground and control, with the words that people read.

The module imports nothing from the project.
"""

from collections.abc import Container, Iterable

from django.db import models


class AlertStatus(models.TextChoices):
    DRAFT = "DRAFT", "Draft"
    PROPOSED = "PROPOSED", "Proposed"
    ACTIVE = "ACTIVE", "Active"
    DECLINED = "DECLINED", "Declined"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
    ENDED = "ENDED", "Ended"


class Informing(models.TextChoices):
    """P7c Whether the customer is told of the alert."""

    INFORM = "INFORM", "Inform the customer"
    WITHHOLD = "WITHHOLD", "Do not inform the customer"
    NOT_RECORDED = "NOT_RECORDED", "Not recorded"

    @classmethod
    def warning(cls, informing: str, *, known: bool, told: bool = False) -> str:
        """P7c Return the warning that the customer was not told, or may not have been; otherwise return an empty string.

        Colleagues who may meet the customer read it.
        :param known: whether it is known who the customer is.
        :param told: whether a letter had told them, before it was decided not to inform them.
        """
        if informing == cls.NOT_RECORDED:
            return f"It is not recorded whether the customer was told: {DO_NOT_MENTION}"
        if informing != cls.WITHHOLD:
            return ""
        if told:
            return f"A letter had told the customer before it was decided to say nothing: {DO_NOT_MENTION}"
        return f"{'The customer' if known else 'Whoever lives there'} has not been told: {DO_NOT_MENTION}"


DO_NOT_MENTION = "do not mention it, to them or to anybody else there."
NOT_TOLD_YET = f"No letter has told the customer of this yet: {DO_NOT_MENTION}"
"""P7c The warning from the approval until the letter has gone, for colleagues who may meet the customer."""
ANSWER_AS_USUAL = "Until they know of the limit, answer them as usual, however they contact us."
"""P5 P7c The words beside :data:`NOT_TOLD_YET` where the alert limits contact: nobody keeps to a limit they do not know."""


THEY_ALONE_KNOW = "The customer alone knows of this. Say nothing of it to anybody else, or if you are not sure."
"""P7c P9a The warning about a customer who was not told and has appealed. It says nothing of the appeal."""
NOT_TO_OTHERS = "Say nothing of this to anybody but the customer, or if you are not sure who they are."
"""P7c The warning about safe contact of which the customer may hear. It does not say that they know: no letter may have gone."""
ASK_ABOUT_ANIMALS = "Ask for the animal to be put away as you would at any door."
"""P7c The words beside that warning where an animal is the danger: the request alone tells of no alert."""


class WithholdCode(models.TextChoices):
    """P7c, P4b The only grounds on which a customer is not told."""

    HARM_TO_CUSTOMER = "HARM_TO_CUSTOMER", "Informing would raise the risk of harm to the customer"
    HARM_TO_STAFF = "HARM_TO_STAFF", "Informing would raise the risk of harm to staff"
    THIRD_PARTY = "THIRD_PARTY", "The alert rests on third-party information alone"
    NOBODY_KNOWN = "NOBODY_KNOWN", "No customer is known, so there is nobody to tell"


FOR_HARM = (WithholdCode.HARM_TO_CUSTOMER, WithholdCode.HARM_TO_STAFF)
"""P7c The grounds for not telling a customer because somebody could be harmed."""


class EndedBecause(models.TextChoices):
    RISK_REDUCED = "RISK_REDUCED", "The risk is reduced"
    APPEAL = "APPEAL", "An appeal was upheld"
    REPLACED = "REPLACED", "Another alert replaced it"
    CIRCUMSTANCES = "CIRCUMSTANCES", "Circumstances changed"
    ERROR = "ERROR", "It was imposed in error"


BETWEEN_REVIEWS = [EndedBecause.RISK_REDUCED, EndedBecause.CIRCUMSTANCES, EndedBecause.ERROR]
"""P8b The reasons for which the responsible Lead, or a review, may remove an alert. An appeal and a successor have their own."""


class Origin(models.TextChoices):
    HERE = "HERE", "Decided here"
    CX = "CX", "Taken over from the housing system"


class Control(models.TextChoices):
    """The controls of an alert: each tells a colleague how to visit, take a call or see somebody at an office."""

    AT_LEAST_TWO = "AT_LEAST_TWO", "Go with at least one other colleague"
    ANIMAL_SECURED = "ANIMAL_SECURED", "Have the animal secured before you enter, or leave"
    NO_LONE_WOMAN = "NO_LONE_WOMAN", "No woman goes alone"
    NO_LONE_MAN = "NO_LONE_MAN", "No man goes alone"
    NO_WOMAN = "NO_WOMAN", "No woman visits"
    NO_MAN = "NO_MAN", "No man visits"
    POLICE_ADVICE = "POLICE_ADVICE", "Take police advice before you go"
    NO_FORCED_ENTRY = "NO_FORCED_ENTRY", "Never force entry"
    END_CALL = (
        "END_CALL",
        "On the telephone, end the call if they threaten you: say that you will, and tell your line manager",
    )
    TWO_AT_OFFICE = "TWO_AT_OFFICE", "At an office, nobody sees them alone: call 999 if you are in danger"
    NAMED_OFFICER = "NAMED_OFFICER", "Contact goes through the named officer or their deputy only"
    AGREED_CONTACT = "AGREED_CONTACT", "Keep to the agreed ways and times of contact"
    SAFE_CONTACT = "SAFE_CONTACT", "Use the safe contact details only"
    ASK_LEAD = "ASK_LEAD", "Ask the responsible Lead before you go"

    @classmethod
    def sentences(cls, controls: Container[str]) -> str:
        """Return these controls as an instruction: one sentence for each, in the order of this list."""
        return " ".join(f"{control.label}." for control in cls if control in controls)

    @classmethod
    def contradiction(cls, controls: Container[str]) -> "tuple[Control, Control] | None":
        """P7b Return two of these controls that cannot both be kept, or None."""
        return next(
            ((cls(one), cls(other)) for one, other in CONTRADICT if one in controls and other in controls), None
        )

    @classmethod
    def matters(cls, controls: Iterable[str]) -> set[str]:
        """P8b Return the subjects of these controls: who comes, how we are in contact, or the control itself."""
        return {MATTERS.get(control, control) for control in controls}


NOBODY_GOES = (Control.NO_WOMAN, Control.NO_MAN)
"""P7b The two controls that together leave nobody who could go."""
CONTRADICT = (
    NOBODY_GOES,
    (Control.NO_WOMAN, Control.NO_LONE_WOMAN),
    (Control.NO_MAN, Control.NO_LONE_MAN),
)
"""P7b The pairs of controls that cannot both be kept.

Either nobody at all could go, or somebody never goes and yet goes with a colleague.
"""
WHO_COMES, CONTACT = "WHO_COMES", "CONTACT"
MATTERS: dict[str, str] = {
    Control.AT_LEAST_TWO: WHO_COMES,
    Control.NO_LONE_WOMAN: WHO_COMES,
    Control.NO_LONE_MAN: WHO_COMES,
    Control.NO_WOMAN: WHO_COMES,
    Control.NO_MAN: WHO_COMES,
    Control.END_CALL: CONTACT,
    Control.TWO_AT_OFFICE: CONTACT,
    Control.NAMED_OFFICER: CONTACT,
    Control.AGREED_CONTACT: CONTACT,
    Control.SAFE_CONTACT: CONTACT,
}
"""P8b The subject of each control. If one is lifted and another on its subject stays, the earlier state is not restored."""


class HangsOn(models.TextChoices):
    PERSON = "PERSON", "The person"
    PROPERTY = "PROPERTY", "The property"
    EITHER = "EITHER", "The person or the property"


class DecidedAs(models.TextChoices):
    """§7 The capacity in which the decision was made."""

    HEAD = "HEAD", "Head of Service"
    LEADERSHIP = "LEADERSHIP", "Leadership Team, in the Head of Service's absence"
    VACANT = "VACANT", "Leadership Team, while nobody was Head of Service"


class IncidentStatus(models.TextChoices):
    DRAFT = "DRAFT", "Draft"
    LOGGED = "LOGGED", "Logged"
    SETTLED = "SETTLED", "Settled informally"
    REFERRED = "REFERRED", "Referred"
    VOID = "VOID", "Void"


class InvestigationStatus(models.TextChoices):
    OPEN = "OPEN", "Open"
    RECOMMENDED = "RECOMMENDED", "Recommended"
    CONCLUDED = "CONCLUDED", "Concluded"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


class ReviewStatus(models.TextChoices):
    OPEN = "OPEN", "Open"
    COMPLETED = "COMPLETED", "Completed"
    CLOSED = "CLOSED", "Closed"


class ReviewOutcome(models.TextChoices):
    KEEP = "KEEP", "Keep the alert"
    STEP_DOWN = "STEP_DOWN", "Step the alert down"
    STRENGTHEN = "STRENGTHEN", "Strengthen the alert"
    CHANGE_TYPE = "CHANGE_TYPE", "Change the type of alert"
    REMOVE = "REMOVE", "Remove the alert"


HEAVIER = (ReviewOutcome.STRENGTHEN, ReviewOutcome.CHANGE_TYPE)
"""P8b The outcomes that a review can only ask for: the alert stays as it is until the Head of Service has decided."""


class About(models.TextChoices):
    BEHAVIOUR = "BEHAVIOUR", "Something happened"
    NEAR_MISS = "NEAR_MISS", "It nearly happened"
    RISK = "RISK", "There is a risk that something may happen"
    THIRD_PARTY = "THIRD_PARTY", "Another agency told us"


class Channel(models.TextChoices):
    HOME_VISIT = "HOME_VISIT", "Home visit"
    OFFICE = "OFFICE", "At one of our offices"
    ELSEWHERE = "ELSEWHERE", "Face to face, elsewhere"
    TELEPHONE = "TELEPHONE", "Telephone"
    EMAIL = "EMAIL", "E-mail"
    LETTER = "LETTER", "Letter"
    SOCIAL_MEDIA = "SOCIAL_MEDIA", "Social media"


class Factor(models.TextChoices):
    """P4a The underlying factors that may add to a risk."""

    MENTAL_HEALTH = "MENTAL_HEALTH", "Poor mental health"
    PERSONALITY_DISORDER = "PERSONALITY_DISORDER", "Personality disorder"
    ALCOHOL = "ALCOHOL", "Alcohol misuse"
    DRUGS = "DRUGS", "Drug misuse"


class Circumstance(models.TextChoices):
    """P4a The circumstances that can raise a risk."""

    DOMESTIC_ABUSE = "DOMESTIC_ABUSE", "Domestic abuse"
    MANAGED_OFFENDERS = "MANAGED_OFFENDERS", "Managed offenders"
    ANTI_SOCIAL_BEHAVIOUR = "ANTI_SOCIAL_BEHAVIOUR", "Anti-social behaviour"
    SAFEGUARDING = "SAFEGUARDING", "Safeguarding concerns"
    EXPLOITATION = "EXPLOITATION", "Exploitation (sexual exploitation of children, or organised crime)"
    SEXUAL = "SEXUAL", "Sexual assault or sexual harassment"
    HELD = "HELD", "Kept from leaving, blocked in or followed"
    DANGEROUS_DOG = "DANGEROUS_DOG", "Dangerous dog"


class Danger(models.TextChoices):
    """D4 The dangers that a report can show. For each of them a marker is offered at once."""

    VIOLENCE = "VIOLENT", "Violence"
    SEXUAL = "SEXUAL", "Sexual assault or sexual harassment"
    THREAT = "THREAT", "Threat of violence"
    HELD = "HELD", "Kept from leaving, blocked in or followed"
    WEAPON = "WEAPON", "Weapon"
    DOG = "DOG", "Dangerous dog"


ATTACKS = (Danger.VIOLENCE, Danger.SEXUAL)
"""D4 The dangers in which somebody was attacked, after which the procedure asks for the most."""
GRAVE = (*ATTACKS, Danger.HELD, Danger.WEAPON)
"""D1 D4 The dangers that propose the formal stage. The Heads are told where a report of them is void."""
AS_CIRCUMSTANCE = {
    Danger.SEXUAL: Circumstance.SEXUAL,
    Danger.HELD: Circumstance.HELD,
    Danger.DOG: Circumstance.DANGEROUS_DOG,
}
"""D4 The dangers that a report keeps among its circumstances. They are asked for with the danger, and not a second time."""


class Step(models.TextChoices):
    """D3a D4 The steps that the colleague took at the time."""

    ASKED = "ASKED", "Asked them to moderate their behaviour"
    WARNED = "WARNED", "Warned that the call or visit would end"
    EXPLAINED = "EXPLAINED", "Explained why contact was ending"
    ENDED = "ENDED", "Ended the call, or asked them to leave"
    LEFT = "LEFT", "Left the place"
    MADE_SAFE = "MADE_SAFE", "Made sure that everybody was safe"
    POLICE = "POLICE", "Called the police"
    TOLD_MANAGER = "TOLD_MANAGER", "Told the line manager"


class SourceKind(models.TextChoices):
    """P4b The kinds of agency that can tell us about a person."""

    POLICE = "POLICE", "The police"
    LOCAL_AUTHORITY = "LOCAL_AUTHORITY", "A local authority"
    SPECIALIST = "SPECIALIST", "A specialist service"
    LANDLORD = "LANDLORD", "Another landlord"
    OTHER = "OTHER", "Another agency"


class Notice(models.TextChoices):
    """P4b The notice that the agency served on the person, as far as we were told."""

    NEITHER = "NEITHER", "Neither"
    WARNING = "WARNING", "Community Protection Warning"
    NOTICE = "NOTICE", "Community Protection Notice"


class Standing(models.TextChoices):
    """P4b How far the facts are established."""

    WITNESSED = "WITNESSED", "Witnessed by the person reporting"
    REPORTED = "REPORTED", "Reported by somebody else"
    ALLEGED = "ALLEGED", "Alleged"
    CORROBORATED = "CORROBORATED", "Corroborated"
    CONVICTED = "CONVICTED", "Convicted by a court"
    NOT_RECORDED = "NOT_RECORDED", "Not recorded"


ESTABLISHED = (Standing.CORROBORATED, Standing.CONVICTED)
"""P4b The standings with which an agency's report counts as the customer's own behaviour."""


class OpenMatter(models.TextChoices):
    """P5 The matters open with the customer that must be weighed before a restriction."""

    REPAIRS = "REPAIRS", "Repairs and hazards"
    COMPLAINTS = "COMPLAINTS", "Complaints"
    OFFICER = "OFFICER", "Complaints about the same officer"
    DISREPAIR = "DISREPAIR", "Disrepair claims"
    SAFEGUARDING = "SAFEGUARDING", "Safeguarding"
    NONE = "NONE", "None known"


class Trigger(models.TextChoices):
    """P8a The events that call for a review."""

    DUE = "DUE", "The review is due"
    CONTACT = "CONTACT", "Increased contact"
    TENANCY = "TENANCY", "Breach of tenancy conditions"
    SAFETY = "SAFETY", "Safety or welfare"
    SAFEGUARDING = "SAFEGUARDING", "Safeguarding"
    REQUEST = "REQUEST", "The customer asked"
    APPEAL = "APPEAL", "An appeal"
    MOVED = "MOVED", "The customer moved"
    OVER = "OVER", "Its conditions are over"


class System(models.TextChoices):
    CX = "CX", "Civica Cx"
    ASSURE = "ASSURE", "Assure"


class Task(models.TextChoices):
    """The entries that a colleague makes by hand in the other system."""

    REPORT = "REPORT", "Report the incident in Assure"
    NOTE = "NOTE", "Add a note in Cx"
    SET = "SET", "Set the alert in Cx"
    CHANGE = "CHANGE", "Change the alert in Cx"
    REMOVE = "REMOVE", "Remove the alert in Cx"
    REPORT_OUT = "REPORT_OUT", "Take the void report out of Assure"
    NOTE_OUT = "NOTE_OUT", "Take the note of the void report out of Cx"


class ConditionKind(models.TextChoices):
    CHANNELS = "CHANNELS", "Contact by certain means only"
    TIMES = "TIMES", "Contact on certain days or at certain times"
    FREQUENCY = "FREQUENCY", "A limit on how often"
    NAMED_OFFICER = "NAMED_OFFICER", "Contact with a named officer only"
    APPOINTMENT = "APPOINTMENT", "By appointment only"
    THIRD_PARTY = "THIRD_PARTY", "Through an agreed third party only"
    OFFICES = "OFFICES", "Access to our offices restricted"
    COMPLAINTS = "COMPLAINTS", "Access to the complaints process restricted"
    INVOLVEMENT = "INVOLVEMENT", "Resident involvement restricted"
    SUSPENDED = "SUSPENDED", "A service suspended"
    DECLARATION = "DECLARATION", "A written declaration before service resumes"


class ActionKind(models.TextChoices):
    ADVICE = "ADVICE", "Words of advice"
    VERBAL_WARNING = "VERBAL_WARNING", "Verbal warning"
    WRITTEN_WARNING = "WRITTEN_WARNING", "Written warning"
    AGREEMENT = "AGREEMENT", "Behaviour agreement"
    MEDIATION = "MEDIATION", "Mediation"
    APOLOGY = "APOLOGY", "Apology received"
    POLICE = "POLICE", "Report to the police, with the employee's consent"
    INJUNCTION = "INJUNCTION", "Referral for an injunction"
    POSSESSION = "POSSESSION", "Referral for possession proceedings"


class Counterpart(models.TextChoices):
    STAFF = "STAFF", "The member of staff"
    CUSTOMER = "CUSTOMER", "The customer"
    REPRESENTATIVE = "REPRESENTATIVE", "The customer's representative"
    MANAGER = "MANAGER", "The departmental manager"
    HEAD = "HEAD", "The Head of Service"
    AGENCY = "AGENCY", "An agency"


class Side(models.TextChoices):
    """D3b Whether the customer, when asked, gave their side of the events."""

    GIVEN = "GIVEN", "They gave their side"
    REFUSED = "REFUSED", "They did not want to give their side"
