"""What an example organisation is. Each name says that it is an example."""

from dataclasses import dataclass

from ...models import OrganisationKind

PUBLIC = OrganisationKind.PUBLIC
PRIVATE = OrganisationKind.PRIVATE
CIVIL = OrganisationKind.CIVIL_SOCIETY
Words = tuple[str, str, str, str]  # in one sentence, about, what it brings, what it seeks


@dataclass(frozen=True)
class Example:
    name: str
    kind: OrganisationKind
    country: str
    place: str
    founded: int
    sectors: tuple[str, ...]
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    texts: dict[str, Words]  # the first language first
