"""The forms of the alerts' pages: clean input, in each field's own words."""

from .alert_type import AddAlertTypeForm, ChangeAlertTypeForm
from .approving import ApproveForm
from .behaviour import AddBehaviourForm, AddExampleForm, ChangeBehaviourForm, ChangeExampleForm
from .condition import CONDITION_FORMS, ConditionKindForm, DeclarationReceivedForm
from .deciding import AgreeForm, AuthorityForm, DeclineForm, SendBackForm
from .entry import BreachForm, ConfirmForm, CorrectEntryForm, EntryForm
from .incident import IncidentForm, KeysForm, typed, typed_before
from .investigation import (
    ActionForm,
    AddIncidentsForm,
    ConsiderationsForm,
    DiscussionForm,
    DraftAlertForm,
    OpenInvestigationForm,
    OutcomeForm,
    ServiceAreaForm,
    TakeOverForm,
    WithdrawForm,
)
from .letter import (
    ACTION_FORMS,
    InvestigationOutcomeForm,
    NotificationForm,
    PlanForm,
    RemovalForm,
    ReviewOutcomeForm,
)
from .marker import LiftMarkerForm, MarkerForm, PoliceForm
from .review import CloseReviewForm, CompleteReviewForm, ControlsForm, EndForm, OpenReviewForm
from .subject import NameCustomerForm
from .triage import ReferForm, SettleForm, VoidForm

__all__ = [
    "ACTION_FORMS",
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
    "DeclarationReceivedForm",
    "DeclineForm",
    "DiscussionForm",
    "DraftAlertForm",
    "EndForm",
    "EntryForm",
    "IncidentForm",
    "InvestigationOutcomeForm",
    "KeysForm",
    "LiftMarkerForm",
    "MarkerForm",
    "NameCustomerForm",
    "NotificationForm",
    "OpenInvestigationForm",
    "OpenReviewForm",
    "OutcomeForm",
    "PlanForm",
    "PoliceForm",
    "ReferForm",
    "RemovalForm",
    "ReviewOutcomeForm",
    "SendBackForm",
    "ServiceAreaForm",
    "SettleForm",
    "TakeOverForm",
    "VoidForm",
    "WithdrawForm",
    "typed",
    "typed_before",
]
