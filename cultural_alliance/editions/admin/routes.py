"""The pages of an edition beside its own, below its number in the address."""

from collections.abc import Callable

from django.http import HttpResponse

# (route, view, name): `reverse("admin:editions_edition_<name>", args=[pk, …])`.
ROUTES: list[tuple[str, Callable[..., HttpResponse], str]] = []
