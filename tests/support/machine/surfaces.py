"""Every public surface, asked over HTTP by somebody who has no account, beside what is foretold."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.test import Client
from django.utils import timezone
from hypothesis.stateful import invariant

from cultural_alliance.editions.models import Attachment
from messages.models import Statement

from .base import LANGUAGES, Machine
from .foretelling import WORD, Answer, Reader, body_of

ATOM = "{http://www.w3.org/2005/Atom}"
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def words_of(answer: Any) -> list[str]:
    """Each once, in their order."""
    return list(dict.fromkeys(WORD.findall(answer.content.decode())))


class Surfaces(Machine):
    reader: ClassVar[type[Reader]] = Reader

    def __init__(self) -> None:
        super().__init__()
        self.client = Client()
        self.looks = 0

    @invariant()
    def surfaces_are_as_foretold(self) -> None:
        """The pages in each language, the rest in one after the other; the clock stands while all
        are asked."""
        self.looks += 1
        with self.standing(timezone.now()) as now:
            self.look(self.reader(self.model, LANGUAGES[self.looks % len(LANGUAGES)], now))

    def check_everything(self) -> None:
        """Also where a scheduled text turns public: just before, and at the very instant."""
        super().check_everything()
        now = timezone.now()
        ahead = [each for each in self.model.texts.values() if self.model.is_movable(each, now)]
        ahead.sort(key=lambda each: (each.published_at or now, each.pk))
        for text in ahead:
            assert text.published_at
            for at in (text.published_at - timedelta(microseconds=1), text.published_at):
                self.traveller.move_to(at, tick=False)
                self.look(self.reader(self.model, text.language, at))

    @contextmanager
    def standing(self, at: datetime) -> Iterator[datetime]:
        self.traveller.move_to(at, tick=False)
        yield at
        self.traveller.move_to(at, tick=True)

    def look(self, reader: Reader) -> None:
        paths = dict(Statement.objects.values_list("pk", "path"))
        for document, path in paths.items():
            if path:
                self.look_at_pages(reader, document, f"/{reader.language}/{path}/")
                self.look_in_other_languages(reader, document, path)
            assert path or not reader.is_known(document)
        self.look_at_lists(reader)
        self.look_at_sitemap(reader, {path: pk for pk, path in paths.items()})
        for pk, edition, name in Attachment.objects.values_list("pk", "edition", "name"):
            answer: Any = self.client.get(f"/files/{pk}/{name or 'erased'}")
            list(answer)  # to its end, which closes the file
            assert answer.status_code == reader.file(edition)
        for link in self.model.links.values():
            self.look_behind(reader.link(link), f"/preview/{link.token}/", link.text)

    def look_at_pages(self, reader: Reader, document: int, url: str) -> None:
        self.expect(url, reader.page(document))
        self.expect(f"{url}editions/", reader.history(document))
        numbers = len(self.model.approved(document, reader.language))
        for number in range(1, numbers + 2):
            self.expect(f"{url}editions/{number}/", reader.edition(document, number))

    def look_in_other_languages(self, reader: Reader, document: int, path: str) -> None:
        for language in {*LANGUAGES} - {reader.language}:
            other = self.reader(self.model, language, reader.at)
            self.expect(f"/{language}/{path}/", other.page(document))

    def expect(self, url: str, foretold: Answer) -> None:
        answer = self.client.get(url)
        found = answer.status_code, set(words_of(answer))
        assert found == foretold, f"{url}: {found} instead of {foretold}"

    def look_at_lists(self, reader: Reader) -> None:
        home = f"/{reader.language}/"
        listed = reader.listed()
        whole = reader.listed(withdrawn_too=True)
        self.expect_list(f"{home}info/messages/", listed)
        self.expect_list(f"{home}info/messages/?withdrawn=included", whole)
        self.expect_list(home, listed[:1])
        self.expect(f"{home}search/?words=culture", (200, reader.found()))
        feed = ElementTree.fromstring(self.client.get(f"{home}info/messages/feed/").content)
        assert [told(entry) for entry in feed.iter(f"{ATOM}entry")] == reader.feed()

    def expect_list(self, url: str, foretold: list[str]) -> None:
        found = words_of(self.client.get(url))
        assert found == foretold, f"{url}: {found} instead of {foretold}"

    def look_at_sitemap(self, reader: Reader, documents: dict[str, int]) -> None:
        content = self.client.get("/sitemap-statements.xml").content
        found = set()
        for location in ElementTree.fromstring(content).iter(LOCATION):
            language, path = urlsplit(location.text or "").path.strip("/").split("/", 1)
            if path in documents:
                found.add((documents[path], language))
        assert found == reader.in_sitemap()

    def look_behind(self, status: int, url: str, text: int) -> None:
        """The door says no word of the text; behind it is the text as it stands, or nothing."""
        holder = Client()
        door = holder.get(url)
        assert (door.status_code, words_of(door)) == (status, [])
        if self.looks % 3 == 0:  # a link is not opened too often in an hour
            answer = holder.post(url, follow=True)
            words = body_of(self.model.texts[text]) if status == 200 else set()
            found = {word for word in words_of(answer) if word.startswith("words")}
            assert (answer.status_code, found) == (status, words)


def told(entry: ElementTree.Element) -> tuple[str, datetime]:
    [word] = WORD.findall(entry.findtext(f"{ATOM}summary") or "")
    return word, datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "")
