"""The addresses of decisions and their records."""

from django.urls import path

from . import views

urlpatterns = [
    path(
        "investigations/<str:reference>/send-back/",
        views.investigation_send_back,
        name="investigation_send_back",
    ),
    path("investigations/<str:reference>/agree/", views.investigation_agree, name="investigation_agree"),
    path(
        "investigations/<str:reference>/decision/",
        views.investigation_decision,
        name="investigation_decision",
    ),
    path(
        "investigations/<str:reference>/decision.pdf",
        views.investigation_decision_pdf,
        name="investigation_decision_pdf",
    ),
    path("alerts/<str:reference>/decision/", views.alert_decision, name="alert_decision"),
    path("alerts/<str:reference>/decision.pdf", views.alert_decision_pdf, name="alert_decision_pdf"),
    path("alerts/<str:reference>/approve/", views.alert_approve, name="alert_approve"),
    path("alerts/<str:reference>/decline/", views.alert_decline, name="alert_decline"),
]
