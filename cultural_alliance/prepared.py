"""Questions that nearly every page asks: Django makes their SQL once, not each time.

    PLACED = Prepared(lambda: Document.objects.filter(path=given("path")))
    PLACED(path="about")

To make the SQL of a question is most of what it costs Django to ask it.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from threading import local
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import BooleanField, DateTimeField, Expression, Model, QuerySet, Value

M = TypeVar("M", bound=Model)
WORDS = re.compile(r"[\w -]*", re.ASCII)


def given(name: str) -> Any:
    """Stands for a value that is given when the question is asked; never for None."""
    return _Slot(name)


class _Slot(Value):
    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class Prepared(Generic[M]):
    """`question` makes the queryset, with `given` values. What it prefetches is not fetched."""

    def __init__(self, question: Callable[[], QuerySet[M]]) -> None:
        self.question = question
        self.here = local()  # a connection, and what is compiled for it, belongs to a thread

    def __call__(self, **values: Any) -> list[M]:
        compiled: _Compiled | None = getattr(self.here, "compiled", None)
        if compiled is None or not compiled.is_good():
            compiled = self.here.compiled = _Compiled(self.question())
        return compiled.ask(values)

    def first(self, **values: Any) -> M | None:
        return next(iter(self(**values)), None)


class _Compiled:
    """A queryset whose compiler makes no SQL any more, but puts values into what it made."""

    def __init__(self, queryset: Any) -> None:
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(using=queryset.db)
        self.sql, self.params = with_literals(*self.compiler.as_sql())
        self.compiler.as_sql = self._sql
        converters = self.compiler.get_converters([column for column, *_ in self.compiler.select])
        self.compiler.get_converters = lambda columns: converters
        queryset.query.get_compiler = lambda using: self.compiler
        self.values: dict[str, Any] = {}

    def is_good(self) -> bool:
        return self.compiler.connection is connections[self.queryset.db]

    def ask(self, values: dict[str, Any]) -> list[Any]:
        self.values = values
        return list(self.queryset._iterable_class(self.queryset))

    def _sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        return self.sql, tuple(map(self._bound, self.params))

    def _bound(self, param: Any) -> Any:
        if not isinstance(param, _Slot):
            return param
        value = self.values[param.value]
        if isinstance(value, datetime):
            return self.compiler.connection.ops.adapt_datetimefield_value(value)
        return value


class PreparedExists:
    """As `Exists`, for a condition of which the SQL is made once, whatever row it is asked of.

        NEWER = PreparedExists("newer", lambda at, number: Edition.objects.filter(...))
        editions.filter(NEWER(at=now, number=F("number")))

    `alias` is a name that no table has: it stands for the one inside. Values are instants, or
    columns of the row outside.
    """

    def __init__(self, alias: str, question: Callable[..., QuerySet[Any]]) -> None:
        self.alias = alias
        self.question = question
        self.made: dict[str, tuple[list[str], list[Any]]] = {}

    def __call__(self, **values: Any) -> "_Exists":
        for name, value in values.items():
            if isinstance(value, datetime):
                values[name] = Value(value, DateTimeField())
        return _Exists(self, **values)

    def sql(self, names: Iterable[str], connection: Any) -> tuple[list[str], list[Any]]:
        """What stands between the values, and the values in their places."""
        if connection.vendor not in self.made:
            query = self.question(**{name: given(name) for name in names}).query.exists()
            query.change_aliases({query.get_initial_alias(): self.alias})
            sql, params = with_literals(*query.get_compiler(connection=connection).as_sql())
            self.made[connection.vendor] = f"EXISTS({sql})".split("%s"), params
        return self.made[connection.vendor]


class _Exists(Expression):
    conditional = True
    output_field = BooleanField()

    def __init__(self, prepared: PreparedExists, **values: Any) -> None:
        super().__init__()
        self.prepared = prepared
        self.names = list(values)
        self.values = list(values.values())

    def get_source_expressions(self) -> list[Any]:
        return self.values

    def set_source_expressions(self, exprs: Any) -> None:
        self.values = exprs

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        (sql, *texts), places = self.prepared.sql(self.names, connection)
        values = dict(zip(self.names, map(compiler.compile, self.values), strict=True))
        params: list[Any] = []
        for place, text in zip(places, texts, strict=True):
            value, own = values[place.value] if isinstance(place, _Slot) else ("%s", [place])
            sql += value + text
            params.extend(own)
        return sql, params


def with_literals(sql: str, params: Any) -> tuple[str, list[Any]]:
    """With plain words and numbers written out. SQLite plans anew with each value that it is given
    for a column of which an index is partial, such as the state: longer than the answer takes."""
    written = [literal(param) for param in params]
    first, *rest = sql.split("%s")
    parts = [(text or "%s") + more for text, more in zip(written, rest, strict=True)]
    given = [param for param, text in zip(params, written, strict=True) if text is None]
    return first + "".join(parts), given


def literal(param: Any) -> str | None:
    if type(param) is int:
        return str(param)
    is_word = isinstance(param, str) and WORDS.fullmatch(param)
    return f"'{param}'" if is_word else None
