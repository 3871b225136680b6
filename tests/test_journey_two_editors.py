"""Two editors on one draft: each sees that the other is there, the second sees both texts and
chooses, and neither loses a word."""

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from cultural_alliance.editions import html, presence
from cultural_alliance.editions.models import Presence, State
from tests.support.cast import writer
from tests.support.desk import enter, page_of
from tests.support.journeys import NewContext, save, with_and_without_scripts, write
from tests.support.portal import Portal
from tests.support.record import make_draft

pytestmark = pytest.mark.browser
BEGUN = "<p>One paragraph.</p><p>It has a second one.</p>"
BOTH = "One paragraph.\n\nAna adds a second.\n\nBoris adds another."


@with_and_without_scripts
def test_two_write_at_once_and_the_second_chooses_by_paragraph(
    live_portal: Portal, new_context: NewContext, scripts: bool
) -> None:
    draft = make_draft(body=BEGUN)
    ana, boris = (
        at_the_draft(new_context(java_script_enabled=scripts), name, live_portal, page_of(draft))
        for name in ("Ana", "Boris")
    )
    expect(boris.locator(".presence")).to_contain_text("Ana since")
    write(
        ana, "One paragraph, says Ana.\n\nIt has a second one.\n\nAnd Ana’s own.", scripts=scripts
    )
    save(ana)
    boris.get_by_label("Title").fill("The title that Boris gives")
    write(boris, "One paragraph, says Boris.\n\nIt has a second one.", scripts=scripts)
    boris.get_by_role("button", name="Submit for approval").click()

    expect(boris.get_by_role("alert", name="Two texts")).to_contain_text("Ana saved it")
    title = boris.get_by_role("group", name="Title: you changed it")
    expect(title.get_by_role("radio", name="Yours")).to_be_checked()
    added = boris.get_by_role("group", name="Paragraph: only their text has it")
    expect(added.get_by_role("radio", name="Keep it")).to_be_checked()
    first = boris.get_by_role("group", name="Paragraph: both of you changed it")
    expect(first.locator("del", has_text="Ana")).to_be_visible()
    expect(first.locator("ins", has_text="Boris")).to_be_visible()
    first.get_by_role("radio", name="Both, theirs first").check()
    boris.get_by_role("button", name="Save the text as chosen").click()
    expect(boris.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(boris.get_by_role("alert")).to_have_count(0)  # nothing is offered back

    draft.refresh_from_db()
    assert draft.state == State.DRAFT  # nothing was submitted over Ana's head
    assert draft.title == "The title that Boris gives"
    assert html.plain(draft.body) == (
        "One paragraph, says Ana.\n\nOne paragraph, says Boris.\n\nIt has a second one.\n\n"
        "And Ana’s own."
    )
    assert {each.person.name for each in draft.contributions.all()} >= {"Ana", "Boris"}


@with_and_without_scripts
def test_a_submission_over_somebody_elses_words_is_put_together_by_hand(
    live_portal: Portal, new_context: NewContext, scripts: bool
) -> None:
    draft = make_draft(body="<p>One paragraph.</p>")
    ana, boris = (
        at_the_draft(new_context(java_script_enabled=scripts), name, live_portal, page_of(draft))
        for name in ("Ana", "Boris")
    )
    write(ana, "One paragraph.\n\nAna adds a second.", scripts=scripts)
    save(ana)
    write(boris, "One paragraph.\n\nBoris adds another.", scripts=scripts)
    boris.get_by_role("button", name="Submit for approval").click()
    expect(boris.get_by_role("alert", name="Two texts")).to_be_visible()
    write(boris, BOTH, scripts=scripts)
    boris.get_by_role("button", name="Save this text over theirs").click()
    expect(boris.get_by_text("Saved.", exact=True)).to_be_visible()
    draft.refresh_from_db()
    assert html.plain(draft.body) == BOTH


def test_an_open_page_sees_others_come_save_and_leave(
    live_portal: Portal, new_context: NewContext
) -> None:
    draft = make_draft()
    context = new_context()
    context.clock.install()
    ana = at_the_draft(context, "Ana", live_portal, page_of(draft))
    here = ana.locator(".presence")
    expect(here).to_contain_text("Nobody else has this draft open.")
    boris = at_the_draft(new_context(), "Boris", live_portal, page_of(draft))
    ana.clock.fast_forward(20_000)
    expect(here).to_contain_text("Boris since")
    boris.get_by_label("Title").fill("By Boris")
    save(boris)
    ana.clock.fast_forward(20_000)
    expect(here).to_contain_text("after you opened it")
    boris.goto("/admin/")
    boris_is_here = Presence.objects.filter(person__name="Boris")
    for _ in range(200):
        if boris_is_here.filter(here_until__lte=timezone.now() + presence.LEFT).exists():
            return
        boris.wait_for_timeout(50)  # the farewell travels by itself
    pytest.fail("Boris left, and the portal was not told.")


def at_the_draft(context: BrowserContext, name: str, portal: Portal, address: str) -> Page:
    enter(context, writer(name=name), portal)
    page = context.new_page()
    page.goto(address)
    return page
