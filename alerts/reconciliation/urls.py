"""The addresses of the comparison with Cx."""

from django.urls import path

from . import views

urlpatterns = [
    path("reconciliations/", views.reconciliations, name="reconciliations"),
    path("reconciliations/<str:reference>/", views.reconciliation, name="reconciliation"),
    path("reconciliations/<str:reference>/<int:number>/", views.difference, name="difference"),
]
