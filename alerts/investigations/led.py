"""Who leads an investigation, and who led it before (D3b)."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import models

from housing_alerts.web.jinja import show_date

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


class TakenOver(NamedTuple):
    """D3b Whose it was until that day, who went on with it, and why."""

    lead: str
    by: str
    on: date
    why: str


class Led(models.Model):
    """D3b One Lead at a time; whose it was before stays on record, for they do not decide it either (P7a)."""

    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="investigations")
    former_leads = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+", editable=False)
    led_before = models.JSONField(default=list, blank=True, editable=False)
    """Each time it was taken over: whose it was, who took it over, the day (ISO), and why."""

    class Meta:
        abstract = True

    def hand_over(self, *, to: "Colleague", on: date, why: str) -> None:
        """D3b Another leads it from that day on."""
        self.led_before = [*self.led_before, [str(self.lead), str(to), on.isoformat(), why]]
        self.lead = to

    def taken_over(self) -> list[TakenOver]:
        """D3b Each time it was taken over, the first one first."""
        return [TakenOver(lead, by, date.fromisoformat(on), why) for lead, by, on, why in self.led_before]

    @property
    def former_leads_in_words(self) -> list[str]:
        """D3b Who led it before, until when, and why they do no longer."""
        return [f"{each.lead}, until {show_date(each.on)}: {each.why}" for each in self.taken_over()]
