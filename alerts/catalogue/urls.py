"""The addresses of the types of alert, the behaviours and the examples."""

from django.urls import path

from . import views

urlpatterns = [
    path("alert-types/", views.alert_types, name="alert_types"),
    path("alert-types/add/", views.alert_type_add, name="alert_type_add"),
    path("alert-types/<slug:code>/", views.alert_type, name="alert_type"),
    path("alert-types/<slug:code>/confirm/", views.alert_type_confirm, name="alert_type_confirm"),
    path("behaviours/", views.behaviours, name="behaviours"),
    path("behaviours/add/", views.behaviour_add, name="behaviour_add"),
    path("behaviours/<slug:code>/", views.behaviour, name="behaviour"),
    path("examples/add/", views.example_add, name="example_add"),
    path("examples/<slug:code>/", views.example, name="example"),
]
