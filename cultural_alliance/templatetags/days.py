"""`{{ edition.published_at|day:"DATE_FORMAT" }}`: as `date`, of a day alone, written once."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

register = template.Library()


@register.filter(expects_localtime=True)
def day(value: date | datetime | None, form: str) -> str:
    """`form` is a name such as SHORT_DATE_FORMAT, or letters that say nothing of the time."""
    if not value:
        return ""
    return written(value.date() if isinstance(value, datetime) else value, form, get_language())


@lru_cache(4_000)
def written(value: date, form: str, language: str | None) -> str:
    return date_format(value, form)
