"""The plain lists to which pages are compared: fifty rows in the simplest Django view. Only the bench serves them."""

from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.http import require_GET

from alerts.models import Alert
from housing_alerts import urls

ROWS = 50
LIST = """
{% extends "base.html" %}
{% block title %}Alerts{% endblock %}
{% block content %}
<h1 class="govuk-heading-l">Alerts</h1>
<table class="govuk-table">
  <tbody>
    {% for alert in alerts %}
    <tr>
      <td><a class="govuk-link" href="{{ url("alerts:alert", alert.reference) }}">{{ alert.reference }}</a></td>
      <td>{{ alert.customer or alert.asset }}</td>
      <td>{{ alert.type }}</td>
      <td>{{ alert.service_area }}</td>
      <td>{{ alert.review_due_on }}</td>
    </tr>
    {% endfor %}
  </tbody>
</table>
{% endblock %}
"""
TABLE = """
{% extends "base.html" %}
{% block title %}Alerts{% endblock %}
{% block content %}
<table class="govuk-table">
  <tbody>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</tbody>
</table>
{% endblock %}
"""


@require_GET
def plain_list(request: HttpRequest) -> HttpResponse:
    """List fifty alerts with their customer, property, type and area, in the base template of every page."""
    related = ("customer", "asset", "type", "service_area")
    alerts = Alert.objects.select_related(*related).order_by("effective_from")[:ROWS]
    return HttpResponse(engines["jinja2"].from_string(LIST).render({"alerts": alerts}, request))


@require_GET
def bare_list(request: HttpRequest) -> HttpResponse:
    """List the first fifty of the bare rows in the base template of every page."""
    rows = bare_rows(on=date.fromisoformat(request.GET["on"]))[:ROWS]
    return HttpResponse(engines["jinja2"].from_string(TABLE).render({"rows": rows}, request))


def bare_rows(*, on: date) -> Any:
    """Return the stored columns of the alerts in force, joined to person, home and the review that set the day."""
    home = "customer__memberships__tenancy"
    names = ("customer__forenames", "customer__surname", f"{home}__group_name")
    places = (f"{home}__asset__reference", f"{home}__asset__address", f"{home}__asset__postcode")
    days = ("effective_from", "first_period", "latest__completed_on", "review_due_on")
    latest = FilteredRelation("reviews", condition=Q(reviews__next_due_on=F("review_due_on")))
    order = ("effective_from", "customer__surname", "customer__forenames", "pk")
    return Alert.objects.in_force(on=on).annotate(latest=latest).order_by(*order).values_list(*names, *places, *days)


PLAIN = "/bench/plain-list/"
BARE = "/bench/bare-list/"
urlpatterns = [
    path(PLAIN.lstrip("/"), plain_list, name="plain_list"),
    path(BARE.lstrip("/"), bare_list, name="bare_list"),
    *urls.urlpatterns,
]
handler500 = urls.handler500
