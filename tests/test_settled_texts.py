"""A text that stands as it was cleaned is shown without being read anew, and looks the same."""

import pytest

from cultural_alliance.editions.html import clean, opening, plain
from cultural_alliance.editions.markup import settled, showing
from cultural_alliance.editions.markup.canonical import canonical
from cultural_alliance.editions.markup.writing import element

from .support.hostile import FILES, payloads

ORDINARY = [
    "<p>One.</p><h2>Two &amp; three</h2><p lang='fr'>Quatre<br>cinq <strong>six</strong></p>",
    "<ul><li>one</li><li>two<p>more</p></li></ul><blockquote><p>said</p></blockquote><hr><p>end</p>",
    "<p><a href='https://example.org/?a=1&amp;b=2'>away</a> and <a href='/en/'>home</a></p>",
    "<p dir='rtl' lang='ar'>نص <em>مائل</em></p>",
]
READ = [
    "<p>a<sup><a href='#fn1'>1</a></sup></p><ol><li id='fn1'>note</li></ol>",
    "<table><tbody><tr><td>cell</td></tr></tbody></table>",
]


def read_anew(body: str) -> list[str]:
    return [element(node) for node in showing.shown(canonical(body))]


@pytest.mark.parametrize("kind", FILES)
def test_hostile_texts_once_cleaned_look_as_if_read_anew(kind: str) -> None:
    bodies = [clean(text) for text in payloads(kind)]
    known = [body for body in bodies if settled.lines(body)]
    assert len(known) > len(bodies) / 2
    assert [body for body in known if settled.lines(body) != read_anew(body)] == []


@pytest.mark.parametrize("kind", FILES)
def test_what_the_sanitiser_would_change_is_never_taken_as_it_stands(kind: str) -> None:
    """A row that was written past it is cleaned when it is shown."""
    taken = [text for text in payloads(kind) if settled.lines(text)]
    assert [text for text in taken if settled.lines(text) != read_anew(text)] == []
    assert settled.lines("<p>a</p><script>1</script>") is None
    assert settled.lines('<p onclick="1">a</p>') is None
    assert settled.lines("<p>one</p><p>two</p>") is None


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_texts_are_taken_as_they_stand(text: str) -> None:
    assert settled.lines(clean(text)) == read_anew(clean(text))


@pytest.mark.parametrize("text", READ)
def test_what_a_page_adds_to_is_read(text: str) -> None:
    assert settled.lines(clean(text)) is None


@pytest.mark.parametrize("text", [*ORDINARY, *READ])
def test_the_first_words_of_a_text_are_those_of_the_whole(text: str) -> None:
    body = clean(text)
    assert opening(body) == plain(body).partition("\n\n")[0] != ""
