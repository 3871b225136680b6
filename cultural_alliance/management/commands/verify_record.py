"""`manage.py verify_record`: is every public text the one that was approved?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cultural_alliance.editions.verifying import Verification


class Command(BaseCommand):
    help = (
        "Check the record: the chain of events, and every edition, notice and fact against it. "
        "Names what was altered, is missing or was smuggled in, and then ends with exit code 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head",
            default="",
            metavar="DIGEST",
            help="a head that an earlier run told: the chain has to hold it still, so that nobody "
            "can have cut off its end",
        )
        parser.add_argument(
            "--files",
            action="store_true",
            help="also read the bytes of every image and file, and compare them with their digests",
        )

    def handle(self, *, head: str, files: bool = False, **options: Any) -> None:
        verification, faults = Verification(with_files=files), 0
        for fault in verification.faults(expected=head.strip().lower()):
            faults += 1
            self.stdout.write(fault)
        told = (
            f"{verification.events:,} events, {verification.editions:,} editions and "
            f"{verification.notices:,} notices of {verification.documents:,} documents were read"
            + (f", and the bytes of {verification.files:,} files" if files else "")
        )
        if faults:
            number = "1 fault" if faults == 1 else f"{faults:,} faults"
            raise CommandError(f"The record is not whole: {number}, named above; {told}.")
        self.stdout.write(f"The record is whole: {told}. Its head is {verification.head}.")
