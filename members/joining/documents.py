"""What may be sent as a document: four kinds, told by their content and not by what they say.

checked, faults = documents.check(files, already=application.documents.all())
"""

import hashlib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from ..models import ApplicationDocument, JoinApplication

MOST = 5
LARGEST = 5 * 1024 * 1024
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIXES = {PDF: {".pdf"}, DOCX: {".docx"}, PNG: {".png"}, JPEG: {".jpg", ".jpeg"}}
ACCEPTED = ",".join(sorted(suffix for suffixes in SUFFIXES.values() for suffix in suffixes))
INSIDE_DOCX = {"[Content_Types].xml", "word/document.xml"}
MACROS = "word/vbaProject.bin"


@dataclass(frozen=True)
class Checked:
    """A file that may be kept."""

    file: UploadedFile
    name: str
    content_type: str
    digest: str


def check(
    files: Iterable[UploadedFile], *, already: Iterable[ApplicationDocument]
) -> tuple[list[Checked], list[str]]:
    """Those that may be kept, and a sentence that names each of the others."""
    kept: list[Checked] = []
    faults: list[str] = []
    known = {document.digest for document in already}
    for file in files:
        name = shown_name(file.name or "")
        if fault := _fault(file, name):
            faults.append(fault)
            continue
        checked = Checked(file, name, kind_of(file) or "", _digest(file))
        if checked.digest in known:
            continue  # it is there already: the same one, sent again
        if len(known) >= MOST:
            faults.append(_("“%(name)s” is one too many: five are enough.") % {"name": name})
            continue
        known.add(checked.digest)
        kept.append(checked)
    return kept, faults


def _fault(file: UploadedFile, name: str) -> str:
    if not file.size:
        return _("“%(name)s” is empty.") % {"name": name}
    if file.size > LARGEST:
        return _("“%(name)s” is too large: at most 5 MB each.") % {"name": name}
    suffix = PurePath(name).suffix.lower()
    kind = kind_of(file)
    if kind is None or (suffix and suffix not in SUFFIXES[kind]):
        return _(
            "“%(name)s” is not what its name says, or none of the kinds that we can open: PDF, "
            "Word (DOCX, without macros), PNG or JPEG."
        ) % {"name": name}
    return ""


def kind_of(file: Any) -> str | None:
    """By its content; None where it is none of the four."""
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    if start.startswith(b"%PDF-"):
        return PDF
    if start.startswith(b"PK\x03\x04"):
        return DOCX if _is_docx(file) else None
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG if _is_picture(file, "PNG") else None
    if start.startswith(b"\xff\xd8\xff"):
        return JPEG if _is_picture(file, "JPEG") else None
    return None


def _is_docx(file: Any) -> bool:
    """Its table of contents is read; nothing is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            inside = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    finally:
        file.seek(0)
    return inside >= INSIDE_DOCX and MACROS not in inside


def _is_picture(file: Any, kind: str) -> bool:
    try:
        with Image.open(file, formats=[kind]) as picture:
            picture.verify()
    except Exception:  # a picture made to deceive raises what it likes
        return False
    finally:
        file.seek(0)
    return True


def _digest(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for part in file.chunks():
        digest.update(part)
    file.seek(0)
    return digest.hexdigest()


def shown_name(name: str) -> str:
    """What a machine called it, without folders and signs that cannot be seen."""
    plain = "".join(each for each in PurePath(name.replace("\\", "/")).name if each.isprintable())
    stem, suffix = PurePath(plain).stem, PurePath(plain).suffix[:20]
    return f"{stem[: 190 - len(suffix)]}{suffix}" or _("Document")


def keep(application: JoinApplication, checked: Iterable[Checked]) -> None:
    """Within the transaction that keeps the rest: what is refused leaves no file behind."""
    room = MOST - application.documents.count()
    known = set(application.documents.values_list("digest", flat=True))
    new = [each for each in checked if each.digest not in known]
    for each in new[: max(room, 0)]:
        document = ApplicationDocument(
            application=application,
            name=each.name,
            content_type=each.content_type,
            size=each.file.size or 0,
            digest=each.digest,
        )
        document.file.save(each.name, each.file, save=False)
        try:
            document.save()
        except BaseException:
            document.file.delete(save=False)
            raise


def delete(found: Iterable[ApplicationDocument]) -> None:
    """The file first: if the machine stops between the two, the row is there to be deleted again,
    and no file stays without one."""
    for document in list(found):
        document.file.delete(save=False)
        document.delete()
