"""Keeps old bookmarks: the old portal's addresses lead to the statement."""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cultural_alliance import languages
from cultural_alliance.editions.models import Document, Kind

OLD_ID = re.compile(r"\bURL_ID=([0-9]{1,15})(?![0-9])")
PRINT = re.compile(r"\bURL_DO=DO_PRINTPAGE\b")


@require_safe
def old_address(request: HttpRequest, language: str, values: str) -> HttpResponse:
    """301 to the statement, or to its print view, in the old address's language."""
    asked = f"{values}&{request.META.get('QUERY_STRING', '')}"
    old_id = OLD_ID.search(asked)
    if old_id is None:
        raise Http404(_("The old portal had no such address."))
    document = Document.objects.published().filter(legacy_id=int(old_id[1])).first()
    if document is None:
        raise Http404(_("The text of this old address is not in the portal."))
    url = document.get_absolute_url(languages.get(language))
    if PRINT.search(asked) and document.kind == Kind.STATEMENT:
        url += "print/"
    return HttpResponsePermanentRedirect(url)
