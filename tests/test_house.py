"""The house stays in order: arrows, migrations; nothing unfinished, inline or tied to a machine."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parent.parent
BINARY = {".woff2", ".png", ".jpg", ".jpeg", ".webp", ".ico", ".pdf", ".mo"}
LEFT_BY_TOOLS = {".git", ".venv", "var", "__pycache__"}
LONGEST, LONGEST_TEST = 300, 450  # lines

# Spelled apart, so that this file does not find itself.
UNCOLLECTED = re.compile(r"\{(_|n?gettext(_lazy)?)\(")
UNFINISHED = re.compile("TO" + r"DO\b|FIX" + r"ME\b|X" + r"XX\b")
SOMEBODYS_MACHINE = re.compile(r"(?<![\w.:/-])/(home|root|work|Users)/")
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|[\"']javascript:"
    r"|<script\b(?![^>]*(\bsrc\s*=|\btype=.application/))",  # data in a script element is no script
    re.IGNORECASE,
)
TAG = re.compile(r"{[%{#].*?[#}%]}")  # Django's own, of which the browser sees nothing


@cache
def our_files() -> list[Path]:
    """What belongs to the project: tracked or new, not ignored; without git, all that lies here."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        files = [ROOT / line for line in listed.stdout.splitlines()]
    else:
        files = [path for path in ROOT.rglob("*") if not LEFT_BY_TOOLS & set(path.parts)]
    return sorted(path for path in files if path.is_file() and path.suffix not in BINARY)


def lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(TAG.sub("", line) if path.suffix == ".html" else line)
    ]


def test_the_control_files_are_found_and_so_are_bad_lines(tmp_path: Path) -> None:
    assert {ROOT / "manage.py", Path(__file__)} <= set(our_files())
    for pattern, bad, good in [
        (UNFINISHED, "# TO" + "DO: later", "the methodology"),
        (SOMEBODYS_MACHINE, "cd /ho" + "me/ada/portal", "https://example.org/home/page"),
        (UNCOLLECTED, 'f"{' + "_('Member')} of\"", "_('%(name)s is a member')"),
        (INLINE, '<p style="color: red">', '<link rel="stylesheet" href="x.css">'),
        (INLINE, '<button onclick="go()">', '<button class="on">'),
        (INLINE, "<script>go()</script>", '<script src="x.js" defer></script>'),
        (INLINE, "<script type=module>go()</script>", '<script type="application/ld+json">{}'),
    ]:
        assert pattern.search(bad)
        assert not pattern.search(good)


def test_imports_follow_the_arrows() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    found = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.django_db
def test_the_models_need_no_new_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_nothing_is_left_unfinished() -> None:
    assert lines_with(UNFINISHED, our_files()) == []


def test_no_string_hides_from_the_collection_in_another() -> None:
    """gettext's collector reads no string inside an f-string, and so nobody translates it."""
    code = [path for path in our_files() if path.suffix == ".py"]
    assert lines_with(UNCOLLECTED, code) == []


def test_nothing_depends_on_somebodys_machine() -> None:
    assert lines_with(SOMEBODYS_MACHINE, our_files()) == []


def test_templates_hold_no_inline_style_or_script() -> None:
    pages = [path for path in our_files() if path.suffix == ".html"]
    others = {"email", "clipboard"}  # mail has no other sheet; what is pasted is no page of ours
    templates = [path for path in pages if not others & {*path.parts}]
    assert templates
    assert lines_with(INLINE, templates) == []


def test_every_file_can_be_read_in_one_sitting() -> None:
    long = {}
    for path in our_files():
        if path.suffix == ".py" and "migrations" not in path.parts:
            length = len(path.read_text(encoding="utf-8").splitlines())
            if length > (LONGEST_TEST if path.is_relative_to(ROOT / "tests") else LONGEST):
                long[str(path.relative_to(ROOT))] = length
    assert long == {}


def test_the_commands_for_a_visitors_machine_are_refused_in_production(settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="refused"):
        call_command("run_local")


def test_a_busy_port_is_told_in_a_sentence(live_portal) -> None:
    port = live_portal.url.rpartition(":")[2]
    with pytest.raises(CommandError, match=f"Port {port} is busy.*make run PORT="):
        call_command("run_local", port=int(port))
