"""The addresses of the administrators' pages of messages."""

from django.urls import path

from . import views

app_name = "outbox"
urlpatterns = [
    path("", views.messages, name="messages"),
    path("take-up/", views.take_up_all, name="take_up_all"),
    path("<int:pk>/", views.message, name="message"),
]
