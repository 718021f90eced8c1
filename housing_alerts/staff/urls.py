"""The addresses of the pages for accounts, absences, waiting roles and the two landlords."""

from django.urls import path

from . import views
from .absences import views as absences_views
from .handing_over import views as handing_over_views

app_name = "staff"
urlpatterns = [
    path("password/", views.own_password, name="own_password"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<slug:code>/", views.organisation, name="organisation"),
    path("organisations/<slug:code>/confirm/", views.organisation_confirm, name="organisation_confirm"),
    path("colleagues/", views.colleagues, name="colleagues"),
    path("colleagues/add/", views.colleague_add, name="colleague_add"),
    path("colleagues/<int:pk>/", views.colleague, name="colleague"),
    path("colleagues/<int:pk>/password/", views.colleague_password, name="colleague_password"),
    path("colleagues/<int:pk>/hand-over/", handing_over_views.hand_over, name="hand_over"),
    path("absences/", absences_views.absences, name="absences"),
    path("absences/add/", absences_views.absence_add, name="absence_add"),
    path("absences/<int:pk>/", absences_views.absence, name="absence"),
    path("absences/<int:pk>/end/", absences_views.absence_end, name="absence_end"),
    path("roles-to-confirm/", views.grants, name="grants"),
    path("roles-to-confirm/<int:pk>/confirm/", views.grant_confirm, name="grant_confirm"),
    path("roles-to-confirm/<int:pk>/refuse/", views.grant_refuse, name="grant_refuse"),
]
