"""The rich text editor works under the strict policy, and keeps what the portal keeps."""

import base64
import hashlib
import json

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from cultural_alliance import richtext
from cultural_alliance.editions import html
from cultural_alliance.editions.models import Edition

from .support.cast import writer
from .support.desk import enter, page_of
from .support.record import approved, make_draft

expect.set_options(timeout=20_000)
BOX = ".prose-editor [role=textbox]"

GOOGLE_DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
    '<p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;">Culture '
    'is </span><span style="font-size:11pt;font-weight:700;">shared</span><span style="font-size:'
    '11pt;font-style:italic;"> gladly</span></p><br /><ul style="margin-top:0;"><li dir="ltr" '
    'style="list-style-type:disc;" aria-level="1"><p role="presentation"><span style="font-weight:'
    '400;">Music</span></p></li><ul><li aria-level="2"><p><span>Song</span></p></li></ul></ul>'
    '<p><img src="https://lh.example/x.png" style="border:none;" /></p></b>'
    '<br class="Apple-interchange-newline">'
)
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal
{margin:0cm;} --></style></head><body><!--StartFragment--><h1 style='color:red'>Report<o:p></o:p>
</h1>
<p class=MsoNormal style='margin-bottom:8pt'><span lang=EN-GB style='font-size:12.0pt'>Culture is
<b>shared</b>.<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Music<o:p>
</o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>Song<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>First<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span>&nbsp; </span></span><![endif]>Second<o:p></o:p></p>
<!--EndFragment--></body></html>"""
HOSTILE = (
    '<p onmouseover="window.hacked=1">Peace <img src="x" onerror="window.hacked=1">'
    '<a href="javascript:window.hacked=1">here</a><script>window.hacked=1</script></p>'
    '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe><svg onload="window.hacked=1">'
)


def test_nothing_is_written_in_the_editor_that_the_sanitiser_would_drop() -> None:
    """Each mark and block that the editor offers is one that the record keeps."""
    offered = (
        "<h2>a</h2><h3>b</h3><p><strong>c</strong><em>d</em><sup>e</sup><sub>f</sub><br>g</p>"
        "<ul><li><p>h</p></li></ul><ol><li><p>i</p></li></ol><blockquote><p>j</p></blockquote><hr>"
        '<p><a href="mailto:x@example.org">k</a> <span lang="fr">l</span></p>'
        "<table><tbody><tr><th>m</th><td>n</td></tr></tbody></table>"
    )
    kept = html.clean(offered)
    for tag in ("h2", "h3", "strong", "em", "sup", "sub", "br", "ul", "ol", "blockquote", "hr"):
        assert f"<{tag}>" in kept, tag
    for piece in ('href="mailto:x@example.org"', 'lang="fr"', "<th>m", "<td>n"):
        assert piece in kept


@pytest.mark.django_db
def test_the_import_map_carries_the_nonce_of_the_request(client: Client) -> None:
    client.force_login(writer())
    answer = client.get(page_of(make_draft()))
    nonce = answer.context["request"].csp_nonce
    assert f"'nonce-{nonce}'" in answer["Content-Security-Policy"]
    assert f'<script type="importmap" nonce="{nonce}">' in answer.content.decode()


@pytest.mark.django_db
def test_without_scripts_the_field_is_a_plain_text_area_with_the_text(client: Client) -> None:
    client.force_login(writer())
    page = client.get(page_of(make_draft(body="<p>Plain.</p>"))).content.decode()
    assert "&lt;p&gt;Plain.&lt;/p&gt;" in page
    assert 'name="body"' in page


@pytest.fixture
def draft(live_portal: object) -> Edition:
    return make_draft(by=writer())


@pytest.fixture
def page(new_context, live_portal, draft: Edition) -> Page:  # type: ignore[no-untyped-def]
    context = new_context()
    enter(context, writer(), live_portal)
    page = context.new_page()
    page.goto(page_of(draft))
    expect(page.locator(BOX)).to_be_visible()
    return page


def paste(page: Page, markup: str) -> None:
    page.locator(BOX).fill("")
    page.locator(BOX).evaluate(
        """(box, html) => {
          const clipboardData = new DataTransfer()
          clipboardData.setData("text/html", html)
          const paste = { clipboardData, bubbles: true, cancelable: true }
          box.dispatchEvent(new ClipboardEvent("paste", paste))
        }""",
        markup,
    )


def saved(page: Page, draft: Edition) -> str:
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved")
    draft.refresh_from_db()
    return draft.body


@pytest.mark.browser
def test_the_policy_knows_the_style_that_the_engine_injects(page: Page) -> None:
    style = page.evaluate("document.querySelector('style[data-tiptap-style]').textContent")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" == richtext.INJECTED_STYLE_HASH


@pytest.mark.browser
def test_what_is_written_and_formatted_is_saved(page: Page, draft: Edition) -> None:
    page.locator(BOX).fill("")
    page.locator(BOX).press_sequentially("Peace ")
    page.get_by_role("button", name="bold").click()
    page.locator(BOX).press_sequentially("now")
    assert saved(page, draft) == "<p>Peace <strong>now</strong></p>"


@pytest.mark.browser
def test_every_button_of_the_editor_has_a_name(page: Page) -> None:
    buttons = page.locator(".prose-menubar button")
    assert buttons.count() > 8
    for button in buttons.all():
        assert button.get_attribute("aria-label") or button.text_content()
    assert page.locator(BOX).get_attribute("aria-label") == "Text"


@pytest.mark.browser
def test_a_paste_from_google_docs_keeps_bold_italic_and_lists(page: Page, draft: Edition) -> None:
    paste(page, GOOGLE_DOCS)
    body = saved(page, draft)
    assert body.count("<strong>") == 1
    assert "Culture is <strong>shared</strong><em> gladly</em>" in body
    assert "Music" in body and body.count("<ul>") == 2
    assert "<p></p>" not in body and "style" not in body


@pytest.mark.browser
def test_a_paste_says_what_it_left_out(page: Page) -> None:
    paste(page, GOOGLE_DOCS)
    expect(page.locator(".prose-editor-status")).to_have_text(
        "Kept: bold and italics, 1 list. Dropped: 1 image, colours and fonts."
    )
    paste(page, "<p>Words</p>")
    expect(page.locator(".prose-editor-status")).to_have_text("")


@pytest.mark.browser
def test_a_paste_from_word_makes_its_lists_lists(page: Page, draft: Edition) -> None:
    paste(page, WORD)
    body = saved(page, draft)
    assert "<h2>Report</h2>" in body
    assert "Culture is <strong>shared</strong>." in body
    assert body.count("<ul>") == 2 and body.count("<ol>") == 1
    assert body.index("Music") < body.index("Song") < body.index("First") < body.index("Second")
    for left in ("·", "1.", "Mso", "mso", "style", "o:p", "StartFragment"):
        assert left not in body, left


@pytest.mark.browser
def test_a_hostile_paste_runs_nothing_and_its_words_stay(page: Page, draft: Edition) -> None:
    paste(page, HOSTILE)
    assert page.evaluate("window.hacked") is None
    body = saved(page, draft)
    assert "Peace" in body and "here" in body
    for danger in ("script", "javascript", "onerror", "onmouseover", "iframe", "svg", "hacked"):
        assert danger not in body


@pytest.mark.browser
def test_hostile_html_that_is_stored_runs_nothing_in_the_field(page: Page, draft: Edition) -> None:
    """What came into the field by another way than the editor."""
    page.evaluate("html => { document.querySelector('[name=body]').value = html }", HOSTILE)
    with page.expect_navigation():
        page.evaluate("document.getElementById('text').submit()")
    draft.refresh_from_db()
    assert "Peace" in draft.body and "hacked" not in draft.body
    assert page.evaluate("window.hacked") is None


@pytest.mark.browser
def test_words_in_another_language_keep_theirs_when_a_text_is_edited(
    page: Page, draft: Edition
) -> None:
    body = '<p>She said <span lang="fr">bonjour</span>.</p>\n<p dir="rtl" lang="ar">سلام</p>'
    page.get_by_role("button", name="edit HTML").click()
    page.locator("dialog textarea").fill(body)
    page.locator("dialog").get_by_role("button", name="Update").click()
    page.locator(BOX).press("End")
    kept = saved(page, draft)
    assert '<span lang="fr">bonjour</span>' in kept
    assert 'lang="ar"' in kept and 'dir="rtl"' in kept


@pytest.mark.browser
def test_an_arabic_text_is_written_from_the_right(page: Page) -> None:
    translation = make_draft(approved(make_draft()).document, "ar", body="<p>سلام</p>")
    page.goto(page_of(translation))
    paragraph = page.locator(f"{BOX} p").first
    style = paragraph.evaluate(
        "p => [getComputedStyle(p).unicodeBidi, getComputedStyle(p).textAlign]"
    )
    assert style == ["plaintext", "start"]
    box = json.loads(
        page.evaluate(
            "JSON.stringify((() => { const r = document.createRange();"
            f" const p = document.querySelector('{BOX} p'); r.selectNodeContents(p);"
            " const a = r.getBoundingClientRect(), b = p.getBoundingClientRect();"
            " return { end: b.right - a.right, start: a.left - b.left } })())"
        )
    )
    assert box["end"] < 5 < box["start"]
