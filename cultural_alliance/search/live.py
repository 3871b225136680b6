"""Where search shows an edition that went live: among what the words of its title find."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import override

from cultural_alliance.editions.models import Edition
from cultural_alliance.surfaces import Place

from .finding import find
from .views import ON_A_PAGE

MOST = 40  # characters: an address of a receipt has room for so many in any script


def places_of(edition: Edition) -> Iterator[Place]:
    words, language = _first_words(edition.title), edition.text_language
    with override(language.django_code):
        url = reverse("search:search")
    found = find(words, language)
    if not found.asked:
        return  # a title of signs alone is not looked for by anybody
    ranked = [(each.kind, each.object_id) for each in found.ranked()]
    thing = (edition.document.kind, edition.document_id)
    place = ranked.index(thing) if thing in ranked else 0
    asked: dict[str, str | int] = {"words": words, "page": place // ON_A_PAGE + 1}
    shown = edition.document.get_absolute_url(language)
    yield Place("Search", f"{url}?{urlencode(asked)}", (shown,))


def _first_words(title: str) -> str:
    cut = title[: MOST + 1]
    return cut if len(cut) <= MOST else cut.rpartition(" ")[0][:MOST] or title[:MOST]
