"""How the six languages say on which day a text is given: "This message was delivered in Paris on",
or a line that begins with "Delivered on"."""

import re

from cultural_alliance.editions.checking.written_dates import Written

NEAR = 60  # characters between the words and the date
_AR_GIVEN, _AR_THIS = "(?:[أا]ُ?لقيت?|تُ?ليت?|تُ?لقى|قُ?رئت?)", "(?:هذه|هذا)"
_SAYS = {
    "en": r"""
        \b(?:this|the\ present)\ (?:message|address|statement|speech|declaration)(?:,[^,]*,)?
        \ (?:was|is|will\ be|is\ to\ be|has\ been)\ (?:delivered|given|issued|read)\b
        |^\W*(?:delivered|given|issued|read)\ (?:out\ )?(?:on|in|at|by)\b""",
    "fr": r"""
        \b(?:ce|cette|cet|le\ présent|la\ présente)\ (?:message|allocution|déclaration|discours)
        (?:,[^,]*,)?\ (?:a\ été|est|sera|fut)\ (?:prononcée?|lue?|donnée?)\b
        |^\W*(?:prononcée?|lue?|donnée?)\ (?:le|à|au|en|par)\b""",
    "es": r"""
        \b(?:este|esta|el\ presente|la\ presente)\ (?:mensaje|discurso|declaración|alocución)
        (?:,[^,]*,)?\ (?:fue|es|será|ha\ sido)\ (?:pronunciad[oa]|leíd[oa]|dad[oa])\b
        |^\W*(?:pronunciad[oa]|leíd[oa]|dad[oa])\ (?:el|en|por)\b""",
    "ru": r"""
        \b(?:эт[оаи]|этот|настоящ\w+|данн\w+)
        \ (?:послание|заявление|обращение|выступление|речь)(?:,[^,]*,)?
        \ (?:(?:был[оа]?|будет)\ )?(?:произнесен|зачитан|оглашен)\w*
        |^\W*(?:произнесен|зачитан|оглашен)\w*""",
    "zh": r"""
        [本此该](?:份|篇)?(?:致辞|讲话|声明|演讲|宣言|贺词|文告)(?:将|已)?
        [于在][^，。；]{0,40}(?:发表|宣读)
        |^\W*(?:发表|宣读)于""",
    "ar": rf"""
        {_AR_GIVEN}\ {_AR_THIS}\ (?:الرسالة|الكلمة|البيان|الخطاب)
        |{_AR_THIS}\ (?:الرسالة|الكلمة|البيان|الخطاب)\ {_AR_GIVEN}
        |^\W*{_AR_GIVEN}\ (?:في|يوم)""",
}
_PATTERNS = {
    language: re.compile(pattern, re.IGNORECASE | re.VERBOSE) for language, pattern in _SAYS.items()
}
_END = re.compile(r"[.!?…؟;؛]\s|[。！？；]|\n")


def says_when_given(written: Written, text: str, language: str) -> bool:
    """Whether `text` says it with this date."""
    start = max((m.end() for m in _END.finditer(text, 0, written.start)), default=0)
    after = _END.search(text, written.start + len(written.words))
    sentence = text[start : after.start() if after else None]
    said = _PATTERNS[language].search(sentence)
    at = written.start - start
    return bool(said and said.start() <= at <= said.end() + NEAR)
