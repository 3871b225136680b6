"""What `manage.py serve` takes for granted where nothing is given, before the settings are read:
a production for this machine alone, with a data folder and a secret of its own."""

import os
import secrets
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path

from .environment import Environment, keep

BASE_DIR = Path(__file__).resolve().parent.parent
PORT = 8000


def take_for_granted(arguments: list[str]) -> None:
    given = Environment(BASE_DIR / ".env")
    folder = given.folder("ALLIANCE_DATA", BASE_DIR / "var" / "serve")
    os.environ["ALLIANCE_ENV"] = given.text("ALLIANCE_ENV", "production")
    os.environ["ALLIANCE_DATA"] = str(folder)
    os.environ["ALLIANCE_URL"] = given.text("ALLIANCE_URL", f"http://127.0.0.1:{port(arguments)}")
    if not given.text("ALLIANCE_SECRET_KEY", ""):
        with suppress(OSError):  # a folder that cannot be written in is named by checks.py
            folder.mkdir(parents=True, exist_ok=True)
            keep(folder / "secret-key", lambda: secrets.token_urlsafe(50))


def port(arguments: list[str]) -> str:
    parser = ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--port", default=str(PORT))
    known: str = parser.parse_known_args(arguments)[0].port
    return known
