"""Every code of monitoring, with the words that people read."""

from django.db import models

from housing_alerts.kernel import procedure


class ContactKind(models.TextChoices):
    """P12 The kinds of contact that is neither an incident nor an appeal."""

    APOLOGY = "APOLOGY", "Apology"
    COMPLAINT = "COMPLAINT", "Complaint"
    PROFESSIONAL = "PROFESSIONAL", "From a doctor, an advocate or another professional"
    REQUEST = "REQUEST", "Request or enquiry"
    OTHER = "OTHER", "Something else"


class StrategyStatus(models.TextChoices):
    IN_FORCE = "IN_FORCE", "In force"
    ENDED = "ENDED", "Ended"


class Departure(models.TextChoices):
    """P12 P5 The ways in which a strategy can say something else than an alert or a marker in force."""

    WAYS = "WAYS", "By which ways"
    DAYS = "DAYS", "On which days"
    OFTEN = "OFTEN", "How often"
    VISITS = "VISITS", "Who visits"
    WHOM = "WHOM", "Who answers"


class ContactSource(models.TextChoices):
    """P12 The ways in which a contact comes into the log."""

    HAND = "HAND", "Logged by a colleague"
    TELEPHONY = "TELEPHONY", "Telephone system"
    EMAIL = "EMAIL", "E-mail system"
    CX = "CX", "Cx"


class Order(models.TextChoices):
    """F1 The orders of the All Alerts report. The first is that of the procedure."""

    OLDEST = "oldest", "Effective From Date, oldest first"
    NEWEST = "newest", "Effective From Date, newest first"
    NAME = "name", "Surname and forenames"
    DUE = "due", "Review Due Date"


class ReviewDue(models.TextChoices):
    """P8b How near the review of an alert is, or for how long it has been overdue."""

    OVERDUE = "overdue", "Overdue"
    UNREVIEWED = "unreviewed", f"Unreviewed: overdue for {procedure.OVERDUE_LEADERSHIP_DAYS} days or more"
    WITHIN_30 = "within-30", "Due within 30 days"
    WITHIN_60 = "within-60", "Due within 60 days"
    WITHIN_90 = "within-90", "Due within 90 days"


class About(models.TextChoices):
    """F1 The kinds of thing that an alert of the report hangs on."""

    PERSON = "person", "A person"
    PROPERTY = "property", "A property alone"
