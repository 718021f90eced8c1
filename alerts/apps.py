from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "alerts"
    verbose_name = "Alerts"

    def ready(self) -> None:
        """Register the duties, hand-overs, file steps, letters and timelines of each room."""
        from housing_alerts.attachments import steps as attachments_steps
        from housing_alerts.staff.handing_over import belongings
        from letters import subjects

        from .handing_over.services import BELONGINGS, NAMES
        from .incidents import steps as incidents_steps
        from .incidents.models import Incident
        from .reviews import selectors as reviews_selectors

        belongings.register(*BELONGINGS, names=NAMES)
        attachments_steps.ask(
            Incident, attach=incidents_steps.why_not_attach, remove=incidents_steps.why_not_remove_file
        )
        for found, prepare in reviews_selectors.SUBJECTS_OF_LETTERS:
            subjects.on_pages(found, prepare)
        for register in (
            _owe,
            _ask_about_letters,
            _show_timelines,
            _watch_visits,
            _follow_moves,
            _read_decisions,
            _name_colleagues,
        ):
            register()


def _owe() -> None:
    """Register what each room owes."""
    from housing_alerts.duties import owing

    from .actions import duties as action_duties
    from .alert import duties as alert_duties
    from .catalogue import duties as type_duties
    from .incidents import duties as incident_duties
    from .investigations import duties as investigation_duties
    from .markers import duties as marker_duties
    from .reconciliation import duties as reconciliation_duties
    from .reviews import duties as review_duties
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
        reconciliation_duties.SOURCE,
    )


def _ask_about_letters() -> None:
    """Register what letters ask about their subjects, and which days are on record of them."""
    from letters import subjects

    from .writing import by_hand, days, measures, selectors

    subjects.doubted_by(
        selectors.doubts, at_home=selectors.known_at_home, reach=measures.reach_known, asked=measures.still_asked
    )
    subjects.dated_by(days.on_record)
    subjects.taken_to(by_hand.at_the_door)


def _show_timelines() -> None:
    """Register what each room adds to the timeline of a customer."""
    from housing_alerts.kernel import timeline

    from .timeline import SOURCES

    timeline.register(*SOURCES)


def _watch_visits() -> None:
    """Watch at the end of each step where colleagues go today, and delete old lists each night."""
    from datetime import time

    from housing_alerts.duties import owing
    from housing_alerts.kernel.records import saving as records
    from housing_alerts.outbox import schedule

    from .visits import duties, watching

    owing.register(duties.SOURCE)
    records.at_the_end_of_each_step(watching.watch)
    schedule.register(schedule.Daily("clear_visits", time(3, 15)))


def _follow_moves() -> None:
    """Ask at the end of each step whether danger of a home went along with whoever moved."""
    from housing_alerts.kernel.records import saving as records

    from .markers import services

    records.at_the_end_of_each_step(services.ask_where_they_went)


def _name_colleagues() -> None:
    """Register whom alerts in force name, who must be able to read a restricted file."""
    from housing_alerts.customers import naming_colleagues

    from .look_up import contacting

    naming_colleagues.register(contacting.naming_colleagues)


def _read_decisions() -> None:
    """Register where earlier decisions are found, to be read beside the question about vulnerability."""
    from .decisions import selectors
    from .investigations import heard

    heard.written_in(selectors.written)
