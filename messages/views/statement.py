"""The statement page, its print view, and each edition at its permanent address."""

from datetime import datetime
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cultural_alliance import compiled, languages, pagecache
from cultural_alliance.addresses import absolute
from cultural_alliance.editions.shown import corrected_notes, public_texts
from cultural_alliance.editions.templatetags.files import files_of
from cultural_alliance.languages import Language

from ..facts import Facts
from ..models import Occasion, Statement
from ..reading import Reading, read, reading_of
from ..rows import Row, rows
from .addressed import addressed
from .furniture import alternates, breadcrumbs, feed_link

GREATEST = 2**31 - 1  # no database takes a greater number of an edition
OTHERS = 5  # texts of the same occasion under a statement


class Other(NamedTuple):
    """What is shown of one of them: little, for each occasion's are remembered."""

    pk: int
    title: str
    url: str
    foreign: Language | None
    published_at: datetime | None

    @classmethod
    def shown_by(cls, row: Row) -> "Other":
        published_at = row.statement.first_published_at
        return cls(row.statement.pk, row.edition.title, row.url, row.foreign, published_at)


@pagecache.public
@addressed
def detail(request: HttpRequest, statement: Statement) -> HttpResponse:
    context = page(request, reading(request, statement))
    return compiled.render(request, "statements/statement_detail.html", context)


@pagecache.public
@addressed
def print_view(request: HttpRequest, statement: Statement) -> HttpResponse:
    context = page(request, reading(request, statement))
    context |= {"robots": "noindex", "alternates": []}
    return compiled.render(request, "statements/statement_print.html", context)


@pagecache.public
@addressed
def edition(request: HttpRequest, statement: Statement, number: int) -> HttpResponse:
    """At its permanent address an edition never falls back to another language."""
    language = languages.of(request)
    found = published(statement, language.code, number).first()
    if found is None:
        return no_edition(request, statement, number)
    then = reading_of(statement, found, language, public_texts(statement))
    languages.show_at(request, statement.get_absolute_url(language))  # every language has that one
    context = edition_page(request, then)
    return compiled.render(request, "statements/edition_detail.html", context)


def reading(request: HttpRequest, statement: Statement) -> Reading:
    found = read(statement, languages.of(request))
    if found is None:
        raise Http404(_("There is no statement at this address."))
    return found


def published(statement: Statement, language: str, *numbers: int) -> Any:
    possible = [number for number in numbers if number <= GREATEST]
    editions = statement.editions.published().filter(language=language, number__in=possible)
    return editions.select_related("follows").order_by("number")


def page(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    statement, title, facts = reading.statement, reading.edition.title, reading.facts
    crumb = facts.kind_name if reading.is_fallback else title
    own = statement.get_absolute_url(reading.language)
    return {
        "reading": reading,
        "facts": facts,
        "breadcrumbs": breadcrumbs((crumb, "")),
        "canonical": absolute(own),
        "alternates": alternates(reading.addresses),
        "permanent": absolute(reading.edition.get_absolute_url()) if reading.edition.number else "",
        "send_url": f"{reading.url}send/",
        "corrected_notes": corrected_notes(reading.edition),
        "files": files_of(reading.edition, request),
        **same_occasion(statement),
        **feed_link(),
    }


def edition_page(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    """With the facts as its digest covers them; `facts_changed` says whether others hold now."""
    context = page(request, reading)
    now, then = context["facts"], Facts.as_approved(reading.edition)
    own = reading.edition.get_absolute_url()
    number = reading.edition.number
    crumbs = [
        *context["breadcrumbs"][:-1],
        (reading.edition.title, reading.statement.get_absolute_url(reading.language)),
        (_("Edition %(number)s") % {"number": number}, ""),
    ]
    return {
        **context,
        "facts": then or now,
        "facts_changed": then is not None and then.labelled() != now.labelled(),
        "breadcrumbs": crumbs,
        "canonical": absolute(own) if reading.is_former else context["canonical"],
        "alternates": [],
    }


def same_occasion(statement: Statement) -> dict[str, Any]:
    """The newest others on the statement's occasion, and where all of them are."""
    occasion, language = statement.occasion, languages.active()
    if occasion is None:
        return {}
    key = ("same occasion", occasion.pk, language.code)
    newest, url = pagecache.remember(key, lambda: _newest_of(occasion, language))
    others = [each for each in newest if each.pk != statement.pk]
    return {"same_occasion": others[:OTHERS], "occasion_url": url}


def _newest_of(occasion: Occasion, language: Language) -> tuple[list[Other], str]:
    of_occasion = Statement.objects.listed().filter(occasion=occasion)
    newest = rows(of_occasion.for_listing(language)[: OTHERS + 1], language)
    return [Other.shown_by(row) for row in newest], occasion.get_absolute_url()


def no_edition(request: HttpRequest, statement: Statement, *numbers: int) -> HttpResponse:
    """404: says so, and leads to the languages that have what was asked for."""
    have: dict[str, set[int | None]] = {}
    editions = statement.editions.published().filter(erased=False)
    for code, number in editions.values_list("language", "number"):
        have.setdefault(code, set()).add(number)
    below = "..".join(str(number) for number in numbers)
    elsewhere = [
        (language, f"{statement.get_absolute_url(language)}editions/{below}/".replace("//", "/"))
        for language in languages.LANGUAGES
        if set(numbers) <= have.get(language.code, set()) and language.code in have
    ]
    context = {
        "numbers": numbers,
        "elsewhere": elsewhere,
        "statement_url": statement.get_absolute_url(languages.of(request)),
        "breadcrumbs": breadcrumbs(),
    }
    return render(request, "statements/no_edition.html", context, status=404)
