"""The portal as a WSGI application: granian, or any other server, serves `application`."""

import gc
import os
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from . import checks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cultural_alliance.settings")
django_application = get_wsgi_application()
checks.refuse_to_serve()

Environ = dict[str, Any]
CGI = {
    "REQUEST_METHOD",
    "SCRIPT_NAME",
    "PATH_INFO",
    "QUERY_STRING",
    "CONTENT_TYPE",
    "CONTENT_LENGTH",
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
    "REMOTE_ADDR",
    "REMOTE_PORT",
}


def portal(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    return django_application(request_environ(environ), start_response)


def request_environ(environ: Environ) -> Environ:
    """Only what belongs to the request: granian copies the process's whole environment in, and
    with it `DATABASE_URL` and secrets would reach debug pages and error reports."""
    return {
        name: value
        for name, value in environ.items()
        if name in CGI or (name.startswith(("wsgi.", "HTTP_")) and name not in os.environ)
    }


def with_page_cache(megabytes: int) -> Callable[..., Iterable[bytes]]:
    from .pagecache.wsgi import PageCache  # imports models

    return PageCache(portal, megabytes) if megabytes else portal


application = with_page_cache(settings.PAGE_CACHE_MEGABYTES)


def settle() -> None:
    """Loads what the first request would wait for, and keeps the garbage collector from looking
    through all that stays: each time it would stop every thread for a tenth of a second."""
    import_module(settings.ROOT_URLCONF)  # and the views and forms behind it
    gc.collect()
    gc.freeze()


settle()
