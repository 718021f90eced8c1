"""What lies beside the files goes with a disposal once its period is over, by the same two people and the same command (§13)."""

import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from alerts.models import Incident
from housing_alerts.attachments.models import AttachedBytes, Attachment
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit import chain
from housing_alerts.kernel.audit.models import ReadEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.outbox.models import Message
from letters.models import IssuedPdf, Letter
from privacy.choices import BESIDE, Keeping
from privacy.disposal import selectors, services
from privacy.models import DisposalBatch, Tombstone
from tests import scenarios, settling, trail
from tests.page import words

BATCHES, PROPOSE = "/retention/disposals/", "/retention/disposals/propose/"


def _years_of_it(cast) -> dict[type, int]:
    """Seven years ago each kind, and of each one that stays, beside an alert in force. :returns: the keys of what stays."""
    with scenarios.years_ago(cast, 7) as then:
        alert = scenarios.active(then)
        settling.settled()
        scenarios.draft(then)
        danger = scenarios.draft(then, dangers="VIOLENT")
        replaced = scenarios.cancelled(then, scenarios.issued(then, alert))
        letter = scenarios.issued(then, alert)
        settling.settled()
        scenarios.cancelled(then, letter)
        stays = scenarios.issued(then, alert)
        stays.replaces = replaced
        stays.save()
        scenarios.contacted(then, customer="D900006")
        scenarios.compared(then, "D900008")
        logged = scenarios.logged(then)
        scenarios.file_removed(then, scenarios.with_photo(then, logged))
        shown = scenarios.with_photo(then, logged)
        chain.append(ReadEvent, [{"by": then.lead, "opened": "customer", "reference": scenarios.LODGER}])
        told = {"colleague": then.lead, "written_at": timezone.now(), "next_try_at": timezone.now()}
        Message.objects.create(message_id="<1>", subject=letter.reference, parked_at=timezone.now(), **told)
        settling.settled()
    return {Incident: [danger.pk, logged.pk], Letter: [replaced.pk, stays.pk], Attachment: [shown.pk]}


@pytest.mark.clause("P13a")
def test_each_kind_goes_when_its_period_is_over_and_nothing_else(cast, sign_in, monkeypatch, settings):
    monkeypatch.setattr("privacy.disposal.sweeping.sweep", list)
    settings.BACKUP_DAYS = 35
    stays, dpo = _years_of_it(cast), sign_in("dpo")
    scenarios.drafted(cast, scenarios.active(cast, customer=scenarios.HONG))
    done = set(Duty.objects.filter(closed_at__isnull=False).values_list("pk", flat=True))
    assert "Letters that never went out Kept for12 months Due1" in words(dpo.get("/retention/periods/"))
    assert "due beside the files: how many of which." in words(dpo.get("/retention/"))
    batch = _confirmed(cast)
    assert f"Beside the files What was due on {cast.today:%-d %B %Y}" in words(dpo.get(f"{BATCHES}{batch.reference}/"))

    said = io.StringIO()
    call_command("retention", stdout=said)

    assert said.getvalue() == f"{batch.reference}: 0 disposed of.\n"
    assert {model: [key for key in keys if model.objects.filter(pk=key)] for model, keys in stays.items()} == stays
    assert (Incident.objects.filter(status="DRAFT").count(), Letter.objects.count()) == (1, 3)
    assert (Attachment.objects.count(), AttachedBytes.objects.count(), IssuedPdf.objects.count()) == (1, 1, 2)
    assert not Duty.objects.filter(pk__in=done).exists()
    assert done and not Message.objects.filter(message_id="<1>").exists()
    assert not ReadEvent.objects.filter(reference=scenarios.LODGER).exists()
    assert ReadEvent.objects.exclude(salt="").exists(), "what was read today"
    marks = Tombstone.objects.filter(batch=batch).values_list("keeping", "kind")
    assert dict(marks) == {kind: "BESIDE" for kind in BESIDE if kind not in (Keeping.MAIL, Keeping.LEAVERS)}, (
        "mail went with its letter"
    )
    page = words(dpo.get(BATCHES))
    until = cast.ago(-35)
    assert f"In backups until{until:%-d %B %Y}" in page
    assert "Backups are kept for 35 days" in page
    assert trail.wrong() == []
    call_command("duties", check=True)
    with pytest.raises(NotAllowed, match="Nothing is due"):
        _confirmed(cast)
    assert "Nothing is due" in words(dpo.get(PROPOSE))


def _confirmed(cast) -> DisposalBatch:
    seen = selectors.fingerprint(selectors.due(on=cast.today))
    batch = services.propose_batch(seen=seen, by=cast.people["dpo"], on=cast.today)
    assert not selectors.beside(on=cast.today), "it is in one batch"
    return services.confirm_batch(batch=batch, version=batch.version, by=cast.head, on=cast.today)
