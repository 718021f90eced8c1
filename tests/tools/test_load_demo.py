"""``load_demo``: a new demo begins with a new trail."""

from django.core.management import call_command

from tools import demo_cases


def test_the_checkpoints_of_a_demo_before_are_put_aside(db, settings, monkeypatch, tmp_path):
    settings.DEMO, settings.AUDIT_CHECKPOINTS = True, tmp_path / "checkpoints.jsonl"
    settings.AUDIT_CHECKPOINTS.write_text("{}\n")
    monkeypatch.setattr(demo_cases, "load", lambda _today: None)
    call_command("load_demo", verbosity=0)
    assert not settings.AUDIT_CHECKPOINTS.exists()
    assert (tmp_path / "checkpoints.earlier").read_text() == "{}\n"
