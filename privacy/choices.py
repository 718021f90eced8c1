"""Every status, ground and verdict of privacy, with the words that people read."""

from django.db import models


class TrailState(models.TextChoices):
    """The state of the trail, as far as the last check can tell."""

    SOUND = "SOUND", "Sound"
    BROKEN = "BROKEN", "Broken"
    STALE = "STALE", "Not checked of late"
    FAILED = "FAILED", "The last check failed"
    NEVER = "NEVER", "Not checked yet"


class RequestKind(models.TextChoices):
    """The rights of a person that a request may use (UK GDPR, articles 15, 16 and 21; Data Protection Act 2018, section 164A)."""

    ACCESS = "ACCESS", "Subject access request"
    RECTIFICATION = "RECTIFICATION", "Request to put data right"
    OBJECTION = "OBJECTION", "Objection"
    COMPLAINT = "COMPLAINT", "Data protection complaint"


ASKS: dict[str, str] = {
    RequestKind.ACCESS: "To see what we hold about them",
    RequestKind.RECTIFICATION: "To put right what is wrong or missing",
    RequestKind.OBJECTION: "That we stop using their data, or use less of it",
    RequestKind.COMPLAINT: "To complain about how we use their data",
}
"""P13b The wish of each kind of request, in the words of whoever hears it."""


class RequestStatus(models.TextChoices):
    RECEIVED = "RECEIVED", "Received"
    ANSWERING = "ANSWERING", "Being answered"
    CLARIFYING = "CLARIFYING", "Clarification asked"
    RELEASED = "RELEASED", "Released"
    CONCLUDED = "CONCLUDED", "Decided"
    REFUSED = "REFUSED", "Refused"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


class RequestChannel(models.TextChoices):
    LETTER = "LETTER", "Letter"
    EMAIL = "EMAIL", "E-mail"
    FORM = "FORM", "Web form"
    TELEPHONE = "TELEPHONE", "Telephone"
    IN_PERSON = "IN_PERSON", "In person"
    SOCIAL_MEDIA = "SOCIAL_MEDIA", "Social media"


class Identity(models.TextChoices):
    """The ways in which we know who asks."""

    KNOWN = "KNOWN", "We know them: no proof was needed"
    PROOF = "PROOF", "We asked for proof, and have it"


class RefusalGround(models.TextChoices):
    """The grounds on which a request may be refused (UK GDPR, article 12)."""

    UNFOUNDED = "UNFOUNDED", "Manifestly unfounded"
    EXCESSIVE = "EXCESSIVE", "Manifestly excessive"
    NOT_IDENTIFIED = "NOT_IDENTIFIED", "We cannot tell who asks"
    NO_AUTHORITY = "NO_AUTHORITY", "Whoever asks has no authority to"


class Outcome(models.TextChoices):
    """The outcomes of a request to put data right, of an objection or of a complaint."""

    DONE = "DONE", "We do what they ask"
    PARTLY = "PARTLY", "We do part of it"
    NOT_DONE = "NOT_DONE", "We do not do it"


class Told(models.TextChoices):
    """The things that a letter about a request tells the person, with its title."""

    RECEIVED = "RECEIVED", "We have what you sent us"
    ASKED = "ASKED", "Please help us to understand what you mean"
    EXTENDED = "EXTENDED", "We need more time to answer you"
    GIVEN = "GIVEN", "Here is what we hold about you"
    DECIDED = "DECIDED", "Our answer to you"
    REFUSED = "REFUSED", "Why we do not do what you asked"


class Amending(models.TextChoices):
    """The ways to mark a statement that the person says is wrong."""

    CORRECTED = "CORRECTED", "It is wrong: strike it out, and put right what is right"
    DISPUTED = "DISPUTED", "We cannot tell, or do not agree: put what they say beside it"


class GivenAs(models.TextChoices):
    """The form in which the bundle was given."""

    ENCRYPTED = "ENCRYPTED", "A file that a passphrase opens"
    PAPER = "PAPER", "Paper"


class Way(models.TextChoices):
    """The way in which the answer reached the person."""

    COLLECTED = "COLLECTED", "Collected or handed over in person"
    EMAIL = "EMAIL", "By e-mail"
    TO_HOME = "TO_HOME", "By post to the customer’s home"
    ELSEWHERE = "ELSEWHERE", "By post to another address, such as a solicitor’s"


class Verdict(models.TextChoices):
    """The answers to the question what becomes of one item of the bundle."""

    RELEASE = "RELEASE", "Release it as it is"
    REDACT = "REDACT", "Release it without some words"
    WITHHOLD = "WITHHOLD", "Withhold it"


class Exemption(models.TextChoices):
    """The exemptions by which something is kept back (Data Protection Act 2018)."""

    OTHER_PERSON = "OTHER_PERSON", "It is about somebody else (schedule 2, paragraph 16)"
    CRIME = "CRIME", "It would harm the prevention or detection of crime (schedule 2, paragraph 2)"
    SERIOUS_HARM = "SERIOUS_HARM", "It would cause serious harm to somebody’s health (schedule 3, paragraph 5)"
    LEGAL_ADVICE = "LEGAL_ADVICE", "It is legally privileged (schedule 2, paragraph 19)"
    NEGOTIATION = "NEGOTIATION", "It would harm negotiations with the person (schedule 2, paragraph 23)"


class Group(models.TextChoices):
    """The sections of the bundle, in their order. The value is part of an address."""

    PERSON = "PERSON", "Who you are and where you live"
    KNOWN = "KNOWN", "What we know and agreed with you"
    CONTACTS = "CONTACTS", "When you contacted us"
    REPORTS = "REPORTS", "What was reported"
    INVESTIGATIONS = "INVESTIGATIONS", "Investigations"
    ALERTS = "ALERTS", "Alerts and their reviews"
    APPEALS = "APPEALS", "Appeals"
    LETTERS = "LETTERS", "Letters"
    FILES = "FILES", "Photos and files"
    HANDLING = "HANDLING", "How your file was handled"
    TRAIL = "TRAIL", "Who did what, and who read it"


class Relation(models.TextChoices):
    """The relations of other people who are named to the person or the case."""

    REPORTER = "REPORTER", "reported it"
    AFFECTED = "AFFECTED", "was affected"
    COLLEAGUE = "COLLEAGUE", "a colleague"
    HOUSEHOLD = "HOUSEHOLD", "of the same household"
    CUSTOMER = "CUSTOMER", "another customer"
    REPRESENTATIVE = "REPRESENTATIVE", "acts for the customer"
    NAMED = "NAMED", "named as another person"
    ADDRESS = "ADDRESS", "where somebody else lives or lived"
    RELATIVE = "RELATIVE", "close to somebody"
    FIELD = "FIELD", "what stands in a box about others"
    ELSEWHERE = "ELSEWHERE", "taken out of another item"


class HoldStatus(models.TextChoices):
    IN_FORCE = "IN_FORCE", "In force"
    ENDED = "ENDED", "Ended"


class Keeping(models.TextChoices):
    """The things that have a period of their own, after which they are due for disposal."""

    SANCTION = "SANCTION", "A file with a sanction"
    AFTER_VIOLENCE = "AFTER_VIOLENCE", "A file with a sanction and violence"
    NO_SANCTION = "NO_SANCTION", "What led to no sanction"
    BEGUN = "BEGUN", "Reports begun and never logged"
    UNSENT = "UNSENT", "Letters that never went out"
    TAKEN_OFF = "TAKEN_OFF", "Photos and files taken off"
    CONTACTS = "CONTACTS", "Contacts that customers made"
    COMPARED = "COMPARED", "Rows of comparisons with Cx"
    DUTIES = "DUTIES", "What somebody had to do"
    MAIL = "MAIL", "Mail to colleagues"
    READINGS = "READINGS", "Who read what"
    LEAVERS = "LEAVERS", "How colleagues who left were reached"


RUNS_FROM: dict[str, str] = {
    Keeping.SANCTION: "the day the last sanction ended",
    Keeping.AFTER_VIOLENCE: "the day the last sanction ended",
    Keeping.NO_SANCTION: "the last day on which anything was done",
    Keeping.BEGUN: "the day it was last changed",
    Keeping.UNSENT: "the day it was last changed",
    Keeping.TAKEN_OFF: "the day it was taken off",
    Keeping.CONTACTS: "the day it came in",
    Keeping.COMPARED: "the day of the comparison",
    Keeping.DUTIES: "the day it was done",
    Keeping.MAIL: "the day it was written",
    Keeping.READINGS: "the day it was read",
    Keeping.LEAVERS: "the day their account was closed",
}
"""P13a The day from which each period runs."""
BESIDE = (
    Keeping.BEGUN,
    Keeping.UNSENT,
    Keeping.TAKEN_OFF,
    Keeping.CONTACTS,
    Keeping.COMPARED,
    Keeping.DUTIES,
    Keeping.MAIL,
    Keeping.READINGS,
    Keeping.LEAVERS,
)
"""P13a The things with a shorter life of their own beside a person's file. They go with the file at the latest."""


class BatchStatus(models.TextChoices):
    PROPOSED = "PROPOSED", "Proposed"
    CONFIRMED = "CONFIRMED", "Confirmed"
    DECLINED = "DECLINED", "Declined"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
    EXECUTED = "EXECUTED", "Disposed of"


class FileKind(models.TextChoices):
    """The two kinds of file: of a person or, where nobody is known, of a property; and what lies beside the files."""

    PERSON = "PERSON", "A person’s file"
    PROPERTY = "PROPERTY", "A property’s file"
    BESIDE = "BESIDE", "What lay beside the files"


class SharingStatus(models.TextChoices):
    RECEIVED = "RECEIVED", "Received"
    SHARED = "SHARED", "Shared"
    REFUSED = "REFUSED", "Refused"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


class Asker(models.TextChoices):
    """The kinds of people who ask for what we hold about somebody else."""

    POLICE = "POLICE", "The police"
    COURT = "COURT", "A court, or a solicitor with its order"
    SAFEGUARDING = "SAFEGUARDING", "A MARAC or another safeguarding panel"
    COUNCIL = "COUNCIL", "A council or social services"
    HEALTH = "HEALTH", "The NHS"
    LANDLORD = "LANDLORD", "Another landlord, for the safety of its staff"
    LETTINGS = "LETTINGS", "Our own colleagues, for a letting or a transfer"
    REFERENCE = "REFERENCE", "Somebody who asks us for a reference"
    OTHER = "OTHER", "Somebody else"


OTHER_PURPOSES = (Asker.LETTINGS, Asker.REFERENCE)
"""P11a The purposes for which no alert is made. Only a Head of Service may decide to use one for them."""


class SharingGround(models.TextChoices):
    """The grounds on which we may share what we hold about a person (UK GDPR; Data Protection Act 2018)."""

    OBLIGED = "OBLIGED", "A court or a law obliges us (UK GDPR, article 6(1)(c))"
    LIFE = "LIFE", "It protects somebody’s life (UK GDPR, article 6(1)(d))"
    CRIME = "CRIME", "It prevents or detects crime (Data Protection Act 2018, schedule 2, paragraph 2)"
    AT_RISK = (
        "AT_RISK",
        "It safeguards a child or an adult at risk (Data Protection Act 2018, schedule 1, paragraph 18)",
    )
    STAFF = "STAFF", "It keeps somebody’s staff safe (UK GDPR, article 6(1)(f))"
    AGREED = "AGREED", "The customer agreed (UK GDPR, article 6(1)(a))"
    OTHER_PURPOSE = "OTHER_PURPOSE", "Another purpose of ours, for the reasons below"


class Paper(models.TextChoices):
    """The papers of the register. The value is part of an address."""

    RECORD = "record-of-processing", "Record of processing"
    NOTICE = "privacy-notice", "Privacy notice"
    ASSESSMENT = "impact-assessment", "Data protection impact assessment"
