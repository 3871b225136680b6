"""The files of a text, by clicking: attached, described, ordered, read by the public."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cultural_alliance.editions.models import Edition
from tests.support.cast import writer
from tests.support.desk import enter, page_of
from tests.support.files import attached, pdf, picture, with_place
from tests.support.journeys import NewContext, with_and_without_scripts
from tests.support.portal import Portal
from tests.support.record import approved, make_draft

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def attach(page: Page, path: Path, content: bytes, description: str = "") -> None:
    path.write_bytes(content)
    page.get_by_label("File", exact=True).set_input_files(path)
    page.get_by_label("Description").fill(description)
    page.get_by_role("button", name="Attach it").click()


@with_and_without_scripts
def test_a_writer_attaches_describes_and_orders_files_and_the_public_reads_them(
    live_portal: Portal, new_context: NewContext, tmp_path: Path, scripts: bool
) -> None:
    person = writer()
    draft = make_draft(title="Rivers", by=person)
    desk = new_context(java_script_enabled=scripts)
    enter(desk, person, live_portal)
    page = desk.new_page()
    page.goto(page_of(draft))
    page.get_by_label("Title").fill("Rivers and lakes")
    page.get_by_role("button", name="Add a file").click()

    attach(page, tmp_path / "place.jpg", picture("JPEG", exif=with_place()), "The rivers.")
    expect(page.get_by_role("alert")).to_contain_text("tells the place where it was taken")
    expect(page.get_by_label("Description")).to_have_value("The rivers.")
    attach(page, tmp_path / "rivers.png", picture(), "A map of the rivers.")
    expect(page.get_by_text("“rivers.png” is attached.")).to_be_visible()
    attach(page, tmp_path / "report.pdf", pdf())
    expect(page.get_by_text("Not described yet")).to_be_visible()

    page.get_by_role("button", name="Move up report.pdf").click()
    expect(page.locator(".files > li").first).to_contain_text("report.pdf")
    page.get_by_role("link", name="Back to the text").click()
    expect(page.get_by_label("Title")).to_have_value("Rivers and lakes")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_role("main")).to_contain_text("Describe these files")
    page.get_by_role("link", name="Files", exact=True).click()
    page.get_by_role("button", name="Add or change files").click()
    page.get_by_role("link", name="Describe report.pdf").click()
    page.get_by_label("Description").fill("The report in full.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved: “report.pdf”.")).to_be_visible()

    public = approved(Edition.objects.get(pk=draft.pk))
    reader = new_context().new_page()
    reader.goto(public.document.specific.get_absolute_url())
    shown = reader.get_by_role("img", name="A map of the rivers.")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 40
    with reader.expect_download() as download:
        reader.get_by_role("link", name="The report in full.").click()
    assert download.value.suggested_filename == "report.pdf"
    assert Path(download.value.path()).read_bytes() == pdf()


def test_a_translator_takes_the_originals_files_and_a_file_goes_away_again(
    live_portal: Portal, new_context: NewContext
) -> None:
    original = make_draft()
    attached(original, "rivers.png", description="A map of the rivers.")
    public = approved(Edition.objects.get(pk=original.pk))
    person = writer()
    arabic = make_draft(public.document, "ar", by=person, title="الأنهار")
    desk = new_context()
    enter(desk, person, live_portal)
    page = desk.new_page()
    page.goto(page_of(arabic))
    expect(page.get_by_text("has 1 file that is not here")).to_be_visible()
    page.get_by_role("button", name="Add or change files").click()
    page.get_by_role("button", name="Take the original’s files").click()
    expect(page.get_by_text("Not described yet")).to_be_visible()
    page.get_by_role("link", name="Describe rivers.png").click()
    expect(page.get_by_label("Description")).to_have_attribute("dir", "rtl")
    page.get_by_label("Decorative").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Decorative: it tells nothing.")).to_be_visible()
    page.get_by_role("button", name="Take off rivers.png").click()
    expect(page.get_by_text("“rivers.png” is taken off the text.")).to_be_visible()
    expect(page.locator(".files")).to_have_count(0)
