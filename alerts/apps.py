from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "alerts"
    verbose_name = "Alerts"

    def ready(self) -> None:
        """What each room tells of a customer, or at a property, joins the one timeline; files on incidents ask their steps."""
        from housing_alerts.attachments import steps as attachments_steps
        from housing_alerts.kernel import timeline

        from .actions.timeline import events as of_actions
        from .alert.timeline import events as of_alerts
        from .incidents import steps as incidents_steps
        from .incidents.models import Incident
        from .incidents.timeline import events as of_incidents
        from .investigations.timeline import events as of_investigations
        from .markers.timeline import events as of_markers
        from .reviews.timeline import events as of_reviews

        attachments_steps.ask(
            Incident, attach=incidents_steps.why_not_attach, take_off=incidents_steps.why_not_take_off
        )
        timeline.register(of_incidents, of_markers, of_investigations, of_actions, of_alerts, of_reviews)
