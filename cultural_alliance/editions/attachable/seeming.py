"""What a file that we do not take really seems to be: in words, by its first bytes."""

import re

BEGINNINGS = [
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"#!", "a script"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (such as DOC or XLS)"),
    (b"{\\rtf", "a Rich Text file (RTF)"),
    (b"PK\x03\x04", "an archive (ZIP), or a document made of one (such as XLSX or ODT)"),
    (b"PK\x05\x06", "an empty archive (ZIP)"),
    (b"Rar!", "an archive (RAR)"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7-Zip)"),
    (b"\x1f\x8b", "an archive (gzip)"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"8BPS", "a Photoshop file"),
    (b"%!PS", "a PostScript file"),
    (b"ID3", "a sound (MP3)"),
    (b"OggS", "a sound or film (Ogg)"),
    (b"fLaC", "a sound (FLAC)"),
    (b"RIFF", "a sound or film (WAV or AVI)"),
    (b"\x1a\x45\xdf\xa3", "a film (Matroska or WebM)"),
]
BRANDS = {b"heic": "a HEIC picture", b"heix": "a HEIC picture", b"mif1": "a HEIC picture"} | {
    b"avif": "an AVIF picture"
}
SVG = re.compile(rb"<svg[\s>]", re.IGNORECASE)
HTML = re.compile(rb"[\xef\xbb\xbf\s]*<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE)


def what(content: bytes) -> str:
    begins = content[:4096]
    if begins[4:8] == b"ftyp":
        return BRANDS.get(begins[8:12], "a film (MP4 or the like)")
    for beginning, name in BEGINNINGS:
        if begins.startswith(beginning):
            return name
    if HTML.match(begins):
        return "a web page (HTML)"
    if SVG.search(begins):
        return "an SVG drawing, which may hold programs"
    if begins.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        return "an XML file"
    return "something that we do not know" if _is_binary(begins) else "plain text"


def _is_binary(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return error.start < len(content) - 4  # not merely cut in the middle of a letter
    return "\x00" in text
