"""What the portal says in a language: its own string, translated."""

from django.utils.html import escape
from django.utils.translation import gettext, override

from cultural_alliance import languages


def said(language: str, string: str, /, **values: object) -> str:
    """As it stands in a page, escaped. `values` fill the placeholders."""
    with override(languages.get(language).django_code):
        text = gettext(string)
    return escape(text % values if values else text)
