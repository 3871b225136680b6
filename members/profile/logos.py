"""Logos: read as pictures, never trusted as files. What is kept is a new picture of our own making,
small and without the metadata of the old one."""

import warnings
from io import BytesIO
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from cultural_alliance.accounts.models import User

from ..models import Organisation
from . import saving

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_SIDE = 4000  # pixels, of what is sent
KEPT_SIDE = 480  # pixels, of what is kept
# What a file of each format may call itself.
FORMATS = {
    "PNG": ({".png"}, "image/png"),
    "JPEG": ({".jpg", ".jpeg", ".jpe"}, "image/jpeg"),
    "WEBP": ({".webp"}, "image/webp"),
}
NO_PICTURE = _("This is not a picture that we can read. Send a PNG, JPEG or WebP file.")
TOO_HEAVY = _("This file is larger than 2 MB. Send a smaller one.")
TOO_LARGE = _("This picture is larger than 4000 pixels on a side. Send a smaller one.")
LYING = _("This file is not of the type that its name says. Save it anew as PNG, JPEG or WebP.")


def redrawn(upload: UploadedFile) -> bytes:
    """The logo as it is kept: WebP of at most 480 pixels. Raises ValidationError."""
    if (upload.size or 0) > LARGEST_FILE:
        raise ValidationError(TOO_HEAVY, code="heavy")
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _redrawn(upload)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise ValidationError(TOO_LARGE, code="large") from error
        # Pillow's readers of broken files raise all of these.
        except (OSError, SyntaxError, ValueError, EOFError, IndexError, MemoryError) as error:
            raise ValidationError(NO_PICTURE, code="unreadable") from error


def _redrawn(upload: UploadedFile) -> bytes:
    upload.seek(0)
    with Image.open(upload, formats=list(FORMATS)) as sent:
        _check(upload, sent)
        picture = ImageOps.exif_transpose(sent)
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        picture.thumbnail((KEPT_SIDE, KEPT_SIDE))
        drawn = BytesIO()
        picture.save(drawn, "WEBP", quality=90, method=4)
        return drawn.getvalue()


def _check(upload: UploadedFile, sent: Image.Image) -> None:
    """Before anything is decoded."""
    endings, content_type = FORMATS[str(sent.format)]
    if PurePath(upload.name or "").suffix.lower() not in endings:
        raise ValidationError(LYING, code="lying")
    if upload.content_type not in (content_type, "application/octet-stream", "", None):
        raise ValidationError(LYING, code="lying")
    if max(sent.size) > LARGEST_SIDE:
        raise ValidationError(TOO_LARGE, code="large")


@transaction.atomic
def put(organisation: Organisation, picture: bytes, *, by: User) -> Organisation:
    """Takes the place of the logo that was there, whose file goes once this is certain."""
    locked = saving.lock(organisation, by=by)
    storage, former = locked.logo.storage, locked.logo.name
    name = f"logos/{_name(locked, picture)}.webp"
    if name == former:
        return locked
    if not storage.exists(name):
        storage.save(name, ContentFile(picture))
    locked.logo.name = name
    _delete_later(locked, former)
    return saving.note_change(locked)


@transaction.atomic
def take_away(organisation: Organisation, *, by: User) -> Organisation:
    locked = saving.lock(organisation, by=by)
    former = locked.logo.name
    if not former:
        return locked
    locked.logo.name = ""
    _delete_later(locked, former)
    return saving.note_change(locked)


def _name(organisation: Organisation, picture: bytes) -> str:
    """Made of the picture, so that it may be kept for ever, and of the organisation, so that no
    two share a file; nobody can guess it who has not seen it."""
    about = f"{organisation.pk}:".encode() + picture
    return salted_hmac("members.logo", about, algorithm="sha256").hexdigest()[:40]


def _delete_later(organisation: Organisation, former: str | None) -> None:
    if former:
        storage = organisation.logo.storage
        transaction.on_commit(lambda: storage.delete(former))
