"""Many keys as one value of a question, of which Django makes SQL as quickly as of one key."""

import json
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import BigIntegerField, Expression

Keys = list[int]


class These(Expression):
    """`rows.filter(pk__in=These(keys))`: planners begin with them and look up what they name."""

    output_field = BigIntegerField()

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self.keys = keys

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        if not self.keys:
            raise EmptyResultSet  # Django then asks nothing
        if connection.vendor == "postgresql":
            return "SELECT unnest(%s::bigint[])", [self.keys]
        return "SELECT value FROM json_each(%s)", [json.dumps(self.keys)]
