"""The addresses of appeals: one address for each step."""

from django.urls import path

from . import on_file, views

app_name = "appeals"
urlpatterns = [
    path("log/", views.appeal_log, name="log"),
    path("breaches/", views.breaches, name="breaches"),
    path("<str:reference>/", views.appeal, name="appeal"),
    path("<str:reference>/evidence.pdf", views.appeal_evidence, name="appeal_evidence"),
    path("<str:reference>/files/attach/", on_file.appeal_attach, name="appeal_attach"),
    path("<str:reference>/files/<str:file>/", on_file.appeal_file, name="appeal_file"),
    path("<str:reference>/files/<str:file>/remove/", on_file.appeal_file_remove, name="appeal_file_remove"),
    path("<str:reference>/vulnerability/", on_file.appeal_vulnerability, name="appeal_vulnerability"),
    path("<str:reference>/adjustment/", on_file.appeal_adjustment, name="appeal_adjustment"),
    path("<str:reference>/accept/", views.appeal_accept, name="appeal_accept"),
    path("<str:reference>/acknowledge/", views.appeal_acknowledge, name="appeal_acknowledge"),
    path("<str:reference>/refuse/", views.appeal_refuse, name="appeal_refuse"),
    path("<str:reference>/prepare/", views.appeal_prepare, name="appeal_prepare"),
    path("<str:reference>/send-back/", views.appeal_send_back, name="appeal_send_back"),
    path("<str:reference>/determine/", views.appeal_determine, name="appeal_determine"),
    path("<str:reference>/withdraw/", views.appeal_withdraw, name="appeal_withdraw"),
    path("<str:reference>/answer/", views.appeal_answer, name="appeal_answer"),
    path("<str:reference>/letter/", views.appeal_letter, name="appeal_letter"),
]
