"""*Needs care*: what was right once and is no longer. Each section adds its own parts."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from cultural_alliance import surfaces
from cultural_alliance.surfaces import SHOWN, DeskPanel, DeskPart, DeskRow

from . import access, limiting, links
from .desk_rows import first, row, step_url
from .models import Document, Edition, questions

# Originals that were corrected so lately, and the newest of them; the board finds the others.
LATELY, LOOKED_THROUGH = timedelta(days=365), 1_000


def panel(request: HttpRequest) -> DeskPanel | None:
    if not request.user.has_perm(access.WRITE):
        return None
    offered = (offer(request) for offer in surfaces.care)
    parts = [part for part in offered if part is not None]
    return DeskPanel("Needs care", [], "Nothing needs care now.", parts=parts)


def translations_behind(request: HttpRequest) -> DeskPart[Edition]:
    """Of an original that was corrected since, while nobody has begun to follow."""
    corrected = Edition.objects.published().filter(
        published_at__gte=timezone.now() - LATELY,
        number__gt=1,
        language=F("document__original_language"),
    )
    newest = corrected.order_by("-published_at").values_list("document", flat=True)
    begun = Edition.objects.not_yet_public().filter(
        document=OuterRef("document"), language=OuterRef("language")
    )
    behind = Edition.objects.filter(
        questions.behind(timezone.now()), document__in=list(newest[:LOOKED_THROUGH])
    )
    found = behind.not_withdrawn().filter(~Exists(begun)).order_by("-pk")
    board = f"{reverse('admin:editions_edition_board')}?stands=behind"
    translations = first(found.select_related("follows"))
    return DeskPart("Translations behind", translations, _behind, board)


def _behind(edition: Edition) -> DeskRow:
    followed = edition.follows.number if edition.follows else ""
    note = f"follows edition {followed} of the original, which was corrected since"
    return row(edition, state="Behind", note=note, step=("Correct", "correct"))


def broken_links(request: HttpRequest) -> DeskPart[Any]:
    """Each with one of the public texts that lead to it."""
    public = Edition.objects.listed().filter(links=OuterRef("pk")).order_by("pk")
    found = first(links.broken().annotate(at=Subquery(public.values("pk")[:1])))
    editions = Edition.objects.defer("body").in_bulk([each.at for each in found[:SHOWN]])

    def shown(link: Any) -> DeskRow:
        edition = editions[link.at]
        return DeskRow(
            title=link.url,
            url=reverse("admin:editions_edition_change", args=[edition.pk]),
            note=f"{link.detail}, since {timezone.localdate(link.broken_since):%-d %B}: {edition}",
            language=edition.language,
            state="Broken link",
            step=("Correct", step_url(edition.pk, "correct")),
        )

    return DeskPart("Broken links", found, shown)


def to_be_reviewed(request: HttpRequest) -> DeskPart[Document]:
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    found = first(Document.objects.public().filter(review_on__lte=today).order_by("review_on"))
    originals = Edition.objects.public().filter(
        document__in=[each.pk for each in found[:SHOWN]],
        language=F("document__original_language"),
    )
    titles = dict(originals.values_list("document", "title"))

    def shown(document: Document) -> DeskRow:
        return DeskRow(
            title=titles.get(document.pk) or str(document),
            url=reverse("admin:editions_document_change", args=[document.pk]),
            note=f"since {document.review_on:%-d %B %Y}",
            language=document.original_language,
            state="To review",
            step=("Set the next date", _review_url(document)),
        )

    return DeskPart("To be reviewed", found, shown)


def abandoned(request: HttpRequest) -> DeskPart[Edition] | None:
    """To administrators, who see no word of them."""
    if not request.user.has_perm(access.REMOVE):
        return None
    found = first(limiting.abandoned().select_related("document").order_by("pk"))
    return DeskPart("Limited to people who have all left", found, _abandoned)


def _abandoned(edition: Edition) -> DeskRow:
    url = reverse("admin:editions_edition_open_up", args=[edition.pk])
    return DeskRow(
        title=str(edition.document),
        url=url,
        language=edition.language,
        state="Limited",
        step=("Open it to the desk", url),
    )


def _review_url(document: Document) -> str:
    return reverse("admin:editions_document_act", args=[document.pk, "review"])
