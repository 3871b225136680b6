"""`{{ activity.titles|named }}`: a name of a vocabulary row, marked where it is in English only."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html

from cultural_alliance import languages

register = template.Library()


@register.filter
def named(names: Mapping[str, str]) -> str:
    """The name in the active language; or in English, with its own `lang` and `dir`."""
    here, english = languages.active(), languages.DEFAULT
    name = languages.name_in(names, here)
    if here == english or not name or names.get(here.code):
        return name
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', english.tag, english.direction, name)
