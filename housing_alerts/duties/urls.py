"""The addresses of the page on which a colleague chooses how they are told of duties."""

from django.urls import path

from . import views

app_name = "duties"
urlpatterns = [path("what-you-are-told/", views.told, name="told")]
