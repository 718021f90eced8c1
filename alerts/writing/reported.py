"""The sentences on where and when something was reported, with which a letter begins (E1, E4)."""

from collections.abc import Collection

from django.db.models import prefetch_related_objects

from alerts.choices import About, Channel
from alerts.incidents.models import Incident
from alerts.incidents.words import place_told
from housing_alerts.kernel.written_dates import show_date

from . import at_home

WHERE: dict[str, str] = {
    Channel.HOME_VISIT: "a visit to your home",
    Channel.OFFICE: "a visit to one of our offices",
    Channel.ELSEWHERE: "a meeting with our staff",
    Channel.TELEPHONE: "a telephone call",
    Channel.EMAIL: "an e-mail",
    Channel.LETTER: "a letter",
    Channel.SOCIAL_MEDIA: "what was written on social media",
}
"""E1 E4 The words for each channel of an incident in letters: the report is about it. A visit elsewhere has none."""


def _reports(incidents: Collection[Incident], *, begins: str) -> str:
    """Return short sentences on where and when, and the beginning of the next one on their content.

    Of what no colleague met they do not say how and when we learned of it: somebody may have told us. Where that may be
    somebody at home, nothing is suggested.
    """
    if at_home.reported_of_home(incidents):
        return ""
    prefetch_related_objects(list(incidents), "affected")
    if any(each.about == About.RISK or not each.affected.all() for each in incidents):
        return f"{begins} {'a report. It' if len(incidents) == 1 else 'reports. They'} said that"
    about = [f"{WHERE.get(place_told(each), 'a visit')} on {show_date(each.occurred_at)}" for each in incidents]
    if len(about) == 1:
        return f"{begins} a report about {about[0]}. It said that"
    if len(about) == 2:
        return f"{begins} reports about {' and '.join(about)}. They said that"
    return f"{begins} {len(about)} reports. {' '.join(f'One was about {each}.' for each in about)} They said that"


def it_was_reported(incidents: Collection[Incident]) -> str:
    """E1 D3a Return a sentence about the reports, where and when, and the beginning of the next one on their content."""
    return _reports(incidents, begins="We had")


def we_looked_into(incidents: Collection[Incident]) -> str:
    """E4 Return a sentence about the reports that we looked into, and the beginning of the next one on their content."""
    return _reports(incidents, begins="We looked into")
