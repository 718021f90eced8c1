"""The messages, for the administrators."""

from django.urls import path

from . import views

app_name = "outbox"
urlpatterns = [
    path("", views.messages, name="messages"),
    path("take-up/", views.take_up_all, name="take_up_all"),
    path("<int:pk>/", views.message, name="message"),
]
