from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "alerts"
    verbose_name = "Alerts"

    def ready(self) -> None:
        """Each room says what its noun owes, and what is a colleague's by name; files on incidents ask their steps."""
        from housing_alerts.attachments import steps as attachments_steps
        from housing_alerts.duties import owing
        from housing_alerts.kernel import timeline
        from housing_alerts.staff.handing_over import belongings
        from letters import subjects

        from .actions import duties as action_duties
        from .actions import timeline as of_actions
        from .alert import duties as alert_duties
        from .alert import selectors as alert_selectors
        from .alert import timeline as of_alerts
        from .alert.models import Alert
        from .catalogue import duties as type_duties
        from .handing_over.services import BELONGINGS
        from .incidents import duties as incident_duties
        from .incidents import steps as incidents_steps
        from .incidents import timeline as of_incidents
        from .incidents.models import Incident
        from .investigations import duties as investigation_duties
        from .investigations import selectors as investigations_selectors
        from .investigations import timeline as of_investigations
        from .investigations.models import Investigation
        from .markers import duties as marker_duties
        from .markers import timeline as of_markers
        from .reviews import duties as review_duties
        from .reviews import selectors as reviews_selectors
        from .reviews import timeline as of_reviews
        from .reviews.models import Review
        from .welfare import duties as welfare_duties

        owing.register(
            type_duties.SOURCE,
            incident_duties.SOURCE,
            welfare_duties.SOURCE,
            marker_duties.SOURCE,
            investigation_duties.SOURCE,
            action_duties.SOURCE,
            alert_duties.SOURCE,
            review_duties.SOURCE,
        )
        belongings.register(*BELONGINGS)
        attachments_steps.ask(
            Incident, attach=incidents_steps.why_not_attach, remove=incidents_steps.why_not_remove_file
        )
        of_alert = ("type", "investigation")
        subjects.on_pages(Alert.objects.select_related(*of_alert), alert_selectors.for_letters)
        subjects.on_pages(Investigation.objects.all(), investigations_selectors.for_letters)
        subjects.on_pages(
            Review.objects.select_related(*(f"alert__{name}" for name in of_alert)), reviews_selectors.for_letters
        )
        told = (of_incidents, of_markers, of_investigations, of_actions, of_alerts, of_reviews)
        timeline.register(*(events.SOURCE for events in told))
