"""What is pasted keeps its headings, lists, links, emphasis, tables and footnotes, and is told.

`clipboard/` holds the same text as each program puts it in the clipboard.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cultural_alliance.editions.models import Edition

from .support.cast import writer
from .support.desk import enter, page_of
from .support.record import approved, make_draft
from .test_accessibility import faults_in_both_schemes
from .test_text_cleaning import HOSTILE, offences

pytestmark = pytest.mark.browser

BOX = ".prose-editor [role=textbox]"
STATUS = ".prose-editor-status"
CLIPBOARD = Path(__file__).parent / "clipboard"

TEXT = [
    "<h2>Culture in figures</h2>",
    "<p>Culture employs <strong>thirty million</strong> people"
    '<a href="#fn1"><sup>1</sup></a> in <em>all</em> regions.<a href="#fn2"><sup>2</sup></a> See '
    '<a href="https://en.unesco.org/creativity/" rel="noopener">the Convention</a>.</p>',
    "<h3>What we ask</h3>",
    "<ul><li>Funds<ul><li>for film</li></ul></li><li>Training</li></ul>",
    "<ol><li>Sign</li><li>Ratify</li></ol>",
    "<table><tbody><tr><th>Region</th><th>Films</th></tr>"
    "<tr><td>Africa</td><td></td></tr></tbody></table>",
    '<ol><li id="fn1">Figures of <em>2024</em>.</li><li id="fn2">Of the United Nations.</li></ol>',
]
KEPT = "Kept: 2 headings, bold and italics, 2 lists, 1 link, 1 table, 2 footnotes. "


@pytest.fixture
def draft(live_portal: object) -> Edition:
    return make_draft(by=writer(), body="<p>Before.</p>")


@pytest.fixture
def page(new_context, live_portal, draft: Edition) -> Page:  # type: ignore[no-untyped-def]
    context = new_context()
    enter(context, writer(), live_portal)
    page: Page = context.new_page()
    page.goto(page_of(draft))
    expect(page.locator(BOX)).to_be_visible()
    return page


def paste(page: Page, markup: str) -> None:
    page.locator(BOX).evaluate(
        """(box, html) => {
          const clipboardData = new DataTransfer()
          clipboardData.setData("text/html", html)
          const paste = { clipboardData, bubbles: true, cancelable: true }
          box.dispatchEvent(new ClipboardEvent("paste", paste))
        }""",
        markup,
    )


def copied_from(program: str) -> str:
    return (CLIPBOARD / f"{program}.html").read_text()


def saved(page: Page, draft: Edition) -> list[str]:
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    draft.refresh_from_db()
    return draft.body.split("\n")


@pytest.mark.parametrize(
    ("program", "dropped"),
    [
        ("word", "1 image, 1 deleted passage, 1 comment, colours and fonts, alignment."),
        ("google_docs", "1 image, 1 comment, colours and fonts, alignment."),
        ("libreoffice", "1 image, colours and fonts, alignment."),
    ],
)
def test_a_text_from_another_program_keeps_what_it_says(
    page: Page, draft: Edition, program: str, dropped: str
) -> None:
    page.locator(BOX).fill("")
    paste(page, copied_from(program))
    expect(page.locator(STATUS)).to_have_text(f"{KEPT}Dropped: {dropped}")
    assert saved(page, draft) == TEXT


def test_a_text_from_word_in_a_browser_has_its_lists_as_one(page: Page, draft: Edition) -> None:
    page.locator(BOX).fill("")
    paste(page, copied_from("word_online"))
    expect(page.locator(STATUS)).to_contain_text("1 heading, bold and italics, 2 lists, 1 link")
    expect(page.locator(STATUS)).to_contain_text("Dropped: hidden text, colours and fonts.")
    assert saved(page, draft) == [
        TEXT[0],
        "<p>Culture employs <strong>thirty million</strong> people in <em>all</em> regions. See "
        '<a href="https://en.unesco.org/creativity/" rel="noopener">the Convention</a>.</p>',
        TEXT[3],
        "<ol><li>Sign</li></ol>",
        TEXT[5],
    ]


NOTED = (
    '<p>{0}<a href="#{0}" id="{0}-ref"><sup>1</sup></a></p>'
    '<p id="{0}"><a href="#{0}-ref">1.</a> Of {0}.</p>'
)


def test_notes_pasted_twice_are_numbered_anew_and_one_undo_takes_each_paste_back(
    page: Page, draft: Edition
) -> None:
    box = page.locator(BOX)
    box.press("Control+End")
    page.keyboard.type(" In ")
    paste(page, NOTED.format("Rome"))
    expect(box.locator("p").first).to_have_text("Before. In Rome1")
    box.press("Control+Home")
    page.keyboard.type("In ")
    expect(box.locator("p").first).to_have_text("In Before. In Rome1")
    paste(page, NOTED.format("Oslo"))
    expect(box.locator("p").first).to_have_text("In Oslo1Before. In Rome2")
    expect(box.locator("li")).to_have_text(["Of Oslo.", "Of Rome."])
    box.press("Control+z")
    expect(box.locator("p").first).to_have_text("In Before. In Rome1")
    expect(box.locator("li")).to_have_text(["Of Rome."])
    box.press("Control+Shift+z")
    assert saved(page, draft) == [
        '<p>In Oslo<a href="#fn1"><sup>1</sup></a>Before. '
        'In Rome<a href="#fn2"><sup>2</sup></a></p>',
        '<ol><li id="fn1">Of Oslo.</li><li id="fn2">Of Rome.</li></ol>',
    ]
    page.reload()
    expect(box.locator("li")).to_have_text(["Of Oslo.", "Of Rome."])


def test_a_note_and_a_table_are_made_by_their_buttons(page: Page, draft: Edition) -> None:
    box = page.locator(BOX)
    box.press("Control+End")
    page.keyboard.type(" Now")
    page.get_by_role("button", name="insert footnote").click()
    page.keyboard.type("A source.")
    first = box.locator("p").first
    first.click()
    page.keyboard.press("Home")
    page.keyboard.type("So")
    expect(first).to_contain_text("SoBefore.")
    page.get_by_role("button", name="insert footnote").click()
    page.keyboard.type("An earlier one.")
    first.click()
    page.get_by_role("button", name="Insert table").click()
    page.get_by_label("Include header row").select_option("Yes")
    page.get_by_label("Rows").fill("2")
    page.get_by_label("Columns").fill("2")
    page.locator("dialog").get_by_role("button", name="Insert Table").click()
    page.get_by_role("button", name="Delete column").click()
    page.keyboard.type("Year")
    page.get_by_role("button", name="Add row").click()
    body = saved(page, draft)
    assert 'So<a href="#fn1"><sup>1</sup></a>Before. Now<a href="#fn2"><sup>2</sup></a>' in body[0]
    assert body[-1] == '<ol><li id="fn1">An earlier one.</li><li id="fn2">A source.</li></ol>'
    assert body[1].count("<th>") == 1 and body[1].count("<tr>") == 3


def test_a_hostile_paste_of_any_making_runs_nothing_and_its_words_stay(
    page: Page, draft: Edition
) -> None:
    page.evaluate("void (window.alert = () => { window.hacked = true })")
    page.locator(BOX).fill("")
    for hostile in HOSTILE:
        page.locator(BOX).press("Control+End")
        paste(page, f"<p>{hostile}</p>")
    assert page.evaluate("window.hacked") is None
    words = page.locator(BOX).inner_text().count("Peace")
    body = "".join(saved(page, draft))
    assert offences(body) == []
    assert body.count("Peace") == words > len(HOSTILE) * 0.8


def test_readers_find_a_note_and_their_way_back_also_on_a_phone(page: Page, draft: Edition) -> None:
    cells = "".join(f"<td>Region {number}</td>" for number in range(9))
    draft.body = "".join(TEXT) + f"<table><tr>{cells}</tr></table>" + "<p>Filling.</p>" * 40
    draft.save()
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(str(approved(draft).document.statement.get_absolute_url()))
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    wide = page.get_by_role("group", name="Table").last
    assert wide.evaluate("table => table.scrollWidth > table.clientWidth")
    place, note = page.locator("#fn2-ref"), page.locator("#fn2")
    expect(note).not_to_be_in_viewport()
    place.click()
    expect(note).to_be_in_viewport()
    expect(note).to_contain_text("Of the United Nations.")
    page.get_by_role("link", name="Back to note 2 in the text").click()
    expect(place).to_be_in_viewport()
    assert faults_in_both_schemes(page) == []
    page.get_by_role("link", name="Print").click()
    expect(page.locator(".print-view .footnotes li")).to_have_count(2)
