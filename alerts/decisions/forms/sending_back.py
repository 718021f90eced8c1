"""The form with which a case goes back to its Lead."""

from alerts.investigations.models import Investigation
from housing_alerts.kernel.refusals import Doubt
from housing_alerts.staff.models import Colleague
from housing_alerts.web.fields import DoubtsField
from housing_alerts.web.forms import Data, ReasonField, field_of

from .head import AuthorityForm


class SendBackForm(AuthorityForm):
    """D3b The form that sends the case back to the Lead with a question."""

    question = ReasonField(
        label="What do you ask the Operational Lead?", asks="Write down the question for the Operational Lead"
    )
    sure_of = DoubtsField(
        label="The Operational Lead is away. Can the question wait?",
        yes="It can wait.",
        asks="Tick that the question can wait, or ask another Operational Lead to take the investigation over",
    )
    field_order = ["version", "question", "sure_of", "absent_head", "absence_reason"]

    def __init__(self, data: Data = None, *, by: Colleague, investigation: Investigation, doubts: list[Doubt]) -> None:
        super().__init__(data, version=investigation.version, by=by, area=investigation.service_area)
        field_of(self, "sure_of", DoubtsField).ask(doubts)
        if not doubts:
            del self.fields["sure_of"]
