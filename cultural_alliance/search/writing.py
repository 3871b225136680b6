"""Writing the index: every text of one thing, in the transaction that changed the thing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from zlib import crc32

from django.db import connection, transaction

from cultural_alliance import surfaces
from cultural_alliance.surfaces import Text

from .models import SearchEntry
from .parts import parts
from .stems import in_order
from .tokenising import tokens_of
from .words import words_in

# Words that a text has so often say what it is about.
OFTEN = 3
# Where a thing has no date.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# PostgreSQL takes a megabyte of tokens in a row: some sixty thousand different words of one text.
MOST_BYTES = 800_000
# Raised where tokens are made otherwise: every text is then written anew, whatever its digest.
SCHEME = 1

Key = tuple[int, str]  # edition, language


@transaction.atomic
def write(kind: str, pk: int, *, anew: bool = False) -> int:
    """Answers how many texts can be found of the thing. Texts that stand in the index as they are
    stay, unless all are to be written `anew`."""
    if kind not in surfaces.search:
        return 0
    lock(kind, pk)
    texts = {(text.edition, text.language): text for text in surfaces.search[kind].texts(pk)}
    digests = {key: digest(text) for key, text in texts.items()}
    replace(kind, pk, digests, lambda keys: [texts[key] for key in keys], anew=anew)
    return len(texts)


def replace(
    kind: str,
    pk: int,
    digests: dict[Key, str],
    texts: Callable[[list[Key]], Iterable[Text]],
    *,
    anew: bool = False,
) -> None:
    """Leaves of the thing what stands under these digests; `texts` are asked for the others."""
    standing = _standing(kind, pk)
    changed = [key for key, made in digests.items() if anew or standing.get(key) != made]
    kept = set(digests) - set(changed)
    if set(standing) - kept:
        _clear(kind, pk, kept)
    entries = (
        entry
        for text in (texts(changed) if changed else ())
        for entry in _entries(kind, pk, text, digests[text.edition, text.language])
    )
    SearchEntry.whole.bulk_create(entries, batch_size=50)


def lock(kind: str, pk: int) -> None:
    """Two who write of the same thing come one after the other, and the second sees what the
    first left. On SQLite, IMMEDIATE has locked the database already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            key = crc32(f"search {kind} {pk}".encode())
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _standing(kind: str, pk: int) -> dict[Key, str]:
    rows = SearchEntry.whole.texts().filter(kind=kind, object_id=pk)
    return {
        (edition, language): digest
        for edition, language, digest in rows.values_list("edition", "language", "digest")
    }


def _clear(kind: str, pk: int, kept: set[Key]) -> None:
    rows = SearchEntry.whole.filter(kind=kind, object_id=pk)
    for edition, language in kept:
        rows = rows.exclude(edition=edition, language=language)
    rows.delete()


def digest(text: Text) -> str:
    """Of all that is written of a text."""
    fields = (text.title, text.summary, text.facts, text.body, str(text.at), str(SCHEME))
    return sha256("\x00".join(fields).encode(errors="replace")).hexdigest()


def _entries(kind: str, pk: int, text: Text, digest: str) -> Iterator[SearchEntry]:
    """The part that stands for the whole, and the parts of a text that is longer than one."""
    own = [text.title, text.summary, text.facts]
    bodies = parts(text.body)
    is_split = len(bodies) > 1
    code = text.language
    title, around = tokens(text.title, code), tokens(f"{text.summary}\n{text.facts}", code)
    counted = tokens(text.body, code)
    head = "" if is_split else text.body

    def entry(part: int, body: str, words: Iterable[str], flows: list[str]) -> SearchEntry:
        return SearchEntry(
            kind=kind,
            object_id=pk,
            edition=text.edition,
            language=code,
            part=part,
            at=text.at or LONG_AGO,
            text=_storable(body),
            words=_bounded(words),
            flow="\n".join(flow(each, code) for each in flows if each),
        )

    whole = entry(0, head, {**title, **around, **counted}, [*own, head])
    whole.title, whole.summary, whole.facts = map(_storable, own)
    whole.in_title, whole.in_summary = " ".join(title), " ".join(around)
    whole.often = " ".join(token for token, number in counted.items() if number >= OFTEN)
    whole.digest = digest
    yield whole
    if is_split:
        for number, body in enumerate(bodies, start=1):
            yield entry(number, body, tokens(body, code), [body])


def tokens(text: str, code: str) -> Counter[str]:
    """Every token of a text in the language, and how often it is there."""
    counted: Counter[str] = Counter()
    for word in words_in(text):
        for tokens, _start, _end in tokens_of(word, code):
            counted.update(tokens)
    return counted


def flow(text: str, code: str) -> str:
    """The words of each paragraph in their order, in both ways that a phrase is asked."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        words = [in_order(piece.raw, code) for word in words_in(paragraph) for piece in word.pieces]
        ways = dict.fromkeys(f" {' '.join(way)} " for way in zip(*words, strict=True))
        lines.extend(ways)
    return "\n".join(lines)


def _bounded(words: Iterable[str]) -> str:
    """As many tokens as a database takes, each once."""
    joined = " ".join(dict.fromkeys(words))
    if len(joined) <= MOST_BYTES // 4:
        return joined
    cut = joined.encode()[:MOST_BYTES]
    return cut[: cut.rfind(b" ")].decode() if len(joined.encode()) > MOST_BYTES else joined


def _storable(text: str) -> str:
    return text.replace("\x00", "")
