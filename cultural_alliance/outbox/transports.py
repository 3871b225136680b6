"""How mail leaves the portal: to a mail server, or on a visitor's machine into a folder.

`settings.OUTBOX_TRANSPORT` names one of them.
"""

from pathlib import Path
from typing import Protocol

from anyascii import anyascii
from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.text import slugify

from .models import Message

Refusals = dict[str, tuple[int, bytes]]  # by recipient: the server's code and its words


class Transport(Protocol):
    """Raises whatever goes wrong; `ServerAway` where the next message would fare no better."""

    def deliver(self, message: Message) -> Refusals:
        """Hands the message over; answers who was refused while others were not."""

    def close(self) -> None:
        """Ends what `deliver` keeps open for the next message. Never raises."""


class ServerAway(Exception):
    """The mail server cannot be reached, or does not let the portal in."""


class Smtp:
    """One connection for as many messages as follow each other; each wait has a bound."""

    def __init__(self) -> None:
        self._server = EmailBackend()

    def deliver(self, message: Message) -> Refusals:
        try:
            self._server.open()
        except OSError as error:  # those of smtplib are OSErrors
            self._drop()
            raise ServerAway(f"The mail server: {error}") from error
        connection = self._server.connection
        assert connection is not None
        try:
            return connection.sendmail(message.sender, message.recipients, bytes(message.mime))
        except Exception:
            self._drop()  # whatever state it is in, the next message gets a fresh one
            raise

    def close(self) -> None:
        try:
            self._server.close()
        except OSError:
            self._drop()

    def _drop(self) -> None:
        """Without a word of farewell, for which a server that hangs would let us wait."""
        server = self._server
        for connection in (server.connection, getattr(server, "_partial_connection", None)):
            if connection is not None:
                connection.close()
        self._server = EmailBackend()


class Folder:
    """A file for each message, which mail programs open and an editor shows.

    Its name is made of the Message-ID: a second try writes the same file.
    """

    def __init__(self) -> None:
        self._folder = Path(settings.EMAIL_FILE_PATH)

    def deliver(self, message: Message) -> Refusals:
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / file_name(message)
        unfinished = file.with_suffix(".part")
        unfinished.write_bytes(bytes(message.mime))
        unfinished.rename(file)
        return {}

    def close(self) -> None:
        pass


def file_name(message: Message) -> str:
    about = slugify(anyascii(message.subject))[:50].strip("-") or "mail"
    key = salted_hmac("outbox.file", message.message_id).hexdigest()[:8]
    return f"{message.created_at:%Y%m%d-%H%M%S}-{about}-{key}.eml"


def chosen() -> Transport:
    transport: Transport = import_string(settings.OUTBOX_TRANSPORT)()
    return transport
