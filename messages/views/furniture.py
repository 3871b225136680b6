"""What every page of this section carries: breadcrumbs, canonical and alternate addresses, feed."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cultural_alliance import languages
from cultural_alliance.languages import Language

from ..permanence import absolute

Crumb = tuple[str, str]


def breadcrumbs(*below: Crumb, within_messages: bool = True) -> list[Crumb]:
    """(title, url) from the home page down."""
    home = f"/{languages.active().code}/"
    above = [(_("Home"), home)]
    if within_messages:
        above += [(_("Info Centre"), f"{home}info/"), (_("Messages"), reverse("statements:list"))]
    return [*above, *below]


def in_each_language(name: str, *, page: int = 1) -> dict[str, Any]:
    """Canonical and alternates of a page that exists in all six."""
    suffix = f"?page={page}" if page > 1 else ""
    own = absolute(reverse(name)) + suffix
    return {"canonical": own, "alternates": [] if suffix else [*_alternates(name)]}


def _alternates(name: str) -> Iterable[tuple[str, str]]:
    for language in languages.LANGUAGES:
        with override(language.django_code):
            yield language.tag, absolute(reverse(name))


def alternates(addresses: Iterable[tuple[Language, str]]) -> list[tuple[str, str]]:
    """(hreflang, address) of the languages that have a text, and of no other."""
    return [(language.tag, absolute(url)) for language, url in addresses]


def feed_link() -> dict[str, str]:
    return {
        "feed_url": absolute(reverse("statements:feed")),
        "feed_title": _("Official statements"),
    }
