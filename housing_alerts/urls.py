"""The addresses of the service: one include for each app."""

from django.contrib import admin
from django.urls import include, path

from housing_alerts.outbox.views import worker
from housing_alerts.staff.views import SignIn, SignInAgain, SignOut
from housing_alerts.web import health

urlpatterns = [
    path("", include("desk.urls")),
    path("", include("alerts.urls")),
    path("appeals/", include("appeals.urls")),
    path("", include("privacy.urls")),
    path("", include("letters.urls")),
    path("", include("monitoring.urls")),
    path("", include("housing_alerts.customers.urls")),
    path("", include("housing_alerts.duties.urls")),
    path("", include("housing_alerts.guides.urls")),
    path("messages/", include("housing_alerts.outbox.urls")),
    path("", include("housing_alerts.staff.urls")),
    path("sign-in/", SignIn.as_view(), name="account_login"),
    path("sign-out/", SignOut.as_view(), name="account_logout"),
    path("sign-in/again/", SignInAgain.as_view(), name="account_reauthenticate"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("health/worker", worker, name="health_worker"),
    path("admin/", admin.site.urls),
]
handler500 = "housing_alerts.kernel.audit.unavailable.server_error"
