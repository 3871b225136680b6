"""Texts of hostile making: no script survives, and the words do.

The corpus comes in by each way that a text has into the record: the form, the saving beside it,
a paste, the editor's own dialog; then every page that shows it is looked at in a browser.
"""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from cultural_alliance import languages
from cultural_alliance.editions import sharing
from cultural_alliance.editions.checking import Text, advise
from cultural_alliance.editions.html import clean, plain
from cultural_alliance.editions.markup import bounds
from cultural_alliance.editions.models import Document, Edition

from .support.cast import writer
from .support.desk import enter, page_of, words
from .support.hostile import FILES, TRACES, payloads
from .support.journeys import later
from .support.portal import Portal
from .support.record import approved, correct, make_draft
from .test_text_cleaning import offences

BOX = ".prose-editor [role=textbox]"
# Databases differ in the characters that they take, and in nothing else here.
UNICODE = "unicode"
OTHERS = [pytest.param(each, marks=pytest.mark.once) for each in FILES if each != UNICODE]
of_each_kind = pytest.mark.parametrize("kind", [UNICODE, *OTHERS])


def faults_of(body: str) -> list[str]:
    return offences(body) + ([] if "Peace" in plain(body) else ["the words are lost"])


@of_each_kind
def test_no_hostile_text_is_stored_as_more_than_its_words(kind: str) -> None:
    corpus = payloads(kind)
    faults = {text: found for text in corpus if (found := faults_of(clean(text)))}
    assert len(corpus) > 40
    assert faults == {}
    assert sum(bool(offences(text)) for text in corpus) > len(corpus) / 2  # they are hostile


@of_each_kind
def test_what_was_cleaned_stays_clean_however_often_it_is_cleaned(kind: str) -> None:
    """The editor reads what was stored, and sends it again."""
    changed = [text for text in payloads(kind) if clean(clean(text)) != clean(text)]
    assert changed == []


@of_each_kind
def test_the_checker_quotes_hostile_words_and_fails_at_none(kind: str) -> None:
    for text in payloads(kind):
        advise(Text(text[:300], text, text, "en"))


@pytest.fixture
def draft(db: None) -> Edition:
    return make_draft(by=writer())


@pytest.fixture
def desk(client: Client, draft: Edition) -> Client:
    assert draft.saved_by
    client.force_login(draft.saved_by)
    return client


@pytest.mark.slow
@of_each_kind
def test_no_script_comes_in_by_the_form(desk: Client, draft: Edition, kind: str) -> None:
    for text in payloads(kind)[::3]:
        answer = desk.post(page_of(draft), words(draft, body=text))
        assert answer.status_code == 302
        draft.refresh_from_db()
        assert (draft.body, faults_of(draft.body)) == (clean(text), []), text


@pytest.mark.slow
@of_each_kind
def test_no_script_comes_in_by_the_saving_beside_it(
    desk: Client, draft: Edition, kind: str
) -> None:
    address = reverse("admin:editions_edition_autosave", args=[draft.pk])
    for text in payloads(kind):
        answer = desk.post(address, words(draft, body=text))
        assert answer.status_code == 200
        draft.refresh_from_db()
        assert (draft.body, faults_of(draft.body)) == (clean(text), []), text


DEEP = {
    "quotations": "<blockquote>" * 10_000,
    "divisions": "<div>" * 10_000,
    "emphasis": "<p><b>" * 10_000,
    "lists": "<ul><li>" * 10_000,
    "tables": "<table><tr><td>" * 6_000,
    "unknown": "<x-y a=1>" * 10_000,
    "wrong ends": "<div></span>" * 10_000,
    "many": "<p>a" * 60_000,
    "long": "a " * 260_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("deep", DEEP.values(), ids=DEEP)
def test_a_text_that_would_take_long_to_read_is_refused_in_a_sentence(
    desk: Client, draft: Edition, deep: str
) -> None:
    answer = desk.post(page_of(draft), words(draft, title="Peace", body=deep))
    assert answer.status_code == 422
    assert bounds.too_much(deep) in answer.content.decode()
    draft.refresh_from_db()
    assert draft.title != "Peace"  # nothing was stored: the page still holds all that was typed
    checked = desk.post(reverse("admin:editions_edition_check", args=[draft.pk]), {"body": deep})
    assert bounds.too_much(deep) in checked.content.decode()


def test_a_text_of_twenty_thousand_words_with_lists_and_tables_is_no_such_text() -> None:
    row = "<tr>" + "<td><p>A <strong>word</strong></p></td>" * 5 + "</tr>"
    body = "<h2>Part</h2><p>Culture is <em>what</em> we share.</p><ul><li>One<ul><li>Two</ul></ul>"
    body = (body + f"<table><tbody>{row * 20}</tbody></table>") * 100
    assert len(plain(body).split()) > 19_000
    assert bounds.too_much(body) == ""
    assert bounds.too_much("<blockquote>" * 1_000 + "Peace") == ""


# What a browser makes of it

PASTE = """(box, texts) => {
  for (const html of texts) {
    const clipboardData = new DataTransfer()
    clipboardData.setData("text/html", html)
    const paste = { clipboardData, bubbles: true, cancelable: true }
    box.dispatchEvent(new ClipboardEvent("paste", paste))
  }
}"""
THROUGH_THE_DIALOG = """async (button, texts) => {
  const sent = []
  for (const html of texts) {
    button.click()
    const dialog = document.querySelector("dialog[open]")
    dialog.querySelector("textarea").value = html
    dialog.querySelector("button[type=submit]").click()
    await new Promise(setTimeout)
    sent.push(document.querySelector("textarea[name=body]").value)
  }
  return sent
}"""


@pytest.fixture
def editor(new_context, live_portal: Portal, draft: Edition) -> Page:  # type: ignore[no-untyped-def]
    """Without the policy, which would refuse what a hostile text tries: it has to try nothing."""
    context = new_context(bypass_csp=True)
    assert draft.saved_by
    enter(context, draft.saved_by, live_portal)
    page: Page = context.new_page()
    page.goto(page_of(draft))
    expect(page.locator(BOX)).to_be_visible()
    return page


def save_and_look(page: Page, draft: Edition) -> None:
    page.wait_for_load_state("networkidle")  # an image that is missing has told so
    assert page.evaluate(TRACES) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(BOX)).to_contain_text("Peace")
    assert page.evaluate(TRACES) == []
    draft.refresh_from_db()
    assert faults_of(draft.body) == []


@pytest.mark.browser
@pytest.mark.slow
@of_each_kind
def test_no_script_comes_in_by_a_paste(editor: Page, draft: Edition, kind: str) -> None:
    editor.locator(BOX).evaluate(PASTE, payloads(kind))
    save_and_look(editor, draft)
    assert plain(draft.body).count("Peace") >= 0.9 * len(payloads(kind))


@pytest.mark.browser
@pytest.mark.slow
@of_each_kind
def test_no_script_comes_in_by_the_dialog_of_html(editor: Page, draft: Edition, kind: str) -> None:
    button = editor.get_by_role("button", name="edit HTML")
    sent = button.evaluate(THROUGH_THE_DIALOG, payloads(kind))
    assert [html for html in sent if offences(clean(html))] == []
    assert sum("Peace" in html for html in sent) >= 0.95 * len(sent)  # a frameset has no text
    editor.locator(BOX).press_sequentially("Peace")
    save_and_look(editor, draft)


TITLE = "Peace <img src=x onerror=hacked=1>"
WORDS = "<script>hacked=1</script><svg onload=hacked=1> Peace"


@pytest.mark.browser
@pytest.mark.slow
def test_the_pages_of_hostile_texts_run_and_hold_nothing_but_their_words(
    new_context, live_portal: Portal, time_machine: Any
) -> None:  # type: ignore[no-untyped-def]
    """For readers, for the desk, and for somebody with a link, who comments and signs as badly."""
    author = writer()
    body = "\n".join(clean(text) for kind in FILES for text in payloads(kind))
    texts = {"title": TITLE, "summary": WORDS, "body": body}
    statement = approved(make_draft(by=author, **texts)).document
    correct(statement, by=author, **(texts | {"body": f"{body}<p>Again</p>", "change_note": WORDS}))
    draft = make_draft(statement, by=author, **(texts | {"change_note": WORDS}))
    until = timezone.now() + timedelta(days=1)
    _link, token = sharing.share(draft, by=author, name=TITLE, expires_at=until)
    context = new_context()
    say_by_the_link(context.new_page(), live_portal.at(f"/preview/{token}/"), time_machine)
    enter(context, author, live_portal)
    page = context.new_page()
    public = Document.objects.get(pk=statement.pk).get_absolute_url(languages.DEFAULT)
    at_the_desk = f"/admin/editions/edition/{draft.pk}"
    for address in (
        *(public, f"{public}print/", f"{public}editions/", f"{public}editions/1..2/"),
        *("/en/", "/en/info/messages/", "/en/search/?words=Peace"),
        *(f"{at_the_desk}/change/", f"{at_the_desk}/preview/", f"{at_the_desk}/differences/"),
        *("/admin/", "/admin/editions/edition/"),
    ):
        page.goto(live_portal.at(address))
        assert page.evaluate(TRACES) == [], address
        expect(page.locator("body")).to_contain_text("Peace")


def say_by_the_link(page: Page, door: str, clock: Any) -> None:
    page.goto(door)
    page.get_by_role("button", name="Open the draft").click()
    page.get_by_label("Your comment").fill(WORDS)
    later(clock, seconds=10)
    page.get_by_role("button", name="Send the comment").click()
    expect(page.locator("#review")).to_contain_text(WORDS)
    page.get_by_label("Your name").fill(TITLE)
    page.get_by_label("I have read this text").check()
    later(clock, seconds=10)
    page.get_by_role("button", name="Sign off this text").click()
    expect(page.locator("#review")).to_contain_text(f"Signed by {TITLE}")
    assert page.evaluate(TRACES) == []


@pytest.mark.django_db
def test_the_feed_of_hostile_texts_is_well_formed_and_holds_no_script(client: Client) -> None:
    body = "\n".join(clean(text) for kind in FILES for text in payloads(kind))
    approved(make_draft(title=TITLE, summary=WORDS, body=body))
    entries = ElementTree.fromstring(client.get("/en/info/messages/feed/").content)
    told = [element for element in entries.iter() if "hacked" in (element.text or "")]
    assert told
    for element in told:
        if element.get("type") == "html":
            assert offences(element.text or "") == []


@pytest.mark.browser
@pytest.mark.parametrize("bypass", [True, False])
def test_the_look_at_a_page_would_find_what_is_hostile(
    new_context, live_portal: Portal, browser_problems: list[str], bypass: bool
) -> None:  # type: ignore[no-untyped-def]
    page = new_context(bypass_csp=bypass).new_page()
    page.goto(live_portal.at("/en/"))
    show = "html => { document.querySelector('main').innerHTML = html }"
    for text in ("<a href=javascript:x>", "<base href=//evil.example>", "<p onclick=x>"):
        page.evaluate(show, text)
        assert page.evaluate(TRACES), text
    page.evaluate(show, "<img src=x onerror=window.hacked=1>")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.hacked") == (1 if bypass else None)
    assert bool(browser_problems) != bypass  # the policy refused it, and was heard
    browser_problems.clear()
