"""Word documents: a ZIP with the right contents, no macros, and no more in it than it seems.

The table of contents and one small part are read; nothing else is unpacked.
"""

import re
import zipfile
from io import BytesIO

from .refusals import Unfit

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BEGINS = b"PK\x03\x04"
CONTENT_TYPES, TEXT = "[Content_Types].xml", "word/document.xml"
MAIN = f"{TYPE}.main+xml".encode()
MOST_PARTS, MOST_INSIDE = 5_000, 200 * 1024 * 1024
PROGRAMS = re.compile(
    r"vbaproject|vbadata|/activex/|\.(exe|dll|js|vbs|bat|ps1|jar)$", re.IGNORECASE
)


def is_one(content: bytes) -> bool:
    """Whether it has the parts of a Word document: other ZIPs are something else."""
    if not content.startswith(BEGINS):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return {CONTENT_TYPES, TEXT} <= set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RecursionError):
        return False


def check(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_INSIDE:
            raise Unfit("This Word document would unpack to far more than it should. Save it anew.")
        if any(part.flag_bits & 1 for part in parts):
            raise Unfit("This Word document is encrypted. Save it without a password.")
        if any(PROGRAMS.search(part.filename) for part in parts):
            raise _with_program()
        types = _read(archive)
    if b"macroEnabled" in types:
        raise _with_program()
    if MAIN not in types:
        raise Unfit("This is a damaged Word document, or none. Save it anew as DOCX.")


def _read(archive: zipfile.ZipFile) -> bytes:
    try:
        with archive.open(CONTENT_TYPES) as part:
            return part.read(1024 * 1024)
    except Exception as error:  # each way of packing raises errors of its own
        raise Unfit("This Word document is damaged. Save it anew as DOCX.") from error


def _with_program() -> Unfit:
    return Unfit("This Word document holds macros or programs. Save it as DOCX without them.")
