"""The texts and queries of tests/search/: put into the record, and asked."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any

from cultural_alliance import languages
from cultural_alliance.search.finding import find

from .record import make_statement

SETS = Path(__file__).parent.parent / "search"


def load(folder: str, code: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((SETS / folder / f"{code}.json").read_text("utf-8"))
    return rows


def make_texts(code: str) -> dict[int, str]:
    """The texts of a language as public statements: their ids by primary key."""
    ids = {}
    for number, text in enumerate(load("texts", code)):
        paragraphs = [escape(each) for each in text["body"].split("\n\n")]
        statement = make_statement(
            text["title"],
            "".join(f"<p>{each.replace(chr(10), '<br>')}</p>" for each in paragraphs),
            summary=text["summary"],
            language=code,
            slug=text["id"],
            published_on=date(2006, 1, 1) + timedelta(days=number),
        )
        ids[statement.pk] = text["id"]
    return ids


@dataclass
class Report:
    """How a set of queries fared. A fault is a sentence."""

    wanted: int = 0
    found: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 1.0


def ask(folder: str, code: str, ids: dict[int, str]) -> Report:
    report = Report()
    for each in load(folder, code):
        ranked = find(each["query"], languages.get(code))
        found = [ids[text.object_id] for text in ranked.ranked()] if ranked.asked else []
        wanted = set(each["finds"])
        report.wanted += len(wanted)
        report.found += len(wanted & set(found))
        report.faults += [f"{each['query']!r}: {fault}" for fault in _faults(each, found)]
    return report


def _faults(query: dict[str, Any], found: list[str]) -> list[str]:
    wanted, unwanted = set(query["finds"]), set(query.get("not", []))
    faults = []
    if missed := wanted - set(found):
        faults.append(f"misses {sorted(missed)}")
    if wrong := (unwanted or (set(found) if not wanted else set())) & set(found):
        faults.append(f"finds {sorted(wrong)}")
    if "first" in query and found[:1] != [query["first"]]:
        faults.append(f"begins with {found[:1]} instead of {query['first']}")
    return faults
