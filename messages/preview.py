"""A statement's page as the public will see it, for an edition that is not public yet."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from cultural_alliance import compiled, languages
from cultural_alliance.editions.models import Edition
from cultural_alliance.editions.shown import public_texts

from .models import Statement
from .reading import reading_of
from .views.statement import page


def preview(request: HttpRequest, edition: Edition) -> HttpResponse:
    """In the edition's language and in Paris time, whoever looks; never kept, never indexed."""
    language = edition.text_language
    statement = Statement.objects.select_related("occasion").get(pk=edition.document_id)
    public_address = statement.get_absolute_url(language) if statement.path else "/"
    languages.show_at(request, public_address)
    with translation.override(language.django_code), timezone.override(None):
        others = [text for text in public_texts(statement) if text.language != edition.language]
        texts = sorted([*others, edition], key=lambda text: languages.CODES.index(text.language))
        context = page(request, reading_of(statement, edition, language, texts))
        context |= {"is_preview": True, "robots": "noindex", "canonical": "", "alternates": []}
        response = compiled.render(request, "statements/statement_detail.html", context)
    response["Content-Language"] = language.tag
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
