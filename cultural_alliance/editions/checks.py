"""A system check that each guard stands: `manage.py check --database default`, and `migrate`."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from . import guards


@register(Tags.database)
def guards_stand(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A warning and no error: an error would refuse the very `migrate` that makes them again."""
    return [
        Warning(
            f"The record's guards do not stand in the database '{alias}': {', '.join(names)}.",
            hint="`manage.py migrate` makes them again; then see what `manage.py verify_record` "
            "says.",
            id="editions.W001",
        )
        for alias in databases or []
        if (names := guards.missing(connections[alias]))
    ]
