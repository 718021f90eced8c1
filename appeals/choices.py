"""Every status and outcome of an appeal, with the words that people read."""

from django.db import models


class AppealStatus(models.TextChoices):
    RECEIVED = "RECEIVED", "Received"
    ACCEPTED = "ACCEPTED", "Accepted"
    REFUSED = "REFUSED", "Refused as late"
    PREPARED = "PREPARED", "Prepared"
    DETERMINED = "DETERMINED", "Determined"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


class AppealOutcome(models.TextChoices):
    UPHELD = "UPHELD", "Upheld"
    PARTLY = "PARTLY", "Partly upheld"
    NOT_UPHELD = "NOT_UPHELD", "Not upheld"


class AppealSender(models.TextChoices):
    """P10b The people who make an appeal beside those who act for the customer by a record."""

    CUSTOMER = "CUSTOMER", "The customer"
    OTHER = "OTHER", "Somebody else, for the customer"


class AppealChannel(models.TextChoices):
    LETTER = "LETTER", "Letter"
    EMAIL = "EMAIL", "E-mail"
    FORM = "FORM", "Web form"
    TELEPHONE = "TELEPHONE", "Telephone, written down for the customer"
    IN_PERSON = "IN_PERSON", "In person, written down for the customer"
