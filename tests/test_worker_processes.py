"""The worker as it runs in life, a process beside the server: killed at any moment, it loses
nothing and sends nothing under another Message-ID."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction

from cultural_alliance import languages, letters, processes
from cultural_alliance.outbox import sending
from cultural_alliance.outbox.models import Beat, Message
from tests.support.mail import Mailbox, work_once
from tests.support.portal import free_port
from tests.support.waiting import wait_until

pytestmark = pytest.mark.slow
Process = subprocess.Popen[str]


@pytest.fixture
def start(database_url: str, smtp_server: Mailbox, settings: Any) -> Iterator[Callable[..., Any]]:
    """Starts a worker on the test's database and mail server."""
    started: list[Process] = []
    environment = {"DATABASE_URL": database_url, "ALLIANCE_EMAIL_URL": smtp_server.url}

    def start(*options: str, **more: str) -> Process:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "work", *options],
            cwd=settings.BASE_DIR,
            env=os.environ | environment | more,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    smtp_server.hang_at = ""
    for process in started:
        process.kill()
        process.communicate()


def post(to: str = "rania@example.org") -> Message:
    letters.compose("A subject", "Words", to=to, language=languages.DEFAULT).send()
    return Message.objects.latest("pk")


@pytest.mark.parametrize("moment", ["hello", "data", "answer"])
def test_a_worker_killed_at_any_moment_loses_nothing_and_doubles_nothing_unsaid(
    start: Callable[..., Process], smtp_server: Mailbox, moment: str
) -> None:
    message = post()
    smtp_server.hang_at = moment
    worker = start()
    wait_until(lambda: moment in smtp_server.arrived_at)
    worker.send_signal(signal.SIGKILL)
    worker.wait(10)
    wait_until(lambda: moment in smtp_server.left_at)
    smtp_server.hang_at = ""
    came_through = 1 if moment == "answer" else 0
    assert Message.objects.waiting().get().message_id == message.message_id
    work_once()
    assert len(smtp_server.deliveries) == came_through, "it was sent while leased to another"
    with time_machine.travel(datetime.now(UTC) + sending.lease() + timedelta(seconds=1)):
        work_once()
        work_once()
    assert len(smtp_server.deliveries) == came_through + 1
    assert {one.message_id for one in smtp_server.deliveries} == {message.message_id}
    assert not Message.objects.waiting().exists()


def test_a_worker_that_is_told_to_end_finishes_the_message_in_its_hands(
    start: Callable[..., Process], smtp_server: Mailbox
) -> None:
    first, second = post(), post()
    smtp_server.hang_at = "data"
    worker = start()
    wait_until(lambda: "data" in smtp_server.arrived_at)
    worker.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    assert worker.poll() is None, "it left the message in the middle"
    smtp_server.hang_at = ""
    assert worker.wait(10) == 0
    assert [one.message_id for one in smtp_server.deliveries] == [first.message_id]
    assert Message.objects.waiting().get().pk == second.pk
    assert worker.stderr and worker.stderr.read() == ""


def test_two_workers_at_once_send_each_message_once(
    start: Callable[..., Process], smtp_server: Mailbox
) -> None:
    stored = {post().message_id for _ in range(20)}
    smtp_server.hang_at = "hello"
    workers = [start("--once"), start("--once")]
    wait_until(lambda: smtp_server.hellos == 2)  # each has one message in its hands
    smtp_server.hang_at = ""
    assert [worker.wait(30) for worker in workers] == [0, 0]
    sent = [one.message_id for one in smtp_server.deliveries]
    assert sorted(sent) == sorted(stored)


@contextmanager
def database_away() -> Iterator[None]:
    """No other process can use the database: on SQLite one holds its only lock for longer than
    they have patience, on PostgreSQL their connections are cut and new ones refused."""
    if connection.vendor == "sqlite":
        with transaction.atomic():
            yield
        return
    admit = "UPDATE pg_database SET datallowconn = %s WHERE datname = current_database()"
    with connection.cursor() as cursor:
        cursor.execute(admit, [False])
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        try:
            yield
        finally:
            cursor.execute(admit, [True])


def test_a_worker_outlives_its_database_being_away(
    start: Callable[..., Process], smtp_server: Mailbox
) -> None:
    worker = start(ALLIANCE_BUSY_TIMEOUT="1")
    wait_until(Beat.objects.exists)
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    met = False
    while not met:  # … while the worker has something to write
        Beat.objects.update(at=long_ago)
        with database_away():
            if met := Beat.objects.get().at == long_ago:
                time.sleep(3)
    post("afterwards@example.org")
    wait_until(lambda: smtp_server.to("afterwards@example.org"))
    worker.terminate()
    assert worker.wait(20) == 0
    told = worker.stderr.read() if worker.stderr else ""
    assert "The database is away" in told or "OperationalError" in told, "it was never away"


SEND = """
from django.core.mail import send_mail
send_mail("A subject", "Words", None, ["rania@example.org"])
"""


@pytest.mark.browser  # it brings its own database: once, on SQLite, is enough
def test_the_portal_on_a_visitors_machine_writes_its_mail_to_a_folder(
    tmp_path: Path, settings: Any
) -> None:
    port, log = free_port(), tmp_path / "log"
    own = {"ALLIANCE_DATA": str(tmp_path), "ALLIANCE_URL": f"http://127.0.0.1:{port}"}
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    run: Any = {"cwd": settings.BASE_DIR, "env": environment | own | {"PYTHONUNBUFFERED": "1"}}
    manage = [sys.executable, "manage.py"]
    with log.open("w") as output:
        command = [*manage, "run_local", f"--port={port}"]
        portal = subprocess.Popen(command, stdout=output, stderr=output, **run)
    try:
        told = f"It writes its mail to files in {tmp_path}/mail/"
        wait_until(lambda: told in log.read_text(), portal)
        subprocess.run([*manage, "shell", "-v0", "-c", SEND], check=True, **run)
        wait_until(lambda: list(tmp_path.glob("mail/*-a-subject-*.eml")), portal)
    finally:
        portal.terminate()
        status = portal.wait(60)
    assert status == 0
    assert "The portal is closed." in log.read_text()


def test_the_portal_on_a_visitors_machine_ends_with_its_worker() -> None:
    both = {
        "server": processes.start([sys.executable, "-c", "import time; time.sleep(60)"]),
        "worker": processes.start([sys.executable, "-c", "raise SystemExit(3)"]),
    }
    handlers = {ending: signal.getsignal(ending) for ending in (2, 15, 1)}
    try:
        assert processes.first_to_end(both) == ("worker", 3)
    finally:
        processes.end(both)
        for ending, handler in handlers.items():
            signal.signal(ending, handler)
    assert both["server"].poll() is not None
