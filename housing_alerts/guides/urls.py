"""The addresses of the guides for staff."""

from django.urls import path

from . import views

app_name = "guides"
urlpatterns = [path("guide/<slug:name>/", views.guide, name="guide")]
