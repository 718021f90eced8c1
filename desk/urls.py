"""Route the addresses of the worklist, of the customer's page, and of merging two files."""

from django.urls import path

from desk.customer_page import views as customer_page_views
from desk.merging import views as merging_views
from desk.worklist import views as worklist_views

app_name = "desk"
urlpatterns = [
    path("", worklist_views.worklist, name="worklist"),
    path("customers/<str:reference>/", customer_page_views.customer, name="customer"),
    path("customers/<str:reference>/merge/", merging_views.merge, name="merge"),
    path("customers/<str:reference>/undo-merge/", merging_views.undo_merge, name="undo_merge"),
]
