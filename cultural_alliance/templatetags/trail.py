"""`{{ breadcrumbs|trail }}`: the items of the breadcrumbs, which stand on every page."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.template.defaultfilters import truncatechars
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cultural_alliance.languages import Language

register = template.Library()
LONGEST = 60


@register.filter
def trail(breadcrumbs: Sequence[Sequence[Any]]) -> SafeString:
    """Each crumb: title, url and, where the title is in another language than the page, that. The
    last is the page itself."""
    *above, here = breadcrumbs
    items = [_item(str(title), *rest) for title, *rest in (*above, (here[0], "", *here[2:]))]
    return mark_safe("".join(items))  # noqa: S308 - all escaped


@lru_cache(1_000)
def _item(title: str, url: str, language: Language | None = None) -> str:
    tongue = f' lang="{language.tag}" dir="{language.direction}"' if language else ""
    if url:
        return f'<li><a href="{escape(url)}"{tongue}>{escape(title)}</a></li>'
    shown = escape(truncatechars(title, LONGEST))
    return f'<li><span aria-current="page"{tongue}>{shown}</span></li>'
