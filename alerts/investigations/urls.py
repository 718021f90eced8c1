"""The addresses of investigations."""

from django.urls import path

from . import views

urlpatterns = [
    path("investigations/open/", views.investigation_open, name="investigation_open"),
    path("investigations/<str:reference>/", views.investigation, name="investigation"),
    path(
        "investigations/<str:reference>/incidents/",
        views.investigation_incidents,
        name="investigation_incidents",
    ),
    path(
        "investigations/<str:reference>/discussions/",
        views.investigation_discussions,
        name="investigation_discussions",
    ),
    path(
        "investigations/<str:reference>/considerations/",
        views.investigation_considerations,
        name="investigation_considerations",
    ),
    path(
        "investigations/<str:reference>/vulnerability/",
        views.investigation_vulnerability,
        name="investigation_vulnerability",
    ),
    path(
        "investigations/<str:reference>/adjustment/",
        views.investigation_adjustment,
        name="investigation_adjustment",
    ),
    path(
        "investigations/<str:reference>/draft-alert/",
        views.investigation_draft_alert,
        name="investigation_draft_alert",
    ),
    path(
        "investigations/<str:reference>/take-over/",
        views.investigation_take_over,
        name="investigation_take_over",
    ),
    path(
        "investigations/<str:reference>/service-area/",
        views.investigation_service_area,
        name="investigation_service_area",
    ),
    path(
        "investigations/<str:reference>/recommend/",
        views.investigation_recommend,
        name="investigation_recommend",
    ),
    path(
        "investigations/<str:reference>/withdraw/",
        views.investigation_withdraw,
        name="investigation_withdraw",
    ),
]
