"""The addresses of actions."""

from django.urls import path

from . import views

urlpatterns = [
    path("investigations/<str:reference>/actions/", views.investigation_actions, name="investigation_actions"),
    path(
        "investigations/<str:reference>/actions/<int:pk>/withdraw/",
        views.investigation_action_withdraw,
        name="investigation_action_withdraw",
    ),
    path(
        "investigations/<str:reference>/actions/<int:pk>/outcome/",
        views.investigation_action_outcome,
        name="investigation_action_outcome",
    ),
]
