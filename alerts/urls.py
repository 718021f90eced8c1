"""The addresses of incidents, investigations, alerts and reviews: one verb, one address."""

from django.urls import path

from alerts.actions import views as actions_views
from alerts.alert import views as alert_views
from alerts.catalogue import views as catalogue_views
from alerts.catalogue import views_behaviours as catalogue_views_behaviours
from alerts.conditions import views as conditions_views
from alerts.decisions import views as decisions_views
from alerts.entries import views as entries_views
from alerts.incidents.views import breach, files, reporting
from alerts.incidents.views import following as incidents_views_following
from alerts.investigations import views as investigations_views
from alerts.look_up import views as look_up_views
from alerts.markers import views as markers_views
from alerts.reviews import views as reviews_views

app_name = "alerts"
urlpatterns = [
    path("look-up/", look_up_views.look_up, name="look_up"),
    path("look-up/suggestions/", look_up_views.look_up_suggestions, name="look_up_suggestions"),
    path("incidents/log/", reporting.incident_log, name="incident_log"),
    path("incidents/draft/", reporting.incident_draft, name="incident_draft"),
    path("incidents/<str:reference>/", incidents_views_following.incident, name="incident"),
    path("incidents/<str:reference>/log/", reporting.incident_finish, name="incident_finish"),
    path(
        "incidents/<str:reference>/name-customer/",
        reporting.incident_name_customer,
        name="incident_name_customer",
    ),
    path("incidents/<str:reference>/triage/", incidents_views_following.incident_triage, name="incident_triage"),
    path("incidents/<str:reference>/settle/", incidents_views_following.incident_settle, name="incident_settle"),
    path("incidents/<str:reference>/refer/", incidents_views_following.incident_refer, name="incident_refer"),
    path("incidents/<str:reference>/void/", incidents_views_following.incident_void, name="incident_void"),
    path("incidents/<str:reference>/files/attach/", files.incident_attach, name="incident_attach"),
    path("incidents/<str:reference>/files/<str:file>/", files.incident_file, name="incident_file"),
    path(
        "incidents/<str:reference>/files/<str:file>/take-off/",
        files.incident_file_take_off,
        name="incident_file_take_off",
    ),
    path("incidents/<str:reference>/marker/", markers_views.incident_marker, name="incident_marker"),
    path("incidents/<str:reference>/marker/lift/", markers_views.incident_marker_lift, name="incident_marker_lift"),
    path("incidents/<str:reference>/police/", markers_views.incident_police, name="incident_police"),
    path("incidents/<str:reference>/breach/", breach.incident_breach, name="incident_breach"),
    path(
        "incidents/<str:reference>/actions/<int:pk>/letter/",
        actions_views.incident_action_letter,
        name="incident_action_letter",
    ),
    path("entries/<int:pk>/", entries_views.entry, name="entry"),
    path("entries/<int:pk>/correct/", entries_views.entry_correct, name="entry_correct"),
    path("confirmations/", entries_views.confirmations, name="confirmations"),
    path("confirmations/check/", entries_views.confirmations_check, name="confirmations_check"),
    path("investigations/open/", investigations_views.investigation_open, name="investigation_open"),
    path("investigations/<str:reference>/", investigations_views.investigation, name="investigation"),
    path(
        "investigations/<str:reference>/incidents/",
        investigations_views.investigation_incidents,
        name="investigation_incidents",
    ),
    path(
        "investigations/<str:reference>/discussions/",
        investigations_views.investigation_discussions,
        name="investigation_discussions",
    ),
    path(
        "investigations/<str:reference>/considerations/",
        investigations_views.investigation_considerations,
        name="investigation_considerations",
    ),
    path(
        "investigations/<str:reference>/draft-alert/",
        investigations_views.investigation_draft_alert,
        name="investigation_draft_alert",
    ),
    path(
        "investigations/<str:reference>/take-over/",
        investigations_views.investigation_take_over,
        name="investigation_take_over",
    ),
    path(
        "investigations/<str:reference>/service-area/",
        investigations_views.investigation_service_area,
        name="investigation_service_area",
    ),
    path("investigations/<str:reference>/actions/", actions_views.investigation_actions, name="investigation_actions"),
    path(
        "investigations/<str:reference>/actions/<int:pk>/take-out/",
        actions_views.investigation_action_take_out,
        name="investigation_action_take_out",
    ),
    path(
        "investigations/<str:reference>/actions/<int:pk>/outcome/",
        actions_views.investigation_action_outcome,
        name="investigation_action_outcome",
    ),
    path(
        "investigations/<str:reference>/actions/<int:pk>/letter/",
        actions_views.investigation_action_letter,
        name="investigation_action_letter",
    ),
    path(
        "investigations/<str:reference>/recommend/",
        investigations_views.investigation_recommend,
        name="investigation_recommend",
    ),
    path(
        "investigations/<str:reference>/send-back/",
        investigations_views.investigation_send_back,
        name="investigation_send_back",
    ),
    path("investigations/<str:reference>/agree/", investigations_views.investigation_agree, name="investigation_agree"),
    path(
        "investigations/<str:reference>/withdraw/",
        investigations_views.investigation_withdraw,
        name="investigation_withdraw",
    ),
    path(
        "investigations/<str:reference>/letter/", investigations_views.investigation_letter, name="investigation_letter"
    ),
    path(
        "investigations/<str:reference>/decision/",
        decisions_views.investigation_decision,
        name="investigation_decision",
    ),
    path(
        "investigations/<str:reference>/decision.pdf",
        decisions_views.investigation_decision_pdf,
        name="investigation_decision_pdf",
    ),
    path("alerts/<str:reference>/", alert_views.alert, name="alert"),
    path("alerts/<str:reference>/decision/", decisions_views.alert_decision, name="alert_decision"),
    path("alerts/<str:reference>/decision.pdf", decisions_views.alert_decision_pdf, name="alert_decision_pdf"),
    path("alerts/<str:reference>/conditions/", conditions_views.conditions, name="alert_conditions"),
    path("alerts/<str:reference>/conditions/add/", conditions_views.condition_add, name="alert_condition_add"),
    path(
        "alerts/<str:reference>/conditions/<int:pk>/change/",
        conditions_views.condition_change,
        name="alert_condition_change",
    ),
    path(
        "alerts/<str:reference>/conditions/<int:pk>/take-out/",
        conditions_views.condition_take_out,
        name="alert_condition_take_out",
    ),
    path(
        "alerts/<str:reference>/conditions/<int:pk>/declaration/",
        conditions_views.condition_declaration,
        name="alert_condition_declaration",
    ),
    path("alerts/<str:reference>/approve/", alert_views.alert_approve, name="alert_approve"),
    path("alerts/<str:reference>/decline/", alert_views.alert_decline, name="alert_decline"),
    path("alerts/<str:reference>/withdraw/", alert_views.alert_withdraw, name="alert_withdraw"),
    path("alerts/<str:reference>/controls/", alert_views.alert_controls, name="alert_controls"),
    path("alerts/<str:reference>/end/", alert_views.alert_end, name="alert_end"),
    path("alerts/<str:reference>/letter/", alert_views.alert_letter, name="alert_letter"),
    path("alerts/<str:reference>/removal-letter/", alert_views.alert_removal_letter, name="alert_removal_letter"),
    path("alerts/<str:reference>/review/", alert_views.alert_review, name="alert_review"),
    path("alert-types/", catalogue_views.alert_types, name="alert_types"),
    path("alert-types/add/", catalogue_views.alert_type_add, name="alert_type_add"),
    path("alert-types/<slug:code>/", catalogue_views.alert_type, name="alert_type"),
    path("behaviours/", catalogue_views_behaviours.behaviours, name="behaviours"),
    path("behaviours/add/", catalogue_views_behaviours.behaviour_add, name="behaviour_add"),
    path("behaviours/<slug:code>/", catalogue_views_behaviours.behaviour, name="behaviour"),
    path("examples/add/", catalogue_views_behaviours.example_add, name="example_add"),
    path("examples/<slug:code>/", catalogue_views_behaviours.example, name="example"),
    path("reviews/<str:reference>/", reviews_views.review, name="review"),
    path("reviews/<str:reference>/form.pdf", reviews_views.review_form, name="review_form"),
    path("reviews/<str:reference>/complete/", reviews_views.review_complete, name="review_complete"),
    path("reviews/<str:reference>/close/", reviews_views.review_close, name="review_close"),
    path("reviews/<str:reference>/letter/", reviews_views.review_letter, name="review_letter"),
]
