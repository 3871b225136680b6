"""Which answers are public: said by the view, read by the page cache and by every other cache."""

import re
from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

View = Callable[..., HttpResponseBase]

# A browser asks each time; a cache that many share, after a second.
PUBLIC = "public, max-age=0, must-revalidate, s-maxage=1"
# The same page for one who is signed in: no cache has to trust that it is the same.
PRIVATE = "private, no-cache"
# The address means the same whatever its query (the header's own syntax).
WHATEVER_THE_QUERY = "params"
ZERO_FIRST = re.compile(r"(?<!\d)0\d", re.ASCII)
PAGE = re.compile(r"page=[1-9][0-9]{0,5}", re.ASCII)


def public(view: View | None = None, *, reads: Sequence[str] = ()) -> Any:
    """The view's answer is the same for every reader: it asks for no session, user, cookie or
    token, and for no header of the request.

    `reads` names what it reads of the query. With none, any query is answered as none is. A list
    that reads `page` is public without a query and with `page` alone; other queries are answered
    and not kept, for there is no end of them.
    """
    if view is None:
        return partial(public, reads=reads)

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponse) and response.status_code == 200:
            mark(request, response, reads)
        return response

    return marked


def mark(request: HttpRequest, response: HttpResponse, reads: Sequence[str]) -> None:
    query = request.META.get("QUERY_STRING", "")
    if reads and query and not ("page" in reads and PAGE.fullmatch(query)):
        return
    if not is_spelt_right(request):
        return
    response.headers.setdefault("Cache-Control", PUBLIC)
    if not reads:
        response.headers["No-Vary-Search"] = WHATEVER_THE_QUERY


def keep_private(get_response: View) -> View:
    """The outermost middleware: what was made for somebody who is signed in, or came to be
    somebody's on its way out (a cookie is set, or was asked for), no other cache keeps."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        of_one = response.cookies or response.has_header("Vary")
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        if (of_one or signed_in) and response.headers.get("Cache-Control") == PUBLIC:
            response.headers["Cache-Control"] = PRIVATE
        return response

    return answer


def is_spelt_right(request: HttpRequest) -> bool:
    """A number may be written with zeros before it: answered, but there is no end of those."""
    match = request.resolver_match
    if match is None or not ZERO_FIRST.search(request.path):
        return True
    own = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    return unquote(own) == request.path
