"""Small words of the statements' templates."""

from django import template

from cultural_alliance.editions.models import Edition, Standing
from messages.excerpts import excerpt
from messages.facts import STANDINGS

register = template.Library()
register.filter("excerpt", excerpt)


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
