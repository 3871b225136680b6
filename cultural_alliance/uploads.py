"""A request that is too large is refused before a byte of it is read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

LARGEST_REQUEST = 32 * 1024 * 1024


class LargestRequestMiddleware:
    """Answers 413 by the length that the request announces. One that announces none has no body:
    neither Django nor the server reads any."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced) <= LARGEST_REQUEST:
            return self.get_response(request)
        answer = HttpResponse(render_to_string("413.html"), status=413)
        answer["Cache-Control"] = "no-store"
        return answer
