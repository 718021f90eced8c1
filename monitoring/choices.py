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


class Plot(models.TextChoices):
    """The figures of the picture. The value stands in the address of the plot; the words are its heading."""

    TYPES = "alerts-by-type", "Alerts in force by type"
    AREAS = "alerts-by-area", "Alerts in force by service area"
    ORGANISATIONS = "alerts-by-organisation", "Alerts in force by organisation"
    MONTHS = "alerts-by-month", "Alerts in force at the end of each month"
    BEGUN = "alerts-begun-and-over", "Alerts that started and ended"
    LENGTHS = "how-long-alerts-last", "How long alerts lasted that ended"
    DUE = "reviews-due", "Reviews due in the next 90 days"
    OVERDUE = "reviews-overdue", "Reviews overdue, by how long"
    BEHAVIOURS = "incidents-by-behaviour", "Incidents by behaviour"
    CHANNELS = "incidents-by-channel", "Incidents by how people were in contact"
    PLACES = "incidents-by-place", "Incidents by place"
    VIOLENCE = "violence-against-colleagues", "Violence against colleagues"
    MARKERS = "interim-markers", "Interim markers that ended"
    STAGES = "time-in-each-stage", "Time in each stage"
    APPEALS = "appeals-in-time", "Appeals made and answered in time"
    OUTCOMES = "outcomes-of-appeals", "Outcomes of appeals"
    LETTERS = "letters-sent-on-their-day", "Letters sent on the day of issue"


class Period(models.TextChoices):
    """The months that the picture looks back, with the one that runs."""

    QUARTER = "3", "3 months"
    YEAR = "12", "12 months"
    TWO_YEARS = "24", "24 months"
