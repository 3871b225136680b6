"""Pictures: opened to the last pixel, still, of a size that can be shown, and telling no place."""

import warnings
from io import BytesIO

from PIL import Image

from .refusals import Unfit

FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 12_000
ORIENTATION, GPS = 0x0112, 0x8825
GPS_LATITUDE, GPS_LONGITUDE = 2, 4

TOO_LARGE = (
    "This picture has more than 50 million pixels, or a side of more than 12,000. Shrink it."
)
UNREADABLE = "This picture is damaged, or cut off. Save it anew, and send that."
MOVES = "This picture moves, and a reader could not stop it. Send a still one."
TELLS_A_PLACE = (
    "This picture tells the place where it was taken (GPS in its metadata). Take the place out, in "
    "your picture program or by a screenshot, and send that."
)


def format_of(content: bytes) -> str:
    """By its first bytes; empty where it is none of the four."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    return "GIF" if content.startswith((b"GIF87a", b"GIF89a")) else ""


def look_into(content: bytes, kind: str) -> tuple[str, int, int]:
    """Its content type, and its width and height as it is shown."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return FORMATS[kind], *_opened(content, kind)
        except Unfit:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise Unfit(TOO_LARGE) from error
        except Exception as error:  # a picture made to deceive raises what it likes
            raise Unfit(UNREADABLE) from error


def _opened(content: bytes, kind: str) -> tuple[int, int]:
    with Image.open(BytesIO(content), formats=[kind]) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
            raise Unfit(TOO_LARGE)
        # A camera's JPEG may hold a second picture of itself, which nobody shows.
        if kind != "JPEG" and getattr(picture, "is_animated", False):
            raise Unfit(MOVES)
        picture.load()
        exif = picture.getexif()
        if {GPS_LATITUDE, GPS_LONGITUDE} & set(exif.get_ifd(GPS)) or _place_in_xmp(
            content, picture
        ):
            raise Unfit(TELLS_A_PLACE)
        lies_on_its_side = exif.get(ORIENTATION, 1) in (5, 6, 7, 8)
    return (height, width) if lies_on_its_side else (width, height)


def _place_in_xmp(content: bytes, picture: Image.Image) -> bool:
    told = picture.info.get("XML:com.adobe.xmp", "")  # a PNG may compress it
    return b"GPSLatitude" in content or "GPSLatitude" in str(told)
