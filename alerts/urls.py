"""The addresses of the rooms: one include for each."""

from django.urls import include, path

app_name = "alerts"
urlpatterns = [
    path("", include("alerts.actions.urls")),
    path("", include("alerts.alert.urls")),
    path("", include("alerts.catalogue.urls")),
    path("", include("alerts.conditions.urls")),
    path("", include("alerts.decisions.urls")),
    path("", include("alerts.entries.urls")),
    path("", include("alerts.incidents.urls")),
    path("", include("alerts.investigations.urls")),
    path("", include("alerts.look_up.urls")),
    path("", include("alerts.markers.urls")),
    path("", include("alerts.reconciliation.urls")),
    path("", include("alerts.reviews.urls")),
    path("", include("alerts.visits.urls")),
    path("", include("alerts.welfare.urls")),
    path("", include("alerts.writing.urls")),
]
