"""`portal` in every template: where the reader is, and where to go from here.

Nothing here asks who reads: no session, no user. Nothing is queried before a template asks.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cultural_alliance import languages, pagecache, surfaces
from cultural_alliance.editions.models import Document, Edition
from cultural_alliance.languages import Language
from cultural_alliance.surfaces import TreeLink

from . import frame, reading
from .models import Activity
from .navigation import Node, Tree
from .sections import ACCESSIBILITY, ACTIVITIES, PRIVACY, SECTIONS


@dataclass(frozen=True)
class LanguageChoice:
    language: Language
    url: str
    current: bool


@dataclass(frozen=True)
class Link:
    """A line of a menu. `language` is that of the title, where it is not the page's."""

    title: str
    url: str
    current: bool = False
    summary: str = ""
    language: Language | None = None
    children: list["Link"] = field(default_factory=list)


# Title, url, and the title's language where it is not the page's.
Crumb = tuple[str, str, Language | None]


class Portal:
    """The portal in one language, seen from one address (`path`, such as `/fr/about/`)."""

    UTILITIES = (ACTIVITIES, "sitemap", "subscribe", "search", "members/mine")

    def __init__(self, request: HttpRequest, language: Language, path: str) -> None:
        self.request = request
        self.language = language
        self.path = path
        self.home_url = f"/{language.code}/"
        self.search_url = f"/{language.code}/search/"
        self.statements_url = f"/{language.code}/info/messages/"
        self.subscribe_url = f"/{language.code}/subscribe/"

    @cached_property
    def tree(self) -> Tree:
        return pagecache.remember(("tree", self.language.code), lambda: Tree(self.language))

    @property
    def assets(self) -> SafeString:
        return frame.assets(self)

    @property
    def header(self) -> SafeString:
        return frame.header(self)

    @property
    def footer(self) -> SafeString:
        return frame.footer(self)

    @property
    def place(self) -> str:
        """The address without language and slashes at its ends: `info/messages`."""
        return self.path.strip("/").partition("/")[2]

    @property
    def languages(self) -> list[LanguageChoice]:
        here = self.home_url + frame.HERE
        return [
            LanguageChoice(
                language, languages.translated_path(here, language), language == self.language
            )
            for language in languages.LANGUAGES
        ]

    @cached_property
    def sections(self) -> list["Section"]:
        return [Section(self, path) for path in SECTIONS]

    @cached_property
    def section(self) -> "Section | None":
        """The section that the reader is in."""
        path = self.place.partition("/")[0]
        return Section(self, path) if path in SECTIONS else None

    @property
    def review_bar(self) -> SafeString | str:
        return self._of_review("editions/links/_bar.html")

    @property
    def review_forms(self) -> SafeString | str:
        return self._of_review("editions/links/_review.html")

    def _of_review(self, template: str) -> SafeString | str:
        """What whoever holds a preview link may do here (`editions.link_views`)."""
        review = self.request.__dict__.get("review")
        return render_to_string(template, {"review": review}) if review else ""

    @property
    def utilities(self) -> list[Link]:
        return [
            self._link(self.tree.title_of(ACTIVITIES), self.url_of(ACTIVITIES)),
            self._link(_("Sitemap"), self.url_of("sitemap")),
            self._link(_("Subscribe"), self.subscribe_url),
            self._link(_("Search"), self.search_url),
            self._link(_("Members’ area"), self.url_of("members/mine")),
        ]

    @property
    def footer_links(self) -> list[Link]:
        known = [path for path in (ACCESSIBILITY, PRIVACY) if path in self.tree.by_path]
        return [
            self._link(_("Sitemap"), self.url_of("sitemap")),
            *(self._link(self.tree.title_of(path), self.url_of(path)) for path in known),
        ]

    @cached_property
    def introduction(self) -> Edition | None:
        """The public text of the page at this address, for a section that works there itself."""
        address = reading.at_address(self.place)
        if address is None or not address.is_current:
            return None
        return reading.read(address.document.specific, self.language).text

    @cached_property
    def has_examples(self) -> bool:
        if settings.PRODUCTION:  # which refuses them
            return False
        return any(
            model._default_manager.filter(is_example=True).exists()
            for model in (Document, Activity)
        )

    @cached_property
    def offered(self) -> list[TreeLink]:
        """What the other sections put into the tree, the same for all readers."""
        return pagecache.remember(
            ("offered", self.language.code),
            lambda: [link for offer in surfaces.sitemap_page for link in offer(self.request)],
        )

    def url_of(self, path: str) -> str:
        return f"/{self.language.code}/{path}/"

    def _link(self, title: str, url: str) -> Link:
        return Link(title, url, current=url == self.path)

    def link_to(self, node: Node) -> Link:
        """With the pages below it."""
        url = node.url_in(self.language)
        return Link(
            title=node.title,
            url=url,
            current=url == self.path,
            summary=node.summary,
            language=self._foreign(node.language),
            children=[self.link_to(child) for child in node.children] + self.offered_at(node.path),
        )

    def offered_at(self, path: str) -> list[Link]:
        return [self._offered_link(link) for link in self.offered if link.parent == path]

    def _offered_link(self, offered: TreeLink) -> Link:
        children = [self._offered_link(child) for child in offered.children]
        return Link(
            offered.title, offered.url, current=self.path.startswith(offered.url), children=children
        )

    @property
    def whole_tree(self) -> list[Link]:
        """The six sections in their order, then the other pages at the top."""
        own = [self.tree.by_path[path] for path in SECTIONS if path in self.tree.by_path]
        others = [node for node in self.tree.roots if node not in own]
        return [self.link_to(node) for node in own + others] + self.offered_at("")

    def breadcrumbs(self, path: str, title: str, language: Language | None = None) -> list[Crumb]:
        """From the home page down to the page itself, which has no url."""
        above = [
            (node.title, node.url_in(self.language), self._foreign(node.language))
            for node in self.tree.above(path)
        ]
        own = (title, "", self._foreign(language or self.language))
        return [(_("Home"), self.home_url, None), *above, own]

    def _foreign(self, language: Language) -> Language | None:
        return language if language != self.language else None


class Section:
    """One of the six sections. Its title is that of its page, once that is public."""

    def __init__(self, portal: Portal, path: str) -> None:
        self.portal = portal
        self.path = path
        self.url = portal.url_of(path)

    @property
    def title(self) -> str:
        return self.portal.tree.title_of(self.path)

    @property
    def current(self) -> bool:
        return self.portal.path.startswith(self.url)

    @property
    def summary(self) -> str:
        node = self.portal.tree.by_path.get(self.path)
        return node.summary if node and node.language == self.portal.language else ""

    @cached_property
    def children(self) -> list[Link]:
        """The pages below the section's own, and what other sections offer there."""
        node = self.portal.tree.by_path.get(self.path)
        pages = [self.portal.link_to(child) for child in node.children] if node else []
        return pages + self.portal.offered_at(self.path)


def of(request: HttpRequest) -> Portal:
    """The portal of this request in the active language, the same one for all who ask.

    A preview is in another language than its request: so one for each language and address.
    """
    language = languages.active()
    path = languages.shown_at(request)
    made: dict[tuple[str, str], Portal] = request.__dict__.setdefault("_portals", {})
    if (language.code, path) not in made:
        made[language.code, path] = Portal(request, language, path)
    return made[language.code, path]


def portal(request: HttpRequest) -> dict[str, Portal]:
    return {"portal": of(request)}
