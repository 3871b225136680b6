"""A real SMTP server that keeps what it is given."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from .portal import free_port


@dataclass
class Delivery:
    sender: str
    recipients: list[str]
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain",))
        return body.get_content() if body else ""


@dataclass
class Mailbox:
    """`deliveries` in order of arrival; while `refusal` is set, each message is answered by it."""

    host: str
    port: int
    deliveries: list[Delivery] = field(default_factory=list)
    refusal: str | None = None

    @property
    def url(self) -> str:
        return f"smtp://{self.host}:{self.port}"

    def to(self, address: str) -> list[Delivery]:
        return [one for one in self.deliveries if address in one.recipients]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refusal:
            return self.refusal
        content = envelope.content
        raw = content.encode() if isinstance(content, str) else content or b""
        message = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
        self.deliveries.append(Delivery(envelope.mail_from or "", list(envelope.rcpt_tos), message))
        return "250 OK"


@pytest.fixture
def smtp_server(settings: Any) -> Iterator[Mailbox]:
    """Django sends through it while the test lasts; another process can, by `smtp_server.url`."""
    mailbox = Mailbox("127.0.0.1", free_port())
    controller = Controller(mailbox, hostname=mailbox.host, port=mailbox.port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = mailbox.host, mailbox.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield mailbox
    controller.stop()
