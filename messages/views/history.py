"""The public history of a statement."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cultural_alliance import languages, pagecache
from cultural_alliance.addresses import absolute

from ..comparing import CompareForm
from ..history import history_of, languages_with_history
from ..models import Statement
from .addressed import addressed_even_removed
from .furniture import alternates, breadcrumbs
from .statement import no_edition


@pagecache.public
@addressed_even_removed
def history(request: HttpRequest, statement: Statement) -> HttpResponse:
    return history_page(request, statement)


def history_page(
    request: HttpRequest, statement: Statement, form: CompareForm | None = None
) -> HttpResponse:
    """`form` is one that was filled in with a mistake."""
    language = languages.of(request)
    having = languages_with_history(statement)
    if language not in having:
        return no_edition(request, statement)
    happenings = history_of(statement, language)
    editions = [each.edition for each in happenings if each.edition]
    title = editions[0].title or _("A text that was removed")
    addresses = [(each, f"{statement.get_absolute_url(each)}editions/") for each in having]
    url = statement.get_absolute_url(language)
    languages.show_at(request, url)  # every language has that one
    context: dict[str, Any] = {
        "title": title,
        "is_removed": editions[0].erased,
        "statement_url": url,
        "happenings": happenings,
        "form": form or CompareForm(editions, url),
        "language": language,
        "others": [each for each in addresses if each[0] != language],
        "breadcrumbs": breadcrumbs((title, url), (_("History"), "")),
        "canonical": absolute(f"{url}editions/"),
        "alternates": alternates(addresses),
    }
    status = 400 if form else 200
    return render(request, "statements/history.html", context, status=status)
