"""The addresses of alerts."""

from django.urls import path

from . import views

urlpatterns = [
    path("alerts/<str:reference>/", views.alert, name="alert"),
    path("alerts/<str:reference>/withdraw/", views.alert_withdraw, name="alert_withdraw"),
    path("alerts/<str:reference>/controls/", views.alert_controls, name="alert_controls"),
    path("alerts/<str:reference>/end/", views.alert_end, name="alert_end"),
]
