"""The tree of pages as readers see it: navigation, section menus, breadcrumbs, the sitemap page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q

from cultural_alliance import languages
from cultural_alliance.editions.models import Edition
from cultural_alliance.languages import Language

from .models import Page
from .sections import FIXED


@dataclass
class Node:
    """A public page: its title in the language, or else in its original's."""

    pk: int
    parent_pk: int | None
    path: str
    place: int
    title: str
    summary: str
    language: Language
    children: list["Node"] = field(default_factory=list)

    def url_in(self, language: Language) -> str:
        return f"/{language.code}/{self.path}/"


class Tree:
    """All public pages that are not withdrawn, from one query. Titles in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        nodes = {node.pk: node for node in _nodes(language)}
        self.by_path = {node.path: node for node in nodes.values()}
        self.roots: list[Node] = []
        for node in sorted(nodes.values(), key=lambda node: (node.place, node.pk)):
            above = nodes.get(node.parent_pk or 0)
            (above.children if above else self.roots).append(node)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.by_path.values())

    def title_of(self, path: str) -> str:
        """The title of one of the portal's own pages, in the language whatever it has."""
        node = self.by_path.get(path)
        if node and node.language == self.language:
            return node.title
        return str(FIXED[path]) if path in FIXED else node.title if node else ""

    def above(self, path: str) -> list[Node]:
        """The public pages above an address, the topmost first."""
        words = path.split("/")
        paths = ["/".join(words[:end]) for end in range(1, len(words))]
        return [self.by_path[above] for above in paths if above in self.by_path]


def _nodes(language: Language) -> Iterator[Node]:
    chosen: dict[int, dict[str, Any]] = {}
    for row in _rows(language):
        if row["language"] == language.code or row["document"] not in chosen:
            chosen[row["document"]] = row
    for row in chosen.values():
        yield Node(
            pk=row["document"],
            parent_pk=row["parent"],
            path=row["path"],
            place=row["place"],
            title=row["title"],
            summary=row["summary"],
            language=languages.get(row["language"]),
        )


def _rows(language: Language) -> Any:
    """Each page's public title in the language and in the original's: one query."""
    return (
        Edition.objects.public()
        .filter(document__in=Page.objects.listed())
        .filter(Q(language=language.code) | Q(language=F("document__original_language")))
        .values(
            "document",
            "language",
            "title",
            "summary",
            path=F("document__path"),
            parent=F("document__page__parent"),
            place=F("document__page__place_in_menu"),
        )
    )
