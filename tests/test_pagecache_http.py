"""What a kept page says to browsers and to other caches (RFC 9110, RFC 9111)."""

from collections.abc import Iterator
from itertools import product

import pytest
from django.utils import timezone

from cultural_alliance.pagecache.wsgi import PageCache
from tests.support.reading import Answer, Reader
from tests.support.record import make_statement

pytestmark = pytest.mark.once

ENCODINGS = ("br", "gzip", "")


@pytest.fixture
def cached(pages: PageCache) -> Iterator[Reader]:
    make_statement("On the Day", published_on=timezone.now())
    yield Reader(pages)


def in_each(cached: Reader, address: str = "/en/", **headers: str) -> dict[str, Answer]:
    return {each: cached(address, accept_encoding=each, **headers) for each in ENCODINGS}


def test_each_encoding_unpacks_to_the_page(cached: Reader) -> None:
    plain = cached("/en/").body
    assert b"<html" in plain
    for encoding, answer in in_each(cached).items():
        assert answer.headers.get("Content-Encoding", "") == encoding
        assert answer.headers["Content-Length"] == str(len(answer.body))
        assert answer.page == plain
        assert not encoding or len(answer.body) < len(plain) / 2


def test_tags_are_strong_and_differ_by_encoding_and_by_text(cached: Reader) -> None:
    tags = [
        answer.headers["ETag"]
        for address in ("/en/", "/fr/")
        for answer in in_each(cached, address).values()
    ]
    assert len(set(tags)) == len(tags)
    assert all(tag.startswith('"') and tag.endswith('"') for tag in tags)


def test_every_kept_answer_says_on_what_it_depends(cached: Reader) -> None:
    for answer in in_each(cached).values():
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["Cache-Control"].startswith("public, max-age=0, must-revalidate")
        assert "Last-Modified" not in answer.headers, "a withdrawal would not move it"
        assert "Set-Cookie" not in answer.headers


NAMING = ("{}", "W/{}", '"other", {}', '"other",W/{} , "more"', "*")


def test_who_has_the_page_is_told_so_without_a_body(cached: Reader) -> None:
    for named, (encoding, whole) in product(NAMING, in_each(cached).items()):
        tag = whole.headers["ETag"]
        answer = cached("/en/", accept_encoding=encoding, if_none_match=named.format(tag))
        assert (answer.status, answer.body) == (304, b"")
        for name in ("ETag", "Vary", "Cache-Control"):
            assert answer.headers[name] == whole.headers[name]
        assert not {"Content-Length", "Content-Type", "Content-Encoding"} & set(answer.headers)


def test_who_has_another_page_gets_this_one(cached: Reader) -> None:
    cached("/en/")
    for named in (
        "",
        "nonsense",
        '"other"',
        'W/"other"',
        ",,,",
        '"' + "x" * 10_000,
        '"x",' * 3_000,
    ):
        answer = cached("/en/", if_none_match=named)
        assert answer.status == 200 and answer.body


def test_the_tag_of_one_encoding_is_not_that_of_another(cached: Reader) -> None:
    packed = cached("/en/", accept_encoding="gzip").headers["ETag"]
    assert cached("/en/", if_none_match=packed).status == 200


def test_head_says_what_get_says_whoever_comes_first(cached: Reader) -> None:
    for address in ("/en/", "/fr/", "/en/info/messages/"):
        for encoding in ENCODINGS:
            head = cached(address, "HEAD", accept_encoding=encoding)
            get = cached(address, accept_encoding=encoding)
            assert head.body == b""
            assert {**head.headers, "Cache-Status": ""} == {**get.headers, "Cache-Status": ""}


def test_head_counts_as_a_visit(cached: Reader) -> None:
    assert not cached("/en/", "HEAD").is_hit
    assert cached("/en/").is_hit


def test_the_tag_changes_with_the_page_and_with_nothing_else(cached: Reader) -> None:
    before = cached("/en/info/messages/").headers["ETag"]
    assert cached("/en/info/messages/", user_agent="Another").headers["ETag"] == before
    make_statement("Another", published_on=timezone.now())
    after = cached("/en/info/messages/", if_none_match=before)
    assert after.status == 200 and after.headers["ETag"] != before


ACCEPTED = [
    ("gzip, deflate, br, zstd", "br"),
    ("gzip, deflate", "gzip"),
    ("GZIP", "gzip"),
    ("br;q=0, gzip", "gzip"),
    ("br;q=0.000, gzip ; q=0.5", "gzip"),
    ("identity;q=0", ""),
    ("*", ""),
    ("br;q=much", ""),
    ("gzip;q=nan", ""),
    ("brotli, xgzip, brbr", ""),
    ("", ""),
    (", ".join(f"x{n}" for n in range(3000)) + ", br", ""),
    ("\x00\xff;;==,,q", ""),
]


def test_the_encoding_is_one_that_the_reader_takes(cached: Reader) -> None:
    cached("/en/")
    for accepted, encoding in ACCEPTED:
        answer = cached("/en/", accept_encoding=accepted)
        assert answer.is_hit
        assert answer.headers.get("Content-Encoding", "") == encoding, accepted
