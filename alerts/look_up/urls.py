"""The addresses of the look-up."""

from django.urls import path

from . import views

urlpatterns = [
    path("look-up/", views.look_up, name="look_up"),
    path("look-up/suggestions/", views.look_up_suggestions, name="look_up_suggestions"),
]
