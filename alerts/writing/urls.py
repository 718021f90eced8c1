"""The addresses of the pages on which letters are composed."""

from django.urls import path

from . import views

urlpatterns = [
    path(
        "incidents/<str:reference>/actions/<int:pk>/letter/",
        views.incident_action_letter,
        name="incident_action_letter",
    ),
    path(
        "investigations/<str:reference>/actions/<int:pk>/letter/",
        views.investigation_action_letter,
        name="investigation_action_letter",
    ),
    path("investigations/<str:reference>/letter/", views.investigation_letter, name="investigation_letter"),
    path("alerts/<str:reference>/letter/", views.alert_letter, name="alert_letter"),
    path("alerts/<str:reference>/removal-letter/", views.alert_removal_letter, name="alert_removal_letter"),
    path("reviews/<str:reference>/letter/", views.review_letter, name="review_letter"),
]
