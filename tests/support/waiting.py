"""Waiting for what another process or thread does, for as long as a busy machine may take."""

import subprocess
import time
from collections.abc import Callable
from typing import Any


def wait_until(
    holds: Callable[[], Any], process: "subprocess.Popen[Any] | None" = None, seconds: float = 180
) -> None:
    """The process that does it must not end before."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came so far"
        assert process is None or process.poll() is None, "it ended before"
        time.sleep(0.02)
