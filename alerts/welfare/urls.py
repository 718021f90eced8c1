"""The addresses of a welfare check."""

from django.urls import path

from . import views

urlpatterns = [
    path("incidents/<str:reference>/welfare/<int:pk>/", views.incident_welfare, name="incident_welfare"),
]
