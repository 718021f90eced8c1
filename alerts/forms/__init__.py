"""The forms of the alerts' pages: clean input, in each field's own words."""

from .alert_type import AddAlertTypeForm, ChangeAlertTypeForm
from .approving import ApproveForm
from .condition import CONDITION_FORMS, ConditionKindForm, DeclarationReceivedForm
from .deciding import AgreeForm, AuthorityForm, DeclineForm, SendBackForm
from .incident import IncidentForm, ReferForm, SettleForm, VoidForm
from .investigation import (
    ActionForm,
    AddIncidentsForm,
    ConsiderationsForm,
    DiscussionForm,
    DraftAlertForm,
    OpenInvestigationForm,
    OutcomeForm,
    ServiceAreaForm,
    WithdrawForm,
)
from .letter import InvestigationOutcomeForm, NotificationForm, PlanForm, ReviewOutcomeForm
from .marker import LiftMarkerForm, MarkerForm, PoliceForm
from .review import CloseReviewForm, CompleteReviewForm, ControlsForm, EndForm, OpenReviewForm

__all__ = [
    "CONDITION_FORMS",
    "ActionForm",
    "AddAlertTypeForm",
    "AddIncidentsForm",
    "AgreeForm",
    "ApproveForm",
    "AuthorityForm",
    "ChangeAlertTypeForm",
    "CloseReviewForm",
    "CompleteReviewForm",
    "ConditionKindForm",
    "ConsiderationsForm",
    "ControlsForm",
    "DeclarationReceivedForm",
    "DeclineForm",
    "DiscussionForm",
    "DraftAlertForm",
    "EndForm",
    "IncidentForm",
    "InvestigationOutcomeForm",
    "LiftMarkerForm",
    "MarkerForm",
    "NotificationForm",
    "OpenInvestigationForm",
    "OpenReviewForm",
    "OutcomeForm",
    "PlanForm",
    "PoliceForm",
    "ReferForm",
    "ReviewOutcomeForm",
    "SendBackForm",
    "ServiceAreaForm",
    "SettleForm",
    "VoidForm",
    "WithdrawForm",
]
