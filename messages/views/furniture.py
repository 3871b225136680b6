"""What every page of this section carries: breadcrumbs, canonical and alternate addresses, feed."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from cultural_alliance import languages
from cultural_alliance.addresses import absolute
from cultural_alliance.languages import Language

Crumb = tuple[str, str]


def breadcrumbs(*below: Crumb, within_messages: bool = True) -> list[Crumb]:
    """(title, url) from the home page down."""
    home = f"/{languages.active().code}/"
    above = [(_("Home"), home)]
    if within_messages:
        above += [(_("Info Centre"), f"{home}info/"), (_("Messages"), reverse("statements:list"))]
    return [*above, *below]


def alternates(addresses: Iterable[tuple[Language, str]]) -> list[tuple[str, str]]:
    """(hreflang, address) of the languages that have a text, and of no other."""
    return [(language.tag, absolute(url)) for language, url in addresses]


def feed_link() -> dict[str, str]:
    return {
        "feed_url": absolute(reverse("statements:feed")),
        "feed_title": _("Official statements"),
    }
