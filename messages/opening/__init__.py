"""The statement of the original page, entered in the record as it was published."""

from html import escape

from django.db import transaction

from cultural_alliance.editions.entering import enter_in_record
from cultural_alliance.editions.models import Kind

from ..models import Occasion, OccasionRule, Speaker, Statement, StatementKind, Topic
from . import page, rows

LEGACY_ID = 29653
SLUG = "united-nations-day-for-south-south-cooperation"


def load() -> str:
    """Enters it unless it is there. What the page does not say (day of delivery, place,
    reference) stays empty."""
    if Statement.objects.filter(legacy_id=LEGACY_ID).exists():
        return "The opening statement is in the record already."
    original = page.read()
    with transaction.atomic():
        enter_in_record(
            _statement(),
            "en",
            by=None,
            published_on=original.published_on,
            title=original.title,
            body=body_of(original),
        )
    return f"Entered in the record: {original.title}"


def body_of(original: page.OriginalPage) -> str:
    lines = [*original.paragraphs, original.signature]
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)


def _statement() -> Statement:
    """With its facts, which the digest covers: so they are there before the text is entered."""
    occasion, _made = Occasion.objects.get_or_create(
        slug=rows.OCCASION["slug"], defaults=rows.OCCASION
    )
    for rule in rows.RULES:
        OccasionRule.objects.get_or_create(occasion=occasion, **rule)
    speaker, _made = Speaker.objects.get_or_create(slug=rows.SPEAKER["slug"], defaults=rows.SPEAKER)
    topics = [
        Topic.objects.get_or_create(slug=topic["slug"], defaults=topic)[0] for topic in rows.TOPICS
    ]
    statement = Statement.objects.create(
        kind=Kind.STATEMENT,
        legacy_id=LEGACY_ID,
        slug=SLUG,
        statement_kind=StatementKind.MESSAGE,
        occasion=occasion,
    )
    statement.speakers.set([speaker])
    statement.topics.set(topics)
    return statement
