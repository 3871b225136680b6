"""The column of tokens, and how each database is asked whether it holds them.

PostgreSQL looks into a generated `tsvector` beside it, SQLite into an FTS5 table (`fulltext`).
Both only answer whether a token is there: order and rank are ours. `hold` leaves the way to the
planner; `name` has the index name the rows first, whatever the planner takes them for; `show` asks
the row itself, for whoever walks along rows that mostly have it (`common`).
"""

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.db.models import Lookup

if TYPE_CHECKING:
    from .asking import Asked, Term

VECTOR = "tokens"  # the generated column on PostgreSQL
TABLE = "search_words"  # the FTS5 table on SQLite
NAMED = "search_named"  # what asks the index alone on PostgreSQL
QUOTE, DOUBLE = "'", '"'


class TokensField(models.TextField):
    """Tokens of letters, figures and `_`, each once, with one space between."""


@TokensField.register_lookup
class Hold(Lookup):
    """`words__hold=asked`: all of its wanted terms, and none of the unwanted ones that the index
    can answer for."""

    lookup_name = "hold"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        return f"{table}.{VECTOR} @@ %s::tsquery", [tsquery(self.rhs)]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        asked = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608 - our own names
        return f"{table}.id IN ({asked})", [fts5(self.rhs)]


@TokensField.register_lookup
class Name(Hold):
    """As `hold`, by the index alone: on SQLite there is no other way."""

    lookup_name = "name"

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        return f"{table}.id IN (SELECT {NAMED}(%s::tsquery))", [tsquery(self.rhs)]


@TokensField.register_lookup
class Show(Hold):
    """As `hold`, of each row by itself: written so that no planner takes the index for it."""

    lookup_name = "show"

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        asked, parameters = super().as_postgresql(compiler, connection)
        return f"COALESCE({asked}, FALSE)", parameters

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        wanted = [clause for term in self.rhs.wanted for clause in term.clauses]
        unwanted = [term.clauses for term in self.rhs.unwanted if not term.in_order]
        sql = [_any(table, clause) for clause in wanted]
        sql += [f"NOT ({' AND '.join(_any(table, each) for each in term)})" for term in unwanted]
        tokens = [token for clause in (*wanted, *chain(*unwanted)) for token in _in_turn(clause)]
        return f"({' AND '.join(sql)})", [f" {token} " for token in tokens]


def _any(table: str, clause: frozenset[str]) -> str:
    return f"({' OR '.join(_has(table, token) for token in _in_turn(clause))})"


def _has(table: str, token: str) -> str:
    """Marked forms are in texts in their language alone: to look through all words is dear."""
    marked, _mark, stem = token.partition("_")
    has = f"instr(' ' || {table}.words || ' ', %s)"
    return f"({table}.language = '{marked}' AND {has})" if stem else has


def _in_turn(clause: frozenset[str]) -> list[str]:
    return sorted(clause, key=lambda token: ("_" in token, token))


def named(asked: "Asked", most: int) -> list[int]:
    """The keys of the first entries that the index names, parts of long texts too."""
    if connection.vendor == "postgresql":
        sql, query = f"SELECT {NAMED}(%s::tsquery) LIMIT %s", tsquery(asked)
    else:
        sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT %s"  # noqa: S608 - our own names
        query = fts5(asked)
    with connection.cursor() as cursor:
        cursor.execute(sql, [query, most])
        return [pk for (pk,) in cursor.fetchall()]


def tsquery(asked: "Asked") -> str:
    wanted = [clause for term in asked.wanted for clause in _clauses(term, QUOTE, " | ")]
    unwanted = [
        f"!({' & '.join(_clauses(term, QUOTE, ' | '))})"
        for term in asked.unwanted
        if not term.in_order
    ]
    return " & ".join([*wanted, *unwanted])


def fts5(asked: "Asked") -> str:
    wanted = [clause for term in asked.wanted for clause in _clauses(term, DOUBLE, " OR ")]
    query = f"({' AND '.join(wanted)})"
    for term in asked.unwanted:
        if not term.in_order:
            query += f" NOT ({' AND '.join(_clauses(term, DOUBLE, ' OR '))})"
    return query


def _clauses(term: "Term", quote: str, either: str) -> Iterable[str]:
    return [
        f"({either.join(f'{quote}{token}{quote}' for token in sorted(clause))})"
        for clause in term.clauses
    ]
