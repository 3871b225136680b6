"""What a save of a request writes, and what stands in it: the same words for both, so that they can
be compared field by field."""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, TypeVar

from ..models import PartnerRequest, PartnerRequestText, RequestLine, Side

T = TypeVar("T")
WORDS = ("title", "summary", "description")
Snapshot = dict[str, Any]
Difference = dict[str, list[Any]]  # {field: [before, after]}
Resource = tuple[Side, str]  # a side, and the slug of a resource


class Untouched:
    """The mark of what a save leaves as it is."""

    def __repr__(self) -> str:
        return "UNTOUCHED"


UNTOUCHED: Any = Untouched()


@dataclass(frozen=True)
class Content:
    """The words are those of one language; of the rest there is one for all. `lines` has, for each
    resource, the sentence in that language; None where the resource is not named."""

    language: str
    title: str = UNTOUCHED
    summary: str = UNTOUCHED
    description: str = UNTOUCHED
    first_language: str = UNTOUCHED
    direction: str = UNTOUCHED
    sectors: list[str] = UNTOUCHED  # slugs
    regions: list[str] = UNTOUCHED  # slugs
    countries: list[str] = UNTOUCHED
    partner_kinds: list[str] = UNTOUCHED
    starts_on: date | None = UNTOUCHED
    ends_on: date | None = UNTOUCHED
    working_languages: list[str] = UNTOUCHED
    deadline: date | None = UNTOUCHED
    lines: dict[Resource, str | None] = field(default_factory=dict)

    def touched(self, *names: str) -> dict[str, Any]:
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: values[name] for name in names if values[name] is not UNTOUCHED}


COLUMNS = (
    "first_language",
    "direction",
    "countries",
    "partner_kinds",
    "starts_on",
    "ends_on",
    "working_languages",
    "deadline",
)


def snapshot(request: PartnerRequest) -> Snapshot:
    """Everything that people write in a request, by field, as JSON has it. Words are
    `title.fr`; a resource is `need.funding`, with its sentences by language, or absent."""
    taken: Snapshot = {name: getattr(request, name) for name in COLUMNS}
    for name in ("starts_on", "ends_on", "deadline"):
        taken[name] = taken[name].isoformat() if taken[name] else None
    taken["sectors"] = sorted(request.sectors.values_list("slug", flat=True))
    taken["regions"] = sorted(request.regions.values_list("slug", flat=True))
    for text in PartnerRequestText.objects.filter(request=request):
        taken |= {f"{name}.{text.language}": getattr(text, name) for name in WORDS}
    for line in RequestLine.objects.filter(request=request).select_related("resource"):
        taken[f"{line.side}.{line.resource.slug}"] = line.sentences
    return taken


def difference(before: Snapshot, after: Snapshot) -> Difference:
    """What has changed. A text that is not there is the same as an empty one."""
    found = {}
    for name in [*before, *(name for name in after if name not in before)]:
        was, now = before.get(name), after.get(name)
        is_line = name.startswith(tuple(f"{side}." for side in Side))
        if was != now and (is_line or was or now):
            found[name] = [was, now]
    return found
