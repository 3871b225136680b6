"""Mail in tests: what was stored goes out by `work_once()`, to a real SMTP server.

pytest-django's `mailoutbox` shows what was sent to Django's backend, and needs no server; so does
`to_readers`, less what the desk is told about its texts. The fixture `smtp_server` puts the
portal's own outbox in its place, as in life.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from .portal import free_port


def work_once() -> int:
    """What the worker does in one round: every job of `surfaces.due`, then the mail that is due.

    Unlike in the worker, a job that fails fails the test.
    """
    from cultural_alliance import surfaces
    from cultural_alliance.outbox import sending

    return sum(job() for job in surfaces.due) + sending.send_due()


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
        return self._content("plain")

    @property
    def html(self) -> str:
        return self._content("html")

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])

    def _content(self, kind: str) -> str:
        body = self.message.get_body((kind,))
        return body.get_content() if body else ""


@dataclass
class Mailbox:
    """`deliveries` in order of arrival. While `refusal` is set, each message is answered by it;
    `no_sender` answers every sender, `no_recipient` each recipient by name.

    `hang_at` is where the server falls silent: "hello", "recipient", "data" (before it keeps the
    message) or "answer" (it has kept it, and says nothing); `drop_at` where it breaks the
    connection instead. `arrived_at` and `left_at` tell where clients came to, and where they
    broke off.
    """

    host: str
    port: int
    deliveries: list[Delivery] = field(default_factory=list)
    refusal: str | None = None
    no_sender: str | None = None
    no_recipient: dict[str, str] = field(default_factory=dict)
    hang_at: str = ""
    drop_at: str = ""
    arrived_at: set[str] = field(default_factory=set)
    left_at: set[str] = field(default_factory=set)
    hellos: int = 0

    @property
    def url(self) -> str:
        return f"smtp://{self.host}:{self.port}"

    def to(self, address: str) -> list[Delivery]:
        return [one for one in self.deliveries if address in one.recipients]

    async def _pass(self, stage: str, server: SMTP) -> None:
        self.arrived_at.add(stage)
        if self.drop_at == stage and isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        try:
            while self.hang_at == stage:
                await asyncio.sleep(0.01)
        except asyncio.CancelledError:
            self.left_at.add(stage)
            raise

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        self.hellos += 1
        await self._pass("hello", server)
        session.host_name = hostname
        return answers

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.no_sender:
            return self.no_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await self._pass("recipient", server)
        if answer := self.no_recipient.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refusal:
            return self.refusal
        await self._pass("data", server)
        content = envelope.content
        raw = content.encode() if isinstance(content, str) else content or b""
        message = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
        if self.drop_at != "data":
            recipients = list(envelope.rcpt_tos)
            self.deliveries.append(Delivery(envelope.mail_from or "", recipients, message))
        await self._pass("answer", server)
        return "250 OK"


class ToReaders(list[Any]):
    def append(self, letter: Any) -> None:
        if not letter.purpose.startswith("editions/"):
            super().append(letter)


@pytest.fixture
def to_readers(mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch) -> ToReaders:
    letters = ToReaders()
    monkeypatch.setattr("django.core.mail.outbox", letters)
    return letters


@pytest.fixture
def smtp_server(settings: Any) -> Iterator[Mailbox]:
    """A real server. Mail is stored in the outbox, and `work_once()` sends it there while the test
    lasts; another process can, by `ALLIANCE_EMAIL_URL=smtp_server.url`."""
    mailbox = Mailbox("127.0.0.1", free_port())
    controller = Controller(mailbox, hostname=mailbox.host, port=mailbox.port)
    controller.start()
    settings.EMAIL_BACKEND = "cultural_alliance.outbox.backend.OutboxBackend"
    settings.OUTBOX_TRANSPORT = "cultural_alliance.outbox.transports.Smtp"
    settings.EMAIL_HOST, settings.EMAIL_PORT = mailbox.host, mailbox.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield mailbox
    mailbox.hang_at = ""
    controller.stop()
