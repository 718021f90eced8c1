"""The plain list to which pages are compared: fifty alerts in the simplest Django view. Only the bench serves it."""

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


@require_GET
def plain_list(request: HttpRequest) -> HttpResponse:
    """List fifty alerts with their customer, property, type and area, in the base template of every page."""
    related = ("customer", "asset", "type", "service_area")
    alerts = Alert.objects.select_related(*related).order_by("effective_from")[:ROWS]
    return HttpResponse(engines["jinja2"].from_string(LIST).render({"alerts": alerts}, request))


PLAIN = "/bench/plain-list/"
urlpatterns = [path(PLAIN.lstrip("/"), plain_list, name="plain_list"), *urls.urlpatterns]
handler500 = urls.handler500
