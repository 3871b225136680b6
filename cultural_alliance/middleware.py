"""The language of each request: that of its address, or the reader's choice where it names none."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from . import languages


class LanguageMiddleware:
    """Activates the language of the address. The admin is English.

    Where the address names none, the reader's cookie and then browser choose. Django's own
    middleware knows only its own codes in addresses.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = self.code_for(request)
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", languages.of(request).tag)
        return response

    @staticmethod
    def code_for(request: HttpRequest) -> str:
        if language := languages.in_path(request.path_info):
            return language.django_code
        if request.path_info.startswith("/admin/"):  # its own strings are English: no mixture
            return languages.DEFAULT.django_code
        return translation.get_language_from_request(request)
