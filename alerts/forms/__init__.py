"""The forms of the alerts' pages: clean input, in each field's own words."""

from .alert_type import AddAlertTypeForm, ChangeAlertTypeForm
from .approving import ApproveForm
from .deciding import AgreeForm, AuthorityForm, DeclineForm, SendBackForm
from .incident import IncidentForm, ReferForm, SettleForm, VoidForm
from .investigation import (
    ActionForm,
    AddIncidentsForm,
    ConsiderationsForm,
    DiscussionForm,
    DraftAlertForm,
    OpenInvestigationForm,
    WithdrawForm,
)
from .letter import NotificationForm, PlanForm, ReviewOutcomeForm
from .review import CloseReviewForm, CompleteReviewForm, ControlsForm, EndForm, OpenReviewForm

__all__ = [
    "ActionForm",
    "AddAlertTypeForm",
    "AddIncidentsForm",
    "AgreeForm",
    "ApproveForm",
    "AuthorityForm",
    "ChangeAlertTypeForm",
    "CloseReviewForm",
    "CompleteReviewForm",
    "ConsiderationsForm",
    "ControlsForm",
    "DeclineForm",
    "DiscussionForm",
    "DraftAlertForm",
    "EndForm",
    "IncidentForm",
    "NotificationForm",
    "OpenInvestigationForm",
    "OpenReviewForm",
    "PlanForm",
    "ReferForm",
    "ReviewOutcomeForm",
    "SendBackForm",
    "SettleForm",
    "VoidForm",
    "WithdrawForm",
]
