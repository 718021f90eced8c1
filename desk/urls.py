"""The addresses of the worklist of the customer's page, and of two files of one person."""

from django.urls import path

from desk.merging import views

app_name = "desk"
urlpatterns = [
    path("", views.worklist, name="worklist"),
    path("customers/<str:reference>/", views.customer, name="customer"),
    path("customers/<str:reference>/merge/", views.merge, name="merge"),
    path("customers/<str:reference>/undo-merge/", views.undo_merge, name="undo_merge"),
]
