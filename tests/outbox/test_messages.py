"""The administrators' pages of messages: what was not sent, why, and the button that takes it up again."""

import pytest
from django.utils import timezone

from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.outbox import services
from housing_alerts.outbox.models import Message
from tests.page import assert_blocked, assert_done, assert_refused, nothing_changes, words
from tests.step import fill, offered

LIST = "/messages/"
ALL = "/messages/retry/"


@pytest.fixture
def parked(cast):
    message = services.write(to=cast.lead, subject="Something to do", body="Look here.", now=timezone.now())
    services.park(message, why="Refused: 550 No such mailbox", now=timezone.now())
    return message


def url(message):
    return f"{LIST}{message.pk}/"


# It works


def test_the_list_says_what_is_parked_and_who_cannot_be_written_to(cast, sign_in, parked):
    cast.officer.email = ""
    cast.officer.save()
    said = words(sign_in("admin").get(LIST))
    assert "Parked (1)" in said
    assert "Refused: 550 No such mailbox" in said
    assert "no e-mail address is recorded Oliver Fisk" in said
    assert "The worker was last heard of" in said
    assert "it lands in the folder var/mail" in said


def test_a_parked_message_is_retried(cast, sign_in, parked):
    client = sign_in("admin")
    assert "Look here." in words(client.get(url(parked)))
    assert_done(client, fill(client, url(parked)), LIST, "The message to Lena Ledger is tried again.")
    parked.refresh_from_db()
    assert (parked.is_parked(), parked.tries, parked.why) == (False, 0, "")
    assert AuditEvent.objects.get(action="take up message").reference == f"Message {parked.pk}"


def test_all_parked_messages_are_retried_but_those_nobody_would_get(cast, sign_in, parked):
    cast.officer.email = ""
    cast.officer.save()
    services.write(to=cast.officer, subject="Something to do", body="Look here.", now=timezone.now())
    client = sign_in("admin")
    assert "2 messages are parked" in words(client.get(ALL))
    assert_done(client, fill(client, ALL), LIST, "Messages that are tried again: 1.")
    assert Message.objects.parked().get().colleague == cast.officer


# It refuses the wrong person


def test_the_services_refuse_others_too(cast, parked):
    refusal = "Only a System administrator keeps the messages."
    with pytest.raises(NotAllowed, match=refusal):
        services.retry_message(message=parked, by=cast.lead, now=timezone.now())
    with pytest.raises(NotAllowed, match=refusal):
        services.retry_all_messages(by=cast.lead, now=timezone.now())


# It refuses what is not parked, or what nobody would get


def test_what_is_not_parked_needs_nothing(sign_in, parked):
    client = sign_in("admin")
    fill(client, url(parked))
    sentence = "It is not parked: nothing needs to be done with it."
    assert offered(client.get(url(parked))) == []
    with nothing_changes():
        assert_refused(client.post(url(parked)), sentence)


def test_what_nobody_would_get_is_not_retried(cast, sign_in, parked):
    cast.lead.email = ""
    cast.lead.save()
    client = sign_in("admin")
    assert_blocked(
        client.get(url(parked)), "No e-mail address is recorded for the colleague. Change the account first."
    )
