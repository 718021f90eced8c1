"""The addresses of the worklist and of the customer's page."""

from django.urls import path

from . import views

app_name = "desk"
urlpatterns = [
    path("", views.worklist, name="worklist"),
    path("customers/<str:reference>/", views.customer, name="customer"),
]
