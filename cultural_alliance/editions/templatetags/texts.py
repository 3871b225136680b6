"""`{{ text|as_read }}`: the text of an edition as its readers see it."""

from django import template
from django.utils.safestring import SafeString

from .. import html
from ..models import Edition

register = template.Library()


@register.filter
def as_read(edition: Edition) -> SafeString:
    return html.shown(edition.body)
