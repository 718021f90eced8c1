"""The addresses of the administrators' pages of messages."""

from django.urls import path

from . import views

app_name = "outbox"
urlpatterns = [
    path("", views.messages, name="messages"),
    path("retry/", views.retry_all, name="retry_all"),
    path("<int:pk>/", views.message, name="message"),
]
