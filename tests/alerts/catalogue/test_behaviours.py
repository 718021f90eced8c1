"""The behaviours and examples of a report: an administrator's own pages."""

import pytest

from alerts.catalogue import selectors as catalogue_selectors
from alerts.catalogue import services as catalogue_services
from alerts.incidents import policies as incidents_policies
from alerts.models import Behaviour, Example
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, words
from tests.step import assert_kept, fill, shown

URL, ADD, ADD_EXAMPLE = "/behaviours/", "/behaviours/add/", "/examples/add/"
STALKING = {"name": "Stalking", "definition": "Following somebody about.", "stage": "FORMAL"}
FOLLOWED = {"family": "AGGRESSIVE_OR_ABUSIVE", "words": "Followed a colleague home", "behaviour": "STALKING"}


def _add(cast):
    admin = cast.people["admin"]
    behaviour = catalogue_services.add_behaviour(by=admin, values=STALKING)
    values = FOLLOWED | {"behaviour": behaviour, "violent": False}
    return behaviour, catalogue_services.add_example(by=admin, values=values)


def _change(service, cast, row, by="admin", *, seen="", offered=True, **values):
    seen = seen or catalogue_selectors.type_shown(row)
    noun = row._meta.verbose_name
    return service(**{noun: row}, seen=seen, by=cast.people[by], on=cast.today, values=values, offered=offered)


def test_an_administrator_adds_both_and_a_reporter_chooses_them(cast, sign_in):
    client = sign_in("admin")
    assert_done(client, fill(client, ADD, **STALKING), URL, "Stalking added. It can be chosen on reports now.")
    assert_done(client, fill(client, ADD_EXAMPLE, **FOLLOWED), URL, "“Followed a colleague home” added.")
    behaviour, example = Behaviour.objects.last(), Example.objects.last()
    assert (behaviour.code, behaviour.stage, behaviour.is_named) == ("STALKING", "FORMAL", False)
    assert (example.code, example.behaviour, example.violent) == ("FOLLOWED_A_COLLEAGUE_HOME", behaviour, False)
    events = AuditEvent.objects.filter(action__startswith="add ").order_by("pk")
    assert [(event.action, event.reference) for event in events] == [
        ("add behaviour", "STALKING"),
        ("add example", "FOLLOWED_A_COLLEAGUE_HOME"),
    ]
    assert behaviour.history.get().history_user == cast.people["admin"]
    page = words(sign_in("officer").get("/incidents/log/"))
    assert "Stalking" in page
    assert "Followed a colleague home" in page
    incident = scenarios.logged(cast, behaviour="STALKING")
    assert incidents_policies.proposed_stage(incident) == "FORMAL"


def test_a_violent_example_names_no_behaviour(cast, sign_in):
    fill(sign_in("admin"), ADD_EXAMPLE, **FOLLOWED | {"behaviour": "VIOLENT"})
    assert (Example.objects.last().behaviour, Example.objects.last().violent) == (None, True)


def test_what_is_retired_stays_on_old_reports_and_is_no_longer_chosen(cast, sign_in):
    _, example = _add(cast)
    incident = scenarios.logged(cast, behaviour="STALKING")
    client = sign_in("admin")
    with nothing_changes():
        held = shown(client.get("/behaviours/STALKING/"))
        del held["offered"]
        response = client.post("/behaviours/STALKING/", held)
    assert_refused(response, "Examples name Stalking. Retire them first, or let them name another behaviour.")

    held = shown(client.get(f"/examples/{example.code}/"))
    del held["offered"]
    assert_done(client, client.post(f"/examples/{example.code}/", held), URL, "“Followed a colleague home” retired.")
    held = shown(client.get("/behaviours/STALKING/"))
    del held["offered"]
    assert_done(client, client.post("/behaviours/STALKING/", held), URL, "Stalking retired.")
    assert "Retired" in words(client.get(URL))
    assert f"Retired on {cast.today.day} " in words(client.get("/behaviours/STALKING/"))
    assert "1 report shows it" in words(client.get("/behaviours/STALKING/"))
    page = words(sign_in("officer").get("/incidents/log/"))
    assert "Stalking" not in page
    assert "Followed a colleague home" not in page
    assert "Stalking" in words(sign_in("officer").get(f"/incidents/{incident.reference}/"))

    example.refresh_from_db()
    with pytest.raises(NotAllowed, match="Stalking is retired. Choose another behaviour"):
        _change(catalogue_services.change_example, cast, example)
    fill(sign_in("admin"), "/behaviours/STALKING/", offered="on")
    steps = AuditEvent.objects.filter(reference="STALKING").order_by("pk").values_list("action", flat=True)
    assert list(steps) == ["add behaviour", "retire behaviour", "offer behaviour"]


def test_they_are_reworded_and_of_the_procedures_own_nothing_else_is_asked(cast, sign_in):
    client = sign_in("admin")
    assert set(shown(client.get("/behaviours/AGGRESSIVE/"))) == {"csrfmiddlewaretoken", "seen", "definition"}
    assert set(shown(client.get("/examples/RUDENESS/"))) == {"csrfmiddlewaretoken", "seen", "words"}
    fill(client, "/behaviours/AGGRESSIVE/", definition="Shouting, or worse.")
    fill(client, "/examples/RUDENESS/", words="Rude words")
    assert Behaviour.objects.get(code="AGGRESSIVE").definition == "Shouting, or worse."
    assert Example.objects.get(code="RUDENESS").words == "Rude words"


def test_the_services_too_refuse_them(cast):
    sentence = "Behaviours and examples are kept by a System administrator"
    behaviour, example = Behaviour.objects.get(code="AGGRESSIVE"), Example.objects.get(code="RUDENESS")
    for step in (
        lambda: catalogue_services.add_behaviour(by=cast.head, values=STALKING),
        lambda: catalogue_services.add_example(
            by=cast.head, values={"words": "Followed", "family": "UNREASONABLE_DEMANDS"}
        ),
        lambda: _change(catalogue_services.change_behaviour, cast, behaviour, "head"),
        lambda: _change(catalogue_services.change_example, cast, example, "head"),
    ):
        with pytest.raises(NotAllowed, match=sentence):
            step()


def test_a_change_in_between_is_refused_and_nothing_typed_is_lost(cast, sign_in):
    client, url = sign_in("admin"), "/behaviours/AGGRESSIVE/"
    held = shown(client.get(url))
    _change(
        catalogue_services.change_behaviour,
        cast,
        Behaviour.objects.get(code="AGGRESSIVE"),
        definition="Shouting.",
    )
    with nothing_changes():
        response = client.post(url, held | {"definition": "Screaming."})
    assert_refused(response, "Somebody changed “Aggressive” after you opened the page.")
    assert_kept(response, definition="Screaming.")


def test_the_nine_behaviours_keep_name_and_stage_and_are_never_retired(cast):
    for answers in [{"offered": False}, {"stage": "FORMAL"}, {"name": "Cross"}]:
        with pytest.raises(
            NotAllowed, match="Aggressive is one of the nine behaviours of Appendix D: it keeps its name"
        ):
            _change(catalogue_services.change_behaviour, cast, Behaviour.objects.get(code="AGGRESSIVE"), **answers)


def test_the_listed_examples_keep_what_they_name_and_are_never_retired(cast):
    example = Example.objects.get(code="RUDENESS")
    with pytest.raises(NotAllowed, match="§3 lists this example, so it is never retired"):
        _change(catalogue_services.change_example, cast, example, offered=False)
    with pytest.raises(NotAllowed, match="it keeps its family and the behaviour that it names"):
        _change(catalogue_services.change_example, cast, example, family="UNREASONABLE_DEMANDS")


def test_what_cannot_be_told_from_another_is_refused(cast, sign_in):
    client = sign_in("admin")
    with nothing_changes():
        response = fill(client, ADD, **STALKING | {"name": "aggressive"})
        assert_refused(response, "A behaviour called aggressive cannot be told from another. Choose another name.")
        response = fill(client, ADD_EXAMPLE, **FOLLOWED | {"words": "rudeness", "behaviour": "VEXATIOUS"})
        assert_refused(response, "An example in these words cannot be told from another. Choose other words.")


def test_an_example_names_its_behaviour_or_is_violent(cast):
    with pytest.raises(NotAllowed, match="Say which behaviour it is an example of, or that it is physical violence"):
        catalogue_services.add_example(
            by=cast.people["admin"], values={"words": "Followed", "family": "UNREASONABLE_DEMANDS"}
        )


@pytest.mark.same_on_both
def test_each_error_has_its_own_words(sign_in):
    client = sign_in("admin")
    with nothing_changes():
        assert_asks(
            fill(client, ADD, name="", definition=" "),
            "Enter the name of the behaviour",
            "Say what it means",
            "Choose which stage it proposes",
        )
        assert_asks(
            fill(client, ADD_EXAMPLE, words=""),
            "Choose to which family it belongs",
            "Enter the example",
            "Choose what it is an example of",
        )
