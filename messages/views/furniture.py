"""What every page of this section carries: breadcrumbs, canonical and alternate addresses, feed."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from cultural_alliance import languages
from cultural_alliance.addresses import absolute
from cultural_alliance.languages import Language

Crumb = tuple[str, str]


def breadcrumbs(*below: Crumb, within_messages: bool = True) -> list[Crumb]:
    """(title, url) from the home page down."""
    above = _furniture(languages.active()).above
    return [*(above if within_messages else above[:1]), *below]


def alternates(addresses: Iterable[tuple[Language, str]]) -> list[tuple[str, str]]:
    """(hreflang, address) of the languages that have a text, and of no other."""
    return [(language.tag, absolute(url)) for language, url in addresses]


def feed_link() -> dict[str, str]:
    feed = _furniture(languages.active()).feed
    return {"feed_url": absolute(feed[1]), "feed_title": feed[0]}


class _Furniture(NamedTuple):
    above: list[Crumb]
    feed: Crumb


@cache
def _furniture(language: Language) -> _Furniture:
    """Words and addresses in the language, which is the active one."""
    home = f"/{language.code}/"
    messages = (_("Messages"), reverse("statements:list"))
    return _Furniture(
        above=[(_("Home"), home), (_("Info Centre"), f"{home}info/"), messages],
        feed=(_("Official statements"), reverse("statements:feed")),
    )
