"""The forms of the alerts' pages: clean input, in each field's own words."""

from .alert_type import AddAlertTypeForm, ChangeAlertTypeForm
from .approving import ApproveForm
from .behaviour import AddBehaviourForm, AddExampleForm, ChangeBehaviourForm, ChangeExampleForm
from .condition import CONDITION_FORMS, ConditionKindForm
from .deciding import AgreeForm, AuthorityForm, DeclineForm, SendBackForm
from .entry import BreachForm, ConfirmForm, CorrectEntryForm, EntryForm
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
from .review import CloseReviewForm, CompleteReviewForm, ControlsForm, EndForm, OpenReviewForm

__all__ = [
    "CONDITION_FORMS",
    "ActionForm",
    "AddAlertTypeForm",
    "AddBehaviourForm",
    "AddExampleForm",
    "AddIncidentsForm",
    "AgreeForm",
    "ApproveForm",
    "AuthorityForm",
    "BreachForm",
    "ChangeAlertTypeForm",
    "ChangeBehaviourForm",
    "ChangeExampleForm",
    "CloseReviewForm",
    "CompleteReviewForm",
    "ConditionKindForm",
    "ConfirmForm",
    "ConsiderationsForm",
    "ControlsForm",
    "CorrectEntryForm",
    "DeclineForm",
    "DiscussionForm",
    "DraftAlertForm",
    "EndForm",
    "EntryForm",
    "IncidentForm",
    "InvestigationOutcomeForm",
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
]
