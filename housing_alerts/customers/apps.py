from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "housing_alerts.customers"
    verbose_name = "Customers"
