"""The addresses of entries and of the yearly confirmation."""

from django.urls import path

from . import views

urlpatterns = [
    path("entries/", views.entries, name="entries"),
    path("entries/<int:pk>/", views.entry, name="entry"),
    path("entries/<int:pk>/correct/", views.entry_correct, name="entry_correct"),
    path("confirmations/", views.confirmations, name="confirmations"),
    path("confirmations/check/", views.confirmations_check, name="confirmations_check"),
]
