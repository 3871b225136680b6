"""`{{ edition.published_at|day }}`: as `date`, of a day alone, written once."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

register = template.Library()


@register.filter
def day(value: date | datetime | None, form: str = "DATE_FORMAT") -> str:
    """`form` is a name such as SHORT_DATE_FORMAT, or letters that say nothing of the time."""
    return written(_here(value), form, get_language()) if value else ""


@register.filter
def short_day(value: date | datetime | None) -> str:
    return day(value, "SHORT_DATE_FORMAT")


@register.filter
def iso_day(value: date | datetime | None) -> str:
    return _here(value).isoformat() if value else ""


@register.filter
def instant(value: datetime) -> str:
    return date_format(timezone.localtime(value), "DATETIME_FORMAT")


def _here(value: date | datetime) -> date:
    if not isinstance(value, datetime):
        return value
    return (timezone.localtime(value) if timezone.is_aware(value) else value).date()


@lru_cache(4_000)
def written(value: date, form: str, language: str | None) -> str:
    return date_format(value, form)
