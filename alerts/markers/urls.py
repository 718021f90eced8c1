"""The addresses of markers and of the report to the police."""

from django.urls import path

from . import views

urlpatterns = [
    path("incidents/<str:reference>/marker/", views.incident_marker, name="incident_marker"),
    path("incidents/<str:reference>/marker/lift/", views.incident_marker_lift, name="incident_marker_lift"),
    path("incidents/<str:reference>/marker/none/", views.incident_marker_none, name="incident_marker_none"),
    path("incidents/<str:reference>/police/", views.incident_police, name="incident_police"),
]
