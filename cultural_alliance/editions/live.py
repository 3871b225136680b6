"""Where an edition is to be seen once it is public: its own page, and the page in each language."""

from collections.abc import Iterator
from html import unescape

from django.utils.html import strip_tags

from cultural_alliance import surfaces
from cultural_alliance.addresses import absolute
from cultural_alliance.languages import LANGUAGES, Language
from cultural_alliance.surfaces import Place

from . import html
from .models import Edition


def places_of(edition: Edition) -> list[Place]:
    """All that the sections name, each address once."""
    named = (place for offer in surfaces.live for place in offer(edition))
    return list({place.url: place for place in named}.values())


def pages_of(edition: Edition) -> Iterator[Place]:
    """Its page holds the whole text. The page in another language shows the same where there is
    none in that language, and else leads to it."""
    document, own = edition.document, edition.text_language
    public = Edition.objects.public().filter(document=document)
    translated = set(public.values_list("language", flat=True))
    whole = (edition.digest, edition.title, *_words(edition))
    link = (absolute(document.get_absolute_url(own)),)
    for language in sorted(LANGUAGES, key=lambda each: each != own):
        shows_it = language == own or (own == document.original and language.code not in translated)
        url = document.get_absolute_url(language)
        yield Place(_name(language, own), url, whole if shows_it else link)


def _name(language: Language, own: Language) -> str:
    return "Its page" if language == own else f"Page in {language}"


def _words(edition: Edition) -> list[str]:
    """As a page shows them: the number of a footnote without the brackets it has in plain text."""
    shown = (unescape(strip_tags(block.html)) for block in html.blocks(edition.body))
    return [words for words in shown if words]
