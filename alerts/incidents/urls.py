"""The addresses of incidents."""

from django.urls import path

from .views import following, reporting, triage

urlpatterns = [
    path("incidents/log/", reporting.incident_log, name="incident_log"),
    path("incidents/draft/", reporting.incident_draft, name="incident_draft"),
    path("incidents/<str:reference>/", following.incident, name="incident"),
    path("incidents/<str:reference>/log/", reporting.incident_finish, name="incident_finish"),
    path("incidents/<str:reference>/confirm/", following.incident_confirm, name="incident_confirm"),
    path("incidents/<str:reference>/wrong-person/", following.incident_wrong_person, name="incident_wrong_person"),
    path("incidents/<str:reference>/discard/", reporting.incident_discard, name="incident_discard"),
    path(
        "incidents/<str:reference>/name-customer/",
        reporting.incident_name_customer,
        name="incident_name_customer",
    ),
    path("incidents/<str:reference>/triage/", triage.incident_triage, name="incident_triage"),
    path("incidents/<str:reference>/settle/", triage.incident_settle, name="incident_settle"),
    path("incidents/<str:reference>/refer/", triage.incident_refer, name="incident_refer"),
    path("incidents/<str:reference>/void/", triage.incident_void, name="incident_void"),
    path("incidents/<str:reference>/files/attach/", following.incident_attach, name="incident_attach"),
    path("incidents/<str:reference>/files/<str:file>/", following.incident_file, name="incident_file"),
    path(
        "incidents/<str:reference>/files/<str:file>/remove/",
        following.incident_file_remove,
        name="incident_file_remove",
    ),
    path("incidents/<str:reference>/breach/", triage.incident_breach, name="incident_breach"),
]
