"""Letters: mail in the reader's language, from one text.

A letter is two templates, `email/<name>_subject.txt` and `email/<name>.txt`. The HTML part is made
of the text, so that the two never say different things:

    a blank line begins a paragraph;     an address alone on its line becomes a button-like link;
    lines that begin with "> " are a quotation;     lines that begin with "- " are a list;
    a last paragraph that ends with the portal's address is the letter's foot.

What people typed may stand in a letter as text: it is escaped, and a subject is always one line.
Quote it, with `{{ words|quoted }}` of `{% load letters %}`: in a quotation no address is a link,
so nobody borrows the portal's name for one.
"""

import re
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .languages import Language

ADDRESS = re.compile(r"https?://\S+")
SPACE = re.compile(r"[^\S\u00a0\u202f]+")  # the spaces that French keeps unbroken stay
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
LONGEST_SUBJECT = 200


class Letter(EmailMultiAlternatives):
    """`purpose` is the letter's name, by which the outbox knows it when its words are gone."""

    purpose = ""


def write(
    name: str,
    *,
    to: str,
    language: Language,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
    reply_to: str = "",
) -> Letter:
    """The letter, not yet sent: `.send()` it. `context` gains `portal_url` and `language`.

    A `Message-ID` among the headers, made by `outbox.once(…)`, makes the outbox store the letter
    once however often it is sent.
    """
    with translation.override(language.django_code):
        known = {**context, "portal_url": portal_url(language), "language": language}
        subject = render_to_string(f"email/{name}_subject.txt", known)
        text = render_to_string(f"email/{name}.txt", known)
        letter = compose(
            subject, text, to=to, language=language, headers=headers, reply_to=reply_to
        )
    letter.purpose = name
    return letter


def compose(
    subject: str,
    text: str,
    *,
    to: str,
    language: Language,
    headers: Mapping[str, str] | None = None,
    reply_to: str = "",
) -> Letter:
    """A letter from a subject and a text that are finished already."""
    one_line = SPACE.sub(" ", UNPRINTABLE.sub(" ", subject)).strip()[:LONGEST_SUBJECT]
    one_line = one_line.replace("=?", "= ?")  # begins what mail programs would decode
    text = UNPRINTABLE.sub("", text.replace("\r\n", "\n")).strip() + "\n"
    # The second asks machines that answer by themselves (absent till Monday) not to: RFC 3834.
    standing = {"Content-Language": language.tag, "Auto-Submitted": "auto-generated"}
    letter = Letter(
        one_line,
        text,
        to=[to],
        headers={**standing, **(headers or {})},
        reply_to=[reply_to] if reply_to else None,
    )
    with translation.override(language.django_code):
        letter.attach_alternative(as_html(one_line, text, language), "text/html")
    return letter


def portal_url(language: Language) -> str:
    return f"{settings.ALLIANCE_URL}/{language.code}/"


def as_html(subject: str, text: str, language: Language) -> str:
    blocks = [block.split("\n") for block in re.split(r"\n\s*\n", text.strip())]
    foot = blocks.pop() if blocks[-1][-1].strip() == portal_url(language) else []
    parts = [part for block in blocks for part in _parts(block)]
    return render_to_string(
        "email/letter.html",
        {
            "subject": subject,
            "body": mark_safe("\n".join(parts)),  # noqa: S308 (each part is escaped)
            "foot": _lines(foot),
            "portal_url": portal_url(language),
            "language": language,
        },
    )


def _parts(lines: list[str]) -> list[SafeString]:
    """The elements of one block: lines of one kind that follow each other stand together."""
    return [_element(kind, list(same)) for kind, same in groupby(lines, key=_kind)]


def _kind(line: str) -> str:
    if line.startswith(">"):
        return "quotation"
    if line.startswith("- "):
        return "list"
    return "address" if ADDRESS.fullmatch(line.strip()) else "text"


def _element(kind: str, lines: list[str]) -> SafeString:
    if kind == "quotation":
        words = [(line[1:].removeprefix(" "),) for line in lines]
        quoted = format_html_join(mark_safe("<br>"), "{}", words)
        return format_html('<blockquote dir="auto">{}</blockquote>', quoted)
    if kind == "list":
        items = format_html_join("", "<li>{}</li>", [(_linked(line[2:]),) for line in lines])
        return format_html("<ul>{}</ul>", items)
    if kind == "address":
        ways = [(line.strip(), line.strip()) for line in lines]
        return format_html_join("\n", '<p class="way" dir="ltr"><a href="{}">{}</a></p>', ways)
    return format_html("<p>{}</p>", _lines(lines))


def _lines(lines: list[str]) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", [(_linked(line),) for line in lines])


def _linked(line: str) -> SafeString:
    """The line, escaped, its addresses links."""
    parts: list[Any] = []
    end = 0
    for found in ADDRESS.finditer(line):
        address = found.group().rstrip(".,;:)")
        parts.append(line[end : found.start()])
        parts.append(format_html('<a href="{}" dir="ltr">{}</a>', address, address))
        end = found.start() + len(address)
    return mark_safe("".join(conditional_escape(part) for part in [*parts, line[end:]]))  # noqa: S308
