"""Every kind and status of a letter, with the words that people read."""

from django.db import models


class LetterStatus(models.TextChoices):
    DRAFT = "DRAFT", "Draft"
    ISSUED = "ISSUED", "Issued"
    SENT = "SENT", "Sent"
    RETURNED = "RETURNED", "Returned"
    CANCELLED = "CANCELLED", "Cancelled"


class Kind(models.TextChoices):
    """The letters of Appendix E, and those that D3.1, D3.2, §8 and §9 ask for.

    The value is the template's name, in capitals.
    """

    NOTIFICATION = "NOTIFICATION", "Notification of an alert"
    REVIEW_OUTCOME = "REVIEW_OUTCOME", "Outcome of a review"
    APPEAL_ACKNOWLEDGEMENT = "APPEAL_ACKNOWLEDGEMENT", "Acknowledgement of an appeal"
    APPEAL_OUTCOME = "APPEAL_OUTCOME", "Outcome of an appeal"
    INVESTIGATION_OUTCOME = "INVESTIGATION_OUTCOME", "Outcome of an investigation"
    REMOVAL = "REMOVAL", "Removal of an alert"
    WRITTEN_WARNING = "WRITTEN_WARNING", "Written warning"
    BEHAVIOUR_AGREEMENT = "BEHAVIOUR_AGREEMENT", "Behaviour agreement"
    AGREED_ACTION = "AGREED_ACTION", "Notice of an agreed action"


class ToldOutcome(models.TextChoices):
    """The outcomes that a letter words in its own way. The codes are those of the appeal or review that it tells of."""

    REFUSED = "REFUSED"
    PARTLY = "PARTLY"
    STEP_DOWN = "STEP_DOWN"
    REMOVE = "REMOVE"
