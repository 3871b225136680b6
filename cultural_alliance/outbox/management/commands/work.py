"""`manage.py work`: the worker. Start one beside the server, and let systemd start it again."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cultural_alliance.outbox.worker import Worker


class Command(BaseCommand):
    requires_system_checks = ()  # the server tells of them, and a worker should start at once
    help = "Send the mail that waits and do whatever falls due, until a signal ends it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="do what is due now, then end (for cron)"
        )

    def handle(self, *, once: bool, **options: Any) -> None:
        worker = Worker()
        for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(ending, worker.end)
        if not once:
            worker.run()
            return
        worker.once()
        if failing := worker.jobs.failing:
            raise CommandError(f"Failed, and logged above: {', '.join(failing)}.")
