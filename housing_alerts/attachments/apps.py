from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "housing_alerts.attachments"
    verbose_name = "Attachments"
