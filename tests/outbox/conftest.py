"""A real mail server, which keeps what it takes and can refuse."""

import re
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Inbox:
    """What the server took, and whom it refuses."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.refused: dict[str, str] = {}

    async def handle_RCPT(self, server: SMTP, session, envelope, address: str, options) -> str:  # noqa: N802 (its name)
        """Refuse who is refused."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session, envelope) -> str:  # noqa: N802
        """Keep the message."""
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Taken"


class MailServer:
    """A server that can be started and stopped, always at the same port."""

    def __init__(self) -> None:
        self.inbox = Inbox()
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self._controller: Controller | None = None

    @property
    def taken(self) -> list[EmailMessage]:
        """Return what it took."""
        return self.inbox.taken

    def ids(self) -> list[str]:
        """Return the Message-ID of each message that it took."""
        return [message["Message-ID"] for message in self.taken]

    def texts(self) -> str:
        """Return everything that was sent, with subjects and addresses."""
        return "\n".join(f"{message['To']} {message['Subject']}\n{message.get_content()}" for message in self.taken)

    def links(self) -> list[str]:
        """Return the first link of each message."""
        return [re.findall(r"https?://\S+", message.get_content())[0] for message in self.taken]

    def start(self) -> None:
        """Take mail."""
        self._controller = Controller(self.inbox, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Take none."""
        if self._controller:
            self._controller.stop()
            self._controller = None


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    """The mail server that the settings name. It is not started yet."""
    found = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield found
    found.stop()


@pytest.fixture
def running(server) -> MailServer:
    """The same, started."""
    server.start()
    return server
