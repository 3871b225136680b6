"""What an editor writes is kept, and nothing else that came with it."""

import re
import unicodedata
from html.parser import HTMLParser

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cultural_alliance.editions.html import blocks, clean, numbered, plain, shown, words

HOSTILE = [
    "<script>alert(1)</script>Peace",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>Peace",
    "<scr<script>ipt>alert(1)</scr</script>ipt>Peace",
    "<p>Peace<script>alert(1)</p>",
    "Peace<img src=x onerror=alert(1)>",
    "<p>Peace</p><img src=x onerror=alert(1)//",
    "<svg/onload=alert(1)>Peace",
    "<svg><script>alert(1)</script></svg>Peace",
    "<p onclick=alert(1) onmouseover='alert(2)'>Peace</p>",
    "<body onload=alert(1)>Peace",
    "<details open ontoggle=alert(1)>Peace</details>",
    "<a href=javascript:alert(1)>Peace</a>",
    "<a href='JaVaScRiPt:alert(1)'>Peace</a>",
    "<a href='java\nscript:alert(1)'>Peace</a>",
    "<a href='java&#x09;script:alert(1)'>Peace</a>",
    "<a href=' &#14; javascript:alert(1)'>Peace</a>",
    "<a href='&#106;&#97;&#118;&#97;script&colon;alert(1)'>Peace</a>",
    "<a href='java\0script:alert(1)'>Peace</a>",
    "<a href='vbscript:msgbox(1)'>Peace</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>Peace</a>",
    "<a href='blob:https://evil.example/1'>Peace</a>",
    "<iframe src=javascript:alert(1)></iframe>Peace",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>Peace",
    "<object data=javascript:alert(1)>Peace</object>",
    "<embed src=javascript:alert(1)>Peace",
    "<form action=javascript:alert(1)><button>Peace</button></form>",
    "<p style='background:url(javascript:alert(1));width:expression(alert(1))'>Peace</p>",
    "<style>@import 'javascript:alert(1)';</style>Peace",
    "<link rel=stylesheet href=javascript:alert(1)>Peace",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>Peace",
    "<base href=javascript:alert(1)//>Peace",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>Peace</noscript>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'></a>Peace",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style>"
    "</mglyph></table></mtext></math>Peace",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style>"
    "</mglyph></form></mtext></math>Peace",
    "<!--><img src=x onerror=alert(1)>-->Peace",
    "<!-- --!><script>alert(1)</script> -->Peace",
    "<![CDATA[<script>alert(1)</script>]]>Peace",
    "<xmp><img src=x onerror=alert(1)></xmp>Peace",
    "<textarea><script>alert(1)</script></textarea>Peace",
    "<table background=javascript:alert(1)><tr><td onclick=alert(1)>Peace</table>",
    "<p id=p1 class=banner name=x contenteditable autofocus onfocus=alert(1)>Peace</p>",
    "<a href='/' target=_blank rel=opener ping=//evil.example>Peace</a>",
    "<span lang='en\" onclick=\"alert(1)' dir='ltr onclick=alert(1)'>Peace</span>",
    "<ol><li id='fn1\" onclick=\"alert(1)'>Peace</li><li id=main>War</li></ol><p id=fn1>x</p>",
]

ALLOWED = {
    "p", "h2", "h3", "ul", "ol", "li", "blockquote", "br", "hr", "strong", "em", "sup", "sub", "a",
    "span", "table", "thead", "tbody", "tr", "th", "td", "caption",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {"href", "rel", "lang", "dir", "colspan", "rowspan", "scope"}


def offences(html: str) -> list[str]:
    """What a browser would find in `html` that a text of the portal may not hold."""
    found: list[str] = []

    class Inspector(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag not in ALLOWED:
                found.append(tag)
            for name, value in attrs:
                is_note = tag == "li" and name == "id" and re.fullmatch(r"fn\d+", value or "")
                if name not in ALLOWED_ATTRIBUTES and not is_note:
                    found.append(name)
                address = re.sub(r"[\0-\x20]", "", value or "")  # as a browser reads one
                scheme = re.match(r"([\w+.-]+):", address)
                if scheme and scheme[1].lower() not in ("http", "https", "mailto"):
                    found.append(value)

        def handle_comment(self, data):
            found.append("comment")

        handle_decl = handle_pi = unknown_decl = handle_comment

    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return found


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_hostile_survives_but_the_text_does(hostile):
    assert offences(clean(hostile)) == []
    assert "Peace" in plain(hostile)


def test_the_inspection_itself_would_find_what_is_hostile():
    unseen = [hostile for hostile in HOSTILE if not offences(hostile)]
    # A tag that is never closed, and values that hide in nothing but quotes.
    assert len(unseen) <= 2, unseen


def test_a_script_typed_in_the_editor_never_survives_but_the_text_does():
    assert clean("<p>We <script>alert(1)</script>act.</p>") == "<p>We act.</p>"


def test_what_the_editor_offers_is_kept_as_it_was_written():
    written = "\n".join(
        [
            "<h2>A heading</h2>",
            "<h3>A smaller one</h3>",
            "<p>Some <strong>bold</strong>, <em>italic</em>, x<sup>2</sup> and H<sub>2</sub>O,<br>"
            'a <a href="https://example.org/a?b=1&amp;c=2" rel="noopener">link</a>.</p>',
            "<ul><li>one<ul><li>within one</li></ul></li><li>two</li></ul>",
            "<ol><li>first</li></ol>",
            "<blockquote><p>quoted</p><p>twice</p></blockquote>",
            "<hr>",
            '<table><caption>Figures</caption><thead><tr><th scope="col">Year</th>'
            '<th colspan="2">Films</th></tr></thead><tbody><tr><td rowspan="2">2006</td>'
            "<td>7</td><td></td></tr></tbody></table>",
            '<p dir="rtl" lang="ar">سلام <span dir="ltr" lang="fr">paix</span></p>',
        ]
    )
    assert clean(written) == written


def test_the_same_text_is_the_same_html_whichever_way_it_was_written():
    assert clean("<b>Pe</b><strong>ace</strong>") == clean("<P>\n<strong>Peace</strong> </P>")
    assert clean("<em><strong>x</strong></em>") == clean("<strong><em>x</em></strong>")
    assert clean("<ul><li><p>x</p></li></ul>") == clean("<ul><li>x</ul>")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("if a<b then", "<p>if a&lt;b then</p>"),
        ("I <3 culture &amp; peace", "<p>I &lt;3 culture &amp;amp; peace</p>"),
        ("Write to <name@example.org>", "<p>Write to &lt;name@example.org&gt;</p>"),
        ("See <https://example.org/>", "<p>See &lt;https://example.org/&gt;</p>"),
        ("One\r\ntwo\r\n \r\n\r\nthree\n", "<p>One<br>two</p>\n<p>three</p>"),
        ("  \n \n", ""),
    ],
)
def test_text_typed_without_javascript_becomes_paragraphs_and_loses_no_sign(typed, stored):
    assert clean(typed) == stored


def test_paragraphs_typed_below_html_become_paragraphs_too():
    typed = "<p>There before.</p>\n\nTyped now, a < b.\n\nAnd <b>again</b>."
    assert clean(typed) == (
        "<p>There before.</p>\n<p>Typed now, a &lt; b.</p>\n<p>And <strong>again</strong>.</p>"
    )


def test_one_complete_tag_makes_the_whole_html():
    assert clean("a <b and c> d") == "<p>a <strong>d</strong></p>"
    assert clean("a <b and c d") == "<p>a &lt;b and c d</p>"


@pytest.mark.parametrize("address", ["https://x.org/", "http://x.org/", "mailto:a@x.org", "/fr/"])
def test_a_link_to_an_ordinary_address_stays(address):
    assert f'href="{address}"' in clean(f'<a href="{address}" target="_blank">x</a>')
    assert "target" not in clean(f'<a href="{address}" target="_blank">x</a>')


def test_paragraphs_of_other_elements_stay_apart():
    assert plain("<div>one</div><section>two<div>three</div></section>") == "one\n\ntwo\n\nthree"


@pytest.mark.parametrize("empty", ["", "<p></p>", "<p>&nbsp; <br></p>", "<ul><li></li></ul>"])
def test_empty_paragraphs_are_dropped(empty):
    assert clean(empty) == ""
    assert clean(f"{empty}<p>x</p>{empty}") == "<p>x</p>"


def test_text_is_in_composed_form_and_holds_nothing_that_a_database_or_a_feed_refuses():
    assert clean("e\u0301") == "<p>\u00e9</p>"
    assert clean("a\0b\x07c\ud800d\ufffe") == "<p>abcd</p>"
    assert unicodedata.is_normalized("NFC", clean("<p>\u0338x</p><p>a<b>\u0338</b></p>"))


def test_marks_that_turn_the_direction_of_text_are_text():
    assert clean("\u200fسلام\u200e \u202bx\u202c \u2067y\u2069") == (
        "<p>\u200fسلام\u200e \u202bx\u202c \u2067y\u2069</p>"
    )


def test_elements_a_thousand_deep_are_read_without_a_fault():
    for tag in ("blockquote", "ul><li", "div", "b", "table><tr><td", "span lang=fr"):
        html = clean(f"<{tag}>" * 1000 + "Peace")
        assert "Peace" in html
        assert clean(html) == html


SNIPPETS = [
    "<p>", "</p>", "<b>", "</b>", "<em>", "</i>", "<h1>", "</h2>", "<ul>", "<li>", "</ul>", "<ol>",
    "<blockquote>", "</blockquote>", "<table>", "<tr>", "<td>", "</table>", "<caption>", "<tfoot>",
    "<br>", "<hr>", "<div dir=rtl>", "</div>", "<span lang=fr>", "</span>", "<a href=/x>",
    "<a href='javascript:x'>", "</a>", "<script>", "</script>", "<svg>", "</svg>", "<style>",
    "<!--", "-->", "<![CDATA[", "<textarea>", "<select>", "<math>", "<mtext>", "<noscript>",
    "<template>", "<form>", "<button>", "<th scope=row>", "<p onclick=x", "<", ">", "&", "&lt;",
    "<li id=fn1>", "<li id=fn2>", "<li id=fn9>", "<a href=#fn1>", "<a href=#fn2>", "<sup>", "[2] ",
    "<a href=#fn2>2</a>", "<a href=#fn1>[1]</a>", "<ol><li id=fn1>x</li></ol>",
    "&#1;", "&#13;", "&#x338;", "&nbsp;", "\0", "\r", "\n", "\n\n", " ", "\t", "\f", "\ud800",
    "e", "\u0301", "\u0338", "\u202e", "سَلام", "和平", '"', "'", "=", "/", "x",
]  # fmt: skip
tag_soup = st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=4), max_size=25).map("".join)


@given(tag_soup)
def test_cleaning_what_is_clean_changes_nothing(source):
    html = clean(source)
    assert clean(html) == html
    assert offences(html) == []
    assert unicodedata.is_normalized("NFC", html)


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["C"]), max_size=20)))
def test_text_without_tags_survives_to_the_letter(paragraphs):
    typed = "\n\n".join(paragraphs)
    if re.search(r"</?[a-zA-Z]", typed):
        return
    kept = unicodedata.normalize("NFC", "".join(typed.split()))
    assert "".join(plain(typed).split()) == kept


@given(tag_soup)
def test_every_view_of_a_text_holds_the_same_text(source):
    def letters(html):
        return "".join(plain(html).split())

    assert "".join("".join(block.text for block in blocks(source)).split()) == letters(source)
    assert letters(clean(source)) == letters(source)
    assert letters("".join(block.html for block in blocks(source))) == letters(source)


def test_plain_text_has_a_blank_line_between_blocks():
    html = "<h2>A</h2><p>b <em>c</em><br>d</p><ul><li>e</li><li>f &lt; g</li></ul><hr><p>h</p>"
    assert plain(html) == "A\n\nb c\nd\n\ne\nf < g\n\nh"


def test_an_item_a_row_and_a_paragraph_of_a_quotation_are_blocks_of_their_own():
    html = (
        "<p>a</p><ol><li>b<ul><li>c</li></ul></li></ol><blockquote><p>d</p><p>e</p></blockquote>"
        "<hr><table><caption>f</caption><tr><td>g</td><td>h</td></tr></table>"
    )
    assert [(block.tag, block.text) for block in blocks(html)] == [
        ("p", "a"), ("li", "b"), ("li", "c"), ("blockquote", "d"), ("blockquote", "e"), ("hr", ""),
        ("caption", "f"), ("tr", "g\th"),
    ]  # fmt: skip
    assert blocks(html)[1].html == "<ol><li>b</li></ol>"


def test_paragraphs_are_numbered_for_citing_and_headings_are_not():
    with translation.override("en"):
        assert numbered('<h2>A</h2><p dir="rtl">b</p><ul><li>c</li></ul><p>d</p>') == (
            "<h2>A</h2>\n"
            '<p id="p1" dir="rtl"><a class="para" href="#p1" aria-label="Paragraph 1">1</a>b</p>\n'
            "<ul><li>c</li></ul>\n"
            '<p id="p2"><a class="para" href="#p2" aria-label="Paragraph 2">2</a>d</p>'
        )


NOTES = '<ol><li id="fn1">One.</li><li id="fn2"><p>Two.</p><p>More.</p></li></ol>'


def test_notes_stand_at_the_end_numbered_as_the_text_refers_to_them():
    written = f'<p>a<a href="#fn2">[2]</a> b<a href="#fn1"><sup>i</sup></a></p>{NOTES}<p>c</p>'
    assert clean(written) == (
        '<p>a<a href="#fn1"><sup>1</sup></a> b<a href="#fn2"><sup>2</sup></a></p>\n<p>c</p>\n'
        '<ol><li id="fn1"><p>Two.</p><p>More.</p></li><li id="fn2">One.</li></ol>'
    )


def test_a_reference_without_its_note_is_text_and_a_note_without_one_is_kept_last():
    written = f'<p>a<a href="#fn7"><sup>7</sup></a> b<a href="#fn2"><sup>2</sup></a></p>{NOTES}'
    assert clean(written) == (
        '<p>a<sup>7</sup> b<a href="#fn1"><sup>1</sup></a></p>\n'
        '<ol><li id="fn1"><p>Two.</p><p>More.</p></li><li id="fn2">One.</li></ol>'
    )


def test_a_link_to_a_note_in_words_of_its_own_keeps_them():
    assert '<a href="#fn1">see below</a>' in clean(f'<p><a href="#fn1">see below</a></p>{NOTES}')


def test_a_text_without_notes_is_what_it_was_before_there_were_any():
    written = '<p>a<a href="#fn9"><em>9</em></a></p>\n<ol><li>b</li></ol>'
    assert clean(written) == written


def test_a_thousand_notes_that_refer_to_one_another_are_put_in_order():
    note = '<li id="fn{}"><a href="#fn{}">1</a>.</li>'
    notes = "".join(note.format(number, number + 1) for number in range(1, 1000))
    html = clean(f'<p><a href="#fn1">1</a></p><ol>{notes}</ol>')
    assert html == clean(html)
    assert html.count('<li id="fn') == 999


def test_notes_lead_to_their_place_and_back_on_the_page_and_a_table_scrolls():
    table = "<table><caption>Films</caption><tbody><tr><td>7</td></tr></tbody></table>"
    with translation.override("en"):
        page = shown(f'<p>a<a href="#fn1"><sup>1</sup></a></p>{table}{NOTES}')
    assert '<a href="#fn1" role="doc-noteref" id="fn1-ref"><sup>1</sup></a>' in page
    assert '<div class="table-scroll" role="group" tabindex="0" aria-label="Films"><table>' in page
    assert (
        '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes"><ol>'
        '<li id="fn1">One.&nbsp;<a class="way-back" href="#fn1-ref" role="doc-backlink"'
        ' aria-label="Back to note 1 in the text">↑</a></li>'
    ) in page
    assert page.count("way-back") == 1  # nothing refers to the second


def test_the_number_of_a_note_joins_no_word():
    html = f'<p>peace<a href="#fn1"><sup>1</sup></a></p>{NOTES}'
    assert plain(html).startswith("peace[1]\n\n")
    assert blocks(html)[0].text == "peace[1]"


def test_the_signature_is_no_paragraph_to_cite():
    html = "<p>Koïchiro Matsuura</p><p>text</p><p><em>KOI\u0308CHIRO&nbsp; Matsuura</em></p>"
    signed = numbered(html, signature=["Koïchiro Matsuura"])
    assert signed.count('class="signature"') == 1
    assert signed.endswith('<p class="signature"><em>KOÏCHIRO&nbsp; Matsuura</em></p>')
    assert 'id="p3"' not in signed
    assert 'id="p3"' in numbered(html, signature=["Somebody Else"])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("<p>Peace, culture – and South-South cooperation.</p><p>L’art</p>", 6),
        ("<p>السَّلامُ وَالثَّقافة</p>", 2),
        ("<p>文化多样性，2006年</p>", 7),
        ("", 0),
    ],
)
def test_words_are_counted_as_readers_of_the_language_count_them(text, count):
    assert words(text) == count
