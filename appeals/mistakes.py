"""Ask whoever decides an appeal whether they mean to contradict a removal of our own mistake (§8, §9)."""

from django import forms

from alerts.choices import EndedBecause
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.fields import DoubtsField
from housing_alerts.web.forms import field_of

from .choices import NOTHING_ASKED, OUR_MISTAKE_SINCE
from .models import Appeal
from .policies import doubts_of_mistake


class MistakeMixin(forms.Form):
    """P9b The tick by which whoever does not uphold the appeal says that the alert was right all the same."""

    mistaken = DoubtsField(
        label="The alert was removed as our own mistake. Was it right all the same?",
        yes="Yes.",
        asks="Uphold the appeal, or tick that the decision was right",
    )

    def ask_of_mistake(self, appeal: Appeal) -> None:
        """Ask for the tick, if the sent answer does not uphold the appeal, and say what is left to decide."""
        if appeal.alert and appeal.alert.ended_because == EndedBecause.ERROR:
            self.fields["outcome"].help_text = OUR_MISTAKE_SINCE.format(show_date(appeal.alert.ended_on))
            self.fields["vulnerability"].help_text = NOTHING_ASKED
        doubts = doubts_of_mistake(appeal, str(self.data.get("outcome", "")))
        field_of(self, "mistaken", DoubtsField).ask(doubts)
        if not doubts:
            del self.fields["mistaken"]

    def keys_of_mistake(self) -> list[str]:
        """Return the key of the doubt that was ticked, if it was asked."""
        return list(field_of(self, "mistaken", DoubtsField).asked) if "mistaken" in self.fields else []
