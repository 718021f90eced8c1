"""A word in each field of a whole case, ten years ago: after the disposal it stands nowhere, and the rest is whole (P13a)."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models, transaction
from django.utils import timezone

from alerts.actions import services as actions_services
from alerts.incidents import services as incidents_services
from alerts.models import Alert
from housing_alerts.customers.models import Customer, Membership, Tenancy
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit import chain, trail
from housing_alerts.kernel.audit.models import CHAINS, ReadEvent
from housing_alerts.kernel.records.models import Record
from housing_alerts.outbox.models import Message
from letters.models import IssuedPdf
from privacy.disposal import selectors, services
from privacy.disposal.erasing import PLAN
from privacy.models import Disclosure, DisposalItem, Tombstone
from privacy.retention import selectors as retention
from tests import scenarios, settling
from tests.permissions.canaries import MARK, plant

YEARS = 10


def _a_whole_case(cast) -> None:
    """A case with every kind of record, all of it over."""
    lodger = cast.customers[scenarios.LODGER]
    for row in (*Tenancy.objects.all(), *Membership.objects.all()):
        row.starts = None
        row.save()
    scenarios.becomes_known(cast)
    scenarios.adjusted(cast)
    scenarios.represented(cast)
    alert = scenarios.restricted(cast, days=1)
    scenarios.posted(cast, alert)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    alert.refresh_from_db()
    appeal = scenarios.appealed(cast, alert)
    for subject in (appeal, alert.investigation.incidents.get()):
        scenarios.with_photo(cast, subject, name=f"{MARK}Upload.jpg")
        scenarios.file_removed(cast, scenarios.with_photo(cast, subject))
        subject.refresh_from_db()
    scenarios.taken_back(cast, appeal)
    _follow_up(cast, scenarios.agreed_action(cast))
    marker = scenarios.lifted(cast, scenarios.marked(cast))
    step = {"version": marker.incident.version, "by": cast.manager}
    incidents_services.void_incident(
        incident=marker.incident, on=cast.today, reason="I typed it twice by mistake.", belongs="NOWHERE", **step
    )
    scenarios.settled(cast, departure_reason="A warning will do, his Lead says.")
    scenarios.second_file(cast)
    scenarios.merged(cast)
    scenarios.hold_ended(cast)
    scenarios.given(cast)
    scenarios.restrict_file(cast)
    scenarios.break_glass(cast, cast.head2, minutes=90)
    for one in Alert.objects.filter(customer=lodger, status="ACTIVE"):
        scenarios.ended(cast, one)


def _follow_up(cast, action) -> None:
    step = {"action": action, "version": action.version, "by": cast.lead, "on": cast.today}
    actions_services.record_outcome(**step, happened_on=cast.today, words="He signed it.")


def _words_planted(cast) -> set[str]:
    """A word in each field of what goes, in the trail, in the read log and in mail. :returns: the words."""
    lodger = Customer.objects.get(reference=scenarios.LODGER)
    one_word_twice = (DisposalItem, Disclosure)  # of the one there is none yet; the items of the other differ by a word
    going = [each.model for each in PLAN if issubclass(each.model, Record) and each.model not in one_word_twice]
    words = {word for model in going for record in model._default_manager.all() for word in plant(record)}
    trail.record("plant", lodger, by=cast.lead, why=f"{MARK}Event")
    chain.append(ReadEvent, [{"by": cast.lead, "opened": f"{MARK}Reading", "reference": scenarios.LODGER}])
    told = {"colleague": cast.lead, "written_at": timezone.now(), "next_try_at": timezone.now()}
    Message.objects.create(message_id="<1>", subject=f"{MARK}Mail", body=f"See {scenarios.LODGER}.", **told)
    settling.settled()
    return words


def _found() -> set[str]:
    """The tables in which a word stands still."""
    return {model._meta.db_table for model in apps.get_models(include_auto_created=True) if _says(model)}


def _says(model: type[models.Model]) -> bool:
    return any(
        MARK in str(bytes(cell) if isinstance(cell, memoryview) else cell) for row in _rows(model) for cell in row
    )


def _rows(model: type[models.Model]):
    return model._base_manager.values_list()


def _files() -> bytes:
    """All bytes of the database's files, on SQLite."""
    path = Path(connection.settings_dict["NAME"])
    return b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))


@pytest.mark.clause("P13a")
def test_no_word_of_a_whole_case_is_left_anywhere_and_what_is_not_due_stays_whole(
    own_database, django_db_blocker, tmp_path
):
    with django_db_blocker.unblock():
        cast = scenarios.set_the_scene(timezone.localdate())
        with scenarios.years_ago(cast, YEARS) as then:
            _a_whole_case(then)
            with transaction.atomic():
                words = _words_planted(then)
        assert len(words) > 60, words
        tables = _found()
        assert {"alerts_incident", "alerts_historicalincident", "audit_auditevent", "outbox_message"} <= tables
        assert IssuedPdf.objects.exists() and Duty.objects.exists()
        stays = scenarios.posted_of(cast, scenarios.active(cast, customer=scenarios.HONG))
        before = _whole(stays)
        kept = tmp_path / "checkpoints.jsonl"
        call_command("checkpoint", file=kept, verbosity=0)

        due = selectors.due(on=cast.today)
        assert [each.file.reference for each in due] == [scenarios.LODGER], retention.fates(on=cast.today)
        batch = services.propose_batch(seen=selectors.fingerprint(due), by=cast.people["dpo"], on=cast.today)
        services.confirm_batch(batch=batch, version=batch.version, by=cast.head, on=cast.today)
        call_command("retention")

        assert Tombstone.objects.count() == 1
        assert _found() == set()
        if connection.vendor == "sqlite":
            assert MARK.encode() not in _files()
        assert _whole(stays) == before
        assert [chain.first_fault(model) for model in CHAINS.values()] == ["", "", ""]
        call_command("verify_audit", file=kept)
        call_command("duties", check=True)


def _whole(alert: Alert) -> dict[str, list[tuple]]:
    """The rows of another customer's case."""
    of = {"alert": Alert.objects.filter(pk=alert.pk), "letter": alert.customer.letters.all()}
    of |= {"pdf": IssuedPdf.objects.filter(letter__customer=alert.customer), "past": Alert.history.filter(id=alert.pk)}
    return {name: [tuple(map(str, row)) for row in rows.values_list()] for name, rows in of.items()}
