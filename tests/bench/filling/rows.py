"""What statements are filed under, and the people of the desk."""

from dataclasses import dataclass
from typing import Any

from cultural_alliance import languages
from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.roles import Role
from cultural_alliance.search import writing
from messages.models import Occasion, OccasionRule, Speaker, Topic
from tests.support.cast import make_user

from . import words

TOPICS, OCCASIONS = 60, 120
STAFF = 40


@dataclass(frozen=True)
class Row:
    """A row of a vocabulary, with what the index holds of its name in each language."""

    pk: int
    slug: str
    names: dict[str, words.Passage]


def _made(model: Any, number: int, kind: str, **fields: Any) -> list[Row]:
    tongues = words.tongues()
    titles = {code: [each.text for each in tongue.titles] for code, tongue in tongues.items()}
    rows = [
        model(
            slug=f"{kind}-{place}",
            names={
                code: f"{titles[code][-1 - place % words.SENTENCES]} {words.name(-1 - place)}"
                for code in languages.CODES
            },
            **fields,
        )
        for place in range(number)
    ]
    model.objects.bulk_create(rows)
    return [Row(row.pk, row.slug, _indexed(row.names)) for row in rows]


def _indexed(names: dict[str, str]) -> dict[str, words.Passage]:
    return {
        code: words.Passage(name, frozenset(writing.tokens(name, code)), writing.flow(name, code))
        for code, name in names.items()
    }


@dataclass(frozen=True)
class Rows:
    topics: list[Row]
    speakers: list[Row]
    occasions: list[Row]
    staff: list[int]


def make(editions: int) -> Rows:
    """As many speakers as such a record has, up to a thousand."""
    occasions = _made(Occasion, OCCASIONS, "occasion")
    OccasionRule.objects.bulk_create(
        OccasionRule(occasion_id=row.pk, day=1 + place % 28, month=1 + place % 12, first_year=2005)
        for place, row in enumerate(occasions)
    )
    return Rows(
        _made(Topic, TOPICS, "topic"),
        _made(Speaker, min(1000, max(50, editions // 100)), "speaker"),
        occasions,
        _staff(),
    )


def _staff() -> list[int]:
    """One of each role at `<role>@example.org`, and more writers and publishers."""
    named = [make_user(role, email=f"{role.value}@example.org") for role in Role]
    more = [make_user([Role.WRITER, Role.PUBLISHER][place % 2]) for place in range(STAFF)]
    staff: list[User] = [*named, *more]
    return [person.pk for person in staff]
