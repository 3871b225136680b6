"""The rich text editor: what it offers, and what the strict policy has to know about it."""

from typing import Any

# The style element that the editor's engine (Tiptap) injects; a browser test fails when an
# upgrade changes it.
INJECTED_STYLE_HASH = "'sha256-placeholder'"
PROSE_EDITOR_EXTENSIONS: list[dict[str, Any]] = []
