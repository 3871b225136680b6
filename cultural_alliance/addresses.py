"""Whole addresses, for feeds, mails and canonical links: made of `ALLIANCE_URL` alone, never of the
host of a request. And a page's addresses in all six languages."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from . import languages
from .languages import Language


def absolute(path: str) -> str:
    return f"{settings.ALLIANCE_URL}{path}"


def in_languages(
    name: str, own: Iterable[Language] = languages.LANGUAGES, *, page: int = 1, **kwargs: Any
) -> dict[str, Any]:
    """`canonical` and `alternates` of the address `name`, which has words in the languages `own`.

    In a language that has none the page shows another's, whose address is the canonical one. A
    further page of a list has no alternates.
    """
    addresses = {language: _address(name, language, kwargs) for language in own}
    shown = addresses.get(languages.active()) or next(iter(addresses.values()))
    if page > 1:
        return {"canonical": f"{shown}?page={page}", "alternates": []}
    return {
        "canonical": shown,
        "alternates": [(language.tag, address) for language, address in addresses.items()],
    }


def _address(name: str, language: Language, kwargs: dict[str, Any]) -> str:
    with override(language.django_code):
        return absolute(reverse(name, kwargs=kwargs))
