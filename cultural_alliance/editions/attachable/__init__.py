"""What may be attached to a text: told by its content, whatever it calls itself.

file = attachable.inspect("report.pdf", content)      raises Unfit, in a sentence

Nothing is encoded anew: what is kept is what was sent, byte by byte.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath

from . import docx, pdf, pictures, seeming
from .refusals import Unfit

__all__ = ["ACCEPTED", "LARGEST", "NAMES", "Attachable", "Unfit", "inspect"]

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 100
# Content type → what people call it, and how its name ends.
KINDS = {
    pdf.TYPE: ("PDF", ".pdf"),
    docx.TYPE: ("Word (DOCX)", ".docx"),
    "image/png": ("PNG", ".png"),
    "image/jpeg": ("JPEG", ".jpg"),
    "image/webp": ("WebP", ".webp"),
    "image/gif": ("GIF", ".gif"),
}
NAMES = {content_type: name for content_type, (name, _) in KINDS.items()}
ACCEPTED = ",".join([*(suffix for _, suffix in KINDS.values()), ".jpeg"])


@dataclass(frozen=True)
class Attachable:
    """A file that was looked into, and may be kept."""

    name: str
    content: bytes
    content_type: str
    width: int | None = None
    height: int | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def inspect(name: str, content: bytes) -> Attachable:
    if not content:
        raise Unfit("This file is empty.")
    if len(content) > LARGEST:
        raise Unfit("This file is larger than 10 MB. Send a smaller one.")
    content_type, width, height = _looked_into(content)
    return Attachable(
        clean_name(name, KINDS[content_type][1]), content, content_type, width, height
    )


def _looked_into(content: bytes) -> tuple[str, int | None, int | None]:
    if content.startswith(pdf.BEGINS):
        pdf.check(content)
        return pdf.TYPE, None, None
    if docx.is_one(content):
        docx.check(content)
        return docx.TYPE, None, None
    if picture := pictures.format_of(content):
        return pictures.look_into(content, picture)
    raise Unfit(
        f"This file seems to be {seeming.what(content)}, whatever its name says. "
        "Send a PDF, a Word document (DOCX), or a PNG, JPEG, WebP or GIF picture."
    )


def clean_name(name: str, suffix: str) -> str:
    """Without folders and signs that cannot be seen, and ending as its content asks."""
    last = PurePath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    stem = last.rpartition(".")[0] or last
    shown = "".join(each if each.isprintable() else " " for each in stem)
    return (" ".join(shown.split()).strip(". ")[:LONGEST_NAME].rstrip(". ") or "file") + suffix
