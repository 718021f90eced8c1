"""The addresses of the pages that add to a customer's file, and of those about restricted files."""

from django.urls import path

from . import views

app_name = "customers"
urlpatterns = [
    path("customers/<str:reference>/vulnerability/", views.vulnerability_record, name="vulnerability_record"),
    path("customers/<str:reference>/adjustment/", views.adjustment_record, name="adjustment_record"),
    path("customers/<str:reference>/adjustment/<int:pk>/door/", views.adjustment_door, name="adjustment_door"),
    path("customers/<str:reference>/representative/", views.representative_record, name="representative_record"),
    path("customers/<str:reference>/representative/<int:pk>/end/", views.representative_end, name="representative_end"),
    path("customers/<str:reference>/alive/", views.record_alive, name="record_alive"),
    path("customers/<str:reference>/address/", views.address_confirm, name="address_confirm"),
    path("customers/<str:reference>/restrict/", views.restrict, name="restrict"),
    path("customers/<str:reference>/safe/", views.say_safe, name="say_safe"),
    path("customers/<str:reference>/unrestrict/", views.unrestrict, name="unrestrict"),
    path("customers/<str:reference>/break-glass/", views.break_glass, name="break_glass"),
    path("restricted-files/", views.emergency_accesses, name="emergency_accesses"),
    path("restricted-files/<int:pk>/review/", views.emergency_access_review, name="emergency_access_review"),
]
