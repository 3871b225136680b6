"""A system check that the databases' indexes stand: `manage.py check --database default`."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from . import fulltext


@register(Tags.database)
def index_stands(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A warning and no error: an error would refuse the very `migrate` that makes them again."""
    return [
        Warning(
            f"Search cannot look into the database '{alias}': {', '.join(names)} is missing.",
            hint="`manage.py migrate` makes it again from what stands in the index.",
            id="search.W001",
        )
        for alias in databases or []
        if (names := fulltext.missing(connections[alias]))
    ]
