"""PDF: whole, open, and without programs.

A program that shows PDF follows tables that may lie or be missing; so this reads everything, in
whatever order it lies, and refuses what it cannot read. The names of actions stand in the file as
they are, or in compressed object streams, which are opened.
"""

import re
import zlib
from collections.abc import Iterator

from .refusals import Unfit

TYPE = "application/pdf"
BEGINS, END = b"%PDF-", b"%%EOF"
MOST_INSIDE = 64 * 1024 * 1024  # bytes, of all opened object streams
DICTIONARY = 2048  # as far before a stream its description begins, at most

ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
PROGRAM = re.compile(rb"/(?:JavaScript|Launch)(?![A-Za-z0-9])|/XFA\s*[\[\d]")
ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
OBJECT_STREAM = re.compile(rb"/ObjStm(?![A-Za-z0-9])")
STREAM = re.compile(rb"(?<!end)stream\r?\n")
DEFLATED = re.compile(rb"/Filter\s*(?:/FlateDecode(?![A-Za-z0-9])|\[\s*/FlateDecode\s*\])")

ANEW = "Print it to a new PDF, and send that."


def check(content: bytes) -> None:
    if END not in content[-2048:]:
        raise Unfit("This PDF is cut off: its end is missing. Send it again, or save it anew.")
    names = plain(content)
    if ENCRYPTED.search(names):
        raise Unfit("This PDF is encrypted. Save it without a password, and send that.")
    if any(PROGRAM.search(each) for each in (names, *_object_streams(content, names))):
        raise Unfit(
            "This PDF holds a program (a script, an action that starts something, or a dynamic "
            f"form). {ANEW}"
        )


def plain(names: bytes) -> bytes:
    """`/J#61vaScript` is one way to write `/JavaScript`."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), names)


def _object_streams(content: bytes, names: bytes) -> Iterator[bytes]:
    """What is in each. Raises Unfit where one cannot be opened, or is announced and not found."""
    announced, room = len(OBJECT_STREAM.findall(names)), MOST_INSIDE
    for stream in STREAM.finditer(content):
        before = content[max(0, stream.start() - DICTIONARY) : stream.start()]
        dictionary = plain(before[max(before.rfind(b"obj"), 0) :])
        if not OBJECT_STREAM.search(dictionary):
            continue
        announced -= 1
        if b"/Filter" in dictionary:  # one without is read already, as it is
            end = content.find(b"endstream", stream.end())
            inside = _inflated(content[stream.end() : end], dictionary, room)
            room -= len(inside)
            yield plain(inside)
    if announced:
        raise _unreadable()


def _inflated(compressed: bytes, dictionary: bytes, room: int) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        inside = unpacking.decompress(compressed, max(room, 1))
    except zlib.error as error:
        raise _unreadable() from error
    if not unpacking.eof or not DEFLATED.search(dictionary) or b"/Predictor" in dictionary:
        raise _unreadable()
    return inside


def _unreadable() -> Unfit:
    return Unfit(f"This PDF is packed in a way that cannot be looked into. {ANEW}")
