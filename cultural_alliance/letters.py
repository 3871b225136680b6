"""Letters: mail in the reader's language, from one text.

A letter is two templates, `email/<name>_subject.txt` and `email/<name>.txt`. The HTML part is made
of the text, so that the two never say different things:

    a blank line begins a paragraph;     an address alone on its line becomes a button-like link;
    lines that begin with "> " are a quotation;     lines that begin with "- " are a list.

What people typed may stand in a letter as text: it is escaped, and a subject is always one line.
"""

import re
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .languages import Language

ADDRESS = re.compile(r"https?://\S+")
LONGEST_SUBJECT = 200


def write(
    name: str,
    *,
    to: str,
    language: Language,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
    reply_to: str = "",
) -> EmailMultiAlternatives:
    """The letter, not yet sent: `.send()` it. `context` gains `portal_url` and `language`.

    A `Message-ID` among the headers, made by `outbox.once(…)`, makes the outbox store the letter
    once however often it is sent.
    """
    with translation.override(language.django_code):
        known = {**context, "portal_url": portal_url(language), "language": language}
        subject = render_to_string(f"email/{name}_subject.txt", known)
        text = render_to_string(f"email/{name}.txt", known).strip() + "\n"
        return compose(subject, text, to=to, language=language, headers=headers, reply_to=reply_to)


def compose(
    subject: str,
    text: str,
    *,
    to: str,
    language: Language,
    headers: Mapping[str, str] | None = None,
    reply_to: str = "",
) -> EmailMultiAlternatives:
    """A letter from a subject and a text that are finished already."""
    one_line = " ".join(subject.split())[:LONGEST_SUBJECT]
    letter = EmailMultiAlternatives(
        one_line,
        text,
        to=[to],
        headers={"Content-Language": language.tag, **(headers or {})},
        reply_to=[reply_to] if reply_to else None,
    )
    letter.attach_alternative(as_html(one_line, text, language), "text/html")
    return letter


def portal_url(language: Language) -> str:
    return f"{settings.ALLIANCE_URL}/{language.code}/"


def as_html(subject: str, text: str, language: Language) -> str:
    blocks = [block.split("\n") for block in re.split(r"\n\s*\n", text.strip())]
    body = mark_safe("\n".join(part for block in blocks for part in _parts(block)))  # noqa: S308
    return render_to_string(
        "email/letter.html", {"subject": subject, "body": body, "language": language}
    )


def _parts(lines: list[str]) -> list[SafeString]:
    """The elements of one block: lines of one kind that follow each other stand together."""
    return [_element(kind, list(same)) for kind, same in groupby(lines, key=_kind)]


def _kind(line: str) -> str:
    if line.startswith("> "):
        return "quotation"
    if line.startswith("- "):
        return "list"
    return "address" if ADDRESS.fullmatch(line.strip()) else "text"


def _element(kind: str, lines: list[str]) -> SafeString:
    if kind == "quotation":
        return format_html("<blockquote>{}</blockquote>", _lines([line[2:] for line in lines]))
    if kind == "list":
        items = format_html_join("", "<li>{}</li>", [(_linked(line[2:]),) for line in lines])
        return format_html("<ul>{}</ul>", items)
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
        parts.append(format_html('<a href="{}">{}</a>', address, address))
        end = found.start() + len(address)
    return mark_safe("".join(escape(part) for part in [*parts, line[end:]]))  # noqa: S308
