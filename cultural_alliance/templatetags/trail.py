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
    """Each crumb: title, url and, where the title is in another language than the page, that."""
    *above, here = breadcrumbs
    items = [_link(str(each[0]), *each[1:]) if each[1] else _here(*each) for each in above]
    items.append(_here(here[0], "", *here[2:]))
    return mark_safe("".join(f"<li>{item}</li>" for item in items))  # noqa: S308 - all escaped


@lru_cache(1_000)
def _link(title: str, url: str, language: Language | None = None) -> str:
    return f'<a href="{escape(url)}"{_tongue(language)}>{escape(title)}</a>'


def _here(title: Any, url: str, language: Language | None = None) -> str:
    shown = escape(truncatechars(title, LONGEST))
    return f'<span aria-current="page"{_tongue(language)}>{shown}</span>'


def _tongue(language: Language | None) -> str:
    return f' lang="{language.tag}" dir="{language.direction}"' if language else ""
