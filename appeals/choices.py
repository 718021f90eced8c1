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


AGAINST_AN_ALERT = [
    (AppealOutcome.UPHELD.value, "Upheld: the alert is removed"),
    (AppealOutcome.PARTLY.value, "Partly upheld: the alert goes on with less"),
    (AppealOutcome.NOT_UPHELD.value, "Not upheld: the alert stays"),
]
AGAINST_AN_ACTION = [
    (AppealOutcome.UPHELD.value, "Upheld: the action no longer stands"),
    (AppealOutcome.NOT_UPHELD.value, "Not upheld: the action stands"),
]
UPHELD_LATE = "Upheld: the decision was not right. The alert has ended already"
NOT_UPHELD_LATE = "Not upheld: the decision was right. The alert has ended already"
NOTHING_LESS = (
    "It cannot be upheld in part: nothing of the alert could be taken away that would leave something. Uphold it only where "
    "no alert is needed. Where one is, do not uphold it: you can give an earlier day by which the Lead reviews it."
)
ENDED_SINCE = "The alert has ended since, so there is no part of it to uphold."
OUR_MISTAKE_SINCE = (
    "We removed the alert on {} because it was imposed in error, so nothing of it is left to change. What is left is the answer: "
    "where the appeal is upheld, it says that we were wrong and are sorry."
)
NOTHING_ASKED = (
    "What is recorded, and what came with the appeal: our answer may have to be given in another way. Nothing is asked of the "
    "customer any more. If none is known, write “None is known”."
)
"""P9b P10a What is left to decide, and to consider, where we removed the alert as our own mistake."""
