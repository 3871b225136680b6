"""Past the verbs and the models: SQL as somebody would write it who has the database in hand."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction


def works(sql: str, *values: Any) -> bool:
    """Whether the database carries it out; whatever it did is undone."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            assert cursor.rowcount != 0, "the statement reached no row"
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    return True


def refused(sql: str, *values: Any) -> str:
    """The sentence with which a guard refuses."""
    with (
        pytest.raises(IntegrityError) as error,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)
    return str(error.value).splitlines()[0]


def columns_of(model: Any, changed: dict[str, str]) -> tuple[str, str]:
    columns = [field.column for field in model._meta.concrete_fields]
    return ", ".join(columns), ", ".join(changed.get(column, column) for column in columns)
