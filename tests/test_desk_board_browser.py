"""A translator at the board and at the editor, by clicking."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cultural_alliance.editions import drafting
from cultural_alliance.editions.models import Edition
from tests.support.cast import writer
from tests.support.desk import enter, page_of
from tests.support.journeys import NewContext
from tests.support.portal import Portal
from tests.support.record import correct, make_statement

pytestmark = pytest.mark.browser
BODY = "<p>Culture is what we share.</p><ul><li>Songs</li><li>Words</li></ul><p>We share it.</p>"


def test_from_the_board_a_translation_is_begun_by_one_click_and_written_beside_its_original(
    live_portal: Portal, new_context: NewContext
) -> None:
    statement = make_statement("A day", BODY, published_on=timezone.now())
    translator = writer()
    context = new_context()
    enter(context, translator, live_portal)
    page = context.new_page()
    page.goto("/admin/editions/edition/board/")
    page.get_by_role("button", name="Start in Français").click()
    beside = page.get_by_role("complementary", name="Beside the text")
    expect(beside.get_by_text("The original: English, edition 1")).to_be_visible()
    here = beside.locator("[aria-current]")

    page.get_by_label("Title").fill("Un jour")
    expect(here).to_contain_text("A day")
    page.locator(".prose-editor [role=textbox]").click()
    page.keyboard.type("La culture est ce que nous partageons.")
    expect(here).to_contain_text("Culture is what we share.")
    page.keyboard.press("Enter")
    page.keyboard.type("- Les chants")
    expect(here).to_contain_text("Songs")
    page.keyboard.press("Enter")
    page.keyboard.type("Les mots")
    expect(here).to_contain_text("Words")

    correct(statement, body=BODY.replace("We share it.", "We share it here."), change_note="More.")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    status = beside.locator("#original").get_by_role("status")
    expect(status).to_contain_text("The original has just changed.")
    expect(beside.locator("ins")).to_contain_text("here")
    beside.get_by_role("button", name="Save: it follows edition 2 now").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(beside.get_by_text("The original has changed.")).to_have_count(0)

    draft = Edition.objects.select_related("follows").get(language="fr")
    assert draft.follows and draft.follows.number == 2
    assert draft.title == "Un jour"
    assert "Les mots" in draft.body


def test_without_scripts_the_original_stands_beside_the_plain_text_area(
    live_portal: Portal, new_context: NewContext
) -> None:
    statement = make_statement("A day", BODY, published_on=timezone.now())
    author = writer()
    draft = drafting.start_draft(statement, "ar", by=author, title="يوم")
    correct(statement, body="<p>Anew.</p>")
    context = new_context(java_script_enabled=False)
    enter(context, author, live_portal)
    page = context.new_page()
    page.goto(page_of(draft))
    page.get_by_label("Text", exact=True).fill("ثقافة")
    page.get_by_role("button", name="Save: it follows edition 2 now").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    draft.refresh_from_db()
    assert draft.follows and draft.follows.number == 2
    assert "ثقافة" in draft.body
