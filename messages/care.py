"""What statements add to *needs care*: a text from before its delivery, a Day that comes."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timeuntil

from cultural_alliance.editions.desk_rows import first, row
from cultural_alliance.editions.models import Document, Edition, Kind
from cultural_alliance.surfaces import SHOWN, DeskPart, DeskRow

from .models import Statement
from .occasions import Coming, coming

SOON = timedelta(weeks=6)
FOR_THIS_DAY = timedelta(days=180)  # what is younger was begun for the Day that comes


def to_be_delivered(request: HttpRequest) -> DeskPart[Any]:
    """The words that were spoken are asked for, until they are published."""
    statements = first(Statement.objects.awaiting_delivered_text())
    texts = Edition.objects.public().filter(
        document__in=[each.pk for each in statements[:SHOWN]], before_delivery=True
    )
    by_document = {each.document_id: each for each in texts.defer("body").order_by("-pk")}

    def shown(statement: Statement) -> DeskRow:
        edition = by_document[statement.pk]
        note = f"delivered on {statement.delivered_on:%-d %B}"
        step = ("Enter the delivered text", "correct")
        return row(edition, state="Check against delivery", note=note, step=step)

    return DeskPart("Delivered, and still the text from before", statements, shown)


def occasions(request: HttpRequest) -> DeskPart[Coming]:
    """The Days of the next six weeks for which nothing is written yet."""
    days = coming(SOON)
    since = timezone.now() - FOR_THIS_DAY
    public = Document.objects.filter(kind=Kind.STATEMENT, first_published_at__gte=since)
    drafts = Document.objects.filter(first_published_at=None, created_at__gte=since)
    lately = public.values("pk").union(drafts.values("pk"))  # each by an index of its own
    on_these = Statement.objects.filter(occasion__in=[each.occasion for each in days])
    begun = set(on_these.filter(pk__in=lately).order_by().values_list("occasion", flat=True))
    return DeskPart(
        "Occasions coming", [each for each in days if each.occasion.pk not in begun], _occasion
    )


def _occasion(found: Coming) -> DeskRow:
    last, today = found.last, timezone.localdate()
    when = f"in {timeuntil(found.day, today, depth=1)}" if found.day > today else "today"
    begin = f"{reverse('admin:statements_statement_add')}?occasion={found.occasion.pk}"
    return DeskRow(
        title=str(found.occasion),
        url=begin,
        note=f"{found.day:%A %-d %B %Y}, {when}",
        state="Occasion",
        step=_at_hand(last) if last else None,
    )


def _at_hand(last: Statement) -> tuple[str, str]:
    assert last.first_published_at is not None
    year = timezone.localtime(last.first_published_at).year
    return f"The text of {year}", reverse("admin:editions_document_change", args=[last.pk])
