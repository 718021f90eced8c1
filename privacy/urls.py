"""Route the addresses of subject access requests: one verb, one address."""

from django.urls import path

from privacy.subject_access import views

app_name = "privacy"
urlpatterns = [
    path("", views.requests, name="requests"),
    path("log/", views.request_log, name="request_log"),
    path("<str:reference>/", views.subject_request, name="request"),
    path("<str:reference>/identity/", views.request_identity, name="request_identity"),
    path("<str:reference>/ask/", views.request_ask, name="request_ask"),
    path("<str:reference>/answer/", views.request_answer, name="request_answer"),
    path("<str:reference>/extend/", views.request_extend, name="request_extend"),
    path("<str:reference>/sections/<str:group>/", views.request_items, name="request_items"),
    path("<str:reference>/items/<str:key>/", views.request_item, name="request_item"),
    path("<str:reference>/items/<str:key>/file/", views.request_file, name="request_file"),
    path("<str:reference>/bundle/", views.request_bundle, name="request_bundle"),
    path("<str:reference>/release/", views.request_release, name="request_release"),
    path("<str:reference>/refuse/", views.request_refuse, name="request_refuse"),
    path("<str:reference>/withdraw/", views.request_withdraw, name="request_withdraw"),
]
