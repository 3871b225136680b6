"""Logos at an address of their own. Their names cannot be guessed, and a name's picture never
changes."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

A_YEAR = 31_536_000


@require_safe
def logo(request: HttpRequest, name: str) -> FileResponse:
    try:
        picture = default_storage.open(f"logos/{name}.webp")
    except FileNotFoundError as error:
        raise Http404("There is no such logo.") from error
    answer = FileResponse(picture, content_type="image/webp")
    answer["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
