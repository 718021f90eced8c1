"""The addresses of the reports, of the contacts of customers, and of equality."""

from django.urls import path

from monitoring.all_alerts import views as all_alerts_views
from monitoring.contacts import views as contacts_views
from monitoring.equality import views as equality_views
from monitoring.levels import views as levels_views
from monitoring.loading import views as loading_views
from monitoring.picture import views as picture_views
from monitoring.strategies import views as strategies_views

from . import views

app_name = "monitoring"
urlpatterns = [
    path("reports/", picture_views.picture, name="picture"),
    path("reports/picture.pdf", picture_views.picture_pdf, name="picture_pdf"),
    path("reports/picture/<str:plot>.svg", picture_views.picture_plot, name="picture_plot"),
    path("reports/all-alerts/", all_alerts_views.all_alerts, name="all_alerts"),
    path("reports/all-alerts.csv", all_alerts_views.all_alerts_csv, name="all_alerts_csv"),
    path("reports/all-alerts.xlsx", all_alerts_views.all_alerts_xlsx, name="all_alerts_xlsx"),
    path("reports/curiosity/", views.curiosity, name="curiosity"),
    path("contacts/high/", levels_views.high_contacts, name="high_contacts"),
    path("contacts/load/", loading_views.contact_loads, name="contact_loads"),
    path("equality/", equality_views.equality, name="equality"),
    path("equality/publish/", equality_views.equality_publish, name="equality_publish"),
    path("equality/tables/<str:reference>/", equality_views.equality_table, name="equality_table"),
    path("equality/tables/<str:reference>/respond/", equality_views.equality_respond, name="equality_respond"),
    path("characteristics/", equality_views.characteristics_find, name="characteristics_find"),
    path("characteristics/load/", equality_views.characteristics_load, name="characteristics_load"),
    path("characteristics/of/<str:reference>/", equality_views.characteristics, name="characteristics"),
    path("customers/<str:reference>/contacts/", contacts_views.contacts, name="contacts"),
    path("customers/<str:reference>/contacts/log/", contacts_views.contact_log, name="contact_log"),
    path(
        "customers/<str:reference>/contacts/<int:pk>/correct/", contacts_views.contact_correct, name="contact_correct"
    ),
    path(
        "customers/<str:reference>/contacts/<int:pk>/take-back/",
        contacts_views.contact_take_back,
        name="contact_take_back",
    ),
    path("customers/<str:reference>/contact-strategy/start/", strategies_views.strategy_start, name="strategy_start"),
    path("contact-strategies/<str:reference>/", strategies_views.strategy, name="strategy"),
    path("contact-strategies/<str:reference>/review/", strategies_views.strategy_review, name="strategy_review"),
    path("contact-strategies/<str:reference>/end/", strategies_views.strategy_end, name="strategy_end"),
]
