"""Any two texts of a document in one language beside each other: public, former, on its way, and
what the person who asks saw of them before."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.dateformat import format as written

from .. import access, differences
from ..comparing import text_of
from ..models import Edition, Look
from ..models.edition import EditionQuerySet
from .page import page, require
from .places import Place, place_of, with_place
from .situation import find_edition

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

MOST = 50  # of the texts to choose from, the newest
Side = Edition | Look


def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """`?with=…&text=…`: the number of a text, `look-<number>`, `public` or `seen`. Unless others
    are chosen, the text beside what is public, or else beside what the person saw of it last."""
    require(request, access.WRITE)
    person = access.person(request)
    edition = find_edition(pk, person)
    sides = Sides(edition, person)
    new = sides.find(request.GET["text"]) if request.GET.get("text") else edition
    old = sides.find(request.GET["with"]) if request.GET.get("with") else sides.before(new)
    return page(
        request,
        "edition/differences.html",
        f"Differences: {edition}",
        edition=edition,
        selects=sides.selects(old, new) if old else [],
        old_label=sides.label(old) if old else "",
        new_label=sides.label(new),
        comparison=compared(old, new) if old else None,
        view="one" if request.GET.get("view") == "one" else "side",
    )


def compared(old: Side, new: Side) -> differences.Comparison:
    was, now = _text_of(old), _text_of(new)
    if isinstance(old, Look) or isinstance(new, Look):  # which keeps the words alone
        was, now = (replace(text, facts=(), files=()) for text in (was, now))
    return differences.compare(was, now)


def _text_of(side: Side) -> differences.Text:
    if isinstance(side, Look):
        return differences.Text(side.title, side.summary, side.body, side.edition.language)
    return text_of(side)


@dataclass(frozen=True)
class Select:
    name: str
    label: str
    options: list[tuple[str, str, bool]]  # key, label, whether it is chosen


class Sides:
    """The texts of the edition's document and language that the person may compare."""

    def __init__(self, edition: Edition, person: "User") -> None:
        self.edition, self.person = edition, person
        self.zone = ZoneInfo(person.time_zone)

    @cached_property
    def texts(self) -> EditionQuerySet:
        texts = Edition.objects.visible_to(self.person).filter(
            document=self.edition.document_id, language=self.edition.language, erased=False
        )
        return with_place(texts.order_by("-pk"))  # type: ignore[return-value]

    @cached_property
    def looks(self) -> "list[Look]":
        """What the person saw that has changed since, the newest first."""
        looks = Look.objects.filter(person=self.person, edition__in=self.texts.values("pk"))
        changed = (
            looks.exclude(revision=F("edition__revision")).select_related("edition").defer("body")
        )
        return list(changed.order_by("-at", "-pk")[:MOST])

    def find(self, key: str) -> Side:
        """Raises Http404 for what is not there, and for what is limited to others."""
        found: Side | None
        if key == "seen":
            found = next(iter(self.looks), None)
        elif key == "public":
            found = self.public
        elif key.startswith("look-"):
            found = next((look for look in self.looks if key_of(look) == key), None)
        else:
            found = self._text(key)
        if found is None:
            raise Http404("There is no such text to compare.")
        return found

    def _text(self, key: str) -> Edition | None:
        is_number = key.isascii() and key.isdecimal() and len(key) < 19
        found = self.texts.filter(pk=key).first() if is_number else None
        if found:
            found.document = self.edition.document
        return found

    @cached_property
    def public(self) -> Edition | None:
        found = self.texts.public().first()
        return self._text(str(found.pk)) if found else None

    def before(self, new: Side) -> Side | None:
        """Beside what a text is read, unless the person chooses."""
        if self.public and self.public != new:
            return self.public
        others = self.texts.exclude(pk=new.pk) if isinstance(new, Edition) else self.texts
        text = others.values_list("pk", flat=True).first()
        return next(iter(self.looks), None) or (self._text(str(text)) if text else None)

    def selects(self, old: Side, new: Side) -> list[Select]:
        newest = list(self.texts.defer("body", "summary", "change_note")[:MOST])
        found = {key_of(each): each for each in [*self.looks, *newest, old, new]}
        return [
            Select(
                name,
                label,
                [(key, self.label(each), key == key_of(side)) for key, each in found.items()],
            )
            for name, label, side in (("text", "Compare", new), ("with", "with", old))
        ]

    def label(self, side: Side) -> str:
        if isinstance(side, Look):
            return f"What you saw on {self._moment(side.at)}"
        place = place_of(side)
        if place in (Place.PUBLIC, Place.FORMER, Place.SCHEDULED) and side.published_at:
            at = self._moment(side.published_at)
            return f"Edition {side.number} ({place.value.lower()}), {at}"
        return f"{place.value}, saved {self._moment(side.saved_at)}"

    def _moment(self, at: datetime) -> str:
        return written(at.astimezone(self.zone), "j F Y, H:i")


def key_of(side: Side) -> str:
    return f"look-{side.pk}" if isinstance(side, Look) else str(side.pk)
