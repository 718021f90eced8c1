"""The forms of the alerts' pages: clean input, in each field's own words."""

from .alert_type import AddAlertTypeForm, ChangeAlertTypeForm
from .approving import ApproveForm
from .condition import CONDITION_FORMS, ConditionKindForm
from .deciding import AgreeForm, AuthorityForm, DeclineForm, SendBackForm
from .incident import IncidentForm, typed, typed_before
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
from .review import CloseReviewForm, CompleteReviewForm, ControlsForm, EndForm, OpenReviewForm
from .subject import NameCustomerForm
from .triage import ReferForm, SettleForm, VoidForm

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
    "DeclineForm",
    "DiscussionForm",
    "DraftAlertForm",
    "EndForm",
    "IncidentForm",
    "InvestigationOutcomeForm",
    "NameCustomerForm",
    "NotificationForm",
    "OpenInvestigationForm",
    "OpenReviewForm",
    "OutcomeForm",
    "PlanForm",
    "ReferForm",
    "ReviewOutcomeForm",
    "SendBackForm",
    "ServiceAreaForm",
    "SettleForm",
    "VoidForm",
    "WithdrawForm",
    "typed",
    "typed_before",
]
