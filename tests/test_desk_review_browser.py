"""The review of a text by clicking: the reviewer asks, the writer answers, the reviewer sees what
changed; and the mark of an urgent publication, until a second publisher answers for it."""

import re

import pytest
from playwright.sync_api import Page, expect

from cultural_alliance.accounts.models import User
from cultural_alliance.editions import drafting, urgency
from cultural_alliance.editions.models import Edition, State
from messages.models import Statement
from tests.support.cast import publisher, writer
from tests.support.desk import enter, page_of
from tests.support.journeys import NewContext, save, with_and_without_scripts, write
from tests.support.portal import Portal
from tests.support.record import make_draft, submitted

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page_for(live_portal: Portal, new_context: NewContext):
    def make(person: User, address: str, *, scripts: bool = True) -> Page:
        context = new_context(java_script_enabled=scripts)
        enter(context, person, live_portal)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(address)
        return page

    return make


@with_and_without_scripts
def test_a_reviewer_asks_the_writer_answers_and_the_reviewer_sees_what_changed(
    page_for, scripts: bool
) -> None:
    author, reviewer = writer(name="Ana"), publisher(name="Chen")
    text = submitted(make_draft(body="<p>Culture is shared.</p><p>Here.</p>", by=author))
    chen = page_for(reviewer, page_of(text), scripts=scripts)
    chen.get_by_role("link", name="Comment on ¶2").click()
    expect(chen.get_by_label("About which paragraph?")).to_have_value("2")
    chen.get_by_label("Your comment").fill("Where is here?")
    chen.get_by_role("button", name="Comment", exact=True).click()
    expect(chen.get_by_text("Your comment stands in the conversation.")).to_be_visible()
    chen.locator(".strip-more summary").click()
    chen.get_by_role("link", name="Send back").click()
    chen.get_by_label("What should the writers do?").fill("Answer, please.")
    chen.get_by_role("button", name="Send back").click()

    ana = page_for(author, page_of(text), scripts=scripts)
    question = ana.get_by_role("listitem").filter(has_text="Where is here?").first
    question.get_by_role("button", name="Answer").click()
    ana.get_by_label("Your answer").fill("In Paris.")
    ana.get_by_role("button", name="Answer").last.click()
    expect(ana.get_by_text("In Paris.")).to_be_visible()
    question.get_by_role("button", name="Settle").click()
    ana.get_by_role("button", name="Settle").last.click()
    expect(ana.get_by_text("Settled by Ana")).to_be_visible()
    write(ana, "Culture is shared.\n\nIn Paris.", scripts=scripts)
    save(ana)
    ana.get_by_role("button", name="Submit for approval").click()
    ana.get_by_label("Note to the reviewers").fill("Paris it is.")
    ana.get_by_role("button", name="Submit for approval").last.click()

    chen.goto(page_of(text))
    expect(chen.get_by_text("Paris it is.").last).to_be_visible()
    chen.get_by_role("link", name="Since you last looked").click()
    expect(chen.locator("ins", has_text="In Paris")).to_be_visible()
    chen.get_by_role("link", name="Back to the text").first.click()
    chen.get_by_role("button", name="I have read it").click()
    expect(chen.get_by_text(re.compile("You read this text"))).to_be_visible()


def test_what_is_missing_leads_to_its_field(page_for) -> None:
    author = writer()
    text = drafting.start_document(Statement(original_language="en"), by=author, title="A title")
    page = page_for(author, page_of(text))
    page.get_by_role("button", name="Submit for approval").click()
    page.get_by_role("link", name="Text", exact=True).click()
    expect(page).to_have_url(re.compile("#id_body$"))
    expect(page.locator(".prose-editor")).to_be_in_viewport()


def test_the_mark_of_an_urgent_publication_is_one_click_from_its_end(page_for) -> None:
    draft, second = make_draft(title="The dam broke"), publisher()
    urgency.publish_urgently(draft, by=publisher(), revision=draft.revision, reason="A flood.")
    page = page_for(second, "/admin/")
    mark = page.get_by_role("status", name="Published urgently")
    expect(mark).to_contain_text("The dam broke")
    mark.get_by_role("link", name="Countersign “The dam broke”").click()
    page.get_by_role("button", name="Countersign").click()
    expect(page.get_by_text("Countersigned.")).to_be_visible()
    expect(mark).to_have_count(0)
    assert Edition.objects.get(pk=draft.pk).state == State.APPROVED
