"""The addresses of incidents, investigations, alerts and reviews: one verb, one address."""

from django.urls import path

from .views import actions, alert_types, alerts, conditions, decisions, incidents, investigations, look_up, reviews

app_name = "alerts"
urlpatterns = [
    path("look-up/", look_up.look_up, name="look_up"),
    path("look-up/suggestions/", look_up.look_up_suggestions, name="look_up_suggestions"),
    path("incidents/log/", incidents.incident_log, name="incident_log"),
    path("incidents/<str:reference>/", incidents.incident, name="incident"),
    path("incidents/<str:reference>/triage/", incidents.incident_triage, name="incident_triage"),
    path("incidents/<str:reference>/settle/", incidents.incident_settle, name="incident_settle"),
    path("incidents/<str:reference>/refer/", incidents.incident_refer, name="incident_refer"),
    path("incidents/<str:reference>/void/", incidents.incident_void, name="incident_void"),
    path("investigations/open/", investigations.investigation_open, name="investigation_open"),
    path("investigations/<str:reference>/", investigations.investigation, name="investigation"),
    path(
        "investigations/<str:reference>/incidents/",
        investigations.investigation_incidents,
        name="investigation_incidents",
    ),
    path(
        "investigations/<str:reference>/discussions/",
        investigations.investigation_discussions,
        name="investigation_discussions",
    ),
    path(
        "investigations/<str:reference>/considerations/",
        investigations.investigation_considerations,
        name="investigation_considerations",
    ),
    path(
        "investigations/<str:reference>/draft-alert/",
        investigations.investigation_draft_alert,
        name="investigation_draft_alert",
    ),
    path(
        "investigations/<str:reference>/service-area/",
        investigations.investigation_service_area,
        name="investigation_service_area",
    ),
    path("investigations/<str:reference>/actions/", actions.investigation_actions, name="investigation_actions"),
    path(
        "investigations/<str:reference>/actions/<int:pk>/outcome/",
        actions.investigation_action_outcome,
        name="investigation_action_outcome",
    ),
    path(
        "investigations/<str:reference>/recommend/",
        investigations.investigation_recommend,
        name="investigation_recommend",
    ),
    path(
        "investigations/<str:reference>/send-back/",
        investigations.investigation_send_back,
        name="investigation_send_back",
    ),
    path("investigations/<str:reference>/agree/", investigations.investigation_agree, name="investigation_agree"),
    path(
        "investigations/<str:reference>/withdraw/",
        investigations.investigation_withdraw,
        name="investigation_withdraw",
    ),
    path("investigations/<str:reference>/letter/", investigations.investigation_letter, name="investigation_letter"),
    path("investigations/<str:reference>/decision/", decisions.investigation_decision, name="investigation_decision"),
    path(
        "investigations/<str:reference>/decision.pdf",
        decisions.investigation_decision_pdf,
        name="investigation_decision_pdf",
    ),
    path("alerts/<str:reference>/", alerts.alert, name="alert"),
    path("alerts/<str:reference>/decision/", decisions.alert_decision, name="alert_decision"),
    path("alerts/<str:reference>/decision.pdf", decisions.alert_decision_pdf, name="alert_decision_pdf"),
    path("alerts/<str:reference>/conditions/", conditions.conditions, name="alert_conditions"),
    path("alerts/<str:reference>/conditions/add/", conditions.condition_add, name="alert_condition_add"),
    path(
        "alerts/<str:reference>/conditions/<int:pk>/change/",
        conditions.condition_change,
        name="alert_condition_change",
    ),
    path(
        "alerts/<str:reference>/conditions/<int:pk>/take-out/",
        conditions.condition_take_out,
        name="alert_condition_take_out",
    ),
    path("alerts/<str:reference>/approve/", alerts.alert_approve, name="alert_approve"),
    path("alerts/<str:reference>/decline/", alerts.alert_decline, name="alert_decline"),
    path("alerts/<str:reference>/withdraw/", alerts.alert_withdraw, name="alert_withdraw"),
    path("alerts/<str:reference>/controls/", alerts.alert_controls, name="alert_controls"),
    path("alerts/<str:reference>/end/", alerts.alert_end, name="alert_end"),
    path("alerts/<str:reference>/letter/", alerts.alert_letter, name="alert_letter"),
    path("alerts/<str:reference>/review/", alerts.alert_review, name="alert_review"),
    path("alert-types/", alert_types.alert_types, name="alert_types"),
    path("alert-types/add/", alert_types.alert_type_add, name="alert_type_add"),
    path("alert-types/<slug:code>/", alert_types.alert_type, name="alert_type"),
    path("reviews/<str:reference>/", reviews.review, name="review"),
    path("reviews/<str:reference>/form.pdf", reviews.review_form, name="review_form"),
    path("reviews/<str:reference>/complete/", reviews.review_complete, name="review_complete"),
    path("reviews/<str:reference>/close/", reviews.review_close, name="review_close"),
    path("reviews/<str:reference>/letter/", reviews.review_letter, name="review_letter"),
]
