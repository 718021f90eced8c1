"""What a colleague is told of by mail."""

from django.urls import path

from . import views

app_name = "duties"
urlpatterns = [path("what-you-are-told/", views.told, name="told")]
