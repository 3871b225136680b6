"""The pages of an edition beside its own, below its number in the address."""

from collections.abc import Callable

from django.http import HttpResponse

from . import (
    autosaving,
    checker,
    commenting,
    files,
    limits,
    presence,
    sharing,
    signed_out,
    since,
    translating,
)

# (route, view, name): `reverse("admin:editions_edition_<name>", args=[pk, …])`.
ROUTES: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("original/", translating.original, "original"),
    ("autosave/", autosaving.autosave, "autosave"),
    ("signed-in/", signed_out.back, "back"),
    ("check/", checker.check, "check"),
    ("presence/", presence.tell, "presence"),
    ("comment/", commenting.comment, "comment"),
    ("comments/<int:comment>/<slug:verb>/", commenting.on_comment, "on_comment"),
    ("read/", since.read, "read"),
    ("files/", files.of_text, "files"),
    ("files/take/", files.take, "files_take"),
    ("files/<int:number>/", files.one, "file"),
    ("limit/", limits.limit, "limit"),
    ("open_up/", limits.open_up, "open_up"),
    ("share/", sharing.share, "share"),
    ("links/<int:link>/revoke/", sharing.revoke, "revoke"),
    ("links/revoke/", sharing.revoke_all, "revoke_all"),
]
