"""Long sentences: readers of other first languages lose their thread, and so do translators."""

import re
from collections.abc import Iterator

from cultural_alliance.editions.checking.findings import Finding, found
from cultural_alliance.editions.checking.reading import Text
from cultural_alliance.editions.html import words_in

# Words; of Chinese, characters. What a semicolon parts is counted by itself.
MOST = {"ar": 40, "zh": 100, "en": 40, "fr": 45, "ru": 35, "es": 45}
_END = re.compile(r"""(?<=[.!?…;؟؛])["'”’»)\]]*\s+|[。！？；]+[”’」』）]*|\n""")


def findings(text: Text) -> Iterator[Finding]:
    most, unit = MOST[text.language], "characters" if text.language == "zh" else "words"
    for passage in text.passages:
        if passage.field == "title" or passage.tag == "tr":
            continue
        for sentence in _END.split(passage.text):
            if (length := words_in(sentence)) > most:
                advice = f"This sentence has {length} {unit}. Can it be two?"
                yield found("sentences", advice, passage, sentence)
