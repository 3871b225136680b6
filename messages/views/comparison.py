"""Public comparison of any two editions."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from cultural_alliance import languages, pagecache
from cultural_alliance.addresses import absolute

from ..comparing import CompareForm, differences
from ..models import Statement
from .addressed import addressed
from .furniture import breadcrumbs
from .history import history_page
from .statement import no_edition, published


@pagecache.public(reads=["view"])
@addressed
def comparison(request: HttpRequest, statement: Statement, old: int, new: int) -> HttpResponse:
    language = languages.of(request)
    found = {each.number: each for each in published(statement, language.code, old, new)}
    if not {old, new} <= set(found):
        return no_edition(request, statement, old, new)
    for each in found.values():
        each.document = statement
    url = statement.get_absolute_url(language)
    numbers = {"old": old, "new": new}
    languages.show_at(request, url)  # every language has that one
    label = _("Editions %(old)s and %(new)s") % numbers
    every = statement.editions.published().filter(language=language.code).defer("body")
    context = {
        "comparison": differences(found[old], found[new]),
        "view": "one" if request.GET.get("view") == "one" else "side",
        "old": found[old],
        "new": found[new],
        "later": found[max(old, new)],
        "language": language,
        "history_url": f"{url}editions/",
        "form": CompareForm(list(every), url, numbers),
        "breadcrumbs": breadcrumbs(
            (found[new].title, url), (_("History"), f"{url}editions/"), (label, "")
        ),
        "canonical": absolute(f"{url}editions/{old}..{new}/"),
    }
    return render(request, "statements/comparison.html", context)


@addressed
def choose(request: HttpRequest, statement: Statement) -> HttpResponse:
    """The small form's answer: on to the comparison, or back to it with what is wrong."""
    language = languages.of(request)
    url = statement.get_absolute_url(language)
    if not request.GET:
        return HttpResponseRedirect(f"{url}editions/")
    editions = statement.editions.published().filter(language=language.code).defer("body")
    form = CompareForm(list(editions), url, request.GET)
    if not form.is_valid():
        return history_page(request, statement, form)
    pair = form.cleaned_data
    return HttpResponseRedirect(f"{url}editions/{pair['old']}..{pair['new']}/")
