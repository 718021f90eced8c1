"""The accounts of colleagues, and the two landlords."""

from django.urls import path

from . import views

app_name = "staff"
urlpatterns = [
    path("password/", views.own_password, name="own_password"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<slug:code>/", views.organisation, name="organisation"),
    path("colleagues/", views.colleagues, name="colleagues"),
    path("colleagues/add/", views.colleague_add, name="colleague_add"),
    path("colleagues/<int:pk>/", views.colleague, name="colleague"),
    path("colleagues/<int:pk>/password/", views.colleague_password, name="colleague_password"),
    path("roles-to-confirm/", views.grants, name="grants"),
    path("roles-to-confirm/<int:pk>/confirm/", views.grant_confirm, name="grant_confirm"),
    path("roles-to-confirm/<int:pk>/refuse/", views.grant_refuse, name="grant_refuse"),
]
