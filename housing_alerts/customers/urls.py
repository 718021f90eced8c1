"""The addresses of what a Lead writes down on a customer's file."""

from django.urls import path

from . import views

app_name = "customers"
urlpatterns = [
    path("customers/<str:reference>/vulnerability/", views.vulnerability_record, name="vulnerability_record"),
    path("customers/<str:reference>/adjustment/", views.adjustment_record, name="adjustment_record"),
    path("customers/<str:reference>/representative/", views.representative_record, name="representative_record"),
]
