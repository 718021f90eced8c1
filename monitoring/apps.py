from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Monitoring"

    def ready(self) -> None:
        """Add contacts and strategies to the timeline, the duties and the look-up, and count each night whose level is high."""
        from datetime import time

        from alerts.conditions import strategies as beside_strategies
        from alerts.investigations import heard
        from alerts.look_up import contacting
        from housing_alerts.customers import naming_colleagues
        from housing_alerts.duties import owing
        from housing_alerts.kernel import timeline
        from housing_alerts.outbox.schedule import Daily, register
        from housing_alerts.staff.handing_over import belongings

        from .contacts import duties as contacts_duties
        from .contacts import selectors as contacts_selectors
        from .contacts import timeline as contacts_timeline
        from .levels import duties as levels_duties
        from .strategies import duties as strategies_duties
        from .strategies import selectors as strategies_selectors
        from .strategies import timeline as strategies_timeline

        timeline.register(contacts_timeline.SOURCE, strategies_timeline.SOURCE)
        owing.register(contacts_duties.SOURCE, levels_duties.SOURCE, strategies_duties.SOURCE)
        heard.written_in(contacts_selectors.written)
        beside_strategies.kept_by(strategies_selectors.departures)
        contacting.kept_by(strategies_selectors.has_strategy, strategies_selectors.told_before_contact)
        naming_colleagues.register(strategies_selectors.naming_colleagues)
        belongings.register(names=strategies_selectors.named_in_strategies)
        register(Daily("count_contacts", time(3, 30)))
