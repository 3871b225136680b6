"""The portal's two processes beside each other, the server and the worker, on this machine.

Without Django: whoever watches them for months should take little memory.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException

from .production import BASE_DIR

Process = subprocess.Popen[bytes]
HOST = "127.0.0.1"  # this machine alone
LONGEST_ENDING = 10  # seconds; granian gives its own processes five
WORKER = [sys.executable, "manage.py", "work"]


def server(port: int, *, workers: int, threads: int, host: str = HOST) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "cultural_alliance.wsgi:application"),
        *("--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"),
        # Its own number of threads takes memory for hundreds of them.
        *("--workers", str(workers), "--blocking-threads", str(threads), "--backlog", "2048"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"),
    ]


@contextmanager
def running(server: list[str]) -> Iterator[dict[str, Process]]:
    """Server and worker for as long as the block runs, in which Ctrl-C or a signal to end raises
    KeyboardInterrupt. What whoever started us had us ignore stays ignored: Ctrl-C by a shell that
    goes on without us, the end of the terminal by `nohup`."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) is not signal.SIG_IGN:
            signal.signal(ending, signal.default_int_handler)
    processes: dict[str, Process] = {}
    try:
        processes["server"] = start(server)
        processes["worker"] = start(WORKER)
        yield processes
    finally:
        end(processes)


def start(command: list[str]) -> Process:
    """In a session of its own, so that Ctrl-C reaches this process alone: granian's workers can
    miss a signal that reaches them twice."""
    return subprocess.Popen(command, cwd=BASE_DIR, start_new_session=True)


def first_to_end(processes: dict[str, Process]) -> tuple[str, int]:
    """Wait for it; answers its name and its exit code."""
    while True:
        for name, process in processes.items():
            if (status := process.poll()) is not None:
                return name, status
        time.sleep(0.1)


def end(processes: dict[str, Process]) -> None:
    """A second Ctrl-C does not leave one of them behind. The worker ends what it has in its hands,
    however long that takes; a server that does not end is ended with all its processes."""
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.SIG_IGN)
    for process in processes.values():
        process.terminate()
    if server := processes.get("server"):
        try:
            server.wait(LONGEST_ENDING)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
    for process in processes.values():
        process.wait()


def answers(server: Process, port: int, host: str = HOST) -> bool:
    """Wait until the server answers a request; false if it ended instead."""
    while server.poll() is None:
        connection = HTTPConnection(host, port, timeout=30)
        with suppress(OSError, HTTPException), closing(connection):
            connection.request("HEAD", "/")
            connection.getresponse()
            return True
        time.sleep(0.05)
    return False
