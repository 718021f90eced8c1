"""A generated history, typed on its day: the report as at a day says what a copy of that evening says."""

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from alerts.alert import services as alert_services
from alerts.carrying_over.services import carry_over_alert
from alerts.choices import ReviewOutcome, ReviewStatus
from alerts.models import Alert, AlertType, Review
from alerts.reviews import services as reviews_services
from housing_alerts.customers.models import Asset, Customer, Membership, Tenancy
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from monitoring.all_alerts import selectors
from monitoring.all_alerts.filters import Asked
from tests import scenarios
from tests.deep import DEEP
from tests.years.landlord import TYPES

SEED, FIRST = 20230501, date(2026, 6, 11)
DAYS, SAMPLED = (730, 50) if DEEP else (400, 50)


class History:
    """What happens day by day, through the services that colleagues use; ``happened`` counts what was not refused."""

    def __init__(self, cast):
        self.cast, self.chance, self.day = cast, random.Random(SEED), FIRST
        self.people = list(Customer.objects.filter(merged_into=None, restricted=False, died=False))
        self.happened = dict.fromkeys(("imposed", "opened", "completed", "closed", "appealed", "ended", "moved"), 0)

    def goes_on(self):
        """Something, or nothing, of the day."""
        what = self.chance.choice([*self.happened, "imposed", "opened", "completed"])
        try:
            self.happened[what] += bool(getattr(self, what)())
        except NotAllowed:
            """The rules would not have it."""

    def one(self, found):
        rows = list(found.order_by("pk"))
        return self.chance.choice(rows) if rows else None

    def imposed(self):
        return carry_over_alert(
            type=AlertType.objects.get(code=self.chance.choice(TYPES)),
            customer=self.chance.choice(self.people),
            asset=None,
            effective_from=self.day,
            period=self.chance.choice([1, 3, 6, 12]),
            reviewed_on=None,
            by=None,
            why="Imported",
        )

    def opened(self):
        alert = self.one(Alert.objects.active())
        step = {
            "alert": alert,
            "by": self.cast.lead,
            "on": self.day,
            "trigger": "REQUEST",
            "evidence": "He asked for it.",
        }
        return alert and reviews_services.open_review(version=alert.version, nothing_to_report=True, **step)

    def completed(self):
        review = self.one(Review.objects.filter(status=ReviewStatus.OPEN))
        return review and reviews_services.complete_review(
            review=review,
            version=review.version,
            by=self.cast.lead,
            on=self.day,
            outcome=ReviewOutcome.KEEP,
            reason="He shouted again in May.",
            inform=scenarios.INFORM,
            months=self.chance.choice([1, 2, 6, 12]),
            seen=scenarios.seen(review.alert),
        )

    def closed(self):
        review = self.one(Review.objects.filter(status=ReviewStatus.OPEN))
        step = {"by": self.cast.lead, "reason": "It was opened in error."}
        return review and reviews_services.close_review(review=review, version=review.version, **step)

    def appealed(self):
        alert = self.one(Alert.objects.active())
        if alert is None:
            return None
        appeal = scenarios.prepared(self.on_the_day(), alert)
        return scenarios.determined(self.on_the_day(), appeal, review_by=self.day + timedelta(days=20))

    def on_the_day(self):
        return replace(self.cast, today=self.day)

    def ended(self):
        alert = self.one(Alert.objects.active())
        return alert and alert_services.end_alert(
            alert=alert,
            version=alert.version,
            by=self.cast.lead,
            on=self.day,
            because="CIRCUMSTANCES",
            reason="He moved away to another town.",
            danger="Nobody of ours visits him in that town.",
            seen=scenarios.seen(alert),
        )

    def moved(self):
        customer, number = self.chance.choice(self.people), self.happened["moved"]
        for membership in customer.memberships.filter(ends=None):
            membership.ends = self.day - timedelta(days=1)
            records.save(membership, by=None, why="Imported")
        asset = Asset(reference=f"A-Y{number}", address=f"{number} Year Street, Testmouth", postcode="TQ99 1YY")
        records.save(asset, by=None, why="Imported")
        tenancy = Tenancy(reference=f"T-Y{number}", group_name=f"Household {number}", asset=asset, starts=self.day)
        records.save(tenancy, by=None, why="Imported")
        return (
            records.save(Membership(customer=customer, tenancy=tenancy, starts=self.day), by=None, why="Imported")
            or True
        )


def _report(day):
    return list(selectors.rows(Alert.objects.all(), Asked(day)))


@pytest.mark.clause("F1")
def test_as_at_a_day_the_report_says_what_it_said_that_evening(wednesday, cast):
    history, said = History(cast), {}
    for _ in range(DAYS):
        noon = timezone.make_aware(datetime.combine(history.day, time(12)))
        with time_machine.travel(noon, tick=False) as clock:
            history.goes_on()
            clock.move_to(noon + timedelta(hours=11, minutes=30))
            said[history.day] = _report(history.day)
            pages = {one.reference: one.due_on for one in Alert.objects.active()}
            assert {row.reference: row.due_on for row in said[history.day]} == pages
        history.day += timedelta(days=1)

    assert min(history.happened.values()) > 5, history.happened
    assert max(map(len, said.values())) > 10
    for day in random.Random(SEED).sample(sorted(said), SAMPLED):
        assert _report(day) == said[day], day
