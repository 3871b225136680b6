"""Links whose words do not say where they lead: many hear or see links without what is around."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from cultural_alliance.editions.checking.findings import Finding, found
from cultural_alliance.editions.checking.reading import Passage, Text
from cultural_alliance.editions.markup.footnotes import reference

VAGUE = {
    "en": "click here|here|click|this link|link|this page|this website|this site|read more|more"
    "|see more|learn more|find out more|more information|see here|read here|download|download here",
    "fr": "cliquez ici|cliquer ici|ici|ce lien|lien|cette page|ce site|lire la suite|en savoir plus"
    "|plus|voir ici|plus d’informations|plus d'informations|voir plus|télécharger|suivez ce lien",
    "es": "haga clic aquí|haz clic aquí|pulse aquí|clic aquí|aquí|este enlace|enlace|esta página"
    "|este sitio|leer más|más|ver más|más información|saber más|descargar|ver aquí",
    "ru": "нажмите здесь|щелкните здесь|щёлкните здесь|здесь|тут|сюда|ссылка|эта ссылка|по ссылке"
    "|по этой ссылке|эта страница|подробнее|читать далее|далее|больше|скачать",
    "zh": "点击这里|点击此处|这里|此处|请点击这里|请点击此处|点击|点此|链接|此链接|这个链接|更多"
    "|了解更多|阅读更多|更多信息|查看更多|下载",
    "ar": "اضغط هنا|انقر هنا|إضغط هنا|أنقر هنا|هنا|هذا الرابط|الرابط|رابط|هذه الصفحة|هذا الموقع"
    "|المزيد|اقرأ المزيد|لمزيد من المعلومات|للمزيد|تحميل",
}
_VAGUE = {language: frozenset(texts.split("|")) for language, texts in VAGUE.items()}
_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_EDGES = ' \n\t\xa0.,:;!?…>»›→()[]“”"«。，：；！？、（）،؛؟\u200e\u200f'


@dataclass(frozen=True)
class Link:
    words: str
    target: str
    passage: Passage

    @property
    def folded(self) -> str:
        return " ".join(self.words.strip(_EDGES).casefold().split())

    @property
    def leads_to(self) -> str:
        return re.sub("^https?://(www[.])?", "", self.target).rstrip("/")


def findings(text: Text) -> Iterator[Finding]:
    vague = _VAGUE[text.language] | _VAGUE["en"]
    targets: dict[str, str] = {}
    for link in _links(text):
        if _ADDRESS.fullmatch(link.folded):
            advice = "Name the page that the link leads to, rather than show its address."
        elif link.folded in vague:
            advice = "Say where the link leads: without the words around it, it tells nothing."
        elif targets.setdefault(link.folded, link.leads_to) != link.leads_to:
            advice = "Another link with the same words leads elsewhere."
        else:
            continue
        yield found("link texts", advice, link.passage, link.words.strip())


def _links(text: Text) -> Iterator[Link]:
    """Less the references to footnotes."""
    for passage in text.of_body:
        if "<a " not in passage.html:
            continue
        pieces = [piece for piece in passage.pieces if not reference(piece)]
        marks = groupby(pieces, key=lambda piece: next(iter(piece.marks), None))
        for mark, group in marks:
            if mark and mark.tag == "a":
                words = "".join(piece.text for piece in group)
                yield Link(words, dict(mark.attributes)["href"], passage)
