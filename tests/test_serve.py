"""`make serve`: the portal and its worker as in production, on one machine."""

import http.client
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.conf import settings as portal_settings
from django.core.management import CommandError, call_command

from cultural_alliance import production, surfaces
from cultural_alliance.accounts import example_accounts
from cultural_alliance.management.commands.serve import refuse_examples
from tests.support.journeys import OPENING
from tests.support.portal import free_port
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.once]
LEGACY = "/culture/en/ev.php-URL_ID=29653&URL_DO=DO_TOPIC&URL_SECTION=201.html"
HTTPS = {
    "ALLIANCE_URL": "https://portal.example.org",
    "ALLIANCE_BEHIND_PROXY": "true",
    "ALLIANCE_EMAIL_URL": "submission://user:password@mail.example.org:587",
    "ALLIANCE_EMAIL_FROM": "portal@example.org",
    "ALLIANCE_CONTACT_EMAIL": "alliance@example.org",
    "ALLIANCE_WORKERS": "1",
}


def environment(folder: Path, **more: str) -> dict[str, str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith(("ALLIANCE_", "DATABASE"))}
    own |= {"ALLIANCE_CHECK_LINKS": "false"}  # tests ask nobody on the web
    return own | {"ALLIANCE_DATA": str(folder)} | more


def command(port: int) -> list[str]:
    return [sys.executable, "manage.py", "serve", f"--port={port}"]


@dataclass
class Served:
    folder: Path
    port: int = field(default_factory=free_port)
    told: str = ""
    process: "subprocess.Popen[bytes]" = field(init=False)

    def open(self, *before: str, **more: str) -> "Served":
        """With Ctrl-C, which a shell has ignored by what it runs in the background."""
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self.log = self.folder.with_suffix(".log")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*before, *command(self.port)],
                cwd=portal_settings.BASE_DIR,
                env=environment(self.folder, **more),
                stdout=log,
                stderr=log,
            )
        try:
            wait_until(lambda: "The portal is open at" in self.read_log(), self.process)
        except BaseException:
            self.process.terminate()
            raise
        return self

    def read_log(self) -> str:
        return self.log.read_text()

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=sent)
        return connection.getresponse()

    def running(self, words: str) -> list[psutil.Process]:
        """The processes of this portal whose command holds the words."""
        below = psutil.Process(self.process.pid).children(recursive=True)
        return [each for each in below if words in command_of(each)]

    def servers(self) -> list[psutil.Process]:
        return [each for each in self.running("granian") if each.ppid() != self.process.pid]

    def end(self, by: int = signal.SIGTERM) -> int:
        self.process.send_signal(by)
        return self.process.wait(60)


def command_of(process: psutil.Process) -> str:
    """Empty when it has ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:  # or is a zombie
        return ""


def lives(process: psutil.Process) -> bool:
    return process.is_running() and bool(command_of(process))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """With nothing given but an empty folder."""
    served = Served(tmp_path_factory.mktemp("served") / "data").open()
    yield served
    served.end()


def refused(folder: Path, **more: str) -> str:
    found = subprocess.run(
        command(free_port()),
        cwd=portal_settings.BASE_DIR,
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert found.returncode == 1, found.stdout
    assert "Traceback" not in found.stderr
    return found.stderr


def take_style_sheets(served: Served, folder: Path) -> None:
    """Collected already, which saves seconds."""
    shutil.copytree(served.folder / "static", folder / "static")
    shutil.copy(served.folder / "static.collected", folder)


def test_an_empty_folder_becomes_a_portal_with_its_first_statement(served: Served) -> None:
    assert served.get("/en/").status == 200
    assert served.get(OPENING).status == 200
    old = served.get(LEGACY)
    assert (old.status, old.headers["Location"]) == (301, OPENING)
    missing = served.get("/en/no-such-page/")
    assert missing.status == 404
    assert b"DEBUG" not in missing.read()
    assert b"Example:" not in served.get("/en/").read()
    assert served.get("/en/", Host="elsewhere.example.org").status == 400


def test_it_says_whom_it_is_for_and_how_the_first_administrator_is_made(served: Served) -> None:
    told = served.read_log()
    assert told.count("this portal is for this machine alone") == 1
    assert f"mail goes to files in {served.folder}/mail" in told
    assert f"ALLIANCE_DATA={served.folder} .venv/bin/python manage.py make_account" in told


def test_without_https_it_listens_to_this_machine_alone(served: Served) -> None:
    sign_in = served.get("/en/accounts/login/")
    assert sign_in.status == 200
    assert sign_in.headers["Strict-Transport-Security"] is None
    assert sign_in.headers["Set-Cookie"].startswith("csrf=")
    listening = {
        each.laddr.ip
        for process in [psutil.Process(served.process.pid), *served.running("python")]
        for each in process.net_connections("tcp")
        if each.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}


def test_style_sheets_are_compressed_beforehand_and_kept_for_ever(served: Served) -> None:
    [path, *_more] = re.findall(r"/static/css/[\w.]+\.css", served.get("/en/").read().decode())
    assert re.search(r"\.[0-9a-f]{12}\.css$", path)
    plain = served.get(path)
    whole = len(plain.read())
    for coding in ("br", "gzip"):
        coded = served.get(path, Accept_Encoding=coding)
        assert coded.headers["Content-Encoding"] == coding
        assert len(coded.read()) < whole / 2
        assert "immutable" in coded.headers["Cache-Control"]
        assert coded.headers["Vary"] == "Accept-Encoding"
    assert served.get(path.replace(path.split(".")[1], "0" * 12)).status == 404


def test_what_a_script_imports_has_a_hashed_name_too(served: Served) -> None:
    scripts = served.folder / "static" / "js"
    [paste] = scripts.glob("editor_paste.*.js")
    imported = re.findall(r'from "\./(.+?)"', paste.read_text())
    assert len(imported) > 3
    for name in imported:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name)
        assert "immutable" in served.get(f"/static/js/{name}").headers["Cache-Control"]


def test_two_on_one_folder_and_a_busy_port_are_refused(served: Served, settings: Any) -> None:
    assert "Another `make serve` has" in refused(served.folder)
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match=r"is busy.*make serve PORT=8010"):
        call_command("serve", port=served.port)
    assert served.get("/en/").status == 200


def test_a_process_that_is_killed_is_started_again(served: Served) -> None:
    servers, [worker] = served.servers(), served.running("manage.py work")
    assert len(servers) >= 2
    victim = min(servers, key=lambda each: each.create_time())
    # One that dies sooner than six seconds after it began ends the whole (docs/operating.md).
    wait_until(lambda: time.time() - victim.create_time() > 7)
    for process in (victim, worker):
        process.kill()
    wait_until(lambda: len(served.running("manage.py work")) == 1 and not lives(worker))
    wait_until(lambda: len(served.servers()) == len(servers) and not lives(victim))
    assert "it starts again" in served.read_log()
    assert {served.get("/en/").status for _ in range(20)} == {200}


def test_it_ends_whole_and_goes_on_behind_a_proxy_where_it_was(served: Served) -> None:
    secret, collected = served.folder / "secret-key", served.folder / "static/staticfiles.json"
    kept = secret.read_text(), collected.stat().st_mtime_ns
    everything = [psutil.Process(served.process.pid), *served.running("python")]
    assert len(everything) >= 5
    assert served.end() == 0
    assert "The portal is closed." in served.read_log()
    assert not [each for each in everything if lives(each)]

    served.open("nohup", **HTTPS)
    assert (secret.read_text(), collected.stat().st_mtime_ns) == kept
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    host = "portal.example.org"
    open_ = served.get("/en/", Host=host)
    assert (open_.status, open_.headers["Location"]) == (301, f"https://{host}/en/")
    sign_in = served.get("/en/accounts/login/", Host=host, X_Forwarded_Proto="https")
    assert sign_in.status == 200
    assert "max-age=31536000" in sign_in.headers["Strict-Transport-Security"]
    assert sign_in.headers["Set-Cookie"].startswith("__Host-csrf=")
    served.process.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):  # it does not end with its terminal
        served.process.wait(1)
    assert served.get("/en/", Host=host).status == 301
    assert served.end(signal.SIGINT) == 0


def test_https_takes_nothing_for_granted_but_the_secret(tmp_path: Path) -> None:
    heading, *reasons = refused(tmp_path, ALLIANCE_URL="https://portal.example.org").splitlines()
    assert heading == "The portal does not start."
    names = ["ALLIANCE_EMAIL_URL", "ALLIANCE_EMAIL_FROM", "ALLIANCE_CONTACT_EMAIL"]
    assert [reason.split()[0] for reason in reasons] == names
    (tmp_path / "secret-key").chmod(0o640)
    assert "which others may read" in refused(tmp_path, **HTTPS)


def test_http_for_others_is_refused(tmp_path: Path, settings: Any) -> None:
    told = refused(tmp_path, ALLIANCE_URL="http://portal.example.org")
    assert "ALLIANCE_URL begins with http: passwords would travel in the open" in told
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match=r"and not for 0\.0\.0\.0"):
        call_command("serve", host="0.0.0.0")


def test_https_needs_the_proxy_that_ends_it(settings: Any) -> None:
    settings.PRODUCTION = settings.SECURE = True
    with pytest.raises(CommandError, match="ALLIANCE_BEHIND_PROXY=true"):
        call_command("serve")
    settings.PRODUCTION = False
    with pytest.raises(CommandError, match="says 'local'"):
        call_command("serve")


@pytest.mark.django_db
def test_examples_are_refused_until_they_are_cleared() -> None:
    refuse_examples()
    surfaces.examples["activities"].load()
    with pytest.raises(CommandError, match="clear_examples --accounts"):
        refuse_examples()
    call_command("clear_examples", verbosity=0)
    refuse_examples()
    example_accounts.make("local-password-of-the-tests")
    with pytest.raises(CommandError, match="accounts of `make run`"):
        refuse_examples()
    call_command("clear_examples", "--accounts", verbosity=0)
    refuse_examples()
    example_accounts.make("local-password-of-the-tests")
    assert example_accounts.open_ones().count() == len(example_accounts.ADDRESSES)


def test_a_database_with_examples_is_not_served(
    served: Served, database_url: str, tmp_path: Path
) -> None:
    take_style_sheets(served, tmp_path)
    surfaces.examples["activities"].load()
    assert "clear_examples" in refused(tmp_path, DATABASE_URL=database_url)


def test_a_database_that_is_away_is_told_in_a_sentence(served: Served, tmp_path: Path) -> None:
    take_style_sheets(served, tmp_path)
    away = {"DATABASE_URL": "postgresql://a@127.0.0.1:1/a", "ALLIANCE_DATABASE_POOL": "false"}
    assert "The database does not answer: " in refused(tmp_path, **away)


def test_a_visitors_examples_never_come_into_a_served_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.SECRET_FILE = tmp_path, tmp_path / "secret-key"
    settings.SECRET_FILE.touch()
    with pytest.raises(CommandError, match="examples are refused there"):
        call_command("run_local")


def test_what_is_given_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given = {"ALLIANCE_URL": "https://a.example.org", "ALLIANCE_SECRET_KEY": "k" * 60}
    for name, value in (given | {"ALLIANCE_DATA": str(tmp_path), "ALLIANCE_ENV": ""}).items():
        monkeypatch.setenv(name, value)
    production.take_for_granted(["--port", "9000"])
    assert {name: os.environ[name] for name in given} == given
    assert os.environ["ALLIANCE_ENV"] == "production"
    assert not list(tmp_path.iterdir())
