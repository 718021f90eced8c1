"""Signing in and out, what the demo adds, and whether the service is alive and ready."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.staff import selectors
from housing_alerts.staff.models import Colleague, ServiceArea

SIGN_IN = "/sign-in/"


@pytest.mark.same_on_both
def test_each_request_reads_a_colleague_and_their_posts_in_one_query(cast, django_assert_num_queries):
    cast.lead.areas.add(ServiceArea.objects.get(name="Property Services"))
    for username in ("lead", "head", "officer", "admin"):
        stored = Colleague.objects.get(username=username)
        with django_assert_num_queries(1):
            found = selectors.signed_in(stored.pk)
            assert found.roles
            assert found.area_ids is not None
            assert found.deputises_from(cast.today) == []
        assert (found, found.roles, found.area_ids) == (stored, stored.roles, stored.area_ids)
    nobody = Colleague.objects.create_user("nobody")
    assert selectors.signed_in(nobody.pk).roles == frozenset()
    assert selectors.signed_in(0) is None


def test_signing_in_with_user_name_and_password(cast, client):
    response = client.post(SIGN_IN, {"login": "officer", "password": "demo"}, follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert "Oliver Fisk" in response.content.decode()
    assert "uccessfully" not in response.content.decode()


def test_a_stranger_gets_the_sign_in_page_and_then_what_they_came_for(cast, client):
    response = client.get("/look-up/?q=lodger")
    assert response.status_code == 302
    response = client.post(response.url, {"login": "officer", "password": "demo"})
    assert response.url == "/look-up/?q=lodger"


def test_each_error_in_its_own_words(cast, client):
    for typed, sentence in [
        ({"login": "", "password": "demo"}, "Enter your user name"),
        ({"login": "officer", "password": ""}, "Enter your password"),
        (
            {"login": "officer", "password": "wrong"},
            "The user name or the password is wrong. Check both and try again.",
        ),
        ({"login": "nobody", "password": "demo"}, "The user name or the password is wrong. Check both and try again."),
    ]:
        response = client.post(SIGN_IN, typed)
        assert response.status_code == 200
        assert sentence in response.content.decode(), typed


def test_nobody_signs_up_or_asks_for_a_password_by_mail(db, client):
    page = client.get(SIGN_IN).content.decode()
    assert "Ask your System administrator" in page
    assert client.get("/sign-up/").status_code in (302, 404)


def test_signing_out(sign_in):
    client = sign_in("officer")
    assert "Sign out" in client.get("/sign-out/").content.decode()
    assert client.post("/sign-out/").url == SIGN_IN
    assert client.get(reverse("alerts:look_up")).status_code == 302


def test_the_browser_clears_what_it_kept_of_the_pages(sign_in):
    """Its storage only where the script says that nobody's unsent words are in it: they would be lost."""
    assert sign_in("officer").post("/sign-out/")["Clear-Site-Data"] == '"cache"'
    assert sign_in("officer").post("/sign-out/", {"emptied": "yes"})["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in sign_in("officer").get("/sign-out/")


def test_the_password_again(sign_in):
    client = sign_in("officer")
    assert "Enter your password again" in client.get("/sign-in/again/").content.decode()
    wrong = client.post("/sign-in/again/", {"password": "wrong"})
    assert "The password is wrong. Check it and try again." in wrong.content.decode()
    assert client.post("/sign-in/again/", {"password": "demo"}).status_code == 302


def test_the_demo_lists_whom_one_can_be(cast, client, settings):
    settings.DEMO = True
    page = client.get(SIGN_IN).content.decode()
    assert "Who do you want to be?" in page
    assert page.index('value="officer"') < page.index('value="contractor"') < page.index('value="head2"')
    settings.DEMO = False
    assert "Who do you want to be?" not in client.get(SIGN_IN).content.decode()


ACCOUNTS = {
    "ADMINISTRATOR_USERNAME": "ada",
    "ADMINISTRATOR_PASSWORD": "correct-horse-battery",
    "DATA_PROTECTION_OFFICER_USERNAME": "dara",
    "DATA_PROTECTION_OFFICER_PASSWORD": "brisk-otter-mends-fences",
}


@pytest.fixture
def environment(monkeypatch):
    """The variables of the two accounts, with these changes."""

    def given(**changes):
        for name, value in {**ACCOUNTS, **changes}.items():
            monkeypatch.setenv(name, value)

    return given


def test_the_first_administrator_and_the_data_protection_officer_from_the_environment(db, client, environment, capsys):
    environment()

    call_command("make_administrator")

    assert capsys.readouterr().out == (
        "ada can now sign in as System administrator.\ndara can now sign in as Data Protection Officer.\n"
    )
    roles = {one.username: one.role_names for one in Colleague.objects.all()}
    assert roles == {"ada": ["System administrator"], "dara": ["Data Protection Officer"]}
    assert {event.by for event in AuditEvent.objects.filter(action="add colleague")} == {None}
    client.post(SIGN_IN, {"login": "ada", "password": "correct-horse-battery"})
    assert client.get("/colleagues/").url == "/password/"


def test_before_the_database_is_set_up_it_says_so(db, environment, monkeypatch):
    environment()
    plan = "housing_alerts.web.health.MigrationExecutor.migration_plan"
    monkeypatch.setattr(plan, lambda *args: [("a migration", False)])
    with pytest.raises(CommandError, match=r"The database is not set up yet. Run ./dev manage migrate first"):
        call_command("make_administrator")
    assert not Colleague.objects.exists()


def test_the_first_two_by_prompt(db, monkeypatch):
    names, passwords = iter([" ada ", "dara"]), iter(["correct-horse-battery", "brisk-otter-mends-fences"])
    asked = []
    monkeypatch.setattr("builtins.input", lambda prompt: asked.append(prompt) or next(names))
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(passwords))
    call_command("make_administrator")
    assert {one.username for one in Colleague.objects.all()} == {"ada", "dara"}
    assert asked == ["User name of the System administrator: ", "User name of the Data Protection Officer: "]


def test_where_there_is_a_data_protection_officer_only_an_administrator_is_made(cast, environment, capsys):
    environment()
    call_command("make_administrator")
    assert capsys.readouterr().out == "ada can now sign in as System administrator.\n"
    assert not Colleague.objects.filter(username="dara").exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ADMINISTRATOR_USERNAME": "DARA"}, "Somebody already signs in as dara"),
        ({"ADMINISTRATOR_USERNAME": "x" * 41}, "Give a user name of 1 to 40 characters"),
        ({"ADMINISTRATOR_PASSWORD": "short"}, "This password is too short"),
        ({"DATA_PROTECTION_OFFICER_PASSWORD": "correct-horse-battery"}, "Give the two accounts different passwords"),
        ({"DATA_PROTECTION_OFFICER_PASSWORD": "short"}, "This password is too short"),
    ],
)
def test_neither_is_made_like_this(db, environment, changes, sentence):
    environment(**changes)
    with pytest.raises(CommandError, match=sentence):
        call_command("make_administrator")
    assert not Colleague.objects.exists()
