"""The addresses of conditions."""

from django.urls import path

from . import views

urlpatterns = [
    path("alerts/<str:reference>/conditions/", views.conditions, name="alert_conditions"),
    path("alerts/<str:reference>/conditions/add/", views.condition_add, name="alert_condition_add"),
    path(
        "alerts/<str:reference>/conditions/<int:pk>/change/",
        views.condition_change,
        name="alert_condition_change",
    ),
    path(
        "alerts/<str:reference>/conditions/<int:pk>/withdraw/",
        views.condition_withdraw,
        name="alert_condition_withdraw",
    ),
    path(
        "alerts/<str:reference>/conditions/<int:pk>/declaration/",
        views.condition_declaration,
        name="alert_condition_declaration",
    ),
]
