"""When two names, or two websites, are one: by these the portal finds what exists already.

A name is compared without case, accents, Arabic marks, punctuation, spaces and the words for a
legal form: "Éditions du Fleuve S.A.R.L." is "editions du fleuve". Of other scripts every mark
stays, for there a mark makes another letter.
"""

import unicodedata
from urllib.parse import urlsplit

LONGEST = 200
# Accents of Latin, Greek and Cyrillic; points of Hebrew; marks of Arabic, and its lengthening line.
MARKS = frozenset(
    chr(code)
    for first, last in (
        *((0x300, 0x36F), (0x591, 0x5C7), (0x610, 0x61A), (0x640, 0x640)),
        *((0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6ED)),
    )
    for code in range(first, last + 1)
)
# Letters that no accent makes, and signs that are words or nothing.
LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"&": " and ", ".": "", "'": "", "’": "", "ى": "ي", "ة": "ه"}
)
_forms = """
    ab ag aps as asa asbl bhd bv bvba co corp corporation cv eirl ev ggmbh gie gmbh inc incorporated
    kft kg limited limitada llc llp lp ltd ltda nv ong ngo npo oy oyj plc pte pty pvt rl sa sal sarl
    sas sasu scop scrl sl slu snc spa sprl srl ug vzw ооо оао зао пао ао ано нко ип гуп муп فلمم شمم
    شمل ذمم
"""
LEGAL_FORMS = frozenset(_forms.split())
CHINESE_FORMS = ("股份有限公司", "有限责任公司", "有限公司", "公司")
# Where everybody may have a page: the path tells whose it is.
_sites = """
    facebook.com instagram.com linkedin.com youtube.com twitter.com x.com t.me vk.com weibo.com
    linktr.ee sites.google.com medium.com tiktok.com
"""
SHARED_SITES = frozenset(_sites.split())


def key(name: str) -> str:
    """The same for two names that are one; "" for no name."""
    words = _words(name)
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    while len(words) > 1 and words[0] in LEGAL_FORMS and not words[0].isascii():
        words.pop(0)  # in Russian the form stands first
    joined = "".join(words)
    for form in CHINESE_FORMS:
        joined = joined.removesuffix(form) or joined
    return (joined or name.strip().casefold())[:LONGEST]


def _words(name: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", name).casefold().translate(LETTERS)
    kept = (character for character in folded if character not in MARKS)
    return "".join(each if _is_of_a_word(each) else " " for each in kept).split()


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


def site(url: str) -> str:
    """The host of a website, with the path where many share the host; "" for none."""
    try:
        parts = urlsplit(url.strip().lower())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""
    return f"{host}{parts.path.rstrip('/')}" if host in SHARED_SITES else host
