"""The rich text editor: what it offers, and what the strict policy has to know about it.

Settings read this module, so nothing here may need them when it is imported.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.templatetags.static import static
from django.utils.functional import lazy

# The style element that the editor's engine (Tiptap) injects; a browser test fails when an
# upgrade changes it.
INJECTED_STYLE_HASH = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"

EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Superscript": True,
    "Subscript": True,  # no button was asked for, but a text that holds one must not lose it
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "Link": {"enableTarget": False},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HTML": True,
    "NoSpellCheck": False,
    "PasteFromElsewhere": True,
    "Footnote": True,
    "KeepsLanguage": True,
    "ForeignWords": True,
}


def _allows_nothing_more(config: Any, shared: dict[str, Any]) -> None:
    """Our sanitiser (`editions.html`) decides what is kept, not the editor's."""


# A dotted path for the processor fails in django-prose-editor 0.28: it has to be a callable.
PROSE_EDITOR_EXTENSIONS: list[dict[str, Any]] = [
    {
        "js": [lazy(static, str)("js/editor_paste.js")],
        "extensions": {"PasteFromElsewhere": _allows_nothing_more},
    },
    {
        "js": [lazy(static, str)("js/editor_footnotes.js")],
        "extensions": {"Footnote": _allows_nothing_more},
    },
    {
        "js": [lazy(static, str)("js/editor_languages.js")],
        "extensions": {
            "KeepsLanguage": _allows_nothing_more,
            "ForeignWords": _allows_nothing_more,
        },
    },
]


def widget(*, label: str, attrs: Mapping[str, str] | None = None) -> forms.Widget:
    """A text area that scripts turn into the editor. Without them it stays a text area, and what
    is typed in it goes through the same sanitiser."""
    from django_prose_editor.widgets import AdminProseEditorWidget  # needs the settings

    extensions = {**EXTENSIONS, "PasteFromElsewhere": {"label": label}}
    return AdminProseEditorWidget(
        config={"extensions": extensions}, preset="configurable", attrs=dict(attrs or {})
    )


def media_with_nonce(media: forms.Media, nonce: Any) -> forms.Media:
    """The form's media with the request's nonce: its import map is an inline script."""
    from js_asset import Media

    return Media.from_media(media, nonce=str(nonce))
