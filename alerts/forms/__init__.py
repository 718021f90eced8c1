"""The forms of the alerts' pages: clean input, in each field's own words."""

from .deciding import AgreeForm, ApproveForm, AuthorityForm, DeclineForm, SendBackForm
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
    "AddIncidentsForm",
    "AgreeForm",
    "ApproveForm",
    "AuthorityForm",
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
