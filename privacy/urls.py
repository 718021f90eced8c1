"""The addresses of subject requests, requests by others, case bundles, retention and the trail: one verb, one address."""

from django.urls import path

from privacy.case_bundle import views as case_bundle
from privacy.disposal import views as disposal
from privacy.holds import views as holds
from privacy.register import views as register
from privacy.retention import views as retention
from privacy.sharing import views as sharing
from privacy.subject_access import views
from privacy.trail import views as trail

app_name = "privacy"
urlpatterns = [
    path("subject-access/", views.requests, name="requests"),
    path("subject-access/log/", views.request_log, name="request_log"),
    path("subject-access/<str:reference>/", views.subject_request, name="request"),
    path("subject-access/<str:reference>/letter/", views.request_letter, name="request_letter"),
    path("subject-access/<str:reference>/acknowledge/", views.request_acknowledge, name="request_acknowledge"),
    path("subject-access/<str:reference>/identity/", views.request_identity, name="request_identity"),
    path("subject-access/<str:reference>/ask/", views.request_ask, name="request_ask"),
    path("subject-access/<str:reference>/answer/", views.request_answer, name="request_answer"),
    path("subject-access/<str:reference>/extend/", views.request_extend, name="request_extend"),
    path("subject-access/<str:reference>/sections/<str:group>/", views.request_items, name="request_items"),
    path("subject-access/<str:reference>/items/<str:key>/", views.request_item, name="request_item"),
    path("subject-access/<str:reference>/items/<str:key>/file/", views.request_file, name="request_file"),
    path("subject-access/<str:reference>/bundle/", views.request_bundle, name="request_bundle"),
    path("subject-access/<str:reference>/release/", views.request_release, name="request_release"),
    path("subject-access/<str:reference>/reports/<str:incident>/", views.request_report, name="request_report"),
    path("subject-access/<str:reference>/alerts/<str:alert>/", views.request_alert, name="request_alert"),
    path("subject-access/<str:reference>/conclude/", views.request_conclude, name="request_conclude"),
    path("subject-access/<str:reference>/refuse/", views.request_refuse, name="request_refuse"),
    path("subject-access/<str:reference>/withdraw/", views.request_withdraw, name="request_withdraw"),
    path("sharing/", sharing.sharing, name="sharing"),
    path("sharing/log/", sharing.sharing_log, name="sharing_log"),
    path("sharing/<str:reference>/", sharing.sharing_request, name="sharing_request"),
    path("sharing/<str:reference>/share/", sharing.sharing_share, name="sharing_share"),
    path("sharing/<str:reference>/tell/", sharing.sharing_tell, name="sharing_tell"),
    path("sharing/<str:reference>/refuse/", sharing.sharing_refuse, name="sharing_refuse"),
    path("sharing/<str:reference>/withdraw/", sharing.sharing_withdraw, name="sharing_withdraw"),
    path("case-bundles/", case_bundle.case_find, name="case_find"),
    path("case-bundles/<str:reference>/", case_bundle.case_bundle, name="case_bundle"),
    path("register/", register.register, name="register"),
    path("register/<slug:code>/<slug:which>/", register.register_paper, name="register_paper"),
    path("register/<slug:code>/<slug:which>/pdf/", register.register_paper_pdf, name="register_paper_pdf"),
    path("trail/", trail.trail, name="trail"),
    path("retention/", retention.retention, name="retention"),
    path("retention/periods/", retention.rules, name="rules"),
    path("retention/periods/<slug:code>/", retention.rules_change, name="rules_change"),
    path("retention/disposals/", disposal.batches, name="batches"),
    path("retention/disposals/propose/", disposal.batch_propose, name="batch_propose"),
    path("retention/disposals/<str:reference>/", disposal.batch, name="batch"),
    path("retention/disposals/<str:reference>/files/<int:item>/", disposal.batch_take_out, name="batch_take_out"),
    path("retention/disposals/<str:reference>/confirm/", disposal.batch_confirm, name="batch_confirm"),
    path("retention/disposals/<str:reference>/decline/", disposal.batch_decline, name="batch_decline"),
    path("retention/disposals/<str:reference>/withdraw/", disposal.batch_withdraw, name="batch_withdraw"),
    path("retention/disposals/<str:reference>/certificate/", disposal.batch_certificate, name="batch_certificate"),
    path("retention/holds/", holds.holds, name="holds"),
    path("retention/holds/place/", holds.hold_place, name="hold_place"),
    path("retention/holds/<str:reference>/", holds.hold, name="hold"),
    path("retention/holds/<str:reference>/review/", holds.hold_review, name="hold_review"),
    path("retention/holds/<str:reference>/end/", holds.hold_end, name="hold_end"),
]
