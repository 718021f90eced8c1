from django.apps import AppConfig


class AppealsConfig(AppConfig):
    name = "appeals"
    verbose_name = "Appeals"

    def ready(self) -> None:
        """Register the app's duties, timeline and attachments, and the steps offered on pages of appealed decisions."""
        from alerts.investigations import heard
        from housing_alerts.attachments import steps as attachments_steps
        from housing_alerts.duties import owing
        from housing_alerts.kernel import timeline
        from letters import subjects

        from . import duties, offers, selectors, steps  # noqa: F401
        from .models import Appeal
        from .timeline import SOURCE

        owing.register(duties.SOURCE)
        attachments_steps.ask(Appeal, attach=steps.why_not_attach, remove=steps.why_not_remove_file)
        subjects.dated_by(selectors.on_record)
        timeline.register(SOURCE)
        heard.written_in(selectors.written)
