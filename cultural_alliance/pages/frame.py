"""What stands around every page, made once for all pages that share it.

Of the page that it is around, a header knows the section, and the address in other languages.
"""

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cultural_alliance import languages, pagecache

if TYPE_CHECKING:
    from .context import Portal

# Stands in the links to the languages for the rest of the address.
HERE = "the-address-below-the-language"


def header(portal: "Portal") -> SafeString:
    section, utility = portal.section, portal.path if portal.place in portal.UTILITIES else ""
    made = pagecache.remember(
        ("header", portal.language.code, section.path if section else "", utility),
        lambda: render_to_string("includes/_header.html", {"portal": portal}),
    )
    here = portal.path.split("/", 2)[2] if languages.in_path(portal.path) else ""
    return mark_safe(made.replace(HERE, escape(here)))  # noqa: S308 - a template, and escaped


def assets(portal: "Portal") -> SafeString:
    return pagecache.remember(
        ("assets", portal.language.code),
        lambda: render_to_string("includes/_assets.html", {"language": portal.language}),
    )


def footer(portal: "Portal") -> SafeString:
    return pagecache.remember(
        ("footer", portal.language.code),
        lambda: render_to_string("includes/_footer.html", {"portal": portal}),
    )
