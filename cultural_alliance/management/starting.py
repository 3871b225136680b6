"""What the commands that start a server have in common."""

import errno
import socket
from pathlib import Path

from django.core.management.base import CommandError

from cultural_alliance.processes import HOST


def refuse_unusable(port: int, *, command: str, host: str = HOST) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            if getattr(error, "errno", None) == errno.EADDRINUSE:
                reason = f"Port {port} is busy: another program listens there."
            else:
                reason = f"Port {port} cannot be used here ({error})."
            raise CommandError(f"{reason} Choose another one: {command} PORT=8010") from error


def told(path: Path) -> Path:
    """As short as it can be told from where the portal was started."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
