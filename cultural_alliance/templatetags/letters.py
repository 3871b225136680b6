"""`{{ note|quoted }}` in a letter's text: what somebody typed, as lines of a quotation."""

from django import template

register = template.Library()


@register.filter
def quoted(words: str) -> str:
    """Every line is marked, the empty ones too: none of them can pass for the portal's own."""
    lines = str(words).strip().splitlines()
    return "\n".join(f"> {line}".rstrip() for line in lines)
