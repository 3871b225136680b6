"""Files to attach, good and bad, made byte by byte.

picture("PNG")                         a small one, in any format that Pillow writes
picture("JPEG", exif=with_place())     … which tells where it was taken
pdf(b"/Type /Catalog")                 a PDF with an object of these names
docx({"word/vbaProject.bin": b""})   a Word document with another part
attached(draft, "chart.png", picture())   the Attachment, by whoever saved the draft last
path_of(attachment.sha256)             where its bytes are kept
"""

import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image

from cultural_alliance.editions import attaching, files
from cultural_alliance.editions.attachable import docx as word
from cultural_alliance.editions.attachable import inspect
from cultural_alliance.editions.models import Attachment, Edition

TYPES = (
    '<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="%s"/></Types>'
)
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
DESCRIBED = {"description": "A map of the rivers."}


def picture(
    kind: str = "PNG", *, size: tuple[int, int] = (40, 30), colour: int = 90, **how: Any
) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", size, (colour, 120, 160)).save(drawn, kind, **how)
    return drawn.getvalue()


def moving(kind: str = "GIF") -> bytes:
    frames = [Image.new("RGB", (40, 30), (colour, 0, 0)) for colour in (0, 120, 240)]
    drawn = BytesIO()
    frames[0].save(drawn, kind, save_all=True, append_images=frames[1:])
    return drawn.getvalue()


def with_place() -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 0.0), 3: "E", 4: (2.0, 18.0, 0.0)})
    return exif


def pdf(names: bytes = b"/Type /Catalog", *, packed: bytes = b"", end: bytes = b"%%EOF\n") -> bytes:
    """`packed` stands in an object stream, out of sight."""
    parts = [b"%PDF-1.7\n1 0 obj\n<< " + names + b" >>\nendobj\n"]
    if packed:
        inside = zlib.compress(packed)
        about = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>" % len(inside)
        parts += [b"2 0 obj\n", about, b"\nstream\n", inside, b"\nendstream\nendobj\n"]
    return b"".join([*parts, b"trailer << /Root 1 0 R >>\nstartxref\n9\n", end])


def docx(parts: dict[str, bytes] | None = None, *, types: str = "") -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES % (types or f"{word.TYPE}.main+xml"))
        archive.writestr("word/document.xml", "<w:document/>")
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return kept.getvalue()


def swelling() -> bytes:
    """A Word document that says of its last part that it unpacks to two gigabytes."""
    made = bytearray(docx({"word/x": b"0"}))
    size = made.rfind(b"PK\x01\x02") + 24
    made[size : size + 4] = (2**31).to_bytes(4, "little")
    return bytes(made)


def attached(
    edition: Edition, name: str = "chart.png", content: bytes = b"", **said: Any
) -> Attachment:
    assert edition.saved_by
    file = inspect(name, content or picture())
    return attaching.attach(edition, file, by=edition.saved_by, **said)


def path_of(sha256: str) -> Path:
    return Path(settings.DATA_DIR) / "private" / files.place_of(sha256)


def again(edition: Edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)
