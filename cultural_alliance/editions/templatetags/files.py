"""The images and files of an edition, as its readers see them."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat

from cultural_alliance.languages import Language

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

    @property
    def size(self) -> str:
        return filesizeformat(self.attachment.size)


@dataclass(frozen=True)
class Files:
    """Of an edition: what is shown, and what can be had. Its language is that of their words."""

    language: Language
    images: list[Shown]
    documents: list[Shown]


def files_of(edition: Edition, request: HttpRequest | None) -> Files | None:
    """None for a text without any, or that has not been saved."""
    shown = shown_files(edition, request) if edition.pk else []
    if not shown:
        return None
    return Files(
        edition.text_language,
        images=[each for each in shown if each.attachment.is_image],
        documents=[each for each in shown if not each.attachment.is_image],
    )


@register.inclusion_tag("editions/_files.html", takes_context=True)
def edition_files(context: template.Context, edition: Edition) -> dict[str, Any]:
    return {"files": files_of(edition, context.get("request"))}


def shown_files(edition: Edition, request: HttpRequest | None) -> list[Shown]:
    return [Shown(each, address_of(request, each)) for each in files(edition)]
