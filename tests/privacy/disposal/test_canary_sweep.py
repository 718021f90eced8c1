"""Ten years of a landlord: what is due goes, file by file, and nothing else; of what went no word is left anywhere (P13a)."""

import io
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models, transaction
from django.utils import timezone

from alerts.actions import services as actions_services
from alerts.incidents import services as incidents_services
from alerts.models import Alert, Incident
from housing_alerts.customers.models import Customer
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit import chain, trail
from housing_alerts.kernel.audit.models import CHAINS, ReadEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.models import Record
from housing_alerts.outbox import sending
from housing_alerts.outbox import services as outbox
from housing_alerts.outbox.models import Message
from letters.models import IssuedPdf, Letter
from privacy.disposal import gone, selectors, services
from privacy.disposal.erasing import PLAN
from privacy.models import Disclosure, DisposalItem
from privacy.retention import selectors as retention
from privacy.retention.gathering import PERSON
from tests import scenarios, settling
from tests.permissions.canaries import MARK, plant

YEARS = 10


def _a_whole_case(cast) -> None:
    """A case with every kind of record, all of it over."""
    lodger = cast.customers[scenarios.LODGER]
    scenarios.always_lived_there(scenarios.LODGER)
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
        incident=marker.incident, on=cast.today, reason="I typed it twice by mistake.", dealt_with=True, **step
    )
    scenarios.settled(cast)
    scenarios.contacted(cast)
    scenarios.high_contact(cast)
    scenarios.strategy_ended(cast, scenarios.strategy(cast, officer=cast.head, deputy=cast.lead))
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
    actions_services.record_outcome(**step, happened_on=cast.today, words="He signed it.", signed=True)


def _ended(cast, kind: str, **facts) -> tuple[str, Alert]:
    customer = scenarios.newcomer(cast, kind)
    return customer, scenarios.ended(cast, scenarios.active(cast, customer=customer, **facts))


def _what_goes(cast) -> set[str]:
    """Files that are due ten years later, for one reason each. :returns: their references."""
    sanctioned, alert = _ended(cast, "sanction")
    violent = scenarios.newcomer(cast, "violence")
    reported = scenarios.logged(cast, violent, violent=True)
    scenarios.ended(cast, scenarios.approved(cast, scenarios.proposed_on(cast, reported)))
    shares = scenarios.settled_beside(cast, "shares with one that goes", breach_of=alert)
    incident = scenarios.logged_at_an_address(cast)
    step = {"version": incident.version, "by": cast.manager, "on": cast.today}
    incidents_services.void_incident(incident=incident, reason="I typed it twice by mistake.", **step)
    return {sanctioned, violent, shares, incident.asset.reference}


def _what_stays(cast, then) -> tuple[dict[str, str], dict[str, int]]:
    """Files that stay, for one reason each.

    :returns: the sentence that says why for each, "" where the period is not over; and the keys of letters that never went out.
    """
    held = scenarios.newcomer(then, "hold")
    alert = scenarios.active(then, customer=held)
    unsent = {"held": scenarios.cancelled(then, scenarios.issued(then, alert)).pk}
    scenarios.ended(then, alert)
    hold = scenarios.held(cast, held)
    appellant = scenarios.newcomer(then, "open appeal")
    alert = scenarios.active(then, customer=appellant)
    appeal = scenarios.appealed(then, alert)
    scenarios.ended(then, alert)
    asks, _ = _ended(then, "asks for data")
    request = scenarios.asked_for_data(cast, asks)
    dangerous = scenarios.newcomer(then, "in force")
    alert = scenarios.active(then, customer=dangerous)
    unsent["in force"] = scenarios.cancelled(then, scenarios.issued(then, alert)).pk
    shares = scenarios.settled_beside(then, "shares with one in force", breach_of=alert)
    shared = alert.customer.reference
    incident = Incident.objects.get(customer__reference=shares).reference
    of_late = scenarios.newcomer(then, "ended last year")
    with scenarios.years_ago(cast, 1) as last_year:
        scenarios.ended(last_year, scenarios.active(last_year, customer=of_late))
    return {
        held: f"Legal hold {hold.reference} is in force.",
        appellant: f"Appeal {appeal.reference} is open.",
        asks: f"Subject request {request.reference} is open.",
        shares: f"Incident {incident} is also in the file of {shared}, which is kept.",
        of_late: "",
    }, unsent


def _words_planted(cast) -> set[str]:
    """A word in each field of what goes, in the trail, in the read log and in mail. :returns: the words."""
    lodger = Customer.objects.get(reference=scenarios.LODGER)
    one_word_twice = (DisposalItem, Disclosure)  # of the one there is none yet; the items of the other differ by a word
    going = [each.model for each in PLAN if issubclass(each.model, Record) and each.model not in one_word_twice]
    words = {word for model in going for record in model._default_manager.all() for word in plant(record)}
    lodger.former_names = f"{MARK}Former"
    records.save(lodger, by=cast.lead, why="Told us")
    trail.record("plant", lodger, by=cast.lead, why=f"{MARK}Event")
    chain.append(ReadEvent, [{"by": cast.lead, "opened": f"{MARK}Reading", "reference": scenarios.LODGER}])
    told = {"colleague": cast.lead, **dict.fromkeys(("written_at", "next_try_at", "parked_at"), timezone.now())}
    Message.objects.create(message_id="<1>", subject=f"{MARK}Mail", body=f"See {scenarios.LODGER}.", **told)
    settling.settled()
    return words


def _found() -> set[str]:
    """The tables in which a word stands still."""
    return {model._meta.db_table for model in apps.get_models(include_auto_created=True) if _says(model)}


def _says(model: type[models.Model]) -> bool:
    return any(
        MARK.casefold() in str(bytes(cell) if isinstance(cell, memoryview) else cell).casefold()
        for row in _rows(model)
        for cell in row
    )


def _rows(model: type[models.Model]):
    return model._base_manager.values_list()


def _files() -> bytes:
    """All bytes of the database's files, on SQLite."""
    path = Path(connection.settings_dict["NAME"])
    return b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))


@pytest.mark.clause("P13a")
def test_exactly_what_is_due_goes_after_ten_years_and_no_word_of_it_is_left_anywhere(
    own_database, django_db_blocker, tmp_path, settings
):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path
    with django_db_blocker.unblock():
        cast = scenarios.set_the_scene(timezone.localdate())
        with scenarios.years_ago(cast, YEARS) as then:
            _a_whole_case(then)
            goes = {scenarios.LODGER, *_what_goes(then)}
            with transaction.atomic():
                words = _words_planted(then)
            brought_back, _ = _ended(then, "brought back")
            stays, unsent = _what_stays(cast, then)
        assert len(words) > 60, words
        tables = _found()
        assert {"alerts_incident", "alerts_historicalincident", "audit_auditevent", "outbox_message"} <= tables
        assert "customers_customer" in tables, "in the words of the search"
        assert IssuedPdf.objects.exists() and Duty.objects.exists()
        _restored(cast, brought_back)
        outbox.beat(now=timezone.now())
        sending.send_due()
        kept = scenarios.posted_of(cast, scenarios.active(cast, customer=scenarios.HONG))
        before = _whole(kept)
        checkpoints = tmp_path / "checkpoints.jsonl"
        call_command("checkpoint", file=checkpoints, verbosity=0)

        assert f"{brought_back} was disposed of, and a backup brought it back." in _run("retention")
        due = selectors.due(on=cast.today)
        assert {each.file.reference for each in due} == goes
        assert {one: _why(one) for one in stays} == stays
        batch = services.propose_batch(seen=selectors.fingerprint(due), by=cast.people["dpo"], on=cast.today)
        services.confirm_batch(batch=batch, version=batch.version, by=cast.head, on=cast.today)
        exported = ("all_alerts", "--as-at", f"{then.today:%Y-%m-%d}", "--format", "csv")
        assert _run("retention") == f"{batch.reference}: {len(goes)} disposed of.\n"

        assert {one for one in (*goes, *stays, brought_back) if _fate(one) is None} == {*goes, brought_back}
        held = Letter.objects.get(pk__in=unsent.values()).customer
        assert held.letters.filter(pk=unsent["held"]).exists(), "the other one never went out, and is not held"
        assert not Duty.objects.filter(closed_at__lt=then.then(-30)).exclude(customer__in=[held]).exists()
        assert _found() == set()
        assert [line.split(",")[0] for line in _run(*exported).splitlines()[1:]] == ["In Force Nobody"]
        mails = list(tmp_path.glob("*.log"))
        assert mails and not any(MARK in mail.read_text() for mail in mails)
        if connection.vendor == "sqlite":
            assert MARK.encode().lower() not in _files().lower(), "nor in the index of words"
        assert _whole(kept) == before
        assert [chain.first_fault(model) for model in CHAINS.values()] == ["", "", ""]
        call_command("verify_audit", file=checkpoints)
        call_command("duties", check=True)


def _run(*command: str) -> str:
    said = io.StringIO()
    call_command(*command, stdout=said)
    return said.getvalue()


def _fate(reference: str):
    return next((each for each in retention.fates(on=timezone.localdate()) if each.file.reference == reference), None)


def _why(reference: str) -> str:
    fate = _fate(reference)
    assert fate and not fate.goes
    return " ".join(fate.held_by)


def _restored(cast, reference: str) -> None:
    """A backup brought the file back: the list beside the checkpoints has its disposal, and the database does not."""
    customer = Customer.objects.get(reference=reference)
    gone.write(gone.Gone("DB-2025-00009", cast.ago(3), cast.head.pk, ((PERSON, customer.pk),)))


def _whole(alert: Alert) -> dict[str, list[tuple]]:
    """The rows of another customer's case."""
    of = {"alert": Alert.objects.filter(pk=alert.pk), "letter": alert.customer.letters.all()}
    of |= {"pdf": IssuedPdf.objects.filter(letter__customer=alert.customer), "past": Alert.history.filter(id=alert.pk)}
    return {name: [tuple(map(str, row)) for row in rows.values_list()] for name, rows in of.items()}
