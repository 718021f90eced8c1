"""The activities of the record of processing: what each is for, on which basis, and which tables it keeps (UK GDPR, article 30).

A test compares them with every table of the service: a new one fails until an activity keeps it, or it is about nobody.
"""

from typing import NamedTuple

from alerts.models import AlertType
from privacy.choices import Keeping

INTERESTS = "Legitimate interests (UK GDPR, article 6(1)(f)): colleagues are safe, and everybody is served"
DUTY = "A legal obligation (article 6(1)(c)): the Health and Safety at Work etc. Act 1974"
LAW = "A legal obligation (article 6(1)(c)): the UK GDPR and the Data Protection Act 2018"
WORK = "Data Protection Act 2018, schedule 1, paragraph 1: health and safety at work"
AT_RISK = "Schedule 1, paragraph 18: safeguarding of children and of adults at risk"
UNLAWFUL = "Schedule 1, paragraph 10: preventing or detecting unlawful acts (offences, article 10)"
CLAIMS = "UK GDPR, article 9(2)(f): legal claims"
EQUALITY = "Legitimate interests (article 6(1)(f)): the equality duty of the Equality Act 2010, section 149"
OPPORTUNITY = "UK GDPR, article 9(2)(g); schedule 1, paragraph 8: equality of opportunity or treatment"
NONE = "None: no special category is kept here"
CUSTOMERS = "Customers, and whoever lives with them"
COLLEAGUES = "Colleagues and contractors"
OURS = "Nobody outside"


class Activity(NamedTuple):
    """One activity: why and about whom we keep which tables, on which basis, for whom, and for how long.

    :param tables: the names of the models.
    :param keepings: the periods after which it goes; with none, ``kept`` says until when.
    """

    title: str
    purpose: str
    people: str
    tables: str
    basis: tuple[str, ...]
    conditions: tuple[str, ...]
    recipients: str
    keepings: tuple[str, ...] = ()
    kept: str = ""


FILES = (Keeping.SANCTION, Keeping.AFTER_VIOLENCE, Keeping.NO_SANCTION)
ACTIVITIES = (
    Activity(
        "Reports of incidents and risks",
        "Colleagues report unacceptable behaviour and danger, are asked how they are, and are warned at once.",
        f"{CUSTOMERS}; witnesses and others who are named; {COLLEAGUES.lower()}",
        "Incident Marker Attachment AttachedBytes WelfareCheck Behaviour Example",
        (INTERESTS, DUTY),
        (WORK, AT_RISK, UNLAWFUL),
        "Assure, the incident system; the police, where danger or a crime calls for it",
        (*FILES, Keeping.BEGUN, Keeping.TAKEN_OFF),
    ),
    Activity(
        "Investigations, decisions and reviews",
        "A Lead investigates, a Head of Service decides, and each alert is reviewed and ends.",
        f"{CUSTOMERS}; {COLLEAGUES.lower()}",
        "Investigation Discussion Action Alert AlertType Condition Review Entry Confirmation Reconciliation Difference",
        (INTERESTS, DUTY),
        (WORK, AT_RISK, UNLAWFUL),
        "Cx, the housing system; contractors, the instruction at the door alone",
        (*FILES, Keeping.COMPARED),
    ),
    Activity(
        "Appeals",
        "A customer asks somebody else to look at a decision again.",
        f"{CUSTOMERS}, and who acts for them",
        "Appeal",
        (INTERESTS,),
        (WORK, AT_RISK, CLAIMS),
        "The Housing Ombudsman, who asks for a case",
        FILES,
    ),
    Activity(
        "Letters",
        "Customers are told of each decision, why, and what they can do.",
        f"{CUSTOMERS}, and who acts for them",
        "Letter IssuedPdf AlsoAbout Wording",
        (INTERESTS,),
        (WORK, AT_RISK),
        "The customer, and whoever acts for them",
        (*FILES, Keeping.UNSENT),
    ),
    Activity(
        "Customers, their homes and needs",
        "A report finds its person and home, and a decision takes account of needs and of who may not be written to.",
        CUSTOMERS,
        "Customer Asset Word AtHome Tenancy Membership Vulnerability Adjustment Representative EmergencyAccess Merge Pair",
        (INTERESTS, DUTY),
        (WORK, AT_RISK),
        OURS,
        FILES,
    ),
    Activity(
        "Contacts and how many they are",
        "What customers say to us beside incidents is answered, and those who contact us very often are helped otherwise.",
        f"{CUSTOMERS}; professionals who write for them",
        "Contact ContactLoad HighContact Strategy",
        (INTERESTS,),
        (WORK, AT_RISK),
        OURS,
        (*FILES, Keeping.CONTACTS),
    ),
    Activity(
        "Equality monitoring",
        "What customers say of their protected characteristics is compared with what became of them, so that nobody is "
        "discriminated against. Nobody who decides reads it.",
        CUSTOMERS,
        "Characteristic Publication Response",
        (EQUALITY,),
        (OPPORTUNITY,),
        "Nobody outside. Leadership reads totals in which nobody can be found",
        FILES,
    ),
    Activity(
        "Requests about data, and requests by others",
        "A person sees their data, has them put right or objects; others get what they may have, and no more.",
        f"{CUSTOMERS}; whoever asks",
        "SubjectRequest Disclosure SharingRequest",
        (LAW,),
        (CLAIMS,),
        "Whoever asks, as it was decided",
        FILES,
    ),
    Activity(
        "Keeping and disposal",
        "Nothing is kept longer than it is needed, and nothing goes that is needed.",
        CUSTOMERS,
        "LegalHold RetentionRule DisposalBatch DisposalItem Tombstone Disposable",
        (LAW,),
        (CLAIMS,),
        OURS,
        kept="Holds and lists go with the file. A tombstone names nobody, and stays.",
    ),
    Activity(
        "Lists of the day’s visits",
        "Colleagues see before they set out how to act at each door, and whether those who go may go.",
        f"{CUSTOMERS}; {COLLEAGUES.lower()}",
        "VisitList Visit VisitNotice",
        (INTERESTS, DUTY),
        (WORK, AT_RISK, UNLAWFUL),
        "Contractors, of their own visits the instruction at the door alone",
        kept="A list, and what was told of a change, is deleted seven days after its day.",
    ),
    Activity(
        "What somebody must do, and mail about it",
        "Everybody sees what waits for them, and is told in time.",
        f"{CUSTOMERS}; {COLLEAGUES.lower()}",
        "Duty Telling Choice CalendarAddress Message",
        (INTERESTS,),
        (WORK,),
        OURS,
        (Keeping.DUTIES, Keeping.MAIL),
    ),
    Activity(
        "The trail: who did and who read what",
        "A decision can be proved. A reading without need is noticed, and the Data Protection Officer asks about it.",
        f"{COLLEAGUES}; {CUSTOMERS.lower()}, by reference",
        "AuditEvent ReadEvent Proof TrailCheck",
        (INTERESTS, LAW),
        (NONE,),
        "The Housing Ombudsman, by role; a court",
        (Keeping.READINGS,),
        "Steps go with the file that they are about: their content is emptied, and their links stay.",
    ),
    Activity(
        "Accounts of colleagues",
        "Each colleague signs in, has their roles and areas, and is reached.",
        COLLEAGUES,
        "Colleague RoleHeld Grant Absence Organisation ServiceArea EmailAddress EmailConfirmation Session LogEntry",
        (INTERESTS,),
        (NONE,),
        OURS,
        (Keeping.LEAVERS,),
        "Name and post stay as long as a file names them. Each sign-in stays in the trail, which proves who acted.",
    ),
)
MEASURES = (
    "Roles and service areas: who needs a file for their work opens it, and nobody else finds it.",
    "A file can be restricted to named readers; breaking glass is told at once and reviewed.",
    "Every reading and every step is recorded in a chain that is checked each night.",
    "Two people decide: who recommends does not decide, and a disposal needs a second person.",
    "Passwords are never kept, only their digests; tries to sign in are counted and slowed.",
    "What a person gets of their data is encrypted, or handed over on paper.",
)


class Basis(NamedTuple):
    """The lawful basis of a type of alert, and the condition for special categories and offences."""

    type: AlertType
    basis: tuple[str, ...]
    conditions: tuple[str, ...]


def basis_of(type: AlertType) -> Basis:
    """Return the basis of a type: one that limits contact rests on interests, every other one on the safety of staff too."""
    if type.needs_conditions:
        return Basis(type, (INTERESTS,), (WORK, AT_RISK))
    return Basis(type, (INTERESTS, DUTY), (WORK, AT_RISK, UNLAWFUL))
