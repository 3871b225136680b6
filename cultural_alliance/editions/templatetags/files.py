"""The images and files of an edition, as its readers see them."""

from dataclasses import dataclass
from typing import Any

from django import template

from ..attachable import NAMES
from ..models import Attachment, Edition
from ..serving import address_of
from ..shown import files

register = template.Library()


@dataclass(frozen=True)
class Shown:
    """An image that may be shown, or a file that may be had."""

    attachment: Attachment
    url: str

    @property
    def kind(self) -> str:
        return NAMES.get(self.attachment.content_type, self.attachment.content_type)

    @property
    def caption(self) -> str:
        return self.attachment.description or self.attachment.name


@register.inclusion_tag("editions/_files.html", takes_context=True)
def edition_files(context: template.Context, edition: Edition) -> dict[str, Any]:
    """Nothing for a text without any, or that has not been saved."""
    shown = shown_files(edition, context.get("request")) if edition.pk else []
    return {
        "language": edition.text_language,
        "images": [each for each in shown if each.attachment.is_image],
        "documents": [each for each in shown if not each.attachment.is_image],
    }


def shown_files(edition: Edition, request: Any) -> list[Shown]:
    return [Shown(each, address_of(request, each)) for each in files(edition)]
