"""Small words of the statements' templates."""

from django import template
from django.utils.safestring import SafeString

from cultural_alliance.editions.html import numbered
from cultural_alliance.editions.models import Edition, Standing
from messages.excerpts import excerpt
from messages.facts import STANDINGS
from messages.reading import Reading

register = template.Library()
register.filter("excerpt", excerpt)


@register.filter
def numbered_text(reading: Reading) -> SafeString:
    return numbered(reading.edition.body, signature=reading.signature)


@register.filter
def standing_name(edition: Edition) -> str:
    return str(STANDINGS[Standing(edition.standing)])


@register.filter
def in_fours(digest: str) -> str:
    """A digest in groups of four, which eyes can follow."""
    return " ".join(digest[i : i + 4] for i in range(0, len(digest), 4))


@register.filter
def short_digest(digest: str) -> str:
    return f"{in_fours(digest[:12])} … {digest[-4:]}"
