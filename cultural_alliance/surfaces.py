"""The registries: what a section offers to the surfaces that all sections share.

A section registers in its `apps.py`; the surface asks the registry and never names a section.
This module imports nothing of ours.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

T = TypeVar("T")


class Registry(Generic[T]):
    """Named offers, in the order of their `place`."""

    def __init__(self) -> None:
        self._offers: dict[str, tuple[int, T]] = {}

    def register(self, name: str, offer: T, *, place: int = 50) -> None:
        if name in self._offers:
            raise ValueError(f"{name!r} is registered already: give each offer its own name.")
        self._offers[name] = (place, offer)

    def __getitem__(self, name: str) -> T:
        return self._offers[name][1]

    def __contains__(self, name: str) -> bool:
        return name in self._offers

    def __iter__(self) -> Iterator[T]:
        return iter([offer for _, offer in self.items()])

    def items(self) -> list[tuple[str, T]]:
        """Names and offers, in their order."""
        ordered = sorted(self._offers.items(), key=lambda item: (item[1][0], item[0]))
        return [(name, offer) for name, (_, offer) in ordered]


@dataclass(frozen=True)
class DeskRow:
    """One line of the desk: what, where it leads, who and when it concerns."""

    title: str
    url: str
    note: str = ""
    at: datetime | None = None
    language: str = ""
    state: str = ""
    is_red: bool = False
    step: tuple[str, str] | None = None  # what to do about it: its name and its address

    @property
    def css(self) -> str:
        return slugify(self.state)


# A part of a panel shows so many rows, and counts no further than one more than this.
SHOWN, COUNTED = 8, 100


def counted(rows: "QuerySet[Any]") -> int:
    return rows.order_by()[: COUNTED + 1].count()


def _told(number: int) -> str:
    return f"{COUNTED}+" if number > COUNTED else str(number)


@dataclass(frozen=True)
class DeskPart(Generic[T]):
    """Rows of one sort within a panel. `found` are at most `COUNTED + 1` things."""

    title: str
    found: Sequence[T]
    row: Callable[[T], DeskRow]
    list_url: str = ""
    is_red: bool = False

    @property
    def rows(self) -> list[DeskRow]:
        return [self.row(each) for each in self.found[:SHOWN]]

    @property
    def more(self) -> str:
        """How many beyond the rows."""
        hidden = len(self.found) - SHOWN
        return "" if hidden <= 0 else self.count if hidden > COUNTED - SHOWN else str(hidden)

    @property
    def count(self) -> str:
        return _told(len(self.found))


@dataclass(frozen=True)
class DeskPanel:
    """One answer to "what needs me now?"; `empty` says what to do when nothing does.

    A queue has a `number` of what waits, as `counted`, and tells since when the `oldest` does. A
    panel of several sorts has `parts` instead of rows; a part without rows is left out.
    """

    title: str
    rows: list[DeskRow]
    empty: str
    more_url: str = ""
    is_urgent: bool = False
    number: int | None = None
    oldest: datetime | None = None
    parts: Sequence[DeskPart[Any]] = ()

    @property
    def anchor(self) -> str:
        return slugify(self.title)

    @property
    def count(self) -> str:
        return _told(self.number) if self.number else ""

    @property
    def filled(self) -> list[DeskPart[Any]]:
        return [part for part in self.parts if part.found]


@dataclass(frozen=True)
class Place:
    """Where a public edition is to be seen: an address below ALLIANCE_URL, and the words and
    addresses that all stand in its answer then."""

    name: str
    url: str
    marks: tuple[str, ...]


@dataclass(frozen=True)
class HomePart:
    """A part of the home page: a template and what it shows."""

    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class TreeLink:
    """A line of the sitemap page below the section at `parent` (a path such as `info`)."""

    parent: str
    title: str
    url: str
    children: list["TreeLink"] = field(default_factory=list)


@dataclass(frozen=True)
class Text:
    """The words of one thing in one language, as search reads them: all of it plain text.

    `facts` are words that describe the thing beside its text (a reference, names, a place).
    `edition` is the primary key of the edition that it is, 0 where the thing has none.
    """

    language: str
    title: str
    summary: str = ""
    body: str = ""
    facts: str = ""
    edition: int = 0
    at: datetime | None = None  # of the thing: what is newest stands first among equals


@dataclass(frozen=True)
class Hit:
    """How something found is shown beside its title and its words, which search has."""

    url: str
    over: str = ""  # what it is, as a line above the title: text, or HTML that is safe
    notes: tuple[str, ...] = ()  # a date, names, a place: text, or HTML that is safe


class Searchable(Protocol):
    """How a section lets its things be found. Search names no section; it asks these.

    A thing has a primary key. Its `texts` are written into the index when `search.changed(kind,
    pk)` is told of a change, in the transaction that made it; `public` is asked each time a reader
    looks, so that time and withdrawals need no writing.
    """

    kind: str  # "statement", "page", "activity", "organisation", "request"
    has_editions: bool

    @property
    def name(self) -> str:
        """The tab's name, in the active language, in the plural."""

    def everything(self) -> Iterable[int]:
        """The primary keys of all that may ever be found: for the rebuilding command."""

    def texts(self, pk: int) -> list[Text]:
        """Of the thing, public now or at an instant that is set. Empty where nothing of it may be
        found, or it is gone."""

    def public(self, at: datetime | None = None) -> "QuerySet[Any]":
        """What a reader may find at the instant: rows with `object_id` and `edition` (0 where
        there are none), to be narrowed by these."""

    def hits(self, found: Sequence[tuple[int, str]], language: str) -> dict[int, Hit]:
        """What to show of each thing found, given with the language of the text that was found,
        to a reader of the page's `language`. A few queries for all."""


@dataclass(frozen=True)
class Examples:
    """How a section loads its examples, and takes all of them away. Each answers what it did."""

    load: Callable[[], str]
    clear: Callable[[], str]


# Each opening loader is idempotent and answers, in a sentence, what it did.
opening: Registry[Callable[[], str]] = Registry()
examples: Registry[Examples] = Registry()
# A desk panel is made for the person who asks; None where it is not for them.
desk: Registry[Callable[[HttpRequest], DeskPanel | None]] = Registry()
# What "Needs care" consists of: a part for the person who asks; None where it is not for them.
care: Registry[Callable[[HttpRequest], DeskPart[Any] | None]] = Registry()
# Where an edition that is public now is to be seen: after its instant the worker goes and looks.
live: Registry[Callable[[Any], Iterable[Place]]] = Registry()
# The home page's parts: `lead` is the set piece, the others are panels; None shows nothing.
home: Registry[Callable[[HttpRequest], HomePart | None]] = Registry()
sitemap_page: Registry[Callable[[HttpRequest], list[TreeLink]]] = Registry()
# Classes (a `sitemaps.Sitemap`) by section name.
sitemaps: Registry[type] = Registry()
# By kind of document: the public page of an edition, as it would be read. The record's admin
# previews with it: (request, edition) → response.
previews: Registry[Callable[[HttpRequest, Any], HttpResponse]] = Registry()
# What the worker does: each job does what has fallen due, however long ago, exactly once, and
# answers how many things it did. It may be called at any time, by two workers at once.
due: Registry[Callable[[], int]] = Registry()
# The next instant after the given one at which something public changes by itself, if one is known.
instants: Registry[Callable[[datetime], datetime | None]] = Registry()
search: Registry[Searchable] = Registry()
# What the desk finds, drafts too: (words, person) → the newest texts with all the words that the
# person may see, at most DESK_FOUND, as (edition, document).
DESK_FOUND = 1_000
desk_search: Registry[Callable[[str, Any], list[tuple[int, int]]]] = Registry()
# By the name of an address: what answers a form there whose token is missing or old, and keeps
# what was typed. A form that another site sent never comes here.
stale_forms: Registry[Callable[..., HttpResponse]] = Registry()
