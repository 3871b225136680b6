"""A measured table, and its Markdown."""

import os
import platform
import re
import subprocess
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


@dataclass
class Table:
    """Rows of text or numbers under their headings; a number is written with its unit by whoever
    made it. `notes` stand below, each a sentence or two."""

    title: str
    headings: list[str]
    rows: list[list[Any]]
    notes: list[str] = field(default_factory=list)

    def markdown(self) -> str:
        lines = [self.headings, ["---", *["---:"] * (len(self.headings) - 1)], *self.rows]
        table = "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)
        return "\n\n".join([f"### {self.title}", table, *self.notes])


def _cell(value: Any) -> str:
    return str(value).replace("|", "\\|")


def machine() -> str:
    """What was measured on: a line for the reader who compares."""
    info = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = re.search(r"model name\s*: (.+)", info)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in ("Django", "granian", "psycopg"))
    processor = model[1].strip() if model else platform.processor()
    return (
        f"Measured on {processor}, {os.cpu_count()} cores, {memory:.0f} GB;"
        f" {platform.system()} {platform.release()},"
        f" Python {platform.python_version()}, {versions}{_tools()}."
    )


def _tools() -> str:
    """Of what is installed of them."""
    told = []
    for command in (["postgres", "--version"], ["nginx", "-v"]):
        try:
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError:
            continue
        told.append((ran.stdout + ran.stderr).strip().split("version: ")[-1])
    return "".join(f", {each}" for each in told)


def put(text: str, page: Path) -> None:
    """Between the two lines of the page."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{page} has no lines {BEGIN} and {END} to write the tables between.")
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
