"""Each night the worker keeps the checkpoints of the trail where the database's keepers do not reach (§11)."""

import json
from io import StringIO
from smtplib import SMTPServerDisconnected

import pytest
from django.core.management import CommandError, call_command

from housing_alerts.kernel.audit import chain, checkpoints
from housing_alerts.kernel.audit.models import CHAINS
from housing_alerts.outbox import schedule, sending
from tests import scenarios
from tests.kernel.audit.test_chain import lift, sql


@pytest.fixture
def places(cast, settings, tmp_path):
    """Two files and an address."""
    settings.AUDIT_CHECKPOINTS = tmp_path / "here.jsonl"
    settings.AUDIT_CHECKPOINTS_COPY = tmp_path / "elsewhere" / "copy.jsonl"
    settings.AUDIT_CHECKPOINTS_MAIL = "keeper@elsewhere.example"
    scenarios.logged(cast)
    return settings


def test_they_go_to_the_file_its_copy_and_the_address(places, mailoutbox):
    call_command("keep_checkpoints")
    stand = [(one.chain, one.position, one.digest) for one in chain.checkpoints()]
    for file in (places.AUDIT_CHECKPOINTS, places.AUDIT_CHECKPOINTS_COPY):
        assert [(one.chain, one.position, one.digest) for one in checkpoints.read(file)] == stand
    (mail,) = mailoutbox
    assert mail.to == ["keeper@elsewhere.example"]
    assert [
        tuple(json.loads(line)[name] for name in ("chain", "position", "digest")) for line in mail.body.splitlines()
    ] == stand
    assert len(stand) == len(CHAINS)
    assert "D900001" not in mail.body + mail.subject


def test_without_a_second_file_and_an_address_the_file_alone_is_written(places, mailoutbox):
    places.AUDIT_CHECKPOINTS_COPY, places.AUDIT_CHECKPOINTS_MAIL = None, ""
    said = StringIO()
    call_command("keep_checkpoints", stdout=said)
    assert said.getvalue() == f"Checkpoints kept in {places.AUDIT_CHECKPOINTS}.\n"
    assert not mailoutbox


def test_it_can_be_tried_without_effect(places, mailoutbox):
    said = StringIO()
    call_command("keep_checkpoints", dry_run=True, stdout=said)
    assert "keeper@elsewhere.example" in said.getvalue()
    assert not places.AUDIT_CHECKPOINTS.exists() and not mailoutbox


def test_where_the_mail_fails_it_is_due_again(places, monkeypatch, mailoutbox):
    def fails(**_: object) -> None:
        raise SMTPServerDisconnected

    monkeypatch.setattr(sending, "send_plain", fails)
    with pytest.raises(SMTPServerDisconnected):
        call_command("keep_checkpoints")
    assert schedule.last_done("keep_checkpoints") is None
    monkeypatch.undo()
    call_command("keep_checkpoints")
    assert len(mailoutbox) == 1


def test_a_cut_tail_is_found_by_the_copy_alone(places):
    call_command("keep_checkpoints")
    places.AUDIT_CHECKPOINTS.unlink()
    lift()
    sql("DELETE FROM audit_proof WHERE position = (SELECT max(position) FROM audit_proof)")
    with pytest.raises(CommandError, match="proofs: Row .* is missing: the checkpoint of"):
        call_command("verify_audit", file=places.AUDIT_CHECKPOINTS)
