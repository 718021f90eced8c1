"""The addresses of the worklist, of calendars, of the customer's page, and of merging two files."""

from django.urls import path

from desk.calendar import views as calendar_views
from desk.customer_page import views as customer_page_views
from desk.merging import views as merging_views
from desk.worklist import views as worklist_views

app_name = "desk"
urlpatterns = [
    path("", worklist_views.worklist, name="worklist"),
    path("worklist/<str:group>/", worklist_views.worklist_group, name="worklist_group"),
    path("calendar/", calendar_views.calendar, name="calendar"),
    path("calendar/make/", calendar_views.calendar_make, name="calendar_make"),
    path("calendar/revoke/", calendar_views.calendar_revoke, name="calendar_revoke"),
    path("calendar/<str:token>.ics", calendar_views.calendar_feed, name="calendar_feed"),
    path("customers/<str:reference>/", customer_page_views.customer, name="customer"),
    path("customers/<str:reference>/merge/", merging_views.merge, name="merge"),
    path("customers/<str:reference>/undo-merge/", merging_views.undo_merge, name="undo_merge"),
    path("pairs/<int:pk>/", merging_views.answer, name="answer"),
]
