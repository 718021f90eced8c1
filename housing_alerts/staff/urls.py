"""The accounts of colleagues."""

from django.urls import path

from . import views

app_name = "staff"
urlpatterns = [
    path("colleagues/", views.colleagues, name="colleagues"),
    path("colleagues/add/", views.colleague_add, name="colleague_add"),
    path("colleagues/<int:pk>/", views.colleague, name="colleague"),
    path("colleagues/<int:pk>/password/", views.colleague_password, name="colleague_password"),
]
