"""The reasons why a Lead is asked about an alert in force. The module imports nothing from the project."""

from django.db.models import TextChoices


class Departure(TextChoices):
    """Why a Lead is asked whether an alert is still needed."""

    DIED = "DIED", "Has died"
    LEFT = "LEFT", "Keeper has left"
    NO_HOME = "NO_HOME", "No home known"
    LET_AGAIN = "LET_AGAIN", "Let again"
    MOVED_AWAY = "MOVED_AWAY", "Household moved away"
    OTHERS_STAYED = "OTHERS_STAYED", "Others of the home stayed"
    OVER = "OVER", "Conditions are over"
