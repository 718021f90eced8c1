"""Every address of the service: one include for each app."""

from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("desk.urls")),
    path("", include("alerts.urls")),
    path("appeals/", include("appeals.urls")),
    path("letters/", include("letters.urls")),
    path("reports/", include("monitoring.urls")),
    path("", include("housing_alerts.customers.urls")),
    path("", include("housing_alerts.staff.urls")),
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("admin/", admin.site.urls),
]
