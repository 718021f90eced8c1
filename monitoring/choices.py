"""Every code of monitoring, with the words that people read."""

from django.db import models


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
    """P12 P5 The ways in which a strategy can say something else than an alert in force."""

    WAYS = "WAYS", "By which ways"
    DAYS = "DAYS", "On which days"
    OFTEN = "OFTEN", "How often"


class ContactSource(models.TextChoices):
    """P12 The ways in which a contact comes into the log."""

    HAND = "HAND", "Logged by a colleague"
    TELEPHONY = "TELEPHONY", "Telephone system"
    EMAIL = "EMAIL", "E-mail system"
    CX = "CX", "Cx"
