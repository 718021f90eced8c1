"""The addresses of the reports."""

from django.urls import path

from . import views

app_name = "monitoring"
urlpatterns = [
    path("all-alerts/", views.all_alerts, name="all_alerts"),
    path("all-alerts.csv", views.all_alerts_csv, name="all_alerts_csv"),
    path("curiosity/", views.curiosity, name="curiosity"),
]
