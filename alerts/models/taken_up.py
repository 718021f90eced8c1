"""Since when an investigation rests on an incident: a decision made before rests on what the file had then."""

from django.db import models


class TakenUp(models.Model):
    """D3b That the Lead took an incident up in a file, and when."""

    investigation = models.ForeignKey("alerts.Investigation", on_delete=models.CASCADE, related_name="+")
    incident = models.ForeignKey("alerts.Incident", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["investigation", "incident"], name="incident_taken_up_once")]

    def __str__(self) -> str:
        return f"{self.incident} in {self.investigation}"
